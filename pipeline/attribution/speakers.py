"""What kind of speaker a description names: «one worker», «critics», «the manifesto»."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from pipeline.attribution.names import singular, slug
from pipeline.records import Attribution, Entity, SpeakerKind

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OF = re.compile(r"\s(?:of|for|from|at|in|who|which|that)\s")


def noun_kind(description: str) -> SpeakerKind:
    """The kind of speaker a noun phrase describes, by its head noun; ``unnamed`` for human beings.

    The head is the last word before an "of" phrase: «the leader of the party» is a leader.
    """
    head = head_of(description)
    if not head:
        return "unnamed"
    return source_nouns().get(head) or source_nouns().get(singular(head), "unnamed")


def head_of(description: str) -> str:
    """The head noun of a description, in small letters: the last word before an "of" phrase or the like."""
    words = _WORD.findall(_OF.split(f" {description}", maxsplit=1)[0])
    return words[-1].lower() if words else ""


@cache
def source_nouns() -> dict[str, SpeakerKind]:
    """Noun -> kind of the nouns for what speaks without being one person: crowd, court, report."""
    text = (files("pipeline.attribution") / "lexicon" / "source_nouns.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {noun: _kind(kind) for noun, kind in rows}


def _kind(word: str) -> SpeakerKind:
    kinds: dict[str, SpeakerKind] = {"group": "group", "organisation": "organisation", "work": "work"}
    return kinds[word]


def ids_by_name(entities: Iterable[Entity]) -> dict[str, str]:
    """The id of the entity that a name is taken for where somebody of that name speaks: a person before all others."""
    known: dict[str, str] = {}
    for entity in sorted(entities, key=lambda entity: (entity.type != "PERSON", entity.entity_id)):
        known.setdefault(entity.name, entity.entity_id)
    return known


def add_speaker_ids(attributions: Iterable[Attribution], known: Mapping[str, str]) -> list[Attribution]:
    """The attributions with ``speaker_id`` filled in: the entity's where the speaker is one.

    ``known`` is what `ids_by_name` gives. A speaker known by name alone gets a slug of the name; a description
    («one worker») is a speaker of its own document, since two documents need not mean the same person by it.
    """
    return [replace(row, speaker_id=_speaker_id(row, known)) for row in attributions]


def _speaker_id(row: Attribution, known: Mapping[str, str]) -> str:
    if not row.speaker:
        return ""
    if row.speaker in known:
        return known[row.speaker]
    named = row.speaker_kind in {"person", "organisation", "work"} and row.speaker[:1].isupper()
    return slug(row.speaker) if named else f"{row.doc_id}.{slug(row.speaker)}"
