"""What the parser is given to read: words with their places, quoted sentences folded away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.nlp.frames import STAND_IN, Frame, build_frame
from pipeline.nlp.units import is_folded, list_units
from pipeline.quotes.marks import find_quotations
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.quotes.spans import QuotedSpan

MARKED = "abAB.,!?:;—'\"“”‘’«»() \n\t\u00a0>-1é😀"


def _frames(text: str, nlp: Language) -> tuple[tuple[QuotedSpan, ...], list[Frame]]:
    paragraphs = split_paragraphs(text, doc_id="d")
    spans = find_quotations(text, paragraphs).spans
    units = list_units([(paragraph.start, paragraph.end) for paragraph in paragraphs], spans, text)
    return spans, [build_frame(unit, spans, text, nlp) for unit in units]


FRAMES = [
    ("Berg wrote: “We leave at dawn.”", ["Berg wrote : “ It is so . ”", "We leave at dawn ."], "a sentence is folded"),
    ("“We leave at dawn,” said Berg.", ["“ It is so , ” said Berg .", "We leave at dawn ,"], "its last mark is kept"),
    ("“We leave at dawn!” said Berg.", ["“ It is so ! ” said Berg .", "We leave at dawn !"], "an exclamation too"),
    ("A series of “stages” came.", ["A series of “ stages ” came ."], "a word stays where it is"),
    ("He “would not be moved” again.", ["He “ would not be moved ” again ."], "a fragment stays where it is"),
    ("“No. Never,” he said.", ["“ It is so , ” he said .", "No . Never ,"], "two short sentences are folded"),
    ("One  two\n three\u00a0four.", ["One two three four ."], "white space is no token"),
    (
        "Berg wrote: “Moss told us, ‘We leave at dawn.’”",
        ["Berg wrote : “ It is so . ”", "Moss told us , ‘ It is so . ’", "We leave at dawn ."],
        "each quotation in another is read by itself",
    ),
    (
        "He saw “a ‘plan’ fail”.",
        ["He saw “ a ‘ plan ’ fail ” ."],
        "a term in a fragment stays with it",
    ),
    ("One.\n\nTwo.", ["One .", "Two ."], "a paragraph at a time"),
]


@pytest.mark.parametrize(("text", "expected"), [case[:2] for case in FRAMES], ids=[case[2] for case in FRAMES])
def test_the_parser_reads(blank: Language, text: str, expected: list[str]) -> None:
    _, frames = _frames(text, blank)
    assert [" ".join(token.text for token in frame.doc) for frame in frames] == expected


def test_the_stand_in_has_no_place_and_the_marks_have_theirs(blank: Language) -> None:
    text = "Berg wrote: “We leave at dawn.”"
    _, (frame, inner) = _frames(text, blank)
    start, end = frame.spans[0]
    assert [text[slice(*frame.places[index])] for index in (start, end - 1)] == ["“", "”"]
    assert frame.places[start + 1 : end - 1] == ((-1, -1),) * (len(STAND_IN) + 1)
    assert inner.unit.span == 0
    assert inner.places[0] == (text.index("We"), text.index("We") + 2)


def test_children_are_those_directly_inside_and_those_of_what_stays_unfolded(blank: Language) -> None:
    _, frames = _frames("He saw “a ‘plan’ fail”. Berg wrote: “Moss told us, ‘We leave at dawn.’”", blank)
    assert [(frame.unit.span, frame.unit.children) for frame in frames] == [(None, (0, 1, 2)), (2, (3,)), (3, ())]
    assert [sorted(frame.spans) for frame in frames] == [[0, 1, 2], [3], []]


def test_spaces_are_told_from_the_text(blank: Language) -> None:
    _, (frame,) = _frames("She left (at\nnoon), alone.", blank)
    assert frame.doc.text == "She left (at noon), alone."


@given(text=st.text(alphabet=MARKED, max_size=60))
def test_every_token_stands_where_its_place_says(blank: Language, text: str) -> None:
    spans, frames = _frames(text, blank)
    for frame in frames:
        placed = [(token, place) for token, place in zip(frame.doc, frame.places, strict=True) if place != (-1, -1)]
        assert all(text[start:end] == token.text and not token.is_space for token, (start, end) in placed)
        starts = [place[0] for _, place in placed]
        assert starts == sorted(set(starts))
        assert set(frame.spans) <= set(range(len(spans)))
        assert all(0 <= start <= end <= len(frame.doc) for start, end in frame.spans.values())


@given(text=st.text(alphabet=MARKED, max_size=60))
def test_every_sign_of_a_unit_is_read_or_folded_away(blank: Language, text: str) -> None:
    spans, frames = _frames(text, blank)
    for frame in frames:
        unit = frame.unit
        read = {offset for start, end in frame.places if start >= 0 for offset in range(start, end)}
        for index in unit.children:
            if is_folded(spans[index], text):
                read.update(range(spans[index].start, spans[index].end))
        signs = {offset for offset in range(unit.start, unit.end) if not text[offset].isspace()}
        assert signs <= read
