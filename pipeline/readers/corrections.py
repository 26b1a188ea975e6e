"""What a person has put right: ``corrections.csv``, at the top of the corpus."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, cast, get_args

from pipeline.readers.corpus import CORRECTIONS_TABLE
from pipeline.readers.reading import Notice
from pipeline.readers.sheet import HARMLESS, Columns, HandMade, read_by_hand
from pipeline.records import NOBODY, Correction, Kind, Problem
from pipeline.schema import REVIEW

STAGE: Final = "attribute"
CODE: Final = "correction"

_COLUMNS: Final = Columns(needed=("doc_id", "text"), example="doc_id,text,occurrence,speaker,kind")
_KINDS: Final[Mapping[str, Kind]] = {"direct": "direct", "mixed": "mixed", "term": "term", "not a quotation": "term"}
_YES: Final = frozenset("x y yes true wahr vrai 1 ok okay right correct checked ✓ ✔ ☑".split())
_NO: Final = frozenset(["", "n", "no", "false", "falsch", "faux", "0", "-", "☐"])
# Spreadsheets write 1 as 1.0, as 1,0 and, in a column of yes and no, as TRUE.
_NUMBER: Final = re.compile(r"0*([1-9][0-9]{0,8})(?:[.,]0*)?")
_OWN: Final = frozenset(column.name for column in REVIEW.columns)
_MADE_BY_REVIEW: Final = "found_speaker"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The lines of the table in which a person has written something, for whoever writes the table anew.

    ``cells`` holds them as they stand, by line and column; ``refused`` says of those that cannot be used
    why; ``noted`` are those that correct nothing and have a note in a column of the person's own.
    ``complete``: no line was lost in reading.
    """

    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    refused: Mapping[int, str] = field(default_factory=dict)
    noted: tuple[Correction, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """The rows that can be used, in the order of the table, and the problems met on the way."""

    rows: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()
    written: Written = field(default_factory=Written, compare=False)


def read_corrections(folder: Path, *, name: str = CORRECTIONS_TABLE) -> Corrections:
    """What the corrections table of a corpus says; nothing where there is none.

    A row that cannot be used is a problem, and the others count. In a table that `quoth review` wrote
    the rows in which nothing is filled in are passed over.
    """
    reading = _Reading(name=name)
    table = HandMade(name=name, columns=_COLUMNS, code=CODE, stage=STAGE, read_rows=reading.read_rows)
    rows, problems = read_by_hand(folder, table)
    lost = [problem for problem in problems if problem.code not in HARMLESS]
    written = Written(
        cells=reading.cells,
        refused=reading.refused,
        noted=tuple(reading.noted),
        complete=len(lost) == len(reading.refused),
    )
    return Corrections(rows=rows, problems=problems, written=written)


def own_columns(cells: Mapping[str, str]) -> dict[str, str]:
    """What stands in columns that a person has added."""
    return {name: cell for name, cell in cells.items() if name and name not in _OWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One reading of the table, and what it meets."""

    name: str
    cells: dict[int, Mapping[str, str]] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    noted: list[Correction] = field(default_factory=list)

    def read_rows(self, sheet: Iterator[tuple[int, dict[str, str]]], problems: list[Problem]) -> Iterator[Correction]:
        for line, cells in sheet:
            passed_over = _MADE_BY_REVIEW in cells and not _says_something(cells)
            if passed_over and not any(own_columns(cells).values()):
                continue
            self.cells[line] = cells
            fault = "" if passed_over else _fault(cells)
            if fault:
                self.refused[line] = fault
                notice = Notice(code=CODE, message=f"line {line}: {fault}")
                problems.append(notice.about(self.name, doc_id=_doc_id(cells)))
            elif passed_over:
                self.noted.append(_correction(line, cells))
            else:
                yield _correction(line, cells)


def _correction(line: int, cells: Mapping[str, str]) -> Correction:
    speaker = " ".join(cells.get("speaker", "").split())
    kind: Kind | Literal[""] = _KINDS.get(_normal(cells.get("kind", "")), "")
    checked = _is_yes(cells) and not speaker and not kind
    if checked:
        speaker, kind = _confirmed(cells)
    return Correction(
        line=line,
        doc_id=_doc_id(cells),
        text=cells.get("text", ""),
        occurrence=_occurrence(cells) or 1,
        speaker="" if kind == "term" else speaker,
        kind=kind,
        checked=checked,
    )


def _confirmed(cells: Mapping[str, str]) -> tuple[str, Kind | Literal[""]]:
    """The speaker and kind that are right as they were found; empty where the table does not say what was found."""
    kind = cells.get("found_kind", "")
    if kind not in get_args(Kind):
        return cells.get("found_speaker", ""), ""
    return cells.get("found_speaker", "") or NOBODY, cast(Kind, kind)


def _says_something(cells: Mapping[str, str]) -> bool:
    checked = _normal(cells.get("checked", ""))
    return bool(cells.get("speaker") or cells.get("kind") or checked not in _NO)


def _fault(cells: Mapping[str, str]) -> str:
    """Why a row cannot be used, and what to do; empty where it is in order."""
    speaker, kind = cells.get("speaker", ""), _normal(cells.get("kind", ""))
    checked = _normal(cells.get("checked", ""))
    missing = [name for name in _COLUMNS.needed if not cells.get(name)]
    if missing:
        return f"the row has no {missing[0]}: copy doc_id and text of the quotation from quotations.csv"
    if not _occurrence(cells):
        shown = cells["occurrence"]
        return f"occurrence is {shown!r}: write 1 for the first quotation with this text, 2 for the second"
    if kind and kind not in _KINDS:
        return f"kind is {kind!r}: write one of {', '.join(_KINDS)}, or leave it empty"
    if _KINDS.get(kind) == "term" and speaker not in {"", NOBODY}:
        return "what is not a quotation has no speaker: leave one of the two empty"
    if checked not in _YES | _NO:
        return f"checked is {checked!r}: write x where the row is right as it is, or leave it empty"
    if not _says_something(cells):
        return "the row corrects nothing: write a speaker or a kind"
    return ""


def _is_yes(cells: Mapping[str, str]) -> bool:
    return _normal(cells.get("checked", "")) in _YES


def _doc_id(cells: Mapping[str, str]) -> str:
    """The document; `quoth review` writes an apostrophe before one that a spreadsheet would take for a date."""
    return cells.get("doc_id", "").lstrip("'’")


def _occurrence(cells: Mapping[str, str]) -> int:
    """Which of the same words is meant, from 1; 0 where the cell does not say."""
    cell = cells.get("occurrence", "")
    if cell.casefold() in {"", "true"}:
        return 1
    match = _NUMBER.fullmatch(cell) if cell.isascii() else None
    return int(match[1]) if match else 0


def _normal(cell: str) -> str:
    return " ".join(cell.casefold().split())
