"""Whom "it", "they" and a title alone stand for in prose: the body, work or person spoken of before.

«The ministry denied it. In May it called the dam “sound”»: what was last a subject and can be meant, as salience has it
(Lappin and Leass 1994; the reach of three sentences is theirs, too). «the senator» is whoever of that title, or called
so beside the name, was named last.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from pipeline.attribution.people import Cast, Figure
from pipeline.attribution.setting import is_subject
from pipeline.attribution.speakers import head_of, noun_kind
from pipeline.records import Attribution, Candidate, Mention, Quotation, Reference, SpeakerKind
from pipeline.titles import kind_of_title, title_of

BODIES: Final = frozenset({"it", "its", "they", "their", "them"})
CERTAINTY: Final = 0.7
TITLE_CERTAINTY: Final = 0.9
_LABELS: Final = {
    "it": frozenset({"ORG", "WORK_OF_ART", "LAW", "GPE"}),
    "they": frozenset({"NORP", "ORG"}),
}
_WORDS: Final = {"its": "it", "their": "they", "them": "they"}
_KINDS: Final = frozenset({"group", "organisation", "work"})
_SHORT: Final = ("this ", "that ", "these ", "those ", "such ", "no ")
_DEFINITE: Final = frozenset({"the", "this", "that", "its", "their", "our", "his", "her"})
INTRODUCES: Final = re.compile(r"(?:an?|another|one)\s", re.IGNORECASE)
"""A description that begins so brings somebody in."""
_Placed = TypeVar("_Placed", Mention, Reference)
_STORY_REACH = 1500
_REACH = 500
"""Code points back that a subject may stand: some three sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a pronoun stands for, and where that stands: a figure has a ``label``, a description a ``kind``."""

    start: int
    name: str
    label: str = ""
    kind: SpeakerKind = ""


def resolve_body(
    candidate: Candidate,
    *,
    mentions: Sequence[Mention],
    references: Sequence[Reference],
    cast: Cast,
    earlier: Iterable[tuple[Quotation, Attribution]],
) -> Body | None:
    """What "it" or "they" at a cue stands for: a figure of the text, or something known by a description; None if open.

    ``mentions`` and ``references`` are those of the document in order. What was a subject last, outside quotations,
    is taken; of words that somebody got to see («He had left a note»), what was an object, too.
    """
    place = candidate.mention_start or 0
    word = _WORDS.get(candidate.mention.lower(), candidate.mention.lower())
    found = [
        one
        for one in (
            _last_named(mentions, place, cast, _LABELS[word]),
            _last_described(references, place, word),
            _last_quoted(earlier, place),
        )
        if one is not None
    ]
    return max(found, key=lambda one: one.start, default=None)


def _last_named(mentions: Sequence[Mention], place: int, cast: Cast, labels: frozenset[str]) -> Body | None:
    """The last fitting subject before a place that has a name."""
    for mention in _before(mentions, place, reach=_REACH):
        figure = cast.at(mention.start, mention.end) or cast.find(mention.text)
        if is_subject(mention.role) and not mention.quoted and figure is not None and figure.label in labels:
            return Body(start=mention.start, name=figure.name, label=figure.label)
    return None


def _last_described(references: Sequence[Reference], place: int, word: str) -> Body | None:
    """The last description before a place that is a body, a work, or for "they" of several people."""
    for one in _before(references, place, reach=_REACH):
        kind = noun_kind(one.text)
        fits = one.kind == "plural" if word == "they" else one.kind == "thing" and kind in _KINDS
        if fits and not one.text.lower().startswith(_SHORT):
            return Body(start=one.start, name=one.text, kind=kind)
    return None


def _last_quoted(earlier: Iterable[tuple[Quotation, Attribution]], place: int) -> Body | None:
    """Who was quoted last, where that is a body, a group or a work near by."""
    spoke = next((one for _, one in earlier if one.mention_start is not None and one.mention_start < place), None)
    if spoke is None or spoke.speaker_kind not in _KINDS or place - (spoke.mention_start or 0) > _REACH:
        return None
    return Body(start=spoke.mention_start or 0, name=spoke.speaker, kind=spoke.speaker_kind)


def bearer_of_title(text: str, cast: Cast, *, place: int) -> Figure | None:
    """Whom a title or calling alone means at a place: «the senator», «the transport minister»; None if nobody.

    The text must have called the person so, before the name or beside it («its secretary, Ada Lund»).
    """
    determiner, _, words = text.lower().partition(" ")
    if determiner not in _DEFINITE or not words:
        return None
    title = title_of(words) or words
    if kind_of_title(title) == "courtesy":
        return None
    named = cast.by_title.get(title, ())
    at = bisect_left(named, place, key=lambda one: one[0])
    return cast.figures[named[at - 1][1]] if at else None


def who_was_introduced(text: str, references: Sequence[Reference], *, place: int) -> str:
    """How somebody was brought in whom a short description takes up («the man»: «A man in a feed cap»); else empty."""
    words = text.lower().split()
    if len(words) != 2 or words[0] not in {"the", "this", "that"}:
        return ""
    for one in _before(references, place, reach=_STORY_REACH):
        if one.form == "nominal" and INTRODUCES.match(one.text) and head_of(one.text) == words[1]:
            return one.text
    return ""


def _before(ones: Sequence[_Placed], place: int, *, reach: int) -> Iterator[_Placed]:
    """Those of some in order that begin before a place and within so many code points of it, the last first."""
    for number in range(bisect_left(ones, place, key=lambda one: one.start) - 1, -1, -1):
        if place - ones[number].start > reach:
            return
        yield ones[number]
