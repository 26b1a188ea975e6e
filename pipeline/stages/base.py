"""What every stage gives back, and how it speaks while it works."""

from collections.abc import Callable
from dataclasses import dataclass

Say = Callable[[str], None]
"""Takes one line of progress for a person to read, without its line end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReport:
    """What a stage did: its name, counts by what was counted ("quotations": 12), and its problem rows."""

    stage: str
    counts: dict[str, int]
    problems: int
