"""The quotations and the words of a TEI file that serves as gold, as the reader of TEI takes them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.quotes.tei import QUOTATIONS, is_aside, tag_of

if TYPE_CHECKING:
    from lxml import etree

TERMS: Final = frozenset("soCalled mentioned".split())
KIND: Final = re.compile(r"#_k_(direct|mixed|term|indirect)\b")
"""The kind of a quotation in a file that Quoth wrote."""


@dataclass(slots=True, kw_only=True)
class Stream:
    """Words in order, and how many letters and figures they have: the text, or a note, which comes after it."""

    words: list[str] = field(default_factory=list)
    n_letters: int = 0
    before: int = 0
    """How many letters stand before the stream, once that is known."""


@dataclass(slots=True, kw_only=True)
class Quoted:
    """An element that holds a quotation: its letters, from ``start`` to ``end``, and its words."""

    element: "etree._Element"
    stream: Stream
    start: int
    first: int
    parent: "Quoted | None"
    end: int = 0
    words: str = ""


@dataclass(slots=True, kw_only=True)
class _Walk:
    """A file being read: the text and the notes that are open, all notes, the quotations."""

    streams: list[Stream]
    notes: list[Stream] = field(default_factory=list)
    opened: list[Quoted] = field(default_factory=list)
    quoted: list[Quoted] = field(default_factory=list)


def walk_file(root: "etree._Element") -> tuple[list[Quoted], list[Stream]]:
    """The quotations of a file in order, and its words: the text, then each note."""
    from lxml import etree

    walk = _Walk(streams=[Stream()])
    skipped = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                _add(walk.streams[-1], element.tail)
        elif event == "end":
            _end(walk, element)
        elif is_aside(element):
            skipped = element
        else:
            _start(walk, element)
    return walk.quoted, [walk.streams[0], *walk.notes]


def _start(walk: _Walk, element: "etree._Element") -> None:
    if tag_of(element) == "note":
        walk.notes.append(Stream())
        walk.streams.append(walk.notes[-1])
    if _holds_quotation(element):
        stream, parent = walk.streams[-1], walk.opened[-1] if walk.opened else None
        one = Quoted(element=element, stream=stream, start=stream.n_letters, first=len(stream.words), parent=parent)
        walk.opened.append(one)
        walk.quoted.append(one)
    _add(walk.streams[-1], element.text)


def _end(walk: _Walk, element: "etree._Element") -> None:
    tag = tag_of(element)
    if walk.opened and walk.opened[-1].element is element:
        one = walk.opened.pop()
        one.end, one.words = one.stream.n_letters, "".join(one.stream.words[one.first :])
    if tag == "speaker" and walk.opened and tag_of(walk.opened[-1].element) == "sp":
        stream = walk.streams[-1]
        walk.opened[-1].start, walk.opened[-1].first = stream.n_letters, len(stream.words)
    if tag == "note":
        walk.streams.pop()
    _add(walk.streams[-1], element.tail)


def _add(stream: Stream, words: str | None) -> None:
    if words:
        stream.words.append(words)
        stream.n_letters += sum(map(str.isalnum, words))


def _holds_quotation(element: "etree._Element") -> bool:
    tag = tag_of(element)
    return tag in QUOTATIONS or tag in TERMS or tag == "sp" or KIND.search(element.get("ana", "")) is not None


def join_streams(streams: Sequence[Stream]) -> str:
    """The letters of a file as one string; each stream is told how many stand before it."""
    before = 0
    for stream in streams:
        stream.before = before
        before += stream.n_letters
    return "".join(char for stream in streams for words in stream.words for char in words if char.isalnum())
