"""The lines of a text, and how they are laid out: the ground that paragraphs are found on."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

# A lone carriage return ends a line in old Macintosh files; U+0085, U+2028 and U+2029 do in some word processors.
_LINE = re.compile(r"([^\n\r\x85\u2028\u2029]*)(\r\n|[\n\r\x85\u2028\u2029]|\Z)")
_INVISIBLE = " \t\f\v\u00a0\u200b\u200e\u200f\u2060\ufeff"
_TAB_WIDTH = 4
_FAIR_SHARE = 0.2
_DOUBLE = '"“'
_TOKENISED_END = re.compile(r" [.!?](?: [\"'”’])*\Z")

# Mail and typed text is wrapped at 65 to 100 columns; a line beyond this was not ended to fit a page.
_WIDEST_WRAP = 120
# Lines that hold a whole paragraph are far longer than lines that hold a sentence each ("semantic line breaks").
_PARAGRAPH_LINE = 240
_SENTENCE_ENDS = frozenset('.!?:…"”’»)')
_MOST_ENDED = 0.9
_FEWEST_LINES = 3
# Share of lines that begin in lower case, or leave a quotation to the next line, above which lines are sentences or
# pieces of them, not paragraphs.
_MOST_PIECES = 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank: its offsets less the white space around it, and its indent in columns."""

    start: int
    end: int
    indent: int

    @property
    def width(self) -> int:
        """The columns from the margin to the last character."""
        return self.indent + self.end - self.start


Run = Sequence[Line]


def find_runs(text: str) -> Iterator[list[Line]]:
    """Yield the runs of lines between blank lines (a line of only white space is blank)."""
    run: list[Line] = []
    for match in _LINE.finditer(text):
        line = _line(match[1], match.start())
        if line is not None:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _line(content: str, offset: int) -> Line | None:
    stripped = content.strip()
    if not stripped.strip(_INVISIBLE):
        return None
    lead = len(content) - len(content.lstrip())
    indent = sum(_TAB_WIDTH if char == "\t" else 1 for char in content[:lead])
    return Line(start=offset + lead, end=offset + lead + len(stripped), indent=indent)


def lines_are_paragraphs(text: str, runs: Sequence[Run]) -> bool:
    """Return whether this text sets a paragraph on each line, with no blank line between.

    Decided on the lines that are followed by another without a blank one. What counts is the
    length of the line that a character stands in on average: it is at most the page width where text is
    wrapped, and several hundred where a line is a paragraph; or, where there is no blank line at all, that
    nearly every line ends a sentence. Lines that begin in lower case or that leave a double mark
    open, with no such mark at the start of the next, are pieces of a paragraph, whatever their length; so are lines
    that end in a full stop set apart by a space, for a tokeniser puts a sentence on a line.
    """
    lines = [line for run in runs if len(run) > 1 for line in run]
    if not lines or _share_of_pieces(text, lines) > _MOST_PIECES:
        return False
    n_chars = sum(line.width for line in lines)
    usual = sum(line.width**2 for line in lines) / n_chars
    blank_lines_are_rare = len(lines) >= 8 * (len(runs) - 1)
    if not blank_lines_are_rare:
        return usual > _PARAGRAPH_LINE
    return usual > _WIDEST_WRAP or (len(runs) == 1 and _end_sentences(text, lines))


def _end_sentences(text: str, lines: Run) -> bool:
    """Return whether nearly every line ends a sentence: paragraphs that are short, not text wrapped to a page."""
    ended = sum(text[line.end - 1] in _SENTENCE_ENDS for line in lines)
    return len(lines) >= _FEWEST_LINES and ended >= _MOST_ENDED * len(lines)


def _share_of_pieces(text: str, lines: Run) -> float:
    pieces = sum(
        text[line.start].islower()
        or (_leaves_open(text, line) and text[after.start] not in _DOUBLE)
        or _TOKENISED_END.search(text, max(line.start, line.end - 6), line.end) is not None
        for line, after in pairwise(lines)
    )
    return pieces / len(lines)


def _leaves_open(text: str, line: Line) -> bool:
    straight = text.count('"', line.start, line.end)
    return straight % 2 == 1 or text.count("“", line.start, line.end) > text.count("”", line.start, line.end)


def body_indent(runs: Sequence[Run]) -> int:
    """Return the indent of running text: the least one at which a fair share of the characters stand."""
    widths = Counter[int]()
    for run in runs:
        for line in run:
            widths[line.indent] += line.end - line.start
    enough = _FAIR_SHARE * widths.total()
    return min((indent for indent, width in widths.items() if width >= enough), default=0)


def first_line_indent(runs: Sequence[Run], *, body: int) -> int:
    """Return the indent that paragraphs of more than one line commonly open with, at least that of the body."""
    firsts = Counter(run[0].indent for run in runs if len(run) > 1 and run[1].indent <= body)
    return max(body, min(firsts, key=lambda indent: (-firsts[indent], indent), default=0))
