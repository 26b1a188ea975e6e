"""The ids of documents, from the names of their files."""

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from pathlib import PurePosixPath
from typing import Final

FALLBACK: Final = "document"

# Letters of the Latin script that Unicode does not take apart into a base and a mark.
_LATIN: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_APOSTROPHES: Final = re.compile("['’ʼ‘`]")
# Those of Latin, Greek and Cyrillic; the marks of other scripts are vowels.
_DIACRITICS: Final = re.compile("[\u0300-\u036f]")
# No file on Windows may be called so, whatever its suffix.
RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(1, 10))]
)
# A file name may be 255 bytes long; a number, a suffix and a temporary name have to fit beside the id.
_MAX_BYTES: Final = 150
# What parts the id of a row from that of its file, and how long it may be behind that.
_ROW: Final = "_"
_MAX_ROW_BYTES: Final = 60
_CHECKSUM_CHARS: Final = 12


def assign_ids(paths: Sequence[str]) -> tuple[str, ...]:
    """The doc_id of every path, in the order given, no two alike.

    A document's id comes from its own path alone, folders included (``letters/ford.txt`` is
    ``letters-ford``), so that adding a text changes no other id. Only where two paths come to
    the same slug (``Ford.txt`` and ``ford.txt``, ``ford.md`` and ``ford.txt``) the first in
    order of path has it and the next is called ``ford-2``; the caller says so, for those are
    the only ids that another file can change.
    """
    slugs = [natural_id(path) for path in paths]
    taken = set(slugs)
    first: set[str] = set()
    ids = [""] * len(paths)
    for index in sorted(range(len(paths)), key=lambda i: paths[i]):
        slug = slugs[index]
        ids[index] = numbered(slug, taken) if slug in first else slug
        first.add(slug)
        taken.add(ids[index])
    return tuple(ids)


def natural_id(path: str) -> str:
    """The id a path has where no other claims it: its folders and its name without suffix, as a slug.

    ``path`` is relative to the corpus, with ``/``. What has no letter or digit at all is "document".
    """
    pure = PurePosixPath(path)
    slug = "-".join(filter(None, map(slugify, (*pure.parent.parts, pure.stem))))
    slug = slug.encode("utf-8")[:_MAX_BYTES].decode("utf-8", errors="ignore").strip("-") or FALLBACK
    return f"{slug}-text" if slug in RESERVED else slug


def row_id(doc_id: str, key: str) -> str:
    """The id of a row of a table that has ``doc_id``, from its own id: ``speeches`` and "No. 7" is ``speeches_no-7``.

    No id of a file holds a ``_``, so that a row never has that of another file's document. A long key is cut,
    and a part of its checksum tells it from others that begin alike.
    """
    slug = slugify(key) or FALLBACK
    content = slug.encode("utf-8")
    if len(content) > _MAX_ROW_BYTES:
        checksum = hashlib.sha256(key.encode("utf-8")).hexdigest()[:_CHECKSUM_CHARS]
        kept = content[: _MAX_ROW_BYTES - _CHECKSUM_CHARS - 1].decode("utf-8", errors="ignore").strip("-")
        slug = f"{kept}-{checksum}"
    return f"{doc_id}{_ROW}{slug}"


def file_of_row(doc_id: str) -> str:
    """The id that the ids of a table's rows begin with, from that of a row; any other id as it is."""
    return doc_id.partition(_ROW)[0]


def slugify(name: str) -> str:
    """A name in small letters and digits with ``-`` between words; "" where it has none.

    Latin letters lose their accents, other scripts are kept: ``Été 1905`` is ``ete-1905``,
    ``Письма`` is ``письма``.
    """
    lowered = unicodedata.normalize("NFC", name.lower()).translate(_LATIN)
    return "-".join(_words("".join(map(_plain, _APOSTROPHES.sub("", lowered)))))


def _plain(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    base = _DIACRITICS.sub("", decomposed)
    return base.lower() if base.isascii() else character


def _words(text: str) -> Iterable[str]:
    # Vowel signs of Indic scripts are marks, not letters, and belong to the word.
    kept = (char if char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"} else " " for char in text)
    return "".join(kept).split()


def numbered(slug: str, taken: Container[str], *, number: int = 2) -> str:
    """The slug with the first number behind it, from the given one, that is not taken."""
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
