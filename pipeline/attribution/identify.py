"""Whom a mention at a cue names: the canonical name, what kind of speaker it is, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.attribution.dialogue import Hearing
from pipeline.attribution.names import clean_name, title_gender
from pipeline.attribution.people import Cast, find_figure
from pipeline.attribution.speakers import noun_kind
from pipeline.attribution.stand_ins import (
    BODIES,
    CERTAINTY,
    TITLE_CERTAINTY,
    Body,
    bearer_of_title,
    resolve_body,
    who_was_introduced,
)
from pipeline.attribution.story import Person, Place
from pipeline.records import Attribution, Candidate, Mention, Quotation, Reference, SpeakerKind

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
_LEAST_DESCRIBED = 0.3
"""A description less likely than this to stand for a figure stays as it stands."""
NARRATOR_NAME = "the narrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A speaker: canonical name (empty where a pronoun stays open), kind, and certainty from 0 to 1."""

    name: str
    kind: SpeakerKind
    certainty: float


def identify(
    candidate: Candidate,
    *,
    cast: Cast,
    author: str,
    parent: Attribution | None,
    earlier: Iterable[tuple[Quotation, Attribution]],
    mentions: Sequence[Mention] = (),
    references: Sequence[Reference] = (),
    heard: Hearing | None = None,
) -> Identity:
    """Whom the mention of a candidate names, given the document's mentions and what was decided before.

    ``heard`` says whom pronouns outside quotations stand for, and in a dialogue descriptions too.
    """
    person = _heard_at(candidate, heard)
    if person is not None:
        return Identity(name=person.name, kind=person.kind, certainty=person.score)
    if candidate.mention_form == "pronoun" and candidate.mention.lower() in BODIES:
        return _identify_body(
            resolve_body(candidate, mentions=mentions, references=references, cast=cast, earlier=earlier)
        )
    if candidate.mention_form == "pronoun":
        return _identify_pronoun(candidate, author, parent, earlier)
    titled = bearer_of_title(candidate.mention, cast, place=candidate.mention_start or 0)
    if titled is not None:
        return Identity(name=titled.name, kind="person", certainty=TITLE_CERTAINTY)
    figure = find_figure(candidate.mention, cast, place=_place(candidate))
    if candidate.mention_form == "name":
        name = figure.name if figure else clean_name(candidate.mention)
        label = figure.label if figure else candidate.mention_label
        return Identity(name=name, kind=_KINDS.get(label, "person"), certainty=1.0)
    introduced = who_was_introduced(candidate.mention, references, place=candidate.mention_start or 0)
    name = clean_name(introduced or candidate.mention)
    return Identity(name=name, kind=noun_kind(name), certainty=1.0)


def _identify_body(found: Body | None) -> Identity:
    """The speaker that "it" or "they" was found to stand for."""
    if found is None:
        return Identity(name="", kind="", certainty=CERTAINTY)
    return Identity(name=found.name, kind=found.kind or _KINDS.get(found.label, "organisation"), certainty=CERTAINTY)


def _heard_at(candidate: Candidate, heard: Hearing | None) -> Person | None:
    """The person found for a pronoun or, if likely enough and a figure of the cast, for a description."""
    place = _place(candidate)
    person = heard.references.get(place) if heard is not None and place is not None else None
    if person is None or not person.name:
        return None
    likely = candidate.mention_form == "pronoun" or person.score >= _LEAST_DESCRIBED
    return person if likely and (person.kind == "person" or candidate.mention_form == "pronoun") else None


def _place(candidate: Candidate) -> Place | None:
    start, end = candidate.mention_start, candidate.mention_end
    return None if start is None or end is None else (start, end)


def _identify_pronoun(
    candidate: Candidate,
    author: str,
    parent: Attribution | None,
    earlier: Iterable[tuple[Quotation, Attribution]],
) -> Identity:
    """Who a pronoun inside a quotation is, or one that fits nobody before it: the last speaker it fits."""
    word = candidate.mention.lower()
    if word in _FIRST:
        return _identify_narrator(author, parent)
    if word not in _SINGULAR or candidate.mention_start is None:
        return Identity(name="", kind="", certainty=_PRONOUN_CERTAINTY)
    last = next((one for _, one in earlier if _can_be(one, candidate.gender)), None)
    return Identity(
        name=last.speaker if last else "",
        kind=last.speaker_kind if last else "person",
        certainty=_PRONOUN_CERTAINTY,
    )


def _can_be(attribution: Attribution, gender: str) -> bool:
    """Whether an earlier speaker can be meant by a pronoun of that gender."""
    own = title_gender(attribution.speaker_mention) or title_gender(attribution.speaker)
    return attribution.speaker_kind in {"person", "unnamed"} and (not own or not gender or own == gender)


def _identify_narrator(author: str, parent: Attribution | None) -> Identity:
    """Who "I" is: whoever speaks the quotation around it, else the document's author, else the narrator."""
    if parent is not None and parent.speaker:
        return Identity(name=parent.speaker, kind=parent.speaker_kind, certainty=0.9)
    return Identity(name=author or NARRATOR_NAME, kind="narrator", certainty=0.9)
