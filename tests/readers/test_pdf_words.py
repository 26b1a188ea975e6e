"""What stands between two lines of print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.pdf_words import join_lines, read_usage


@pytest.mark.parametrize(
    ("lines", "elsewhere", "text"),
    [
        (("the har-", "bour"), "", "the harbour"),
        (("the har\u00ad", "bour"), "", "the harbour"),
        (("by team-", "work"), "our team-work", "by team-work"),
        (("by team-", "work"), "our teamwork", "by teamwork"),
        (("an Anglo-", "American ship"), "", "an Anglo-American ship"),
        (("from 1905-", "1917"), "", "from 1905-1917"),
        (("a state-of-", "the-art ship"), "the art", "a state-of-the-art ship"),
        (("its self-", "denial"), "", "its self-denial"),
        (("an ex-", "minister"), "the minister", "an ex-minister"),
        (("an ex-", "ile"), "", "an exile"),
        (("to re-", "examine"), "", "to re-examine"),
        (("first-", "and second-rate"), "", "first- and second-rate"),
        (("he stopped—", "and went on"), "", "he stopped—and went on"),
        (("he stopped –", "and went on"), "", "he stopped – and went on"),
        (("he stopped", "— and went on"), "", "he stopped — and went on"),
        (("one", "two"), "", "one two"),
    ],
)
def test_lines_are_joined_as_the_document_writes(lines: tuple[str, ...], elsewhere: str, text: str) -> None:
    assert join_lines(lines, read_usage([*lines, elsewhere])) == text


@given(st.lists(st.text("abc-–—\u00ad ’é1", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=6))
def test_no_letter_is_lost_or_added(lines: list[str]) -> None:
    joined = join_lines(lines, read_usage(lines))
    assert [char for char in joined if char.isalnum()] == [char for line in lines for char in line if char.isalnum()]
