"""The texts that bytes stand for, and that a broken promise is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import fuzz_marks


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_that_keeps_its_promises(content: bytes) -> None:
    fuzz_marks.try_one(content)


def test_every_piece_can_be_reached() -> None:
    assert len(fuzz_marks.PIECES) <= 256
    assert "“" in fuzz_marks.text_of(bytes(range(256)))


def test_a_broken_promise_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz_marks, "broken_promises", lambda *_: iter(["it does not hold"]))
    with pytest.raises(AssertionError, match="it does not hold"):
        fuzz_marks.try_one(b"word")
