"""Names made fit to be lettered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.reporting.charts.lettering import called, fitted, plain, text_width


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada  Lund\n", "Ada Lund"),
        ("\u202eLund", "Lund"),  # would turn round what follows
        ("Ada\x07", "Ada␇"),
        ("Ada\ufffe\udc80", "Ada\ufffd\ufffd"),  # no characters of XML
        ("<Ada> & ]]>", "<Ada> & ]]>"),  # escaped where it is drawn
        ("נעמי", "נעמי"),
    ],
)
def test_a_name_is_made_plain(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Maud Ellery", 200, "Maud Ellery"),
        ("Maud Ellery", 52, "Maud E…"),
        ("Maud Ellery", 42, "Maud…"),  # neither a space nor a stop before the ellipsis
        ("", 60, ""),
        # A mark belongs to its letter, and a heap of them is cut down.
        ("e\u0301" * 30, 50, "e\u0301" * 6 + "…"),
        ("e" + "\u0301" * 200, 50, "e" + "\u0301" * 3),
    ],
)
def test_a_name_is_cut_to_its_room(text: str, width: int, expected: str) -> None:
    assert fitted(text, width=width, size=10) == expected


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (300, "The pier was mended in a week"),
        (130, "The pier was mended…"),
        (134, "The pier was mended…"),
        (126, "The pier was…"),
        (50, "The…"),
    ],
)
def test_a_sentence_is_cut_at_a_word(width: int, expected: str) -> None:
    assert fitted("The pier was mended in a week", width=width, size=10, words=True) == expected


def test_a_word_too_long_is_cut_all_the_same() -> None:
    assert fitted("A " + "b" * 40, width=130, size=10, words=True) == "A " + "b" * 16 + "…"


def test_in_a_sentence_a_name_is_no_longer_than_a_sentence() -> None:
    assert called("Ines Marlow") == "Ines Marlow"
    assert len(called("x" * 300)) < 110


@given(text=st.text(max_size=600), width=st.floats(min_value=20, max_value=400))
def test_whatever_is_lettered_fits_and_is_xml(text: str, width: float) -> None:
    shown = fitted(text, width=width, size=12)
    assert text_width(shown, size=12) <= width + 0.01
    assert len(shown) <= 410
    element = etree.Element("text")
    element.text = shown
    assert etree.fromstring(etree.tostring(element)).text == (shown or None)


@given(text=st.text(max_size=50), size=st.integers(min_value=8, max_value=20))
def test_a_longer_text_is_no_narrower(text: str, size: int) -> None:
    assert text_width(text + "m", size=size) > text_width(text, size=size)
