"""The stage that parses: entities, quotations and candidates from the texts that ingest wrote."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import store
from pipeline.errors import ModelError
from pipeline.findings import NO_ROWS, Findings, Rows, open_findings
from pipeline.records import Document, Problem, TextStatistics
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say, StageReport
from pipeline.stages.executors import Work, Workers
from pipeline.stages.limits import Failure, seconds_for
from pipeline.stages.texts import TEXT_KEY
from pipeline.stages.versions import digest_of, digest_of_code

if TYPE_CHECKING:
    from pipeline.nlp.annotate import ParseCache
    from pipeline.nlp.extract import Extracted
    from pipeline.nlp.parsed import ParsedText

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

_FAILED = ""
"""The key of a document that could not be extracted: it is never the key of one that could."""
_CHARACTERS_A_SECOND = 15_000
"""By a rough measure on one core: it says which text is begun first, and for how many processes there is work."""
_START = 60
"""Seconds that a process may take to load the model, on top of what its first text may take."""

Packed = Mapping[str, Rows]
"""The rows of every table that one document gave, by the table's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """One document to extract, and the key that stands for all that its findings depend on."""

    document: Document
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a process is sent of one document: all it needs, wherever it is, with the paragraphs as rows.

    ``parsed`` is there where the process has parsed it together with others.
    """

    doc_id: str
    path: str
    text: str
    paragraphs: Rows
    parsed: "ParsedText | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What is the same for all documents: the model, its digest, that of the rules, and where parsed texts are kept."""

    model: str
    model_digest: str
    code_digest: str
    cache: Path


def run(settings: Settings, *, say: Say, workers: Workers | None = None) -> StageReport:  # noqa: ARG001 (every stage's signature)
    """Extract every document that has changed, and keep what was found; returns the counts.

    A document that takes too long, or comes to grief, is a row of problems and has no findings: it is tried again
    at the next run.

    Raises:
        MissingStageError: ingest has not run.
        ModelError: the model cannot be used.
    """
    from pipeline.nlp.load import identify_model

    documents = interim.DOCUMENTS.read(settings)
    model = identify_model(settings.model)
    store.write_text(settings.interim / "model.json", json.dumps(model, indent=1, sort_keys=True) + "\n")
    setup = Setup(
        model=settings.model,
        model_digest=model["sha256"],
        code_digest=digest_of_code(*_CODE),
        cache=settings.cache.resolve(),
    )
    settings.cache.mkdir(parents=True, exist_ok=True)
    with open_findings(settings.interim) as findings:
        known = {document.doc_id for document in documents}
        findings.forget(STAGE, [table.name for table in TABLES], findings.keys(STAGE).keys() - known)
        tasks = list(_tasks(documents, findings, setup))
        work = _work(settings, findings, setup)
        for task, found in (workers or Workers()).do(STAGE, work, tasks):
            _keep(task, found, findings)
        return _report(settings, documents, findings)


def _tasks(documents: Sequence[Document], findings: Findings, setup: Setup) -> Iterator[_Task]:
    """The documents that have changed, or whose model or rules have."""
    texts, keys = findings.keys(TEXT_KEY), findings.keys(STAGE)
    for document in documents:
        text = texts.get(document.doc_id, "")
        key = digest_of(setup.code_digest, setup.model_digest, document.doc_id, document.path, text)
        if keys.get(document.doc_id) != key:
            yield _Task(document=document, key=key)


def _work(settings: Settings, findings: Findings, setup: Setup) -> Work[_Task, Job, Packed]:
    def load(task: _Task) -> Job:
        doc_id = task.document.doc_id
        return Job(
            doc_id=doc_id,
            path=task.document.path,
            text=interim.read_doc_text(settings, doc_id),
            paragraphs=findings.rows(interim.PARAGRAPHS.name, doc_id),
        )

    return Work(
        function=partial(extract_text, setup),
        load=load,
        cost=lambda task: task.document.n_chars / _CHARACTERS_A_SECOND,
        limit=lambda task: _START + seconds_for(task.document.n_chars, seconds_per_text=settings.seconds_per_text),
        name=lambda task: task.document.doc_id,
        words=lambda task: task.document.n_words,
        around=partial(parsed_together, setup),
    )


def _keep(task: _Task, found: "Packed | Failure", findings: Findings) -> None:
    """Keep what was found in a document; of one that failed only that it did, under a key that is no document's."""
    document = task.document
    if not isinstance(found, Failure):
        findings.keep(STAGE, document.doc_id, task.key, found)
        return
    problem = Problem(stage=STAGE, doc_id=document.doc_id, path=document.path, code=found.code, message=found.message)
    nothing = {table.name: NO_ROWS for table in TABLES}
    said = {
        interim.FOUND_PROBLEMS.name: interim.FOUND_PROBLEMS.pack([problem]),
        interim.STATISTICS.name: interim.STATISTICS.pack([no_figures(document.doc_id)]),
    }
    findings.keep(STAGE, document.doc_id, _FAILED, nothing | said)


def no_figures(doc_id: str) -> TextStatistics:
    """The figures on a text that could not be parsed."""
    return TextStatistics(
        doc_id=doc_id,
        n_sentences=0,
        n_unique_words=0,
        words_per_sentence=None,
        flesch_reading_ease=None,
        flesch_kincaid_grade=None,
        mtld=None,
    )


def _report(settings: Settings, documents: Sequence[Document], findings: Findings) -> StageReport:
    """What was found in all documents together; writing the problems down is the last thing the stage does."""
    problems = [row for one in documents for row in interim.FOUND_PROBLEMS.of(findings, one.doc_id)]
    interim.EXTRACT_PROBLEMS.write(settings, problems)
    counts = {name: findings.count(name) for name in (interim.QUOTATIONS.name, interim.MENTIONS.name)}
    return StageReport(stage=STAGE, counts=counts, problems=len(problems))


def extract_text(setup: Setup, job: Job) -> Packed:
    """What one document gives, in whatever process this is.

    Raises:
        ModelError: the model of this process, or the program itself, is another than where the job comes from.
    """
    from pipeline.nlp.extract import extract_document

    nlp, cache = _model(setup), _cache(setup)
    paragraphs = interim.PARAGRAPHS.unpack(job.paragraphs, job.doc_id)
    return _pack(extract_document(job.doc_id, job.path, job.text, paragraphs, nlp, cache=cache, parsed=job.parsed))


@contextmanager
def parsed_together(setup: Setup, jobs: Sequence[Job]) -> Iterator[Sequence[Job]]:
    """The jobs with their texts parsed: short ones all at once, which is quicker. Only in the block may they be done.

    Raises:
        ModelError: as `extract_text` does.
    """
    from pipeline.nlp.annotate import bounded_memory
    from pipeline.nlp.parsed import parse_texts

    nlp = _model(setup)
    with bounded_memory(nlp):
        texts = ((job.text, interim.PARAGRAPHS.unpack(job.paragraphs, job.doc_id)) for job in jobs)
        parsed = parse_texts(texts, nlp, cache=_cache(setup))
        yield [replace(job, parsed=one) for job, one in zip(jobs, parsed, strict=True)]


def _cache(setup: Setup) -> "ParseCache | None":
    """Where parses are kept; on another machine the folder may not be there: then nothing is."""
    from pipeline.nlp.annotate import ParseCache

    return ParseCache(folder=setup.cache, model_digest=setup.model_digest) if setup.cache.is_dir() else None


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


@cache
def _model(setup: Setup) -> Any:
    """The model of this process: loaded once, not once a document."""
    from pipeline.nlp.load import identify_model, load_model

    if digest_of_code(*_CODE) != setup.code_digest:
        raise ModelError("a worker has another version of Quoth, or of a package: install the same on every machine")
    if identify_model(setup.model)["sha256"] != setup.model_digest:
        raise ModelError(f"a worker has another model {setup.model!r}: install the same on every machine")
    return load_model(setup.model)
