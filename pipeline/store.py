r"""Records to and from files: CSV tables and texts, written whole or not at all.

A table is UTF-8 without a byte order mark, LF at line ends, comma-separated, with a
header. Lists inside a cell are joined with ``|``; one that belongs to an item is written ``\|``.
Nothing in a file depends on the time, the machine or the folder.
"""

import csv
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any, Generic, TextIO, TypeVar, get_type_hints

from pipeline.errors import MissingStageError, TableError

Record = TypeVar("Record")

LIST_SEPARATOR = "|"
UNFINISHED = ".*.part"
"""The names of files that are being written."""
_LONGEST_CELL = min(sys.maxsize, 2**31 - 1)
_WRITTEN_ALIKE = frozenset({str, int, type(None)})
"""What `csv.writer` writes as `to_cell` does, and most values are."""
_LIST_PIECES = re.compile(r"\\.|[^\\|]+|\|", re.DOTALL)


def write_records(path: Path, record_type: type[Record], records: Iterable[Record]) -> None:
    """Write records as a CSV table, a column a field, replacing the file in one step."""
    write_rows(path, field_names(record_type), _cells(record_type, records))


def write_rows(
    path: Path, names: Iterable[str], rows: Iterable[Iterable[object]], *, for_spreadsheets: bool = False
) -> None:
    r"""Write a CSV table of strings, replacing the file in one step.

    What UTF-8 cannot hold, such as half a character in the name of a file, is written as ``\udce9``.
    One ``for_spreadsheets`` begins with a byte order mark, without which Excel takes it for another encoding.
    """
    encoding = "utf-8-sig" if for_spreadsheets else "utf-8"
    with (
        replacing(path) as temporary,
        temporary.open("w", encoding=encoding, errors="backslashreplace", newline="") as stream,
    ):
        writer = csv.writer(_LineFeeds(stream=stream), lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows(rows)


def read_records(path: Path, record_type: type[Record], *, made_by: str) -> list[Record]:
    """The records of a CSV table that `write_records` wrote.

    Raises:
        MissingStageError: the file is not there; ``made_by`` is the stage that makes it.
        TableError: its columns or values are not those of the record type.
    """
    if not path.is_file():
        raise MissingStageError(f"{path} is missing: run `quoth {made_by}` (or `make all`) first")
    names = field_names(record_type)
    try:
        rows = _read_rows(path)
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path} is not a CSV table in UTF-8 ({error}); run `quoth {made_by}` again") from error
    if not rows or rows[0] != names:
        raise TableError(f"{path}: the columns are not those of this version; run `quoth {made_by}` again")
    return [_to_record(record_type, row, f"{path}, row {number}") for number, row in enumerate(rows[1:], 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored(Generic[Record]):
    """The records of a CSV table that `write_records` wrote, read anew each time they are gone through, row by row.

    Going through them raises what `read_records` raises.
    """

    path: Path
    record_type: type[Record]
    made_by: str

    def __iter__(self) -> Iterator[Record]:
        return self._records(self._rows())

    def where(self, names: Sequence[str], test: Callable[..., bool]) -> Iterator[Record]:
        """The records that pass a test of some of their cells, as they stand in the file; at least two are named."""
        cells = itemgetter(*map(field_names(self.record_type).index, names))
        return self._records((number, row) for number, row in self._rows() if test(*cells(row)))

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        if not self.path.is_file():
            raise MissingStageError(f"{self.path} is missing: run `quoth {self.made_by}` (or `make all`) first")
        names = field_names(self.record_type)
        try:
            with self.path.open(encoding="utf-8", newline="") as stream:
                reader = csv.reader(stream)
                if next(reader, None) != names:
                    raise TableError(
                        f"{self.path}: the columns are not those of this version; run `quoth {self.made_by}` again"
                    )
                yield from self._checked(reader, len(names))
        except (UnicodeDecodeError, csv.Error) as error:
            raise TableError(
                f"{self.path} is not a CSV table in UTF-8 ({error}); run `quoth {self.made_by}` again"
            ) from error

    def _checked(self, reader: Iterator[list[str]], width: int) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(_LONGEST_CELL)
        for number, row in enumerate(reader, 1):
            if len(row) != width:
                raise TableError(f"{self.path}, row {number}: {len(row)} cells, and there are {width} columns")
            yield number, row
            # Whoever takes the rows may read another table meanwhile, after which the limit is what it was.
            csv.field_size_limit(_LONGEST_CELL)

    def _records(self, rows: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Record]:
        for number, row in rows:
            yield _to_record(self.record_type, row, f"{self.path}, row {number}")


def to_lines(record_type: type[Any], records: Iterable[Any]) -> bytes:
    """Records as the lines of their CSV table, without its header."""
    return cells_to_lines(_cells(record_type, records))


def join_cells(*cells: str) -> str:
    """Two cells or more as they stand beside each other in a line, those between quotation marks that must be."""
    return cells_to_lines([cells]).decode("utf-8")[:-1]


def cells_to_lines(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows of cells as the lines of a CSV table."""
    lines = io.BytesIO()
    # Encoded as they come: a text of its own would take four times the memory.
    stream = io.TextIOWrapper(lines, encoding="utf-8", errors="backslashreplace", newline="")
    csv.writer(_LineFeeds(stream=stream), lineterminator="\r\n").writerows(rows)
    stream.flush()
    return lines.getvalue()


def from_lines(lines: bytes, record_type: type[Record], *, where: str, made_by: str) -> list[Record]:
    """The records of lines that `to_lines` gave; ``where`` says what they are.

    Raises:
        TableError: their values are not those of the record type.
    """
    if not lines:
        return []
    try:
        with long_cells():
            rows = list(csv.reader(io.StringIO(lines.decode("utf-8"), newline="")))
        return [_to_record(record_type, row, f"{where}, row {n}") for n, row in enumerate(rows, 1)]
    except (UnicodeDecodeError, csv.Error, TableError) as error:
        raise TableError(f"{where} is not of this version ({error}): run `quoth {made_by}` again") from error


def write_text(path: Path, text: str) -> None:
    """Write a text file to the character, replacing it in one step."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file, replacing it in one step."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def write_pieces(path: Path, pieces: Iterable[str]) -> int:
    """Write a text file piece by piece, replacing it in one step; returns how many bytes it has."""
    with replacing(path) as temporary, temporary.open("wb") as stream:
        return sum(stream.write(piece.encode("utf-8")) for piece in pieces)


def read_text(path: Path, *, made_by: str) -> str:
    """The text of a file that `write_text` wrote, to the character.

    Raises:
        MissingStageError: the file is not there.
    """
    if not path.is_file():
        raise MissingStageError(f"{path} is missing: run `quoth {made_by}` (or `make all`) first")
    return path.read_bytes().decode("utf-8")


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside the given one, moved over it when the block ends without an error."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Cut short, since a name may be as long as a file system allows already.
    temporary = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def field_names(record_type: type[Any]) -> list[str]:
    """The field names of a record type, in order: the columns of its table."""
    return [field.name for field in fields(record_type)]


def to_cell(value: object) -> str:
    """A value as it stands in a CSV cell; None is the empty string, a list is joined with ``|``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".4g")
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(_escape(str(item)) for item in value)
    return str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _LineFeeds:
    """Takes rows that end in CR LF and writes them with LF alone.

    Until Python 3.13 `csv.writer` quotes a carriage return only where its own line end has one;
    unquoted it would break the row in two.
    """

    stream: TextIO

    def write(self, row: str) -> None:
        """Write one row."""
        self.stream.write(row.removesuffix("\r\n") + "\n")


def _read_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream, long_cells():
        return list(csv.reader(stream))


def _cells(record_type: type[Any], records: Iterable[Any]) -> Iterator[list[object]]:
    """Each record's row, of which `csv.writer` makes words; a record has at least two fields."""
    values = attrgetter(*field_names(record_type))
    for record in records:
        yield [value if type(value) in _WRITTEN_ALIKE else to_cell(value) for value in values(record)]


def _to_record(record_type: type[Record], row: Sequence[str], where: str) -> Record:
    names, parsers = _columns(record_type)  # type: ignore[arg-type]  # mypy takes no class for hashable
    if len(row) != len(names):
        raise TableError(f"{where}: {len(row)} cells, and there are {len(names)} columns")
    values: dict[str, Any] = dict(zip(names, row, strict=True))
    try:
        for name, parse in parsers:
            values[name] = parse(values[name])
        return record_type(**values)
    except ValueError as error:
        raise TableError(f"{where}: {error}") from error


@cache
def _columns(record_type: type[Any]) -> tuple[Sequence[str], Sequence[tuple[str, Callable[[str], object]]]]:
    """The columns of a record type's table; and those that are no words, each with what reads its cells."""
    names, hints = field_names(record_type), get_type_hints(record_type)
    return names, [(name, _PARSERS[hints[name]]) for name in names if hints[name] in _PARSERS]


def _parse_bool(cell: str) -> bool:
    if cell not in {"true", "false"}:
        raise ValueError(f"{cell!r} is neither true nor false")
    return cell == "true"


def _parse_list(cell: str) -> tuple[str, ...]:
    if not cell:
        return ()
    items = [""]
    for piece in _LIST_PIECES.findall(cell):
        if piece == LIST_SEPARATOR:
            items.append("")
        else:
            items[-1] += piece.removeprefix("\\")
    return tuple(items)


def _escape(item: str) -> str:
    return item.replace("\\", "\\\\").replace(LIST_SEPARATOR, "\\" + LIST_SEPARATOR)


_PARSERS: dict[Any, Callable[[str], object]] = {
    int: int,
    bool: _parse_bool,
    float: float,
    int | None: lambda cell: int(cell) if cell else None,
    float | None: lambda cell: float(cell) if cell else None,
    tuple[str, ...]: _parse_list,
}


@contextmanager
def long_cells() -> Iterator[None]:
    """Within the block a CSV cell may be as long as it is: a paragraph can be a megabyte."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)
