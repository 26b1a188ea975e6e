"""Gold files read whole, with errors that name the file."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import GoldError


def read_source(path: Path) -> str:
    """The text of a file, to the character: offsets count every one.

    Raises:
        GoldError: it cannot be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path} is not in UTF-8: byte {error.start} cannot be decoded") from error


def read_table(
    path: Path, *, needed: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[tuple[dict[str, str], str]]:
    """The rows of a CSV file by column, each with where it stands, for errors; an optional column may be missing.

    Raises:
        GoldError: the file cannot be read, or lacks a needed column.
    """
    rows = csv.DictReader(io.StringIO(read_source(path), newline=""))
    missing = [name for name in needed if name not in (rows.fieldnames or ())]
    if missing:
        raise GoldError(f"{path} has no column {missing[0]!r}; it should have {', '.join(needed)}")
    try:
        for row in rows:
            yield {name: row.get(name) or "" for name in (*needed, *optional)}, f"{path}, line {rows.line_num}"
    except csv.Error as error:
        raise GoldError(f"{path}, line {rows.line_num}: {error}") from error
