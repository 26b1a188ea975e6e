"""Which part of a web page is the article: trafilatura says where it is, and the page's own tree gives its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import Final

from lxml import etree

from pipeline.readers.elements import BLOCKS, HEADINGS, classes_of, is_hidden, name_of, types_of
from pipeline.readers.footnotes import Notes, find_notes

_STEERING: Final = frozenset("nav aside footer form dialog menu search".split())
_SMALL: Final = frozenset("p td th tr li dd dt".split())
_STEERING_ROLES: Final = frozenset("navigation banner complementary contentinfo search form dialog alert menu".split())
# Parts of class names and ids of what stands around an article. Nothing that trafilatura takes for a part of the
# article is left out for its name.
_AROUND: Final = re.compile(
    r"(?:\A|[\s_-])(?:comments?|commentlist|respond|disqus|replies|related|recommend(?:ed|ations)?|more-from|trending|popular|"
    r"share|sharing|sharedaddy|social|newsletter|subscribe|subscription|signup|promo|promoted|sponsored?|advert(?:isement)?|"
    r"ads?|banner|sidebar|breadcrumbs?|cookies?|consent|nav|navbar|navigation|navbox|menu|footer|byline|post-meta|entry-meta|meta|"
    r"tags?|tag-list|categories|catlinks|pagination|pager|outbrain|taboola|teaser|toc|infobox|hatnote|metadata|skip-link|"
    r"site-header|masthead|toolbar|paywall|author-bio|printfooter|siteSub|jp-relatedposts)(?:\Z|[\s_-])",
    re.IGNORECASE,
)
# What no article has in it, though trafilatura may keep it on a page whose article stands right in the body.
_STEERING_ALONE: Final = frozenset("nav menu search dialog".split())
_STEERING_ROLES_ALONE: Final = frozenset("navigation banner contentinfo search dialog menu".split())
_AROUND_ALONE: Final = re.compile(
    r"(?:\A|[\s_-])(?:site-header|site-footer|masthead|navbar|navbox|hatnote|breadcrumbs?|cookies?|skip-link)(?:\Z|[\s_-])",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(
    r"(?:\d+ )?(?:comments?|responses?|replies|related (?:posts|articles|stories|links|reading)|read (?:more|next)|"
    r"more (?:from|on|stories)\b.{0,40}|you (?:may|might) also like.{0,20}|leave a (?:reply|comment)|share this.{0,20}|"
    r"recommended.{0,20}|most (?:read|popular))\W*",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w+")

_SHINGLE: Final = 4
"""Words that are compared at once to tell whether a paragraph is one that trafilatura kept."""
_ALIKE: Final = 0.7
_MOST: Final = 0.9
"""Share of the words that trafilatura kept which the element that is the article holds."""
_LEAST_KEPT: Final = 0.4
"""Share of a page's prose below which trafilatura is not believed: it gives up on short and odd pages."""
_LINKED: Final = 0.6
"""Share of a list's or table's letters above which, when they stand in links, it is there to steer by."""
_FEWEST_LINKS: Final = 3
"""Links in a paragraph or cell of nothing else that make it one to steer by: a cell with one is a name in a table."""
_LARGEST: Final = 3_000_000
"""Characters beyond which trafilatura, which copies the tree many times, is not asked; such a page is a book."""
_MOST_ELEMENTS: Final = 100_000
"""Elements beyond which a page is kept whole: each of them costs two kilobytes while the article is looked for."""


@dataclass(slots=True)
class _Weight:
    """Characters inside an element: all, those in links, those that trafilatura kept; and how many links there are."""

    all: int = 0
    linked: int = 0
    n_links: int = 0
    kept: int = 0


@dataclass(slots=True, kw_only=True)
class _Survey:
    """A page weighed: the words of each paragraph by the element that holds them, and the weight of every element."""

    words: dict["etree._Element", list[str]] = field(default_factory=dict)
    weights: dict["etree._Element", _Weight] = field(default_factory=dict)
    order: list["etree._Element"] = field(default_factory=list)


def hide_all_but_article(root: "etree._Element") -> None:
    """Mark as hidden what is not part of the article: navigation, comments, related links, forms, banners.

    A page that is nothing but prose stays as it is, and so does a huge one. Elsewhere trafilatura is asked for the
    article, and the smallest element that holds nearly all that it keeps is taken as a whole, paragraphs that it
    has dropped included, less what is plainly no prose and holds nothing that it keeps. Where it keeps too little
    of the page, the page's own ``<article>`` or ``<main>`` counts, or all of it. Notes and the title are kept
    wherever they stand.
    """
    if sum(1 for _ in islice(root.iter("*"), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS:
        return
    body = next((one for one in root.iter("*") if name_of(one) == "body"), root)
    notes = find_notes(body)
    survey = _survey(body)
    if not any(True for _ in _around(body, survey, notes, believed=False)):
        return
    _weigh_kept(survey, _kept_words(root, survey.weights[body].all))
    prose = sum(weight for _, weight in _prose(body, survey, notes))
    believed = survey.weights[body].kept >= max(1, _LEAST_KEPT * prose)
    article = _smallest(body, survey) if believed else _own_article(body, survey, prose=prose)
    for element in list(_around(article, survey, notes, believed=believed)):
        element.set("hidden", "")
    if believed:
        _hide_after(article, survey, notes)
    title = _title(root, body, article)
    keep_only(body, {article, *([title] if title is not None else []), *notes.bodies, *notes.sections})


def _survey(body: "etree._Element") -> _Survey:
    survey = _Survey()
    holders, links = [body], 0
    walk = etree.iterwalk(body, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        name = name_of(element)
        if event == "start":
            survey.weights[element] = _Weight()
            survey.order.append(element)
            if is_hidden(element, name):
                walk.skip_subtree()
                holders.append(element)
                continue
            holders.append(element if name in BLOCKS else holders[-1])
            is_link = name == "a" and bool(element.get("href"))
            links += is_link
            survey.weights[element].n_links += is_link
            _count(survey, holders[-1], element, element.text, links)
        elif event == "end":
            holders.pop()
            if not is_hidden(element, name):
                links -= name == "a" and bool(element.get("href"))
            parent = element.getparent()
            if element is not body and parent is not None:
                _pass_on(survey.weights[element], survey.weights[parent])
                _count(survey, holders[-1], parent, element.tail, links)
        elif element.getparent() is not None:
            _count(survey, holders[-1], element.getparent(), element.tail, links)
    return survey


def _count(survey: _Survey, holder: "etree._Element", element: "etree._Element", text: str | None, links: int) -> None:
    if text and not text.isspace():
        length = len(text.strip())
        weight = survey.weights[element]
        weight.all += length
        weight.linked += length if links else 0
        survey.words.setdefault(holder, []).append(text)


def _pass_on(weight: _Weight, parent: _Weight) -> None:
    parent.all += weight.all
    parent.linked += weight.linked
    parent.n_links += weight.n_links


def _kept_words(root: "etree._Element", length: int) -> list[str]:
    """The words of the article as trafilatura gives it; none where it gives up."""
    if length > _LARGEST:
        return []
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    page = etree.tostring(root, encoding="unicode", method="html")
    try:
        found = bare_extraction(page, fast=True, favor_recall=True, include_comments=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, etree.LxmlError):
        return []  # what a strange page trips it over
    body = getattr(found, "body", None)
    return _WORD.findall(" ".join(body.itertext()).lower()) if body is not None else []


def _weigh_kept(survey: _Survey, kept: list[str]) -> None:
    """Weigh, for every element, the paragraphs in it that trafilatura kept."""
    shingles = set(_shingles(kept))
    for holder, pieces in survey.words.items():
        own = list(_shingles(_WORD.findall("".join(pieces).lower())))
        if own and sum(shingle in shingles for shingle in own) >= _ALIKE * len(own):
            survey.weights[holder].kept = sum(len(piece.strip()) for piece in pieces)
    for element in reversed(survey.order):
        parent = element.getparent()
        if parent is not None and parent in survey.weights:
            survey.weights[parent].kept += survey.weights[element].kept


def _shingles(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def _is_around(element: "etree._Element", name: str, notes: Notes) -> bool:
    """Whether an element is by its name, role, class or id one that stands around an article."""
    if element in notes.bodies or element in notes.sections or name not in BLOCKS or name in HEADINGS:
        return False
    if name in {"footer", "figcaption"} and any(name_of(one) == "blockquote" for one in element.iterancestors()):
        return False
    if name in _STEERING or not _STEERING_ROLES.isdisjoint(types_of(element)):
        return True
    return _AROUND.search(_named(element)) is not None


def _never_belongs(element: "etree._Element", name: str, notes: Notes) -> bool:
    """Whether an element is one to steer by even where trafilatura keeps its words."""
    if element in notes.bodies or element in notes.sections:
        return False
    by_role = not _STEERING_ROLES_ALONE.isdisjoint(types_of(element))
    return name in _STEERING_ALONE or by_role or _AROUND_ALONE.search(_named(element)) is not None


def _named(element: "etree._Element") -> str:
    """The class names and the id of an element, as far as anybody writes them."""
    return f"{' '.join(sorted(classes_of(element)))} {element.get('id') or ''}".strip()[:1000]


def _around(article: "etree._Element", survey: _Survey, notes: Notes, *, believed: bool) -> Iterator["etree._Element"]:
    """The outermost elements inside an article that are no part of it."""
    walk = etree.iterwalk(article, events=("start",), tag="*")
    for _, element in walk:
        name = name_of(element)
        weight = survey.weights.get(element)
        if element is article or weight is None or name not in BLOCKS:
            continue
        if believed and weight.kept > 0:
            out = 2 * weight.all < survey.weights[article].all and _never_belongs(element, name, notes)
        else:
            out = _is_around(element, name, notes) or _is_linked(element, name, weight, notes)
        if out:
            walk.skip_subtree()
            yield element


def _is_linked(element: "etree._Element", name: str, weight: _Weight, notes: Notes) -> bool:
    """Whether an element has hardly any words but those of links: a menu."""
    if element in notes.bodies or element in notes.sections or name in HEADINGS:
        return False
    return weight.linked > _LINKED * weight.all and (name not in _SMALL or weight.n_links >= _FEWEST_LINKS)


def _prose(body: "etree._Element", survey: _Survey, notes: Notes) -> Iterator[tuple["etree._Element", int]]:
    """The paragraphs of a page that look like prose, with their lengths."""
    around = set(_around(body, survey, notes, believed=False))
    walk = etree.iterwalk(body, events=("start",), tag="*")
    for _, element in walk:
        if element in around:
            walk.skip_subtree()
        elif element in survey.words:
            yield element, sum(len(piece.strip()) for piece in survey.words[element])


def _smallest(body: "etree._Element", survey: _Survey) -> "etree._Element":
    """The smallest element that holds nearly all that trafilatura kept."""
    enough, element = _MOST * survey.weights[body].kept, body
    while True:
        inner = next((one for one in element if one in survey.weights and survey.weights[one].kept >= enough), None)
        if inner is None or name_of(inner) not in BLOCKS or name_of(inner) in HEADINGS | {"p"}:
            return element
        element = inner


def _own_article(body: "etree._Element", survey: _Survey, *, prose: int) -> "etree._Element":
    """The element that a page itself calls its article or main part, if one holds most of the prose; else the body."""
    for wanted in ("article", "main"):
        named = [one for one in body.iter("*") if name_of(one) == wanted or wanted in types_of(one)]
        if len(named) == 1 and named[0] in survey.weights and 2 * survey.weights[named[0]].all >= prose:
            return named[0]
    return body


def _hide_after(article: "etree._Element", survey: _Survey, notes: Notes) -> None:
    """Hide what follows a heading such as "Comments", if trafilatura has kept nothing of it, but for notes."""
    last = max(
        (at for at, one in enumerate(survey.order) if survey.weights[one].kept and one in survey.words), default=0
    )
    inside = set(article.iter("*"))
    ended = False
    for element in survey.order[last + 1 :]:
        if element not in inside or survey.weights[element].kept:
            continue
        words = " ".join("".join(survey.words.get(element, ())).split())
        ended = ended or (name_of(element) in HEADINGS and _ENDING.fullmatch(words) is not None)
        if ended and element in survey.words and not _in_notes(element, notes):
            element.set("hidden", "")


def _in_notes(element: "etree._Element", notes: Notes) -> bool:
    return any(one in notes.bodies or one in notes.sections for one in (element, *element.iterancestors()))


def _title(root: "etree._Element", body: "etree._Element", article: "etree._Element") -> "etree._Element | None":
    """The heading that is the title of a page, if it stands outside the article; None where there is none."""
    titles = [" ".join("".join(map(str, one.itertext())).split()) for one in root.iter("*") if name_of(one) == "title"]
    if not titles or any(name_of(one) == "h1" for one in article.iter("*")):
        return None
    for heading in body.iter("*"):
        if name_of(heading) == "h1":
            words = " ".join("".join(map(str, heading.itertext())).split())
            if words and words in titles[0]:
                return heading
    return None


def keep_only(body: "etree._Element", wanted: Iterable["etree._Element"]) -> None:
    """Hide all of a page but some elements and what is in them."""
    kept = set(wanted)
    path: set[etree._Element] = set()
    for element in kept:
        path.update(takewhile(lambda holder: holder not in path, element.iterancestors()))
    open_ones = [body] if body not in kept else []
    while open_ones:
        element = open_ones.pop()
        element.text = None
        for child in element:
            child.tail = None
            if child in kept or not isinstance(child.tag, str):
                continue
            if child in path:
                open_ones.append(child)
            else:
                child.set("hidden", "")
