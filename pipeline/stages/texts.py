"""What ingest keeps of a document: its text in ``texts/``, and its rows among the findings."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline import store
from pipeline.findings import Findings, Rows
from pipeline.readers.reading import STAGE
from pipeline.records import LoadedDocument, Problem
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.versions import digest_of, digest_of_file

TEXT_KEY: Final = "text"
"""The stage under which the key of a text itself is kept: its words and paragraphs, whatever is stated about it."""

SUFFIX: Final = ".txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was read: the text in UTF-8, and the rows of each table by the table's name."""

    text: bytes
    tables: dict[str, Rows]


def pack(loaded: LoadedDocument, problems: Iterable[Problem]) -> Content:
    """A document, and the problems met when it was read, as they are kept."""
    tables = {
        interim.PARAGRAPHS.name: interim.PARAGRAPHS.pack(loaded.paragraphs),
        interim.READ.name: interim.READ.pack([loaded.document]),
        interim.NOTICES.name: interim.NOTICES.pack(problems),
    }
    return Content(text=loaded.text.encode("utf-8"), tables=tables)


def keep(doc_id: str, key: str, content: Content, findings: Findings, settings: Settings) -> None:
    """Keep a document under a key; its text is written before anything is kept about it."""
    path = text_path(doc_id, settings)
    if not path.is_file() or path.read_bytes() != content.text:
        store.write_bytes(path, content.text)
    findings.keep(TEXT_KEY, doc_id, digest_of(content.text, content.tables[interim.PARAGRAPHS.name].content), {})
    findings.keep(STAGE, doc_id, f"{key} {hashlib.sha256(content.text).hexdigest()}", content.tables)


def is_kept(doc_id: str, kept: str, key: str, settings: Settings) -> bool:
    """Whether what ``kept`` stands for was kept under a key, and the text is still what it was then."""
    return kept == f"{key} {_digest_of_file(text_path(doc_id, settings))}"


def text_path(doc_id: str, settings: Settings) -> Path:
    """The file in which the text of a document stands."""
    return settings.texts / f"{doc_id}{SUFFIX}"


def _digest_of_file(path: Path) -> str:
    try:
        return digest_of_file(path)
    except OSError:  # not there, or not to be read: it is written anew
        return ""
