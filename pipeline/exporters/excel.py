"""Excel: one workbook with a sheet for every table, in which text stays text and nothing is lost."""

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline import store
from pipeline.exporters.material import Material, Row
from pipeline.schema import TABLES, Column, Table

FILE: Final = "quoth.xlsx"
ABOUT: Final = "About"
LONG: Final = "Long cells"

MAX_ROWS: Final = 1_048_576
"""Rows of a sheet, the head among them."""
MAX_CELL: Final = 32_767
"""Length of a cell in units of UTF-16, two for what is outside the basic plane."""

_PART: Final = ("sheet", "cell", "column", "part", "text")
"""The columns of the sheet with what no cell can hold whole."""
_WRAPPED: Final = frozenset(["text", "message"])
_WRAPPED_WIDTH: Final = 60
_WIDTHS: Final = (8, 32)
_MEASURED_ROWS: Final = 200
# A cell that is edited and begins so would be taken for a formula, unless it is marked as text.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
# The workbook says when it was made; a day that never changes keeps its bytes the same.
_CREATED: Final = datetime.datetime(1980, 1, 1)  # noqa: DTZ001 (XlsxWriter takes no zone)


class _Sheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A sheet without rich text: XlsxWriter takes a text from ``<r>`` to ``</r>`` for its own markup, unescaped."""

    def _xml_rich_inline_string(self, string: str, attributes: Sequence[Any] = ()) -> None:
        self._xml_inline_string(string, True, attributes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formats:
    """How cells look; ``text`` is marked as text, so that editing makes no formula of it."""

    head: Format
    plain: Format
    wrapped: Format
    text: Format
    wrapped_text: Format
    title: Format


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """The workbook that is being written, a file of what fits into no cell, and how many rows there are of each."""

    workbook: Any
    formats: _Formats
    parts: IO[str]
    counts: dict[str, int] = field(default_factory=lambda: {LONG: 0})

    def add_sheet(self, name: str) -> _Sheet:
        sheet: _Sheet = self.workbook.add_worksheet(name, worksheet_class=_Sheet)
        return sheet


def export(material: Material, folder: Path) -> Iterator[Path]:
    """The file written: ``quoth.xlsx``.

    Its first sheet says what the tables and columns hold. A text longer than a cell ends with ``…``
    there, and stands whole, in parts, on the last sheet.
    """
    path = folder / FILE
    with store.replacing(path) as temporary:
        _write_workbook(material, temporary)
    yield path


def _write_workbook(material: Material, path: Path) -> None:
    with TemporaryFile("w+", encoding="ascii", dir=path.parent) as parts:
        _fill_workbook(material, path, parts)


def _fill_workbook(material: Material, path: Path, parts: IO[str]) -> None:
    # Row by row to the disk: 200,000 quotations would take gigabytes of memory.
    workbook = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
    workbook.use_zip64()
    workbook.set_properties({"title": "Who is quoted, saying what, where", "created": _CREATED})
    book = _Book(workbook=workbook, formats=_formats(workbook), parts=parts)
    about = book.add_sheet(ABOUT)
    for table in TABLES:
        _write_table(book, table, material.rows[table.name])
    _write_parts(book)
    _write_about(book, about)
    try:
        workbook.close()
    except FileCreateError as error:
        # XlsxWriter puts what the system said, such as that the disk is full, into an error of its own.
        raise (error.__context__ or error) from None


def _formats(workbook: Any) -> _Formats:
    top = {"valign": "top"}
    return _Formats(
        head=workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EEF4", **top}),
        plain=workbook.add_format(top),
        wrapped=workbook.add_format({"text_wrap": True, **top}),
        text=workbook.add_format({"quote_prefix": True, **top}),
        wrapped_text=workbook.add_format({"text_wrap": True, "quote_prefix": True, **top}),
        title=workbook.add_format({"bold": True, "font_size": 16}),
    )


def _write_table(book: _Book, table: Table, rows: Iterable[Any]) -> None:
    """Write a table, on as many sheets as it needs."""
    first = list(islice(rows, _MEASURED_ROWS))
    widths = [_width(column, first) for column in table.columns]
    book.counts[table.name] = 0
    for number, shown in enumerate(_sheets(rows), 1):
        sheet = book.add_sheet(sheet_name(table.name, number))
        for index, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            form = book.formats.wrapped if column.name in _WRAPPED else book.formats.plain
            sheet.set_column(index, index, width, form)
        names = [column.name for column in table.columns]
        _write_names(book, sheet, names)
        last = 0
        for last, row in enumerate(shown, 1):
            for index, column in enumerate(table.columns):
                _write_cell(book, sheet, (last, index), column, getattr(row, column.name))
        _finish_sheet(sheet, columns=len(names), rows=last)
        book.counts[table.name] += last


def _sheets(rows: Iterable[Row]) -> Iterator[Iterator[Row]]:
    """The rows of each sheet, each to be gone through before the next; there is at least one sheet."""
    left = iter(rows)
    following = list(islice(left, 1))
    while True:
        yield chain(following, islice(left, MAX_ROWS - 1 - len(following)))
        following = list(islice(left, 1))
        if not following:
            return


def sheet_name(table: str, number: int) -> str:
    """The name of a table's sheet; the second and later ones have a number."""
    return table if number == 1 else f"{table} {number}"


def _write_names(book: _Book, sheet: _Sheet, names: Sequence[str]) -> None:
    for index, name in enumerate(names):
        sheet.write_string(0, index, name, book.formats.head)


def _finish_sheet(sheet: _Sheet, *, columns: int, rows: int) -> None:
    """Set what depends on how many rows there are below the head."""
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, rows, columns - 1)
    # A text of digits alone is as it should be, and needs no warning.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(max(rows, 1), columns - 1)}"})


def _write_cell(book: _Book, sheet: _Sheet, place: tuple[int, int], column: Column, value: object) -> None:
    """Write a value as its column says; an empty one leaves the cell empty."""
    if value is None or value in ("", ()):
        return
    if column.type == "boolean":
        sheet.write_boolean(*place, value)
    elif column.type in {"integer", "number"}:
        sheet.write_number(*place, value)
    else:
        _write_text(book, sheet, place, column.name, store.to_cell(value))


def _write_text(book: _Book, sheet: _Sheet, place: tuple[int, int], column: str, text: str) -> None:
    shown = _cut(text, MAX_CELL)
    if shown != text:
        cell = xl_rowcol_to_cell(*place)
        for part, piece in enumerate(_pieces(text), 1):
            json.dump([sheet.get_name(), cell, column, part, piece], book.parts)
            book.parts.write("\n")
            book.counts[LONG] += 1
        shown = _cut(text, MAX_CELL - 1) + "…"
    form = None
    if shown.startswith(_FORMULA_STARTS):
        form = book.formats.wrapped_text if column in _WRAPPED else book.formats.text
    sheet.write_string(*place, shown, form)


def _cut(text: str, units: int) -> str:
    """As much of a text as so many units of UTF-16 hold."""
    if len(text) <= units // 2:
        return text
    return text[:units].encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        piece = _cut(text[start : start + MAX_CELL], MAX_CELL)
        yield piece
        start += len(piece)


def _width(column: Column, rows: Sequence[Any]) -> int:
    """The width of a column in characters: that of its words, within bounds."""
    if column.name in _WRAPPED:
        return _WRAPPED_WIDTH
    least, most = _WIDTHS
    # The head has a button that opens the filter.
    lengths = (len(store.to_cell(getattr(row, column.name))) for row in rows)
    return min(max(least, len(column.name) + 4, *lengths), most)


def _write_parts(book: _Book) -> None:
    """Write what fits into no cell, if there is anything, in parts, on as many sheets as it needs."""
    if not book.counts[LONG]:
        return
    book.parts.seek(0)
    last_column = len(_PART) - 1
    for number, shown in enumerate(_sheets(map(json.loads, book.parts)), 1):
        sheet = book.add_sheet(sheet_name(LONG, number))
        sheet.set_column(0, last_column - 1, 16, book.formats.plain)
        sheet.set_column(last_column, last_column, _WRAPPED_WIDTH, book.formats.plain)
        _write_names(book, sheet, _PART)
        last = 0
        for last, part in enumerate(shown, 1):
            for index, value in enumerate(part):
                if isinstance(value, int):
                    sheet.write_number(last, index, value)
                else:
                    sheet.write_string(last, index, value, book.formats.text if index == last_column else None)
        _finish_sheet(sheet, columns=len(_PART), rows=last)


def _write_about(book: _Book, sheet: _Sheet) -> None:
    """Write the first sheet: what the workbook is, its tables, and every column."""
    formats = book.formats
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 1, 20, formats.plain)
    sheet.set_column(2, 2, 10, formats.plain)
    sheet.set_column(3, 3, 110, formats.wrapped)
    sheet.write_string(0, 0, "Who is quoted, saying what, where", formats.title)
    lines = ["Every start and end counts the characters of texts/<doc_id>.txt from 0, the end not included."]
    if book.counts[LONG]:
        lines.append(
            f"A cell that ends with … may be cut: what is too long for one stands whole on “{LONG}”, in parts."
        )
    for number, line in enumerate(lines, 1):
        sheet.write_string(number, 0, line)
    row = len(lines) + 2
    tables = [(table.name, "", book.counts[table.name], table.description) for table in TABLES]
    row = _write_block(book, sheet, row, ("sheet", "", "rows", "what it holds"), tables) + 1
    columns = [(table.name, one.name, one.type, one.description) for table in TABLES for one in table.columns]
    _write_block(book, sheet, row, ("sheet", "column", "type", "what it holds"), columns)


def _write_block(book: _Book, sheet: _Sheet, row: int, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """The number of the row after a head and rows whose first cell leads to the sheet it names."""
    for index, name in enumerate(head):
        sheet.write_string(row, index, name, book.formats.head)
    for number, (name, *others) in enumerate(rows, row + 1):
        sheet.write_url(number, 0, f"internal:'{name}'!A1", string=name)
        for index, value in enumerate(others, 1):
            sheet.write(number, index, value)
    return row + 1 + len(rows)
