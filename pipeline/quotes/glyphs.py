"""The quotation marks of European print and typing: which family each belongs to, and which way it faces."""

import re
from dataclasses import dataclass

# A family is known by its plainest mark: double, single, the two kinds of guillemet, the two of corner bracket.
Family = str
DOUBLE: Family = '"'
SINGLE: Family = "'"
GUILLEMET: Family = "«"
SMALL_GUILLEMET: Family = "‹"
CORNER: Family = "「"
WHITE_CORNER: Family = "『"

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
    '"': _both(DOUBLE),
    "\uff02": _both(DOUBLE),
    "“": _opening(DOUBLE),
    "‟": _opening(DOUBLE),
    "„": _opening(DOUBLE, closes=_HARDLY),
    "\u2e42": _opening(DOUBLE, closes=_HARDLY),
    "❝": _opening(DOUBLE, closes=_HARDLY),
    "〝": _opening(DOUBLE, closes=_HARDLY),
    "``": _opening(DOUBLE, closes=_HARDLY),
    "‘‘": _opening(DOUBLE, closes=_HARDLY),
    "”": _closing(DOUBLE),
    "❞": _closing(DOUBLE, opens=_HARDLY),
    "〞": _closing(DOUBLE, opens=_HARDLY),
    "〟": _closing(DOUBLE, opens=_HARDLY),
    # Two straight single marks close a LaTeX quotation and, in some typing, open one too: ''so''.
    "''": _closing(DOUBLE, opens=1.0),
    "’’": _closing(DOUBLE),
    "'": _both(SINGLE),
    "\uff07": _both(SINGLE),
    "‘": _opening(SINGLE),
    "‛": _opening(SINGLE),
    "‚": _opening(SINGLE, closes=_HARDLY),
    "❛": _opening(SINGLE, closes=_HARDLY),
    "`": _opening(SINGLE, closes=_HARDLY),
    # The apostrophe, so rarely an opening mark.
    "’": _closing(SINGLE, opens=4.0),
    "´": _closing(SINGLE),
    "❜": _closing(SINGLE, opens=_HARDLY),
    "«": _opening(GUILLEMET),
    "»": _closing(GUILLEMET),
    "‹": _opening(SMALL_GUILLEMET),
    "›": _closing(SMALL_GUILLEMET),
    "「": _opening(CORNER, closes=_HARDLY),
    "」": _closing(CORNER, opens=_HARDLY),
    "『": _opening(WHITE_CORNER, closes=_HARDLY),
    "』": _closing(WHITE_CORNER, opens=_HARDLY),
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
