"""Who and what is named together."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pipeline import store
from pipeline.records import Cooccurrence, Entity, EntityMention
from pipeline.reporting.cooccurrence import MOST, REACH, TYPES, PairCounts, count_pairs, join_pairs, pairs_within


def entity(entity_id: str, kind: str = "PERSON") -> Entity:
    return Entity(entity_id=entity_id, name=entity_id.title(), type=kind, aliases=(), n_mentions=1, n_documents=1)


def mention(entity_id: str, start: int, *, doc_id: str = "a", paragraph: int = 0) -> EntityMention:
    return EntityMention(
        doc_id=doc_id,
        entity_id=entity_id,
        label="PERSON",
        paragraph=paragraph,
        start=start,
        end=start + len(entity_id),
        text=entity_id,
    )


ENTITIES = [entity("lund"), entity("berg"), entity("moss"), entity("1905", "DATE"), entity("pier", "FAC")]


def cooccurrences(mentions: Iterable[EntityMention], entities: Iterable[Entity]) -> list[Cooccurrence]:
    """The rows of the table: the pairs of each document, put together and read back."""
    rows, known = list(mentions), list(entities)
    tied = {entity.entity_id for entity in known if entity.type in TYPES}
    documents = [
        (doc_id, count_pairs([row for row in rows if row.doc_id == doc_id], tied))
        for doc_id in sorted({row.doc_id for row in rows})
    ]
    return read("".join(join_pairs(documents, known)))


def read(lines: str) -> list[Cooccurrence]:
    return store.from_lines(lines.encode("utf-8"), Cooccurrence, where="cooccurrences", made_by="tables")


def found(*mentions: EntityMention) -> list[tuple[str, str, int, tuple[str, ...]]]:
    rows = cooccurrences(mentions, ENTITIES)
    return [(row.entity_id, row.other_id, row.n_paragraphs, row.documents) for row in rows]


def test_a_pair_counts_once_a_paragraph_the_smaller_id_first() -> None:
    assert found(mention("lund", 0), mention("berg", 9), mention("lund", 20), mention("berg", 29)) == [
        ("berg", "lund", 1, ("a",))
    ]


def test_names_of_two_paragraphs_are_not_named_together() -> None:
    assert found(mention("lund", 0), mention("berg", 9, paragraph=1)) == []
    assert found(mention("lund", 0), mention("berg", 9, doc_id="b")) == []


def test_paragraphs_and_documents_are_counted_and_the_commonest_comes_first() -> None:
    rows = [
        *(mention("moss", 5, doc_id="b"), mention("lund", 0, doc_id="b")),
        *(mention("lund", 0), mention("berg", 9), mention("pier", 19)),
        *(mention("lund", 100, paragraph=1), mention("moss", 109, paragraph=1)),
    ]
    assert found(*rows) == found(*reversed(rows))
    assert found(*rows) == [
        ("lund", "moss", 2, ("a", "b")),
        ("berg", "lund", 1, ("a",)),
        ("berg", "pier", 1, ("a",)),
        ("lund", "pier", 1, ("a",)),
    ]


def test_a_date_is_named_with_nobody_and_a_name_not_with_itself() -> None:
    assert found(mention("lund", 0), mention("1905", 9), mention("lund", 20)) == []


def test_both_types_and_names_stand_in_the_row() -> None:
    (row,) = cooccurrences([mention("lund", 0), mention("pier", 9)], ENTITIES)
    assert (row.name, row.type, row.other_name, row.other_type) == ("Lund", "PERSON", "Pier", "FAC")
    assert row.n_documents == 1


def test_names_further_apart_than_a_page_are_not_together() -> None:
    assert found(mention("lund", 0), mention("berg", REACH)) == [("berg", "lund", 1, ("a",))]
    assert found(mention("lund", 0), mention("berg", REACH + 1)) == []
    assert found(mention("lund", 0), mention("berg", REACH + 1), mention("lund", REACH + 9)) == [
        ("berg", "lund", 1, ("a",))
    ]


def test_a_name_is_paired_with_the_last_forty_others() -> None:
    names = [f"e{number:02}" for number in range(MOST + 2)]
    pairs = pairs_within([mention(name, 5 * number) for number, name in enumerate(names)])
    assert ("e00", names[-2]) in pairs
    assert ("e00", names[-1]) not in pairs
    assert ("e01", names[-1]) in pairs


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 5 * REACH)), max_size=40))
def test_pairs_are_those_of_any_two_mentions_within_reach(places: list[tuple[str, int]]) -> None:
    mentions = sorted((mention(name, start) for name, start in places), key=lambda one: one.start)
    expected = {
        tuple(sorted((one.entity_id, other.entity_id)))
        for one, other in combinations(mentions, 2)
        if one.entity_id != other.entity_id and other.start - one.start <= REACH
    }
    pairs = pairs_within(mentions)
    assert set(pairs) == expected
    assert len(pairs) == len(expected)


def test_a_paragraph_of_a_million_characters_goes_through() -> None:
    """10,000 mentions have fifty million pairs; those within a page are few."""
    mentions = [mention(f"e{number % 1_000}", number * 100) for number in range(10_000)]
    entities = [entity(f"e{number}") for number in range(1_000)]
    rows = cooccurrences(mentions, entities)
    assert len(rows) == 1_000 * (REACH // 100)
    assert all(row.n_paragraphs == 1 for row in rows)


IDS = ["a", "b", "c-fac", "c-org", "c-person", "d"]
BEARERS = [
    Entity(entity_id=entity_id, name=name, type="ORG", aliases=(), n_mentions=1, n_documents=1)
    for entity_id, name in zip(IDS, ["Zoe", "Lee | Son", "Kay", "Kay", "Kay", "Ann"], strict=True)
]
PAIRS = st.dictionaries(st.sampled_from(list(combinations(IDS, 2))), st.integers(1, 3), max_size=15)


@given(st.lists(PAIRS, max_size=4))
def test_the_commonest_pair_comes_first_then_names_and_ids_decide(documents: list[dict[tuple[str, str], int]]) -> None:
    names = [f"d|,{number}" for number in range(len(documents))]
    own = [
        PairCounts(entity_ids=IDS, counts=[(IDS.index(one), IDS.index(other), n) for (one, other), n in pairs.items()])
        for pairs in documents
    ]
    rows = read("".join(join_pairs(zip(names, own, strict=True), BEARERS)))
    counts: Counter[tuple[str, str]] = Counter()
    for one in documents:
        counts.update(one)
    name = {one.entity_id: one.name for one in BEARERS}
    expected = sorted(counts, key=lambda pair: (-counts[pair], name[pair[0]], name[pair[1]], *pair))
    assert [(row.entity_id, row.other_id) for row in rows] == expected
    assert [row.n_paragraphs for row in rows] == [counts[pair] for pair in expected]
    for row, pair in zip(rows, expected, strict=True):
        assert (row.name, row.other_name, row.n_documents) == (name[pair[0]], name[pair[1]], len(row.documents))
        assert row.documents == tuple(doc for doc, own in zip(names, documents, strict=True) if pair in own)
