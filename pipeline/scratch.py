"""A table that a program sorts and throws away: in memory while it is small, on the disk where it is not."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_MEMORY: Final = 32_000
"""How much of it is held in memory, in KiB."""


@contextmanager
def scratch(columns: str) -> Iterator[sqlite3.Connection]:
    """A database with one empty table, called ``row``; it is gone when the block ends, however it ends."""
    connection = sqlite3.connect("", isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute(f"PRAGMA cache_size = -{_MEMORY}")
        connection.execute(f"CREATE TABLE row ({columns})")
        connection.execute("BEGIN")
        yield connection
    finally:
        connection.close()
