"""Find the quotation marks of one paragraph, and weigh what each of them can be."""

import re
from collections.abc import Iterator

from pipeline.quotes.apostrophes import apostrophe_cost, is_clipped_and, is_set_apart_suffix, joins_word
from pipeline.quotes.context import Side, Stretch, closing_cost, opening_cost, sides
from pipeline.quotes.glyphs import (
    APOSTROPHES,
    CORNER,
    GLYPHS,
    GUILLEMET,
    MARK,
    MARK_CHARS,
    SINGLE,
    SMALL_GUILLEMET,
    WHITE_CORNER,
    Family,
)
from pipeline.quotes.pairing import Mark, Role, State
from pipeline.records import Paragraph

STRAY = 5.0
_DIRECTIONAL = frozenset({GUILLEMET, SMALL_GUILLEMET, CORNER, WHITE_CORNER})
# French sets a space inside its marks, so that the side of the word tells little there.
_SPACED = 0.3
# Code in Markdown, and tags. "`a' and `b'" is not code, for the mark that ends code stands after a letter or sign.
_CODE = re.compile(r"```(?:(?:[^`]|`(?!``))*```)?|`(?=[^\s`])[^`\n]*(?<=[^\s`])`(?!\w)|</?[A-Za-z][\w-]*(?:\s[^<>]*)?>")
_FEET = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\.\d|[½¼¾])?\Z")
_MEASURES = frozenset('"”')
_LOWER_WORD = re.compile(r"\s{1,4}[^\W\d_A-Z]")


def scan_marks(text: str, paragraph: Paragraph) -> list[Mark]:
    """Return the marks of ``paragraph`` in order, certain apostrophes and the marks inside code left out."""
    stretches = list(_stretches(text, paragraph))
    around = sides(text, stretches, start=paragraph.start, end=paragraph.end)
    return [
        _weigh(text, start, end, left=left, right=right)
        for (start, end), (left, right) in zip(stretches, around, strict=True)
    ]


def _stretches(text: str, paragraph: Paragraph) -> Iterator[Stretch]:
    code_ends = paragraph.start
    codes = (match.span() for match in _CODE.finditer(text, paragraph.start, paragraph.end))
    code = next(codes, None)
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        while code is not None and code[0] <= match.start():
            code_ends = code[1]
            code = next(codes, None)
        if match.start() < code_ends or _is_apostrophe(text, match):
            continue
        yield match.span()


def _is_apostrophe(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if match[0] in APOSTROPHES and joins_word(text, start, end):
        return True
    if match[0] not in "'’‘":
        return False
    return is_clipped_and(text, start) or (match[0] != "‘" and is_set_apart_suffix(text, start, end))


def _weigh(text: str, start: int, end: int, *, left: Side, right: Side) -> Mark:
    glyph = GLYPHS[text[start:end]]
    opens, closes = opening_cost(left, right), closing_cost(left, right)
    if glyph.family in _DIRECTIONAL:
        opens, closes = _SPACED * opens, _SPACED * closes
    spare, spare_cost = _spare(text, start, end, glyph.family)
    return Mark(
        start=start,
        end=end,
        glyph=text[start:end],
        family=glyph.family,
        opens=opens + glyph.opens,
        closes=closes + glyph.closes,
        spare=spare,
        spare_cost=spare_cost,
        mid_sentence=_LOWER_WORD.match(text, end) is not None,
    )


def _spare(text: str, start: int, end: int, family: Family) -> tuple[Role, float]:
    """Return what the mark is if it is no quotation mark, and how dear that reading is."""
    if family == SINGLE:
        cost = apostrophe_cost(text, start, end)
        return (Role.APOSTROPHE, cost) if cost < STRAY else (Role.STRAY, STRAY)
    if text[start:end] in _MEASURES and start and text[start - 1].isdigit():
        return Role.MEASURE, 0.0 if _FEET.search(text[max(0, start - 10) : start]) else 1.0
    return Role.STRAY, STRAY


def content_start(text: str, paragraph: Paragraph) -> int:
    """Return where ``paragraph`` begins, less the ``>`` of a Markdown or mail quotation."""
    at = paragraph.start
    while at < paragraph.end and (text[at] == ">" or text[at].isspace()):
        at += 1
    return at if at < paragraph.end else paragraph.start


def leading_families(text: str, paragraph: Paragraph) -> State:
    """Return the families of the marks that ``paragraph`` begins with, outermost first."""
    families = ""
    at = content_start(text, paragraph)
    while at < paragraph.end and text[at] in MARK_CHARS and len(families) < 4:
        match = MARK.match(text, at, paragraph.end)
        if match is None:
            break
        families += GLYPHS[match[0]].family
        at = match.end()
    return families
