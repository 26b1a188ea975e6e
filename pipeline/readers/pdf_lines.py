"""The lines of a PDF page in the order of reading: words on one baseline, column after column."""

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from pipeline.readers.pdf_setting import WORD_GAP, Word

# Shares of the size of the type. A note's number is raised by a third (LibreOffice, Word) or a little more (TeX).
_SAME_BASELINE: Final = 0.2
_FARTHEST_RAISED: Final = 0.7
_LEAST_RAISED: Final = 0.12
_LARGEST_RAISED: Final = 0.84
_TWICE: Final = 0.12
_REFERENCE: Final = re.compile(r"[\[(]?(?:\d{1,3}(?:[,–-]\d{1,3})*|[*†‡§¶‖]{1,3}|[a-z])[\])]?")
# "12 km²": a power, no note.
_UNIT: Final = re.compile(r"(?:\d|\b)[kcdm]?m\Z")
_GUTTER: Final = 0.7
_FEWEST_ROWS: Final = 4
_LEAST_COLUMN: Final = 0.25
_STEP: Final = 3.0
_MAX_SPLITS: Final = 3
_LETTERSPACED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of one column. ``head`` is the width of its first word, ``em`` the size of its type, in points.

    ``label`` is the raised number or sign that it begins with, ``references`` those that were left out of it.
    """

    text: str
    page: int
    column: int
    n_columns: int
    x0: float
    x1: float
    y: float
    em: float
    bold: bool
    head: float
    label: str = ""
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Words of about one baseline, from left to right; ``words`` are never none."""

    words: tuple[Word, ...]
    y: float
    em: float

    @property
    def n_chars(self) -> int:
        return sum(len(word.text) for word in self.words)


_Column = tuple[list[_Row], int]


def read_lines(words: Sequence[Word], *, page: int, column: int = 0, hint: float | None = None) -> list[Line]:
    """The lines of a page in the order of reading; columns are numbered from ``column`` on.

    ``hint`` is where an earlier page had the space between its columns: a last page has few lines to show it.
    """
    lines = []
    for number, (rows, n_columns) in enumerate(_columns(words, hint=hint), column):
        for row in rows:
            line = _line(row, page=page, column=number, n_columns=n_columns)
            if line.text or line.label:
                lines.append(line)
    return lines


def find_gutter(words: Sequence[Word]) -> float | None:
    """Where the white space between two columns runs through a page; None where it has one column."""
    return _find_gutter(_rows(words))


def _rows(words: Sequence[Word]) -> list[_Row]:
    """The rows from top to bottom, what is raised or lowered in the row that it belongs to."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.y, word.x0)):
        if groups and abs(groups[-1][0].y - word.y) <= _SAME_BASELINE * min(groups[-1][0].size, word.size):
            groups[-1].append(word)
        else:
            groups.append([word])
    return _with_raised([_row(group) for group in groups])


def _row(words: Sequence[Word]) -> _Row:
    sizes = Counter[float]()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    em = min(sizes, key=lambda size: (-sizes[size], -size))
    level = median(word.y for word in words if round(word.size, 1) == em)
    return _Row(words=tuple(sorted(words, key=lambda word: (word.x0, word.x1, word.text))), y=level, em=em)


def _with_raised(rows: list[_Row]) -> list[_Row]:
    """The rows, those of small type that stand a little above or below another as parts of it."""
    taken: dict[int, list[Word]] = {}
    kept = []
    for number, row in enumerate(rows):
        near = range(max(0, number - 2), min(len(rows), number + 4))
        home = next((other for other in near if other != number and _belongs(row, rows[other])), None)
        if home is None:
            kept.append(number)
        else:
            taken.setdefault(home, []).extend(row.words)
    return [_row([*rows[number].words, *taken[number]]) if number in taken else rows[number] for number in kept]


def _belongs(row: _Row, other: _Row) -> bool:
    above = row.y - other.y
    if row.em > _LARGEST_RAISED * other.em or not -0.4 * other.em < above < _FARTHEST_RAISED * other.em:
        return False
    left, right = other.words[0].x0 - 2 * other.em, other.words[-1].x1 + 2 * other.em
    return row.n_chars < other.n_chars and all(left <= word.x0 and word.x1 <= right for word in row.words)


def _columns(words: Sequence[Word], splits: int = 0, hint: float | None = None) -> Iterator[_Column]:
    """The columns of a page, each with how many stand side by side there; a row across all of them parts them.

    The rows of each are found anew: those of the page mix two columns whose lines are not of one height.
    """
    rows = _rows(words)
    gutter = _find_gutter(rows) if splits < _MAX_SPLITS else None
    zones = [] if gutter is None else _zones(rows, gutter, weigh=_weight)
    if gutter is None and hint is not None:
        gutter, zones = hint, _zones(rows, hint, weigh=_weight_known)
    if gutter is None or not zones:
        yield rows, 1
        return
    at = 0
    for first, last in [*zones, (len(rows), len(rows))]:
        if at < first:
            yield rows[at:first], 1
        inside = [word for row in rows[first:last] for word in row.words]
        for side in ([w for w in inside if w.x0 < gutter], [w for w in inside if w.x0 >= gutter]):
            yield from ((column, n + 1) for column, n in _columns(side, splits + 1))
        at = last


def _find_gutter(rows: Sequence[_Row]) -> float | None:
    """Where the white space between two columns runs; None where there is one column.

    It is where rows stand on both sides and none across, for four rows or more, with words enough on the right.
    """
    if len(rows) < _FEWEST_ROWS:
        return None
    left, right = min(row.words[0].x0 for row in rows), max(row.words[-1].x1 for row in rows)
    n_steps = min(400, int((right - left) / _STEP))
    places = [left + step * _STEP for step in range(n_steps // 6, n_steps - n_steps // 6)]
    scores = [
        sum(_weight(rows[first:last], place) for first, last in _zones(rows, place, weigh=_weight)) for place in places
    ]
    best = max(scores, default=0)
    if best <= 0:
        return None
    equal = [place for place, score in zip(places, scores, strict=True) if score == best]
    return equal[len(equal) // 2]


def _zones(
    rows: Sequence[_Row], gutter: float, *, weigh: Callable[[Sequence[_Row], float], int]
) -> list[tuple[int, int]]:
    """The stretches of rows that stand on both sides of a place and not across it."""
    zones, start = [], 0
    crossing = [number for number, row in enumerate(rows) if _side(row, gutter) == "across"]
    for end in [*crossing, len(rows)]:
        if weigh(rows[start:end], gutter):
            zones.append((start, end))
        start = end + 1
    return zones


def _side(row: _Row, place: float) -> str:
    index = bisect_left([word.x0 for word in row.words], place)
    before = max((word.x1 for word in row.words[:index]), default=None)
    after = row.words[index].x0 if index < len(row.words) else None
    if after is None:
        return "across" if before is not None and before > place else "left"
    if before is None:
        return "right"
    return "both" if before < place and after - before >= _GUTTER * row.em else "across"


def _weight(rows: Sequence[_Row], gutter: float) -> int:
    """How many rows speak for two columns there; 0 where too few do."""
    sides = Counter(_side(row, gutter) for row in rows)
    fewest = sides["both"] + min(sides["left"], sides["right"])
    if fewest < _FEWEST_ROWS:
        return 0
    left = sum(word.x1 - word.x0 for row in rows for word in row.words if word.x0 < gutter)
    right = sum(word.x1 - word.x0 for row in rows for word in row.words if word.x0 >= gutter)
    return fewest if min(left, right) >= _LEAST_COLUMN * max(left, right) else 0


def _weight_known(rows: Sequence[_Row], gutter: float) -> int:
    """How many rows have words in both columns of a page whose columns are known from others."""
    fewest = sum(_side(row, gutter) == "both" for row in rows)
    return fewest if fewest > 1 else 0


def _line(row: _Row, *, page: int, column: int, n_columns: int) -> Line:
    words = [word for index, word in enumerate(row.words) if not _repeats(row.words, index)]
    n_spaced = sum(len(word.text) == 1 and word.text.isalpha() for word in words)
    wide = _letter_gap(words) if n_spaced >= _LETTERSPACED and n_spaced >= 0.8 * len(words) else 0.0
    pieces: list[str] = []
    label, references, head = "", [], 0.0
    for index, word in enumerate(words):
        before = words[index - 1] if index else None
        if _is_reference(word, row, before):
            references.append(word.text)
            label = word.text if not pieces and len(references) == 1 else label
            continue
        gap = word.x0 - before.x1 if before else 0.0
        spaced = gap > wide if wide else bool(before) and (word.spaced or gap > WORD_GAP * min(word.size, row.em))
        if pieces and spaced:
            head = head or (before or word).x1 - words[0].x0
            pieces.append(" ")
        pieces.append(word.text)
    kept = [word for word in words if not _is_raised(word, row)] or words
    n_bold = sum(len(word.text) for word in kept if word.bold)
    return Line(
        text=" ".join("".join(pieces).split()),
        page=page,
        column=column,
        n_columns=n_columns,
        x0=words[0].x0,
        x1=max(word.x1 for word in words),
        y=row.y,
        em=row.em,
        bold=n_bold > 0.9 * sum(len(word.text) for word in kept),
        head=head or words[-1].x1 - words[0].x0,
        label=label,
        references=tuple(references),
    )


def _repeats(words: Sequence[Word], index: int) -> bool:
    """Whether a word is set over itself, a hair aside, which makes it look bold."""
    word = words[index]
    return any(
        other.text == word.text and abs(other.x0 - word.x0) < _TWICE * word.size
        for other in words[max(0, index - 3) : index]
    )


def _letter_gap(words: Sequence[Word]) -> float:
    """The space above which two letters of a letter-spaced line, "C H A P T E R", are of two words."""
    gaps = [after.x0 - before.x1 for before, after in itertools.pairwise(words)]
    return 1.7 * median(gaps) if gaps else 0.0


def _is_raised(word: Word, row: _Row) -> bool:
    return word.size <= _LARGEST_RAISED * row.em and word.y - row.y >= _LEAST_RAISED * row.em


def _is_reference(word: Word, row: _Row, before: Word | None) -> bool:
    """Whether a raised word refers to a note: a number, a sign or a letter; not "th", nor the 2 of "km²"."""
    if not _is_raised(word, row) or _REFERENCE.fullmatch(word.text) is None:
        return False
    return not (before is not None and word.text in {"2", "3"} and _UNIT.search(before.text))
