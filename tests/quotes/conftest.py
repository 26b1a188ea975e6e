"""The scanner as most tests want it: a text in, the quoted stretches out."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from pipeline.quotes.marks import find_quotations
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.quotes.spans import MarkedText, QuotedSpan
from pipeline.records import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A text with everything the scanner says of it."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    marked: MarkedText

    @property
    def spans(self) -> tuple[QuotedSpan, ...]:
        return self.marked.spans

    @property
    def contents(self) -> list[str]:
        return [self.text[span.start : span.end] for span in self.spans]

    @property
    def outers(self) -> list[str]:
        return [self.text[span.outer_start : span.outer_end] for span in self.spans]

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.marked.problems]


Scan = Callable[[str], Scanned]


@pytest.fixture(scope="session")
def scan() -> Scan:
    def scan_text(text: str) -> Scanned:
        paragraphs = split_paragraphs(text, doc_id="essay")
        return Scanned(text=text, paragraphs=paragraphs, marked=find_quotations(text, paragraphs))

    return scan_text
