"""Files that hold a text a row: each row a document of its own, of which only those that changed are done again."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from typing import Final

from pipeline.findings import Findings
from pipeline.readers import is_collection
from pipeline.readers.corpus import CorpusText
from pipeline.readers.ids import file_of_row
from pipeline.readers.load import load_documents
from pipeline.readers.metadata import Stated
from pipeline.readers.reading import STAGE, Metadata, UnreadableError, unreadable
from pipeline.records import Document, LoadedDocument, Problem
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say
from pipeline.stages.texts import is_kept, keep, pack
from pipeline.stages.versions import digest_of, digest_of_code

FILE_KEY: Final = "collection"
"""The stage under which a file of many texts is kept as a whole, by the id that its rows' ids begin with."""

_EVERY: Final = 1_000
_CHUNK: Final = 1 << 20


def read_collections(
    texts: Iterable[CorpusText],
    stated: Stated,
    findings: Findings,
    problems: list[Problem],
    settings: Settings,
    *,
    code: tuple[str, ...],
    say: Say,
) -> Iterator[Document]:
    """The documents of the files among ``texts`` that hold many; what there is to say goes to ``problems``.

    A file is read where it has changed, or what is stated about it, row by row: one row at a time is held in
    memory. Of its rows those are kept anew that have changed, so that one row added to many costs a reading of
    the file and the parsing of that row. ``code`` names the packages that what is read depends on.
    """
    kept = _rows_by_file(findings.keys(STAGE))
    files = findings.keys(FILE_KEY)
    for text in texts:
        if not is_collection(text.name):
            continue
        rows, about = kept.get(text.doc_id, {}), stated.about(text.name)
        try:
            key = _key(text, about, settings, code)
        except UnreadableError as error:
            problems += (notice.about(text.name) for notice in error.notices)
            continue
        if files.get(text.doc_id) != _whole(key, rows) or not _are_there(rows, settings):
            found = _read(text, about, rows, findings, settings, code=code, say=say)
            findings.keep(FILE_KEY, text.doc_id, _whole(key, found), {})
            rows = found
        problems += interim.ROW_NOTICES.of(findings, text.doc_id)
        for doc_id in rows:
            problems += interim.NOTICES.of(findings, doc_id)
            yield from interim.READ.of(findings, doc_id)


def forget_collections(texts: Iterable[CorpusText], findings: Findings) -> None:
    """Forget the files of many texts that are no longer in the corpus; their documents go with the others."""
    gone = findings.keys(FILE_KEY).keys() - {text.doc_id for text in texts if is_collection(text.name)}
    findings.forget(FILE_KEY, (interim.ROW_NOTICES.name,), gone)


def _rows_by_file(keys: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The keys of the documents that are rows, by the id of their file."""
    grouped: dict[str, dict[str, str]] = defaultdict(dict)
    for doc_id, key in keys.items():
        grouped[file_of_row(doc_id)][doc_id] = key
    return grouped


def _key(text: CorpusText, stated: Metadata, settings: Settings, code: tuple[str, ...]) -> str:
    """What stands for all that is read of a file: its bytes, of which a piece at a time is held, and the rest."""
    digest = hashlib.sha256()
    try:
        with text.path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise UnreadableError(unreadable(error)) from error
    columns = astuple(settings.columns)
    return digest_of(digest_of_code(*code), text.name, text.doc_id, digest.digest(), *astuple(stated), *columns)


def _whole(key: str, rows: Mapping[str, str]) -> str:
    """The key of a file together with those of its rows: a run that was cut off in between leaves others."""
    return f"{key} {digest_of(*(part for row in sorted(rows.items()) for part in row))}"


def _are_there(rows: Mapping[str, str], settings: Settings) -> bool:
    return all(is_kept(doc_id, key, key.partition(" ")[0], settings) for doc_id, key in rows.items())


def _read(
    text: CorpusText,
    stated: Metadata,
    kept: Mapping[str, str],
    findings: Findings,
    settings: Settings,
    *,
    code: tuple[str, ...],
    say: Say,
) -> dict[str, str]:
    """The keys of the documents of a file, all of which are kept now, by ``doc_id``."""
    found: dict[str, str] = {}
    on_rows: list[Problem] = []
    for loaded, notices in _with_notices(load_documents(text, stated=stated, columns=settings.columns)):
        if loaded is None:
            on_rows += notices
            continue
        doc_id, content = loaded.document.doc_id, pack(loaded, notices)
        key = digest_of(digest_of_code(*code), *(content.tables[name].content for name in sorted(content.tables)))
        if not is_kept(doc_id, kept.get(doc_id, ""), key, settings):
            keep(doc_id, key, content, findings, settings)
        found[doc_id] = f"{key} {hashlib.sha256(content.text).hexdigest()}"
        if len(found) % _EVERY == 0:
            say(f"{len(found):,} texts of {text.name} read")
    findings.keep(FILE_KEY, text.doc_id, "", {interim.ROW_NOTICES.name: interim.ROW_NOTICES.pack(on_rows)})
    return found


def _with_notices(
    items: Iterable[LoadedDocument | Problem],
) -> Iterator[tuple[LoadedDocument | None, list[Problem]]]:
    """Each document with the problems on it, which come after it; those on no document stand with None."""
    waiting: LoadedDocument | None = None
    own: list[Problem] = []
    for item in items:
        if isinstance(item, LoadedDocument):
            if waiting is not None:
                yield waiting, own
            waiting, own = item, []
        elif waiting is not None and item.doc_id == waiting.document.doc_id:
            own.append(item)
        else:
            yield None, [item]
    if waiting is not None:
        yield waiting, own
