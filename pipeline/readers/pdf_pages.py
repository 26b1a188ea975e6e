"""What belongs to the pages of a PDF and not to its text: running heads and feet, page numbers, footnotes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from pipeline.readers.pdf_lines import Line

_LEVELS: Final = 3
_SAME_HEIGHT: Final = 4.0
_MAX_WORDS: Final = 16
_SET_APART: Final = 1.55
_ROMAN: Final = re.compile(r"(?=[ivxlc])(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})", re.IGNORECASE)
_ARABIC: Final = re.compile(r"\d{1,4}")
_TOKENS: Final = re.compile(r"\w+")
_BARE_NUMBER: Final = re.compile(
    r"(?:page )?[-–—(\[| ]*(?:\d{1,4}|[ivxlc]{1,7})(?: (?:of|/) \d{1,4})?[-–—)\]| ]*", re.IGNORECASE
)
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SMALLER: Final = 0.94
_SENTENCE_ENDS: Final = tuple(".!?”’\"')]")
# "1 See", "1. See", "[1] See", "* See": how a note begins.
_LABEL: Final = re.compile(r"[\[(]?(\d{1,3}|[*†‡§¶‖]{1,3})[\])]?(?:[.:]?\s+|[.:]|(?=[^\W\d_]))(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    """The lines at one height of a page."""

    page: int
    y: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def type_size(lines: Iterable[Line]) -> float:
    """The size of type in which most of the letters of a document stand; 0 where there are none."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.em, 1)] += len(line.text)
    return min(sizes, key=lambda size: (-sizes[size], size), default=0.0)


def without_running_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without running heads and feet and page numbers.

    One is an outermost line that is set apart and comes back at the same height, or holds a number that counts the
    pages; and a number alone, if it counts them or is set apart.
    """
    tops = [_levels(page) for page in pages]
    edges = [tops, [list(reversed(levels)) for levels in tops]]
    gone: set[int] = set()
    for levels_of in edges:
        outer = [levels[:_LEVELS] for levels in levels_of]
        offset = _page_offset(outer)
        repeated = _repeated(outer)
        for levels in levels_of:
            gone.update(_running(levels, offset=offset, repeated=repeated))
    return [[line for line in page if id(line) not in gone] for page in pages]


def _levels(lines: Sequence[Line]) -> list[_Level]:
    """The levels of a page from top to bottom."""
    levels: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        if levels and levels[-1][0].y - line.y < _SAME_HEIGHT / 2:
            levels[-1].append(line)
        else:
            levels.append([line])
    return [
        _Level(page=level[0].page, y=level[0].y, lines=tuple(sorted(level, key=lambda line: line.x0)))
        for level in levels
    ]


def _numbers(level: _Level) -> set[int]:
    """The numbers that a level begins or ends with, if it is short enough for a head."""
    tokens = _TOKENS.findall(level.text)
    if len(tokens) > _MAX_WORDS:
        return set()
    return {value for token in {*tokens[:1], *tokens[-1:]} if (value := _value(token)) is not None}


def _value(token: str) -> int | None:
    if _ARABIC.fullmatch(token):
        return int(token)
    if not _ROMAN.fullmatch(token):
        return None
    values = [_VALUES[char] for char in token.lower()]
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _page_offset(outer: Sequence[Sequence[_Level]]) -> int | None:
    """How far page numbers are from the count of the sheets; None where no number counts the pages."""
    offsets = Counter(
        offset for levels in outer for level in levels[:2] for offset in {n - level.page for n in _numbers(level)}
    )
    best = min(offsets, key=lambda offset: (-offsets[offset], abs(offset)), default=None)
    return best if best is not None and offsets[best] >= max(2, len(outer) // 3) else None


def _repeated(outer: Sequence[Sequence[_Level]]) -> Mapping[str, list[float]]:
    """The heights at which each text stands, on different pages."""
    heights: dict[str, list[float]] = {}
    for levels in outer:
        for text, y in {level.text.casefold(): level.y for level in levels}.items():
            heights.setdefault(text, []).append(y)
    return heights


def _running(levels: Sequence[_Level], *, offset: int | None, repeated: Mapping[str, list[float]]) -> Iterator[int]:
    """The lines of a page, by identity, that are no text, from its edge inwards; the first that is text ends it."""
    for number, level in enumerate(levels[:_LEVELS]):
        inner = levels[number + 1] if number + 1 < len(levels) else None
        apart = inner is None or abs(level.y - inner.y) > _SET_APART * max(line.em for line in inner.lines)
        n_same = sum(abs(y - level.y) <= _SAME_HEIGHT for y in repeated.get(level.text.casefold(), ()))
        bare = _BARE_NUMBER.fullmatch(level.text) is not None
        counted = offset is not None and level.page + offset in _numbers(level)
        is_note = any(line.label for line in level.lines)  # "Ibid." stands at the foot of many pages
        if is_note or not ((counted and bare) or (apart and (counted or bare or n_same > 1))):
            return
        yield from map(id, level.lines)


def part_footnotes(pages: Sequence[Sequence[Line]], *, em: float) -> tuple[list[list[Line]], list[Line]]:
    """The pages without footnotes, and the lines of these; the first line of each has its number as ``label``."""
    kept: list[list[Line]] = []
    notes: list[Line] = []
    last = 0
    for page in pages:
        found = _footnote_lines(page, em=em, last=notes[-1] if notes else None)
        identities = set(map(id, found.values()))
        kept.append([line for line in page if id(line) not in identities])
        for number, line in enumerate(found.values()):
            labelled = _labelled(line, last=last, first=number == 0)
            last = int(labelled.label) if labelled.label.isdecimal() else last
            notes.append(labelled)
    return kept, notes


def _footnote_lines(page: Sequence[Line], *, em: float, last: Line | None) -> dict[int, Line]:
    """The lines at the foot of the columns of a page that are notes, by their place on the page."""
    referred = {reference for line in page for reference in line.references if not line.label}
    found: dict[int, Line] = {}
    at = 0
    for _, group in groupby(page, key=lambda line: line.column):
        lines = list(group)
        start = at + _foot(lines, em=em, referred=referred, last=last)
        at += len(lines)
        if not _stands_above(page[start:at], [other for other in page if other.em > _SMALLER * em]):
            found.update((number, page[number]) for number in range(start, at))
            last = page[at - 1] if start < at else last
    return found


def _stands_above(notes: Sequence[Line], others: Sequence[Line]) -> bool:
    """Whether any of the other lines stands below the notes, and so what looks like notes is none."""
    left, right = min((line.x0 for line in notes), default=0.0), max((line.x1 for line in notes), default=0.0)
    return any(other.y < notes[-1].y and other.x0 < right and left < other.x1 for other in others if notes)


def _foot(lines: Sequence[Line], *, em: float, referred: set[str], last: Line | None) -> int:
    """Where the notes at the foot of a column begin: small type to its end, with a number or sign.

    Type of the size of the text counts where its raised number is one that the text of the page refers to. Small
    lines before the first number are the rest of the last page's note where they stand close to it, and else a
    quotation in small type; without any number, where that note, ``last``, has broken off.
    """
    start = len(lines)
    while start and lines[start - 1].em <= _SMALLER * em:
        start -= 1
    same_size = next((n for n, line in enumerate(lines) if line.label and line.label in referred), None)
    if same_size is not None and same_size < start:
        start = same_size
    first = next((number for number in range(start, len(lines)) if _begins_note(lines[number], referred)), None)
    if first is None:
        broken_off = last is not None and start < len(lines) and _breaks_off(last, lines[start])
        return start if broken_off else len(lines)
    while last is not None and first > start and _is_close(lines[first - 1], lines[first]):
        first -= 1
    return first


def _is_close(before: Line, after: Line) -> bool:
    return before.y - after.y < 1.5 * after.em and abs(before.em - after.em) < 0.05 * after.em


def _breaks_off(last: Line, line: Line) -> bool:
    return not last.text.endswith(_SENTENCE_ENDS) and abs(last.em - line.em) < 0.05 * line.em


def _begins_note(line: Line, referred: set[str]) -> bool:
    if line.label:
        return True
    match = _LABEL.match(line.text)
    return match is not None and (match[1] in referred or not referred)


def _labelled(line: Line, *, last: int, first: bool) -> Line:
    """The line with the number that it begins with as its label, if that is the next number, a sign or 1."""
    match = None if line.label else _LABEL.match(line.text)
    if match is None or (match[1].isdecimal() and int(match[1]) not in {1, last + 1} and not first):
        return line
    return replace(line, label=match[1], text=line.text[match.end() :])
