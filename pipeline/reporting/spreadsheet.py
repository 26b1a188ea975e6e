"""Cells that come out of a spreadsheet as they went in.

A spreadsheet calculates what begins like a formula, and makes a date of «9/11» and a number of «007».
An apostrophe before it keeps it as it is; who reads the table again takes the apostrophe away.
"""

import re
from typing import Final

# Excel, LibreOffice and Numbers take these, and a tab or carriage return before them, for a formula.
_FORMULA: Final = re.compile(r"\s*[=+@-]")
_MONTHS: Final = "jan feb mar apr may jun jul aug sep sept oct nov dec".split()
_FULL_MONTHS: Final = "january february march april june july august september october november december".split()
_TIMES: Final = ["am", "pm", "a", "p", "e"]
# Digits and marks alone, or beside the name of a month or a time of day: 1/2, 2021-03-04, 1e5, May 1968, 4-jan, 10 pm.
_CONVERTED: Final = re.compile(
    rf"(?=.*\d)(?:[\W\d_]|(?<![a-z])(?:{'|'.join([*_FULL_MONTHS, *_MONTHS, *_TIMES])})(?![a-z]))*", re.IGNORECASE
)
_WORDS: Final = frozenset({"true", "false"})
_LONGEST: Final = 40


def guarded(cell: str) -> str:
    """The cell, with an apostrophe before it where it would be calculated."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def guarded_key(cell: str) -> str:
    """The cell, with an apostrophe before it where it would be calculated or made a number, a date or a truth value."""
    short = cell if len(cell) <= _LONGEST else ""
    converted = short.casefold() in _WORDS or (short and _CONVERTED.fullmatch(short))
    return f"'{cell}" if converted or _FORMULA.match(cell) else cell
