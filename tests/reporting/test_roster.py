"""The rows of roster.csv."""

from typing import Any

import pytest

from pipeline.records import Entity, KnownPerson, RosterRow, Speaker
from pipeline.reporting.roster import roster_rows


def known(name: str, type_: str = "PERSON", *aliases: str, gender: str = "") -> KnownPerson:
    return KnownPerson(name=name, aliases=aliases, type=type_, gender=gender, wikidata="")


def entity(name: str, label: str, n_mentions: int) -> Entity:
    return Entity(entity_id=name, name=name, type=label, aliases=(), n_mentions=n_mentions, n_documents=1)


def speaker(name: str, kind: str, n_quotations: int, **others: Any) -> Speaker:
    given: dict[str, Any] = {"speaker_id": name, "n_documents": 2}
    return Speaker(
        name=name, type=kind, aliases=(), n_quotations=n_quotations, n_utterances=1, n_words=1, documents=(), verbs=(),
        **given | others,
    )  # fmt: skip


ENTITIES = [entity("Ada Lund", "PERSON", 9), entity("Olaf Berg", "PERSON", 2), entity("Mensheviks", "NORP", 30),
            entity("Oslo", "GPE", 40), entity("The Gazette", "ORG", 5)]  # fmt: skip
DRAFTED = [
    known("Ada Lund"),
    known("Mensheviks", "NORP"),
    known("Olaf Berg", "PERSON", "Berg", "Mr Berg", gender="masc"),
    known("Oslo", "GPE"),
    known("The Gazette", "ORG"),
]


def rows(*speakers: Speaker, written: list[dict[str, str]] | None = None, given: str = "") -> list[RosterRow]:
    return [row for row, _ in roster_rows(written or [], DRAFTED, ENTITIES, speakers, given={given})]


def test_who_is_quoted_comes_first_then_people_and_bodies_that_are_named() -> None:
    made = rows(speaker("Olaf Berg", "person", 3), speaker("Mensheviks", "group", 4))
    assert [row.name for row in made] == ["Mensheviks", "Olaf Berg", "Ada Lund", "The Gazette"]
    assert made[1] == RosterRow(
        name="Olaf Berg", aliases="Berg; Mr Berg", kind="person", gender="masc", wikidata="",
        n_quotations=3, n_mentions=2, n_documents=2,
    )  # fmt: skip
    assert [row.kind for row in made] == ["group", "person", "person", "organisation"]


def test_rows_of_people_csv_come_first_as_they_stand() -> None:
    written = [{"name": "Oslo", "kind": "robot", "aliases": "=a"}, {"name": "", "gender": "x"}]
    made = rows(written=written)
    assert [(row.name, row.kind, row.gender) for row in made[:2]] == [("Oslo", "robot", ""), ("", "", "x")]
    assert (made[0].aliases, made[0].n_mentions) == ("'=a", 40)


@pytest.mark.parametrize(
    ("name", "kind", "given", "is_listed"),
    [
        ("Solveig Aas", "person", "Solveig Aas", True),
        ("Solveig Aas", "person", "", False),  # whom no person has named: it may be no name
        ("one docker", "unnamed", "one docker", False),
        ("the Admiralty", "organisation", "the Admiralty", False),
    ],
)
def test_a_speaker_whom_no_text_names_is_listed_where_a_person_has_named_them(
    name: str, kind: str, given: str, is_listed: bool
) -> None:
    assert (name in {row.name for row in rows(speaker(name, kind, 1), given=given)}) is is_listed
