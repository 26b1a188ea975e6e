"""Where the nodes of a network stand: near whom they are linked with, and none upon another.

networkx lays out with numpy, whose sums differ in their last digits from one processor to the next, and a
layout by forces makes another picture of such a difference. Here there is but addition,
multiplication, division and the square root of Python's floats, in a fixed order: IEEE 754 says what each
gives to the last bit, so that the places are the same everywhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

Point = tuple[float, float]
_ROUNDS = 150
_PUSHES = 300
_GAP = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The room that a node takes, with its label, in pixels."""

    width: float
    height: float


def spread(distances: Sequence[Sequence[float]]) -> list[Point]:
    """Points whose distances are near those asked for, all of them above 0 but the ones on the diagonal.

    Stress majorization (Gansner, Koren and North 2004, "Graph Drawing by Stress Majorization"), each point
    in turn, from a circle on which they stand in the order given.
    """
    points = _circle(len(distances))
    for _ in range(_ROUNDS):
        for index, row in enumerate(distances):
            points[index] = _drawn(index, row, points)
    return points


def fill(points: Sequence[Point], *, width: float, height: float) -> list[Point]:
    """The points stretched over a rectangle from the top left, each way for itself."""
    return list(
        zip(
            _stretched([x for x, _ in points], width),
            _stretched([y for _, y in points], height),
            strict=True,
        )
    )


def part(points: Sequence[Point], sizes: Sequence[Size], *, width: float) -> list[Point]:
    """The points moved as little as may be, so that no two take the same room and none leaves the width.

    There is no end to the height: what the pushes leave on another is put below it.
    """
    moved = [_within(point, size, width) for point, size in zip(points, sizes, strict=True)]
    for _ in range(_PUSHES):
        if not _push(moved, sizes, width):
            break
    return _put_below(moved, sizes)


def order_by_ties(names: Sequence[str], ties: Mapping[tuple[str, str], int]) -> list[str]:
    """The names so that those of one group stand together: groups by modularity, the larger first."""
    import networkx

    # Numbers, not names: where strings are hashed, their order is another in every run.
    place = {name: number for number, name in enumerate(names)}
    graph = networkx.Graph()
    graph.add_nodes_from(place.values())
    graph.add_weighted_edges_from((place[one], place[other], weight) for (one, other), weight in ties.items())
    groups = networkx.community.greedy_modularity_communities(graph, weight="weight")
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return [names[number] for group in ordered for number in sorted(group)]


def distances_of(names: Sequence[str], ties: Mapping[tuple[str, str], int]) -> list[list[float]]:
    """How far apart every two should stand: along the shortest way, a strong tie being a short one.

    Those that no way joins stand somewhat farther apart than any that are joined.
    """
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(names)
    graph.add_weighted_edges_from((one, other, 1 + 1 / weight) for (one, other), weight in ties.items())
    ways = dict(networkx.all_pairs_dijkstra_path_length(graph, weight="weight"))
    farthest = max(max(lengths.values()) for lengths in ways.values())
    return [[ways[one].get(other, 1 + farthest) for other in names] for one in names]


def _circle(count: int) -> list[Point]:
    """Points all around the unit circle, by the rational parametrization: no sine, which is not the same everywhere."""
    half = [2 * (number + 0.5) / count for number in range(count)]
    # From -1 to 1 over the right half, and the same over the left.
    return [_on_circle(2 * t - 1, 1) if t < 1 else _on_circle(2 * (t - 1) - 1, -1) for t in half]


def _on_circle(t: float, side: int) -> Point:
    over = 1 + t * t
    return side * (1 - t * t) / over, side * 2 * t / over


def _drawn(index: int, row: Sequence[float], points: Sequence[Point]) -> Point:
    """Where one point goes, seen from all others: each draws it to its distance, the nearer the more."""
    x, y = points[index]
    sum_x = sum_y = weights = 0.0
    for other, distance in enumerate(row):
        if other == index:
            continue
        ox, oy = points[other]
        dx, dy = x - ox, y - oy
        length = sqrt(dx * dx + dy * dy)
        scale = distance / length if length else 0.0
        weight = 1 / (distance * distance)
        sum_x += weight * (ox + scale * dx)
        sum_y += weight * (oy + scale * dy)
        weights += weight
    return (sum_x / weights, sum_y / weights) if weights else (x, y)


def _stretched(values: Sequence[float], length: float) -> list[float]:
    low, high = min(values), max(values)
    reach = high - low
    return [length * (value - low) / reach if reach else length / 2 for value in values]


def _within(point: Point, size: Size, width: float) -> Point:
    x, y = point
    return min(max(x, size.width / 2), width - size.width / 2), y


def _overlap(one: Point, other: Point, a: Size, b: Size) -> tuple[float, float]:
    """By how much two nodes share their room, across and down; both above 0 only where they do."""
    return (
        (a.width + b.width) / 2 + _GAP - abs(one[0] - other[0]),
        (a.height + b.height) / 2 + _GAP - abs(one[1] - other[1]),
    )


def _push(points: list[Point], sizes: Sequence[Size], width: float) -> bool:
    """Whether any two had to be pushed apart, each by half of what they share, the shorter way."""
    pushed = False
    for first, a in enumerate(sizes):
        for second in range(first + 1, len(sizes)):
            across, down = _overlap(points[first], points[second], a, sizes[second])
            if across <= 0.01 or down <= 0.01:
                continue
            pushed = True
            (x, y), (ox, oy) = points[first], points[second]
            dx, dy = (across / 2, 0.0) if across < down else (0.0, down / 2)
            dx, dy = dx if x > ox else -dx, dy if y > oy else -dy
            points[first] = _within((x + dx, y + dy), a, width)
            points[second] = _within((ox - dx, oy - dy), sizes[second], width)
    return pushed


def _put_below(points: Sequence[Point], sizes: Sequence[Size]) -> list[Point]:
    settled: dict[int, Point] = {}
    for index in sorted(range(len(points)), key=lambda index: (points[index][1], points[index][0], index)):
        x, y = points[index]
        # From the top: each that is in the way puts it below itself, and it may then meet the next.
        for other, at in sorted(settled.items(), key=lambda item: (item[1][1] + sizes[item[0]].height / 2, item[0])):
            across, down = _overlap((x, y), at, sizes[index], sizes[other])
            if across > 0.01 and down > 0.01:
                y = at[1] + (sizes[index].height + sizes[other].height) / 2 + _GAP
        settled[index] = (x, y)
    return [settled[index] for index in range(len(points))]
