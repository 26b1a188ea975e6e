"""The command that writes ``roster.csv``, a draft of people.csv from who was found."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline import schema, store
from pipeline.attribution.roster import draft_people
from pipeline.errors import InputError
from pipeline.readers.corpus import PEOPLE_TABLE
from pipeline.readers.people import read_people, read_people_as_written
from pipeline.records import CORRECTED, RosterRow
from pipeline.reporting.roster import roster_rows
from pipeline.reporting.spreadsheet import guarded
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say
from pipeline.stages.casts import settled_figures
from pipeline.stages.drafts import check_draft, write_draft

FILE: Final = f"{schema.ROSTER.name}.csv"
_PEOPLE: Final = ("name", "aliases", "kind", "gender", "wikidata")
_COLUMNS: Final = tuple(store.field_names(RosterRow))


def run(settings: Settings, *, say: Say, force: bool = False) -> Path:
    """The file written; what people.csv says already comes first in it, so that it can take that one's place.

    Raises:
        MissingStageError: the tables are not there.
        InputError: people.csv cannot be read to its end, or an earlier roster.csv was edited and is not saved.
    """
    path, saved = settings.outputs / FILE, settings.corpus / PEOPLE_TABLE
    written, unread = read_people_as_written(settings.corpus)
    if unread:
        raise InputError(f"{saved} cannot be read to its end, and would lose rows: {unread[0].message}")
    if not force:
        check_draft(path, settings, unsaved=lambda: _count_unsaved(path, written), save_as=saved)
    known = read_people(settings.corpus).rows
    documents = interim.DOCUMENTS.read(settings)
    with interim.open_found(settings, made_by="extract") as findings:
        drafted = draft_people(settled_figures(documents, findings, known), known)
    entities, speakers = _read(settings, schema.ENTITIES), _read(settings, schema.SPEAKERS)
    given = {row.speaker for row in _read(settings, schema.QUOTATIONS) if row.rule == CORRECTED}
    rows = roster_rows(written, drafted, entities, speakers, given=given)
    _write(path, settings, rows)
    say(f"{path}: {len(written):,} rows of {PEOPLE_TABLE}, {len(rows) - len(written):,} more")
    say(f"Go through it, save it as {saved}, and run quoth again")
    return path


def _count_unsaved(path: Path, written: Sequence[Mapping[str, str]]) -> int:
    """How many rows of an edited roster.csv the corpus does not have as they stand; all where it cannot be read."""
    rows, unread = read_people_as_written(path.parent, name=path.name)
    saved = {_words(cells) for cells in written}
    return sum(_words(cells) not in saved for cells in rows) + len(unread)


def _words(cells: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """What a person can have changed in a row: every cell but the counts."""
    counts = set(_COLUMNS) - set(_PEOPLE)
    return frozenset((name, cell) for name, cell in cells.items() if name and cell and name not in counts)


def _write(path: Path, settings: Settings, rows: Sequence[tuple[RosterRow, Mapping[str, str]]]) -> None:
    """Write the rows; the columns that a person has added to people.csv stand behind the others."""
    added = list(dict.fromkeys(name for _, cells in rows for name in cells if name and name not in _COLUMNS))
    lines = (
        [
            *(store.to_cell(getattr(row, column)) for column in _COLUMNS),
            *(guarded(cells.get(name, "")) for name in added),
        ]
        for row, cells in rows
    )
    write_draft(path, settings, [*_COLUMNS, *added], lines)


def _read(settings: Settings, table: schema.Table) -> list[Any]:
    return store.read_records(settings.outputs / f"{table.name}.csv", table.record, made_by="tables")
