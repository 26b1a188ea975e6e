"""The quoted stretches of one paragraph: where each begins and ends, and what had to be assumed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.quotes.glyphs import DOUBLE, DOUBLED_SINGLE, GLYPHS, MARK_CHARS, PARTNERS, SINGLE, Family
from pipeline.quotes.pairing import Mark, Pair, Pairing, Role, State
from pipeline.quotes.scan import content_start
from pipeline.records import Paragraph

AT_PARAGRAPH_END = "closed_at_paragraph_end"
BEFORE_NEXT = "closed_before_next_opening"
WITH_OUTER = "closed_with_outer"
AT_PARAGRAPH_START = "opened_at_paragraph_start"
REVERSED = "mark_reversed"
DIFFERENT = "marks_differ"

_SENTENCE_END = re.compile(r"[.!?…]['’)\]]*(?=\s|\Z)")
# A full stop after one of these ends no sentence (“... said Mr. Smith”).
_ABBREVIATED = re.compile(
    r"(?<![^\W_])(?:[A-Z]|Mrs?|Ms|Drs?|Sts?|Prof|Rev|Gen|Col|Capt|Sgt|Sen|Rep|Gov|Hon|No|vs|cf|pp?)\Z"
)
_COMMA = re.compile(r"[,;:](?=\s)")
_AGAINST_SHAPE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A quoted stretch of one paragraph, before its place among the others is known.

    ``carried`` is its place, from outside, among the quotations carried over from the paragraph before (None if it has
    an opening mark of its own); ``left_open`` says that nothing in its paragraph closed it,
    ``unmarked`` that it is known by its layout alone. ``dash`` says of speech in the manner of Joyce whether a dash
    opens it or it is taken up again after a narrator's words.
    """

    family: Family
    start: int
    end: int
    outer_start: int
    outer_end: int
    marks: str
    repair: str
    carried: int | None
    left_open: bool
    unmarked: bool = False
    dash: Literal["", "opens", "resumes"] = ""


def read_stretches(
    text: str, paragraph: Paragraph, marks: Sequence[Mark], pairing: Pairing, *, carried: State
) -> Iterator[Quoted]:
    """Yield the quoted stretches of ``paragraph`` in order of their opening marks, those without content too."""
    for pair in pairing.pairs:
        outer_start, start = _beginning(text, paragraph, marks, pair)
        end, outer_end = _ending(text, paragraph, marks, pairing, pair, start)
        start, end = trim(text, start, end)
        opening, closing = text[outer_start : min(start, outer_end)], text[max(end, outer_start) : outer_end]
        yield Quoted(
            family=carried[pair.carried or 0] if pair.opening is None else marks[pair.opening].family,
            start=start,
            end=end,
            outer_start=outer_start,
            outer_end=outer_end,
            marks=opening.strip() + closing.strip(),
            repair=_repair(marks, pairing, pair),
            carried=pair.carried,
            left_open=pair.closing is None and pair.cut_by is None,
        )


def without_marks(start: int, end: int, *, unmarked: bool = False) -> Quoted:
    """Return a stretch that no mark opens or closes: a turn of a transcript or, ``unmarked``, a set-off block."""
    return Quoted(
        family=DOUBLE,
        start=start,
        end=end,
        outer_start=start,
        outer_end=end,
        marks="",
        repair="",
        carried=None,
        left_open=False,
        unmarked=unmarked,
    )


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return ``start`` and ``end`` drawn in over white space; equal where nothing else stands between them."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def has_content(text: str, start: int, end: int) -> bool:
    """Return whether anything but marks and white space stands in ``text[start:end]``."""
    return any(char not in MARK_CHARS and not char.isspace() for char in text[start:end])


def _beginning(text: str, paragraph: Paragraph, marks: Sequence[Mark], pair: Pair) -> tuple[int, int]:
    if pair.opening is None:
        start = content_start(text, paragraph)
        return start, start
    return marks[pair.opening].start, marks[pair.opening].end


def _ending(
    text: str, paragraph: Paragraph, marks: Sequence[Mark], pairing: Pairing, pair: Pair, start: int
) -> tuple[int, int]:
    if pair.closing is not None:
        return _closing_offsets(text, marks, pair, marks[pair.closing])
    if pair.cut_by is None:
        return paragraph.end, paragraph.end
    cut = marks[pair.cut_by].start
    if pairing.roles[pair.cut_by] is Role.OPENS:
        cut = _last_sensible_end(text, max(start, _last_closed(marks, pairing, pair)), cut)
    return cut, cut


def _closing_offsets(text: str, marks: Sequence[Mark], pair: Pair, closing: Mark) -> tuple[int, int]:
    """Return where the content ends and where the mark does, which may be one half of two single marks.

    Of two that close one quotation the first is a possessive after a letter (‘the workers’’), else the second is spare.
    """
    half = pair.half
    if not half and _is_doubled(marks, pair, closing):
        half = "second" if text[closing.start - 1].isalpha() else "first"
    if half == "first":
        return closing.start, closing.start + 1
    return (closing.start + 1, closing.end) if half == "second" else (closing.start, closing.end)


def _is_doubled(marks: Sequence[Mark], pair: Pair, closing: Mark) -> bool:
    return closing.glyph in DOUBLED_SINGLE and pair.opening is not None and marks[pair.opening].family == SINGLE


def _last_closed(marks: Sequence[Mark], pairing: Pairing, pair: Pair) -> int:
    """Return where the last quotation inside an unclosed one ends, so that the two are not made to overlap."""
    first = pair.opening if pair.opening is not None else -1
    for number in range((pair.cut_by or 0) - 1, first, -1):
        if pairing.roles[number] is Role.CLOSES:
            return marks[number].end
    return 0


def _last_sensible_end(text: str, start: int, end: int) -> int:
    """Return where a quotation that should have been closed before ``end`` most likely ends.

    That is the end of the last whole sentence (“I came. I saw. She said, “And I?”), else the last comma but one, which
    sets off what is said of the speaker (“I came, he said, “and saw.”), else ``end``.
    """
    stretch = text[start:end]
    ends = [match for match in _SENTENCE_END.finditer(stretch) if not _ends_abbreviation(stretch, match.start())]
    if ends:
        return start + ends[-1].end()
    commas = [match.end() for match in _COMMA.finditer(stretch)][-2:]
    return start + commas[0] if commas else end


def _ends_abbreviation(stretch: str, stop: int) -> bool:
    return stretch[stop] == "." and _ABBREVIATED.search(stretch[max(0, stop - 6) : stop]) is not None


def _repair(marks: Sequence[Mark], pairing: Pairing, pair: Pair) -> str:
    if pair.closing is None and pair.cut_by is None:
        return AT_PARAGRAPH_END
    if pair.cut_by is not None:
        return BEFORE_NEXT if pairing.roles[pair.cut_by] is Role.OPENS else WITH_OUTER
    if pair.opening is None:
        return AT_PARAGRAPH_START
    if pair.half or _is_doubled(marks, pair, marks[pair.closing or 0]):
        return ""
    if marks[pair.opening].family != marks[pair.closing or 0].family:
        return DIFFERENT
    opening, closing = marks[pair.opening].glyph, marks[pair.closing or 0].glyph
    if (opening, closing) in PARTNERS:
        return ""
    against_shape = GLYPHS[opening].opens >= _AGAINST_SHAPE or GLYPHS[closing].closes >= _AGAINST_SHAPE
    return REVERSED if against_shape else ""
