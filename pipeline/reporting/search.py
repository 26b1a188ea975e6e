"""Searching the report: what can be chosen, and every quotation in short where a page does not list them all."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.records import AttributedQuotation, Document
from pipeline.reporting import tally, view
from pipeline.reporting.context import excerpt, in_phrase
from pipeline.reporting.entries import doubt_about
from pipeline.reporting.escaping import escape_json
from pipeline.reporting.links import PAGES, Links, anchor, named_anchor
from pipeline.reporting.material import Material, Opened
from pipeline.reporting.wording import KINDS, counted, grouped, visible

# What the quotations may take in a page, in bytes: the largest width that fits is taken, and
# where none does, the last quotations are left to the marks in the text.
MOST_BYTES = 2_500_000
WIDTHS = (600, 300, 160, 100, 60)
# What an index of very many texts loads when it is first searched: about so many bytes a file.
PART_BYTES = 1_000_000
PARTS = f"{PAGES}/search"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to choose, the page it leads to if that is another, and its place where that has a name of its own."""

    value: str
    label: str
    page: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file with the quotations of some texts for the search of the index: its path below the outputs."""

    path: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """What can be chosen on a page; ``rows`` is empty where the page itself holds all its quotations.

    ``parts`` are the files that hold them where a page cannot. ``limits`` says what of the quotations is
    not searched.
    """

    total: int
    speakers: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    rows: str = ""
    parts: tuple[str, ...] = ()
    limits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Short:
    """Quotations in short: as lists in JSON, and whether a word is left out."""

    numbers: Mapping[str, int]
    uncertain_below: float
    width: int

    def rows(self, rows: Iterable[AttributedQuotation], place: int) -> Iterator[str]:
        """Each as text number, own id, speaker number, kind, uncertain, paragraph, words."""
        for row in rows:
            yield _json(
                [
                    place,
                    anchor(row.quote_id.removeprefix(f"{row.doc_id}.")),
                    self.numbers.get(row.speaker_id, 0),
                    row.kind,
                    int(bool(doubt_about(row, uncertain_below=self.uncertain_below))),
                    row.paragraph + 1,
                    visible(excerpt(row.text, width=self.width)),
                ]
            )


def page_finder(rows: Sequence[AttributedQuotation], document: Document, material: Material, links: Links) -> Finder:
    """What can be searched on the page of a document."""
    data, limits = ("", "") if len(rows) <= view.PAGE_ENTRIES else _page_data(rows, material, links)
    return Finder(
        total=len(rows),
        speakers=tuple(_speakers({row.speaker_id for row in rows}, material, links)),
        kinds=tuple(_kinds({row.kind for row in rows})),
        documents=(_text(document, material, links),),
        rows=data,
        limits=limits,
    )


def index_finder(material: Material, links: Links, *, rows: str = "", parts: Sequence[str] = ()) -> Finder:
    """What can be searched in the index, of which `index_rows` or `index_parts` gives what it does not list."""
    found = set(material.tally.of_speaker) | ({""} if material.tally.nobody.count else set())
    longest = WIDTHS[0]
    cut = material.paged and material.tally.longest > longest
    return Finder(
        total=material.tally.spoken,
        speakers=tuple(_speakers(found, material, links)),
        kinds=tuple(_kinds(material.tally.spoken_kinds)),
        documents=tuple(_text(document, material, links) for document in (() if parts else material.documents)),
        rows=rows,
        parts=tuple(parts),
        limits=f"{_cut_words(longest)}." if cut else "",
    )


def index_rows(material: Material) -> str:
    """The quotations in short, to stand in the index; nothing where it lists them all or cannot hold them."""
    few_texts = len(material.documents) <= tally.LISTED_TEXTS
    few_speakers = len(material.speakers) <= tally.LISTED_SPEAKERS
    if not (material.paged and few_texts and few_speakers):
        return ""
    short = _Short(numbers=material.numbers, uncertain_below=material.uncertain_below, width=WIDTHS[0])
    texts: list[str] = []
    size = 0
    for place, opened in enumerate(material.opened()):
        for text in short.rows(_spoken(opened), place):
            size += _bytes(text)
            if size > MOST_BYTES:
                return ""
            texts.append(text)
    return Markup(f"[{','.join(texts)}]")


def index_parts(material: Material) -> Iterator[Part]:
    """The files of an index that holds too much for its page: texts, and the quotations of each in short.

    Each is a script, since a page that is opened from a disk may read no other file, and has a name of its own for
    its content, so that an older index goes on with what belongs to it.
    """
    short = _Short(numbers=material.numbers, uncertain_below=material.uncertain_below, width=WIDTHS[0])
    number, part = 1, _Growing(material=material)
    for opened in material.opened():
        rows = _spoken(opened)
        for place, text in enumerate(("", *short.rows(rows, 0))):
            # The first row of a text stands with its title.
            if place != 1 and part.size > PART_BYTES:
                yield part.done(number)
                number, part = number + 1, _Growing(material=material)
            if not part.texts or not place:
                part.add_text(opened.document)
            if place:
                part.add(rows[place - 1], text)
    yield part.done(number)


class _Growing:
    """A part being filled: texts, speakers that the index does not list, and quotations."""

    def __init__(self, *, material: Material) -> None:
        self.material = material
        self.size = 0
        self.texts: list[str] = []
        self.speakers: dict[str, str] = {}
        self.rows: list[str] = []

    def add_text(self, document: Document) -> None:
        """Begin the quotations of a text."""
        title = visible(in_phrase(self.material.titles[document.doc_id]))
        self._grow(self.texts, _json([anchor(document.doc_id), title]))

    def add(self, row: AttributedQuotation, text: str) -> None:
        """Add a quotation in short, the number of whose text is still 0."""
        self._grow(self.rows, f"[{len(self.texts) - 1}{text.removeprefix('[0')}")
        number = self.material.numbers.get(row.speaker_id, 0)
        if number > tally.LISTED_SPEAKERS and row.speaker_id not in self.speakers:
            name = visible(in_phrase(self.material.speakers[number - 1].name))
            self.speakers[row.speaker_id] = _json([number, named_anchor(row.speaker_id), name])

    def _grow(self, lines: list[str], text: str) -> None:
        lines.append(text)
        self.size += _bytes(text)

    def done(self, number: int) -> Part:
        """The part as a file."""
        lists = (("texts", self.texts), ("speakers", self.speakers.values()), ("rows", self.rows))
        fields = ",\n".join(f'"{name}":[{",".join(texts)}]' for name, texts in lists)
        content = f"quoth({{{fields}}});\n"
        digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
        return Part(path=f"{PARTS}/{number:04}-{digest[:12]}.js", content=content)


def _spoken(opened: Opened) -> list[AttributedQuotation]:
    return [row for row in opened.quotations if row.kind != "term"]


def _speakers(found: Set[str], material: Material, links: Links) -> Iterator[Choice]:
    numbered = sorted((number, one) for one, number in links.speakers.items() if one in found)
    for number, speaker_id in numbered[: links.listed if links.paged and not links.doc_id else None]:
        name = in_phrase(material.speakers[material.numbers[speaker_id] - 1].name)
        place = links.entry(speaker_id)
        yield Choice(value=str(number), label=name, place=place if place != f"speaker-{number}" else "")
    if found - links.speakers.keys():
        yield Choice(value="0", label=view.NO_SPEAKER)


def _kinds(found: Set[str]) -> Iterator[Choice]:
    return (Choice(value=kind, label=name) for kind, (name, _) in KINDS.items() if kind in found)


def _text(document: Document, material: Material, links: Links) -> Choice:
    name = anchor(document.doc_id)
    page = f"{PAGES}/{name}.html" if links.paged and not links.doc_id else ""
    return Choice(value=name, label=in_phrase(material.titles[document.doc_id]), page=page)


def _page_data(rows: Sequence[AttributedQuotation], material: Material, links: Links) -> tuple[str, str]:
    """The quotations in short as JSON, and what is cut."""
    texts: list[str] = []
    width = 0
    for width in WIDTHS:
        short = _Short(numbers=links.speakers, uncertain_below=material.uncertain_below, width=width)
        texts = list(short.rows(rows, 0))
        if sum(map(_bytes, texts)) <= MOST_BYTES:
            break
    fitting = _fitting(texts)
    limits = []
    if any(len(row.text) > width for row in rows[:fitting]):
        limits.append(_cut_words(width))
    if fitting < len(rows):
        limits.append(
            f"only the first {counted(fitting, 'quotation')} of {grouped(len(rows))} can be searched here: "
            "the others are marked in the text"
        )
    phrase = "; ".join(limits)
    return Markup(f"[{','.join(texts[:fitting])}]"), f"{phrase[0].upper()}{phrase[1:]}." if phrase else ""


def _cut_words(width: int) -> str:
    return f"Of a longer quotation the first {width} characters are searched"


def _fitting(texts: Sequence[str]) -> int:
    """How many of the texts are within the limit."""
    size = 0
    for number, text in enumerate(texts):
        size += _bytes(text)
        if size > MOST_BYTES:
            return number
    return len(texts)


def _bytes(text: str) -> int:
    return len(text.encode("utf-8")) + 1


def _json(value: Sequence[object]) -> str:
    return escape_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
