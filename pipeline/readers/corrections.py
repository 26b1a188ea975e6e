"""What a person has put right: ``corrections.csv``, at the top of the corpus."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.readers.corpus import CORRECTIONS_TABLE
from pipeline.readers.reading import Notice
from pipeline.readers.sheet import Columns, HandMade, read_by_hand
from pipeline.records import Correction, Kind, Problem

STAGE: Final = "attribute"
CODE: Final = "correction"

_COLUMNS: Final = Columns(needed=("doc_id", "text"), example="doc_id,text,occurrence,speaker,kind")
_KINDS: Final[Mapping[str, Kind]] = {"direct": "direct", "mixed": "mixed", "term": "term", "not a quotation": "term"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """The rows that can be used, in the order of the table, and the problems met on the way."""

    rows: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_corrections(folder: Path) -> Corrections:
    """What the corrections table of a corpus says; nothing where there is none.

    A row that cannot be used is a problem, and the others count.
    """
    table = HandMade(name=CORRECTIONS_TABLE, columns=_COLUMNS, code=CODE, stage=STAGE, read_rows=_read_rows)
    rows, problems = read_by_hand(folder, table)
    return Corrections(rows=rows, problems=problems)


def _read_rows(sheet: Iterator[tuple[int, dict[str, str]]], problems: list[Problem]) -> Iterator[Correction]:
    for line, cells in sheet:
        fault = _fault(cells)
        if fault:
            notice = Notice(code=CODE, message=f"line {line}: {fault}")
            problems.append(notice.about(CORRECTIONS_TABLE, doc_id=cells.get("doc_id", "")))
        else:
            yield Correction(
                line=line,
                doc_id=cells["doc_id"],
                text=cells["text"],
                occurrence=int(cells.get("occurrence") or 1),
                speaker=" ".join(cells.get("speaker", "").split()),
                kind=_KINDS.get(_normal(cells.get("kind", "")), ""),
            )


def _fault(cells: Mapping[str, str]) -> str:
    """Why a row cannot be used, and what to do; empty where it is in order."""
    speaker, kind = cells.get("speaker", ""), _normal(cells.get("kind", ""))
    occurrence = cells.get("occurrence") or "1"
    missing = [name for name in _COLUMNS.needed if not cells.get(name)]
    if missing:
        return f"the row has no {missing[0]}: copy doc_id and text of the quotation from quotations.csv"
    if not (occurrence.isascii() and occurrence.isdigit() and int(occurrence)):
        return f"occurrence is {occurrence!r}: write 1 for the first quotation with this text, 2 for the second"
    if kind and kind not in _KINDS:
        return f"kind is {kind!r}: write one of {', '.join(_KINDS)}, or leave it empty"
    if _KINDS.get(kind) == "term" and speaker:
        return "what is not a quotation has no speaker: leave one of the two empty"
    if not kind and not speaker:
        return "the row corrects nothing: write a speaker or a kind"
    return ""


def _normal(kind: str) -> str:
    return " ".join(kind.casefold().split())
