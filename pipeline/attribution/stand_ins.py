"""Whom "it", "they" and a title alone stand for in prose: the body, work or person spoken of before.

«The ministry denied it. In May it called the dam “sound”»: what was last a subject and can be meant, as salience has it
(Lappin and Leass 1994; the reach of three sentences is theirs, too). «the senator» is whoever of that title, or called
so beside the name, was named last.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.attribution.people import Cast, Figure
from pipeline.records import Attribution, Candidate, Mention, Quotation
from pipeline.titles import kind_of_title, title_of

BODIES: Final = frozenset({"it", "its", "they", "their", "them"})
CERTAINTY: Final = 0.7
TITLE_CERTAINTY: Final = 0.9
_LABELS: Final = {
    "it": frozenset({"ORG", "WORK_OF_ART", "LAW", "GPE"}),
    "they": frozenset({"NORP", "ORG"}),
}
_WORDS: Final = {"its": "it", "their": "they", "them": "they"}
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_KINDS: Final = frozenset({"group", "organisation", "work"})
_DEFINITE: Final = frozenset({"the", "this", "that", "its", "their", "our", "his", "her"})
_REACH = 500
"""Code points back that a subject may stand: some three sentences."""


def resolve_body(
    candidate: Candidate,
    *,
    mentions: Sequence[Mention],
    cast: Cast,
    earlier: Iterable[tuple[Quotation, Attribution]],
) -> Figure | Attribution | None:
    """What "it" or "they" at a cue stands for: a figure of the text, or a speaker known by a description; None if open.

    ``mentions`` are those of the document in order. What was a subject last, outside quotations, is taken.
    """
    place = candidate.mention_start or 0
    word = candidate.mention.lower()
    named = _last_subject(mentions, place, cast, _LABELS[_WORDS.get(word, word)])
    spoke = next((one for _, one in earlier if one.mention_start is not None and one.mention_start < place), None)
    if spoke is None or spoke.speaker_kind not in _KINDS or place - (spoke.mention_start or 0) > _REACH:
        return named[1] if named is not None else None
    if named is not None and named[0] >= (spoke.mention_start or 0):
        return named[1]
    return spoke


def _last_subject(
    mentions: Sequence[Mention], place: int, cast: Cast, labels: frozenset[str]
) -> tuple[int, Figure] | None:
    """Where the last fitting subject before a place stands, and what it names."""
    at = bisect_left(mentions, place, key=lambda mention: mention.start)
    while at > 0 and place - mentions[at - 1].start <= _REACH:
        at -= 1
        mention = mentions[at]
        figure = cast.at(mention.start, mention.end) or cast.find(mention.text)
        if mention.role in _SUBJECTS and not mention.quoted and figure is not None and figure.label in labels:
            return mention.start, figure
    return None


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
