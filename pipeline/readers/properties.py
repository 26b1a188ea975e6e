"""What a file's own properties say about its text: the weakest of all statements, taken only where it makes sense."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline.readers.front_matter import parse_fields
from pipeline.readers.reading import Metadata

_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})T\d.*")
_ADDRESS: Final = re.compile(r"\w+://")
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?")
# What programs write into a file where nobody has written anything.
_PLACEHOLDERS: Final = frozenset(
    "untitled,untitled document,document1,word document,microsoft word,microsoft office user,unknown,unknown author,"
    "user,admin,administrator,author,default,title,normal,und,python-docx,[no title]".split(",")
)


def tidy(stated: Mapping[str, Iterable[str]]) -> Metadata:
    """The first value of each field that can be meant: one line, and no address or placeholder of a program.

    A time is cut to its day; a language is a code, its country in capitals ("en_gb" is "en-GB"). Nothing is said
    of what is passed over: nobody has written it for Quoth.
    """
    fields = {name: _first(_usable(name, value) for value in values) for name, values in stated.items()}
    return parse_fields(fields, where="its properties")[0]


def _first(values: Iterator[str]) -> str:
    return next(filter(None, values), "")


def _usable(name: str, value: str) -> str:
    value = " ".join(value.split())
    if value.casefold() in _PLACEHOLDERS or _ADDRESS.match(value):
        return ""
    if name == "date":
        return _DAY.sub(r"\1", value)
    if name == "language":
        code = _LANGUAGE.fullmatch(value)
        return "" if code is None else f"{code[1].lower()}-{code[2].upper()}" if code[2] else code[1].lower()
    return value
