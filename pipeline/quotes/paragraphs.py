"""Where the paragraphs of a text are, and which of them are headings or set-off blocks."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.quotes.lines import Line, Run, body_indent, find_runs, first_line_indent, lines_are_paragraphs
from pipeline.records import Paragraph, ParagraphKind

_BULLET = re.compile(r"(?:[-*+•‣▪]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4}|[IVX]{1,4})[.)])[ \t]+\S")
# What a line may open with when each such line is an item of its own: a bullet or number, a dash of dialogue
# ("— Yes, he said."), the name of a speaker in a transcript ("MRS JONES: No."), a question or an answer ("Q. When?").
_ITEM_STARTS = (
    _BULLET,
    re.compile(r"[—―]"),
    re.compile(r"[A-Z][\w.’'-]{0,30}(?: [A-Z][\w.’'-]{0,30}){0,3}: "),
    re.compile(r"[QA][.:] "),
)
_HEADING_MARK = re.compile(r"#{1,6}[ \t]+\S")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_NUMBERED_PART = re.compile(
    r"(?:(?:chapter|part|book|volume|section|act|scene|letter|appendix) [\w-]+|[IVXLC]+|\d{1,3})\.?", re.IGNORECASE
)
_WORDLIKE = re.compile(r"[^\W_]")
# A short line in lower case that begins or ends like this is an unfinished sentence, which leads in what follows:
# "And to complete the work", "Then he turned round and said".
_SENTENCE_START = re.compile(r"(?:and|but|or|then|so|yet|nor|thus|he|she|they|it|we|i|you|there)\b", re.IGNORECASE)
_SAYING_END = re.compile(
    r"\b(?:said|says|wrote|writes|added|adds|asked|cried|replied|answered|called|resumed|went on|continued|"
    r"declared|put it)"
    r"(?: [a-z]+){0,2}\Z"
)
_MAX_HEADING_CHARS = 90
_MAX_HEADING_WORDS = 12
_SENTENCE_END = ".!?:;…"
_NO_HEADING_START = "-–—―*•>"
_NO_HEADING_END = ".!?:;,…-–—―/&"
_OPENING_MARKS = "\"'“‘„‚«‹`"
_CLOSING_MARKS = "\"'”’»›"
_SET_OFF_COLUMNS = 2


def split_paragraphs(text: str, *, doc_id: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of ``text`` in order, numbered from 0, offsets in code points.

    A paragraph is a run of lines without a blank one between them, less the white space around it,
    so that text wrapped to a page width is one paragraph. Runs are split further where

    - the whole text has a paragraph on each line (see ``lines_are_paragraphs``);
    - a line is a Markdown heading, opens a ``>`` quotation, or is an item of a list, a turn of a transcript
      or of dialogue with dashes, like the first line of its run;
    - a sentence has ended and the next line is indented, as printers mark paragraphs, or an indented stretch ends.

    ``heading`` is a Markdown heading or a short line by itself that ends without punctuation; ``block`` is a ``>``
    quotation or stands further in than the body of the text; all else is ``body``.
    """
    runs = list(find_runs(text))
    if lines_are_paragraphs(text, runs):
        pieces: list[Run] = [[line] for run in runs for line in run]
    else:
        pieces = [piece for run in runs for piece in _split_run(text, run)]
    return tuple(
        Paragraph(doc_id=doc_id, paragraph=number, kind=kind, start=piece[0].start, end=piece[-1].end)
        for number, (piece, kind) in enumerate(zip(pieces, _kinds(text, pieces), strict=True))
    )


def _split_run(text: str, run: Run) -> Iterator[Run]:
    """Yield the paragraphs of one run; a bare ``>`` between two quoted paragraphs counts as a blank line."""
    starts = _paragraph_starts(text, run)
    piece: list[Line] = []
    for number, line in enumerate(run):
        bare = _is_bare_quote_sign(text, line)
        if piece and (bare or number in starts):
            yield piece
            piece = []
        if not bare:
            piece.append(line)
    if piece:
        yield piece


def _is_bare_quote_sign(text: str, line: Line) -> bool:
    return text[line.start] == ">" and not text[line.start : line.end].strip("> \t")


def _paragraph_starts(text: str, run: Run) -> set[int]:
    """Return the numbers of the lines in ``run`` that open a paragraph though no blank line stands before them."""
    starts = {0, *_markup_starts(text, run), *_indent_starts(text, run)}
    item = next((start for start in _ITEM_STARTS if start.match(text, run[0].start, run[0].end)), None)
    if item is not None:
        starts.update(number for number, line in enumerate(run) if item.match(text, line.start, line.end))
    return starts


def _markup_starts(text: str, run: Run) -> Iterator[int]:
    """Yield the lines that open a paragraph in Markdown: a heading, the one after it, the first with ``>``."""
    for number, line in enumerate(run):
        if _HEADING_MARK.match(text, line.start, line.end):
            yield from (number, number + 1)
        if text[line.start] == ">" and (number == 0 or text[run[number - 1].start] != ">"):
            yield number


def _indent_starts(text: str, run: Run) -> Iterator[int]:
    """Yield the lines that open a paragraph by their indent, or that come back to the margin from a set-off stretch.

    The line before must end a sentence. Where many lines are indented it is verse, or mere centring, and nothing is
    split.
    """
    margin = min(line.indent for line in run)
    indented = [line.indent >= margin + _SET_OFF_COLUMNS for line in run]
    if sum(indented) > 0.4 * len(run):
        return
    for number, (before, after) in enumerate(pairwise(indented), start=1):
        if before != after and _ends_sentence(text, run[number - 1]):
            came_back_from_set_off = before and number >= 2 and indented[number - 2]
            if after or came_back_from_set_off:
                yield number


def _ends_sentence(text: str, line: Line) -> bool:
    tail = text[max(line.start, line.end - 3) : line.end].rstrip(_CLOSING_MARKS + ")]")
    return tail.endswith(tuple(_SENTENCE_END))


def _kinds(text: str, pieces: Sequence[Run]) -> Iterator[ParagraphKind]:
    body = body_indent(pieces)
    first = first_line_indent(pieces, body=body)
    in_list = introduced = False
    for piece in pieces:
        margin = body if len(piece) > 1 else first
        is_item = _BULLET.match(text, piece[0].start, piece[0].end) is not None
        set_off = all(line.indent >= margin + _SET_OFF_COLUMNS for line in piece) and not is_item
        quoted = text[piece[0].start] == ">"
        wordlike = _WORDLIKE.search(text, piece[0].start, piece[-1].end) is not None
        if _is_heading(text, piece) and not (introduced and (set_off or quoted)):
            yield "heading"
        elif wordlike and (quoted or (set_off and (introduced or not in_list))):
            yield "block"
        else:
            yield "body"
        in_list = is_item or (in_list and set_off)
        introduced = text[piece[-1].end - 1] == ":"


def _is_heading(text: str, piece: Run) -> bool:
    if _HEADING_MARK.match(text, piece[0].start, piece[0].end):
        return True
    if len(piece) == 2 and _UNDERLINE.fullmatch(text, piece[1].start, piece[1].end):
        return True
    line = text[piece[0].start : piece[0].end] if piece[0].end - piece[0].start <= _MAX_HEADING_CHARS else ""
    return len(piece) == 1 and _looks_like_heading(line)


def _looks_like_heading(line: str) -> bool:
    """Return whether a line by itself looks like a heading: short, begun like a title, no punctuation at its end."""
    words = line.split()
    if not words or len(words) > _MAX_HEADING_WORDS or line[0] in _NO_HEADING_START:
        return False
    if _NUMBERED_PART.fullmatch(line) or (line.isupper() and line[-1] not in ":,-–—"):
        return line[0] not in _OPENING_MARKS
    if _reads_as_sentence(line, words):
        return False
    opening = line.lstrip(_OPENING_MARKS + "([")
    wholly_in_marks = line[0] in _OPENING_MARKS and line[-1] in _CLOSING_MARKS
    ends_plainly = line.rstrip(_CLOSING_MARKS + ")]")[-1:] not in tuple(_NO_HEADING_END)
    return opening[:1].isalnum() and not opening[:1].islower() and ends_plainly and not wholly_in_marks


def _reads_as_sentence(line: str, words: Sequence[str]) -> bool:
    in_lower_case = len(words) > 2 and not any(word[0].isupper() for word in words[1:])
    return _SAYING_END.search(line) is not None or (in_lower_case and _SENTENCE_START.match(line) is not None)
