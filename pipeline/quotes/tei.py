"""The elements of TEI that hold quotations, and those that hold no words of the text.

What reads a TEI file and what judges by one go by these, so that both have the same text before them.
"""

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from lxml import etree

QUOTATIONS: Final = frozenset("q said quote".split())
# What is no part of the text that is read: what stands beside it, running heads and catch-words, what was deleted,
# descriptions, and what editors say of it (TEI P5 Guidelines, chapters 2, 4, 11, 12, 14, 17, 22).
_ASIDE: Final = frozenset(
    "teiHeader facsimile sourceDoc standOff fw del surplus witDetail figDesc graphic media binaryObject notatedMusic "
    "index interp interpGrp spanGrp span link linkGrp certainty precision respons desc alt altGrp join joinGrp "
    "timeline metamark listPerson listPlace listOrg listTranspose eg".split()
)
_INSTEAD_OF: Final = {"sic": "corr", "reg": "orig", "expan": "abbr"}
_NOTE_NUMBER: Final = re.compile(r"\s*[\[(]?(?:\d{1,4}|[*†‡§¶]{1,3}|[a-z])[\])]?\s*")


def tag_of(element: "etree._Element") -> str:
    """The name of an element without its namespace; "" for what is none."""
    tag: Any = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_aside(element: "etree._Element") -> bool:
    """Whether an element holds nothing of the text: of those for one place all but the one that is read."""
    tag, parent = tag_of(element), element.getparent()
    if tag == "gap" or tag in _ASIDE:
        return True
    if parent is None:
        return False
    if tag in _INSTEAD_OF:  # alone they are all there is
        beside = (element.getnext(), element.getprevious())
        return tag_of(parent) == "choice" and _INSTEAD_OF[tag] in [tag_of(one) for one in beside if one is not None]
    if tag == "rdg":
        return element.getprevious() is not None  # a reading is read where there is no lem before it
    if tag == "note":
        return tag_of(parent) == "text"  # it is on the text as a whole
    if tag == "div":  # the works that Quoth lists in the files that it writes
        return tag_of(parent) == "back" and element.get("type") == "works"
    if tag == "ref" and element.get("target", "").startswith("#"):
        return _NOTE_NUMBER.fullmatch(words_of(element)) is not None
    return False


def words_of(element: "etree._Element") -> str:
    """All words in an element, as they stand in the file."""
    return "".join(str(piece) for piece in element.itertext())
