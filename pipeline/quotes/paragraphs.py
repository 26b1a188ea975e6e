"""Where the paragraphs of a text are, and which of them are headings or set-off blocks."""

import re
from collections.abc import Iterator, Sequence

from pipeline.records import Paragraph, ParagraphKind

_LINE = re.compile(r"[^\n]+")
_HEADING_MARK = re.compile(r"#{1,6}\s+\S")
_MAX_HEADING_CHARS = 90


def split_paragraphs(text: str, *, doc_id: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of ``text`` in order, numbered from 0, offsets in code points."""
    stretches = _stretches(text)
    return tuple(
        Paragraph(doc_id=doc_id, paragraph=number, kind=_kind(text, lines), start=start, end=end)
        for number, (start, end, lines) in enumerate(stretches)
    )


def _stretches(text: str) -> Iterator[tuple[int, int, Sequence[tuple[int, int]]]]:
    run: list[tuple[int, int]] = []
    last = -1
    for match in _LINE.finditer(text):
        if match[0].isspace():
            continue
        if run and text[last : match.start()].count("\n") > 1:
            yield _trimmed(text, run)
            run = []
        run.append(match.span())
        last = match.end()
    if run:
        yield _trimmed(text, run)


def _trimmed(text: str, lines: Sequence[tuple[int, int]]) -> tuple[int, int, Sequence[tuple[int, int]]]:
    start, end = lines[0][0], lines[-1][1]
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end, tuple(lines)


def _kind(text: str, lines: Sequence[tuple[int, int]]) -> ParagraphKind:
    first = text[slice(*lines[0])]
    if _HEADING_MARK.match(first) or (len(lines) == 1 and _looks_like_heading(first.strip())):
        return "heading"
    if all(text[start:end].startswith(("    ", "\t", ">")) for start, end in lines):
        return "block"
    return "body"


def _looks_like_heading(line: str) -> bool:
    return len(line) <= _MAX_HEADING_CHARS and line[0].isupper() and (line[-1].isalnum() or line[-1] == ")")
