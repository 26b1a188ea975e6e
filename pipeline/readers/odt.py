"""OpenDocument texts, ``.odt``: what LibreOffice writes, made into the elements of HTML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipeline.readers.blocks import compose_blocks
from pipeline.readers.elements import name_of
from pipeline.readers.layout import Laid, set_off
from pipeline.readers.markup import read_blocks
from pipeline.readers.packed import Package, broken, open_package, protected
from pipeline.readers.properties import tidy
from pipeline.readers.reading import NOTHING_STATED, Metadata, Reading, UnreadableError
from pipeline.readers.styles import Role, role_of

ENCODING: Final = "utf-8"

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
# What is no part of the text: what was deleted while changes were tracked, comments, numbers of notes and of list
# items, indexes that the program made, hidden text, the words that a program says of a picture.
_LEFT_OUT: Final = frozenset(
    "tracked-changes annotation note-citation number table-of-content alphabetical-index illustration-index "
    "table-index object-index user-index hidden-text hidden-paragraph ruby-text forms sequence-decls "
    "covered-table-cell image object event-listeners math".split()
)
_OF_PICTURES: Final = "svg"  # whose title and description are; <text:title> is the document's, set into its text
# The elements of HTML that stand for those of OpenDocument; all others are passed through.
_NAMES: Final[Mapping[str, str]] = {
    "list": "ul",
    "list-item": "li",
    "list-header": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "section": "div",
    "text-box": "div",
    "bibliography": "div",
}
_UNITS: Final[Mapping[str, float]] = {"in": 72.0, "cm": 28.35, "mm": 2.835, "pt": 1.0, "pc": 12.0, "px": 0.75}
_MOST_PARENTS: Final = 30
# "super 58%", "33% 58%": how far a character style lifts its words.
_RAISED: Final = re.compile(r"(?:super|[1-9][\d.]*%).*")


@dataclass(slots=True, kw_only=True)
class _Style:
    """A paragraph style: its parent, and the settings of its own."""

    parent: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What styles make of paragraphs, and of words by the name of their style."""

    roles: Mapping["etree._Element", Role]
    spans: Mapping[str, str]


def read_odt(content: bytes, *, encoding: str = "") -> Reading:  # noqa: ARG001 - the format is always UTF-8
    """The text of an OpenDocument file: headings, paragraphs, block quotations, footnotes and endnotes.

    Block quotations are known by their style ("Quotations", and styles based on it) or by their margins. What was
    deleted while changes were tracked, comments, headers and indexes are left out. The file's properties
    are metadata.

    Raises:
        UnreadableError: it is no OpenDocument file, broken, opens with a password, or is too large.
    """
    package = open_package(content)
    _refuse_encrypted(package)
    root = package.read_xml(_CONTENT)
    body = next(root.iter("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text"), None)
    if body is None:
        raise broken("it holds no text document (it may be a spreadsheet or slides)")
    sheets = [package.read_xml("styles.xml"), root] if "styles.xml" in package else [root]
    styles = {name: style for sheet in sheets for name, style in _read_styles(sheet)}
    spans = {name: tag for sheet in sheets for name, tag in _read_spans(sheet)}
    _move_boxes(body)
    tree = _as_html(body, _Seen(roles=_roles(body, styles), spans=spans))
    text, kinds = compose_blocks(read_blocks(tree))
    return Reading(text=text, encoding=ENCODING, kinds=kinds, metadata=_properties(package))


def _refuse_encrypted(package: Package) -> None:
    if _MANIFEST in package and any(True for _ in package.read_xml(_MANIFEST).iter("{*}encryption-data")):
        raise protected("it opens with a password")


def _read_styles(root: "etree._Element") -> Iterator[tuple[str, _Style]]:
    for style in root.iter("{*}style"):
        if _value(style, "family") == "paragraph":
            properties = style.find("{*}paragraph-properties")
            settings = (
                {} if properties is None else {_plain(key): str(value) for key, value in properties.attrib.items()}
            )
            yield _value(style, "name"), _Style(parent=_value(style, "parent-style-name"), settings=settings)


def _read_spans(root: "etree._Element") -> Iterator[tuple[str, str]]:
    """The character styles that matter: "sup" for what is raised, "" for what is hidden."""
    for style in root.iter("{*}style"):
        properties = style.find("{*}text-properties") if _value(style, "family") == "text" else None
        if properties is not None:
            if _value(properties, "display") == "none":
                yield _value(style, "name"), ""
            elif _RAISED.match(_value(properties, "text-position")):
                yield _value(style, "name"), "sup"


def _plain(key: "str | bytes") -> str:
    return str(key).rpartition("}")[2]


def _value(element: "etree._Element", name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if _plain(key) == name), "")


def _move_boxes(body: "etree._Element") -> None:
    """Take the boxes of text that are anchored in a paragraph out of it, and put them behind it."""
    for box in reversed(list(body.iter("{*}text-box"))):
        holder = next((one for one in box.iterancestors() if name_of(one) in {"p", "h"}), None)
        if holder is not None:
            box.tail = None
            holder.addnext(box)


def _roles(body: "etree._Element", styles: Mapping[str, _Style]) -> Mapping["etree._Element", Role]:
    """What each paragraph is by its style or its margins."""
    parents = {name: style.parent for name, style in styles.items() if style.parent}
    paragraphs = list(body.iter(f"{{{_TEXT}}}p"))
    roles = [role_of(one.get(f"{{{_TEXT}}}style-name") or "", parents) for one in paragraphs]
    laid = [_laid(one, styles, role) for one, role in zip(paragraphs, roles, strict=True)]
    offs = set_off(laid)
    return {one: role or ("quotation" if off else "") for one, role, off in zip(paragraphs, roles, offs, strict=True)}


def _laid(paragraph: "etree._Element", styles: Mapping[str, _Style], role: Role) -> Laid:
    settings: dict[str, str] = {}
    style = styles.get(paragraph.get(f"{{{_TEXT}}}style-name") or "")
    for _ in range(_MOST_PARENTS):
        if style is None:
            break
        settings = {**style.settings, **settings}
        style = styles.get(style.parent)
    holder = paragraph.getparent()
    in_flow = holder is not None and name_of(holder) in {"text", "section"}
    return Laid(
        left=_points(settings, "margin-left"),
        right=_points(settings, "margin-right"),
        first=_points(settings, "text-indent"),
        n_chars=sum(len(str(text)) for text in paragraph.itertext()),
        is_prose=in_flow and not role and settings.get("text-align") not in {"center", "end", "right"},
    )


def _points(settings: Mapping[str, str], name: str) -> float:
    """A length in points; 0 where there is none, or one that is relative to something else."""
    length = settings.get(name, "")
    try:
        return round(float(length[:-2]) * _UNITS[length[-2:]], 1)
    except (ValueError, KeyError):
        return 0.0


def _as_html(body: "etree._Element", seen: _Seen) -> "etree._Element":
    """A tree of HTML with the words of a document."""
    builder = etree.TreeBuilder()
    builder.start("body", {})
    walk = etree.iterwalk(body, events=("start", "end"))
    opened: list[tuple[str, ...]] = []
    for event, element in walk:
        if event == "start":
            names = () if element is body else _names(element, seen)
            left_out = names == ("",)
            opened.append(() if left_out else names)
            if left_out:
                walk.skip_subtree()
                continue
            for name in names:
                builder.start(name, {"role": "doc-footnote"} if name == "aside" else {})
            if element is not body:
                builder.data(_spaces(element) + (element.text or ""))
        else:
            for name in reversed(opened.pop()):
                builder.end(name)
            if element is not body:
                builder.data(element.tail or "")
    builder.end("body")
    return builder.close()


def _names(element: "etree._Element", seen: _Seen) -> tuple[str, ...]:
    """The elements of HTML that stand for one of OpenDocument, the outermost first; ("",) where it is left out."""
    name = name_of(element)
    if name in _LEFT_OUT or _value(element, "display") == "none":
        return ("",)
    if name in {"title", "desc"} and _OF_PICTURES in str(element.tag):
        return ("",)
    if name == "span":
        tag = seen.spans.get(_value(element, "style-name"))
        return () if tag is None else (tag,)
    if name == "h":
        return ("h1",)
    if name == "p":
        role = seen.roles.get(element, "")
        by_role = {"heading": ("h1",), "quotation": ("blockquote", "p"), "left out": ("",)}
        return by_role.get(role, ("p",))
    if name == "note":
        return ("aside",)
    if name == "line-break":
        return ("br",)
    return (_NAMES[name],) if name in _NAMES else ()


def _spaces(element: "etree._Element") -> str:
    return " " if name_of(element) in {"s", "tab"} else ""


def _properties(package: Package) -> Metadata:
    """What the file's properties say; nothing where they are broken."""
    try:
        root = package.read_xml("meta.xml")
    except UnreadableError:
        return NOTHING_STATED
    fields = {
        "title": ("title",),
        "author": ("initial-creator", "creator"),
        "date": ("creation-date", "date"),
        "language": ("language",),
    }
    return tidy(
        {
            field: [one.text or "" for name in names for one in root.iter(f"{{*}}{name}")]
            for field, names in fields.items()
        }
    )
