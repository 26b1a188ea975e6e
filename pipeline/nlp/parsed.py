"""A text with its marks paired and its frames parsed, as the extraction reads it.

A text alone is parsed while it is read, some pages at a time, so that a long one takes little memory. Short ones are
parsed several at a time, which is quicker: a model spends as long on ten short paragraphs as on thirty.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.nlp.annotate import ParseCache, parse_frames, parse_together
from pipeline.nlp.frames import Frame, build_frame
from pipeline.nlp.units import list_units, text_order
from pipeline.quotes.marks import find_quotations
from pipeline.quotes.spans import MarkedText
from pipeline.records import Paragraph

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedText:
    """What the marks of a text hold, and its frames in the order of the text; those may be gone through once only."""

    marked: MarkedText
    frames: Iterable[Frame]


def parse_text(
    text: str, paragraphs: Sequence[Paragraph], nlp: "Language", *, cache: ParseCache | None = None
) -> ParsedText:
    """A text, its frames parsed as they are asked for; with a ``cache``, what was parsed before is not parsed again."""
    marked = find_quotations(text, paragraphs)
    frames = _lay_frames(marked, text, paragraphs, nlp)
    return ParsedText(marked=marked, frames=parse_frames(frames, nlp, cache=cache))


def parse_texts(
    texts: Iterable[tuple[str, Sequence[Paragraph]]], nlp: "Language", *, cache: ParseCache | None = None
) -> list[ParsedText]:
    """Several short texts, each given with its paragraphs: as `parse_text` gives them, but parsed at once."""
    texts = list(texts)
    marked = [find_quotations(text, paragraphs) for text, paragraphs in texts]
    frames = parse_together(
        (_lay_frames(found, text, paragraphs, nlp) for found, (text, paragraphs) in zip(marked, texts, strict=True)),
        nlp,
        cache=cache,
    )
    return [ParsedText(marked=found, frames=of_text) for found, of_text in zip(marked, frames, strict=True)]


def _lay_frames(marked: MarkedText, text: str, paragraphs: Sequence[Paragraph], nlp: "Language") -> Iterator[Frame]:
    """The frames of a text in their order, not parsed yet."""
    places = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
    for unit in sorted(list_units(places, marked.spans, text), key=text_order):
        yield build_frame(unit, marked.spans, text, nlp)
