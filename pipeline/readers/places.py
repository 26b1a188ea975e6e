"""Where a text is to lie in the corpus: under a name that every system takes, and that no other text has."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.errors import InputError
from pipeline.readers import COLLECTIONS, READERS
from pipeline.readers.corpus import is_by_hand, is_passed_over, is_readable
from pipeline.readers.ids import RESERVED

# A file name may be 255 bytes long; a number fits behind one of these.
_MAX_BYTES: Final = 200
_FALLBACK: Final = "text"
# What no name on Windows may hold.
_UNUSUAL: Final = frozenset('<>:"|?*\ufffd')


def name_of(path: Path) -> str:
    """The name of a file or folder, as text; bytes that are no UTF-8 are U+FFFD, and no part of it is a folder."""
    return os.fsencode(path.name).decode("utf-8", errors="replace").replace("\\", "-")


def corpus_name(name: str) -> str:
    """A name with its folders as it can stand in a corpus and in a cell of ``metadata.csv``.

    It is in normal form C, on one line, without blanks around its parts; dots that would hide it are left
    out, and a long part is cut before its suffix.

    Raises:
        InputError: the name leads out of the corpus, or a file of that name would not be read.
    """
    pure = PurePosixPath(name.replace("\\", "/"))
    if pure.is_absolute() or ".." in pure.parts or (pure.parts and pure.parts[0][1:2] == ":"):
        raise InputError(f"the name {name!r} leads out of the corpus: give one such as letters/bridge.txt")
    cleaned = "/".join(_clean(part) for part in pure.parts) or _FALLBACK
    last = PurePosixPath(cleaned).name
    if not is_readable(cleaned):
        if is_by_hand(cleaned):
            raise InputError(f"{last} is a table beside the texts: put it into the corpus by hand")
        known = ", ".join(sorted({*READERS, *COLLECTIONS}))
        raise InputError(f"{last} is none of the kinds that are read ({known}): save it as one of them")
    if is_passed_over(last):
        raise InputError(f"files called {last} are passed over in a corpus: give it another name with --name")
    return cleaned


def free_name(name: str, is_taken: Callable[[str], bool], *, number: int = 2) -> str:
    """The name, or where that is taken the first with a number behind it that is not: ``bridge-2.txt``."""
    pure, found = PurePosixPath(name), name
    while is_taken(found):
        found = str(pure.with_name(f"{pure.stem}-{number}{pure.suffix}"))
        number += 1
    return found


def _clean(part: str) -> str:
    normal = unicodedata.normalize("NFC", part)
    shown = "".join(char if (char.isprintable() and char not in _UNUSUAL) or char == " " else "-" for char in normal)
    stripped = shown.encode("utf-8", errors="replace").decode("utf-8").strip().lstrip(".~$ ")
    pure = PurePosixPath(stripped or _FALLBACK)
    suffix = pure.suffix if len(pure.suffix) < 20 else ""
    stem = pure.name.removesuffix(suffix).encode("utf-8")[: _MAX_BYTES - len(suffix.encode("utf-8"))]
    kept = stem.decode("utf-8", errors="ignore").rstrip()
    return (f"{kept}-{_FALLBACK}" if kept.lower() in RESERVED else kept) + suffix
