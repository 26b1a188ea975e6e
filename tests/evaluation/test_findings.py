"""The sentence around an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.findings import find, sentence_around, shorten


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It rained. Ada said “no” twice. They left.", "no", "Ada said “no” twice."),
        ("It rained.\n\nAda said “no”\n\nThey left.", "no", "Ada said “no”"),
        ("Then Mr. Lund said “no” aloud. They left.", "no", "Then Mr. Lund said “no” aloud."),
        ("Was it J. Lund who said “no”?", "no", "Was it J. Lund who said “no”?"),
        # What follows a quotation that ends its sentence is shown, since the speaker may stand there.
        ("“It is over.” That was Ada. They left.", "It is over.", "“It is over.” That was Ada."),
    ],
)
def test_the_sentence_is_cut_out_of_the_text(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert sentence_around(text, start, start + len(words)) == expected


def test_a_long_quotation_loses_its_middle() -> None:
    assert shorten("one " * 20, keep=7) == "one one […] one one"
    assert shorten("one two", keep=4) == "one two"


def test_a_finding_says_where_it_is() -> None:
    finding = find("Ada said “no”.", doc_id="tide", span=(10, 12), code="not found", message="nothing")
    assert (finding.doc_id, finding.start, finding.sentence) == ("tide", 10, "Ada said “no”.")


@given(st.text("aB. “”\n", max_size=900), st.integers(0, 900), st.integers(1, 40))
def test_the_sentence_holds_the_words_and_is_of_bounded_length(text: str, start: int, size: int) -> None:
    words = text[start : start + size]
    sentence = sentence_around(text, start, start + size)
    assert " ".join(words.split()) in sentence
    assert len(sentence) <= 700
    assert "\n" not in sentence
