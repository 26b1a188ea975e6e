"""The paragraphs of a PDF, from its lines: by indent, space, length of line and ends of sentences, across pages."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Final

from pipeline.readers.blocks import Block
from pipeline.readers.pdf_lines import Line
from pipeline.readers.pdf_words import Usage, join_lines
from pipeline.records import ParagraphKind

_INDENT: Final = 0.7
"""The least indent, in ems, that counts; the least in use is one em."""
_WIDEST_FIRST_INDENT: Final = 6.0
_USUAL_FIRST_INDENT: Final = 3.2
"""First lines are indented by one to three ems: half an inch in type of 12 points is three."""
_WORD_SPACE: Final = 0.25
_SAME_PLACE: Final = 3.0
_LOOSE: Final = 1.22
"""A distance of lines, in those of the document, above which a space was set."""
_FAR: Final = 2.2
_RAGGED: Final = 3.0
_SIZE_CHANGE: Final = 0.06
_LARGE: Final = 1.12
_SMALL: Final = 0.96
_LARGEST_SHARE_OF_SMALL: Final = 0.25
_LONGEST_HEADING: Final = 250
_SENTENCE_END: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*\Z")
_FULL_STOP: Final = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_ITEM: Final = re.compile(r"(?:[•‣▪◦·*–-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S")
_NOTES_HEAD: Final = re.compile(r"(?:end|foot)?notes(?: and references)?[.:]?|notes to .{1,60}", re.IGNORECASE)
_NOTE_NUMBER: Final = re.compile(r"[\[(]?\d{1,3}[\])]?[.:]?\s+(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the measures of a document are: its type, the distance of its lines in ems, the margins by column."""

    em: float
    leading: float
    margins: Mapping[int, tuple[float, float]]
    first_indent: float
    """The indent of first lines, in ems; 0 where paragraphs are parted by space."""
    small_is_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A line with its indents from both margins of its column, in ems; ``inset`` is how far it may reach to the right.

    That is 0 but in a quotation that is set in on the right too.
    """

    line: Line
    left: float
    right: float
    inset: float = 0.0


def measure_lines(lines: Sequence[Line], *, em: float) -> Page:
    """The measures of a document's lines without heads, feet and notes."""
    margins = _margins(lines)
    sizes = Counter[bool]()
    for line in lines:
        sizes[line.em < _SMALL * em] += len(line.text)
    page = Page(
        em=em,
        leading=_leading(lines, em),
        margins=margins,
        first_indent=0.0,
        small_is_text=sizes[True] > _LARGEST_SHARE_OF_SMALL * sizes.total(),
    )
    return Page(
        em=page.em,
        leading=page.leading,
        margins=margins,
        first_indent=_first_indent([_place(line, page) for line in lines]),
        small_is_text=page.small_is_text,
    )


def _leading(lines: Sequence[Line], em: float) -> float:
    """The distance of lines that is most frequent in the type of the text, in ems; 1.2 where there is none."""
    steps = Counter[float]()
    for before, after in pairwise(lines):
        alike = before.column == after.column and abs(before.em - em) + abs(after.em - em) < 0.1 * em
        if alike and 0.8 * em < before.y - after.y < 3.5 * em:
            steps[round((before.y - after.y) / em, 1)] += 1
    return min(steps, key=lambda step: (-steps[step], step), default=1.2)


def _margins(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """Where each column begins and ends; one of a few lines is as wide as the others of the document."""
    columns: dict[int, list[Line]] = {}
    for line in lines:
        columns.setdefault(line.column, []).append(line)
    own = {number: (_left(found), max(line.x1 for line in found)) for number, found in columns.items()}
    by_count: dict[int, list[tuple[int, int]]] = {}
    for number, found in columns.items():
        by_count.setdefault(found[0].n_columns, []).append((len(found), number))
    margins = {}
    for sizes in by_count.values():
        few = 0.5 * max(sizes)[0]
        full = [number for size, number in sizes if size >= few]
        width = median(own[number][1] - own[number][0] for number in full)
        lefts = sorted(own[number][0] for number in full)
        for size, number in sizes:
            left, right = own[number]
            if size < few:
                nearest = _nearest(lefts, left)
                left = nearest if abs(nearest - left) < 0.3 * width else left
            margins[number] = (left, max(right, left + width))
    return margins


def _nearest(places: Sequence[float], place: float) -> float:
    """The nearest of some places, which are in order."""
    at = bisect_left(places, place)
    return min(places[max(0, at - 1) : at + 1], key=lambda other: abs(other - place))


def _left(lines: Sequence[Line]) -> float:
    """The left margin: the leftmost place at which a fair share of the lines begin."""
    starts = sorted(line.x0 for line in lines)
    fewest = max(1, 0.12 * len(starts))
    near = (number for number, x0 in enumerate(starts) if bisect_right(starts, x0 + _SAME_PLACE) - number >= fewest)
    return starts[next(near, 0)]


def _place(line: Line, page: Page) -> _Placed:
    left, right = page.margins[line.column]
    return _Placed(line=line, left=(line.x0 - left) / page.em, right=(right - line.x1) / page.em)


def _first_indent(placed: Sequence[_Placed]) -> float:
    """The indent that lines have which stand between two at the margin, where that is common."""
    found = Counter[float]()
    for before, line, after in zip(placed, placed[1:], placed[2:], strict=False):
        if max(abs(before.left), abs(after.left)) < 0.3 and _INDENT <= line.left < _WIDEST_FIRST_INDENT:
            found[round(line.left * 2) / 2] += 1
    best = min(found, key=lambda indent: (-found[indent], indent), default=0.0)
    return best if found[best] >= max(2, 0.02 * len(placed)) else 0.0


def read_blocks(lines: Sequence[Line], page: Page, usage: Usage) -> list[Block]:
    """The paragraphs, headings and block quotations of a document's lines, and its endnotes where a heading says so."""
    groups = list(_group(lines, page))
    around = zip([[], *groups], groups, [*groups[1:], []], strict=False)
    blocks = [
        _block(group, page, usage, apart=_stands_apart([*before[-1:], *group, *after[:1]], page))
        for before, group, after in around
    ]
    return list(_with_endnotes([block for block in blocks if block.text]))


def read_notes(lines: Sequence[Line], usage: Usage) -> Iterator[Block]:
    """The footnotes: each from a line with a label to the next."""
    note: list[str] = []
    for line in lines:
        if line.label and note:
            yield Block(kind="note", text=join_lines(note, usage))
            note = []
        note.append(line.text)
    if note:
        yield Block(kind="note", text=join_lines(note, usage))


def _group(lines: Sequence[Line], page: Page) -> Iterator[list[_Placed]]:
    placed = _with_narrow_margins([_place(line, page) for line in lines], page)
    group: list[_Placed] = []
    for number, one in enumerate(placed):
        after = placed[number + 1] if number + 1 < len(placed) else None
        if group and _parts(group, one, after, page):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _parts(group: Sequence[_Placed], one: _Placed, after: _Placed | None, page: Page) -> bool:
    """Whether a new paragraph begins with a line, after those of a group."""
    last = group[-1]
    a, b = last.line, one.line
    if abs(a.em - b.em) > _SIZE_CHANGE * page.em or (a.bold != b.bold and (_all_bold(group) or b.bold)):
        return not _runs_on(group, one)
    same_column = a.column == b.column
    step = (a.y - b.y) / page.em if same_column else page.leading
    ended, short = _SENTENCE_END.search(a.text) is not None, _is_short(last, one)
    if step > _FAR * page.leading or step < 0:
        return not (_runs_on(group, one) and not short)
    if step > _LOOSE * page.leading * max(1.0, a.em / page.em):
        return not (_runs_on(group, one) and not short and abs(one.left - last.left) < _INDENT)
    if short and (ended or _begins_item(b.text)):
        return True
    return _steps_aside(group, one, after, ended=ended, short=short)


def _steps_aside(group: Sequence[_Placed], one: _Placed, after: _Placed | None, *, ended: bool, short: bool) -> bool:
    """Whether the indent of a line begins a paragraph, or ends one that was set in."""
    base = group[-1].left
    if one.left - base >= _INDENT:  # a first line, or the first of a block quotation; not the second of a list's item
        hanging = len(group) == 1 or group[0].left < base - _INDENT
        return ended or short or not hanging
    if base - one.left >= _INDENT:
        if len(group) > 1:
            return True
        return short and (ended or group[0].right > _INDENT)
    if len(group) == 1 and abs(one.left - base) < 0.3 and base >= _INDENT and not group[-1].inset:
        # Two first lines in a row: "“No.” / “Why not?”"; not the second line of a block quotation.
        return short or (ended and after is not None and one.left - after.left >= _INDENT)
    return False


def _is_short(last: _Placed, one: _Placed) -> bool:
    """Whether the first word of a line would have stood at the end of the one before, if the text ran on."""
    return last.right - last.inset > one.line.head / (last.line.em or 1.0) + _WORD_SPACE + 0.3


def _with_narrow_margins(placed: Sequence[_Placed], page: Page) -> list[_Placed]:
    """The lines, those of a quotation that is set in on both sides with the margin that they have on the right.

    Lines that begin at one indent are such a quotation if it is not that of first lines, or if the first and most
    of the others are of one length: first lines may follow each other in dialogue.
    """
    found: list[_Placed] = []
    for _, run in groupby(placed, key=lambda one: (one.line.column, round(one.left * 2) / 2)):
        lines = list(run)
        least = min(one.right for one in lines)
        full = [one.right - least < _RAGGED for one in lines]
        first_lines = abs(lines[0].left - page.first_indent) < 0.4
        even = len(lines) > 2 and full[0] and sum(full) >= 0.5 * len(lines)
        inset = least if lines[0].left >= _INDENT and len(lines) > 1 and (even or not first_lines) else 0.0
        found += [replace(one, inset=max(0.0, inset)) for one in lines]
    return found


def _runs_on(group: Sequence[_Placed], one: _Placed) -> bool:
    """Whether a sentence goes on: it has not ended, and the line begins small."""
    text = group[-1].line.text
    return one.line.text[:1].islower() and _SENTENCE_END.search(text) is None and not _all_bold(group)


def _all_bold(group: Sequence[_Placed]) -> bool:
    return all(placed.line.bold for placed in group)


def _begins_item(text: str) -> bool:
    return _ITEM.match(text) is not None


def _stands_apart(lines: Sequence[_Placed], page: Page) -> bool:
    """Whether some space was set between lines of one column that follow each other."""
    steps = (a.line.y - b.line.y for a, b in pairwise(lines) if a.line.column == b.line.column)
    return any(step > _LOOSE * page.leading * page.em for step in steps)


def _block(group: Sequence[_Placed], page: Page, usage: Usage, *, apart: bool) -> Block:
    kind = _kind(group, page, apart=apart)
    lines = [placed.line.text for placed in group]
    pairs = list(pairwise(group))
    # In verse the next word would have stood at the line's end, and yet the line ends.
    shorts = frozenset(number for number, (one, other) in enumerate(pairs) if _is_short(one, other))
    verse = kind != "heading" and len(shorts) >= max(1, 0.6 * len(pairs))
    return Block(kind=kind, text=join_lines(lines, usage, breaks=shorts if verse else frozenset()))


def _kind(group: Sequence[_Placed], page: Page, *, apart: bool) -> ParagraphKind:
    text = " ".join(placed.line.text for placed in group)
    em = group[0].line.em
    large = em > _LARGE * page.em
    if len(text) <= _LONGEST_HEADING and any(char.isalpha() for char in text):
        bold = _all_bold(group) and (len(group) <= 3 and not _FULL_STOP.search(text))
        if bold or (large and len(text) > 1 and not (_FULL_STOP.search(text) and len(text) > 120)):
            return "heading"
    return "block" if _is_set_off(group, text, page, apart=apart) else "body"


def _is_set_off(group: Sequence[_Placed], text: str, page: Page, *, apart: bool) -> bool:
    """Whether a paragraph stands in from the left margin with all its lines, or in smaller type.

    One line alone is a first line where the document indents those, and so it is, of an indent that first lines may
    have, where nothing shows how the document does it, and no space sets the line ``apart``. A list's item is none,
    nor what is centred.
    """
    if _begins_item(text) or not any(char.isalpha() for char in text):
        return False
    base = min(placed.left for placed in group)
    small = group[0].line.em < _SMALL * page.em and not page.small_is_text
    if base >= _INDENT and not _is_centred(group):
        own_indent = abs(base - page.first_indent) < 0.4 and page.first_indent > 0
        unknown = not page.first_indent and base < _USUAL_FIRST_INDENT and not (apart or small)
        return len(group) > 1 or not (own_indent or unknown)
    return small and len(text) > 60


def _is_centred(group: Sequence[_Placed]) -> bool:
    """Lines with as much space on the right as on the left, and not all of one beginning."""
    if any(abs(placed.left - placed.right) > 1.0 for placed in group):
        return False
    return len(group) == 1 or max(p.left for p in group) - min(p.left for p in group) > 0.5


def _with_endnotes(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, the numbered ones under a heading "Notes" as notes, without their numbers."""
    under = False
    for block in blocks:
        number = _NOTE_NUMBER.match(block.text)
        if _NOTES_HEAD.fullmatch(block.text):
            under = True
        elif block.kind == "heading":
            under = False
        if under and number and block.kind != "heading":
            yield Block(kind="note", text=block.text[number.end() :])
        else:
            yield block
