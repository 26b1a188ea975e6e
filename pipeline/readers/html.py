"""Web pages, ``.html``, ``.htm``, ``.xhtml``: the article without the navigation around it, to the character."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from pipeline.readers.article import hide_all_but_article
from pipeline.readers.blocks import compose_blocks
from pipeline.readers.elements import name_of
from pipeline.readers.hypertext import read_page
from pipeline.readers.markup import read_blocks
from pipeline.readers.page_facts import read_facts
from pipeline.readers.reading import Reading
from pipeline.readers.stylesheet import mark_set_off, read_margins

# The programs whose style sheets say which paragraphs stand further in; those of websites lay out whole pages.
_WORD_PROCESSORS: Final = re.compile(r"LibreOffice|OpenOffice|Microsoft Word|StarOffice|AbiWord", re.IGNORECASE)


def read_html(content: bytes, *, encoding: str = "") -> Reading:
    """The article of a web page: its headings, paragraphs, block quotations and notes.

    The words are those of the page. What it says about itself (title, author, date, site, language) is metadata.

    Raises:
        UnreadableError: the file is binary, or in no encoding that can be made out.
    """
    as_xml = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")
    page = read_page(content, encoding=encoding, as_xml=as_xml)
    if page.root is None:
        return Reading(text="", encoding=page.decoded.encoding, notices=page.decoded.notices)
    metadata = read_facts(page.root)
    hide_all_but_article(page.root)
    mark_set_off(page.root, read_margins(_sheets(page.root)))
    text, kinds = compose_blocks(read_blocks(page.root))
    return Reading(
        text=text, encoding=page.decoded.encoding, kinds=kinds, metadata=metadata, notices=page.decoded.notices
    )


def _sheets(root: "etree._Element") -> Iterator[str]:
    """The style sheets in a page that a word processor has saved; none in any other page."""
    metas = (one for one in root.iter("*") if name_of(one) == "meta")
    generators = (one.get("content") or "" for one in metas if (one.get("name") or "").lower() == "generator")
    if any(_WORD_PROCESSORS.search(name) for name in generators):
        yield from (one.text or "" for one in root.iter("*") if name_of(one) == "style")
