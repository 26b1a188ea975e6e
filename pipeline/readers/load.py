"""A file of the corpus to its document, or to its many."""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Final

from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.quotes.words import count_words
from pipeline.readers import COLLECTIONS, READERS, is_collection
from pipeline.readers.collection import Entry
from pipeline.readers.corpus import CorpusText, read_content
from pipeline.readers.ids import numbered, row_id
from pipeline.readers.metadata import title_from_name
from pipeline.readers.oddities import sure_oddities
from pipeline.readers.reading import KnownKind, Metadata, Notice, Reading, UnreadableError
from pipeline.records import Document, LoadedDocument, Paragraph, Problem
from pipeline.settings import Columns

DEFAULT_LANGUAGE: Final = "en"

_MOST_OF_A_KIND: Final = 20
_EMPTY: Final = Notice(code="empty", message="there is no text in it: write or copy the text into it, or remove it")
_NO_ROWS: Final = Notice(code="empty", message="there is no row in it: write a text a row into it, or remove it")


def load_documents(text: CorpusText, *, stated: Metadata, columns: Columns) -> Iterator[LoadedDocument | Problem]:
    """The documents of a file of any kind, one after the other, and the problems met on the way.

    A file that cannot be used gives problems alone, and nothing is raised. Of a table with a text a row one row
    at a time is held. Its documents are known by the id of the file and that of the row (``speeches_17``), or
    the row's number where it has none, which rows added at the end do not change. What is ``stated`` about the
    table holds for every row, but its title: that goes before the row's id where a row has no title.
    """
    try:
        if is_collection(text.name):
            yield from _limited(_load_rows(text, stated=stated, columns=columns))
            return
        loaded, notices = load_document(text, stated=stated)
    except UnreadableError as error:
        yield from (notice.about(text.name) for notice in error.notices)
        return
    yield loaded
    yield from (notice.about(text.name, doc_id=text.doc_id) for notice in notices)


def load_document(text: CorpusText, *, stated: Metadata) -> tuple[LoadedDocument, tuple[Notice, ...]]:
    """The document of a file with its text and paragraphs, and what a person should know about it.

    ``stated`` is what ``metadata.csv`` and the sidecar say; it goes before the front matter,
    and that before the file's name.

    Raises:
        UnreadableError: the file cannot be opened or decoded, is binary, or holds no text.
    """
    content = read_content(text.path)
    reading = READERS[_suffix(text)](content, encoding=stated.encoding)
    if not reading.text.strip():
        raise UnreadableError(_EMPTY, *reading.notices)
    metadata = stated.over(reading.metadata)
    metadata = replace(metadata, title=metadata.title or title_from_name(text.name))
    loaded = _compose(reading, doc_id=text.doc_id, path=text.name, content=content, metadata=metadata)
    odd = sure_oddities(reading.text, language=metadata.language, notices=reading.notices)
    return loaded, (*reading.notices, *odd)


def _load_rows(text: CorpusText, *, stated: Metadata, columns: Columns) -> Iterator[LoadedDocument | Problem]:
    ids, row = _RowIds(doc_id=text.doc_id), None
    read = COLLECTIONS[_suffix(text)]
    for row in read(text.path, columns=columns, encoding=stated.encoding):
        if isinstance(row, Notice):
            yield row.about(text.name)
            continue
        doc_id, notices = ids.take(row)
        title = row.metadata.title or f"{stated.title or title_from_name(text.name)}, {row.key or row.number}"
        reading = Reading(text=row.text, encoding=row.encoding)
        metadata = replace(stated.over(row.metadata), title=title)
        content = row.text.encode("utf-8")
        yield _compose(reading, doc_id=doc_id, path=text.name, content=content, metadata=metadata)
        odd = (notice.on_line(row.line) for notice in sure_oddities(row.text, language=metadata.language))
        yield from (notice.about(text.name, doc_id=doc_id) for notice in (*row.notices, *notices, *odd))
    if row is None:
        yield _NO_ROWS.about(text.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _RowIds:
    """The ids that the rows of a table have taken; where the rows have none of their own, nothing is kept."""

    doc_id: str
    _taken: set[str] = field(default_factory=set)
    _claims: Counter[str] = field(default_factory=Counter)

    def take(self, row: Entry) -> tuple[str, tuple[Notice, ...]]:
        """The id of a row's document, and what to say where another row has it."""
        if not row.keyed:
            return row_id(self.doc_id, str(row.number)), ()
        # "7" may be the id of another row.
        wanted = row_id(self.doc_id, row.key or f"row {row.number}")
        if wanted not in self._taken:
            self._taken.add(wanted)
            return wanted, ()
        self._claims[wanted] += 1
        doc_id = numbered(wanted, self._taken, number=self._claims[wanted] + 1)
        self._taken.add(doc_id)
        message = (
            f"line {row.line:,}: a row above has the id {row.key!r} too, or one that is written like it; it was read "
            f"as {doc_id}: give each row an id of its own"
        )
        return doc_id, (Notice(code="duplicate_id", message=message),)


def _limited(items: Iterable[LoadedDocument | Problem]) -> Iterator[LoadedDocument | Problem]:
    """The items, with no more than 20 problems of a kind, the last of which says how many more there are."""
    seen: Counter[str] = Counter()
    last: dict[str, Problem] = {}
    for item in items:
        if isinstance(item, Problem):
            seen[item.code] += 1
            if seen[item.code] >= _MOST_OF_A_KIND:
                last.setdefault(item.code, item)
                continue
        yield item
    for code, problem in last.items():
        left_out = seen[code] - _MOST_OF_A_KIND
        yield replace(problem, message=f"{problem.message} (and {left_out:,} more such rows)") if left_out else problem


def _suffix(text: CorpusText) -> str:
    return PurePosixPath(text.name).suffix.lower()


def _compose(reading: Reading, *, doc_id: str, path: str, content: bytes, metadata: Metadata) -> LoadedDocument:
    paragraphs = _with_known_kinds(split_paragraphs(reading.text, doc_id=doc_id), reading.kinds)
    document = Document(
        doc_id=doc_id,
        title=metadata.title,
        author=metadata.author,
        date=metadata.date,
        source=metadata.source,
        language=metadata.language or DEFAULT_LANGUAGE,
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        encoding=reading.encoding,
        n_chars=len(reading.text),
        n_words=count_words(reading.text),
        n_paragraphs=len(paragraphs),
    )
    return LoadedDocument(document=document, text=reading.text, paragraphs=paragraphs)


def _with_known_kinds(paragraphs: Iterable[Paragraph], kinds: Sequence[KnownKind]) -> tuple[Paragraph, ...]:
    """The paragraphs, of the kind the markup gives them where it gives one."""
    starts = [known.start for known in kinds]

    def informed(paragraph: Paragraph) -> Paragraph:
        index = bisect_right(starts, paragraph.start) - 1
        if index < 0 or paragraph.start >= kinds[index].end:
            return paragraph
        return replace(paragraph, kind=kinds[index].kind)

    return tuple(map(informed, paragraphs))
