"""Entities against gold."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.evaluation.entities import EntityScore, compare_entities, find_entity_errors, score_entities
from pipeline.evaluation.gold import Gold, GoldEntity
from pipeline.evaluation.values import PRF
from pipeline.records import Entity

PERFECT = (("Ada Lund", "PERSON"), ("Olaf Berg", "PERSON"), ("The Tide Book", "WORK_OF_ART"))


def entity(name: str, label: str, *aliases: str) -> Entity:
    return Entity(entity_id=f"{label}:{name}", name=name, type=label, aliases=aliases, n_mentions=1, n_documents=1)


def judge(gold: Gold, rows: Sequence[tuple[str, ...]]) -> tuple[EntityScore, list[str]]:
    comparison = compare_entities(gold, [entity(*row) for row in rows], doc_id="tide")
    return score_entities(comparison), [finding.message for finding in find_entity_errors(comparison)]


@pytest.mark.parametrize(
    ("rows", "entities", "people", "errors"),
    [
        (PERFECT, PRF(right=3), PRF(right=2), []),
        (
            (),
            PRF(missing=3),
            PRF(missing=2),
            [
                "Ada Lund (PERSON) is not among the entities of that type",
                "Olaf Berg (PERSON) is not among the entities of that type",
                "The Tide Book (WORK_OF_ART) is not among the entities of that type",
            ],
        ),
        # By an alias of the gold, by an alias of the row, without the article, with a possessive.
        ((("Lund", "PERSON"), *PERFECT[1:]), PRF(right=3), PRF(right=2), []),
        ((("Mrs A. Lund", "PERSON", "Lund"), *PERFECT[1:]), PRF(right=3), PRF(right=2), []),
        ((*PERFECT[:2], ("Tide Book", "WORK_OF_ART")), PRF(right=3), PRF(right=2), []),
        ((PERFECT[0], ("Olaf Berg’s", "PERSON"), PERFECT[2]), PRF(right=3), PRF(right=2), []),
        # Dates and numbers are not judged, optional names neither right nor wrong.
        ((*PERFECT, ("1931", "DATE"), ("one", "CARDINAL"), ("a crown", "MONEY")), PRF(right=3), PRF(right=2), []),
        ((*PERFECT, ("Harbour Day", "EVENT")), PRF(right=3), PRF(right=2), []),
        # A second row for the same person, whatever it is called.
        (
            (*PERFECT, ("Lund", "PERSON")),
            PRF(right=3, wrong=1),
            PRF(right=2, wrong=1),
            ["Lund (PERSON) is named by another row too"],
        ),
        (
            (*PERFECT, ("Channel", "PERSON")),
            PRF(right=3, wrong=1),
            PRF(right=2, wrong=1),
            ["Channel (PERSON) is not in the gold"],
        ),
        (
            (*PERFECT[:2], ("The Tide Book", "ORG")),
            PRF(right=2, wrong=1, missing=1),
            PRF(right=2),
            [
                "The Tide Book (WORK_OF_ART) is not among the entities of that type",
                "The Tide Book is called ORG; the gold says WORK_OF_ART",
            ],
        ),
    ],
)
def test_entities_are_paired_by_name_and_type(
    gold: Gold, rows: Sequence[tuple[str, ...]], entities: PRF, people: PRF, errors: list[str]
) -> None:
    total, found = judge(gold, rows)
    assert (total.entities, total.people, found) == (entities, people, errors)


def test_any_of_the_types_is_right(gold: Gold) -> None:
    mill = replace(gold, entities=(GoldEntity(name="Tide Mill", types=("ORG", "FAC"), aliases=()),))
    for label in ("ORG", "FAC"):
        assert judge(mill, [("Tide Mill", label)])[0].entities == PRF(right=1)


def test_the_canonical_name_decides_before_an_alias_does(gold: Gold) -> None:
    # "Norwegian" is an alias of the row for the country; the people have their own row.
    both = replace(
        gold,
        entities=(
            GoldEntity(name="Norwegians", types=("NORP", "GPE"), aliases=("Norwegian",)),
            GoldEntity(name="Norway", types=("GPE",), aliases=()),
        ),
    )
    total, errors = judge(both, [("Norway", "GPE", "Norwegian"), ("Norwegians", "NORP")])
    assert (total.entities, errors) == (PRF(right=2), [])


def test_scores_of_texts_add(gold: Gold) -> None:
    total = judge(gold, PERFECT)[0] + judge(gold, ())[0]
    assert total == EntityScore(entities=PRF(right=3, missing=3), people=PRF(right=2, missing=2))
