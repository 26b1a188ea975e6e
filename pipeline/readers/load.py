"""One file of the corpus to one document."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.quotes.words import count_words
from pipeline.readers import READERS
from pipeline.readers.corpus import CorpusText, read_content
from pipeline.readers.metadata import title_from_name
from pipeline.readers.reading import KnownKind, Metadata, Notice, Reading, UnreadableError
from pipeline.records import Document, LoadedDocument, Paragraph

DEFAULT_LANGUAGE: Final = "en"

_EMPTY: Final = Notice(code="empty", message="there is no text in it: write or copy the text into it, or remove it")


def load_document(text: CorpusText, *, stated: Metadata) -> tuple[LoadedDocument, tuple[Notice, ...]]:
    """The document of a file with its text and paragraphs, and what a person should know about it.

    ``stated`` is what ``metadata.csv`` and the sidecar say; it goes before the front matter,
    and that before the file's name.

    Raises:
        UnreadableError: the file cannot be opened or decoded, is binary, or holds no text.
    """
    content = read_content(text.path)
    reading = READERS[PurePosixPath(text.name).suffix.lower()](content, encoding=stated.encoding)
    if not reading.text.strip():
        raise UnreadableError(_EMPTY, *reading.notices)
    paragraphs = _with_known_kinds(split_paragraphs(reading.text, doc_id=text.doc_id), reading.kinds)
    document = _describe(text, content, reading, metadata=stated.over(reading.metadata), n_paragraphs=len(paragraphs))
    return LoadedDocument(document=document, text=reading.text, paragraphs=paragraphs), reading.notices


def _describe(text: CorpusText, content: bytes, reading: Reading, *, metadata: Metadata, n_paragraphs: int) -> Document:
    return Document(
        doc_id=text.doc_id,
        title=metadata.title or title_from_name(text.name),
        author=metadata.author,
        date=metadata.date,
        source=metadata.source,
        language=metadata.language or DEFAULT_LANGUAGE,
        path=text.name,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=reading.encoding,
        n_chars=len(reading.text),
        n_words=count_words(reading.text),
        n_paragraphs=n_paragraphs,
    )


def _with_known_kinds(paragraphs: Iterable[Paragraph], kinds: Sequence[KnownKind]) -> tuple[Paragraph, ...]:
    """The paragraphs, of the kind the markup gives them where it gives one."""
    starts = [known.start for known in kinds]

    def informed(paragraph: Paragraph) -> Paragraph:
        index = bisect_right(starts, paragraph.start) - 1
        if index < 0 or paragraph.start >= kinds[index].end:
            return paragraph
        return replace(paragraph, kind=kinds[index].kind)

    return tuple(map(informed, paragraphs))
