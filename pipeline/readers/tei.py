"""TEI, ``.xml``: the text of an edition as its readers know it, block by block."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import TYPE_CHECKING, Final

from pipeline.quotes.tei import tag_of, words_of
from pipeline.readers.blocks import compose_blocks
from pipeline.readers.reading import Metadata, Notice, Reading, UnreadableError
from pipeline.readers.tei_walk import read_blocks

if TYPE_CHECKING:
    from lxml import etree

_DECLARED: Final = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=", re.DOTALL)
_ROOTS: Final = frozenset({"TEI", "TEI.2", "teiCorpus", "teiCorpus.2"})
_DATE: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def read_tei(content: bytes, *, encoding: str = "") -> Reading:
    """The text of a TEI file, P5 or older, with or without its namespace.

    Of what stands for the same place the printed spelling and abbreviation are taken (``orig``, ``abbr``), but the
    correction of a misprint (``corr``); of variants the ``lem``; what was deleted is left out, what was added is
    kept, and a ``gap`` is […]. Page and column beginnings, running heads, figures' descriptions and whatever stands
    outside ``text`` are left out. Notes come after all else. The speeches of a play begin with their speaker and a
    colon. Quotation marks are supplied where the header says that none were kept, or no quotation of the file has
    any; ``“`` and ``”``, and inside these ``‘`` and ``’``. Nothing is fetched and no entity is expanded: of those
    not defined by XML the names of HTML are known (``&mdash;``), the rest is lost.

    Raises:
        UnreadableError: it is not well-formed, nested more than 256 deep, or no TEI.
    """
    root = _parse(content, encoding=encoding)
    tag = tag_of(root)
    if tag not in _ROOTS:
        message = f"it is XML, but no TEI: its root is {tag[:60]!r}; save it as HTML or plain text"
        raise UnreadableError(Notice(code="not_tei", message=message))
    n_lost = _settle_entities(root)
    text, kinds = compose_blocks(read_blocks(root))
    found = root.getroottree().docinfo.encoding or "UTF-8"
    lost = "1 entity" if n_lost == 1 else f"{n_lost:,} entities"
    message = f"left out: {lost} that only its DTD knows; write the characters themselves"
    return Reading(
        text=text,
        encoding=found.lower(),
        kinds=kinds,
        metadata=_metadata(root),
        notices=(Notice(code="entities_lost", message=message),) if n_lost else (),
    )


def _parse(content: bytes, *, encoding: str) -> "etree._Element":
    """The root of an XML file; raises UnreadableError where it is not well-formed."""
    from lxml import etree

    stated = encoding if encoding and not _DECLARED.match(content[:1000]) else None
    try:
        parser = etree.XMLParser(
            encoding=stated,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        return etree.fromstring(content.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        found = "".join(char for char in (error.msg or "nothing in it")[:200] if char.isprintable())
        message = f"it is not well-formed XML ({found}): open it in an editor for XML and correct it"
        raise UnreadableError(Notice(code="broken", message=message)) from error
    except (LookupError, ValueError) as error:
        message = f"it cannot be read in the encoding stated for it, {encoding!r}: correct it"
        raise UnreadableError(Notice(code="encoding_wrong", message=message)) from error


def _settle_entities(root: "etree._Element") -> int:
    """Put characters in the place of the entities that HTML names; how many others there were, now gone."""
    from lxml import etree

    parents = {id(parent): parent for one in root.iter(etree.Entity) if (parent := one.getparent()) is not None}
    return sum(map(_settle_in, parents.values()))


def _settle_in(parent: "etree._Element") -> int:
    """Settle the entities right in an element; its words are put together once, however many they are."""
    from lxml import etree

    n_lost, before, words = 0, None, [parent.text or ""]
    for child in list(parent):
        if child.tag is etree.Entity:
            char = html5.get(str(child.text)[1:], "")
            n_lost += not char
            words += (char, child.tail or "")
            child.tail = None
            parent.remove(child)
        else:
            _put_words(parent, before, words)
            before, words = child, [child.tail or ""]
    _put_words(parent, before, words)
    return n_lost


def _put_words(parent: "etree._Element", before: "etree._Element | None", words: list[str]) -> None:
    if before is None:
        parent.text = "".join(words)
    else:
        before.tail = "".join(words)


def _metadata(root: "etree._Element") -> Metadata:
    """What the header states: title and author, the date of the source before that of the file, the language."""
    header = next((one for one in root if tag_of(one) == "teiHeader"), None)
    if header is None:
        return Metadata()
    titles = list(_find(header, "fileDesc", "titleStmt", "title"))
    main = [one for one in titles if one.get("type") in (None, "main")] or titles
    authors = [words for one in _find(header, "fileDesc", "titleStmt", "author") if (words := _words(one))]
    dates = [*_find(header, "profileDesc", "creation", "date"), *_inside(header, "sourceDesc", "date")]
    languages = [one.get("ident", "") for one in _find(header, "profileDesc", "langUsage", "language")]
    sources = [one for one in _inside(header, "sourceDesc", "note") if one.get("type") == "source"]
    return Metadata(
        title=_words(main[0]) if main else "",
        author=" and ".join(authors),
        date=next((date for one in dates if (date := _date(one))), ""),
        source=_words(sources[0]) if sources else "",
        language=next((language for language in languages if language), ""),
    )


def _find(element: "etree._Element", *path: str) -> Iterator["etree._Element"]:
    """The descendants along a path of tags."""
    for child in element:
        if tag_of(child) == path[0]:
            if len(path) == 1:
                yield child
            else:
                yield from _find(child, *path[1:])


def _inside(element: "etree._Element", outer: str, inner: str) -> Iterator["etree._Element"]:
    """All elements of one tag inside those of another."""
    for one in element.iter():
        if tag_of(one) == outer:
            yield from (found for found in one.iter() if tag_of(found) == inner)


def _words(element: "etree._Element") -> str:
    return " ".join(words_of(element).split())


def _date(element: "etree._Element") -> str:
    stated = element.get("when") or element.get("notBefore") or _words(element)
    match = _DATE.match(stated)
    return match[0] if match else ""
