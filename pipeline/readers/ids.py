"""The ids of documents, from the names of their files."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
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
_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(1, 10))]
)
# A file name may be 255 bytes long; a number, a suffix and a temporary name have to fit beside the id.
_MAX_BYTES: Final = 150


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
        ids[index] = _numbered(slug, taken) if slug in first else slug
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
    return f"{slug}-text" if slug in _RESERVED else slug


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


def _numbered(slug: str, taken: set[str]) -> str:
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"
