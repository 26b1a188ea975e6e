"""Quotation marks that a TEI file has taken out of its text, and where they belong."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.quotes.tei import QUOTATIONS, tag_of

if TYPE_CHECKING:
    from lxml import etree

_OPENING: Final = tuple("\"'“‘„‚«‹`—―")
_PAIRS: Final = (("“", "”"), ("‘", "’"))
_FEW: Final = 0.2


@dataclass(slots=True, kw_only=True)
class Marks:
    """The marks to be supplied; ``opened`` are those of the quotations that are open, "" where none was."""

    supplied: bool
    opened: list[str] = field(default_factory=list)

    def opening(self, element: "etree._Element") -> str:
        """The mark to be put where a quotation in a line begins, "" where none is missing."""
        if not self.supplied or has_marks(element) or not _wants_marks(element):
            self.opened.append("")
            return ""
        opening, closing = _PAIRS[sum(map(bool, self.opened)) % 2]
        self.opened.append(closing)
        return opening

    def closing(self) -> str:
        """The mark to be put where the quotation ends that was opened last."""
        return self.opened.pop() if self.opened else ""


def read_marks(root: "etree._Element") -> Marks:
    """Whether marks are to be supplied: the header says that none were kept, or next to no quotation has any.

    After the TEI Guidelines, 2.3.3: ``quotation/@marks`` is "none", "some" or "all". What Quoth wrote has the text
    to the character.
    """
    declared, ours = "", False
    with_marks = total = 0
    for element in root.iter():
        tag = tag_of(element)
        if tag == "quotation":
            declared = declared or element.get("marks", "")
        elif tag == "application":
            ours = ours or element.get("ident") == "quoth"
        elif tag in QUOTATIONS and not (element.get("prev") or element.get("next")):
            total += 1
            with_marks += has_marks(element)
    removed = declared != "all" and with_marks <= _FEW * total
    return Marks(supplied=not ours and (declared == "none" or removed))


def has_marks(element: "etree._Element") -> bool:
    """Whether a mark stands right before a quotation, or first in it."""
    inside = next((words for piece in element.itertext() if (words := str(piece).strip())), "")
    return inside.startswith(_OPENING) or has_marks_outside(element)


def has_marks_outside(element: "etree._Element") -> bool:
    """Whether a mark stands right before a quotation, outside it."""
    before, parent = element.getprevious(), element.getparent()
    outside = before.tail if before is not None else parent.text if parent is not None else ""
    return (outside or "").rstrip().endswith(_OPENING)


def _wants_marks(element: "etree._Element") -> bool:
    """Not indirect speech, nor what was printed in italics instead."""
    rendition = element.get("rend", "").lower()
    return element.get("direct") != "false" and ("quot" in rendition or "ital" not in rendition)
