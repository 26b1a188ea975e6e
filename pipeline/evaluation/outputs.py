"""The tables under judgement, by document."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.errors import GoldError
from pipeline.records import AttributedQuotation, Document, Entity, EntityMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What a run has written; ``rows`` and ``entities`` are keyed by ``doc_id``, ``read_text`` gives a text by it."""

    documents: tuple[Document, ...]
    rows: Mapping[str, tuple[AttributedQuotation, ...]]
    entities: Mapping[str, tuple[Entity, ...]]
    read_text: Callable[[str], str]


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
    named = {(mention.doc_id, mention.entity_id) for mention in mentions}
    listed = tuple(entities)
    texts = tuple(documents)
    return Outputs(
        documents=texts,
        rows={doc_id: tuple(found) for doc_id, found in by_document.items()},
        entities={
            document.doc_id: tuple(one for one in listed if (document.doc_id, one.entity_id) in named)
            for document in texts
        },
        read_text=read_text,
    )


def candidates(outputs: Outputs, *, name: str, sha256: str) -> tuple[str, ...]:
    """The documents that may be the one a gold names: the same bytes first, then the same file name, then the same id.

    ``name`` is the file's name, with as many of its folders as are known, ``/`` between them.
    """
    same = [one.doc_id for one in outputs.documents if sha256 and one.sha256 == sha256]
    named = [one.doc_id for one in outputs.documents if f"/{one.path}".endswith(f"/{name}")]
    exported = [one.doc_id for one in outputs.documents if name == f"{one.doc_id}.txt"]
    return tuple(dict.fromkeys([*same, *named, *exported]))


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
