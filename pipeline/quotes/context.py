"""What stands on either side of a quotation mark, and which way it makes the mark face."""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum, auto

from pipeline.quotes.glyphs import MARK_CHARS

Stretch = tuple[int, int]


class Side(Enum):
    """The kind of character beside a mark, other marks and emphasis signs being looked through."""

    EDGE = auto()
    LINE = auto()
    SPACE = auto()
    OPENING = auto()
    DASH = auto()
    LETTER = auto()
    DIGIT = auto()
    LINK = auto()
    STOP = auto()


_OPENING_BRACKETS = frozenset("([{¿¡⟨")
_DASHES = frozenset("-‐‑‒–—―/|<>~\\")
_LINKS = frozenset(",:;=")
_STOPS = frozenset(".!?…)]}%⟩")
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
_NARROW_SPACES = frozenset("\u00a0\u2009\u200a\u202f")
# Emphasis signs, invisible characters, and the narrow spaces that printers put between two marks.
_TRANSPARENT = MARK_CHARS | _NARROW_SPACES | frozenset("*_\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

# What it costs to take a mark for an opening or a closing one. 0 is how the style manuals set marks: an opening one
# after space, bracket or dash and before a word, a closing one the other way round. About 3 is a slip of the fingers:
# a space too few or too many. Ties are broken by whether a quotation is open. A line is hardly ever broken between a
# mark and its words: in text set apart by a tokeniser, where all marks stand between spaces, that alone tells.
_OPENS_AFTER = {
    Side.EDGE: 0.0,
    Side.LINE: 0.0,
    Side.SPACE: 0.0,
    Side.OPENING: 0.0,
    Side.DASH: 0.3,
    Side.LETTER: 4.0,
    Side.DIGIT: 4.0,
    Side.LINK: 1.5,
    Side.STOP: 3.0,
}
_OPENS_BEFORE = {
    Side.EDGE: 6.0,
    Side.LINE: 4.0,
    Side.SPACE: 2.5,
    Side.OPENING: 0.0,
    Side.DASH: 0.5,
    Side.LETTER: 0.0,
    Side.DIGIT: 0.0,
    Side.LINK: 3.0,
    Side.STOP: 2.0,
}
_CLOSES_AFTER = {
    Side.EDGE: 6.0,
    Side.LINE: 4.0,
    Side.SPACE: 2.5,
    Side.OPENING: 4.0,
    Side.DASH: 0.3,
    Side.LETTER: 0.0,
    Side.DIGIT: 0.0,
    Side.LINK: 0.0,
    Side.STOP: 0.0,
}
_CLOSES_BEFORE = {
    Side.EDGE: 0.0,
    Side.LINE: 0.0,
    Side.SPACE: 0.0,
    Side.OPENING: 0.5,
    Side.DASH: 0.2,
    Side.LETTER: 3.0,
    Side.DIGIT: 0.8,
    Side.LINK: 0.0,
    Side.STOP: 0.0,
}


def opening_cost(left: Side, right: Side) -> float:
    """Return what it costs to take a mark that stands between these two for an opening one."""
    return _OPENS_AFTER[left] + _OPENS_BEFORE[right]


def closing_cost(left: Side, right: Side) -> float:
    """Return what it costs to take a mark that stands between these two for a closing one."""
    return _CLOSES_AFTER[left] + _CLOSES_BEFORE[right]


def sides(text: str, marks: Sequence[Stretch], *, start: int, end: int) -> Iterator[tuple[Side, Side]]:
    """Yield what stands left and right of each of ``marks``, which are in order, within ``text[start:end]``.

    Marks and emphasis signs directly beside a mark are looked through, so that both marks of “‘Yes,’ he said.” face
    the same word. Each gap between marks is looked at twice at most: linear in the length of the text.
    """
    lefts = _lefts(text, marks, start)
    rights = _rights(text, marks, end)
    return zip(lefts, rights, strict=True)


def _lefts(text: str, marks: Sequence[Stretch], start: int) -> list[Side]:
    found: list[Side] = []
    border = start
    for mark_start, mark_end in marks:
        at = mark_start - 1
        while at >= border and text[at] in _TRANSPARENT:
            at -= 1
        if at < border:
            found.append(found[-1] if found else Side.EDGE)
        else:
            found.append(Side.SPACE if text[mark_start - 1] in _NARROW_SPACES else _side(text[at]))
        border = mark_end
    return found


def _rights(text: str, marks: Sequence[Stretch], end: int) -> list[Side]:
    found: list[Side] = []
    border = end
    for mark_start, mark_end in reversed(marks):
        at = mark_end
        while at < border and text[at] in _TRANSPARENT:
            at += 1
        if at >= border:
            found.append(found[-1] if found else Side.EDGE)
        else:
            found.append(Side.SPACE if text[mark_end] in _NARROW_SPACES else _right_side(text, at, end))
        border = mark_start
    return found[::-1]


def _right_side(text: str, at: int, end: int) -> Side:
    """A full stop that begins an elision (“...and so”) may follow an opening mark: it counts as a dash."""
    if text[at] == "…" or text.startswith("..", at, end) or text.startswith(". .", at, end):
        return Side.DASH
    return _side(text[at])


def _side(char: str) -> Side:
    if char in _LINE_ENDS:
        return Side.LINE
    if char.isspace():
        return Side.SPACE
    if char.isdigit():
        return Side.DIGIT
    if char.isalpha():
        return Side.LETTER
    for side, chars in (
        (Side.OPENING, _OPENING_BRACKETS),
        (Side.DASH, _DASHES),
        (Side.LINK, _LINKS),
        (Side.STOP, _STOPS),
    ):
        if char in chars:
            return side
    return Side.SPACE if unicodedata.category(char) in ("Cc", "Zl", "Zp") else Side.LETTER
