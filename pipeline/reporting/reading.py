"""A paragraph cut into pieces, so that whatever lies over it can be marked: quotations, speakers, cues."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Layer = Literal["quotation", "term", "mention", "cue", "label"]

# What an opening mark can be, in any of the languages that quote with marks.
_OPENING_MARKS = "\"'“”‘’„‚«»‹›`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch to be marked: what it is, and the ``quote_id`` it belongs to.

    A label is a place (``start == end``). ``first`` is false of what remains of a span that had
    to be cut in two because it crosses another.
    """

    start: int
    end: int
    layer: Layer
    quote_id: str
    first: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A bit of a paragraph in reading order: words, or the beginning, the end or the place of a span."""

    what: Literal["text", "open", "close", "place"]
    text: str = ""
    span: Span | None = None


def cut_paragraph(text: str, start: int, end: int, spans: Iterable[Span]) -> Iterator[Piece]:
    """The pieces of ``text[start:end]``: their texts joined are that stretch, and what opens closes.

    Spans may nest, touch and cross, and may reach beyond the stretch: they are cut to it, and a
    span that crosses the end of another is cut in two there.
    """
    waiting = [_waiting(span, number) for number, span in enumerate(_clipped(spans, start, end))]
    heapq.heapify(waiting)
    opened: list[Span] = []
    at = start
    while waiting or opened:
        if opened and (not waiting or opened[-1].end <= waiting[0][0]):
            span = opened.pop()
            yield from _words(text, at, span.end)
            at = span.end
            yield Piece(what="close", span=span)
            continue
        *_, number, span = heapq.heappop(waiting)
        yield from _words(text, at, span.start)
        at = span.start
        if opened and span.end > opened[-1].end:
            edge = opened[-1].end
            heapq.heappush(waiting, _waiting(replace(span, start=edge, first=False), number))
            span = replace(span, end=edge)
        if span.start == span.end:
            yield Piece(what="place", span=span)
        else:
            opened.append(span)
            yield Piece(what="open", span=span)
    yield from _words(text, at, end)


def label_place(text: str, start: int) -> int:
    """Where the label of a quotation goes: before its opening mark, if it has one."""
    return start - 1 if start and text[start - 1] in _OPENING_MARKS else start


def keeps_lines(paragraph: str) -> bool:
    """Whether the line breaks inside a paragraph are the writer's: verse, an address, a list.

    Its lines are then short; lines broken at the width of a page (70 characters or so) run on.
    """
    lines = paragraph.splitlines()
    return len(lines) > 1 and max(map(len, lines)) <= 50


def _waiting(span: Span, number: int) -> tuple[int, int, int, Span]:
    # The longer first, so that it holds the shorter; then in the order given.
    return span.start, -span.end, number, span


def _clipped(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    for span in spans:
        low, high = max(span.start, start), min(span.end, end)
        if (low, high) == (span.start, span.end):
            yield span
        elif low < high:
            yield replace(span, start=low, end=high, first=span.first and low == span.start)


def _words(text: str, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        yield Piece(what="text", text=text[start:end])
