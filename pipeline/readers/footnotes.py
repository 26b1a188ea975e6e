"""Which elements of a page are footnotes and endnotes, and which signs in its text refer to them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from lxml import etree

from pipeline.readers.elements import BLOCKS, HEADINGS, classes_of, name_of, types_of

SIGN: Final = re.compile(
    r"[\[({]?\s*(?:(?:note|fn\.?|n\.?)\s*)?(\d{1,4}|[a-z]|[ivxlc]{1,7}|[*†‡§¶‖#]{1,4})\s*[\])}]?[.:]?", re.IGNORECASE
)
"""What a note is referred to by: "1", "[12]", "*", "(b)", "note 3"."""

_REFERRING: Final = frozenset({"noteref", "doc-noteref"})
_NOTE: Final = frozenset({"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"})
_NOTES: Final = frozenset({"footnotes", "endnotes", "rearnotes", "doc-endnotes", "doc-footnotes"})
_NOTE_CLASSES: Final = frozenset(
    "footnote endnote sidenote msofootnotetext msoendnotetext sdfootnote sdendnote".split()
)
_NOTES_CLASSES: Final = frozenset(
    "footnotes endnotes references reflist mw-references-wrap wp-block-footnotes footnote-list".split()
)
_NAMED_NOTE: Final = re.compile(r"(?:foot|end|side)?note|fn|ftn|cite", re.IGNORECASE)
# What may be a note as a whole, from the place that a link leads to.
_HOLDERS: Final = frozenset("p li dd td tr aside div section blockquote".split())
_INLINE_HOLDERS: Final = frozenset("sup span small b i em strong font a big u".split())
_AROUND_SIGNS: Final = "[](){},;.–- \t\r\n\u00a0"
_FARTHEST: Final = 8
"""Elements climbed from a link or its target: the sign of a note lies no deeper in its paragraph."""
_LONGEST_SIGN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What to leave out of the text (``references``, and links back to ``reference_ids``), and the notes.

    ``bodies`` has the sign of each note, empty where it is not known; everything in one of
    ``sections`` is a note, too.
    """

    references: frozenset["etree._Element"] = frozenset()
    reference_ids: frozenset[str] = frozenset()
    bodies: Mapping["etree._Element", str] = field(default_factory=dict)
    sections: frozenset["etree._Element"] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A link inside a page: where it stands, and the fragment it leads to."""

    element: "etree._Element"
    at: int
    fragment: str
    sign: str


@dataclass(slots=True, kw_only=True)
class _Page:
    """What a first look at all elements of a page gives: places by id, and links."""

    places: dict[str, "etree._Element"] = field(default_factory=dict)
    order: dict["etree._Element", int] = field(default_factory=dict)
    links: list[_Link] = field(default_factory=list)
    stated: dict["etree._Element", str] = field(default_factory=dict)
    sections: set["etree._Element"] = field(default_factory=set)


def find_notes(root: "etree._Element") -> Notes:
    """The notes of a tree, and the signs that refer to them.

    A link that says it refers to a note does. So does a link to a place further on, whose words are a sign
    ("[1]"), if it is raised, or if there is a link back where it leads to: that is how Word, LibreOffice,
    mammoth, Wikipedia, WordPress, Markdown and old pages made by hand write notes. A link "1" of a table
    of contents is neither. Linear in the size of the tree; the tree is changed no more than by the brackets around a
    sign, which are taken away.
    """
    page = _survey(root)
    leading_back = _leading_back(page)
    references: set[etree._Element] = set()
    ids: set[str] = set()
    bodies = dict(page.stated)
    for link in page.links:
        target = page.places.get(link.fragment)
        body = _body(target, link.element) if target is not None else None
        if not _refers(link, target, body, page, leading_back):
            continue
        references.add(link.element)
        ids.update(_own_ids(link.element))
        if body is not None:
            bodies.setdefault(body, link.sign)
            bodies[body] = bodies[body] or link.sign
    references |= set(_emptied(references))
    for element in references:
        _take_brackets_away(element)
    return Notes(
        references=frozenset(references),
        reference_ids=frozenset(ids),
        bodies=bodies,
        sections=frozenset(page.sections),
    )


def _survey(root: "etree._Element") -> _Page:
    page = _Page()
    for at, element in enumerate(root.iter("*")):
        if not element.attrib:
            continue
        name = name_of(element)
        for key in ("id", "name") if name == "a" else ("id",):
            place = element.get(key)
            if place:
                page.places.setdefault(place, element)
                page.order.setdefault(element, at)
        href = element.get("href") if name == "a" else None
        if href and "#" in href:
            words = _short_words(element)
            sign = SIGN.fullmatch(words.strip())
            fragment = href.partition("#")[2]
            page.links.append(_Link(element=element, at=at, fragment=fragment, sign=sign[1] if sign else ""))
        if name in BLOCKS or types_of(element):
            _note_stated(page, element, name)
    return page


def _note_stated(page: _Page, element: "etree._Element", name: str) -> None:
    """Keep what an element says of itself: that it is a note, or holds the notes."""
    types, classes = types_of(element), classes_of(element)
    if name in HEADINGS or name == "body":
        return
    if not _NOTES.isdisjoint(types) or not _NOTES_CLASSES.isdisjoint(classes):
        page.sections.add(element)
    elif not _NOTE.isdisjoint(types) or (name in BLOCKS and not _NOTE_CLASSES.isdisjoint(classes)):
        page.stated[element] = ""


def _short_words(element: "etree._Element") -> str:
    """The words of an element if they are few enough to be a sign, or as many as show that they are not."""
    words = ""
    for number, text in enumerate(element.itertext()):
        words += str(text)
        if len(words) > _LONGEST_SIGN or number > _LONGEST_SIGN:
            return words + " " * _LONGEST_SIGN + "…"
    return words


def _leading_back(page: _Page) -> frozenset[tuple[str, "etree._Element"]]:
    """The fragments that links lead to, each with the element that would be a note and holds the link."""
    found = set()
    for link in page.links:
        for holder in _ancestors(link.element):
            if name_of(holder) in _HOLDERS:
                found.add((link.fragment, holder))
    return frozenset(found)


def _refers(
    link: _Link,
    target: "etree._Element | None",
    body: "etree._Element | None",
    page: _Page,
    leading_back: frozenset[tuple[str, "etree._Element"]],
) -> bool:
    if not _REFERRING.isdisjoint(types_of(link.element)):
        return True
    if not link.sign or target is None or body is None or page.order[target] < link.at:
        return False
    raised = any(name_of(one) == "sup" for one in (*_ancestors(link.element, inline=True), link.element, *link.element))
    linked_back = any((own, body) in leading_back for own in _own_ids(link.element))
    return raised or linked_back or _says_note(body) or _says_note(link.element)


def _says_note(element: "etree._Element") -> bool:
    named = " ".join((element.get("id") or "", element.get("class") or ""))
    return _NAMED_NOTE.search(named) is not None


def _own_ids(link: "etree._Element") -> Iterator[str]:
    """The ids by which a reference can be linked back to: its own, and those of what holds it and nothing else."""
    for element in (link, *_ancestors(link, inline=True), *link):
        yield from (place for key in ("id", "name") if (place := element.get(key)))
    before = link.getprevious()  # <a name="back1"></a><a href="#n1">1</a>
    if before is not None and name_of(before) == "a" and len(before) == 0 and not (before.text or "").strip():
        yield from (place for key in ("id", "name") if (place := before.get(key)))


def _ancestors(element: "etree._Element", *, inline: bool = False) -> Iterator["etree._Element"]:
    """What an element stands in, the nearest first, not farther than `_FARTHEST`; ``inline``: inside its paragraph."""
    for number, holder in enumerate(element.iterancestors()):
        if number == _FARTHEST or (inline and name_of(holder) not in _INLINE_HOLDERS):
            return
        yield holder


def _body(target: "etree._Element", link: "etree._Element") -> "etree._Element | None":
    """The note that begins at the place a link leads to; None where a note cannot begin."""
    holders = (one for one in (target, *_ancestors(target)) if name_of(one) in BLOCKS)
    body = next(holders, None)
    if body is None or name_of(body) not in _HOLDERS:
        return None
    for holder in holders:
        name = name_of(holder)
        whole = name in {"li", "dd", "aside"} or (name == "div" and _says_note(holder) and holder.get("id"))
        if not ((whole and holder[0] is body) or (name == "tr" and name_of(body) == "td")):
            break
        body = holder
    if any(one is body for one in link.iterancestors()) or _has_heading(body):
        return None
    return body


def _has_heading(body: "etree._Element") -> bool:
    return any(name_of(one) in HEADINGS for one in islice(body.iter("*"), _FARTHEST * _FARTHEST))


def _emptied(references: set["etree._Element"]) -> Iterator["etree._Element"]:
    """What holds nothing but references, and brackets or commas around them."""
    seen: set[etree._Element] = set()
    for element in references:
        for holder in _ancestors(element, inline=True):
            if holder in seen:
                break
            seen.add(holder)
            if not _words_beside(holder, references):
                yield holder


def _words_beside(holder: "etree._Element", references: set["etree._Element"]) -> bool:
    """Whether an element holds words of its own, besides references; one with many elements counts as if it did."""
    words = [holder.text or ""]
    walk = etree.iterwalk(holder, events=("start", "end"))
    for number, (event, element) in enumerate(walk):
        if number > _FARTHEST * _FARTHEST:
            return True
        if event == "start" and element in references:
            walk.skip_subtree()
        elif event == "start" and element is not holder:
            words.append(element.text or "")
        if event == "end" and element is not holder:
            words.append(element.tail or "")
    return bool("".join(words).strip(_AROUND_SIGNS))


def _take_brackets_away(element: "etree._Element") -> None:
    """Take "[" and "]" away where they stand around an element that is left out."""
    before, parent = element.getprevious(), element.getparent()
    left = before.tail if before is not None else parent.text if parent is not None else ""
    left, right = left or "", element.tail or ""
    if not (left.endswith("[") and right.startswith("]")):
        return
    element.tail = right[1:]
    if before is not None:
        before.tail = left[:-1]
    elif parent is not None:
        parent.text = left[:-1]
