"""What every stage gives back, and how it speaks while it works."""

from collections.abc import Callable
from dataclasses import dataclass

Say = Callable[[str], None]
"""Takes one line of progress for a person to read, without its line end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """How far a stage has come: texts and words done, of how many; the text done last, none at the beginning.

    ``share`` is the part of the work that is done, 0 to 1. Words are 0 where nobody knows them yet.
    """

    stage: str
    doc_id: str
    texts: int
    of_texts: int
    words: int
    share: float


Watch = Callable[[Advance], None]
"""Takes note of how far a stage has come."""


def watch_nothing(_: Advance) -> None:
    """Take no note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReport:
    """What a stage did: its name, counts by what was counted ("quotations": 12), and its problem rows."""

    stage: str
    counts: dict[str, int]
    problems: int
