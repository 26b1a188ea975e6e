"""Who and what is named together: the pairs of ``cooccurrences.csv``."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.records import Entity, EntityMention
from pipeline.scratch import scratch
from pipeline.store import LIST_SEPARATOR, to_cell

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


def count_pairs(mentions: Iterable[EntityMention], tied: Container[str]) -> Counter[Pair]:
    """In how many paragraphs of one document two entities are named near each other; ``tied`` are those that count."""
    ordered = sorted(
        (mention for mention in mentions if mention.entity_id in tied),
        key=lambda mention: (mention.paragraph, mention.start, mention.end),
    )
    counts: Counter[Pair] = Counter()
    for _, group in groupby(ordered, key=lambda mention: mention.paragraph):
        counts.update(pairs_within(list(group)))
    return counts


def join_pairs(
    documents: Iterable[tuple[str, Iterable[tuple[Pair, int]]]], entities: Iterable[Entity]
) -> Iterator[list[str]]:
    """The cells of ``cooccurrences.csv``, the commonest pair first, then by name.

    Of each document, in order, its ``doc_id`` and its pairs. They are more than everything else in the tables:
    they are sorted outside of memory, and no record is made of each.
    """
    places = _Places(entities)
    doc_ids: list[str] = []
    with scratch("code INTEGER, document INTEGER, n INTEGER") as connection:
        for number, (doc_id, pairs) in enumerate(documents):
            doc_ids.append(to_cell((doc_id,)))
            connection.executemany(
                "INSERT INTO row VALUES (?, ?, ?)", ((places.code(pair), number, n) for pair, n in pairs)
            )
        for code, total, numbers in connection.execute(
            "SELECT code, sum(n) AS total, group_concat(document) FROM row GROUP BY code ORDER BY total DESC, code"
        ):
            among = sorted(map(int, numbers.split(",")))
            shown = LIST_SEPARATOR.join(doc_ids[number] for number in among)
            yield [*places.cells(code), str(total), str(len(among)), shown]


class _Places:
    """A number for every pair of entities, which grows with their names, then with their ids."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        same: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities:
            if entity.type in TYPES:
                same[entity.name].append(entity)
        self._most = max(map(len, same.values()), default=1)
        self._names = len(same)
        self._places: dict[str, tuple[int, int]] = {}
        self._cells: dict[tuple[int, int], tuple[str, str, str]] = {}
        for name, bearers in enumerate(sorted(same)):
            for index, entity in enumerate(sorted(same[bearers], key=lambda one: one.entity_id)):
                self._places[entity.entity_id] = name, index
                self._cells[name, index] = entity.entity_id, entity.name, entity.type

    def code(self, pair: Pair) -> int:
        """The number of a pair."""
        (one, index), (other, other_index) = self._places[pair[0]], self._places[pair[1]]
        return ((one * self._names + other) * self._most + index) * self._most + other_index

    def cells(self, code: int) -> tuple[str, ...]:
        """Id, name and type of both."""
        names, indices = divmod(code, self._most * self._most)
        (one, other), (index, other_index) = divmod(names, self._names), divmod(indices, self._most)
        return *self._cells[one, index], *self._cells[other, other_index]


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
