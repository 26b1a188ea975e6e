"""The tables by which the stages hand over to each other, in ``outputs/interim/``."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from pipeline import records, store
from pipeline.settings import Settings

Record = TypeVar("Record")


class _OfDocument(Protocol):
    @property
    def doc_id(self) -> str: ...


Row = TypeVar("Row", bound=_OfDocument)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim(Generic[Record]):
    """A table between two stages: its file name, its record and the stage that makes it."""

    name: str
    record: type[Record]
    made_by: str

    def path(self, settings: Settings) -> Path:
        """The table's file."""
        return settings.interim / f"{self.name}.csv"

    def read(self, settings: Settings) -> list[Record]:
        """The table's records; raises MissingStageError where its stage has not run."""
        return store.read_records(self.path(settings), self.record, made_by=self.made_by)

    def write(self, settings: Settings, rows: Iterable[Record]) -> None:
        """Replace the table's file."""
        store.write_records(self.path(settings), self.record, rows)


DOCUMENTS = Interim(name="documents", record=records.Document, made_by="ingest")
PARAGRAPHS = Interim(name="paragraphs", record=records.Paragraph, made_by="ingest")
INGEST_PROBLEMS = Interim(name="problems-ingest", record=records.Problem, made_by="ingest")

QUOTATIONS = Interim(name="quotations", record=records.Quotation, made_by="extract")
CANDIDATES = Interim(name="candidates", record=records.Candidate, made_by="extract")
MENTIONS = Interim(name="mentions", record=records.Mention, made_by="extract")
REFERENCES = Interim(name="references", record=records.Reference, made_by="extract")
DATED = Interim(name="dated-sentences", record=records.DatedSentence, made_by="extract")
KEY_TERMS = Interim(name="keyterms", record=records.KeyTerm, made_by="extract")
STATISTICS = Interim(name="statistics", record=records.TextStatistics, made_by="extract")
EXTRACT_PROBLEMS = Interim(name="problems-extract", record=records.Problem, made_by="extract")

ATTRIBUTIONS = Interim(name="attributions", record=records.Attribution, made_by="attribute")
CORRECTED = Interim(name="corrected", record=records.Quotation, made_by="attribute")
"""The quotations whose kind a person has corrected: each goes before the one that extract made."""
UNCORRECTED = Interim(name="uncorrected", record=records.Attribution, made_by="attribute")
"""What was found where a person has said what is right: the attributions that the others took the place of."""
ENTITIES = Interim(name="entities", record=records.Entity, made_by="attribute")
ENTITY_MENTIONS = Interim(name="entity-mentions", record=records.EntityMention, made_by="attribute")
ATTRIBUTE_PROBLEMS = Interim(name="problems-attribute", record=records.Problem, made_by="attribute")


def by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each document, in their order."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.doc_id].append(row)
    return grouped


def read_doc_text(settings: Settings, doc_id: str) -> str:
    """The text of one document, to the character, as every offset counts it."""
    return store.read_text(settings.texts / f"{doc_id}.txt", made_by="ingest")
