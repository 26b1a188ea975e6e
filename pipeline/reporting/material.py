"""What a report is made from: the tables and the texts, as they are read back.

What grows with the texts is gone through, row by row or document by document, and never held as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from pipeline.records.in_step import in_step
from pipeline.reporting.context import in_phrase
from pipeline.reporting.datapackage import Provenance
from pipeline.reporting.tally import Tally, tally_of

# Beyond either of these the texts go on pages of their own: code points in all, and documents.
ONE_FILE_CHARS = 1_000_000
ONE_FILE_DOCUMENTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A document with its quotations and terms, and its weightiest key terms."""

    document: Document
    quotations: Sequence[AttributedQuotation]
    keyterms: Sequence[KeyTerm]


@dataclass(frozen=True, kw_only=True)
class Material:
    """The rows of the tables in their order; ``uncertain_below`` is a score from 0 to 1.

    An iterable may be gone through more than once. ``texts`` and ``paragraphs``, by ``doc_id``, may be read as
    they are asked for; ``rows`` has the number of rows of every table. Not slotted, unlike the records: what
    is asked for often is kept once it is known.
    """

    documents: Sequence[Document]
    paragraphs: Mapping[str, Sequence[Paragraph]]
    quotations: Iterable[AttributedQuotation]
    speakers: Sequence[Speaker]
    entities: Iterable[Entity]
    problems: Iterable[Problem]
    rows: Mapping[str, int]
    texts: Mapping[str, str]
    made_by: Provenance
    uncertain_below: float
    keyterms: Iterable[KeyTerm] = ()
    cooccurrences: Iterable[Cooccurrence] = ()
    timeline: Iterable[TimelineEntry] = ()

    @cached_property
    def paged(self) -> bool:
        """Whether the texts are too much for one file."""
        chars = sum(document.n_chars for document in self.documents)
        return chars > ONE_FILE_CHARS or len(self.documents) > ONE_FILE_DOCUMENTS

    @cached_property
    def tally(self) -> Tally:
        """The sums of the quotations."""
        return tally_of(
            self.quotations,
            numbers=self.numbers,
            several=frozenset(one.speaker_id for one in self.speakers if one.n_documents > 1),
            uncertain_below=self.uncertain_below,
            paged=self.paged,
        )

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of every speaker, from 1, by id: the order of the report."""
        return {speaker.speaker_id: number for number, speaker in enumerate(self.speakers, 1)}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What every document is called, by id."""
        return {document.doc_id: document.title or document.doc_id for document in self.documents}

    def opened(self) -> Iterator[Opened]:
        """The documents one by one.

        Raises:
            TableError: the rows of a table are not in the order of the documents.
        """
        doc_ids = [document.doc_id for document in self.documents]
        each = zip(
            self.documents,
            in_step(doc_ids, self.quotations, name="quotations"),
            in_step(doc_ids, self.keyterms, name="keyterms"),
            strict=True,
        )
        for document, quotations, keyterms in each:
            yield Opened(document=document, quotations=quotations, keyterms=keyterms)

    def where(self, doc_id: str, paragraph: int, *, here: str = "") -> str:
        """A place in words; ``paragraph`` from 0.

        With the text's title, unless it is the only one, or that of the page the words stand on: ``here``.
        """
        if len(self.documents) == 1 or doc_id == here:
            return f"Paragraph {paragraph + 1}"
        return f"{in_phrase(self.titles[doc_id])}, paragraph {paragraph + 1}"
