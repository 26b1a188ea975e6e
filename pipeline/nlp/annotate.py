"""Parsing in chunks, with a memory: what was parsed once is kept, keyed by all that the parse depends on.

A chunk is some pages of a text, so that the memory that parsing takes does not grow with its length. Where a chunk
ends is decided by the words around, not by their number since the beginning: after an edit only the chunk it is in,
and at times its neighbour, is another.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__, store
from pipeline.memory import give_back
from pipeline.nlp.frames import Frame

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONG = 500_000
"""Characters of a text, some minutes' work, that memory is kept free of once it is read."""
_SHORTEST, _LONGEST = 3_000, 6_000
"""Tokens of a chunk: some ten pages, from where on a frame may begin the next, and after which the next frame does."""
_ONE_IN = 8
"""Of the frames that may begin a chunk, one in so many does."""
_ATTRIBUTES = ("TAG", "POS", "LEMMA", "MORPH", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START")
_STRINGS = 300_000
"""Different words and lemmas, some 100 MB of them, that a model remembers from the texts it has read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseCache:
    """A folder of parsed chunks, and the digest of the model that parsed them."""

    folder: Path
    model_digest: str

    def path(self, words: bytes) -> Path:
        """Where a chunk of these words is, or will be, kept."""
        digest = hashlib.sha256()
        for part in (__version__, version("spacy"), self.model_digest):
            digest.update(part.encode("utf-8"))
            digest.update(b"\0")
        digest.update(words)
        name = digest.hexdigest()
        # A folder of a million files is slow on some systems.
        return self.folder / name[:2] / f"{name}.spacy"


def parse_frames(frames: Iterable[Frame], nlp: "Language", *, cache: ParseCache | None) -> Iterator[Frame]:
    """The frames with their tokens parsed, in the same order; empty ones are left out.

    No more than a chunk of them is held at once. What does not fit the frames in the cache is parsed anew.
    """
    for chunk in _chunks(frame for frame in frames if len(frame.doc)):
        docs = [frame.doc for frame in chunk]
        path = cache.path(_words(docs)) if cache else None
        kept = _read(path, nlp) if path else []
        if [len(doc) for doc in kept] != [len(doc) for doc in docs]:
            kept = list(nlp.pipe(docs, batch_size=len(docs)))
            if path:
                _write(path, kept)
        yield from (replace(frame, doc=doc) for frame, doc in zip(chunk, kept, strict=True))


@contextmanager
def bounded_memory(nlp: "Language", *, length: int) -> Iterator[None]:
    """The block in which a text of so many characters is read: a long one leaves nothing behind but its records.

    Nor does any, once a model remembers many words. No token of the text may be used after the block. Until there
    are many, the words of short texts stay, since reading is faster so.
    """
    lemmas = [cache for _, component in nlp.pipeline if isinstance(cache := getattr(component, "cache", None), dict)]
    for cache in lemmas:
        if len(cache) > _STRINGS:
            cache.clear()
    forgets = length > LONG or len(nlp.vocab.strings) > _STRINGS
    with nlp.memory_zone() if forgets else nullcontext():
        yield
    if length > LONG:
        for cache in lemmas:
            cache.clear()
        give_back()


def _chunks(frames: Iterable[Frame]) -> Iterator[list[Frame]]:
    """The frames in their order, some pages of them at a time."""
    chunk: list[Frame] = []
    size = 0
    for frame in frames:
        length = len(frame.doc)
        full = size + length > _LONGEST or (size >= _SHORTEST and _begins_chunk(frame))
        if chunk and full:
            yield chunk
            chunk, size = [], 0
        chunk.append(frame)
        size += length
    if chunk:
        yield chunk


def _begins_chunk(frame: Frame) -> bool:
    """Whether a frame is one of those before which chunks end: its words alone decide."""
    if frame.unit.span is not None:
        return False
    return hashlib.sha256(_words([frame.doc])).digest()[0] % _ONE_IN == 0


def _words(docs: "Iterable[Doc]") -> bytes:
    """All that a parse of these tokens depends on: the words of each, and where there is white space."""
    lines = ("\0".join(token.text_with_ws for token in doc) for doc in docs)
    return "\n\0".join(lines).encode("utf-8", errors="surrogatepass")


def _read(path: Path, nlp: "Language") -> "Sequence[Doc]":
    """The Docs that a file of the cache holds; none where there is no such file, or it cannot be used."""
    from spacy.tokens import DocBin

    if not path.is_file():
        return ()
    try:
        return list(DocBin().from_bytes(path.read_bytes()).get_docs(nlp.vocab))
    except (ValueError, KeyError, EOFError, OSError):
        return ()


def _write(path: Path, docs: "Sequence[Doc]") -> None:
    from spacy.tokens import DocBin

    store.write_bytes(path, DocBin(attrs=list(_ATTRIBUTES), docs=docs).to_bytes())
