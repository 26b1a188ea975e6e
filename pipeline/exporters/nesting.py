"""Spans that lie over each other in any way, made to nest as the elements of XML must."""

import heapq
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch with what it stands for. Where two cross, the one of greater ``weight`` is cut."""

    start: int
    end: int
    weight: int
    key: Hashable


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """The beginning or the end of a span, or of a piece of one, at a place of the text."""

    what: Literal["open", "close"]
    at: int
    span: Span


def nest(spans: Iterable[Span]) -> list[Event]:
    """The beginnings and ends of the spans in order, so that what opens last closes first.

    No span is left out. One that crosses the edge of another is closed there and opened again, as
    often as is needed: the later one, or the lighter where they weigh differently. Empty spans are
    no spans. The time grows with the number of pieces.
    """
    waiting = [_waiting(span, number) for number, span in enumerate(spans) if span.start < span.end]
    heapq.heapify(waiting)
    opened: list[tuple[int, Span]] = []
    events: list[Event] = []
    while waiting or opened:
        if opened and (not waiting or opened[-1][1].end <= waiting[0][0]):
            _, span = opened.pop()
            events.append(Event(what="close", at=span.end, span=span))
            continue
        *_, number, span = heapq.heappop(waiting)
        edge = _edge([one for _, one in opened], span)
        if edge < span.end:
            heapq.heappush(waiting, _waiting(replace(span, start=edge), number))
            span = replace(span, end=edge)
        while opened and opened[-1][1].end < span.end:
            crossed_number, crossed = opened.pop()
            _close_early(events, crossed, at=span.start)
            heapq.heappush(waiting, _waiting(replace(crossed, start=span.start), crossed_number))
        opened.append((number, span))
        events.append(Event(what="open", at=span.start, span=span))
    return events


def clip(spans: Iterable[Span], units: Sequence[tuple[int, int]]) -> list[list[Span]]:
    """For each of the stretches that a text is cut into, in order, what the spans have in it."""
    pieces: list[list[Span]] = [[] for _ in units]
    first = 0
    for span in sorted(spans, key=lambda one: one.start):
        while first < len(units) and units[first][1] <= span.start:
            first += 1
        unit = first
        while unit < len(units) and units[unit][0] < span.end:
            start, end = max(span.start, units[unit][0]), min(span.end, units[unit][1])
            pieces[unit].append(replace(span, start=start, end=end))
            unit += 1
    return pieces


def _waiting(span: Span, number: int) -> tuple[int, int, int, int, Span]:
    # The longer first, so that it holds the shorter; of equal ones the weightier; then in the order given.
    return span.start, -span.end, span.weight, number, span


def _edge(opened: Sequence[Span], span: Span) -> int:
    """How far the span may reach: to the end of the innermost one that it must not cut."""
    for one in reversed(opened):
        if one.weight <= span.weight:
            return min(one.end, span.end)
    return span.end


def _close_early(events: list[Event], span: Span, *, at: int) -> None:
    """Close a span before its end; one that has only just begun there has not been opened at all."""
    if events and events[-1].what == "open" and events[-1].at == at:
        events.pop()
    else:
        events.append(Event(what="close", at=at, span=span))
