"""The tables under judgement, by document."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pipeline.errors import GoldError
from pipeline.records import AttributedQuotation, Document, Entity, EntityMention

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Outputs:
    """What a run has written; ``rows`` and ``entities`` are keyed by ``doc_id``, ``read_text`` gives a text by it.

    Not slotted, unlike the records: a corpus of 10,000 texts is asked for each of them by name.
    """

    documents: tuple[Document, ...]
    rows: Mapping[str, tuple[AttributedQuotation, ...]]
    entities: Mapping[str, tuple[Entity, ...]]
    read_text: Callable[[str], str]

    @cached_property
    def by_sha256(self) -> Mapping[str, Sequence[str]]:
        """The ids of the documents whose files have the same bytes."""
        return _grouped((one.sha256, one.doc_id) for one in self.documents)

    @cached_property
    def by_name(self) -> Mapping[str, Sequence[str]]:
        """The ids of the documents by the names of their files: alone, and with as many folders as there are."""
        return _grouped((name, one.doc_id) for one in self.documents for name in _names(one.path))

    @cached_property
    def by_export(self) -> Mapping[str, Sequence[str]]:
        """The ids of the documents by the names of their texts in an export."""
        return _grouped((f"{one.doc_id}.txt", one.doc_id) for one in self.documents)


def _names(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[first:]) for first in range(len(parts)))


def _grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, list[Value]]:
    groups: dict[str, list[Value]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def group_outputs(
    *,
    documents: Iterable[Document],
    rows: Iterable[AttributedQuotation],
    entities: Iterable[Entity],
    mentions: Iterable[EntityMention],
    read_text: Callable[[str], str],
) -> Outputs:
    """The tables by document: an entity is of every document that mentions it."""
    by_document: dict[str, list[AttributedQuotation]] = {}
    for row in rows:
        by_document.setdefault(row.doc_id, []).append(row)
    named: dict[str, set[str]] = {}
    for mention in mentions:
        named.setdefault(mention.entity_id, set()).add(mention.doc_id)
    mentioned = _grouped((doc_id, one) for one in entities for doc_id in named.get(one.entity_id, ()))
    texts = tuple(documents)
    return Outputs(
        documents=texts,
        rows={doc_id: tuple(found) for doc_id, found in by_document.items()},
        entities={document.doc_id: tuple(mentioned.get(document.doc_id, ())) for document in texts},
        read_text=read_text,
    )


def candidates(outputs: Outputs, *, name: str, sha256: str) -> tuple[str, ...]:
    """The documents that may be the one a gold names: the same bytes first, then the same file name, then the same id.

    ``name`` is the file's name, with as many of its folders as are known, ``/`` between them.
    """
    same = outputs.by_sha256.get(sha256, ()) if sha256 else ()
    return tuple(dict.fromkeys([*same, *outputs.by_name.get(name, ()), *outputs.by_export.get(name, ())]))


def doc_id_of(outputs: Outputs, *, name: str, text: str) -> str:
    """The document whose text is the given one; "" where the outputs do not hold it.

    Raises:
        GoldError: a document has the name, but another text, so that no offset would fit.
    """
    found = candidates(outputs, name=name, sha256=hashlib.sha256(text.encode("utf-8")).hexdigest())
    for doc_id in found:
        if outputs.read_text(doc_id) == text:
            return doc_id
    if found:
        raise GoldError(
            f"{name}: the text of {found[0]} is not the one that was annotated; run Quoth on the gold's texts"
        )
    return ""
