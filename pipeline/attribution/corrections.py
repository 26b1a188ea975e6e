"""What a person has put right goes before whatever was found: the last step of attribution.

A correction is kept by document, quoted text and occurrence, so that it outlives numbers and
offsets: it holds as long as the words are quoted there, and is reported as stale when they are not.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipeline.attribution.speakers import noun_kind
from pipeline.records import (
    Attribution,
    Correction,
    Entity,
    EntityMention,
    Kind,
    KnownPerson,
    Problem,
    Quotation,
    SpeakerKind,
    unattributed,
)

RULE: Final = "corrected by hand"
TABLE: Final = "corrections.csv"
CODE: Final = "correction"
STALE: Final = "correction_stale"
STAGE: Final = "attribute"

_Key = tuple[str, str]
_Somebody = tuple[str, str]
# Spreadsheets and word processors make straight marks curly and the other way round.
_STRAIGHT: Final = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_OUTER_MARKS: Final = re.compile(r"^[\"']+\s*|\s*[\"']+$")
_KINDS: Final[Mapping[str, SpeakerKind]] = {
    "PERSON": "person",
    "NORP": "group",
    "WORK_OF_ART": "work",
    "LAW": "work",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who is named, in all documents and in each, and who is known beforehand.

    A corrected speaker is one of them where the name is theirs.
    """

    entities: Sequence[Entity]
    mentions: Sequence[EntityMention]
    people: Sequence[KnownPerson] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Every attribution, the corrected ones among them; the quotations whose kind is another now; the problems."""

    attributions: list[Attribution]
    quotations: list[Quotation]
    problems: list[Problem]


def apply_corrections(
    corrections: Sequence[Correction],
    quotations: Iterable[Quotation],
    attributions: Sequence[Attribution],
    known: Known,
) -> Corrected:
    """The attributions with every correction in its place; one that fits no quotation is a problem.

    Each part of a broken quotation is corrected for itself. The words that name the speaker, and the
    cue, stay where the speaker was right already, and are left empty where another was found.
    """
    if not corrections:
        return Corrected(attributions=list(attributions), quotations=[], problems=[])
    problems: list[Problem] = []
    by_quote = _find_quotations(corrections, quotations, problems)
    by_id = {row.quote_id: row for row in attributions}
    names = _Names(known, attributions)
    changed: list[Quotation] = []
    for quotation, correction in by_quote.values():
        kind = _kind(quotation, correction)
        if kind != quotation.kind:
            changed.append(replace(quotation, kind=kind, subkind="", kind_evidence=RULE))
        by_id[quotation.quote_id] = _correct(by_id[quotation.quote_id], correction, kind, names)
    return Corrected(attributions=[by_id[row.quote_id] for row in attributions], quotations=changed, problems=problems)


def _find_quotations(
    corrections: Sequence[Correction], quotations: Iterable[Quotation], problems: list[Problem]
) -> dict[str, tuple[Quotation, Correction]]:
    """The quotation each correction is about, by its id; the first of two about the same one counts."""
    documents = {correction.doc_id for correction in corrections}
    places: dict[_Key, list[Quotation]] = defaultdict(list)
    read: set[str] = set()
    for quotation in sorted(quotations, key=lambda row: (row.doc_id, row.start, -row.end)):
        read.add(quotation.doc_id)
        if quotation.doc_id in documents:
            places[quotation.doc_id, text_key(quotation.text)].append(quotation)
    found: dict[str, tuple[Quotation, Correction]] = {}
    for correction in corrections:
        same = places.get((correction.doc_id, text_key(correction.text)), [])
        if len(same) < correction.occurrence:
            problems.append(_problem(correction, STALE, _describe_stale(correction, len(same), read)))
            continue
        quotation = same[correction.occurrence - 1]
        if quotation.quote_id in found:
            above = found[quotation.quote_id][1].line
            problems.append(_problem(correction, CODE, f"line {above} is about the same quotation, and counts"))
        else:
            found[quotation.quote_id] = (quotation, correction)
    return found


def text_key(text: str) -> str:
    """A quoted text for comparison: single spaces, straight marks, none around it."""
    return _OUTER_MARKS.sub("", " ".join(text.translate(_STRAIGHT).split()))


def _describe_stale(correction: Correction, same: int, read: set[str]) -> str:
    words = " ".join(correction.text.split())
    shown = words if len(words) <= 60 else f"{words[:60]}…"
    if correction.doc_id not in read:
        return f"there is no quotation in {correction.doc_id}: correct its doc_id, or remove the row"
    if not same:
        return f"nothing in {correction.doc_id} is quoted as “{shown}” any more: copy its text anew, or remove the row"
    times = "once" if same == 1 else f"{same} times"
    return f"“{shown}” is quoted {times} in {correction.doc_id}, not {correction.occurrence} times: correct occurrence"


def _problem(correction: Correction, code: str, message: str) -> Problem:
    message = f"line {correction.line}: {message}"
    return Problem(stage=STAGE, doc_id=correction.doc_id, path=TABLE, code=code, message=message)


def _kind(quotation: Quotation, correction: Correction) -> Kind:
    """The kind as corrected; a term that is given a speaker is an utterance."""
    if correction.kind:
        return correction.kind
    return "direct" if correction.speaker and quotation.kind == "term" else quotation.kind


def _correct(found: Attribution, correction: Correction, kind: Kind, names: "_Names") -> Attribution:
    """The attribution as the correction has it."""
    if kind == "term":
        nobody = unattributed(found.doc_id, found.quote_id, reason="term")
        return replace(nobody, rule=RULE, score=1.0)
    if not correction.speaker:
        reason = found.reason if found.reason != "term" else "no_cue"
        return replace(found, rule=RULE, score=1.0, reason="" if found.speaker else reason)
    name, speaker_kind = names.identify(correction.speaker, found.doc_id)
    if name == found.speaker:
        return replace(found, rule=RULE, score=1.0, reason="")
    nobody = unattributed(found.doc_id, found.quote_id, reason="")
    return replace(nobody, speaker=name, speaker_kind=speaker_kind, rule=RULE, score=1.0)


class _Names:
    """Who a name that a person wrote stands for."""

    def __init__(self, known: Known, attributions: Iterable[Attribution]) -> None:
        self._speakers: dict[_Key, SpeakerKind] = {}
        for row in attributions:
            if row.speaker:
                self._speakers.setdefault((row.doc_id, _plain(row.speaker)), row.speaker_kind)
        by_id = {entity.entity_id: entity for entity in known.entities}
        self._anywhere: dict[str, _Somebody] = {}
        for person in known.people:
            for name in (person.name, *person.aliases):
                self._anywhere.setdefault(_plain(name), (person.name, person.type))
        for entity in known.entities:
            self._anywhere.setdefault(_plain(entity.name), (entity.name, entity.type))
        self._in_document: dict[_Key, dict[_Somebody, None]] = defaultdict(dict)
        for doc_id, entity_id in {(mention.doc_id, mention.entity_id): None for mention in known.mentions}:
            entity = by_id[entity_id]
            for name in (entity.name, *entity.aliases):
                self._in_document[doc_id, _plain(name)][entity.name, entity.type] = None

    def identify(self, name: str, doc_id: str) -> tuple[str, SpeakerKind]:
        """The canonical name and the kind of speaker.

        A name or alias that one entity of the document alone has is that entity's, and so is any name in
        people.csv, and the full name of an entity of another document; every other name is taken as it is written.
        """
        canonical, label = self._somebody(name, doc_id)
        said = self._speakers.get((doc_id, _plain(canonical)))
        if said:
            return canonical, said
        return canonical, _KINDS.get(label, "organisation") if label else _kind_of_name(canonical)

    def _somebody(self, name: str, doc_id: str) -> _Somebody:
        """The name and type of who is meant; the name as it is written, and no type, where nobody is known by it."""
        own = list(self._in_document.get((doc_id, _plain(name)), {}))
        exact = [one for one in own if _plain(one[0]) == _plain(name)]
        if len(own) == 1 or len(exact) == 1:
            return (exact or own)[0]
        return (name, "") if own else self._anywhere.get(_plain(name), (name, ""))


def _kind_of_name(name: str) -> SpeakerKind:
    """The kind of a speaker nobody knows yet: by its noun, else a person where the last word has a capital."""
    kind = noun_kind(name)
    if kind != "unnamed":
        return kind
    return "person" if name.rsplit(maxsplit=1)[-1][:1].isupper() else "unnamed"


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())
