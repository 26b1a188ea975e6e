"""What the properties of a file state, as the weakest source: only what a person seems to have written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline.readers.front_matter import parse_fields
from pipeline.readers.reading import Metadata

# What programs write where nobody has given a title: the file's name, or what the document is called before it has one.
_NO_TITLE: Final = re.compile(
    r"microsoft (?:word|powerpoint) ?-.*|untitled.*|document\d*|word document|title|\[no title\]|\(anonymous\)|"
    r"layout \d+|print|page \d+|.*\.(?:docx?|odt|rtf|pdf|tex|dvi|indd|qxd|html?|txt|pages|ps|xml|fm|p65)|"
    r"(?!\d{4}\Z)[\W\d_]*",  # a book may be called "1984"
    re.IGNORECASE,
)
_NO_AUTHOR: Final = re.compile(
    r"user|admin|administrator|owner|author|unknown(?: author)?|anonymous|root|microsoft.*|python-docx|\(.*\)|[\W\d_]*",
    re.IGNORECASE,
)
_LONGEST: Final = 300
# Programs that date files are not older; a file that says so has a clock that was never set.
_FIRST_YEAR: Final = 1985
_LAST_YEAR: Final = 2099

_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T\d.*")
_WITH_SLASHES: Final = re.compile(r"(\d{4})/(\d\d?)(?:/(\d\d?))?")  # as Google Scholar asks journals to write dates
_ADDRESS: Final = re.compile(r"\w+://")
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?")
_NO_LANGUAGE: Final = frozenset({"und", "mul", "zxx", "mis"})


def stated_title(value: str) -> str:
    """A title that a person gave; "" where it is a file's name or what a program writes."""
    words = _one_line(value)
    return "" if _NO_TITLE.fullmatch(words) else words


def stated_author(value: str) -> str:
    """An author that a person gave; "" where it is what a program writes."""
    words = _one_line(value)
    return "" if _NO_AUTHOR.fullmatch(words) else words


def stated_date(year: int, month: int = 0, day: int = 0) -> str:
    """The date of a file as year, month and day as far as they are given; "" where it cannot be."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ""
    if not 1 <= month <= 12:
        return f"{year}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year}-{month:02}"


def stated_language(value: str) -> str:
    """A code of a language, its country in capitals ("en_gb" is "en-GB"); "" where it is none."""
    code = _LANGUAGE.fullmatch(value.strip())
    if code is None or code[1].lower() in _NO_LANGUAGE:
        return ""
    return f"{code[1].lower()}-{code[2].upper()}" if code[2] else code[1].lower()


def tidy(stated: Mapping[str, Iterable[str]]) -> Metadata:
    """The first value of each field that can be meant: one line, and no address or placeholder of a program.

    A time is cut to its day. Nothing is said of what is passed over: nobody has written it for Quoth.
    """
    fields = {name: _first(_usable(name, value) for value in values) for name, values in stated.items()}
    return parse_fields(fields, where="its properties")[0]


def _first(values: Iterator[str]) -> str:
    return next(filter(None, values), "")


def _usable(name: str, value: str) -> str:
    """A value if a person can have meant it; the date of a page or book is that of the text, and stays as it is."""
    words = _one_line(value)
    if _ADDRESS.match(words):
        return ""
    if name == "date":
        slashes = _WITH_SLASHES.fullmatch(words)
        parts = [part.zfill(2) for part in slashes.groups() if part] if slashes else []
        return "-".join(parts) or _DAY.sub(r"\1", words)
    readers = {"title": stated_title, "author": stated_author, "language": stated_language}
    return readers[name](words) if name in readers else words


def _one_line(value: str) -> str:
    words = " ".join(value.split())
    return words if words.isprintable() and len(words) <= _LONGEST else ""
