"""Ingest: the files of the corpus to documents, paragraphs and the texts that every offset points into."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import store
from pipeline.readers import READERS
from pipeline.readers.corpus import CorpusText, survey
from pipeline.readers.load import load_documents
from pipeline.readers.metadata import Stated, read_stated
from pipeline.readers.reading import STAGE, Notice
from pipeline.records import Document, LoadedDocument, Paragraph, Problem
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say, StageReport

_EVERY = 100
_SUFFIX = ".txt"


def run(settings: Settings, *, say: Say) -> StageReport:
    """Read the corpus and write ``texts/``, the tables of documents and paragraphs, and the problems met.

    One text at a time is held in memory. A text that is already there as it should be is not
    written again, and the text of a document that is no longer in the corpus is removed.

    Raises:
        InputError: the folder of the corpus is not there, or cannot be opened.
    """
    corpus = survey(settings.corpus)
    stated = read_stated(corpus)
    earlier = _read_earlier_ids(settings)
    problems = [*corpus.problems, *stated.problems]
    documents: list[Document] = []
    loaded = _load(corpus.texts, stated, problems, settings, say=say)
    interim.PARAGRAPHS.write(settings, _keep(loaded, documents, settings))
    if not documents:
        problems.append(_no_text())
    interim.DOCUMENTS.write(settings, documents)
    interim.INGEST_PROBLEMS.write(settings, sorted(problems, key=_order))
    _remove_texts(earlier - {document.doc_id for document in documents}, settings)
    return StageReport(stage=STAGE, counts=_count(documents), problems=len(problems))


def _load(
    texts: Iterable[CorpusText], stated: Stated, problems: list[Problem], settings: Settings, *, say: Say
) -> Iterator[LoadedDocument]:
    """Every text that can be read, one after the other; what there is to say about them goes to ``problems``."""
    number = 0
    for text in texts:
        for item in load_documents(text, stated=stated.about(text.name), columns=settings.columns):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            yield item
            number += 1
            if number % _EVERY == 0:
                say(f"{number:,} texts read")


def _keep(loaded: Iterable[LoadedDocument], documents: list[Document], settings: Settings) -> Iterator[Paragraph]:
    """The paragraphs of every document, whose text is written and whose record is kept on the way."""
    for item in loaded:
        _write_if_changed(settings.texts / f"{item.document.doc_id}{_SUFFIX}", item.text)
        documents.append(item.document)
        yield from item.paragraphs


def _write_if_changed(path: Path, text: str) -> None:
    content = text.encode("utf-8")
    if not path.is_file() or path.read_bytes() != content:
        store.write_bytes(path, content)


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
    for path in settings.texts.glob(f"*{_SUFFIX}"):
        if path.name.removesuffix(_SUFFIX) in doc_ids:
            path.unlink()


def _no_text() -> Problem:
    known = " or ".join(sorted(READERS))
    return Notice(
        code="no_text", message=f"the corpus holds no text to read: put files ending in {known} into it"
    ).about("")


def _order(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.code, problem.message


def _count(documents: list[Document]) -> dict[str, int]:
    return {
        "documents": len(documents),
        "paragraphs": sum(document.n_paragraphs for document in documents),
        "words": sum(document.n_words for document in documents),
    }
