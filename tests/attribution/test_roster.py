"""A draft of people.csv that changes nobody."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution.across import join_casts
from pipeline.attribution.people import Cast, Figure, gather_cast
from pipeline.attribution.roster import draft_people
from pipeline.records import KnownPerson, Mention

# Names of people, bodies, works and groups that have words in common.
NAMES = {
    "Harrison Ford": "PERSON",
    "Betty Ford": "PERSON",
    "Ford": "PERSON",
    "Mr Ford": "PERSON",
    "Mrs Ford": "PERSON",
    "Ford Company": "ORG",
    "The Ford Company": "ORG",
    "Ada Lund": "PERSON",
    "Ada Marie Lund": "PERSON",
    "Dr Lund": "PERSON",
    "Lund": "PERSON",
    "LUND": "ORG",
    "Northern Water Authority": "ORG",
    "Water Authority": "ORG",
    "The Gazette": "ORG",
    "Gazette": "WORK_OF_ART",
    "Menshevik": "NORP",
    "Mensheviks": "NORP",
    "Baron": "PERSON",
    "Baron Emil Vik": "PERSON",
    "Oslo": "GPE",
}


def mentions(doc_id: str, names: list[str]) -> list[Mention]:
    places = itertools.count(0, 100)
    return [
        Mention(
            doc_id=doc_id,
            paragraph=0,
            sentence=number,
            start=(start := next(places)),
            end=start + len(name),
            label=NAMES[name],
            role="nsubj",
            quoted=False,
            text=name,
        )
        for number, name in enumerate(names)
    ]


def gathered(*texts: list[str]) -> dict[str, Cast]:
    return {f"text-{number}": gather_cast(mentions(f"text-{number}", names)) for number, names in enumerate(texts)}


def figures_of(casts: dict[str, Cast]) -> list[tuple[Figure, ...]]:
    return [cast.figures for cast in casts.values()]


def drafted(*texts: list[str]) -> dict[str, tuple[str, ...]]:
    return {one.name: one.aliases for one in draft_people(figures_of(join_casts(gathered(*texts))))}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([["Harrison Ford", "Ford", "Mr Ford"]], {"Harrison Ford": ("Ford", "Mr Ford")}),
        # Another text knows a Ford and no more: who that is is not known.
        ([["Harrison Ford", "Ford"], ["Ford"]], {"Ford": (), "Harrison Ford": ()}),
        ([["Harrison Ford", "Ford"], ["Betty Ford", "Ford"]], {"Betty Ford": (), "Harrison Ford": ()}),
        # One full name in one text, a fuller one in another: a row without either would part them.
        ([["Ada Lund", "Lund"], ["Ada Marie Lund"]], {"Ada Marie Lund": ("Ada Lund", "Lund")}),
        ([["Mensheviks"], ["Menshevik"]], {"Mensheviks": ("Menshevik",)}),
        # A name that two have is not said of either, capitals or not.
        ([["Lund"], ["LUND"]], {}),
        # A title alone is nobody's.
        ([["Baron Emil Vik", "Baron"]], {"Emil Vik": ("Baron Emil Vik",)}),
    ],
)
def test_names_that_mean_the_same_one_in_every_text(
    texts: list[list[str]], expected: dict[str, tuple[str, ...]]
) -> None:
    assert drafted(*texts) == expected


def test_whom_people_csv_knows_is_not_drafted_again_and_keeps_its_names() -> None:
    known = [KnownPerson(name="Harrison Ford", aliases=("Lund",), type="PERSON", gender="masc", wikidata="Q81328")]
    casts = join_casts(gathered(["Harrison Ford", "Ford"], ["Ada Lund", "Lund"]), known)
    assert {one.name: one.aliases for one in draft_people(figures_of(casts), known)} == {"Ada Lund": ()}


def test_gender_is_told_where_the_texts_agree() -> None:
    casts = join_casts(gathered(["Ada Lund"], ["Mrs Ford"], ["Oslo"]))
    assert {one.name: (one.type, one.gender) for one in draft_people(figures_of(casts))} == {
        "Ada Lund": ("PERSON", "fem"),
        "Mrs Ford": ("PERSON", "fem"),
        "Oslo": ("GPE", ""),
    }


@given(st.lists(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=6), min_size=1, max_size=4))
def test_the_draft_saved_as_it_is_changes_no_name_and_no_type(texts: list[list[str]]) -> None:
    own = gathered(*texts)
    before = join_casts(own)
    after = join_casts(own, draft_people(figures_of(before)))
    for doc_id, names in zip(own, texts, strict=True):
        for mention in mentions(doc_id, names):
            found, kept = before[doc_id].at(mention.start, mention.end), after[doc_id].at(mention.start, mention.end)
            assert (found and (found.name, found.label)) == (kept and (kept.name, kept.label))
