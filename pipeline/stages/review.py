"""The command that writes ``review.csv``, in which a person puts right who says what."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline import schema, store
from pipeline.attribution.corrections import STALE, Matched, match_corrections
from pipeline.attribution.keys import Places, text_key
from pipeline.errors import InputError
from pipeline.readers.corpus import CORRECTIONS_TABLE
from pipeline.readers.corrections import Corrections, own_columns, read_corrections
from pipeline.records import AttributedQuotation, Correction, ReviewRow
from pipeline.reporting.choices import Choices
from pipeline.reporting.review import Misfit, Reviewable, Said, review_rows
from pipeline.reporting.spreadsheet import guarded
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say
from pipeline.stages.drafts import check_draft, write_draft
from pipeline.stages.uncorrected import as_found

FILE: Final = f"{schema.REVIEW.name}.csv"
_TO_LOOK_AT: Final = ("misfit", "no speaker", "uncertain")

Filled = tuple[str, str, int, str, str, bool]


def run(settings: Settings, *, say: Say, force: bool = False) -> Path:
    """The file written; what corrections.csv says already is in it, so that it can take that one's place.

    Raises:
        MissingStageError: the tables are not there.
        InputError: corrections.csv cannot be read to its end, or an earlier review.csv has unsaved work in it.
    """
    path = settings.outputs / FILE
    by_hand = _read_corrections(settings)
    if not force:
        saved = settings.corpus / CORRECTIONS_TABLE
        check_draft(path, settings, unsaved=lambda: _count_unsaved(settings, by_hand), save_as=saved)
    rows = review_rows(_read_material(settings, by_hand))
    _write(path, settings, rows)
    counted = [sum(1 for row, _ in rows if row.state == state) for state in _TO_LOOK_AT]
    say(f"{path}: {len(rows):,} rows, {counted[1]:,} without a speaker, {counted[2]:,} uncertain")
    if counted[0]:
        say(f"{counted[0]:,} corrections fit no quotation: they come first")
    say(f"Fill in speaker, kind or checked, save it as {settings.corpus / CORRECTIONS_TABLE}, and run quoth again")
    return path


def _read_corrections(settings: Settings) -> Corrections:
    """What is corrected so far; a table of which a line would be lost is not to be replaced."""
    by_hand = read_corrections(settings.corpus)
    if not by_hand.written.complete:
        table = settings.corpus / CORRECTIONS_TABLE
        told = "; ".join(row.message for row in by_hand.problems if not _is_refused(row.message, by_hand))
        raise InputError(f"{table} cannot be read to its end, and would lose rows: {told}")
    return by_hand


def _is_refused(message: str, by_hand: Corrections) -> bool:
    return any(message == f"line {line}: {why}" for line, why in by_hand.written.refused.items())


def _count_unsaved(settings: Settings, by_hand: Corrections) -> int:
    """How many rows of an earlier review.csv a person has filled in and not saved to the corpus."""
    earlier = read_corrections(settings.outputs, name=FILE)
    saved = {_filled(row) for row in by_hand.rows}
    unread = 0 if earlier.written.complete else 1
    return sum(_filled(row) not in saved for row in earlier.rows) + unread + _count_unusable(earlier, by_hand)


def _count_unusable(earlier: Corrections, by_hand: Corrections) -> int:
    """How many rows with a mistake or a note in them the corpus does not have."""
    lines = [*earlier.written.refused, *(row.line for row in earlier.written.noted)]
    saved = [frozenset(_words(cells)) for cells in by_hand.written.cells.values()]
    known = set(saved)
    return sum(frozenset(_words(earlier.written.cells[line])) not in known for line in lines)


def _words(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a person has written in a row, and which row it is."""
    columns = ("doc_id", "text", "occurrence", "speaker", "kind", "checked")
    yield from ((name, cells.get(name, "")) for name in columns)
    yield from ((name, cell) for name, cell in own_columns(cells).items() if cell)


def _filled(row: Correction) -> Filled:
    return row.doc_id, text_key(row.text), row.occurrence, row.speaker, row.kind, row.checked


def _read_material(settings: Settings, by_hand: Corrections) -> Reviewable:
    quotations = as_found(settings, _read(settings, schema.QUOTATIONS))
    matched = match_corrections([*by_hand.rows, *by_hand.written.noted], quotations)
    documents = _read(settings, schema.DOCUMENTS)
    cells = by_hand.written.cells
    return Reviewable(
        quotations=quotations,
        texts={document.doc_id: interim.read_doc_text(settings, document.doc_id) for document in documents},
        names=Places(quotations).names(),
        choices=Choices(
            quotations,
            _read(settings, schema.CANDIDATES),
            _read(settings, schema.ENTITIES),
            _read(settings, schema.MENTIONS),
        ),
        uncertain_below=settings.uncertain_below,
        said={
            quote_id: Said(cells=cells[correction.line], correction=correction)
            for quote_id, (_, correction) in matched.by_quote.items()
        },
        misfits=list(_misfits(by_hand, matched)),
    )


def _misfits(by_hand: Corrections, matched: Matched[AttributedQuotation]) -> Iterator[Misfit]:
    """The lines of corrections.csv that correct nothing, in its order."""
    cells = by_hand.written.cells
    found = {line: (why, False) for line, why in by_hand.written.refused.items()}
    for one, problem in matched.misfits:
        found[one.line] = (problem.message.removeprefix(f"line {one.line}: "), problem.code != STALE)
    for line in sorted(found):
        why, second = found[line]
        yield Misfit(cells=cells[line], why=why, second=second)


def _write(path: Path, settings: Settings, rows: Sequence[tuple[ReviewRow, Mapping[str, str]]]) -> None:
    """Write the rows; the columns that a person has added to corrections.csv stand behind the others."""
    columns = store.field_names(ReviewRow)
    added = list(dict.fromkeys(name for _, cells in rows for name in own_columns(cells)))
    written = (
        [
            *(store.to_cell(getattr(row, column)) for column in columns),
            *(guarded(own_columns(cells).get(name, "")) for name in added),
        ]
        for row, cells in rows
    )
    write_draft(path, settings, [*columns, *added], written)


def _read(settings: Settings, table: schema.Table) -> list[Any]:
    return store.read_records(settings.outputs / f"{table.name}.csv", table.record, made_by="tables")
