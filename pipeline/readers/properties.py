"""What the properties of a file state, as the weakest source: only what a person seems to have written."""

import re
from typing import Final

# What programs write where nobody has given a title: the file's name, or what the document is called before it has one.
_NO_TITLE: Final = re.compile(
    r"microsoft (?:word|powerpoint) ?-.*|untitled.*|document\d*|title|\(anonymous\)|layout \d+|print|page \d+|"
    r".*\.(?:docx?|odt|rtf|pdf|tex|dvi|indd|qxd|html?|txt|pages|ps|xml|fm|p65)|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR: Final = re.compile(
    r"user|admin|administrator|owner|author|unknown|anonymous|root|microsoft.*|\(.*\)|[\W\d_]*", re.IGNORECASE
)
_LONGEST: Final = 300
# Programs that date files are not older; a file that says so has a clock that was never set.
_FIRST_YEAR: Final = 1985
_LAST_YEAR: Final = 2099


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


def _one_line(value: str) -> str:
    words = " ".join(value.split())
    return words if words.isprintable() and len(words) <= _LONGEST else ""
