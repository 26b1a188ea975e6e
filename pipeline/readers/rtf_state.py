"""What the control words of an RTF file change, and the paragraphs that come of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

_REFERENCE: Final = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[ivx]{1,4})[\])]?\.?\s*")
_UNIT: Final = re.compile(r"(?:\d|\b)[kcdm]?m\Z")
OUTLINE_BODY: Final = 9
"""The outline level of what is no heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a group may change and its end brings back. ``aside`` is text of no use, ``into`` where text goes."""

    into: str = "text"
    aside: bool = False
    first: bool = False
    starred: bool = False
    font: int = -1
    fallback: int = 1
    hidden: bool = False
    raised: bool = False
    style: int = 0
    indent: int = 0
    first_line: int = 0
    listed: int = 0
    outline: int = OUTLINE_BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class RtfParagraph:
    """A paragraph as it was ended, with the properties that say what it is."""

    text: str
    state: State


@dataclass(slots=True, kw_only=True)
class Writer:
    """A stream of paragraphs, the text or a note of the group at ``depth``; ``runs`` are words and whether raised."""

    depth: int = 0
    runs: list[tuple[str, bool]] = field(default_factory=list)
    paragraphs: list[RtfParagraph] = field(default_factory=list)

    def end(self, state: State) -> None:
        """End the paragraph that is open, of these properties; one without words is none."""
        text = "".join(text for text, _ in _without_references(self.runs))
        self.runs.clear()
        if text.strip():
            self.paragraphs.append(RtfParagraph(text=text, state=state))


def drop_mark(runs: list[tuple[str, bool]]) -> None:
    """Take from the runs before a note the sign that was typed to refer to it."""
    while runs and runs[-1][1] and _REFERENCE.fullmatch(runs[-1][0]):
        runs.pop()


def _without_references(runs: Sequence[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The runs without raised numbers and signs; the 2 of "km²" stays, and so does "th"."""
    before = ""
    for text, raised in runs:
        if not (raised and _REFERENCE.fullmatch(text) and not (text in {"2", "3"} and _UNIT.search(before))):
            yield text, raised
        before = text
