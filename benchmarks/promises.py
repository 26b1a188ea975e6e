"""What holds of every text that ingest gives, and of the quotations found in it, however odd the file was."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.quotes.glyphs import MARK_CHARS
from pipeline.quotes.marks import find_quotations
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.quotes.spans import MarkedText
from pipeline.records import Paragraph


def broken_promises(text: str, paragraphs: Sequence[Paragraph], doc_id: str) -> Iterator[str]:
    """Every promise that does not hold; nothing at best."""
    yield from _of_text(text)
    yield from _of_paragraphs(text, paragraphs)
    marked = find_quotations(text, paragraphs)
    yield from _of_spans(text, paragraphs, marked)
    if find_quotations(text, paragraphs) != marked:
        yield "the same text gives other quotations the second time"
    if [(one.start, one.end) for one in split_paragraphs(text, doc_id=doc_id)] != [
        (one.start, one.end) for one in paragraphs
    ]:
        yield "the paragraphs kept are not those of the text"


def _of_text(text: str) -> Iterator[str]:
    if not text.strip():
        yield "a document without text"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        yield "half of a pair of surrogates"
    if "\x00" in text:
        yield "a character that no text holds"


def _of_paragraphs(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    if [one.paragraph for one in paragraphs] != list(range(len(paragraphs))):
        yield "the paragraphs are not numbered in order"
    if any(before.end > after.start for before, after in pairwise(paragraphs)):
        yield "paragraphs overlap"
    for one in paragraphs:
        content = text[one.start : one.end]
        if not content or content != content.strip():
            yield f"paragraph {one.paragraph} is empty or begins or ends with space"
    bounds = [0, *(offset for one in paragraphs for offset in (one.start, one.end)), len(text)]
    between = "".join(text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True))
    if any(char.isalnum() or char in MARK_CHARS for char in between):
        yield "words or marks outside every paragraph"


def _of_spans(text: str, paragraphs: Sequence[Paragraph], marked: MarkedText) -> Iterator[str]:
    spans = marked.spans
    if [span.start for span in spans] != sorted(span.start for span in spans):
        yield "the quotations are not in order"
    for span in spans:
        home = paragraphs[span.paragraph]
        if not home.start <= span.outer_start <= span.start < span.end <= span.outer_end <= home.end:
            yield f"the quotation at {span.start} is empty or stands outside its paragraph"
        content = text[span.start : span.end]
        if content != content.strip() or all(char in MARK_CHARS for char in content):
            yield f"the quotation at {span.start} has no words, or space around them"
        around = text[span.outer_start : span.start] + text[span.end : span.outer_end]
        if "".join(around.split()) != span.marks:
            yield f"the marks of the quotation at {span.start} are not those of the text"
    if any(not 0 <= problem.offset < len(text) for problem in marked.problems):
        yield "a problem points outside the text"
