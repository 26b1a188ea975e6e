"""What a report is made from: the tables and the texts, as they were read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.records import (
    AttributedQuotation,
    Cooccurrence,
    Document,
    Entity,
    KeyTerm,
    Paragraph,
    Problem,
    Speaker,
    TimelineEntry,
)
from pipeline.reporting.assemble import group_by
from pipeline.reporting.context import in_phrase
from pipeline.reporting.datapackage import Provenance

# Beyond either of these the texts go on pages of their own: code points in all, and documents.
ONE_FILE_CHARS = 1_000_000
ONE_FILE_DOCUMENTS = 50


@dataclass(frozen=True, kw_only=True)
class Material:
    """The rows of the tables in their order; ``uncertain_below`` is a score from 0 to 1.

    Not slotted, unlike the records: what is asked for often is kept once it is known.
    """

    documents: Sequence[Document]
    paragraphs: Sequence[Paragraph]
    quotations: Sequence[AttributedQuotation]
    speakers: Sequence[Speaker]
    entities: Sequence[Entity]
    problems: Sequence[Problem]
    rows: Mapping[str, int]
    texts: Mapping[str, str]
    made_by: Provenance
    uncertain_below: float
    keyterms: Sequence[KeyTerm] = ()
    cooccurrences: Sequence[Cooccurrence] = ()
    timeline: Sequence[TimelineEntry] = ()

    @property
    def paged(self) -> bool:
        """Whether the texts are too much for one file."""
        chars = sum(document.n_chars for document in self.documents)
        return chars > ONE_FILE_CHARS or len(self.documents) > ONE_FILE_DOCUMENTS

    @cached_property
    def spoken(self) -> tuple[AttributedQuotation, ...]:
        """The quotations without the terms."""
        return tuple(row for row in self.quotations if row.kind != "term")

    @cached_property
    def terms(self) -> tuple[AttributedQuotation, ...]:
        """The rows that quote nobody."""
        return tuple(row for row in self.quotations if row.kind == "term")

    @cached_property
    def quotations_of(self) -> Mapping[str, Sequence[AttributedQuotation]]:
        """The quotations and terms of every document that has any, by id."""
        return group_by(self.quotations, lambda row: row.doc_id)

    @cached_property
    def paragraphs_of(self) -> Mapping[str, Sequence[Paragraph]]:
        """The paragraphs of every document that has any, by id."""
        return group_by(self.paragraphs, lambda row: row.doc_id)

    @cached_property
    def keyterms_of(self) -> Mapping[str, Sequence[KeyTerm]]:
        """The key terms of every document that has any, by id, the weightiest first."""
        return group_by(self.keyterms, lambda row: row.doc_id)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of every speaker, from 1, by id: the order of the report."""
        return {speaker.speaker_id: number for number, speaker in enumerate(self.speakers, 1)}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What every document is called, by id."""
        return {document.doc_id: document.title or document.doc_id for document in self.documents}

    def where(self, doc_id: str, paragraph: int, *, here: str = "") -> str:
        """A place in words; ``paragraph`` from 0.

        With the text's title, unless it is the only one, or that of the page the words stand on: ``here``.
        """
        if len(self.documents) == 1 or doc_id == here:
            return f"Paragraph {paragraph + 1}"
        return f"{in_phrase(self.titles[doc_id])}, paragraph {paragraph + 1}"
