"""What an export is made from: the tables and the texts, as they were read back.

What grows with the texts is gone through, row by row or document by document, and never held as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from pipeline.records import (
    AttributedQuotation,
    Document,
    Entity,
    EntityMention,
    Paragraph,
    Speaker,
)
from pipeline.records.in_step import in_step

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A document with its quotations and terms, and its mentions."""

    document: Document
    quotations: Sequence[AttributedQuotation]
    mentions: Sequence[EntityMention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The rows of every table, by its name, in their order, to be gone through more than once.

    ``paragraphs`` and ``texts``, by ``doc_id``, may be read as they are asked for; ``package`` is what
    ``datapackage.json`` says.
    """

    rows: Mapping[str, Iterable[Any]]
    paragraphs: Mapping[str, Sequence[Paragraph]]
    texts: Mapping[str, str]
    package: Mapping[str, Any]

    @property
    def documents(self) -> Iterable[Document]:
        """The documents, by ``doc_id``."""
        return self.rows["documents"]

    @property
    def quotations(self) -> Iterable[AttributedQuotation]:
        """The quotations and terms, in the order of the texts."""
        return self.rows["quotations"]

    @property
    def speakers(self) -> Iterable[Speaker]:
        """Everybody who is quoted, whoever has most words first."""
        return self.rows["speakers"]

    @property
    def entities(self) -> Iterable[Entity]:
        """Everybody and everything named, the most named first."""
        return self.rows["entities"]

    def opened(self) -> Iterator[Opened]:
        """The documents one by one; none is left out.

        Raises:
            TableError: the rows of a table are not in the order of the documents.
        """
        each = zip(
            self.documents,
            in_step((one.doc_id for one in self.documents), self.quotations, name="quotations"),
            in_step((one.doc_id for one in self.documents), self.rows["mentions"], name="mentions"),
            strict=True,
        )
        for document, quotations, mentions in each:
            yield Opened(document=document, quotations=quotations, mentions=mentions)


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """The rows, so many at a time; the last may be fewer."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch
