"""Ingest: the files of the corpus to documents, paragraphs and the texts that every offset points into."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from pipeline.findings import Findings, open_findings
from pipeline.readers import is_collection, known_suffixes
from pipeline.readers.corpus import CorpusText, read_content, survey
from pipeline.readers.load import load_document
from pipeline.readers.metadata import Stated, read_stated
from pipeline.readers.reading import STAGE, Metadata, Notice, UnreadableError
from pipeline.records import Document, Problem
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say, StageReport
from pipeline.stages.collection import forget_collections, read_collections
from pipeline.stages.texts import SUFFIX, TEXT_KEY, is_kept, keep, pack
from pipeline.stages.versions import digest_of, digest_of_code

_EVERY = 100
_CODE = ("readers", "quotes", "records")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A file to read, what is stated about it, and the key that stands for both."""

    text: CorpusText
    stated: Metadata
    key: str


def run(settings: Settings, *, say: Say) -> StageReport:
    """Read the corpus and write ``texts/``, the tables of documents and paragraphs, and the problems met.

    One text at a time is held in memory, and only those are read whose file, or what is stated about it,
    has changed. The text of a document that is no longer in the corpus is removed.

    Raises:
        InputError: the folder of the corpus is not there, or cannot be opened.
    """
    corpus = survey(settings.corpus)
    stated = read_stated(corpus)
    problems = [*corpus.problems, *stated.problems]
    with open_findings(settings.interim) as findings:
        earlier = _read_earlier_ids(settings) | findings.keys(STAGE).keys()
        documents = list(_documents(corpus.texts, stated, findings, problems, settings, say=say))
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


def _documents(
    texts: Iterable[CorpusText],
    stated: Stated,
    findings: Findings,
    problems: list[Problem],
    settings: Settings,
    *,
    say: Say,
) -> Iterator[Document]:
    """Every text that can be read, one after the other; what there is to say about them goes to ``problems``."""
    keys = findings.keys(STAGE)
    for number, text in enumerate((text for text in texts if not is_collection(text.name)), start=1):
        try:
            job = _job(text, stated.about(text.name))
            if not is_kept(text.doc_id, keys.get(text.doc_id, ""), job.key, settings):
                _read(job, findings, settings)
        except UnreadableError as error:
            problems += (notice.about(text.name) for notice in error.notices)
            continue
        problems += interim.NOTICES.of(findings, text.doc_id)
        yield from interim.READ.of(findings, text.doc_id)
        if number % _EVERY == 0:
            say(f"{number:,} texts read")


def _job(text: CorpusText, stated: Metadata) -> _Job:
    content = hashlib.sha256(read_content(text.path)).digest()
    key = digest_of(digest_of_code(*_CODE), text.name, text.doc_id, content, *astuple(stated))
    return _Job(text=text, stated=stated, key=key)


def _read(job: _Job, findings: Findings, settings: Settings) -> None:
    """Read a file and keep what it holds."""
    loaded, notices = load_document(job.text, stated=job.stated)
    doc_id = job.text.doc_id
    content = pack(loaded, (notice.about(job.text.name, doc_id=doc_id) for notice in notices))
    keep(doc_id, job.key, content, findings, settings)


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
