"""The elements of HTML, XHTML and what is made to look like them: what each is to a reader of prose."""

import re
from typing import Final

from lxml import etree

BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table "
    "tbody td tfoot th thead tr ul".split()
)
"""What begins and ends a paragraph (HTML Living Standard, 15.3: the elements that a browser shows as blocks)."""

HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6".split())

# Paragraphs that are headings in pages that word processors save (MsoTitle: Word; title: LibreOffice).
_HEADING_CLASSES: Final = frozenset("title subtitle msotitle msosubtitle".split())

# What a browser does not show, or shows as a picture or a control.
_NEVER_SHOWN: Final = frozenset(
    "applet area audio base button canvas datalist embed frame frameset head iframe img input link map meta noembed "
    "noframes noscript object option param progress rp rt script select source style svg template textarea title track "
    "video annotation annotation-xml".split()
)
# "mso-list: Ignore": the number or bullet that Word writes before an item of a list.
_HIDDEN: Final = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-list\s*:\s*ignore)", re.IGNORECASE
)
# Class names of what stands in a page for programs and screen readers alone, or to steer by.
_HIDDEN_CLASSES: Final = frozenset(
    "screen-reader-text sr-only visually-hidden visuallyhidden mw-editsection mw-cite-backlink mw-jump-link noprint "
    "footnote-backref footnote-back".split()
)
# The number of the printed page that begins here, and what leads back from a note to where it is referred to.
_FOR_STEERING: Final = frozenset({"pagebreak", "doc-pagebreak", "backlink", "doc-backlink"})
# How publishers and websites name the class of a block quotation that is no <blockquote>.
_QUOTING_CLASSES: Final = frozenset(
    "blockquote block-quote block_quote blockquotation block-quotation quotation extract extracts extract-text "
    "quote quote-block quoteblock bq epigraph msoquote msointensequote msoblocktext".split()
)
_QUOTING_TYPES: Final = frozenset({"epigraph", "doc-epigraph", "z3998:verse-extract", "z3998:prose-extract"})
_SIDE: Final = re.compile(
    r"(?<![\w-])(?:margin|padding)-(left|right)\s*:\s*([\d.]+)\s*(pt|px|in|cm|mm|em|rem|%)", re.IGNORECASE
)
_POINTS: Final = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835, "em": 12.0, "rem": 12.0, "%": 5.0}

SET_OFF_POINTS: Final = 14.0
"""How far in from both margins a block quotation stands at least: half a centimetre, a third of what is usual."""

_TYPE: Final = "{http://www.idpf.org/2007/ops}type"


# What stands beneath a quotation to say whose it is: MediaWiki, Bootstrap, and what websites call it themselves.
_CREDIT_CLASSES: Final = frozenset(
    "templatequotecite blockquote-footer attribution quote-attribution quote-author quote-source quote-credit".split()
)


def name_of(element: "etree._Element") -> str:
    """The name of an element in small letters, without its namespace; empty for comments and the like."""
    tag: object = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def classes_of(element: "etree._Element") -> frozenset[str]:
    """The class names of an element, in small letters."""
    return frozenset((element.get("class") or "").lower().split())


def types_of(element: "etree._Element") -> frozenset[str]:
    """What an element says it is, in the vocabularies of EPUB (``epub:type``) and of DPUB-ARIA (``role``)."""
    stated = f"{element.get(_TYPE) or ''} {element.get('epub:type') or ''} {element.get('role') or ''}"
    return frozenset(stated.lower().split())


def is_hidden(element: "etree._Element", name: str) -> bool:
    """Whether a browser does not show an element as words to be read."""
    if name in _NEVER_SHOWN:
        return True
    if not element.attrib:
        return False
    if element.get("hidden") is not None or not _FOR_STEERING.isdisjoint(types_of(element)):
        return True
    style = element.get("style")
    hidden = style is not None and _HIDDEN.search(style) is not None
    return hidden or not _HIDDEN_CLASSES.isdisjoint(classes_of(element))


def is_heading(element: "etree._Element", name: str) -> bool:
    """Whether an element is a heading: by its name, or as a paragraph by its class or role."""
    if name in HEADINGS or name != "p" or not element.attrib:
        return name in HEADINGS
    return not _HEADING_CLASSES.isdisjoint(classes_of(element)) or "heading" in types_of(element)


def is_credit(element: "etree._Element", name: str) -> bool:
    """Whether an element inside a quotation is there to say whose it is."""
    return name == "footer" or (bool(element.attrib) and not _CREDIT_CLASSES.isdisjoint(classes_of(element)))


def is_block_quotation(element: "etree._Element", name: str) -> bool:
    """Whether an element is set off as a quotation: by its name, class, stated type, or margins on both sides."""
    if name == "blockquote":
        return True
    if name not in BLOCKS or not element.attrib or name in HEADINGS:
        return False
    if not _QUOTING_CLASSES.isdisjoint(classes_of(element)) or not _QUOTING_TYPES.isdisjoint(types_of(element)):
        return True
    style = element.get("style")
    return style is not None and name == "p" and _stands_in(style)


def _stands_in(style: str) -> bool:
    """Whether a style sets both margins, as word processors write the paragraphs of a page that they save."""
    sides: dict[str, float] = {}
    for side, number, unit in _SIDE.findall(style[:1000]):
        try:
            sides[side.lower()] = float(number) * _POINTS[unit.lower()]
        except ValueError:  # "1.2.3": no number
            return False
    return len(sides) == 2 and min(sides.values()) >= SET_OFF_POINTS
