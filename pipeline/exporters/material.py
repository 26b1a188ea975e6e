"""What an export is made from: the tables and the texts, as they were read back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pipeline.records import (
    AttributedQuotation,
    Document,
    Entity,
    EntityMention,
    Paragraph,
    Speaker,
)


@dataclass(frozen=True, kw_only=True)
class Material:
    """The rows of every table, by its name, in their order; the texts, by ``doc_id``.

    ``package`` is what ``datapackage.json`` says. Not slotted, unlike the records: what is asked for
    often is kept once it is known.
    """

    rows: Mapping[str, Sequence[Any]]
    paragraphs: Sequence[Paragraph]
    texts: Mapping[str, str]
    package: Mapping[str, Any]

    @property
    def documents(self) -> Sequence[Document]:
        """The documents, by ``doc_id``."""
        return self.rows["documents"]

    @property
    def quotations(self) -> Sequence[AttributedQuotation]:
        """The quotations and terms, in the order of the texts."""
        return self.rows["quotations"]

    @property
    def speakers(self) -> Sequence[Speaker]:
        """Everybody who is quoted, whoever has most words first."""
        return self.rows["speakers"]

    @property
    def entities(self) -> Sequence[Entity]:
        """Everybody and everything named, the most named first."""
        return self.rows["entities"]

    @cached_property
    def quotations_of(self) -> Mapping[str, Sequence[AttributedQuotation]]:
        """The quotations and terms of every document, by id; none is left out."""
        return self._by_document(self.quotations)

    @cached_property
    def mentions_of(self) -> Mapping[str, Sequence[EntityMention]]:
        """The mentions of every document, by id; none is left out."""
        return self._by_document(self.rows["mentions"])

    @cached_property
    def paragraphs_of(self) -> Mapping[str, Sequence[Paragraph]]:
        """The paragraphs of every document, by id; none is left out."""
        return self._by_document(self.paragraphs)

    def _by_document(self, rows: Sequence[Any]) -> dict[str, list[Any]]:
        groups: dict[str, list[Any]] = {document.doc_id: [] for document in self.documents}
        for row in rows:
            groups[row.doc_id].append(row)
        return groups
