"""Files with a text a row: ``.csv``, ``.tsv``, ``.jsonl`` and ``.ndjson``, of any length.

Rows are read one after the other and never held together, so that a table of a million texts takes no more
memory than its longest row. What a row is of no use for is said with its line, and the others are read.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from pipeline.readers.collection import Entry
from pipeline.readers.front_matter import parse_fields
from pipeline.readers.reading import Notice, UnreadableError
from pipeline.readers.streams import LONGEST, Lines, TooLongError, find_encoding, open_text
from pipeline.settings import Columns
from pipeline.store import long_cells

NO_TEXT_COLUMN: Final = "no_text_column"
BROKEN: Final = "row_broken"
EMPTY: Final = "row_empty"

_SEPARATORS: Final = ",;\t|"
# The first line by which Excel is told the separator.
_SEPARATOR_LINE: Final = re.compile(r'"?sep=(.)"?\s*\Z', re.IGNORECASE)
_NOT_METADATA: Final = frozenset({"text", "id"})
_MOST_NAMES: Final = 30
# What the column of the texts is often called; it is only proposed.
_LIKELY: Final = frozenset("article body content full_text fulltext message speech story transcript".split())

_Row = tuple[int, Sequence[str] | Notice]


def read_csv(path: Path, *, columns: Columns, encoding: str = "") -> Iterator[Entry | Notice]:
    """The texts of a table whose first line names its columns, with a notice for each row that holds none.

    The separator is the one that parts the first line best: a comma, semicolon, tab or upright line; ``sep=;``
    above it, as Excel has it, goes before. A row with an error of quoting ends at its own first line, and
    reading goes on below: where rows of that file are cut short, they are passed over until one is whole.

    Raises:
        UnreadableError: the file cannot be read, or has no column of texts.
    """
    found, notices = find_encoding(path, declared=encoding)
    yield from notices
    with open_text(path, found, newline="") as lines:
        header, separator = _read_header(lines, columns)
        rows = _whole_rows(_csv_rows(lines, separator), width=len(header))
        for number, (line, cells) in enumerate(rows, 1):
            if isinstance(cells, Notice):
                yield cells
                continue
            filled = [*cells, *[""] * (len(header) - len(cells))]
            # Of two columns of one name the first counts.
            values = dict(zip(reversed(header), reversed(filled), strict=True))
            yield _entry(values, columns, number=number, line=line, encoding=found)


def read_json_lines(path: Path, *, columns: Columns, encoding: str = "") -> Iterator[Entry | Notice]:
    """The texts of a file with an object of JSON on each line, with a notice for each line that holds none.

    Numbers stand as they are written. A list of strings is joined as in front matter.

    Raises:
        UnreadableError: the file cannot be read.
    """
    found, notices = find_encoding(path, declared=encoding)
    yield from notices
    with open_text(path, found, newline="\n") as lines:
        for number, (line, values) in enumerate(_json_rows(lines), 1):
            if isinstance(values, Notice):
                yield values
            else:
                yield _entry(values, columns, number=number, line=line, encoding=found)


def _read_header(lines: Lines, columns: Columns) -> tuple[list[str], str]:
    """The names of the columns in small letters, and the separator."""
    try:
        first = next(lines, "")
        told = _SEPARATOR_LINE.match(first)
        first = next(lines, "") if told else first
    except TooLongError as error:
        raise UnreadableError(Notice(code=NO_TEXT_COLUMN, message=_too_long(1))) from error
    separator = told[1] if told else max(_SEPARATORS, key=first.count)
    written = [cell.strip() for cell in next(csv.reader([first], delimiter=separator), [])]
    header = [name.casefold() for name in written]
    if columns.text.casefold() not in header:
        raise UnreadableError(Notice(code=NO_TEXT_COLUMN, message=_no_text_column(written, columns)))
    return header, separator


def _csv_rows(lines: Lines, separator: str) -> Iterator[_Row]:
    """The cells of each row that is not empty, or what is wrong with it, with the line it begins in."""
    while True:
        lines.begin_row()
        first = lines.number + 1
        try:
            with long_cells():
                cells = next(csv.reader(lines, delimiter=separator, strict=True))
        except StopIteration:
            return
        except TooLongError:
            lines.put_back()
            yield first, Notice(code=BROKEN, message=_too_long(first))
        except csv.Error as error:
            lines.put_back()
            yield first, Notice(code=BROKEN, message=_misquoted(first, str(error)))
        else:
            if any(cell.strip() for cell in cells):
                yield first, cells


def _whole_rows(rows: Iterator[_Row], *, width: int) -> Iterator[_Row]:
    """The rows, with a notice in place of those that have too many cells, or are the rest of one that is broken."""
    lost = False
    for line, cells in rows:
        if isinstance(cells, Notice):
            lost = True
            yield line, cells
        elif any(cells[width:]):
            yield line, Notice(code=BROKEN, message=_too_many_cells(line, len(cells), width))
        elif lost and len(cells) < width:
            yield (
                line,
                Notice(code=BROKEN, message=f"line {line:,} belongs to the broken row above, or is broken itself"),
            )
        else:
            lost = False
            yield line, cells[:width]


def _json_rows(lines: Lines) -> Iterator[tuple[int, Mapping[str, object] | Notice]]:
    while True:
        lines.begin_row()
        first = lines.number + 1
        try:
            line = next(lines, None)
        except TooLongError:
            yield first, Notice(code=BROKEN, message=_too_long(first))
            continue
        if line is None:
            return
        if line.strip():
            yield first, _parse_object(line, first)


def _parse_object(line: str, number: int) -> Mapping[str, object] | Notice:
    """The values of an object by key, in small letters; numbers are as written."""
    try:
        content = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
        return Notice(code=BROKEN, message=f"line {number:,} is no JSON ({reason}): write one object on each line")
    if not isinstance(content, dict):
        return Notice(code=BROKEN, message=f"line {number:,} is no object of JSON: write one object on each line")
    return {key.strip().casefold(): value for key, value in reversed(content.items())}


def _entry(values: Mapping[str, object], columns: Columns, *, number: int, line: int, encoding: str) -> Entry | Notice:
    """What a row holds, from its values by column."""
    text = values.get(columns.text.casefold())
    if text is None and columns.text.casefold() not in values:
        return Notice(code=NO_TEXT_COLUMN, message=f"line {line:,}: {_no_text_column(list(values), columns)}")
    if not (text is None or isinstance(text, str)):
        return Notice(code=BROKEN, message=f"line {line:,}: {columns.text} holds no text: put it in quotation marks")
    if not text or not text.strip():
        return Notice(code=EMPTY, message=f"line {line:,}: there is no text in the row: write it, or remove the row")
    if "\0" in text:
        return Notice(code=BROKEN, message=f"line {line:,}: NUL characters stand in the text: remove them")
    stated = {
        field: _plain(values[column.casefold()])
        for field, column in asdict(columns).items()
        if column and column.casefold() in values
    }
    key = stated.pop("id", "")
    metadata, notices = parse_fields({name: stated[name] for name in stated if name != "text"}, where=f"line {line:,}")
    return Entry(
        number=number,
        line=line,
        key=_storable(" ".join(key.split())) if isinstance(key, str) else "",
        keyed=columns.id.casefold() in values,
        text=_storable(text.replace("\r\n", "\n").replace("\r", "\n")),
        encoding=encoding,
        metadata=metadata,
        notices=notices,
    )


def _plain(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _storable(text: str) -> str:
    """The text with "?" for half a surrogate pair, which an escape of JSON can bring in and no file can hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _no_text_column(names: Sequence[str], columns: Columns) -> str:
    shown = ", ".join(names[:_MOST_NAMES]) + (", ..." if len(names) > _MOST_NAMES else "")
    likely = next((name for name in names if name.casefold() in _LIKELY), names[-1] if names else "body")
    example = json.dumps(likely, ensure_ascii=False)
    return (
        f"its columns are {shown or 'not named'}, and none is {columns.text}: write the one that holds the texts "
        f"into pipeline.toml, columns = {{ text = {example} }}, or move the table out of the corpus"
    )


def _too_long(line: int) -> str:
    return f"line {line:,}: the row is longer than {LONGEST:,} characters: check the quotation marks there"


def _misquoted(line: int, reason: str) -> str:
    return (
        f"line {line:,}: the row cannot be read ({reason}): put a value that holds quotation marks, commas or line "
        'ends in quotation marks, and write those inside twice ("")'
    )


def _too_many_cells(line: int, found: int, width: int) -> str:
    return (
        f"line {line:,} has {found} cells, and there are {width} columns: "
        "put values that hold the separator in quotation marks"
    )
