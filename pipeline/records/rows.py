"""The rows of the tables that people read, each made from what the stages found."""

from dataclasses import dataclass
from typing import Literal

from pipeline.records.found import Document, Form, Kind, SpeakerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something the corpus names, under its fullest name."""

    entity_id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    n_mentions: int
    n_documents: int
    wikidata: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityMention:
    """A mention, resolved to its entity: a row of ``mentions.csv``."""

    doc_id: str
    entity_id: str
    label: str
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributedQuotation:
    """A quotation with its speaker and its context: a row of ``quotations.csv``."""

    doc_id: str
    quote_id: str
    kind: Kind
    subkind: str
    form: Form
    utterance_id: str
    parent_id: str
    speaker_id: str
    speaker: str
    speaker_kind: SpeakerKind
    speaker_mention: str
    mention_start: int | None
    mention_end: int | None
    cue: str
    cue_start: int | None
    cue_end: int | None
    rule: str
    score: float | None
    reason: str
    source_title: str
    source_author: str
    stated_date: str
    paragraph: int
    start: int
    end: int
    left: str
    text: str
    right: str
    doc_title: str = ""
    doc_author: str = ""
    doc_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody who is quoted: a row of ``speakers.csv``."""

    speaker_id: str
    name: str
    type: str
    aliases: tuple[str, ...]
    n_quotations: int
    n_utterances: int
    n_words: int
    n_documents: int
    documents: tuple[str, ...]
    verbs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedDocument(Document):
    """A document with the figures on its text and on what is quoted in it: a row of ``documents.csv``."""

    n_sentences: int
    n_unique_words: int
    words_per_sentence: float | None
    flesch_reading_ease: float | None
    flesch_kincaid_grade: float | None
    mtld: float | None
    n_quotations: int
    n_speakers: int
    n_quoted_words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTerm:
    """A term that a text is about: a row of ``keyterms.csv``. ``rank`` counts from 1 in each document."""

    doc_id: str
    rank: int
    term: str
    score: float
    n_occurrences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooccurrence:
    """Two entities that are named together: a row of ``cooccurrences.csv``, the smaller id first."""

    entity_id: str
    name: str
    type: str
    other_id: str
    other_name: str
    other_type: str
    n_paragraphs: int
    n_documents: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A dated statement or event: a row of ``timeline.csv``.

    ``date`` is in EDTF (``1905``, ``1905-01``, ``190X``, ``1905/1907``); ``date_text`` is the text from
    ``date_start`` to ``date_end``. ``text`` is the quotation or the sentence, from ``start`` to ``end``.
    ``earliest`` and ``latest`` are the first and last day that the date may mean.
    """

    doc_id: str
    date: str
    kind: Literal["statement", "event"]
    quote_id: str
    speaker_id: str
    speaker: str
    date_text: str
    date_start: int
    date_end: int
    paragraph: int
    start: int
    end: int
    text: str
    earliest: str = ""
    latest: str = ""
