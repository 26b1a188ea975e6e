"""What the names of paragraph styles in Word and LibreOffice say of a paragraph."""

import re
from collections.abc import Mapping
from typing import Final, Literal

Role = Literal["", "heading", "quotation", "left out"]

# Both programs keep the English names of their own styles in the file, whatever language they speak themselves.
_HEADING: Final = re.compile(r"heading(?: ?\d{1,2})?|title|subtitle|chapter(?: title| heading)?")
_QUOTATION: Final = re.compile(
    r"(?:intense ?)?quote|quotations?|block ?(?:text|quotations?|quotes?)|"
    r"(?:long|indented|displayed?) (?:quote|quotation)s?|"
    r"extracts?|epigraph|citation(?: intense)?"
)
_LEFT_OUT: Final = re.compile(r"(?:toc|contents|index) (?:\d+|heading)|table of (?:figures|contents|authorities)")
_MOST_PARENTS: Final = 30


def role_of(name: str, parents: Mapping[str, str]) -> Role:
    """What a style makes of a paragraph, by its name or the first of its parents' that says it."""
    for _ in range(_MOST_PARENTS):
        plain = " ".join(name.replace("_20_", " ").replace("_", " ").lower().split())
        if _LEFT_OUT.fullmatch(plain):
            return "left out"
        if _HEADING.fullmatch(plain):
            return "heading"
        if _QUOTATION.fullmatch(plain):
            return "quotation"
        if name not in parents:
            break
        name = parents[name]
    return ""
