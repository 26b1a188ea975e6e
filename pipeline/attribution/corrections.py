"""What a person has put right goes before whatever was found: the last step of attribution.

A correction is kept by document, quoted text and occurrence, so that it outlives numbers and
offsets: it holds as long as the words are quoted there, and is reported as stale when they are not.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Final, Generic

from pipeline.attribution.identify import NARRATOR_NAME
from pipeline.attribution.keys import Places, Quote
from pipeline.attribution.speakers import noun_kind
from pipeline.records import (
    CHECKED,
    CORRECTED,
    NOBODY,
    Attribution,
    Correction,
    Entity,
    Kind,
    KnownPerson,
    Problem,
    Quotation,
    SpeakerKind,
    unattributed,
)

TABLE: Final = "corrections.csv"
CODE: Final = "correction"
STALE: Final = "correction_stale"
NOT_STATED: Final = "not_stated"
"""The reason where a speaker was found, and a person says that the text does not say who speaks."""
STAGE: Final = "attribute"

Somebody = tuple[str, str]
"""The name and the type of somebody."""
_KINDS: Final[Mapping[str, SpeakerKind]] = {
    "PERSON": "person",
    "NORP": "group",
    "WORK_OF_ART": "work",
    "LAW": "work",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who is ``named`` in one document, and who is known ``anywhere``, as `known_by_name` and `known_anywhere` have it.

    A corrected speaker is one of them where the name is theirs.
    """

    named: Mapping[str, Sequence[Somebody]] = field(default_factory=dict)
    anywhere: Mapping[str, Somebody] = field(default_factory=dict)

    def find(self, name: str) -> Somebody:
        """The name and type of who is meant; the name as it is written, and no type, where nobody is known by it.

        A name or alias that one entity of the document alone has is that entity's, and so is any name in
        people.csv, and the full name of an entity of another document.
        """
        plain = _plain(name)
        own = self.named.get(plain, ())
        exact = [one for one in own if _plain(one[0]) == plain]
        if len(own) == 1 or len(exact) == 1:
            return (exact or own)[0]
        return (name, "") if own else self.anywhere.get(plain, (name, ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Every attribution of a document, the corrected ones among them; the quotations whose kind is another now.

    ``misfits`` are the corrections that fit no quotation, each with the problem that it is; ``replaced`` are
    the attributions that were found where a person has said what is right.
    """

    attributions: Sequence[Attribution]
    quotations: Sequence[Quotation] = ()
    misfits: Sequence[tuple[Correction, Problem]] = ()
    replaced: Sequence[Attribution] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched(Generic[Quote]):
    """The quotation each correction is about, by its id; and the corrections that are about none, each with why."""

    by_quote: Mapping[str, tuple[Quote, Correction]]
    misfits: Sequence[tuple[Correction, Problem]]


def apply_corrections(
    corrections: Sequence[Correction],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
    known: Known,
) -> Corrected:
    """The attributions of one document with every correction in its place; one that fits no quotation is a problem.

    Each part of a broken quotation is corrected for itself. The words that name the speaker, and the
    cue, stay where the speaker was right already, and are left empty where another was found.
    """
    if not corrections:
        return Corrected(attributions=attributions)
    matched = match_corrections(corrections, quotations)
    by_id = {row.quote_id: row for row in attributions}
    names = _Names(known, attributions)
    changed: list[Quotation] = []
    for quotation, correction in matched.by_quote.values():
        kind = _kind(quotation, correction)
        rule = _rule(correction)
        if kind != quotation.kind:
            changed.append(replace(quotation, kind=kind, subkind="", kind_evidence=rule))
        found = by_id[quotation.quote_id]
        by_id[quotation.quote_id] = replace(_correct(found, correction, kind, names), rule=rule, score=1.0)
    return Corrected(
        attributions=[by_id[row.quote_id] for row in attributions],
        quotations=changed,
        misfits=matched.misfits,
        replaced=[row for row in attributions if row.quote_id in matched.by_quote],
    )


def known_anywhere(entities: Iterable[Entity], people: Iterable[KnownPerson]) -> dict[str, Somebody]:
    """Who is meant by a name in whatever document: the people of people.csv, then the entities by their full names."""
    anywhere: dict[str, Somebody] = {}
    for person in people:
        for name in (person.name, *person.aliases):
            anywhere.setdefault(_plain(name), (person.name, person.type))
    for entity in entities:
        anywhere.setdefault(_plain(entity.name), (entity.name, entity.type))
    return anywhere


def known_by_name(entities: Iterable[Entity]) -> dict[str, Sequence[Somebody]]:
    """Who of the entities of one document has a name, full or not."""
    named: dict[str, dict[Somebody, None]] = defaultdict(dict)
    for entity in entities:
        for name in (entity.name, *entity.aliases):
            named[_plain(name)][entity.name, entity.type] = None
    return {name: tuple(bearers) for name, bearers in named.items()}


def match_corrections(corrections: Sequence[Correction], quotations: Iterable[Quote]) -> Matched[Quote]:
    """Which quotation each correction is about; the first of two about the same one counts."""
    documents = {correction.doc_id for correction in corrections}
    read: set[str] = set()
    places = Places(_those_in(documents, quotations, read))
    found: dict[str, tuple[Quote, Correction]] = {}
    misfits: list[tuple[Correction, Problem]] = []
    for correction in corrections:
        same = places.find(correction.doc_id, correction.text)
        if len(same) < correction.occurrence:
            misfits.append((correction, _problem(correction, STALE, _describe_stale(correction, len(same), read))))
            continue
        quotation = same[correction.occurrence - 1]
        if quotation.quote_id in found:
            above = found[quotation.quote_id][1].line
            message = f"line {above} is about the same quotation, and counts"
            misfits.append((correction, _problem(correction, CODE, message)))
        else:
            found[quotation.quote_id] = (quotation, correction)
    return Matched(by_quote=found, misfits=misfits)


def _those_in(documents: Set[str], quotations: Iterable[Quote], read: set[str]) -> Iterator[Quote]:
    """The quotations of some documents; ``read`` takes the documents of all that go by."""
    for quotation in quotations:
        read.add(quotation.doc_id)
        if quotation.doc_id in documents:
            yield quotation


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


def _rule(correction: Correction) -> str:
    return CHECKED if correction.checked else CORRECTED


def _correct(found: Attribution, correction: Correction, kind: Kind, names: "_Names") -> Attribution:
    """The attribution as the correction has it, its rule and score aside."""
    if kind == "term":
        return unattributed(found.doc_id, found.quote_id, reason="term")
    if correction.speaker == NOBODY:
        return unattributed(found.doc_id, found.quote_id, reason=_reason(found) or NOT_STATED)
    if not correction.speaker or correction.speaker == found.speaker:
        return replace(found, reason="" if found.speaker else _reason(found))
    name, speaker_kind = names.identify(correction.speaker)
    if name == found.speaker:
        return replace(found, reason="")
    nobody = unattributed(found.doc_id, found.quote_id, reason="")
    return replace(nobody, speaker=name, speaker_kind=speaker_kind)


def _reason(found: Attribution) -> str:
    """Why there was no speaker, of what is a quotation now."""
    return found.reason if found.reason != "term" else "no_cue"


class _Names:
    """Who a name that a person wrote stands for in one document."""

    def __init__(self, known: Known, attributions: Iterable[Attribution]) -> None:
        self._known = known
        self._speakers: dict[str, SpeakerKind] = {}
        for row in attributions:
            if row.speaker:
                self._speakers.setdefault(_plain(row.speaker), row.speaker_kind)

    def identify(self, name: str) -> tuple[str, SpeakerKind]:
        """The canonical name and the kind of speaker."""
        canonical, label = self._known.find(name)
        said = self._speakers.get(_plain(canonical))
        if said:
            return canonical, said
        return canonical, _KINDS.get(label, "organisation") if label else _kind_of_name(canonical)


def _kind_of_name(name: str) -> SpeakerKind:
    """The kind of a speaker nobody knows yet: by its noun, else a person where the last word has a capital."""
    if name == NARRATOR_NAME:
        return "narrator"
    kind = noun_kind(name)
    if kind != "unnamed":
        return kind
    return "person" if name.rsplit(maxsplit=1)[-1][:1].isupper() else "unnamed"


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())
