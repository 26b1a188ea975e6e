"""Rows of ``metadata.csv`` written by the program: the table of a person, with a row more or changed."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.errors import InputError
from pipeline.readers.corpus import METADATA_TABLE
from pipeline.readers.decode import BYTES_REPLACED, decode
from pipeline.readers.metadata import COLUMNS, PATH_COLUMN, normal_path
from pipeline.readers.reading import UnreadableError
from pipeline.readers.sheet import protect, read_header, unprotect
from pipeline.store import long_cells

_NEW: Final = ("path", "title", "author", "date", "source", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table as it stands: its lines with their ends, and the lines and cells of each row below the header."""

    header: tuple[str, ...]
    separator: str
    line_end: str
    lines: list[str]
    rows: tuple[tuple[range, tuple[str, ...]], ...]
    n_header_lines: int


def with_rows(content: bytes, rows: Mapping[str, Mapping[str, str]]) -> bytes:
    """The table with what is known of these texts, by path: rows that are there are changed, the others added.

    ``content`` is the table as it is, b"" where there is none. Its separator, line ends, encoding and columns
    stay, and so does every byte of the rows that are not spoken of; a column that is missing stands behind the
    others. What is empty changes nothing.

    Raises:
        InputError: the table cannot be read to its end, or cannot hold a letter of what is to be written.
    """
    if not content.strip():
        content = (",".join(_NEW) + "\n").encode()
    text, encoding = _decode(content)
    changed = _change(_read_table(text), rows)
    try:
        return changed.encode(encoding)
    except UnicodeEncodeError as error:
        raise _refused(
            f"it is in {encoding}, which has no {error.object[error.start]!r}", "save it as UTF-8"
        ) from error


def _decode(content: bytes) -> tuple[str, str]:
    try:
        decoded = decode(content)
    except UnreadableError as error:
        raise _refused(str(error), "correct it") from error
    encoding = decoded.encoding
    broken = any(notice.code == BYTES_REPLACED for notice in decoded.notices)
    text = content.decode(encoding, errors="replace")
    if broken or text.encode(encoding, errors="replace") != content:
        raise _refused("some of its bytes are no letters", "save it as UTF-8")
    return text, encoding


def _read_table(text: str) -> _Table:
    line_end = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    try:
        header, separator = read_header(text.replace(line_end, "\n"), COLUMNS, "metadata")
    except UnreadableError as error:
        raise _refused(str(error), "correct it") from error
    lines = list(io.StringIO(text, newline=""))
    records = list(_read_rows(lines, separator))
    return _Table(
        header=tuple(header),
        separator=separator,
        line_end=line_end,
        lines=lines,
        rows=tuple(records[1:]),
        n_header_lines=records[0][0].stop,
    )


def _read_rows(lines: Sequence[str], separator: str) -> Iterator[tuple[range, tuple[str, ...]]]:
    """The cells of every row, the header first, and which lines it takes up, from 0."""
    reader = csv.reader(iter(lines), delimiter=separator, strict=True)
    while True:
        first = reader.line_num
        try:
            with long_cells():
                cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            found = f"line {first + 1} cannot be read ({error})"
            raise _refused(found, "check the quotation marks there") from error
        yield range(first, reader.line_num), tuple(cells)


def _change(table: _Table, rows: Mapping[str, Mapping[str, str]]) -> str:
    stated = dict.fromkeys(name for values in rows.values() for name, value in values.items() if value)
    missing = [name for name in stated if name not in table.header]
    header, lines = [*table.header, *missing], list(table.lines)
    if missing:
        last = table.n_header_lines - 1
        stripped = lines[last].rstrip("\r\n")
        lines[last] = stripped + "".join(table.separator + name for name in missing) + lines[last][len(stripped) :]
    where: dict[str, tuple[range, tuple[str, ...]]] = {}
    for place, cells in table.rows:
        padded = [*cells, *[""] * len(header)]
        where.setdefault(normal_path(unprotect(padded[header.index(PATH_COLUMN)].strip())), (place, cells))
    added: list[str] = []
    for path, values in rows.items():
        if path in where:
            place, cells = where[path]
            end = lines[place[-1]][len(lines[place[-1]].rstrip("\r\n")) :]
            lines[place[0] : place[-1] + 1] = [_render(cells, header, values, table) + end] + [""] * (len(place) - 1)
        else:
            added.append(_render((), header, {PATH_COLUMN: path, **values}, table) + table.line_end)
    text = "".join(lines)
    if added and not text.endswith(("\n", "\r")):
        text += table.line_end
    return text + "".join(added)


def _render(cells: Sequence[str], header: Sequence[str], values: Mapping[str, str], table: _Table) -> str:
    """A row without its line end: the cells it has, and the given values in their columns."""
    wanted = {header.index(name): protect(value) for name, value in values.items() if value}
    width = max([len(cells) - 1, *wanted]) + 1 if cells else len(header)
    padded = [*cells, *[""] * (width - len(cells))]
    stream = io.StringIO(newline="")
    row = (wanted.get(number, cell) for number, cell in enumerate(padded))
    csv.writer(stream, delimiter=table.separator, lineterminator="\r\n").writerow(row)
    return stream.getvalue().removesuffix("\r\n")


def _refused(found: str, advice: str) -> InputError:
    return InputError(f"{METADATA_TABLE} cannot be written to, and nothing was added: {found}; {advice}, and try again")
