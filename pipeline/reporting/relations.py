"""What the report shows beside quotations: who speaks in several texts or is named together, key terms, dates."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice

from pipeline.records import Cooccurrence, KeyTerm, TimelineEntry
from pipeline.reporting.context import excerpt, in_phrase
from pipeline.reporting.entries import Marker, marker_of
from pipeline.reporting.links import Links
from pipeline.reporting.material import Material
from pipeline.reporting.wording import ENTITY_TYPES_OF_ONE, grouped, in_words

# The tables have the rest.
LONGEST_ACROSS = 20
LONGEST_TERMS = 40
LONGEST_TOGETHER = 30
LONGEST_TIMELINE = 200
# What a text is about, at its head.
TERMS_OF_A_TEXT = 8
# How many texts a row names, and how many of those that quote a speaker.
_LONGEST_PLACES = 3
_LONGEST_ACROSS = 8
_WIDTH = 200
_PLAIN_DATE = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class AcrossView:
    """A speaker whom several texts quote: title, link and number of quotations of each, the most first."""

    name: str
    place: str
    marker: Marker
    n_documents: str
    documents: tuple[tuple[str, str, str], ...]
    more_documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTermView:
    """A key term of the corpus: how often it stands there, and the texts it is a key term of."""

    term: str
    total: str
    documents: tuple[tuple[str, str], ...]
    more_documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherView:
    """Two who are named together; ``where`` links to the texts."""

    name: str
    type: str
    other: str
    other_type: str
    paragraphs: str
    documents: tuple[tuple[str, str], ...]
    more_documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """Something dated: ``date`` as the table has it, ``words`` as the text says it.

    ``plain`` says that the date can be read by whoever does not know EDTF, where 1839-24 is a winter.
    """

    date: str
    words: str
    plain: bool
    kind: str
    speaker: str
    speaker_place: str
    text: str
    place: str
    where: str


@dataclass(slots=True, kw_only=True)
class _Sum:
    """A key term of some texts: of how many, its best rank, how often it stands there, the first of the texts."""

    rank: int
    n_texts: int = 0
    n_occurrences: int = 0
    doc_ids: list[str] = field(default_factory=list)


def across_views(material: Material, links: Links) -> tuple[list[AcrossView], int]:
    """The speakers whom most texts quote, and how many others are quoted in more than one."""
    counts = material.tally.shared
    among = sorted(
        (speaker for speaker in material.speakers if speaker.n_documents > 1),
        key=lambda speaker: (-speaker.n_documents, material.numbers[speaker.speaker_id]),
    )
    views = []
    for speaker in among[:LONGEST_ACROSS]:
        number = material.numbers[speaker.speaker_id]
        most = sorted(speaker.documents, key=lambda doc_id: (-counts[speaker.speaker_id, doc_id], doc_id))
        views.append(
            AcrossView(
                name=speaker.name,
                place=links.speaker(speaker.speaker_id),
                marker=marker_of(number),
                n_documents=grouped(speaker.n_documents),
                documents=tuple(
                    (material.titles[doc_id], links.document(doc_id), grouped(counts[speaker.speaker_id, doc_id]))
                    for doc_id in most[:_LONGEST_ACROSS]
                ),
                more_documents=max(0, len(most) - _LONGEST_ACROSS),
            )
        )
    return views, max(0, len(among) - LONGEST_ACROSS)


def key_term_views(material: Material, links: Links) -> tuple[list[KeyTermView], int]:
    """The key terms, those of most texts first, and how many are not listed."""
    sums = _sums(material.keyterms)
    views = [
        KeyTermView(
            term=term,
            total=grouped(one.n_occurrences),
            documents=_document_links(one.doc_ids, material, links),
            more_documents=max(0, one.n_texts - _LONGEST_PLACES),
        )
        for term, one in nsmallest(LONGEST_TERMS, sums.items(), key=_weight)
    ]
    return views, max(0, len(sums) - LONGEST_TERMS)


def leading_terms(rows: Iterable[KeyTerm]) -> tuple[str, ...]:
    """What one text is about: the weightiest of its terms."""
    return tuple(in_phrase(row.term) for row in islice(rows, TERMS_OF_A_TEXT))


def together_views(material: Material, links: Links) -> tuple[list[TogetherView], int]:
    """Who is named together, the commonest pairs first, and how many pairs are not listed."""
    views = [_together(pair, material, links) for pair in islice(material.cooccurrences, LONGEST_TOGETHER)]
    return views, max(0, material.rows.get("cooccurrences", 0) - len(views))


def timeline_views(material: Material, links: Links) -> tuple[list[TimelineView], int]:
    """What is dated, by date, and how many rows are not listed."""
    views = list(_dated(islice(material.timeline, LONGEST_TIMELINE), material, links))
    return views, max(0, material.rows.get("timeline", 0) - len(views))


def _sums(rows: Iterable[KeyTerm]) -> dict[str, _Sum]:
    sums: dict[str, _Sum] = {}
    for row in rows:
        one = sums.setdefault(row.term, _Sum(rank=row.rank))
        one.n_texts += 1
        one.rank = min(one.rank, row.rank)
        one.n_occurrences += row.n_occurrences
        if len(one.doc_ids) < _LONGEST_PLACES:
            one.doc_ids.append(row.doc_id)
    return sums


def _weight(item: tuple[str, _Sum]) -> tuple[int, int, int, str]:
    term, one = item
    return -one.n_texts, one.rank, -one.n_occurrences, term


def _together(pair: Cooccurrence, material: Material, links: Links) -> TogetherView:
    return TogetherView(
        name=pair.name,
        type=in_words(pair.type, ENTITY_TYPES_OF_ONE),
        other=pair.other_name,
        other_type=in_words(pair.other_type, ENTITY_TYPES_OF_ONE),
        paragraphs=grouped(pair.n_paragraphs),
        documents=_document_links(pair.documents, material, links),
        more_documents=max(0, len(pair.documents) - _LONGEST_PLACES),
    )


def _dated(rows: Iterable[TimelineEntry], material: Material, links: Links) -> Iterator[TimelineView]:
    for row in rows:
        said = row.kind == "statement" and row.quote_id
        yield TimelineView(
            date=row.date,
            words=row.date_text,
            plain=bool(_PLAIN_DATE.fullmatch(row.date)),
            kind="said" if said else "told",
            speaker=row.speaker,
            speaker_place=links.speaker(row.speaker_id) if row.speaker_id in material.numbers else "",
            text=excerpt(row.text, width=_WIDTH),
            place=links.quotation(row.doc_id, row.quote_id) if said else links.paragraph(row.doc_id, row.paragraph + 1),
            where=material.where(row.doc_id, row.paragraph),
        )


def _document_links(doc_ids: Sequence[str], material: Material, links: Links) -> tuple[tuple[str, str], ...]:
    return tuple((material.titles[doc_id], links.document(doc_id)) for doc_id in doc_ids[:_LONGEST_PLACES])
