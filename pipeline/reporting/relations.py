"""What the report shows beside quotations: who speaks in several texts or is named together, key terms, dates."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Cooccurrence, KeyTerm, TimelineEntry
from pipeline.reporting.assemble import group_by
from pipeline.reporting.context import excerpt, in_phrase
from pipeline.reporting.entries import Marker, marker_of
from pipeline.reporting.links import Links, speaker_anchor
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
    anchor: str
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


def across_views(material: Material, links: Links) -> tuple[list[AcrossView], int]:
    """The speakers whom most texts quote, and how many others are quoted in more than one."""
    counts = Counter((row.speaker_id, row.doc_id) for row in material.spoken)
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
                anchor=speaker_anchor(number),
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
    ordered = _by_weight(material)
    views = [
        KeyTermView(
            term=rows[0].term,
            total=grouped(sum(row.n_occurrences for row in rows)),
            documents=_document_links([row.doc_id for row in rows], material, links),
            more_documents=max(0, len(rows) - _LONGEST_PLACES),
        )
        for rows in ordered[:LONGEST_TERMS]
    ]
    return views, max(0, len(ordered) - LONGEST_TERMS)


def weightiest_terms(material: Material, number: int) -> tuple[str, ...]:
    """The first key terms of the corpus."""
    return tuple(in_phrase(rows[0].term) for rows in _by_weight(material)[:number])


def terms_of(doc_id: str, material: Material) -> tuple[str, ...]:
    """What one text is about: its weightiest terms."""
    rows = material.keyterms_of.get(doc_id, ())
    return tuple(in_phrase(row.term) for row in rows[:TERMS_OF_A_TEXT])


def together_views(material: Material, links: Links) -> tuple[list[TogetherView], int]:
    """Who is named together, the commonest pairs first, and how many pairs are not listed."""
    pairs = material.cooccurrences
    views = [_together(pair, material, links) for pair in pairs[:LONGEST_TOGETHER]]
    return views, max(0, len(pairs) - LONGEST_TOGETHER)


def timeline_views(material: Material, links: Links) -> tuple[list[TimelineView], int]:
    """What is dated, by date, and how many rows are not listed."""
    rows = material.timeline
    return list(_dated(rows[:LONGEST_TIMELINE], material, links)), max(0, len(rows) - LONGEST_TIMELINE)


def _by_weight(material: Material) -> list[list[KeyTerm]]:
    return sorted(group_by(material.keyterms, lambda row: row.term).values(), key=_weight)


def _weight(rows: Sequence[KeyTerm]) -> tuple[int, int, int, str]:
    return -len(rows), min(row.rank for row in rows), -sum(row.n_occurrences for row in rows), rows[0].term


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


def _dated(rows: Sequence[TimelineEntry], material: Material, links: Links) -> Iterator[TimelineView]:
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
