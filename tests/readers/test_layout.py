"""A paragraph is set off if it stands further in than most of the text does."""

import pytest

from pipeline.readers.layout import Laid, set_off

BODY = Laid(n_chars=500)


@pytest.mark.parametrize(
    ("laid", "expected"),
    [
        (Laid(left=36.0, n_chars=100), True),
        (Laid(left=14.2, right=14.2, n_chars=100), True),  # half a centimetre
        (Laid(left=14.2, n_chars=100), False),
        (Laid(right=72.0, n_chars=100), False),
        (Laid(first=36.0, n_chars=100), False),
        (Laid(left=36.0, first=-36.0, n_chars=100), False),  # a bibliography
        (Laid(left=36.0, n_chars=100, is_prose=False), False),
    ],
)
def test_margins_tell(laid: Laid, expected: bool) -> None:
    assert set_off([BODY, laid, BODY]) == (False, expected, False)


def test_what_is_usual_is_the_least_margin_of_a_fair_share_of_the_text() -> None:
    inner = Laid(left=36.0, n_chars=1000)
    assert set_off([inner, inner]) == (False, False)
    assert set_off([Laid(left=0.0, n_chars=10), inner]) == (False, False)  # one short line does not make a body
    assert set_off([Laid(left=36.0, n_chars=700), Laid(n_chars=300)]) == (True, False)  # a text of quotations
    assert set_off([]) == ()
