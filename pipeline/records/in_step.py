"""Rows that stand in the order of the documents, a document at a time."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Protocol, TypeVar

from pipeline.errors import TableError


class _OfDocument(Protocol):
    @property
    def doc_id(self) -> str: ...


Row = TypeVar("Row", bound=_OfDocument)


def in_step(doc_ids: Iterable[str], rows: Iterable[Row], *, name: str) -> Iterator[list[Row]]:
    """The rows of each document in turn, none where it has none; no more than one document's are held.

    Raises:
        TableError: the rows of the table, which ``name`` is the name of, stand in another order.
    """
    groups = groupby(rows, key=lambda row: row.doc_id)
    waiting = next(groups, None)
    for doc_id in doc_ids:
        if waiting is None or waiting[0] != doc_id:
            yield []
            continue
        yield list(waiting[1])
        waiting = next(groups, None)
    if waiting is not None:
        raise TableError(f"{name}.csv is not in the order of documents.csv at {waiting[0]}: run `quoth tables` again")
