"""Words before and after, and shortened texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting.context import excerpt, one_line, words_after, words_before

WORDS = "One two, three “four” five\n\nsix seven."


@pytest.mark.parametrize(
    ("place", "width", "expected"),
    [
        ("four", 100, "One two, three “"),
        ("four", 10, "three “"),
        ("four", 7, "three “"),
        ("four", 6, "“"),
        ("six", 13, "“four” five"),
        ("six", 12, "five"),
        ("One", 10, ""),
    ],
)
def test_words_before_are_cut_at_a_word(place: str, width: int, expected: str) -> None:
    assert words_before(WORDS, WORDS.index(place), width=width) == expected


@pytest.mark.parametrize(
    ("place", "width", "expected"),
    [
        ("four", 100, "” five six seven."),
        ("four", 6, "” five"),
        ("four", 5, "”"),
        ("four", 11, "” five six"),
        ("seven.", 10, ""),
    ],
)
def test_words_after_are_cut_at_a_word(place: str, width: int, expected: str) -> None:
    assert words_after(WORDS, WORDS.index(place) + len(place), width=width) == expected


def test_a_stretch_without_white_space_is_kept() -> None:
    assert words_before("x" * 50 + "“", 51, width=10) == "x" * 9 + "“"
    assert words_after("“" + "x" * 50, 0, width=10) == "“" + "x" * 9


@given(st.text(), st.data())
def test_context_is_what_stands_there_and_no_longer_than_asked(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    width = data.draw(st.integers(1, 20))
    left, right = words_before(text, place, width=width), words_after(text, place, width=width)
    assert one_line(text[:place]).endswith(left)
    assert one_line(text[place:]).startswith(right)
    assert len(left) <= width
    assert len(right) <= width


@given(st.text(), st.integers(1, 30))
def test_an_excerpt_is_the_beginning_of_the_text(text: str, width: int) -> None:
    short = excerpt(text, width=width)
    assert len(short) <= width + 1
    if len(text) <= width:
        assert short == one_line(text)
    else:
        assert one_line(text).startswith(short.removesuffix("…"))


def test_an_excerpt_ends_after_a_whole_word() -> None:
    assert excerpt("the light is where it was", width=12) == "the light…"
    assert excerpt("the light is", width=12) == "the light is"
