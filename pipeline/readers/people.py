"""Who is known beforehand: ``people.csv``, at the top of the corpus."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.readers.corpus import PEOPLE_TABLE
from pipeline.readers.reading import Notice
from pipeline.readers.sheet import HARMLESS, Columns, HandMade, read_by_hand
from pipeline.records import KnownPerson, Problem

STAGE: Final = "attribute"
CODE: Final = "people"

_COLUMNS: Final = Columns(needed=("name",), example="name,aliases,kind,gender,wikidata")
_KINDS: Final[Mapping[str, str]] = {
    "": "PERSON",
    "person": "PERSON",
    "group": "NORP",
    "organisation": "ORG",
    "organization": "ORG",
    "place": "GPE",
    "work": "WORK_OF_ART",
}
_GENDERS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("masc", "masculine", "m", "male", "man"), "masc"),
    **dict.fromkeys(("fem", "feminine", "f", "female", "woman"), "fem"),
    "": "",
}
_ITEM: Final = re.compile(r"(?:Q[1-9][0-9]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The rows that can be used, in the order of the table, and the problems met on the way."""

    rows: tuple[KnownPerson, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_people(folder: Path) -> People:
    """What the table of people of a corpus says; nothing where there is none.

    A row that cannot be used is a problem, and the others count. A name that two rows claim is the first one's.
    """
    table = HandMade(name=PEOPLE_TABLE, columns=_COLUMNS, code=CODE, stage=STAGE, read_rows=_read_rows)
    rows, problems = read_by_hand(folder, table)
    return People(rows=rows, problems=problems)


def read_people_as_written(
    folder: Path, *, name: str = PEOPLE_TABLE
) -> tuple[tuple[Mapping[str, str], ...], tuple[Problem, ...]]:
    """Every row of the table of people as it stands, by column, usable or not; and why rows could not be read."""
    table = HandMade(name=name, columns=_COLUMNS, code=CODE, stage=STAGE, read_rows=_read_cells)
    rows, problems = read_by_hand(folder, table)
    return rows, tuple(problem for problem in problems if problem.code not in HARMLESS)


def _read_cells(sheet: Iterator[tuple[int, dict[str, str]]], _: list[Problem]) -> Iterator[Mapping[str, str]]:
    yield from (cells for _, cells in sheet)


def _read_rows(sheet: Iterator[tuple[int, dict[str, str]]], problems: list[Problem]) -> Iterator[KnownPerson]:
    line_of: dict[str, int] = {}
    for line, cells in sheet:
        fault = _fault(cells)
        if fault:
            problems.append(_notice(line, fault))
            continue
        names = [" ".join(name.split()) for name in (cells["name"], *cells.get("aliases", "").split(";"))]
        taken = {name: line_of[name.casefold()] for name in names if name.casefold() in line_of}
        for name, above in taken.items():
            problems.append(_notice(line, f"{name!r} stands in line {above} too, which counts: remove one of the two"))
        if names[0] in taken:
            continue
        kept = [name for name in dict.fromkeys(names) if name and name not in taken]
        line_of.update((name.casefold(), line) for name in kept)
        yield KnownPerson(
            name=kept[0],
            aliases=tuple(kept[1:]),
            type=_KINDS[cells.get("kind", "").casefold()],
            gender=_GENDERS[cells.get("gender", "").casefold()],
            wikidata=cells.get("wikidata", ""),
        )


def _fault(cells: Mapping[str, str]) -> str:
    """Why a row cannot be used, and what to do; empty where it is in order."""
    kind, gender, item = (cells.get(column, "") for column in ("kind", "gender", "wikidata"))
    if not cells.get("name"):
        return "the row names nobody: write the full name"
    if kind.casefold() not in _KINDS:
        return f"kind is {kind!r}: write one of person, group, organisation, place, work, or leave it empty"
    if gender.casefold() not in _GENDERS:
        return f"gender is {gender!r}: write masc or fem, or leave it empty"
    if not _ITEM.fullmatch(item):
        return f"wikidata is {item!r}: write the number of the item, like Q42, or leave it empty"
    return ""


def _notice(line: int, message: str) -> Problem:
    return Notice(code=CODE, message=f"line {line}: {message}").about(PEOPLE_TABLE)
