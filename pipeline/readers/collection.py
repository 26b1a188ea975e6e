"""What is taken from a file that holds many texts, and how it says that a row is of no use."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.readers.reading import Metadata, Notice
from pipeline.settings import Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text of a collection.

    ``number`` counts the rows from 1, those that are of no use too, so that it is the same when one is mended;
    ``line`` is where the row begins. ``key`` is the row's own id, "" where it has none; ``keyed`` says whether
    the rows of the file have one.
    """

    number: int
    line: int
    key: str
    keyed: bool
    text: str
    encoding: str
    metadata: Metadata
    notices: tuple[Notice, ...] = ()


class CollectionReader(Protocol):
    """The texts of a file, one after the other, and a notice for each row that holds none."""

    def __call__(self, path: Path, *, columns: Columns, encoding: str = "") -> Iterator[Entry | Notice]:
        """Read the file at ``path``; raises UnreadableError where none of it can be used."""
        ...
