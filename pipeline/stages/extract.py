"""The stage that parses: entities, quotations and candidates from the texts that ingest wrote."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import store
from pipeline.records import (
    Candidate,
    DatedSentence,
    Document,
    KeyTerm,
    Mention,
    Paragraph,
    Problem,
    Quotation,
    Reference,
    TextStatistics,
)
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say, StageReport

if TYPE_CHECKING:
    from pipeline.nlp.extract import Extracted


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One document to extract, as a process is handed it."""

    doc_id: str
    path: str
    text_path: Path
    paragraphs: tuple[Paragraph, ...]
    cache: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gathered:
    """What all documents gave, in their order."""

    quotations: list[Quotation] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    dated: list[DatedSentence] = field(default_factory=list)
    key_terms: list[KeyTerm] = field(default_factory=list)
    statistics: list[TextStatistics] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def run(settings: Settings, *, say: Say) -> StageReport:
    """Extract every ingested document and write the interim tables; returns the counts.

    Raises:
        MissingStageError: ingest has not run.
        ModelError: the model cannot be used.
    """
    documents = interim.DOCUMENTS.read(settings)
    jobs = list(_jobs(settings, documents))
    gathered = _Gathered()
    for number, (job, extracted) in enumerate(zip(jobs, _extract_all(settings, jobs), strict=True), 1):
        gathered.quotations.extend(extracted.quotations)
        gathered.candidates.extend(extracted.candidates)
        gathered.mentions.extend(extracted.mentions)
        gathered.references.extend(extracted.references)
        gathered.dated.extend(extracted.dated)
        gathered.key_terms.extend(extracted.key_terms)
        gathered.statistics.append(extracted.statistics)
        gathered.problems.extend(extracted.problems)
        say(f"extract {number}/{len(jobs)} {job.doc_id}: {len(extracted.quotations)} in quotation marks")
    _write(settings, gathered)
    return StageReport(
        stage="extract",
        counts={"quotations": len(gathered.quotations), "mentions": len(gathered.mentions)},
        problems=len(gathered.problems),
    )


def _jobs(settings: Settings, documents: Sequence[Document]) -> Iterator[_Job]:
    paragraphs = interim.by_document(interim.PARAGRAPHS.read(settings))
    for document in documents:
        yield _Job(
            doc_id=document.doc_id,
            path=document.path,
            text_path=settings.texts / f"{document.doc_id}.txt",
            paragraphs=tuple(paragraphs.get(document.doc_id, ())),
            cache=settings.cache,
        )


def _extract_all(settings: Settings, jobs: Sequence[_Job]) -> Iterator["Extracted"]:
    """What each job gives, in order, whatever the number of processes."""
    worker = _Worker(settings.model)
    store.write_text(settings.interim / "model.json", json.dumps(worker.description, indent=1, sort_keys=True) + "\n")
    if settings.jobs == 1 or len(jobs) < 2:
        yield from map(worker.extract, jobs)
        return
    count = min(settings.jobs, len(jobs))
    with ProcessPoolExecutor(count, get_context("spawn"), initializer=_start, initargs=(settings.model,)) as pool:
        yield from pool.map(_extract_in_process, jobs)


class _Worker:
    """A loaded model, and how a document goes through it."""

    def __init__(self, model: str) -> None:
        from pipeline.nlp.load import describe_model, load_model

        self.nlp = load_model(model)
        self.description = describe_model(self.nlp)

    def extract(self, job: _Job) -> "Extracted":
        """What one document gives."""
        from pipeline.nlp.extract import extract_document

        return extract_document(
            job.doc_id,
            job.path,
            store.read_text(job.text_path, made_by="ingest"),
            job.paragraphs,
            self.nlp,
            model_digest=self.description["sha256"],
            cache=job.cache,
        )


_PROCESS: dict[str, _Worker] = {}
"""The worker of this process, where it is one of several: loaded once, not once a document."""


def _start(model: str) -> None:
    _PROCESS["worker"] = _Worker(model)


def _extract_in_process(job: _Job) -> "Extracted":
    return _PROCESS["worker"].extract(job)


def _write(settings: Settings, gathered: _Gathered) -> None:
    """Write the tables; candidates.csv last, since make goes by it."""
    interim.EXTRACT_PROBLEMS.write(settings, gathered.problems)
    interim.MENTIONS.write(settings, gathered.mentions)
    interim.REFERENCES.write(settings, gathered.references)
    interim.DATED.write(settings, gathered.dated)
    interim.KEY_TERMS.write(settings, gathered.key_terms)
    interim.STATISTICS.write(settings, gathered.statistics)
    interim.QUOTATIONS.write(settings, gathered.quotations)
    interim.CANDIDATES.write(settings, gathered.candidates)
