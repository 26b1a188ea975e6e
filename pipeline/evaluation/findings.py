"""Errors in plain words, each with the sentence it is about."""

import re
from dataclasses import dataclass

_BEFORE = 300
"""How far a sentence is followed, in code points, on either side."""

_BOUNDARY = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\b[A-Z])"
    r"[.!?…][”’\"')\]]*\s+(?=[“‘\"'(\[]*[A-Z0-9])|\n"
)
_MIDDLE = 200
"""How much of a long quotation is shown at each end, in code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One error: where, of what sort, what is wrong in words, and the sentence.

    ``start`` is a code point into the document's text; where the error has no place
    (an entity that is missing) it is -1 and ``sentence`` is empty.
    """

    doc_id: str
    start: int
    code: str
    message: str
    sentence: str


def find(text: str, *, doc_id: str, span: tuple[int, int], code: str, message: str) -> Finding:
    """An error at a span of the text, with the sentence around it."""
    sentence = sentence_around(text, span[0], span[1])
    return Finding(doc_id=doc_id, start=span[0], code=code, message=message, sentence=sentence)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence a span stands in, on one line; of a long span the middle is left out.

    A sentence ends at ``.!?…`` before a capital, or at the end of a line: good enough to
    show a reader, and without a parser.
    """
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _BEFORE]
    begin = max((match.end() for match in _BOUNDARY.finditer(before)), default=0)
    stop = _BOUNDARY.search(after)
    return " ".join((before[begin:] + shorten(text[start:end]) + after[: stop.end() if stop else None]).split())


def shorten(text: str, *, keep: int = _MIDDLE) -> str:
    """The text on one line, without its middle where it is longer than twice ``keep`` code points."""
    line = " ".join(text.split())
    return line if len(line) <= 2 * keep else f"{line[:keep]} […] {line[-keep:]}"
