"""Whom a mention at a cue names: the canonical name, what kind of speaker it is, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.attribution.names import clean_name, title_gender
from pipeline.attribution.people import Cast, find_figure
from pipeline.attribution.pronouns import resolve_pronoun
from pipeline.attribution.speakers import noun_kind
from pipeline.records import Attribution, Candidate, Mention, Quotation, SpeakerKind

_SINGULAR = frozenset({"he", "she"})
_FIRST = frozenset({"i", "we", "me", "us"})
_KINDS: Mapping[str, SpeakerKind] = {
    "PERSON": "person",
    "NORP": "group",
    "ORG": "organisation",
    "GPE": "organisation",
    "LOC": "organisation",
    "FAC": "organisation",
    "WORK_OF_ART": "work",
    "LAW": "work",
}
_PRONOUN_CERTAINTY = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A speaker: canonical name (empty where a pronoun stays open), kind, and certainty from 0 to 1."""

    name: str
    kind: SpeakerKind
    certainty: float


def identify(
    candidate: Candidate,
    quotation: Quotation,
    *,
    mentions: Sequence[Mention],
    cast: Cast,
    author: str,
    parent: Attribution | None,
    earlier: Iterable[tuple[Quotation, Attribution]],
) -> Identity:
    """Whom the mention of a candidate names, given the document's mentions and what was decided before."""
    if candidate.mention_form == "pronoun":
        return _identify_pronoun(candidate, quotation, mentions, cast, author, parent, earlier)
    figure = find_figure(candidate.mention, cast, place=_place(candidate))
    if candidate.mention_form == "name":
        name = figure.name if figure else clean_name(candidate.mention)
        label = figure.label if figure else candidate.mention_label
        return Identity(name=name, kind=_KINDS.get(label, "person"), certainty=1.0)
    return Identity(name=clean_name(candidate.mention), kind=noun_kind(candidate.mention), certainty=1.0)


def _place(candidate: Candidate) -> tuple[int, int] | None:
    start, end = candidate.mention_start, candidate.mention_end
    return None if start is None or end is None else (start, end)


def _identify_pronoun(
    candidate: Candidate,
    quotation: Quotation,
    mentions: Sequence[Mention],
    cast: Cast,
    author: str,
    parent: Attribution | None,
    earlier: Iterable[tuple[Quotation, Attribution]],
) -> Identity:
    word = candidate.mention.lower()
    if word in _FIRST:
        return _identify_narrator(author, parent)
    if word not in _SINGULAR or candidate.mention_start is None:
        return Identity(name="", kind="group" if word == "they" else "", certainty=_PRONOUN_CERTAINTY)
    figure = resolve_pronoun(
        offset=candidate.mention_start,
        paragraph=quotation.paragraph,
        sentence=quotation.sentence,
        gender=candidate.gender,
        mentions=mentions,
        cast=cast,
    )
    if figure is None:
        last = next((one for _, one in earlier if _can_be(one, candidate.gender)), None)
        return Identity(
            name=last.speaker if last else "",
            kind=last.speaker_kind if last else "person",
            certainty=_PRONOUN_CERTAINTY,
        )
    return Identity(name=figure.name, kind="person", certainty=_PRONOUN_CERTAINTY)


def _can_be(attribution: Attribution, gender: str) -> bool:
    """Whether an earlier speaker can be meant by a pronoun of that gender."""
    own = title_gender(attribution.speaker_mention) or title_gender(attribution.speaker)
    return attribution.speaker_kind in {"person", "unnamed"} and (not own or not gender or own == gender)


def _identify_narrator(author: str, parent: Attribution | None) -> Identity:
    """Who "I" is: whoever speaks the quotation around it, else the document's author, else the narrator."""
    if parent is not None and parent.speaker:
        return Identity(name=parent.speaker, kind=parent.speaker_kind, certainty=0.9)
    return Identity(name=author or "the narrator", kind="narrator", certainty=0.9)
