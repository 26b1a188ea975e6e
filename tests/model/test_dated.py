"""Dates as the stage `extract` hands them on, read with the shipped model."""

import pytest

from pipeline.nlp.extract import Extracted, extract_document
from pipeline.nlp.load import load_model
from pipeline.quotes.paragraphs import split_paragraphs

TEXT = """\
The Strike of 1905

The hall burned on 3 May 1904. Smith wrote at the beginning of 1905: “We won in 1903.”

Smith said on Tuesday: “No.” Her “report of 1906” was lost, and in the winter of 1907 she left.
"""


@pytest.fixture(scope="module")
def extracted() -> Extracted:
    return extract_document("d", "d.txt", TEXT, split_paragraphs(TEXT, doc_id="d"), load_model("embedded"))


def test_a_stated_date_stands_where_its_quotation_says(extracted: Extracted) -> None:
    stated = [(row.stated_date_start, row.stated_date_end, row.stated_date) for row in extracted.quotations]
    assert [words for *_, words in stated] == ["the beginning of 1905", "Tuesday", ""]
    assert [TEXT[start:end] if start is not None else "" for start, end, _ in stated] == [words for *_, words in stated]


def test_sentences_are_dated_by_what_stands_outside_headings_and_marks(extracted: Extracted) -> None:
    assert [(TEXT[row.start : row.end], row.date) for row in extracted.dated] == [
        ("The hall burned on 3 May 1904.", "1904-05-03"),
        ("Smith wrote at the beginning of 1905: “We won in 1903.”", "1905"),
        ("Her “report of 1906” was lost, and in the winter of 1907 she left.", "1907-24"),
    ]
