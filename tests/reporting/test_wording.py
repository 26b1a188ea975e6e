"""Numbers, phrases and characters as the report shows them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting.wording import counted, entity_type_order, in_words, listed, visible


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 quotations"), (1, "1 quotation"), (2, "2 quotations"), (12345, "12,345 quotations")],
)
def test_a_noun_agrees_with_its_number(number: int, expected: str) -> None:
    assert counted(number, "quotation") == expected


def test_an_odd_plural_is_given() -> None:
    assert counted(2, "stretch", "stretches") == "2 stretches"


@pytest.mark.parametrize(
    ("words", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_words_are_listed_as_a_phrase(words: list[str], expected: str) -> None:
    assert listed(words) == expected


def test_an_unknown_code_is_shown_with_its_words_apart() -> None:
    assert in_words("no_such_reason", {"other": "x"}) == "no such reason"


def test_people_come_first_and_unknown_types_last() -> None:
    assert sorted(["CARDINAL", "ZEBRA", "PERSON", "GPE"], key=entity_type_order) == [
        "PERSON",
        "GPE",
        "CARDINAL",
        "ZEBRA",
    ]


@given(st.text())
def test_no_control_character_is_left_and_no_other_character_changes(text: str) -> None:
    result = visible(text)
    assert len(result) == len(text)
    assert not any(unicodedata.category(char) == "Cc" and char not in "\t\n" for char in result)
    changed = {old for old, new in zip(text, result, strict=True) if old != new}
    assert all(unicodedata.category(char) == "Cc" or char in "\ufffe\uffff" for char in changed)


def test_a_control_character_shows_as_its_picture() -> None:
    assert visible("a\x00b\x1bc\x7fd\x85") == "a␀b␛c␡d\ufffd"
