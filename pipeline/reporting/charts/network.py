"""The people who are named together: a disc for each, a line where two stand in one paragraph."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import nsmallest
from math import sqrt
from operator import attrgetter

from pipeline.records import Cooccurrence, Entity, Speaker
from pipeline.reporting.charts.layout import Point, Size, distances_of, fill, order_by_ties, part, spread
from pipeline.reporting.charts.lettering import called, fitted, text_width
from pipeline.reporting.charts.shapes import Disc, Label, Shape, Sheet, Stroke
from pipeline.reporting.entries import marker_of
from pipeline.reporting.wording import counted, listed
from pipeline.store import Stored

FEWEST, MOST = 3, 24
# Where there are fewer people than this, those they make up together are shown with them.
_FEW = 6
_PEOPLE = frozenset({"PERSON"})
_BODIES = frozenset({"PERSON", "ORG", "NORP"})
# Among so many the people of the picture are found: they are the strongest pairs of all.
_MOST_PAIRS = 1_000
_ENDS = ("entity_id", "type", "name", "other_id", "other_type", "other_name")
# Beyond what holds the picture together, so many lines to a person: more are a ball of wool.
_LINES_EACH = 2
_WIDTH, _MARGIN = 640, 6
_TYPE = 13
_LONGEST_NAME = 175
_SMALLEST, _LARGEST = 5.0, 18.0
_THINNEST, _THICKEST = 1.0, 5.0

Ties = Mapping[tuple[str, str], int]
"""In how many paragraphs two are named together, by their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Somebody in the picture: ``label`` is the name as it fits, ``colour`` 0 for those who are not quoted."""

    entity_id: str
    name: str
    label: str
    radius: float
    colour: int


def network_sheet(
    cooccurrences: Iterable[Cooccurrence], entities: Iterable[Entity], speakers: Sequence[Speaker]
) -> Iterator[Sheet]:
    """The chart of the people who are named together most often; none where there are fewer than three.

    Whoever is quoted may be among them; parties and organisations too, where people alone would be few.
    """
    numbers = {one.speaker_id: number for number, one in enumerate(speakers, 1)}
    kinds = _PEOPLE
    chosen = _choose(_pairs(cooccurrences, numbers, kinds=kinds))
    if len(chosen) < _FEW:
        kinds = _BODIES
        chosen = _choose(_pairs(cooccurrences, numbers, kinds=kinds))
    if len(chosen) < FEWEST:
        return
    among = _among(cooccurrences, chosen, numbers, kinds=kinds)
    ties = _strongest(list(chosen), among)
    nodes = _nodes(order_by_ties(list(chosen), ties), chosen, entities, numbers)
    places = _places(nodes, ties)
    bottom = max(y + _size(node).height / 2 for node, (_, y) in zip(nodes, places, strict=True))
    height = round(bottom) + 44
    yield Sheet(
        name="network",
        title="Who is named with whom",
        description=_description(nodes, ties, left_out=len(among) - len(ties)),
        width=_WIDTH,
        height=height,
        shapes=(*_shapes(nodes, places, ties), *_key(height - 18)),
    )


def _pairs(
    cooccurrences: Iterable[Cooccurrence], speakers: Mapping[str, int], *, kinds: Set[str]
) -> list[Cooccurrence]:
    """The first pairs of which both are of these types or are speakers, the strongest first.

    The table has those of most paragraphs first: what is weaker than the last that is taken is not read.
    """

    def belongs(one: str, kind: str, name: str, other: str, other_kind: str, other_name: str) -> bool:
        ends = ((one, kind, name), (other, other_kind, other_name))
        return one != other and all(_belongs(*end, speakers, kinds) for end in ends)

    found: list[Cooccurrence] = []
    for row in _rows_where(cooccurrences, _ENDS, belongs):
        if len(found) >= _MOST_PAIRS and row.n_paragraphs < found[_MOST_PAIRS - 1].n_paragraphs:
            break
        found.append(row)
    return nsmallest(_MOST_PAIRS, found, key=_strength)


def _among(
    cooccurrences: Iterable[Cooccurrence], chosen: Mapping[str, str], speakers: Mapping[str, int], *, kinds: Set[str]
) -> dict[tuple[str, str], int]:
    """The ties between those in the picture, the strongest first."""

    def both(one: str, kind: str, name: str, other: str, other_kind: str, other_name: str) -> bool:
        ends = ((one, kind, name), (other, other_kind, other_name))
        return one in chosen and other in chosen and one != other and all(_belongs(*e, speakers, kinds) for e in ends)

    rows = sorted(_rows_where(cooccurrences, _ENDS, both), key=_strength)
    return {(row.entity_id, row.other_id): row.n_paragraphs for row in rows}


def _strength(row: Cooccurrence) -> tuple[int, int, str, str]:
    return -row.n_paragraphs, -row.n_documents, row.entity_id, row.other_id


def _rows_where(
    rows: Iterable[Cooccurrence], names: Sequence[str], test: Callable[..., bool]
) -> Iterator[Cooccurrence]:
    """The rows whose words pass a test; of a table that is read from a file no others are made."""
    if isinstance(rows, Stored):
        return rows.where(names, test)
    words = attrgetter(*names)
    return (row for row in rows if test(*words(row)))


def _belongs(one: str, kind: str, name: str, speakers: Mapping[str, int], kinds: Set[str]) -> bool:
    return one in speakers or (kind in kinds and not _describes(kind, name))


def _describes(kind: str, name: str) -> bool:
    """Whether the name of a people or party is the adjective: «Russian», «European»; a party is «the Bolsheviks»."""
    return kind == "NORP" and not name.casefold().endswith("s")


def _choose(pairs: Sequence[Cooccurrence]) -> dict[str, str]:
    """The names of those in the picture, by id: pair by pair, the strongest first, as long as there is room."""
    chosen: dict[str, str] = {}
    for row in pairs:
        new = {row.entity_id: row.name, row.other_id: row.other_name}
        if len(chosen.keys() | new.keys()) <= MOST:
            chosen = new | chosen if not chosen else chosen | new
        if len(chosen) == MOST:
            break
    return chosen


def _strongest(names: Sequence[str], ties: Ties) -> dict[tuple[str, str], int]:
    """The ties that are drawn: those that hold the picture together, and the strongest of the others."""
    import networkx

    # Taken in this order, the first are kept where ties are equally strong.
    ordered = sorted(ties, key=lambda pair: (-ties[pair], pair))
    graph = networkx.Graph()
    graph.add_weighted_edges_from((*pair, ties[pair]) for pair in ordered)
    tree = {tuple(sorted(pair)) for pair in networkx.maximum_spanning_edges(graph, data=False)}
    others = [pair for pair in ordered if pair not in tree][: _LINES_EACH * len(names) - len(tree)]
    return {pair: ties[pair] for pair in ordered if pair in tree or pair in set(others)}


def _nodes(
    ordered: Sequence[str], names: Mapping[str, str], entities: Iterable[Entity], numbers: Mapping[str, int]
) -> list[Node]:
    mentions = {one.entity_id: one.n_mentions for one in entities if one.entity_id in names}
    most = max(mentions.get(entity_id, 1) for entity_id in ordered)
    return [
        Node(
            entity_id=entity_id,
            name=called(names[entity_id]),
            label=fitted(names[entity_id], width=_LONGEST_NAME, size=_TYPE),
            radius=_radius(mentions.get(entity_id, 1), most),
            colour=marker_of(numbers.get(entity_id, 0)).colour,
        )
        for entity_id in ordered
    ]


def _radius(mentions: int, most: int) -> float:
    """The area grows with the mentions."""
    return round(max(_SMALLEST, _LARGEST * sqrt(mentions / max(1, most))), 1)


def _size(node: Node) -> Size:
    """The disc with the name below it."""
    return Size(
        width=max(2 * node.radius, text_width(node.label, size=_TYPE)) + 4,
        height=2 * node.radius + _TYPE + 8,
    )


def _places(nodes: Sequence[Node], ties: Ties) -> list[Point]:
    """The middle of the room of every node, whole pixels."""
    sizes = [_size(node) for node in nodes]
    width = _WIDTH - 2 * _MARGIN
    area = sum((size.width + 30) * (size.height + 30) for size in sizes)
    points = spread(distances_of([node.entity_id for node in nodes], ties))
    wide = width - max(size.width for size in sizes)
    filled = fill(points, width=wide, height=max(220.0, min(560.0, 1.1 * area / width)))
    # From the middle of the outermost names, which stay within the width.
    shift = (width - wide) / 2
    parted = part([(x + shift, y) for x, y in filled], sizes, width=width)
    top = min(y - size.height / 2 for (_, y), size in zip(parted, sizes, strict=True)) - _MARGIN
    return [(round(x + _MARGIN), round(y - top)) for x, y in parted]


def _sides(nodes: Sequence[Node], places: Sequence[Point], ties: Ties) -> dict[str, int]:
    """On which side of its disc each name stands, by id: 1 is below; -1, above, where fewer lines go that way."""
    height = {node.entity_id: y for node, (_, y) in zip(nodes, places, strict=True)}
    downward = Counter({node.entity_id: 0 for node in nodes})
    for one, other in ties:
        downward[one] += (height[other] > height[one]) - (height[other] < height[one])
        downward[other] += (height[one] > height[other]) - (height[one] < height[other])
    return {entity_id: -1 if balance > 0 else 1 for entity_id, balance in downward.items()}


def _disc_at(node: Node, place: Point, side: int) -> Point:
    """The middle of the disc, at the other end of the room than the name."""
    return place[0], place[1] - side * (_size(node).height / 2 - node.radius - 1)


def _shapes(nodes: Sequence[Node], places: Sequence[Point], ties: Ties) -> Iterator[Shape]:
    sides = _sides(nodes, places, ties)
    discs = {
        node.entity_id: _disc_at(node, place, sides[node.entity_id]) for node, place in zip(nodes, places, strict=True)
    }
    most = max(ties.values())
    for (one, other), weight in sorted(ties.items(), key=lambda tie: (tie[1], tie[0])):
        (x, y), (x2, y2) = discs[one], discs[other]
        yield Stroke(x=x, y=y, x2=x2, y2=y2, colour="k0", thick=_thickness(weight, most))
    for node in nodes:
        x, y = discs[node.entity_id]
        yield _disc(x, y, node.radius, node.colour)
    for bold in (False, True):
        for node in nodes:
            if bool(node.colour) is bold:
                x, y = discs[node.entity_id]
                away = sides[node.entity_id] * (node.radius + _TYPE / 2 + 3)
                yield Label(x=x, y=y + away, text=node.label, size=_TYPE, anchor="middle", bold=bold, halo=True)


def _thickness(weight: int, most: int) -> float:
    """A paragraph more is a step of at most a pixel: where all ties are weak, all lines are thin."""
    step = min(1.0, (_THICKEST - _THINNEST) / max(1, most - 1))
    return round(_THINNEST + step * (weight - 1), 1)


def _disc(x: float, y: float, radius: float, colour: int) -> Disc:
    if colour:
        return Disc(x=x, y=y, radius=radius, fill=f"k{colour}", stroke="paper")
    return Disc(x=x, y=y, radius=radius, fill="paper", stroke="k0")


def _key(y: float) -> Iterator[Shape]:
    """What filled, empty, large and thick mean, at the foot of the picture."""
    yield _disc(14, y, 6, 1)
    yield Label(x=26, y=y, text="quoted", size=12, colour="soft")
    yield _disc(96, y, 6, 0)
    yield Label(x=108, y=y, text="named, not quoted", size=12, colour="soft")
    yield Label(
        x=_WIDTH - _MARGIN,
        y=y,
        text="larger: named more often · thicker: together in more paragraphs",
        size=12,
        colour="soft",
        anchor="end",
    )


def _description(nodes: Sequence[Node], ties: Ties, *, left_out: int) -> str:
    names = {node.entity_id: node.name for node in nodes}
    pairs = [
        f"{names[one]} and {names[other]} ({counted(weight, 'paragraph')})"
        for (one, other), weight in list(ties.items())[:3]
    ]
    degree = Counter(one for pair in ties for one in pair)
    central = min(degree, key=lambda one: (-degree[one], one))
    quoted = sum(1 for node in nodes if node.colour)
    words = [
        f"{counted(len(nodes), 'name')}, {quoted or 'none'} of them quoted.",
        "A line joins two who are named in one paragraph.",
        f"Most often together: {listed(pairs)}.",
        f"{names[central]} is joined with most others ({degree[central]}).",
    ]
    if left_out:
        words.append(f"{counted(left_out, 'weaker tie')} not drawn.")
    return " ".join(words)
