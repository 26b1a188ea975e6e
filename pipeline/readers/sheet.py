"""Tables that people make by hand beside their texts: CSV as spreadsheets of every country write it."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Generic, TypeVar

from pipeline.readers.corpus import CorpusFile, read_content
from pipeline.readers.decode import decode
from pipeline.readers.reading import Notice, UnreadableError
from pipeline.records import Problem
from pipeline.store import long_cells

# Spreadsheets write the separator of the country they are set to.
_SEPARATORS: Final = ",;\t"
# What Quoth writes before a cell that a spreadsheet would take for a formula.
_PROTECTION: Final = re.compile("\\A'(?=[=+@-])")

# What a spreadsheet would take for one.
_FORMULA: Final = re.compile(r"[=+@-]")

HARMLESS: Final = frozenset({"encoding_guessed", "bytes_replaced"})
"""The problems of a table that was nonetheless read to its end."""

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns a table must have, and its first line as an example."""

    needed: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandMade(Generic[Row]):
    """A hand-made table that one stage reads: its file, and how its lines become rows or problems."""

    name: str
    columns: Columns
    code: str
    stage: str
    read_rows: Callable[[Iterator[tuple[int, dict[str, str]]], list[Problem]], Iterator[Row]]


def read_sheet(
    table: CorpusFile, *, columns: Columns, code: str, problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows by column, in small letters, each with the line it ends in; cells are without white space around them.

    What cannot be used goes to ``problems`` under the given code: the table as a whole, a row with
    more cells than there are columns, and whatever follows an error of quoting.
    """
    try:
        decoded = decode(read_content(table.path))
        text = _with_line_feeds(decoded.text)
        header, separator = read_header(text, columns, code)
    except UnreadableError as error:
        problems += (notice.about(table.name) for notice in error.notices)
        return
    problems += (notice.about(table.name) for notice in decoded.notices)
    for line, cells in _cells(text, separator, code, table.name, problems):
        if any(cells[len(header) :]):
            problems.append(Notice(code=code, message=_too_many_cells(line)).about(table.name))
        else:
            yield line, dict(zip(header, cells, strict=False))


def read_by_hand(folder: Path, table: HandMade[Row]) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows of a hand-made table at the top of a corpus that can be used, and the problems; neither without it.

    A row that cannot be used is a problem, and the others count.
    """
    path = folder / table.name
    if not path.is_file():
        return (), ()
    problems: list[Problem] = []
    file = CorpusFile(path=path, name=table.name)
    sheet = read_sheet(file, columns=table.columns, code=table.code, problems=problems)
    rows = tuple(table.read_rows(sheet, problems))
    return rows, tuple(replace(problem, stage=table.stage) for problem in problems)


def protect(cell: str) -> str:
    """The cell as it is written, so that no spreadsheet calculates it and `read_sheet` gives it back."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unprotect(cell: str) -> str:
    """The cell without what `protect` puts before it."""
    return _PROTECTION.sub("", cell)


def _with_line_feeds(text: str) -> str:
    """The text of a file whose lines end in carriage returns alone, as Excel for Mac writes them, with line feeds."""
    return text if "\n" in text else text.replace("\r", "\n")


def read_header(text: str, columns: Columns, code: str) -> tuple[list[str], str]:
    """The names of the columns in small letters, and the separator; raises UnreadableError where one is missing."""
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    header = [cell.strip().lower() for cell in next(csv.reader([first], delimiter=separator), [])]
    missing = [name for name in columns.needed if name not in header]
    if missing:
        message = f"its first line should name its columns, and one of them should be `{missing[0]}`: {columns.example}"
        raise UnreadableError(Notice(code=code, message=message))
    return header, separator


def _cells(text: str, separator: str, code: str, name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The rows below the first that are not empty; an error of quoting ends them: no line after it can be trusted."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        while True:
            with long_cells():
                row = next(reader)
            cells = [unprotect(cell.strip()) for cell in row]
            if reader.line_num > 1 and any(cells):
                yield reader.line_num, cells
    except StopIteration:
        return
    except csv.Error as error:
        message = f"line {reader.line_num} and what follows cannot be read ({error}): check the quotation marks there"
        problems.append(Notice(code=code, message=message).about(name))


def _too_many_cells(line: int) -> str:
    return f"line {line} has more cells than there are columns: put values that hold a comma in quotation marks"
