"""What the stages found in each document, kept in one file: ``interim/findings.sqlite``.

A stage leaves, for every document, the rows of its tables under a key that stands for all they were made
from. Where the key is the same as before, nothing need be done again. Rows are kept as the lines of a CSV
table without its header, so that tables are put together by copying.

The findings of a document are written in one step: after a crash they are those of before or those of after.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from pipeline.errors import StorageError

FILE: Final = "findings.sqlite"
CORPUS: Final = ""
"""Stands for a ``doc_id`` where a stage keeps a key of the corpus as a whole."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS done (stage TEXT, doc_id TEXT, key TEXT NOT NULL, PRIMARY KEY (stage, doc_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS found (name TEXT, doc_id TEXT, count INTEGER NOT NULL, rows BLOB NOT NULL,
    PRIMARY KEY (name, doc_id));
"""
_DONE: Final = "INSERT OR REPLACE INTO done (stage, doc_id, key) VALUES (?, ?, ?)"
_FOUND: Final = "INSERT OR REPLACE INTO found (name, doc_id, count, rows) VALUES (?, ?, ?, ?)"
_UNDONE: Final = "DELETE FROM done WHERE stage = ? AND doc_id = ?"
_LOST: Final = "DELETE FROM found WHERE name = ? AND doc_id = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows that one document has in one table: the lines of a CSV table without its header, and how many rows."""

    content: bytes
    count: int


NO_ROWS: Final = Rows(content=b"", count=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """An open file of findings; a ``name`` is that of a table, a ``stage`` the one that makes it."""

    connection: sqlite3.Connection

    def keys(self, stage: str) -> dict[str, str]:
        """The key of every document that a stage has done, by ``doc_id``."""
        return dict(self.connection.execute("SELECT doc_id, key FROM done WHERE stage = ?", (stage,)))

    def keep(self, stage: str, doc_id: str, key: str, tables: Mapping[str, Rows]) -> None:
        """Put what a stage found in one document in the place of what it found before."""
        with self.connection:
            self.connection.executemany(
                _FOUND, [(name, doc_id, rows.count, rows.content) for name, rows in tables.items()]
            )
            self.connection.execute(_DONE, (stage, doc_id, key))

    def forget(self, stage: str, names: Iterable[str], doc_ids: Iterable[str]) -> None:
        """Remove the findings of a stage, its tables named, on documents that are gone."""
        gone = [(doc_id,) for doc_id in doc_ids]
        with self.connection:
            self.connection.executemany(
                "DELETE FROM done WHERE doc_id = ? AND stage = ?", [(*one, stage) for one in gone]
            )
            for name in names:
                self.connection.executemany(
                    "DELETE FROM found WHERE doc_id = ? AND name = ?", [(*one, name) for one in gone]
                )

    def doc_ids(self, name: str) -> set[str]:
        """The documents that a table has something of, be it that they have no rows."""
        return {doc_id for (doc_id,) in self.connection.execute("SELECT doc_id FROM found WHERE name = ?", (name,))}

    def digests(self, name: str) -> dict[str, str]:
        """A digest of the rows of every document that has some in a table, by ``doc_id``."""
        query = "SELECT doc_id, rows FROM found WHERE name = ? AND count > 0"
        rows = self.connection.execute(query, (name,))
        return {doc_id: blake2b(content, digest_size=16).hexdigest() for doc_id, content in rows}

    def rows(self, name: str, doc_id: str) -> Rows:
        """The rows of one table that one document has; none where it has not been done."""
        query = "SELECT rows, count FROM found WHERE name = ? AND doc_id = ?"
        found = self.connection.execute(query, (name, doc_id)).fetchone()
        return Rows(content=found[0], count=found[1]) if found else NO_ROWS

    def each(self, name: str) -> Iterator[tuple[str, Rows]]:
        """The rows of one table, a document at a time, in order of ``doc_id``."""
        query = "SELECT doc_id, rows, count FROM found WHERE name = ? ORDER BY doc_id"
        for doc_id, content, count in self.connection.execute(query, (name,)):
            yield doc_id, Rows(content=content, count=count)

    def count(self, name: str) -> int:
        """How many rows a table has, of all documents together."""
        query = "SELECT coalesce(sum(count), 0) FROM found WHERE name = ?"
        return int(self.connection.execute(query, (name,)).fetchone()[0])

    def replace(self, name: str, rows: Mapping[str, Rows]) -> None:
        """Put the rows of every document, by ``doc_id``, in the place of all that a table held.

        They are not what a stage made: no stage has done anything any more.
        """
        with self.connection:
            self.connection.execute("DELETE FROM done")
            self.connection.execute("DELETE FROM found WHERE name = ?", (name,))
            self.connection.executemany(
                _FOUND, [(name, doc_id, own.count, own.content) for doc_id, own in rows.items()]
            )


@contextmanager
def open_findings(folder: Path) -> Iterator[Findings]:
    """The findings kept in a folder; a new file where there is none, or where what is there cannot be read.

    Raises:
        StorageError: it cannot be written: the disk is full, say, or another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    try:
        connection = _connect(path)
        try:
            yield Findings(connection=connection)
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        raise StorageError(f"{path} cannot be written or read: {error}") from error


def _connect(path: Path) -> sqlite3.Connection:
    try:
        return _prepared(path)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:  # no database, or a damaged one: all in it can be found again
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # A crash of the program loses nothing; after one of the machine the last documents may be done again.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
