"""The files of the tables: written piece by piece beside the old ones, and moved over them all at the end."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from pipeline.reporting.datapackage import FileFacts
from pipeline.schema import Table
from pipeline.stages.versions import digest_of_file
from pipeline.store import cells_to_lines

_ROWS_AT_ONCE: Final = 1_000


class TableFile:
    """A table that is being written: rows are counted and bytes summed up as they go by."""

    def __init__(self, table: Table, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._rows = self._size = 0
        self._write(cells_to_lines([[column.name for column in table.columns]]))

    def add_lines(self, lines: bytes, count: int) -> None:
        """Write lines that are those of so many rows."""
        self._write(lines)
        self._rows += count

    def add_each(self, lines: Iterable[str]) -> None:
        """Write lines that are those of one row each, some at a time."""
        left = iter(lines)
        while some := list(islice(left, _ROWS_AT_ONCE)):
            self.add_lines("".join(some).encode("utf-8"), len(some))

    def facts(self) -> FileFacts:
        """How many rows there are so far, how many bytes, and their SHA-256."""
        return FileFacts(rows=self._rows, size=self._size, sha256=self._digest.hexdigest())

    def _write(self, lines: bytes) -> None:
        self._stream.write(lines)
        self._digest.update(lines)
        self._size += len(lines)


@contextmanager
def table_files(folder: Path, tables: Iterable[Table]) -> Iterator[Mapping[str, TableFile]]:
    """The files of some tables to write to, by the table's name; in their places when the block has ended well.

    One that comes out as the file that is there is left alone, so that nobody takes it for new.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = {table.name: folder / f"{table.name}.csv" for table in tables}
    # As in `pipeline.store`, so that what a crash leaves is known for what it is.
    written = {name: path.with_name(f".{path.name}.{os.getpid()}.part") for name, path in paths.items()}
    streams: dict[str, BinaryIO] = {}
    try:
        for name, path in written.items():
            streams[name] = path.open("wb")
        files = {table.name: TableFile(table, streams[table.name]) for table in tables}
        yield files
        for stream in streams.values():
            stream.close()
        for name, path in paths.items():
            if digest_of_file(path) != files[name].facts().sha256:
                written[name].replace(path)
    finally:
        for stream in streams.values():
            stream.close()
        for path in written.values():
            path.unlink(missing_ok=True)
