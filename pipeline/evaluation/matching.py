"""Spans against spans: overlap in code points, and the best one-to-one pairing."""

from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]
"""``start`` and ``end`` in code points, half-open."""


def overlap(first: Span, second: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def overlap_any(span: Span, pieces: Iterable[Span]) -> int:
    """How many code points a span shares with the pieces of a broken one, which do not overlap each other."""
    return sum(overlap(span, piece) for piece in pieces)


def length(pieces: Iterable[Span]) -> int:
    """How many code points the pieces of a broken span hold."""
    return sum(end - start for start, end in pieces)


def intersection_over_union(first: Span, second: Span) -> float:
    """The shared part of two spans, from 0 (apart) to 1 (the same)."""
    shared = overlap(first, second)
    return shared / (length((first, second)) - shared) if shared else float(first == second)


def covers_half(span: Span, pieces: Sequence[Span]) -> bool:
    """Whether the two share at least half of the shorter one."""
    shared = overlap_any(span, pieces)
    return shared > 0 and 2 * shared >= min(span[1] - span[0], length(pieces))


def pair_spans(gold: Sequence[Span], predicted: Sequence[Span], *, at_least: float) -> dict[int, int]:
    """Index of a gold span -> index of the predicted span paired with it, each used once.

    The closest pairs are made first (intersection over union); of equally close ones the
    earlier. Pairs below ``at_least`` are not made.
    """
    pairs = sorted(
        (-closeness, gold_index, index)
        for gold_index, index in touching(gold, predicted)
        if (closeness := intersection_over_union(gold[gold_index], predicted[index])) >= at_least
    )
    paired: dict[int, int] = {}
    taken: set[int] = set()
    for _, gold_index, index in pairs:
        if gold_index not in paired and index not in taken:
            paired[gold_index] = index
            taken.add(index)
    return paired


def touching(gold: Sequence[Span], predicted: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes of spans that touch, without comparing every span of a novel with every other."""
    order = sorted(range(len(predicted)), key=lambda index: predicted[index])
    first = 0
    reach = _reach([predicted[index][1] for index in order])
    for gold_index in sorted(range(len(gold)), key=lambda index: gold[index]):
        start, end = gold[gold_index]
        while first < len(order) and reach[first] < start:
            first += 1
        for place in range(first, len(order)):
            if predicted[order[place]][0] > end:
                break
            yield gold_index, order[place]


def _reach(ends: Sequence[int]) -> list[int]:
    """For every position the furthest end so far: before it nothing later can touch."""
    reach: list[int] = []
    for end in ends:
        reach.append(max(end, reach[-1]) if reach else end)
    return reach
