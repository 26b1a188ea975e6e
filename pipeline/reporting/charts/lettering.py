"""Names as they can be lettered: legal in XML, on one line, and no wider than the room there is.

Widths are guessed from a table and not measured: the page is set in whatever sans serif its reader
has, and a chart must not change with the fonts of the machine that draws it.
"""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.reporting.context import in_phrase
from pipeline.reporting.wording import visible

# More than this is not looked at: a name may be as long as a text.
_LONGEST = 400
_ELLIPSIS = "…"
_LONG_WORD = 14
# XML 1.0 (5th ed.), 2.2: all other code points make a document unreadable.
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# In em, after the advances of DejaVu Sans, the widest face of the style sheet's list.
_WIDTHS = (
    (0.0, re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f]")),
    (0.4, re.compile(r"[ .,:;'’‘|!()\[\]/\-ijlItfr]")),
    (1.0, re.compile("[mwMWQ@%&—…]")),
    (1.0, re.compile("[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")),
    (1.3, re.compile("[\u2600-\u27bf\U0001f000-\U0001ffff]")),
    (1.0, re.compile("[\U00020000-\U0003ffff]")),
    (0.65, re.compile("[a-z0-9]")),
)
_OTHERS = 0.78
# A mark upon a letter takes no room beside it, but a letter may carry a heap of them.
_MOST_MARKS = 3


def plain(text: str) -> str:
    """The text on one line, with nothing in it that XML forbids or that turns the direction of writing."""
    return _NOT_XML.sub("\ufffd", visible(in_phrase(text[:_LONGEST])))


def called(name: str) -> str:
    """The name as it stands in a sentence: plain, and not as long as a sentence itself."""
    return fitted(name, width=60, size=1)


def fitted(text: str, *, width: float, size: int, words: bool = False) -> str:
    """The text made plain; where it is wider than ``width`` pixels, its beginning and an ellipsis.

    ``words`` asks for whole words, where the last of them is not too long.
    """
    whole = list(_clusters(plain(text)))
    if _measure(whole, size=size) <= width and len(text) <= _LONGEST:
        return "".join(whole)
    room, kept = width - text_width(_ELLIPSIS, size=size), []
    for cluster in whole:
        room -= text_width(cluster, size=size)
        if room < 0:
            break
        kept.append(cluster)
    beginning = "".join(kept)
    if words and " " not in {beginning[-1:], *whole[len(kept) : len(kept) + 1]}:
        beginning = _less_part_of_word(beginning)
    return beginning.rstrip(" ,;:.") + _ELLIPSIS


def text_width(text: str, *, size: int) -> float:
    """About how many pixels wide a text is, rather too many than too few; ``size`` is that of the type."""
    return _measure(_clusters(text), size=size)


def _less_part_of_word(text: str) -> str:
    space = text.rfind(" ")
    return text[:space] if space > max(0, len(text) - _LONG_WORD) else text


def _measure(clusters: Iterator[str] | list[str], *, size: int) -> float:
    # In hundredths, which add up to the same whatever their order.
    return sum(round(100 * _em(cluster[0])) for cluster in clusters) * size / 100


def _em(character: str) -> float:
    return next((em for em, which in _WIDTHS if which.match(character)), _OTHERS)


def _clusters(text: str) -> Iterator[str]:
    """The letters, each with the marks upon it: cut between them, no mark falls on another letter."""
    cluster = ""
    for character in text:
        if cluster and unicodedata.category(character).startswith("M"):
            cluster += character if len(cluster) <= _MOST_MARKS else ""
            continue
        if cluster:
            yield cluster
        cluster = character
    if cluster:
        yield cluster
