"""Find the quoted stretches of a text."""

import re
from collections.abc import Iterator, Sequence

from pipeline.quotes.spans import MarkedText, MarkProblem, QuotedSpan
from pipeline.records import Form, Paragraph

_PAIR = re.compile(r"[“\"]\s*([^“”\"]*?[^“”\"\s])\s*[”\"]")
_LEAD_IN = (":", "—", "–", "-", ",", "…", "...")


def find_quotations(text: str, paragraphs: Sequence[Paragraph]) -> MarkedText:
    """Return the quoted stretches of ``text`` in order of start, and the marks in doubt."""
    spans: list[QuotedSpan] = []
    problems: list[MarkProblem] = []
    previous = ""
    for paragraph in paragraphs:
        spans.extend(_pairs(text, paragraph, introduced=previous.endswith(_LEAD_IN)))
        previous = text[paragraph.start : paragraph.end]
    return MarkedText(spans=tuple(spans), problems=tuple(problems))


def _pairs(text: str, paragraph: Paragraph, *, introduced: bool) -> Iterator[QuotedSpan]:
    for match in _PAIR.finditer(text, paragraph.start, paragraph.end):
        whole = match.start() == paragraph.start and match.end() == paragraph.end
        form: Form = "block" if whole and introduced else "inline"
        yield QuotedSpan(
            paragraph=paragraph.paragraph,
            start=match.start(1),
            end=match.end(1),
            outer_start=match.start(),
            outer_end=match.end(),
            form=form,
            marks=text[match.start()] + text[match.end() - 1],
            parent=None,
            continues=None,
            repair="",
        )
