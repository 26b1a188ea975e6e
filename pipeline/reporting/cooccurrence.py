"""Who and what is named together: the pairs of ``cooccurrences.csv``."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipeline.records import Entity, EntityMention
from pipeline.scratch import scratch
from pipeline.store import LIST_SEPARATOR, join_cells, to_cell

TYPES = frozenset("PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW".split())
"""What can be tied to another in a network: dates, sums, numbers and languages cannot."""

REACH = 2_000
"""How far apart two names of a paragraph may stand, in code points: a printed page.

Hardly a paragraph of an essay is longer (in 5,900 of the press, two in a thousand). What is longer is an index, or a
book that has lost its blank lines: there that two are named in one "paragraph" says nothing, and pairing all with all
would take the square of its length.
"""

MOST = 40
"""With how many others, those named last before it, a name is paired: 50,000 names in a row are two million pairs."""

Pair = tuple[str, str]
"""The ids of two entities, the smaller first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCounts:
    """In how many paragraphs of one document two entities are named near each other.

    ``counts`` are pairs of places in ``entity_ids``, which are sorted, the smaller place first, and the number.
    """

    entity_ids: Sequence[str]
    counts: Sequence[tuple[int, int, int]]


def count_pairs(mentions: Iterable[EntityMention], tied: Container[str]) -> PairCounts:
    """The pairs of one document; ``tied`` are the entities that can be named together with others."""
    ordered = sorted(
        (mention for mention in mentions if mention.entity_id in tied),
        key=lambda mention: (mention.paragraph, mention.start, mention.end),
    )
    found: Counter[Pair] = Counter()
    for _, group in groupby(ordered, key=lambda mention: mention.paragraph):
        found.update(pairs_within(list(group)))
    entity_ids = sorted({mention.entity_id for mention in ordered})
    places = {entity_id: place for place, entity_id in enumerate(entity_ids)}
    counts = sorted((places[one], places[other], n) for (one, other), n in found.items())
    return PairCounts(entity_ids=entity_ids, counts=counts)


def join_pairs(documents: Iterable[tuple[str, PairCounts]], entities: Iterable[Entity]) -> Iterator[str]:
    """The lines of ``cooccurrences.csv``, the commonest pair first, then by name.

    Of each document, in order, its ``doc_id`` and its pairs. These are most of what is in the tables:
    they are sorted outside of memory, and no record is made of each.
    """
    places = _Places(entities)
    doc_ids: list[str] = []
    alone: list[str] = []
    with scratch("code INTEGER, document INTEGER, n INTEGER") as connection:
        for number, (doc_id, pairs) in enumerate(documents):
            doc_ids.append(to_cell((doc_id,)))
            alone.append(join_cells("1", doc_ids[-1]))
            rows = ((code, number, n) for code, n in places.codes(pairs))
            connection.executemany("INSERT INTO row VALUES (?, ?, ?)", rows)
        for code, total, numbers in connection.execute(
            "SELECT code, sum(n) AS total, group_concat(document) FROM row GROUP BY code ORDER BY total DESC, code"
        ):
            if "," not in numbers:  # nearly all of them
                yield f"{places.cells(code)},{total},{alone[int(numbers)]}\n"
            else:
                among = [doc_ids[number] for number in sorted(map(int, numbers.split(",")))]
                yield f"{places.cells(code)},{join_cells(str(total), str(len(among)), LIST_SEPARATOR.join(among))}\n"


class _Places:
    """A number for every pair of entities, which grows with their names, then with their ids."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        same: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities:
            if entity.type in TYPES:
                same[entity.name].append(entity)
        self._most = max(map(len, same.values()), default=1)
        self._names = len(same)
        self._first: dict[str, int] = {}
        self._second: dict[str, int] = {}
        self._cells: dict[tuple[int, int], str] = {}
        for name, bearers in enumerate(sorted(same)):
            for index, entity in enumerate(sorted(same[bearers], key=lambda one: one.entity_id)):
                self._first[entity.entity_id] = (name * self._names * self._most + index) * self._most
                self._second[entity.entity_id] = name * self._most * self._most + index
                self._cells[name, index] = join_cells(entity.entity_id, entity.name, entity.type)

    def codes(self, pairs: PairCounts) -> Iterator[tuple[int, int]]:
        """The number of each pair, and how often it is there."""
        first = [self._first[entity_id] for entity_id in pairs.entity_ids]
        second = [self._second[entity_id] for entity_id in pairs.entity_ids]
        return ((first[one] + second[other], n) for one, other, n in pairs.counts)

    def cells(self, code: int) -> str:
        """Id, name and type of both, as they stand in a line."""
        names, indices = divmod(code, self._most * self._most)
        (one, other), (index, other_index) = divmod(names, self._names), divmod(indices, self._most)
        return f"{self._cells[one, index]},{self._cells[other, other_index]}"


def pairs_within(mentions: Sequence[EntityMention]) -> list[Pair]:
    """The pairs of one paragraph, each once, the smaller id first; the mentions come in the order of the text.

    Linear: whoever was named last longer ago than `REACH`, or before `MOST` others, is forgotten.
    """
    # In the order of the last mention, the longest ago first.
    near: dict[str, int] = {}
    found: dict[Pair, None] = {}
    for mention in mentions:
        one = mention.entity_id
        near.pop(one, None)
        while near and (len(near) > MOST or mention.start - near[next(iter(near))] > REACH):
            del near[next(iter(near))]
        for other in near:
            found[(one, other) if one < other else (other, one)] = None
        near[one] = mention.start
    return list(found)
