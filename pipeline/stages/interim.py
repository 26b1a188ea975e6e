"""The tables by which the stages hand over to each other, in ``outputs/interim/``.

Small tables on the whole corpus are CSV files. What is found in each document is kept by document, in the
file of `pipeline.findings`: a stage reads one document at a time, and writes those that have changed.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pipeline import records, store
from pipeline.errors import MissingStageError
from pipeline.findings import FILE, Findings, Rows, open_findings
from pipeline.settings import Settings


class _OfDocument(Protocol):
    @property
    def doc_id(self) -> str: ...


Record = TypeVar("Record")
Row = TypeVar("Row", bound=_OfDocument)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interim(Generic[Record]):
    """A table between two stages, on the whole corpus: its file name, its record and the stage that makes it."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ByDocument(Generic[Row]):
    """A table between two stages, kept by document: its name, its record and the stage that makes it."""

    name: str
    record: type[Row]
    made_by: str

    def pack(self, rows: Iterable[Row]) -> Rows:
        """The records of one document as `pipeline.findings` keeps them."""
        records = list(rows)
        return Rows(content=store.to_lines(self.record, records), count=len(records))

    def of(self, findings: Findings, doc_id: str) -> list[Row]:
        """The records of one document; none where its stage has not done it."""
        return self.unpack(findings.rows(self.name, doc_id), doc_id)

    def each(self, findings: Findings) -> Iterator[tuple[str, list[Row]]]:
        """The records of every document, one after the other, in order of ``doc_id``."""
        for doc_id, rows in findings.each(self.name):
            yield doc_id, self.unpack(rows, doc_id)

    def read(self, settings: Settings) -> list[Row]:
        """The records of all documents at once, for what cannot do with one at a time.

        Raises:
            MissingStageError: no stage has run.
        """
        with open_found(settings, made_by=self.made_by) as findings:
            return [row for _, rows in self.each(findings) for row in rows]

    def write(self, settings: Settings, rows: Iterable[Row]) -> None:
        """Put these records in the place of all that the table holds."""
        packed = {doc_id: self.pack(own) for doc_id, own in by_document(rows).items()}
        with open_findings(settings.interim) as findings:
            findings.replace(self.name, packed)

    def unpack(self, rows: Rows, doc_id: str) -> list[Row]:
        """The records of one document from what `pack` gave."""
        return store.from_lines(rows.content, self.record, where=f"{self.name} of {doc_id}", made_by=self.made_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a stage keeps of each document to put together with the others: JSON under a name."""

    name: str

    def pack(self, value: object) -> Rows:
        """The value as `pipeline.findings` keeps it."""
        return Rows(content=json.dumps(value, separators=(",", ":")).encode("ascii"), count=1)

    def of(self, findings: Findings, doc_id: str) -> Any:
        """The value kept of one document; None where there is none."""
        rows = findings.rows(self.name, doc_id)
        return json.loads(rows.content) if rows.count else None


@contextmanager
def open_found(settings: Settings, *, made_by: str) -> Iterator[Findings]:
    """What the stages have found so far, to read and to add to.

    Raises:
        MissingStageError: nothing is there yet; ``made_by`` is the stage that makes what is looked for.
    """
    path = settings.interim / FILE
    if not path.is_file():
        raise MissingStageError(f"{path} is missing: run `quoth {made_by}` (or `make all`) first")
    with open_findings(settings.interim) as findings:
        yield findings


DOCUMENTS = Interim(name="documents", record=records.Document, made_by="ingest")
READ = ByDocument(name="read", record=records.Document, made_by="ingest")
"""What is known of each document; `DOCUMENTS` holds those of the last run, in their order."""
NOTICES = ByDocument(name="notices", record=records.Problem, made_by="ingest")
ROW_NOTICES = ByDocument(name="row-notices", record=records.Problem, made_by="ingest")
"""What there is to say of the rows of a table of texts that gave no document, by the id that the others' begin with."""
PARAGRAPHS = ByDocument(name="paragraphs", record=records.Paragraph, made_by="ingest")
INGEST_PROBLEMS = Interim(name="problems-ingest", record=records.Problem, made_by="ingest")

QUOTATIONS = ByDocument(name="quotations", record=records.Quotation, made_by="extract")
CANDIDATES = ByDocument(name="candidates", record=records.Candidate, made_by="extract")
MENTIONS = ByDocument(name="mentions", record=records.Mention, made_by="extract")
REFERENCES = ByDocument(name="references", record=records.Reference, made_by="extract")
DATED = ByDocument(name="dated-sentences", record=records.DatedSentence, made_by="extract")
KEY_TERMS = ByDocument(name="keyterms", record=records.KeyTerm, made_by="extract")
STATISTICS = ByDocument(name="statistics", record=records.TextStatistics, made_by="extract")
FOUND_PROBLEMS = ByDocument(name="found-problems", record=records.Problem, made_by="extract")
EXTRACT_PROBLEMS = Interim(name="problems-extract", record=records.Problem, made_by="extract")

CASTS = Summary(name="casts")
"""The figures of each document, with how often each is named."""
DECIDED = ByDocument(name="decided", record=records.Attribution, made_by="attribute")
"""Who was found to say each quotation, before anybody's corrections, without ids."""
NAMED = Summary(name="named")
"""How often each document names which entity, and which names its speakers have."""
MISFITS = Summary(name="misfits")
"""The corrections that fit no quotation of their document."""
SPOKEN = "spoken"
"""Not rows, but their number: how many quotations of each document have a speaker."""

ATTRIBUTIONS = ByDocument(name="attributions", record=records.Attribution, made_by="attribute")
CORRECTED = ByDocument(name="corrected", record=records.Quotation, made_by="attribute")
"""The quotations whose kind a person has corrected: each goes before the one that extract made."""
UNCORRECTED = ByDocument(name="uncorrected", record=records.Attribution, made_by="attribute")
"""What was found where a person has said what is right: the attributions that the others took the place of."""
ENTITIES = Interim(name="entities", record=records.Entity, made_by="attribute")
ENTITY_MENTIONS = ByDocument(name="entity-mentions", record=records.EntityMention, made_by="attribute")
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
