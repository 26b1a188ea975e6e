"""Word files, ``.docx``: mammoth gives the words, the file's own layout says what is a block quotation."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Final
from xml.parsers.expat import ExpatError

from lxml import etree

from pipeline.readers.blocks import compose_blocks
from pipeline.readers.elements import name_of
from pipeline.readers.hypertext import parse_html
from pipeline.readers.layout import Laid, set_off
from pipeline.readers.markup import read_blocks
from pipeline.readers.packed import Package, broken, open_package, too_large
from pipeline.readers.properties import tidy
from pipeline.readers.reading import NOTHING_STATED, Metadata, Reading, UnreadableError
from pipeline.readers.styles import Role, role_of

ENCODING: Final = "utf-8"

_RELATIONSHIPS: Final = "_rels/.rels"
_TYPES: Final = "[Content_Types].xml"
_PROPERTIES: Final = "docProps/core.xml"
_PARTS: Final = frozenset({"styles", "footnotes", "endnotes"})
_POINTS_A_TWIP: Final = 1 / 20
# What a run of characters may hold that is seen; all else in it belongs to fields, which are to stay whole.
_SEEN: Final = frozenset({"t", "tab", "br", "cr", "sym", "nobreakhyphen", "footnotereference", "endnotereference"})
# What mammoth needs to know of a run or of the end of a paragraph. All else (fonts, languages) would fill the memory.
_TOLD: Final = frozenset({"vertalign", "del"})
_NOT_TOLD: Final = ("{*}proofErr", "{*}lastRenderedPageBreak", "{*}sectPr", "{*}tblPr", "{*}tblGrid", "{*}numPr")
MAX_ELEMENTS: Final = 1_000_000
"""Elements of a Word file when those are gone, each of which costs mammoth a kilobyte: some ten million characters."""

_OFF: Final = frozenset({"0", "false", "off"})
_MOST_PARENTS: Final = 30
# The styles that stand for what has been found out, and what mammoth is to make of them.
_STYLES: Final[Mapping[Role, str]] = {
    "heading": "QuothHeading",
    "quotation": "QuothQuotation",
    "left out": "QuothLeftOut",
}
_STYLE_MAP: Final = """
p.QuothHeading => h1:fresh
p.QuothQuotation => blockquote > p:fresh
p.QuothLeftOut => !
"""
# What mammoth trips over in a file that is not as Word writes it.
_TRIPS: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    OSError,
    NotImplementedError,
    ExpatError,
)


@dataclass(slots=True, kw_only=True)
class _Style:
    """A paragraph style: its name, its parent, and what it sets itself."""

    name: str = ""
    parent: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)


def read_docx(content: bytes, *, encoding: str = "") -> Reading:  # noqa: ARG001 - the file says it itself
    """The text of a Word file: headings, paragraphs, block quotations, footnotes and endnotes.

    Block quotations are known by their style ("Quote", "Block Text" and the like, and styles based
    on them) or by their margins. Words that are marked as inserted count, deleted ones do not; comments, headers,
    tables of contents and pictures are left out. The file's properties are metadata.

    Raises:
        UnreadableError: it is no Word file, broken, opens with a password, or is too large when it is unpacked.
    """
    package = open_package(content)
    html = _convert(_prepared(package))
    root, _ = parse_html(html)
    text, kinds = compose_blocks(read_blocks(root) if root is not None else ())
    return Reading(text=text, encoding=ENCODING, kinds=kinds, metadata=_properties(package))


def _prepared(package: Package) -> bytes:
    """A Word file with no more in it than mammoth needs, and styles that say what paragraphs are."""
    relationships = package.read_xml(_RELATIONSHIPS)
    main = next(_targets(relationships, "", {"officeDocument"}), "word/document.xml")
    beside = join(dirname(main), "_rels", f"{main.rpartition('/')[2]}.rels")
    parts = {_TYPES: package.read_xml(_TYPES), _RELATIONSHIPS: relationships, main: package.read_xml(main)}
    styles: dict[str, _Style] = {}
    if beside in package:
        parts[beside] = package.read_xml(beside)
        for name in _targets(parts[beside], dirname(main), _PARTS):
            if name in package and name not in parts:
                parts[name] = package.read_xml(name)
                if name_of(parts[name]) == "styles":
                    styles = dict(_read_styles(parts[name]))
    hidden = frozenset(one for part in parts.values() if name_of(part) == "styles" for one in _hidden_styles(part))
    for part in parts.values():
        _take_hidden_away(part, hidden)
    _mark_paragraphs(parts[main], styles)
    for part in parts.values():
        _lighten(part)
    if sum(sum(1 for _ in part.iter("*")) for part in parts.values()) > MAX_ELEMENTS:
        raise too_large(f"its text has more than {MAX_ELEMENTS:,} parts")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, root in parts.items():
            archive.writestr(zipfile.ZipInfo(name), etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    return packed.getvalue()


def _targets(relationships: "etree._Element", folder: str, kinds: "frozenset[str] | set[str]") -> Iterator[str]:
    """The members that relationships of some kinds lead to."""
    for one in relationships.iter("{*}Relationship"):
        target = one.get("Target") or ""
        if (one.get("Type") or "").rpartition("/")[2] in kinds and one.get("TargetMode") != "External" and target:
            yield normpath(join("/", folder, target)).lstrip("/")


def _convert(content: bytes) -> str:
    """The HTML that mammoth makes of a Word file; pictures are not opened."""
    import mammoth

    no_pictures = mammoth.images.img_element(lambda _: {})
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_STYLE_MAP,
            include_default_style_map=False,
            convert_image=no_pictures,
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except _TRIPS as error:
        raise broken("it is not as Word writes its files") from error
    return str(result.value)


def _read_styles(root: "etree._Element") -> Iterator[tuple[str, _Style]]:
    for style in root.iter("{*}style"):
        if _value(style, "type") == "paragraph":
            name, parent = (_value_of(style, tag) for tag in ("name", "basedOn"))
            yield _value(style, "styleId"), _Style(name=name, parent=parent, settings=_settings(style.find("{*}pPr")))


def _hidden_styles(root: "etree._Element") -> Iterator[str]:
    """The styles whose words are not seen."""
    return (_value(style, "styleId") for style in root.iter("{*}style") if _vanishes(style.find("{*}rPr")))


def _vanishes(properties: "etree._Element | None") -> bool:
    sign = properties.find("{*}vanish") if properties is not None else None
    return sign is not None and _value(sign, "val").lower() not in _OFF


def _take_hidden_away(root: "etree._Element", hidden_styles: frozenset[str]) -> None:
    """Take away the words that are formatted as hidden."""
    for run in root.iter("{*}r"):
        properties = run.find("{*}rPr")
        if _vanishes(properties) or (properties is not None and _value_of(properties, "rStyle") in hidden_styles):
            for one in list(run):
                if name_of(one) in _SEEN:
                    run.remove(one)


def _lighten(root: "etree._Element") -> None:
    """Take away what has been read already, and what mammoth does not look at."""
    etree.strip_elements(root, *_NOT_TOLD, with_tail=False)
    for properties in list(root.iter("{*}rPr")):
        for one in list(properties):
            if name_of(one) not in _TOLD:
                properties.remove(one)
        holder = properties.getparent()
        if len(properties) == 0 and holder is not None:
            holder.remove(properties)


def _settings(properties: "etree._Element | None") -> dict[str, str]:
    """What the properties of a paragraph or style set: indents in twips, alignment, level in the outline, a list."""
    if properties is None:
        return {}
    found: dict[str, str] = {}
    for one in properties:
        name = name_of(one)
        if name == "ind":
            found |= {name_of_attribute(key): str(value) for key, value in one.attrib.items()}
        elif name in {"jc", "outlinelvl"}:
            found[name] = _value(one, "val")
        elif name == "numpr":
            found[name] = "yes"
    return found


def name_of_attribute(key: "str | bytes") -> str:
    """The name of an attribute without its namespace."""
    return str(key).rpartition("}")[2]


def _value(element: "etree._Element", name: str) -> str:
    """An attribute of an element of Word's, in whichever of its two namespaces."""
    return next((str(value) for key, value in element.attrib.items() if name_of_attribute(key) == name), "")


def _value_of(element: "etree._Element", tag: str) -> str:
    child = element.find(f"{{*}}{tag}")
    return _value(child, "val") if child is not None else ""


def _mark_paragraphs(root: "etree._Element", styles: Mapping[str, _Style]) -> None:
    """Give each paragraph that is a heading, a block quotation or of a table of contents the style that says so."""
    parents = {style.name: styles[style.parent].name for style in styles.values() if style.parent in styles}
    paragraphs = list(root.iter("{*}p"))
    paragraphs = [one for one in paragraphs if "wordprocessingml" in str(one.tag)]
    settled = [_settled(one, styles) for one in paragraphs]
    roles = [_role(style, settings, parents) for style, settings in settled]
    laid = [_laid(one, settings, role) for one, (_, settings), role in zip(paragraphs, settled, roles, strict=True)]
    for one, role, off in zip(paragraphs, roles, set_off(laid), strict=True):
        found: Role = role or ("quotation" if off else "")
        if found:
            _set_style(one, _STYLES[found])


def _settled(paragraph: "etree._Element", styles: Mapping[str, _Style]) -> tuple[str, dict[str, str]]:
    """The name of a paragraph's style, and what holds for the paragraph: its own settings over those of its styles."""
    properties = paragraph.find("{*}pPr")
    identity = _value_of(properties, "pStyle") if properties is not None else ""
    settings, name, style = _settings(properties), "", styles.get(identity)
    for _ in range(_MOST_PARENTS):
        if style is None:
            break
        name = name or style.name
        settings = {**style.settings, **settings}
        style = styles.get(style.parent)
    return name or identity, settings


def _role(style: str, settings: Mapping[str, str], parents: Mapping[str, str]) -> Role:
    role = role_of(style, parents)
    in_outline = settings.get("outlinelvl", "9") in set("012345678")
    return "heading" if in_outline and not role else role


def _laid(paragraph: "etree._Element", settings: Mapping[str, str], role: Role) -> Laid:
    first = _points(settings, "firstLine") - _points(settings, "hanging")
    return Laid(
        left=_points(settings, "left") or _points(settings, "start"),
        right=_points(settings, "right") or _points(settings, "end"),
        first=first,
        n_chars=sum(len(text.text or "") for text in paragraph.iter("{*}t")),
        is_prose=not role and "numpr" not in settings and settings.get("jc") not in {"center", "right", "end"},
    )


def _points(settings: Mapping[str, str], name: str) -> float:
    try:
        return round(int(settings.get(name, "0")) * _POINTS_A_TWIP, 1)
    except ValueError:  # "0.5in", which strict files may have
        return 0.0


def _set_style(paragraph: "etree._Element", style: str) -> None:
    space = str(paragraph.tag).rpartition("}")[0]
    properties = paragraph.find("{*}pPr")
    if properties is None:
        properties = etree.Element(f"{space}}}pPr")
        paragraph.insert(0, properties)
    named = properties.find("{*}pStyle")
    if named is None:
        named = etree.Element(f"{space}}}pStyle")
        properties.insert(0, named)
    named.set(f"{space}}}val", style)


def _properties(package: Package) -> Metadata:
    """What the file's properties say; nothing where they are broken."""
    try:
        root = package.read_xml(_PROPERTIES)
    except UnreadableError:
        return NOTHING_STATED
    stated: dict[str, Sequence[str]] = {
        field: [one.text or "" for name in names for one in root.iter(f"{{*}}{name}")]
        for field, names in (
            ("title", ["title"]),
            ("author", ["creator"]),
            ("date", ["created", "modified"]),
            ("language", ["language"]),
        )
    }
    return tidy(stated)
