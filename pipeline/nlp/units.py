"""What is parsed by itself: a paragraph, the inside of a quoted sentence, or a piece of one that is very long."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.quotes.spans import QuotedSpan

_SENTENCE_END_INSIDE = re.compile(r"[.!?…]['’\")\]]?\s+\S")
_SENTENCE_START = re.compile(r"[\[(‘'\"“]*[A-Z0-9…]")
_LONGEST_FRAGMENT = 2_000
"""A stretch of more characters than these is nobody's constituent, whatever it begins with."""

# A unit of more characters or quotations than these is read in pieces, so that what looks at the whole of a sentence
# for each quotation in it stays linear, and the parser's memory small. A page has some 2,000 characters.
_LONGEST = 20_000
_MOST = 300
_ENDS = (re.compile(r"[.!?…][\"'”’»)\]]*\s+"), re.compile(r"\s+"))

# The spans directly inside a paragraph ("paragraph", number) and inside a span ("span", index).
_Children = dict[tuple[str, int], list[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A stretch that is parsed by itself: of a paragraph (``span`` None) or of the inside of a quoted span.

    It is the whole of it but where that is very long. ``children`` are the indices of the spans that stand directly
    inside it, and of those inside the ones that are not folded away.
    """

    paragraph: int
    span: int | None
    start: int
    end: int
    children: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Nest:
    """The spans of a text: which are folded away, and which stand directly inside which."""

    spans: Sequence[QuotedSpan]
    folded: Sequence[bool]
    children: _Children


def list_units(paragraphs: Sequence[tuple[int, int]], spans: Sequence[QuotedSpan], text: str) -> Iterator[Unit]:
    """The units of a document: each paragraph, and the inside of each span that is folded away."""
    children: _Children = {}
    for index, span in enumerate(spans):
        key = ("paragraph", span.paragraph) if span.parent is None else ("span", span.parent)
        children.setdefault(key, []).append(index)
    nest = _Nest(spans=spans, folded=[is_folded(span, text) for span in spans], children=children)
    for number, (start, end) in enumerate(paragraphs):
        inside = children.get(("paragraph", number), [])
        for low, high, some in _pieces(start, end, inside, spans, text):
            yield Unit(paragraph=number, span=None, start=low, end=high, children=tuple(_spread(some, nest)))
    for index, span in enumerate(spans):
        if nest.folded[index]:
            inside = children.get(("span", index), [])
            for low, high, some in _pieces(span.start, span.end, inside, spans, text):
                unfolded = tuple(_spread(some, nest))
                yield Unit(paragraph=span.paragraph, span=index, start=low, end=high, children=unfolded)


def text_order(unit: Unit) -> tuple[int, int, int]:
    """What sorts units: by paragraph, the paragraph itself before the insides of its spans."""
    return unit.paragraph, -1 if unit.span is None else unit.span, unit.start


def is_folded(span: QuotedSpan, text: str) -> bool:
    """Whether a quoted stretch is replaced by a stand-in: it reads as a sentence, or as several.

    «Lenin wrote: “Nowhere has it been so.”» is folded; «a series of “stages”» and «said that he
    “would not be moved”» are not: the words are part of the writer's own syntax.
    """
    if span.form == "block" or span.end - span.start > _LONGEST_FRAGMENT:
        return True
    content = text[span.start : span.end]
    if _SENTENCE_END_INSIDE.search(content):
        return True
    n_words = content.count(" ") + content.count("\n") + 1
    return n_words >= 4 and _SENTENCE_START.match(content) is not None


def _spread(indices: Sequence[int], nest: _Nest) -> Iterator[int]:
    """The given spans and those inside the ones that stay unfolded: all belong to one frame."""
    for index in indices:
        yield index
        if not nest.folded[index]:
            yield from _spread(nest.children.get(("span", index), []), nest)


def _pieces(
    start: int, end: int, children: Sequence[int], spans: Sequence[QuotedSpan], text: str
) -> Iterator[tuple[int, int, Sequence[int]]]:
    """The pieces of one unit, each with the spans directly inside it: one piece, but where it is very long."""
    first = 0
    while end - start > _LONGEST or len(children) - first > _MOST:
        near = [spans[index] for index in children[first : first + _MOST + 1]]
        cut = _cut(start, min(end, start + _LONGEST), near, text)
        last = first
        while last < len(children) and spans[children[last]].outer_start < cut:
            last += 1
        yield start, min(cut, end), children[first:last]
        start, first = cut, last
    if start < end:
        yield start, end, children[first:]


def _cut(start: int, limit: int, near: Sequence[QuotedSpan], text: str) -> int:
    """Where a piece that begins at ``start`` ends: outside the spans, after a sentence if it can be, else a word."""
    if len(near) > _MOST:
        limit = min(limit, near[_MOST].outer_start)
    for pattern in _ENDS:
        ends = (match.end() for match in pattern.finditer(text, start + (limit - start) // 2, limit))
        outside = [end for end in ends if _span_around(end, near) is None]
        if outside:
            return outside[-1]
    around = _span_around(limit, near)
    return limit if around is None else around.outer_end


def _span_around(offset: int, near: Sequence[QuotedSpan]) -> QuotedSpan | None:
    """The span, of several that do not overlap, that has ``offset`` inside its marks."""
    place = bisect_right(near, offset, key=lambda span: span.outer_start) - 1
    return near[place] if place >= 0 and near[place].outer_start < offset < near[place].outer_end else None
