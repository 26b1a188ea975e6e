"""Stretches of a text for reading: the words around a place, shortened quotations."""

import re

# Embeddings, overrides and isolates turn round the words after them until something closes them.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ELLIPSIS = "…"


def words_before(text: str, start: int, *, width: int) -> str:
    """At most ``width`` code points that stand before an offset, cut at a word, white space made single."""
    low = max(0, start - width)
    stretch = text[low:start]
    if low and not text[low - 1].isspace():
        stretch = _less_first_word(stretch)
    return one_line(stretch)


def words_after(text: str, end: int, *, width: int) -> str:
    """At most ``width`` code points that stand after an offset, cut at a word, white space made single."""
    stretch = text[end : end + width]
    if end + width < len(text) and not text[end + width].isspace():
        stretch = _less_last_word(stretch)
    return one_line(stretch)


def one_line(text: str) -> str:
    """The text with every run of white space made one space, and none at the ends."""
    return " ".join(text.split())


def in_phrase(text: str) -> str:
    """The text as it can stand among other words: on one line, and without turning those round.

    Letters written from right to left stay; only the characters that force a direction are left out.
    """
    return one_line(_TURNING.sub("", text))


def excerpt(text: str, *, width: int) -> str:
    """The text on one line; where it is longer than ``width`` code points, its beginning and an ellipsis."""
    line = one_line(text[: 2 * width])
    if len(line) <= width and len(text) <= 2 * width:
        return line
    return one_line(_less_last_word(line[:width])) + _ELLIPSIS


def _less_first_word(stretch: str) -> str:
    # A stretch without white space (a language that has none, a long address) is kept as it is.
    return re.sub(r"\A\S+(?=\s)", "", stretch)


def _less_last_word(stretch: str) -> str:
    # Not `\s\S+\Z`: that is quadratic in a long stretch of words.
    head = stretch.rstrip()
    if len(head) < len(stretch):
        return head
    parts = stretch.rsplit(maxsplit=1)
    return parts[0] if len(parts) > 1 else stretch
