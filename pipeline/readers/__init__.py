"""Readers: the bytes of a file in, the text that every offset counts in out.

A reader is chosen by the suffix of the file's name. A new format is a module with one such
function, a line in `READERS` and a test. Files that hold many texts, a text a row, have a
registry of their own, `COLLECTIONS`: their readers give one text after the other.
"""

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from pipeline.readers.collection import CollectionReader
from pipeline.readers.markdown import read_markdown
from pipeline.readers.plain import read_plain
from pipeline.readers.reading import Reader, Reading
from pipeline.readers.rows import read_csv, read_json_lines


@dataclass(frozen=True, slots=True)
class Later:
    """A reader whose module, and what that needs, is imported when its first file is read."""

    module: str

    def __call__(self, content: bytes, *, encoding: str = "") -> Reading:
        """Read ``content`` with ``read_<module>``."""
        reader: Reader = getattr(import_module(f"{__name__}.{self.module}"), f"read_{self.module}")
        return reader(content, encoding=encoding)


READERS: Final = MappingProxyType[str, Reader](
    {
        ".docx": Later("docx"),
        ".epub": Later("epub"),
        ".htm": Later("html"),
        ".html": Later("html"),
        ".md": read_markdown,
        ".odt": Later("odt"),
        ".pdf": Later("pdf"),
        ".rtf": Later("rtf"),
        ".txt": read_plain,
        ".xhtml": Later("html"),
        ".xml": Later("tei"),
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

# Other names of formats that are in the list under a better known one.
_ALIASES: Final = frozenset({".htm", ".xhtml"})


def known_suffixes() -> str:
    """The suffixes of the files that hold one text each, as a message says them: ".rtf, .txt or .xml"."""
    *others, last = sorted(READERS.keys() - _ALIASES)
    return f"{', '.join(others)} or {last}"


def is_collection(name: str) -> bool:
    """Whether a file of this name holds a text a row, by its suffix."""
    return PurePosixPath(name).suffix.lower() in COLLECTIONS
