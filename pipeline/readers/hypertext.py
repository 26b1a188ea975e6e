"""The tree of a page of HTML or XHTML, from its bytes."""

import html.entities
import re
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from pipeline.readers.decode import Decoded, decode
from pipeline.readers.packed import MAX_TAGS, too_large
from pipeline.readers.reading import Notice

# Where a page states its encoding: in its first bytes, before any other text (HTML Living Standard, 13.2.3.2).
_CHARSET: Final = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_LOOKED_AT: Final = 4096
# Browsers read these as Windows' encoding of Western languages (Encoding Standard, 4.2).
_WESTERN: Final = frozenset("iso-8859-1 iso8859-1 latin-1 latin1 l1 ascii us-ascii iso_8859-1".split())
_PROLOG: Final = re.compile(r"\s*(?:<\?xml[^<>]{0,400}\?>)?\s*")
_DOCTYPE: Final = re.compile(r"<!DOCTYPE[^<>\[]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
NOT_OF_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

# The deepest tree that lxml builds of HTML; of what lies deeper it would give no word.
_DEEPEST: Final = 2000
_FLATTENED: Final = re.compile(
    r"<(/?)(?:(p|div|section|article|main|blockquote|center|ul|ol|dl|table|tbody|td|li|dd|form|fieldset|details)|"
    r"(?:font|span|b|i|u|em|strong|big|small|a|abbr|cite|code|tt|s|strike|sub|ins|del|mark|nobr|q))\b[^<>]*>",
    re.IGNORECASE,
)
# A tag with more than anybody writes: a picture in the page itself, or thousands of attributes, each of which the
# parser compares with all before it. Its attributes are not looked at.
_LONG_TAG: Final = re.compile(r"<([A-Za-z][\w:.-]{0,40})\s[^<>]{20000,}>")
_TOO_DEEP: Final = Notice(
    code="nested_too_deep",
    message=f"elements in it are nested more than {_DEEPEST:,} deep, so that only its words and paragraphs were read, "
    "not which of them are quotations or notes: save the page anew from a browser",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its tree (None where there is nothing in it), and how its bytes were read."""

    root: "etree._Element | None"
    decoded: Decoded


def read_page(content: bytes, *, encoding: str = "", as_xml: bool = False) -> Page:
    """The tree of a page. No entity is expanded but the characters of HTML, and nothing outside it is looked at.

    The encoding is the byte order mark's, else UTF-8, else ``encoding``, else the one that the page
    states, as `decode` has it. ``as_xml``: the page is XHTML, and is read as HTML only where it is not well-formed.

    Raises:
        UnreadableError: the file is binary, in no encoding that can be made out, or too large.
    """
    if content.count(b"<") > MAX_TAGS:
        raise too_large(f"a page in it has more than {MAX_TAGS:,} tags")
    decoded = decode(content, declared=encoding or _stated_encoding(content))
    text = decoded.text.replace("\r", "\n")
    root = _parse_xml(text) if as_xml else None
    if root is None:
        root, flattened = parse_html(text)
        decoded = replace(decoded, notices=(*decoded.notices, _TOO_DEEP)) if flattened else decoded
    return Page(root=root, decoded=decoded)


def _stated_encoding(content: bytes) -> str:
    stated = _CHARSET.search(content[:_LOOKED_AT])
    label = stated[1].decode("ascii", errors="replace").lower() if stated else ""
    return "cp1252" if label in _WESTERN else label


def _parse_xml(text: str) -> "etree._Element | None":
    """The root of XHTML; None where it is not well-formed.

    The document type goes, and with it all entities but those of HTML, which become their characters.
    """
    start = _PROLOG.match(text)
    text = _DOCTYPE.sub("", text[start.end() if start else 0 :], count=1)
    text = _ENTITY.sub(_character, NOT_OF_XML.sub("", text))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return root


def _character(entity: "re.Match[str]") -> str:
    found = html.entities.html5.get(f"{entity[1]};")
    if found is None or entity[1] in _OF_XML:
        return entity[0]
    return "".join(f"&#{ord(char)};" for char in found)


def parse_html(text: str) -> "tuple[etree._Element | None, bool]":
    """The root of a page, and whether it had to be flattened to be read to its end."""
    start = _PROLOG.match(text)
    text = _LONG_TAG.sub(r"<\1>", text[start.end() if start else 0 :])
    root, too_deep = _parsed(text)
    if not too_deep:
        return root, False
    flat = _FLATTENED.sub(lambda tag: "<p>" if tag[2] else "", text)
    return _parsed(flat)[0], True


def _parsed(text: str) -> "tuple[etree._Element | None, bool]":
    # "huge" lifts the limits on depth (256, which pages with unclosed tags reach) and on the length of a word.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    too_deep = any("depth" in entry.message.lower() for entry in parser.error_log)
    return root, too_deep
