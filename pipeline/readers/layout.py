"""Which paragraphs of a word processor's file are set off from the rest by their margins alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_FAIR_SHARE: Final = 0.2
_BOTH: Final = 14.0
"""Points further in than the body at both margins: half a centimetre."""
_LEFT: Final = 25.0
"""Points further in at the left margin alone, as the MLA's style sheet has it (half an inch, 36 points): more than a
first line is indented by accident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A paragraph as it is laid out: points from the margins of the page; ``first`` is its first line's own indent.

    ``is_prose``: it is no heading, no item of a list, and not centred.
    """

    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    n_chars: int = 0
    is_prose: bool = True


def set_off(paragraphs: Sequence[Laid]) -> tuple[bool, ...]:
    """For each paragraph whether it stands further in than the body of the text, as block quotations do.

    Those of a bibliography, whose first line hangs out, do not count.
    """
    prose = [paragraph for paragraph in paragraphs if paragraph.is_prose]
    left = _usual([(paragraph.left, paragraph.n_chars) for paragraph in prose])
    right = _usual([(paragraph.right, paragraph.n_chars) for paragraph in prose])
    return tuple(
        paragraph.is_prose
        and paragraph.first > -_BOTH
        and (paragraph.left - left >= _LEFT or (paragraph.left - left >= _BOTH and paragraph.right - right >= _BOTH))
        for paragraph in paragraphs
    )


def _usual(margins: Sequence[tuple[float, int]]) -> float:
    """The least margin at which a fair share of the characters stands."""
    chars = Counter[float]()
    for margin, n_chars in margins:
        chars[margin] += n_chars
    enough = _FAIR_SHARE * chars.total()
    return min((margin for margin, n_chars in chars.items() if n_chars >= enough), default=0.0)
