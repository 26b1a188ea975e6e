"""Parsing, with a memory: what was parsed once is kept, keyed by all that the parse depends on."""

import hashlib
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__, store
from pipeline.nlp.frames import Frame
from pipeline.quotes.spans import QuotedSpan

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_BATCH = 64


def parse_key(text: str, spans: Sequence[QuotedSpan], *, model_digest: str) -> str:
    """A digest of text, marks, model and versions: the same key gives the same parse."""
    digest = hashlib.sha256()
    for part in (__version__, version("spacy"), model_digest, repr(spans), text):
        digest.update(part.encode("utf-8", errors="surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()


def parse_frames(frames: Iterator[Frame], nlp: "Language", *, kept: Path | None) -> Iterator[Frame]:
    """The frames with their tokens parsed, in the same order; empty ones are left out.

    ``kept`` is where the parse of this text is, or will be, kept; None keeps nothing. A file that
    does not fit the frames is parsed anew.
    """
    filled = [frame for frame in frames if len(frame.doc)]
    earlier = _read(kept, nlp) if kept is not None else None
    if earlier is not None and [len(doc) for doc in earlier] == [len(frame.doc) for frame in filled]:
        for frame, doc in zip(filled, earlier, strict=True):
            yield Frame(unit=frame.unit, doc=doc, places=frame.places, spans=frame.spans)
        return
    pairs = ((frame.doc, frame) for frame in filled)
    yield from (frame for _, frame in nlp.pipe(pairs, as_tuples=True, batch_size=_BATCH))
    if kept is not None:
        _write(kept, [frame.doc for frame in filled])


def _read(path: Path, nlp: "Language") -> "list[Doc] | None":
    from spacy.tokens import DocBin

    if not path.is_file():
        return None
    try:
        return list(DocBin().from_bytes(path.read_bytes()).get_docs(nlp.vocab))
    except (ValueError, KeyError, EOFError, OSError):
        return None


def _write(path: Path, docs: "Sequence[Doc]") -> None:
    from spacy.tokens import DocBin

    attributes = ["TAG", "POS", "LEMMA", "MORPH", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START"]
    store.write_bytes(path, DocBin(attrs=attributes, docs=docs).to_bytes())
