"""The sentences in which the writer names a date, on sentences that a rule ends at full stops."""

import pytest
import spacy
from spacy.language import Language

from pipeline.nlp.dated import dated_sentences
from pipeline.nlp.frames import build_frame
from pipeline.nlp.units import list_units
from pipeline.quotes.marks import find_quotations
from pipeline.quotes.paragraphs import split_paragraphs


@pytest.fixture(scope="module")
def sentencizer() -> Language:
    """A tokenizer, and an end of a sentence at every full stop."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return nlp


def dated(text: str, nlp: Language) -> list[tuple[str, str, str]]:
    """Each dated sentence: its words, the date's words, the date."""
    paragraphs = split_paragraphs(text, doc_id="d")
    spans = find_quotations(text, paragraphs).spans
    found = []
    for unit in list_units([(paragraph.start, paragraph.end) for paragraph in paragraphs], spans, text):
        frame = build_frame(unit, spans, text, nlp)
        for _, component in nlp.pipeline:
            component(frame.doc)
        for row in dated_sentences("d", frame, spans, text):
            assert row.start <= row.date_start < row.date_end <= row.end
            assert row.paragraph == unit.paragraph
            found.append((text[row.start : row.end], text[row.date_start : row.date_end], row.date))
    return found


CASES = [
    ("Lund left. She came back in 1905.", [("She came back in 1905.", "1905", "1905")], "the sentence that names it"),
    (
        "In May 1905 and in 1907 they met.",
        [
            ("In May 1905 and in 1907 they met.", "May 1905", "1905-05"),
            ("In May 1905 and in 1907 they met.", "1907", "1907"),
        ],
        "a sentence with two dates comes twice",
    ),
    (
        "“We met in 1903 at the pier,” Lund wrote in 1905. Then she left.",
        [("“We met in 1903 at the pier,” Lund wrote in 1905.", "1905", "1905")],
        "with what it quotes, but not the dates in that",
    ),
    ("Her “letters of 1905” were lost.", [], "nor those in a term"),
    ("Lund wrote:\n\n“The strike of 1905 was lost.”", [], "nor those in a block"),
    ("Lund left.", [], "no date"),
    ("", [], "no text"),
]


def test_a_date_that_the_parser_cuts_joins_what_it_cut() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [","]})
    text = "She came, on May 3, 1921 they met, and left."
    assert dated(text, nlp) == [("on May 3, 1921 they met,", "May 3, 1921", "1921-05-03")]


@pytest.mark.parametrize(("text", "expected"), [case[:2] for case in CASES], ids=[case[2] for case in CASES])
def test_a_date_comes_with_its_sentence(sentencizer: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert dated(text, sentencizer) == expected
