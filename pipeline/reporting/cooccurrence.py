"""Who and what is named together: the pairs of ``cooccurrences.csv``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.records import Cooccurrence, Entity, EntityMention

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

_Pair = tuple[str, str]


def cooccurrences(mentions: Iterable[EntityMention], entities: Iterable[Entity]) -> list[Cooccurrence]:
    """Every pair of entities that are named near each other in one paragraph, the commonest first, then by name."""
    known = {entity.entity_id: entity for entity in entities if entity.type in TYPES}
    counts: dict[_Pair, int] = {}
    documents: dict[_Pair, list[str]] = {}
    for doc_id, pairs in _paragraphs(mentions, known):
        for pair in pairs:
            counts[pair] = counts.get(pair, 0) + 1
            among = documents.setdefault(pair, [])
            if among[-1:] != [doc_id]:
                among.append(doc_id)
    rows = [_row(known[one], known[other], n, tuple(documents[one, other])) for (one, other), n in counts.items()]
    return sorted(rows, key=_order)


def _paragraphs(
    mentions: Iterable[EntityMention], known: Mapping[str, Entity]
) -> Iterator[tuple[str, Iterable[_Pair]]]:
    """The document and the pairs of each paragraph, in the order of the texts."""
    ordered = sorted(
        (mention for mention in mentions if mention.entity_id in known),
        key=lambda mention: (mention.doc_id, mention.paragraph, mention.start, mention.end),
    )
    for (doc_id, _), group in groupby(ordered, key=lambda mention: (mention.doc_id, mention.paragraph)):
        yield doc_id, pairs_within(list(group))


def pairs_within(mentions: Sequence[EntityMention]) -> list[_Pair]:
    """The pairs of one paragraph, each once, the smaller id first; the mentions come in the order of the text.

    Linear: whoever was named last longer ago than `REACH`, or before `MOST` others, is forgotten.
    """
    # In the order of the last mention, the longest ago first.
    near: dict[str, int] = {}
    found: dict[_Pair, None] = {}
    for mention in mentions:
        one = mention.entity_id
        near.pop(one, None)
        while near and (len(near) > MOST or mention.start - near[next(iter(near))] > REACH):
            del near[next(iter(near))]
        for other in near:
            found[(one, other) if one < other else (other, one)] = None
        near[one] = mention.start
    return list(found)


def _row(one: Entity, other: Entity, n_paragraphs: int, documents: tuple[str, ...]) -> Cooccurrence:
    return Cooccurrence(
        entity_id=one.entity_id,
        name=one.name,
        type=one.type,
        other_id=other.entity_id,
        other_name=other.name,
        other_type=other.type,
        n_paragraphs=n_paragraphs,
        n_documents=len(documents),
        documents=documents,
    )


def _order(row: Cooccurrence) -> tuple[int, str, str, str, str]:
    return -row.n_paragraphs, row.name, row.other_name, row.entity_id, row.other_id
