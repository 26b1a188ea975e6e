"""The quotation marks of European print and typing: which family each belongs to, and which way it faces."""

import re
from dataclasses import dataclass
from typing import Literal

Family = Literal["double", "single", "guillemet", "small guillemet", "corner", "white corner"]

# What it costs to read a mark against its shape, on the scale of ``costs.py``. An opening curly mark is often typed
# for a closing one and the other way round; a low mark („) never closes.
_AGAINST_SHAPE = 3.0
_HARDLY = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A mark's family, and the cost of taking it for an opening and for a closing one."""

    family: Family
    opens: float
    closes: float


def _both(family: Family) -> Glyph:
    return Glyph(family=family, opens=0.0, closes=0.0)


def _opening(family: Family, *, closes: float = _AGAINST_SHAPE) -> Glyph:
    return Glyph(family=family, opens=0.0, closes=closes)


def _closing(family: Family, *, opens: float = _AGAINST_SHAPE) -> Glyph:
    return Glyph(family=family, opens=opens, closes=0.0)


GLYPHS: dict[str, Glyph] = {
    '"': _both("double"),
    "\uff02": _both("double"),
    "“": _opening("double"),
    "‟": _opening("double"),
    "„": _opening("double", closes=_HARDLY),
    "\u2e42": _opening("double", closes=_HARDLY),
    "❝": _opening("double", closes=_HARDLY),
    "〝": _opening("double", closes=_HARDLY),
    "``": _opening("double", closes=_HARDLY),
    "‘‘": _opening("double", closes=_HARDLY),
    "”": _closing("double"),
    "❞": _closing("double", opens=_HARDLY),
    "〞": _closing("double", opens=_HARDLY),
    "〟": _closing("double", opens=_HARDLY),
    # Two straight single marks close a LaTeX quotation and, in some typing, open one too: ''so''.
    "''": _closing("double", opens=1.0),
    "’’": _closing("double"),
    "'": _both("single"),
    "\uff07": _both("single"),
    "‘": _opening("single"),
    "‛": _opening("single"),
    "‚": _opening("single", closes=_HARDLY),
    "❛": _opening("single", closes=_HARDLY),
    "`": _opening("single", closes=_HARDLY),
    # The apostrophe, so rarely an opening mark.
    "’": _closing("single", opens=4.0),
    "´": _closing("single"),
    "❜": _closing("single", opens=_HARDLY),
    "«": _opening("guillemet"),
    "»": _closing("guillemet"),
    "‹": _opening("small guillemet"),
    "›": _closing("small guillemet"),
    "「": _opening("corner", closes=_HARDLY),
    "」": _closing("corner", opens=_HARDLY),
    "『": _opening("white corner", closes=_HARDLY),
    "』": _closing("white corner", opens=_HARDLY),
}

# Two single marks side by side: one double mark, or two single ones that end together (‘he said ‘no’’).
DOUBLED_SINGLE = ("''", "’’")
# Marks that are apostrophes between two letters or figures, whatever else they may be elsewhere.
APOSTROPHES = "'’\uff07´"
# The closing mark of each opening one where the closing shape is an opening shape elsewhere: German „so“ and »so«,
# Swedish ”so” needs no entry, for a closing mark closes anyway.
PARTNERS = frozenset({("„", "“"), ("‚", "‘"), ("»", "«"), ("›", "‹"), ("\u2e42", "“")})

MARK_CHARS = frozenset("".join(GLYPHS))
_CHARS = re.escape("".join(sorted(MARK_CHARS)))
# Of three single marks after a word the first is by itself: ''They said, 'No.''' The look ahead keeps the search fast.
MARK = re.compile(rf"(?=[{_CHARS}])(?:(?<=[^\s'’])(?:'(?=''(?!'))|’(?=’’(?!’)))|``|''|‘‘|’’|[{_CHARS}])")
