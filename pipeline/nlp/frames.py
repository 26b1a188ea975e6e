"""A paragraph as the parser sees it: quoted sentences folded into a short stand-in.

What the parser sees decides who is found to speak. White space never becomes a token, a
quoted sentence is replaced by a clause of three words, so that neither its length nor its
own syntax disturbs the sentence around it, and the quoted words are parsed by themselves.
Every token keeps its place in the text.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.nlp.units import Unit, is_folded
from pipeline.quotes.spans import QuotedSpan

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

STAND_IN = ("It", "is", "so")
"""A clause that reads as anybody's words after any verb of speech."""

_NO_PLACE = (-1, -1)
_END_MARK = re.compile(r"([.,!?;:…—-])['’\"”)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The tokens of one unit: ``places[i]`` is where token i stands in the text, (-1, -1) if it is a stand-in.

    ``spans`` maps the index of each child to its tokens, marks included, as a half-open range.
    ``depths`` says of each token in how many of them it stands.
    """

    unit: Unit
    doc: "Doc"
    places: tuple[tuple[int, int], ...]
    spans: dict[int, tuple[int, int]]
    depths: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Count the depths, once for all who ask."""
        steps = [0] * (len(self.places) + 1)
        for start, end in self.spans.values():
            steps[start] += 1
            steps[end] -= 1
        object.__setattr__(self, "depths", tuple(accumulate(steps)))

    @property
    def quoted(self) -> "Quoted":
        """The tokens that belong to quotations."""
        return Quoted(depths=self.depths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted(Container[int]):
    """The tokens of a frame that belong to quotations, apart from one: the tokens of ``but``."""

    depths: Sequence[int]
    but: tuple[int, int] = (0, 0)

    def __contains__(self, token: object) -> bool:
        """Whether the token stands in one of the quotations."""
        if not isinstance(token, int):
            return False
        return self.depths[token] > (self.but[0] <= token < self.but[1])


@dataclass(slots=True)
class _Tokens:
    """Words under construction, with what follows each and where each stands."""

    words: list[str]
    places: list[tuple[int, int]]


def build_frame(unit: Unit, spans: Sequence[QuotedSpan], text: str, nlp: "Language") -> Frame:
    """The unit's frame, its tokens not parsed yet."""
    from spacy.tokens import Doc

    tokens = _Tokens([], [])
    ranges = _fill(tokens, unit, spans, text, nlp)
    spaces = _spaces(tokens.places)
    doc = Doc(nlp.vocab, words=tokens.words, spaces=spaces)
    return Frame(unit=unit, doc=doc, places=tuple(tokens.places), spans=ranges)


def sentence_bounds(frame: Frame) -> Iterator[tuple[int, int]]:
    """Where the sentences of the writer's own words begin and end, in code points, with what they quote."""
    for sent in frame.doc.sents if frame.unit.span is None else ():
        places = [frame.places[token.i] for token in sent if frame.places[token.i] != _NO_PLACE]
        if places:
            yield places[0][0], places[-1][1]


def _fill(
    tokens: _Tokens, unit: Unit, spans: Sequence[QuotedSpan], text: str, nlp: "Language"
) -> dict[int, tuple[int, int]]:
    """Lay the unit's tokens, cut at every mark, and return the token range of each child."""
    begins: dict[int, int] = {}
    ranges: dict[int, tuple[int, int]] = {}
    cuts = sorted(_cuts(unit, spans))
    position = unit.start
    for offset, is_end, index in cuts:
        if offset < position:
            continue
        _lay(tokens, text, position, offset, nlp)
        position = offset
        if is_end:
            ranges[index] = (begins.get(index, len(tokens.words)), len(tokens.words))
            continue
        begins[index] = len(tokens.words)
        if is_folded(spans[index], text):
            position = _fold(tokens, spans[index], text, nlp)
    _lay(tokens, text, position, unit.end, nlp)
    return ranges


def _cuts(unit: Unit, spans: Sequence[QuotedSpan]) -> Iterator[tuple[int, int, int]]:
    """Where children begin (0) and end (1): (offset, which, index); an end sorts before a start."""
    for index in unit.children:
        span = spans[index]
        yield max(span.outer_start, unit.start), 0, index
        yield min(span.outer_end, unit.end), 1, index


def _fold(tokens: _Tokens, span: QuotedSpan, text: str, nlp: "Language") -> int:
    """Lay a span's marks with the stand-in between them; returns where the text goes on."""
    _lay(tokens, text, span.outer_start, span.start, nlp)
    words = list(STAND_IN)
    end = _END_MARK.search(text[max(span.start, span.end - 4) : span.end])
    if end:
        words.append(end.group(1))
    tokens.words.extend(words)
    tokens.places.extend([_NO_PLACE] * len(words))
    _lay(tokens, text, span.end, span.outer_end, nlp)
    return span.outer_end


def _lay(tokens: _Tokens, text: str, start: int, end: int, nlp: "Language") -> None:
    """Add the tokens of a stretch; white space is never one."""
    if start >= end:
        return
    for token in nlp.tokenizer(text[start:end]):
        if not token.is_space:
            tokens.words.append(token.text)
            tokens.places.append((start + token.idx, start + token.idx + len(token)))


def _spaces(places: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether white space follows each token, as far as the text tells."""
    after = [*places[1:], _NO_PLACE]
    return [_is_apart(place, follower) for place, follower in zip(places, after, strict=True)]


def _is_apart(place: tuple[int, int], follower: tuple[int, int]) -> bool:
    if _NO_PLACE in (place, follower):
        return place == follower
    return follower[0] > place[1]
