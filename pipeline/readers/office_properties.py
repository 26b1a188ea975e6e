"""What the properties of a PDF or RTF file state, where a person and no program seems to have written it."""

import re
from typing import Final

from pipeline.readers.properties import tidy
from pipeline.readers.reading import Metadata

# The name of a file or of the program that printed it: what stands there where nobody has given a title.
_NO_TITLE: Final = re.compile(
    r"microsoft (?:word|powerpoint) ?-.*|untitled.*|document\d*|title|\(anonymous\)|layout \d+|print|page \d+|"
    r".*\.(?:docx?|odt|rtf|pdf|tex|dvi|indd|qxd|html?|txt|pages|ps|xml|fm|p65)|[\W\d_]*",
    re.IGNORECASE,
)
_NO_AUTHOR: Final = re.compile(r"owner|anonymous|root|microsoft.*|\(.*\)|[\W\d_]*", re.IGNORECASE)
_LONGEST: Final = 300
# Such files are not older, and one that says so was made where the clock was never set.
_FIRST_YEAR: Final = 1985
_LAST_YEAR: Final = 2099


def state_properties(*, title: str, author: str, date: tuple[int, int, int]) -> Metadata:
    """The title, author and day of a file's making; of ``date``, its year, month and day, as far as they can be."""
    return tidy(
        {"title": [_one_line(title, _NO_TITLE)], "author": [_one_line(author, _NO_AUTHOR)], "date": [_day(date)]}
    )


def _one_line(value: str, nothing: re.Pattern[str]) -> str:
    words = " ".join(value.split())
    return words if words.isprintable() and len(words) <= _LONGEST and not nothing.fullmatch(words) else ""


def _day(date: tuple[int, int, int]) -> str:
    year, month, day = date
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ""
    if not 1 <= month <= 12:
        return f"{year}"
    return f"{year}-{month:02}-{day:02}" if 1 <= day <= 31 else f"{year}-{month:02}"
