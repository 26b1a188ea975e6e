"""The tables and texts as they lie in the outputs, read as they are gone through."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from pipeline import schema, store
from pipeline.errors import MissingStageError
from pipeline.findings import FILE, Findings
from pipeline.records import Paragraph
from pipeline.settings import Settings
from pipeline.stages import interim

Record = TypeVar("Record")
Value = TypeVar("Value")
_TEXTS_AT_HAND = 8


def stored(settings: Settings, table: schema.Table, record: type[Record]) -> store.Stored[Record]:
    """The rows of a table, read anew each time."""
    return store.Stored(path=settings.outputs / f"{table.name}.csv", record_type=record, made_by="tables")


class ByDocId(Mapping[str, Value], Generic[Value]):
    """What each document has, by ``doc_id``, read when it is asked for; a few are kept."""

    def __init__(self, doc_ids: Sequence[str], read: Callable[[str], Value]) -> None:
        self._doc_ids = dict.fromkeys(doc_ids)
        self._read = lru_cache(maxsize=_TEXTS_AT_HAND)(read)

    def __getitem__(self, doc_id: str) -> Value:
        if doc_id not in self._doc_ids:
            raise KeyError(doc_id)
        return self._read(doc_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._doc_ids)

    def __len__(self) -> int:
        return len(self._doc_ids)


def texts(settings: Settings, doc_ids: Sequence[str]) -> Mapping[str, str]:
    """The texts of some documents."""
    return ByDocId(doc_ids, lambda doc_id: interim.read_doc_text(settings, doc_id))


def paragraphs(findings: Findings, doc_ids: Sequence[str]) -> Mapping[str, Sequence[Paragraph]]:
    """The paragraphs of some documents."""
    return ByDocId(doc_ids, lambda doc_id: interim.PARAGRAPHS.of(findings, doc_id))


def check_findings(folder: Path) -> None:
    """Raise MissingStageError where no stage has left any findings."""
    if not (folder / FILE).is_file():
        raise MissingStageError(f"{folder / FILE} is missing: run `quoth ingest` (or `make all`) first")
