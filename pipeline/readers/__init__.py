"""Readers: the bytes of a file in, the text that every offset counts in out.

A reader is chosen by the suffix of the file's name. A new format is a module with one such
function, a line in `READERS` and a test. Files that hold many texts, a text a row, have a
registry of their own, `COLLECTIONS`: their readers give one text after the other.
"""

from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from pipeline.readers.collection import CollectionReader
from pipeline.readers.markdown import read_markdown
from pipeline.readers.plain import read_plain
from pipeline.readers.reading import Reader
from pipeline.readers.rows import read_csv, read_json_lines

READERS: Final = MappingProxyType[str, Reader](
    {
        ".md": read_markdown,
        ".txt": read_plain,
    }
)

COLLECTIONS: Final = MappingProxyType[str, CollectionReader](
    {
        ".csv": read_csv,
        ".jsonl": read_json_lines,
        ".ndjson": read_json_lines,
        ".tsv": read_csv,
    }
)


def known_suffixes() -> str:
    """The suffixes of the files that hold one text each, as a message says them: ".md or .txt"."""
    *others, last = sorted(READERS)
    return f"{', '.join(others)} or {last}"


def is_collection(name: str) -> bool:
    """Whether a file of this name holds a text a row, by its suffix."""
    return PurePosixPath(name).suffix.lower() in COLLECTIONS
