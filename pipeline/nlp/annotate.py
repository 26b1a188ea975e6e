"""Parsing in chunks, with a memory: what was parsed once is kept, keyed by all that the parse depends on.

A chunk is some pages of a text, so that the memory that parsing takes does not grow with its length. Where a chunk
ends is decided by the words around, not by their number since the beginning: after an edit only the chunk it is in,
and at times its neighbour, is another.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import cache as kept_in_memory
from importlib.metadata import version
from itertools import chain, islice
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
_PARTS = 4
"""Into so many parts spaCy cuts a batch for the parser, by length; small ones cost it more a token."""
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
        for part in (__version__, _version_of_spacy(), self.model_digest):
            digest.update(part.encode("utf-8"))
            digest.update(b"\0")
        digest.update(words)
        name = digest.hexdigest()
        # A folder of a million files is slow on some systems.
        return self.folder / name[:2] / f"{name}.spacy"


@kept_in_memory
def _version_of_spacy() -> str:
    return version("spacy")


def parse_frames(frames: Iterable[Frame], nlp: "Language", *, cache: ParseCache | None) -> Iterator[Frame]:
    """The frames with their tokens parsed, in the same order; empty ones are left out.

    No more than a chunk of them is held at once. What does not fit the frames in the cache is parsed anew.
    """
    for chunk in _chunks(frame for frame in frames if len(frame.doc)):
        (parsed,) = _parse([chunk], nlp, cache)
        yield from parsed


def parse_together(texts: Iterable[Iterable[Frame]], nlp: "Language", *, cache: ParseCache | None) -> list[list[Frame]]:
    """The frames of several short texts, as `parse_frames` gives those of each: the model is quicker with many."""
    chunks = [list(_chunks(frame for frame in frames if len(frame.doc))) for frames in texts]
    parsed = iter(_parse([chunk for of_text in chunks for chunk in of_text], nlp, cache))
    return [[frame for _ in of_text for frame in next(parsed)] for of_text in chunks]


@contextmanager
def bounded_memory(nlp: "Language", *, length: int = 0) -> Iterator[None]:
    """The block in which texts are read, the longest of so many characters: a long one leaves its records alone behind.

    So do all, once a model remembers many words. No token of the texts may be used after the block. Until there are
    many, the words of short texts stay, since reading is faster so. Within another such block there is nothing to do.
    """
    if nlp.vocab.in_memory_zone:  # type: ignore[attr-defined] # spaCy's stub lacks it
        yield
        return
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


def _parse(chunks: Sequence[Sequence[Frame]], nlp: "Language", cache: ParseCache | None) -> list[list[Frame]]:
    """Every chunk with its tokens parsed: those of the cache as they were, all others at once."""
    unparsed = [[frame.doc for frame in chunk] for chunk in chunks]
    paths = [cache.path(_words(docs)) if cache else None for docs in unparsed]
    kept = [_recall(path, docs, nlp) for path, docs in zip(paths, unparsed, strict=True)]
    missing = [docs for docs, found in zip(unparsed, kept, strict=True) if not found]
    together = list(chain.from_iterable(missing))
    parsed = iter(nlp.pipe(together, batch_size=_PARTS * len(together)) if together else ())
    whole: list[list[Frame]] = []
    for chunk, path, found in zip(chunks, paths, kept, strict=True):
        docs = found or list(islice(parsed, len(chunk)))
        if path and not found:
            _write(path, docs)
        whole.append([replace(frame, doc=doc) for frame, doc in zip(chunk, docs, strict=True)])
    return whole


def _recall(path: Path | None, docs: "Sequence[Doc]", nlp: "Language") -> "Sequence[Doc]":
    """The parsed Docs of a chunk, if they are kept and fit it; else none."""
    kept = _read(path, nlp) if path else ()
    return kept if [len(doc) for doc in kept] == [len(doc) for doc in docs] else ()


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
