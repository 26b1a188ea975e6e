"""The work, its author and the date that an introduction states, on sentences parsed by hand."""

from collections.abc import Callable

import pytest

from pipeline.nlp.frames import Frame
from pipeline.nlp.sites import Cue
from pipeline.nlp.sources import find_citation

Places = tuple[int, int] | None

CASES = [
    (
        (
            "Berg/NNP/nsubj/wrote wrote/VBD/ROOT/wrote in/IN/prep/wrote Lund/NNP/poss/memoir ’s/POS/case/Lund "
            "memoir/NN/pobj/in Days/NNPS/appos/memoir of/IN/prep/Days Hope/NNP/pobj/of"
        ),
        ("Days of Hope", "Lund", None),
    ),
    (
        (
            "Berg/NNP/nsubj/wrote wrote/VBD/ROOT/wrote at/IN/prep/wrote the/DT/det/end end/NN/pobj/at of/IN/prep/end "
            "1931/CD/pobj/of/B-DATE"
        ),
        (None, None, "the end of 1931"),
    ),
    (
        "Berg/NNP/nsubj/said said/VBD/ROOT/said in/IN/prep/said the/DT/det/hall hall/NN/pobj/in",
        (None, None, None),
    ),
    (
        (
            "Berg/NNP/nsubj/wrote wrote/VBD/ROOT/wrote in/IN/prep/wrote the/DT/det/novel novel/NN/pobj/in "
            "Rain/NNP/appos/novel by/IN/prep/Rain Anna/NNP/compound/Lund Lund/NNP/pobj/by"
        ),
        ("Rain", "Anna Lund", None),
    ),
]


def _words(frame: Frame, tokens: Places) -> str | None:
    return None if tokens is None else frame.doc[tokens[0] : tokens[1]].text.strip()


@pytest.mark.parametrize(("row", "expected"), CASES, ids=[str(case[1]) for case in CASES])
def test_work_author_and_date_are_read_off_the_clause(
    frame_of: Callable[[str], Frame], row: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    frame = frame_of(row)
    cue = Cue(
        evidence="verb before, colon",
        tokens=(1, 2),
        lemma="write",
        listed=True,
        head=None,
        position="before",
        distance=0,
    )
    found = find_citation(frame, cue, masked=frozenset())
    assert (_words(frame, found.title), _words(frame, found.author), _words(frame, found.date)) == expected
