"""The stage that parses: entities, quotations and candidates from the texts that ingest wrote."""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import store
from pipeline.findings import Findings, Rows, open_findings
from pipeline.records import Document, Paragraph
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say, StageReport
from pipeline.stages.texts import TEXT_KEY
from pipeline.stages.versions import digest_of, digest_of_code

if TYPE_CHECKING:
    from pipeline.nlp.extract import Extracted

STAGE = "extract"
_CODE = ("nlp", "quotes", "records", "titles.py", "lib:spacy", "lib:thinc", "lib:numpy", "lib:textacy")
TABLES = (
    interim.QUOTATIONS,
    interim.CANDIDATES,
    interim.MENTIONS,
    interim.REFERENCES,
    interim.DATED,
    interim.KEY_TERMS,
    interim.STATISTICS,
    interim.FOUND_PROBLEMS,
)
"""What is kept of each document."""

Packed = Mapping[str, Rows]
"""The rows of every table that one document gave, by the table's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """One document to extract, as a process is handed it."""

    doc_id: str
    path: str
    key: str
    text_path: Path
    paragraphs: tuple[Paragraph, ...]
    cache: Path


def run(settings: Settings, *, say: Say) -> StageReport:
    """Extract every document that has changed, and keep what was found; returns the counts.

    Raises:
        MissingStageError: ingest has not run.
        ModelError: the model cannot be used.
    """
    from pipeline.nlp.load import identify_model

    documents = interim.DOCUMENTS.read(settings)
    model = identify_model(settings.model)
    store.write_text(settings.interim / "model.json", json.dumps(model, indent=1, sort_keys=True) + "\n")
    with open_findings(settings.interim) as findings:
        known = {document.doc_id for document in documents}
        findings.forget(STAGE, [table.name for table in TABLES], findings.keys(STAGE).keys() - known)
        jobs = list(_jobs(settings, documents, findings, model["sha256"]))
        for number, (job, packed) in enumerate(zip(jobs, _extract_all(settings, jobs), strict=True), 1):
            findings.keep(STAGE, job.doc_id, job.key, packed)
            say(f"extract {number}/{len(jobs)} {job.doc_id}")
        return _report(settings, documents, findings)


def _report(settings: Settings, documents: Sequence[Document], findings: Findings) -> StageReport:
    """What was found in all documents together; writing the problems down is the last thing the stage does."""
    problems = [row for one in documents for row in interim.FOUND_PROBLEMS.of(findings, one.doc_id)]
    interim.EXTRACT_PROBLEMS.write(settings, problems)
    counts = {name: findings.count(name) for name in (interim.QUOTATIONS.name, interim.MENTIONS.name)}
    return StageReport(stage=STAGE, counts=counts, problems=len(problems))


def _jobs(settings: Settings, documents: Sequence[Document], findings: Findings, model_digest: str) -> Iterator[_Job]:
    """The documents that have changed, or whose model or rules have."""
    texts, keys = findings.keys(TEXT_KEY), findings.keys(STAGE)
    for document in documents:
        doc_id = document.doc_id
        key = digest_of(digest_of_code(*_CODE), model_digest, doc_id, document.path, texts.get(doc_id, ""))
        if keys.get(doc_id) != key:
            yield _Job(
                doc_id=doc_id,
                path=document.path,
                key=key,
                text_path=settings.texts / f"{doc_id}.txt",
                paragraphs=tuple(interim.PARAGRAPHS.of(findings, doc_id)),
                cache=settings.cache,
            )


def _extract_all(settings: Settings, jobs: Sequence[_Job]) -> Iterator[Packed]:
    """What each job gives, in order, whatever the number of processes."""
    if not jobs:
        return
    if settings.jobs == 1 or len(jobs) < 2:
        yield from map(_Worker(settings.model).extract, jobs)
        return
    count = min(settings.jobs, len(jobs))
    with ProcessPoolExecutor(count, get_context("spawn"), initializer=_start, initargs=(settings.model,)) as pool:
        yield from pool.map(_extract_in_process, jobs)


class _Worker:
    """A loaded model, and how a document goes through it."""

    def __init__(self, model: str) -> None:
        from pipeline.nlp.load import identify_model, load_model

        self.nlp = load_model(model)
        self.digest = identify_model(model)["sha256"]

    def extract(self, job: _Job) -> Packed:
        """What one document gives."""
        from pipeline.nlp.extract import extract_document

        text = store.read_text(job.text_path, made_by="ingest")
        extracted = extract_document(
            job.doc_id, job.path, text, job.paragraphs, self.nlp, model_digest=self.digest, cache=job.cache
        )
        return _pack(extracted)


def _pack(extracted: "Extracted") -> Packed:
    return {
        interim.QUOTATIONS.name: interim.QUOTATIONS.pack(extracted.quotations),
        interim.CANDIDATES.name: interim.CANDIDATES.pack(extracted.candidates),
        interim.MENTIONS.name: interim.MENTIONS.pack(extracted.mentions),
        interim.REFERENCES.name: interim.REFERENCES.pack(extracted.references),
        interim.DATED.name: interim.DATED.pack(extracted.dated),
        interim.KEY_TERMS.name: interim.KEY_TERMS.pack(extracted.key_terms),
        interim.STATISTICS.name: interim.STATISTICS.pack([extracted.statistics]),
        interim.FOUND_PROBLEMS.name: interim.FOUND_PROBLEMS.pack(extracted.problems),
    }


_PROCESS: dict[str, _Worker] = {}
"""The worker of this process, where it is one of several: loaded once, not once a document."""


def _start(model: str) -> None:
    _PROCESS["worker"] = _Worker(model)


def _extract_in_process(job: _Job) -> Packed:
    return _PROCESS["worker"].extract(job)
