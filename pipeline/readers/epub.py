"""Electronic books, ``.epub``: the documents of the book in the order of its spine, as one text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from typing import Final
from urllib.parse import unquote

from lxml import etree

from pipeline.readers.article import keep_only
from pipeline.readers.blocks import compose_blocks
from pipeline.readers.elements import name_of, types_of
from pipeline.readers.footnotes import find_notes
from pipeline.readers.hypertext import NOT_OF_XML, read_page
from pipeline.readers.markup import read_blocks
from pipeline.readers.packed import MAX_TAGS, Package, broken, open_package, too_large
from pipeline.readers.properties import tidy
from pipeline.readers.reading import Notice, Reading, UnreadableError
from pipeline.readers.stylesheet import mark_set_off, read_margins

ENCODING: Final = "utf-8"

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
# Fonts are garbled by these so that they are of no use outside the book; the text is not (EPUB OCF 3.3, 4.3).
_FOR_FONTS: Final = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_TEXTS: Final = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"})
# Parts of a book that are there to steer by, in the words of its guide and of `epub:type`.
_STEERING: Final = frozenset({"toc", "cover", "landmarks", "loi", "lot", "page-list"})

_FACTS: Final[Mapping[str, str]] = {
    "title": "title",
    "author": "creator",
    "date": "date",
    "source": "publisher",
    "language": "language",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A document of the spine: its name in the archive; one that is not ``linear`` counts for its notes alone."""

    name: str
    linear: bool


def read_epub(content: bytes, *, encoding: str = "") -> Reading:
    """The text of a book: headings, paragraphs, block quotations and notes, wherever in the book the notes stand.

    The cover, tables of contents and the numbers of printed pages are left out. What the book says of itself is
    metadata.

    Raises:
        UnreadableError: it is no book, broken, protected by digital rights management, or too large.
    """
    package = open_package(content)
    name, book = _book(package)
    parts = list(_spine(book, dirname(name)))
    _refuse_protected(package, frozenset(part.name for part in parts))
    body, apart, notices = etree.Element("body"), etree.Element("div"), dict[str, Notice]()
    for part, markup in _contents(package, parts):
        page = read_page(markup, encoding=encoding, as_xml=True)
        notices |= {notice.code: notice for notice in page.decoded.notices}
        if page.root is not None:
            _bind(body if part.linear else apart, page.root, part)
    body.append(apart)
    if len(apart):
        notes = find_notes(body)
        keep_only(apart, {*notes.bodies, *notes.sections})
    mark_set_off(body, read_margins(_sheets(package, book, dirname(name))))
    text, kinds = compose_blocks(read_blocks(body))
    return Reading(
        text=text, encoding=ENCODING, kinds=kinds, metadata=tidy(_facts(book)), notices=tuple(notices.values())
    )


def _contents(package: Package, parts: Iterable[_Part]) -> Iterator[tuple[_Part, bytes]]:
    """The documents that are there, with their bytes, as long as the memory holds what they make together."""
    n_tags = 0
    for part in parts:
        if part.name in package:
            content = package.read(part.name)
            n_tags += content.count(b"<")
            if n_tags > MAX_TAGS:
                raise too_large(f"its pages have more than {MAX_TAGS:,} tags")
            yield part, content


def _book(package: Package) -> tuple[str, "etree._Element"]:
    """The name and root of the file that says what the book is made of."""
    container = package.read_xml(_CONTAINER)
    for one in container.iter("{*}rootfile"):
        name = _resolved("", one.get("full-path") or "")
        if name in package:
            return name, package.read_xml(name)
    raise broken("it does not say where its book begins")


def _spine(book: "etree._Element", folder: str) -> Iterator[_Part]:
    """The documents of a book in reading order, less those to steer by."""
    items = {one.get("id"): one for one in book.iter("{*}item")}
    steering = {
        _resolved(folder, one.get("href") or "") for one in book.iter("{*}reference") if one.get("type") in _STEERING
    }
    for reference in book.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or (item.get("media-type") or "").lower() not in _TEXTS:
            continue
        name = _resolved(folder, item.get("href") or "")
        if "nav" not in (item.get("properties") or "").split() and name not in steering:
            yield _Part(name=name, linear=reference.get("linear") != "no")


def _sheets(package: Package, book: "etree._Element", folder: str) -> Iterator[str]:
    """The style sheets of a book, in the order in which it lists them."""
    for one in book.iter("{*}item"):
        name = _resolved(folder, one.get("href") or "")
        if one.get("media-type") == "text/css" and name in package:
            yield package.read(name).decode("utf-8", errors="replace")


def _resolved(folder: str, href: str) -> str:
    """The name of the member that a reference leads to, seen from a folder of the archive."""
    return normpath(join("/", folder, unquote(href.partition("#")[0]))).lstrip("/")


def _refuse_protected(package: Package, texts: frozenset[str]) -> None:
    """Refuse a book whose texts, not only its fonts, are encrypted."""
    if _ENCRYPTION not in package:
        return
    for one in package.read_xml(_ENCRYPTION).iter("{*}EncryptedData"):
        method, place = one.find("{*}EncryptionMethod"), next(one.iter("{*}CipherReference"), None)
        for_fonts = method is not None and method.get("Algorithm") in _FOR_FONTS
        if not for_fonts and place is not None and _resolved("", place.get("URI") or "") in texts:
            message = (
                "it is protected by digital rights management, so that only the shop's own program can read it: "
                "ask the publisher for a copy without it, or remove it"
            )
            raise UnreadableError(Notice(code="protected", message=message))


def _bind(body: "etree._Element", root: "etree._Element", part: _Part) -> None:
    """Put a document into the book: ids have the document's name before them, and links lead there."""
    page = next((one for one in root.iter("{*}body", "body")), root)
    if not _STEERING.isdisjoint(types_of(page)):
        return
    for element in page.iter("*"):
        for key in ("id", "name"):
            place = element.get(key)
            if place:
                element.set(key, _anchor(part.name, place))
        href = element.get("href")
        if href and "#" in href and ":" not in href.partition("#")[0]:
            target, _, place = href.partition("#")
            element.set("href", f"#{_anchor(_resolved(dirname(part.name), target) if target else part.name, place)}")
        if name_of(element) == "nav":
            element.set("hidden", "")
    page.tag, page.tail = "div", None
    body.append(page)


def _anchor(name: str, place: str) -> str:
    """The id of a place in a document: both may hold what no XML may."""
    return NOT_OF_XML.sub("?", f"{name}|{place}")


def _facts(book: "etree._Element") -> Mapping[str, list[str]]:
    """What a book says of itself, in Dublin Core; several authors are parted by a semicolon."""
    stated = {
        field: [one.text or "" for one in book.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")]
        for field, name in _FACTS.items()
    }
    return {**stated, "author": ["; ".join(" ".join(name.split()) for name in stated["author"] if name.strip())]}
