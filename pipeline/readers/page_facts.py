"""What a web page says about itself: in the ``<meta>`` of its head, in JSON-LD, and in its title."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from pipeline.readers.elements import name_of
from pipeline.readers.properties import tidy
from pipeline.readers.reading import Metadata

# Names of <meta>, the most telling first: Open Graph, Highwire Press (which Google Scholar reads), Dublin Core,
# Parse.ly, and those of HTML itself.
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "parsely-title", "twitter:title"),
    "author": ("citation_author", "author", "dc.creator", "dcterms.creator", "article:author", "parsely-author"),
    "date": (
        *("article:published_time", "citation_publication_date", "citation_date", "dc.date", "dcterms.created"),
        *("dcterms.date", "dc.date.issued", "date", "pubdate", "datepublished", "parsely-pub-date"),
    ),
    "source": ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher"),
    "language": ("dc.language", "dcterms.language", "content-language", "language"),
}
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("headline", "name"),
    "author": ("author", "creator"),
    "date": ("datePublished", "dateCreated"),
    "source": ("publisher", "isPartOf"),
    "language": ("inLanguage",),
}
# The types of https://schema.org that are a text: NewsArticle, BlogPosting, Book.
_TEXTS: Final = re.compile(r"(?:\w*Article|\w*Posting|Report|Book|Chapter|Review|CreativeWork)")
_SEPARATOR: Final = re.compile(r" (?:[|·•»–—-]|::) ")
_LONGEST_JSON: Final = 1_000_000
_MOST_OBJECTS: Final = 500
_LANG_OF_XML: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read_facts(root: "etree._Element") -> Metadata:
    """Title, author, date, source and language of a page as it states them; what it does not state is empty."""
    metas: dict[str, list[str]] = {}
    stated: dict[str, list[str]] = {field: [] for field in _NAMES}
    titles: list[str] = []
    headings: list[str] = []
    times: list[str] = []
    for element in root.iter("*"):
        name = name_of(element)
        if name == "meta":
            metas.setdefault(_key(element), []).append(element.get("content") or "")
        elif name in {"html", "body"}:
            stated["language"].append(element.get("lang") or element.get(_LANG_OF_XML) or "")
        elif name == "title" and not titles:
            titles.append(element.text or "")
        elif name == "h1":
            headings.append("".join(map(str, element.itertext())))
        elif name == "script" and "ld+json" in (element.get("type") or ""):
            for field, value in _of_json(element.text or ""):
                stated[field].append(value)
        elif name == "time" and (element.get("pubdate") is not None or element.get("itemprop") == "datePublished"):
            times.append(element.get("datetime") or "")
    for field, names in _NAMES.items():
        given = [metas[name] for name in names if name in metas]
        stated[field] += ("; ".join(values) if field == "author" else values[0] for values in given)
    stated["title"] += (_without_site(title, headings) for title in titles)
    stated["date"] += times
    return tidy(stated)


def _without_site(title: str, headings: Sequence[str]) -> str:
    """The title of a page less the name of the site after it, where what stands before is a heading of the page."""
    words = " ".join(title.split())
    before = {words[: match.start()] for match in _SEPARATOR.finditer(words)}
    return next((heading for heading in (" ".join(one.split()) for one in headings) if heading in before), words)


def _key(meta: "etree._Element") -> str:
    keys = (meta.get(name) for name in ("property", "name", "itemprop", "http-equiv"))
    return next(filter(None, keys), "").strip().lower()


def _of_json(text: str) -> Iterator[tuple[str, str]]:
    """What the texts described in a piece of JSON-LD state, by field."""
    try:
        found = json.loads(text) if len(text) <= _LONGEST_JSON else None
    except (ValueError, RecursionError):
        return
    waiting = [found]
    for _ in range(_MOST_OBJECTS):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, list):
            waiting += reversed(one)
        elif isinstance(one, dict):
            waiting += (one[key] for key in ("mainEntity", "@graph") if key in one)
            if _TEXTS.fullmatch(_words(one.get("@type"))):
                yield from ((field, _words(one.get(key))) for field, keys in _KEYS.items() for key in keys)


def _words(value: object) -> str:
    """A value of JSON-LD as words: a name, or the names of several."""
    if isinstance(value, list):
        return "; ".join(filter(None, (_name(one) for one in value)))
    return _name(value)


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
