"""Searching the report: what can be chosen, and every quotation in short where a page does not list them all."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.records import AttributedQuotation, Document
from pipeline.reporting import view
from pipeline.reporting.context import excerpt, in_phrase
from pipeline.reporting.entries import doubt_about
from pipeline.reporting.escaping import escape_json
from pipeline.reporting.links import PAGES, anchor
from pipeline.reporting.material import Material
from pipeline.reporting.wording import KINDS, counted, grouped, visible

# What the quotations may take in a page, in bytes: the largest width that fits is taken, and
# where none does, the last quotations are left to the pages of their texts.
MOST_BYTES = 2_500_000
WIDTHS = (600, 300, 160, 100, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Something to choose, and the page it leads to if that is another."""

    value: str
    label: str
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """What can be chosen on a page; ``rows`` is empty where the page itself holds all its quotations.

    ``limits`` says what of the quotations is not searched.
    """

    total: int
    speakers: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    rows: str = ""
    limits: str = ""


def finder(rows: Sequence[AttributedQuotation], material: Material, *, doc_id: str = "") -> Finder:
    """What can be searched on the page of a document, or in the index where there is no ``doc_id``."""
    found = {row.speaker_id for row in rows}
    kinds = {row.kind for row in rows}
    documents = [document for document in material.documents if doc_id in {"", document.doc_id}]
    lists_all = len(rows) <= view.PAGE_ENTRIES if doc_id else not material.paged
    data, limits = ("", "") if lists_all else _data(rows, documents, material)
    return Finder(
        total=len(rows),
        speakers=(*_speakers(found, material), *([Choice(value="0", label="No speaker found")] if "" in found else ())),
        kinds=tuple(Choice(value=kind, label=name) for kind, (name, _) in KINDS.items() if kind in kinds),
        documents=tuple(_documents(documents, material, paged=material.paged and not doc_id)),
        rows=data,
        limits=limits,
    )


def _speakers(found: set[str], material: Material) -> Iterable[Choice]:
    for number, speaker in enumerate(material.speakers, 1):
        if speaker.speaker_id in found:
            yield Choice(value=str(number), label=in_phrase(speaker.name))


def _documents(documents: Sequence[Document], material: Material, *, paged: bool) -> Iterable[Choice]:
    for document in documents:
        name = anchor(document.doc_id)
        page = f"{PAGES}/{name}.html" if paged else ""
        yield Choice(value=name, label=in_phrase(material.titles[document.doc_id]), page=page)


def _data(rows: Sequence[AttributedQuotation], documents: Sequence[Document], material: Material) -> tuple[str, str]:
    """The quotations in short as JSON, and what is cut."""
    texts: list[str] = []
    width = 0
    for width in WIDTHS:
        texts = _in_short(rows, documents, material, width=width)
        if sum(map(_bytes, texts)) <= MOST_BYTES:
            break
    fitting = _fitting(texts)
    limits = []
    if any(len(row.text) > width for row in rows[:fitting]):
        limits.append(f"Of a longer quotation the first {width} characters are searched")
    if fitting < len(rows):
        limits.append(
            f"only the first {counted(fitting, 'quotation')} of {grouped(len(rows))} can be searched here: "
            "each text’s own page searches all of its own"
        )
    phrase = "; ".join(limits)
    return Markup(f"[{','.join(texts[:fitting])}]"), f"{phrase[0].upper()}{phrase[1:]}." if phrase else ""


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


def _in_short(
    rows: Sequence[AttributedQuotation], documents: Sequence[Document], material: Material, *, width: int
) -> list[str]:
    """Each quotation as a list in JSON: text number, own id, speaker number, kind, uncertain, paragraph, words."""
    places = {document.doc_id: number for number, document in enumerate(documents)}
    return [
        escape_json(
            json.dumps(
                [
                    places[row.doc_id],
                    anchor(row.quote_id.removeprefix(f"{row.doc_id}.")),
                    material.numbers.get(row.speaker_id, 0),
                    row.kind,
                    int(bool(doubt_about(row, uncertain_below=material.uncertain_below))),
                    row.paragraph + 1,
                    visible(excerpt(row.text, width=width)),
                ],
                ensure_ascii=False,
                separators=(",", ":"),
            )
        )
        for row in rows
    ]
