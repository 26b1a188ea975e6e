"""Ingest: the files of the corpus to documents, paragraphs and the texts that every offset points into."""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from pipeline.findings import Findings, open_findings
from pipeline.readers import is_collection, known_suffixes
from pipeline.readers.corpus import CorpusText, read_content, survey
from pipeline.readers.load import load_document
from pipeline.readers.metadata import Stated, read_stated
from pipeline.readers.reading import STAGE, Metadata, Notice, UnreadableError, unreadable
from pipeline.records import Document, Problem
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say, StageReport
from pipeline.stages.collection import forget_collections, read_collections
from pipeline.stages.executors import Work, Workers
from pipeline.stages.limits import Failure, seconds_for
from pipeline.stages.texts import SUFFIX, TEXT_KEY, Content, is_kept, keep, pack
from pipeline.stages.versions import digest_of, digest_of_code

# By a rough measure of each; what has to be taken apart by a library is slower than the slowest of these.
_BYTES_A_SECOND = {".txt": 5e6, ".md": 1e6}
_BYTES_A_SECOND_AT_LEAST = 1e5
_CODE = ("readers", "quotes", "records")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A file to read, what is stated about it, the key that stands for both, and its size in bytes."""

    text: CorpusText
    stated: Metadata
    key: str
    size: int


_Refused = dict[str, tuple[Notice, ...]]
"""What to say of the files that are of no use, by the id that their document would have."""


def run(settings: Settings, *, say: Say, workers: Workers | None = None) -> StageReport:
    """Read the corpus and write ``texts/``, the tables of documents and paragraphs, and the problems met.

    Only those files are read that have changed, or what is stated about them, and few are held in memory at once.
    The text of a document that is no longer in the corpus is removed.

    Raises:
        InputError: the folder of the corpus is not there, or cannot be opened.
    """
    corpus = survey(settings.corpus)
    stated = read_stated(corpus)
    problems = [*corpus.problems, *stated.problems]
    with open_findings(settings.interim) as findings:
        earlier = _read_earlier_ids(settings) | findings.keys(STAGE).keys()
        jobs, refused = _changed(corpus.texts, stated, findings, settings)
        refused |= _read_all(jobs, findings, settings, workers or Workers())
        documents = list(_documents(corpus.texts, refused, findings, problems))
        documents += read_collections(corpus.texts, stated, findings, problems, settings, code=_CODE, say=say)
        documents.sort(key=lambda document: document.doc_id)
        forget_collections(corpus.texts, findings)
        gone = earlier - {document.doc_id for document in documents}
        findings.forget(STAGE, (interim.READ.name, interim.NOTICES.name, interim.PARAGRAPHS.name), gone)
        findings.forget(TEXT_KEY, (), gone)
    if not documents:
        problems.append(_no_text())
    interim.INGEST_PROBLEMS.write(settings, sorted(problems, key=_order))
    interim.DOCUMENTS.write(settings, documents)
    _remove_texts(gone, settings)
    return StageReport(stage=STAGE, counts=_count(documents), problems=len(problems))


def _changed(
    texts: Iterable[CorpusText], stated: Stated, findings: Findings, settings: Settings
) -> tuple[list[_Job], _Refused]:
    """The files that have to be read, and those that cannot be opened."""
    keys = findings.keys(STAGE)
    jobs: list[_Job] = []
    refused: _Refused = {}
    for text in texts:
        if is_collection(text.name):
            continue
        try:
            job = _job(text, stated.about(text.name))
        except UnreadableError as error:
            refused[text.doc_id] = error.notices
            continue
        if not is_kept(text.doc_id, keys.get(text.doc_id, ""), job.key, settings):
            jobs.append(job)
    return jobs, refused


def _job(text: CorpusText, stated: Metadata) -> _Job:
    content = read_content(text.path)
    digest = hashlib.sha256(content).digest()
    key = digest_of(digest_of_code(*_CODE), text.name, text.doc_id, digest, *astuple(stated))
    return _Job(text=text, stated=stated, key=key, size=len(content))


def _read_all(jobs: Sequence[_Job], findings: Findings, settings: Settings, workers: Workers) -> _Refused:
    """Read files, wherever that is done, and keep what they hold; returns those that are of no use."""
    work = Work(
        function=read_file,
        load=lambda job: job,
        cost=_cost,
        limit=lambda job: seconds_for(job.size, seconds_per_text=settings.seconds_per_text),
        name=lambda job: job.text.doc_id,
    )
    refused: _Refused = {}
    outcomes = workers.do(STAGE, work, jobs, here=True)
    for job, found in outcomes:
        if isinstance(found, Failure):
            refused[job.text.doc_id] = (Notice(code=found.code, message=found.message),)
        elif isinstance(found, tuple):
            refused[job.text.doc_id] = found
        else:
            keep(job.text.doc_id, job.key, found, findings, settings)
    return refused


def _cost(job: _Job) -> float:
    """About how many seconds it takes to read a file."""
    return job.size / _BYTES_A_SECOND.get(Path(job.text.name).suffix.lower(), _BYTES_A_SECOND_AT_LEAST)


def read_file(job: _Job) -> Content | tuple[Notice, ...]:
    """What a file holds; what to say about it where it is of no use."""
    try:
        loaded, notices = load_document(job.text, stated=job.stated)
    except UnreadableError as error:
        return error.notices
    except OSError as error:  # of a library: that the file opens has been seen already
        return (unreadable(error),)
    return pack(loaded, (notice.about(job.text.name, doc_id=job.text.doc_id) for notice in notices))


def _documents(
    texts: Iterable[CorpusText], refused: _Refused, findings: Findings, problems: list[Problem]
) -> Iterator[Document]:
    """Every text that could be read, one after the other; what there is to say about them goes to ``problems``."""
    for text in texts:
        if is_collection(text.name):
            continue
        if text.doc_id in refused:
            problems += (notice.about(text.name) for notice in refused[text.doc_id])
            continue
        problems += interim.NOTICES.of(findings, text.doc_id)
        yield from interim.READ.of(findings, text.doc_id)


def _read_earlier_ids(settings: Settings) -> set[str]:
    """The ids of the documents that an earlier run wrote, by its own tables, whatever their version.

    Nothing else is ever removed: a folder of outputs may hold texts of somebody's own.
    """
    tables = (interim.DOCUMENTS.path(settings), settings.outputs / "documents.csv")
    return {doc_id for table in tables if table.is_file() for doc_id in _read_ids(table)}


def _read_ids(table: Path) -> list[str]:
    try:
        with table.open(encoding="utf-8", newline="") as stream:
            return [row.get("doc_id") or "" for row in csv.DictReader(stream)]
    except (UnicodeDecodeError, csv.Error):  # a table that is not ours names no text of ours
        return []


def _remove_texts(doc_ids: set[str], settings: Settings) -> None:
    for path in settings.texts.glob(f"*{SUFFIX}"):
        if path.name.removesuffix(SUFFIX) in doc_ids:
            path.unlink()


def _no_text() -> Problem:
    return Notice(
        code="no_text", message=f"the corpus holds no text to read: put files ending in {known_suffixes()} into it"
    ).about("")


def _order(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.code, problem.message


def _count(documents: list[Document]) -> dict[str, int]:
    return {
        "documents": len(documents),
        "paragraphs": sum(document.n_paragraphs for document in documents),
        "words": sum(document.n_words for document in documents),
    }
