"""Who is who: mentions of one bearer under its fullest name, and apart what is not the same."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution.across import Who
from pipeline.attribution.entities import Appearance, entity_ids, entity_mentions, list_entities
from pipeline.attribution.people import find_figure, gather_cast
from pipeline.records import Entity, EntityMention, Mention

Make = Callable[..., Any]
NAMES = ["Ada Lund", "Lund", "A. Lund", "Mr Brown", "Mrs Brown", "Olaf Berg", "Berg’s", "Iskra", "Mensheviks"]


@pytest.mark.parametrize(
    ("names", "asked", "full"),
    [
        (["Vladimir Lenin", "Lenin"], "Lenin", "Vladimir Lenin"),
        (["Lenin", "Vladimir Lenin"], "Lenin", "Vladimir Lenin"),  # also where the surname comes first
        (["Vladimir Ilyich Lenin", "V. Lenin", "Lenin"], "V. Lenin", "Vladimir Ilyich Lenin"),
        (["Leon Trotsky", "Trotsky’s"], "Trotsky", "Leon Trotsky"),
        (["Leon Trotsky", "Trotsky"], "Trotsky's", "Leon Trotsky"),
        (["Ada Lund", "Mrs Lund"], "Mrs Lund", "Ada Lund"),
        (["Vladimir Lenin", "Vladimir Putin"], "Vladimir Putin", "Vladimir Putin"),
    ],
)
def test_a_short_name_stands_for_the_fullest_that_fits(
    names: list[str], asked: str, full: str, make_mention: Make
) -> None:
    found = gather_cast(make_mention(name) for name in names).find(asked)
    assert found is not None
    assert found.name == full


def test_mr_and_mrs_of_one_surname_are_two_people(make_mention: Make) -> None:
    cast = gather_cast([make_mention("Mr Brown"), make_mention("Mrs Brown")])
    assert {figure.name: figure.gender for figure in cast.figures} == {"Mr Brown": "masc", "Mrs Brown": "fem"}


def test_a_surname_of_two_goes_to_the_one_named_most(make_mention: Make) -> None:
    names = ["Olaf Berg", "Ida Berg", "Ida Berg", "Ida Berg", "Berg"]
    found = gather_cast(make_mention(name) for name in names).find("Berg")
    assert found is not None
    assert found.name == "Ida Berg"


@pytest.mark.parametrize(
    ("names", "label"),
    [
        (["Mensheviks", "Menshevik"], "NORP"),
        (["the Mensheviks", "Mensheviks"], "NORP"),
        (["The Admiralty", "Admiralty"], "ORG"),
    ],
)
def test_number_and_article_make_no_second_entity(names: list[str], label: str, make_mention: Make) -> None:
    cast = gather_cast(make_mention(name, label=label) for name in names)
    assert len(cast.figures) == 1
    assert {cast.find(name) for name in names} == set(cast.figures)


def test_a_name_takes_the_type_most_of_its_mentions_have(make_mention: Make) -> None:
    mentions = [make_mention("Iskra", label=label) for label in ("PERSON", "ORG", "ORG")]
    assert [figure.label for figure in gather_cast(mentions).figures] == ["ORG"]


@pytest.mark.parametrize("label", ["DATE", "CARDINAL", "MONEY"])
def test_dates_and_amounts_are_no_figures(label: str, make_mention: Make) -> None:
    assert gather_cast([make_mention("1905", label=label)]).figures == ()


def test_a_name_not_in_the_document_is_nobody(make_mention: Make) -> None:
    assert gather_cast([make_mention("Ada Lund")]).find("Olaf Berg") is None


def entities_of(mentions: list[Mention]) -> tuple[list[Entity], list[EntityMention]]:
    """Every entity of some documents, and every mention of it."""
    names = list(dict.fromkeys(row.doc_id for row in mentions))
    own = {name: [row for row in mentions if row.doc_id == name] for name in names}
    casts = {name: gather_cast(rows) for name, rows in own.items()}
    everybody: set[Who] = {(figure.name, figure.label) for cast in casts.values() for figure in cast.figures}
    ids = entity_ids(everybody)
    rows = {name: list(entity_mentions(own[name], casts[name], ids)) for name in names}
    appearances = [
        Appearance(figures=casts[name].figures, mentions=Counter(row.entity_id for row in rows[name])) for name in names
    ]
    return list_entities(appearances, ids), [row for name in names for row in rows[name]]


def test_an_entity_counts_its_mentions_under_every_name_in_every_document(make_mention: Make) -> None:
    mentions = [
        make_mention("Ada Lund", doc_id="one"),
        make_mention("Lund’s", doc_id="one", start=20),
        make_mention("Ada Lund", doc_id="two"),
    ]
    (entity,), rows = entities_of(mentions)
    assert (entity.name, entity.n_mentions, entity.n_documents) == ("Ada Lund", 3, 2)
    assert "Lund" in entity.aliases
    assert {row.entity_id for row in rows} == {entity.entity_id}


def test_one_name_of_two_types_is_two_entities_with_their_own_ids(make_mention: Make) -> None:
    mentions = [make_mention("Victoria", doc_id="one"), make_mention("Victoria", doc_id="two", label="GPE")]
    entities, _ = entities_of(mentions)
    assert {entity.type for entity in entities} == {"PERSON", "GPE"}
    assert len({entity.entity_id for entity in entities}) == 2


NAMED = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["PERSON", "ORG", "NORP", "DATE"])), max_size=12)


@given(NAMED)
def test_every_entity_is_mentioned_and_every_mention_has_its_entity(
    make_mention: Make, named: list[tuple[str, str]]
) -> None:
    mentions = [make_mention(name, label=label, start=place * 20) for place, (name, label) in enumerate(named)]
    entities, rows = entities_of(mentions)
    ids = [entity.entity_id for entity in entities]
    assert len(ids) == len(set(ids))
    assert {row.entity_id for row in rows} == set(ids)
    assert sum(entity.n_mentions for entity in entities) == len(rows)


@given(NAMED, st.randoms(use_true_random=False))
def test_who_is_who_does_not_depend_on_the_order_of_mentions(
    make_mention: Make, named: list[tuple[str, str]], random: Any
) -> None:
    mentions = [make_mention(name, label=label) for name, label in named]
    shuffled = list(mentions)
    random.shuffle(shuffled)
    assert set(gather_cast(mentions).figures) == set(gather_cast(shuffled).figures)


@pytest.mark.parametrize(
    ("named", "called"),
    [
        ("Ada Lund; Lund*90", "Ada Lund"),  # a surname stands for the full name however rare that is
        ("Elizabeth Bennet; Elizabeth*90", "Elizabeth"),  # once in ninety: no commoner than a parser's errors
        ("Elizabeth Bennet*9; Elizabeth*90", "Elizabeth Bennet"),
        ("Mr Brown*3; Brown", "Mr Brown"),
        ("President Lund; Lund*3", "Lund"),
        ("ADA LUND; Ada Lund", "Ada Lund"),
        ("Bill Sikes*4; William Sikes", "Bill Sikes"),
        ("V. I. Lenin*4; Vladimir Lenin", "V. I. Lenin"),
        ("Senator Ada Lund", "Ada Lund"),
        ("Sir William Lucas", "Sir William Lucas"),
        ("Mrs Paul Ford", "Mrs Paul Ford"),
        ("Mike Pence of Indiana; Mike Pence", "Mike Pence"),
        ("Catherine of Aragon; Catherine", "Catherine of Aragon"),
    ],
)
def test_a_person_is_called_by_the_fullest_name_that_is_no_chance(named: str, called: str, make_mention: Make) -> None:
    mentions = []
    for part in named.split("; "):
        name, _, times = part.partition("*")
        mentions += [make_mention(name, start=40 * (len(mentions) + place)) for place in range(int(times or 1))]
    assert [figure.name for figure in gather_cast(mentions).figures] == [called]


@pytest.mark.parametrize(
    ("names", "genders"),
    [
        (["Ada Lund"], ["fem"]),
        (["Brenda"], ["fem"]),
        (["Martin"], [""]),  # a surname too
        (["Martin Holm"], ["masc"]),
        (["Mr Ada"], ["masc"]),  # a title goes before the first name
        (["Iskra Petrova"], [""]),
        (["Mrs Lund", "Mr Lund"], ["fem", "masc"]),
    ],
)
def test_title_and_first_name_tell_a_gender(names: list[str], genders: list[str], make_mention: Make) -> None:
    assert sorted(figure.gender for figure in gather_cast(map(make_mention, names)).figures) == sorted(genders)


def test_a_surname_at_a_place_is_whose_title_stands_before_it(make_mention: Make) -> None:
    cast = gather_cast(
        [make_mention("Mr Lund", start=0), make_mention("Mr Lund", start=30), make_mention("Mrs Lund", start=60)]
    )
    found = find_figure("Lund", cast, place=(64, 68))
    assert found is not None
    assert found.name == "Mrs Lund"
    elsewhere = find_figure("Lund", cast, place=(90, 94))
    assert elsewhere is not None
    assert elsewhere.name == "Mr Lund"


@pytest.mark.parametrize(
    ("asked", "named", "found"),
    [
        ("Miss Lund", "Mr Lund", None),  # the titles differ
        ("Berg", "Olaf Berg", "Olaf Berg"),
        ("Berg--", "Olaf Berg", "Olaf Berg"),
        ("Ada Berg", "Olaf Berg", None),  # a full name is nobody else's
        ("nobody", "Olaf Berg", None),
    ],
)
def test_a_name_the_model_missed_is_looked_up_by_its_words(
    asked: str, named: str, found: str | None, make_mention: Make
) -> None:
    figure = find_figure(asked, gather_cast([make_mention(named)]))
    assert (figure.name if figure else None) == found


def test_an_acronym_in_brackets_is_the_name_before_it(make_mention: Make) -> None:
    # Socialist Workers Party (SWP) … the SWP … BBC (ABC)
    full, short = "Socialist Workers Party", "SWP"
    mentions = [
        make_mention(full, label="ORG", start=0),
        make_mention(short, label="ORG", start=len(full) + 2),
        make_mention(short, label="ORG", start=60),
        make_mention("BBC", label="ORG", start=90),
        make_mention("ABC", label="ORG", start=95),
    ]
    cast = gather_cast(mentions)
    assert {figure.name: figure.aliases for figure in cast.figures} == {full: (short,), "BBC": (), "ABC": ()}


@pytest.mark.parametrize(
    ("names", "label", "figures"),
    [
        (["Northern Water Authority", "Water Authority"], "ORG", {"Northern Water Authority"}),
        (["French Revolution of 1789", "French Revolution"], "EVENT", {"French Revolution of 1789"}),
        (["Northern Water Authority", "Eastern Water Authority", "Water Authority"], "ORG", None),  # which of the two?
        (["Northern Water Authority", "Authority"], "ORG", None),  # one word is too little
        (["North Sea Coast", "Sea Coast"], "LOC", None),  # a part of a place is another place
    ],
)
def test_a_shorter_name_of_a_body_is_the_only_fuller_one(
    names: list[str], label: str, figures: set[str] | None, make_mention: Make
) -> None:
    cast = gather_cast(make_mention(name, label=label, start=60 * place) for place, name in enumerate(names))
    assert {figure.name for figure in cast.figures} == (figures or set(names))
