"""The draft of ``people.csv``, for a person to go through: the rows that are there, who speaks, who else is named."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from pipeline.records import Entity, KnownPerson, RosterRow, Speaker
from pipeline.reporting.spreadsheet import guarded

KINDS: Final[Mapping[str, str]] = {
    "PERSON": "person",
    "NORP": "group",
    "ORG": "organisation",
    "GPE": "place",
    "WORK_OF_ART": "work",
}
"""The words of people.csv for the types of entities."""
_LISTED: Final = frozenset({"PERSON", "ORG"})
"""Whoever is of another type is listed where quoted."""
_SPEAKER_TYPES: Final[Mapping[str, str]] = {
    "person": "PERSON",
    "group": "NORP",
    "organisation": "ORG",
    "work": "WORK_OF_ART",
}
_ALIASES: Final = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """How often somebody is quoted and named, by name and type."""

    quotations: int = 0
    mentions: int = 0
    documents: int = 0


def roster_rows(
    written: Sequence[Mapping[str, str]],
    drafted: Iterable[KnownPerson],
    entities: Sequence[Entity],
    speakers: Sequence[Speaker],
    *,
    given: Set[str] = frozenset(),
) -> list[tuple[RosterRow, Mapping[str, str]]]:
    """The rows of ``roster.csv``, each with the row of people.csv it came from, if any.

    First those of people.csv (``written``) as they stand; then who is quoted, most quoted first; then the other
    people and bodies, most named first. ``given`` are the speakers whom a person has named in corrections.csv.
    """
    quoted = {speaker.name: speaker for speaker in speakers}
    named: dict[str, list[Entity]] = {}
    for entity in entities:
        named.setdefault(entity.name, []).append(entity)
    listed = [*(one for one in drafted if one.name in named), *_only_given(speakers, given, named, written)]
    rows = [_drafted_row(one, _count(one.name, quoted, named)) for one in listed]
    wanted = [row for row, one in zip(rows, listed, strict=True) if one.type in _LISTED or row.n_quotations]
    wanted.sort(key=lambda row: (-row.n_quotations, -row.n_mentions, row.name, row.kind))
    kept = [(_written_row(cells, _count(cells.get("name", ""), quoted, named)), cells) for cells in written]
    return [*kept, *((row, {}) for row in wanted)]


def _count(name: str, quoted: Mapping[str, Speaker], named: Mapping[str, Sequence[Entity]]) -> _Counts:
    speaker, entities = quoted.get(name), named.get(name, ())
    documents = [entity.n_documents for entity in entities] + ([speaker.n_documents] if speaker else [])
    return _Counts(
        quotations=speaker.n_quotations if speaker else 0,
        mentions=sum(entity.n_mentions for entity in entities),
        documents=max(documents, default=0),
    )


def _only_given(
    speakers: Iterable[Speaker],
    given: Set[str],
    named: Mapping[str, Sequence[Entity]],
    written: Iterable[Mapping[str, str]],
) -> list[KnownPerson]:
    """Speakers with a name of their own whom a person has named, and no text."""
    known = {name.casefold() for name in named}
    known |= {alias.casefold() for entities in named.values() for entity in entities for alias in entity.aliases}
    known |= {cells.get("name", "").casefold() for cells in written}
    return [
        KnownPerson(name=one.name, aliases=(), type=_SPEAKER_TYPES[one.type], gender="", wikidata="")
        for one in speakers
        if one.name in given and one.type in _SPEAKER_TYPES and one.name[:1].isupper()
        if one.name.casefold() not in known
    ]


def _drafted_row(one: KnownPerson, counts: _Counts) -> RosterRow:
    return RosterRow(
        name=guarded(one.name),
        aliases=guarded(_ALIASES.join(one.aliases)),
        kind=KINDS[one.type],
        gender=one.gender,
        wikidata=one.wikidata,
        n_quotations=counts.quotations,
        n_mentions=counts.mentions,
        n_documents=counts.documents,
    )


def _written_row(cells: Mapping[str, str], counts: _Counts) -> RosterRow:
    """A row of people.csv as it stands."""
    return RosterRow(
        name=guarded(cells.get("name", "")),
        aliases=guarded(cells.get("aliases", "")),
        kind=guarded(cells.get("kind", "")),
        gender=guarded(cells.get("gender", "")),
        wikidata=guarded(cells.get("wikidata", "")),
        n_quotations=counts.quotations,
        n_mentions=counts.mentions,
        n_documents=counts.documents,
    )
