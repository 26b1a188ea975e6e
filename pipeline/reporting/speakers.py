"""Everybody who is quoted: counted in each document, then put together for ``speakers.csv``."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any, Final

from pipeline.quotes.words import count_words
from pipeline.records import AttributedQuotation, Entity, Speaker
from pipeline.scratch import scratch


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerTally:
    """What one document says of one speaker: how often each name and kind stands in its rows, and how much is said.

    ``verbs`` are counted once an utterance.
    """

    speaker_id: str
    names: Mapping[str, int]
    kinds: Mapping[str, int]
    verbs: Mapping[str, int]
    n_quotations: int
    n_utterances: int
    n_words: int


_TALLY: Final = tuple(one.name for one in fields(SpeakerTally))
_SPEAKER: Final = tuple(one.name for one in fields(Speaker))
_tally_values: Final = attrgetter(*_TALLY)
_speaker_values: Final = attrgetter(*_SPEAKER)


def own_words(quotations: Sequence[AttributedQuotation]) -> dict[str, int]:
    """How many words each quotation holds that no quotation inside it holds, by ``quote_id``.

    A term inside is no quotation: its words stay with whoever says them.
    """
    before: dict[str, AttributedQuotation] = {}
    own: dict[str, int] = {}
    # In the order of the texts a quotation comes after the one it stands inside.
    for quotation in sorted(quotations, key=lambda row: (row.doc_id, row.start, -row.end)):
        own[quotation.quote_id] = count_words(quotation.text)
        parent = _quoted_parent(quotation, before)
        if parent and quotation.kind != "term":
            own[parent] = max(0, own[parent] - own[quotation.quote_id])
        before[quotation.quote_id] = quotation
    return own


def tally_speakers(quotations: Iterable[AttributedQuotation], *, words: Mapping[str, int]) -> list[SpeakerTally]:
    """Everybody who is quoted in one document; ``words`` says how many each quotation has for itself."""
    spoken: dict[str, list[AttributedQuotation]] = defaultdict(list)
    for quotation in quotations:
        if quotation.speaker_id:
            spoken[quotation.speaker_id].append(quotation)
    return [_tally(rows, words) for rows in spoken.values()]


def join_speakers(
    documents: Iterable[tuple[str, Iterable[SpeakerTally]]], entities: Iterable[Entity]
) -> Iterator[Speaker]:
    """Everybody who is quoted, whoever has most words first; of each document its ``doc_id`` and its speakers.

    Very many texts have very many speakers, described in one of them alone: so one is held in memory at a time.
    """
    aliases = {entity.entity_id: entity.aliases for entity in entities}
    with (
        scratch("speaker_id TEXT, doc_id TEXT, tally TEXT") as found,
        scratch("n_words INTEGER, n_quotations INTEGER, name TEXT, speaker_id TEXT, speaker TEXT") as joined,
    ):
        for doc_id, tallies in documents:
            rows = ((one.speaker_id, doc_id, json.dumps(_tally_values(one))) for one in tallies)
            found.executemany("INSERT INTO row VALUES (?, ?, ?)", rows)
        ordered = found.execute("SELECT speaker_id, doc_id, tally FROM row ORDER BY speaker_id, rowid")
        for speaker_id, own in groupby(ordered, key=itemgetter(0)):
            speaker = _join(speaker_id, own, aliases.get(speaker_id, ()))
            keys = (-speaker.n_words, -speaker.n_quotations, speaker.name, speaker_id)
            joined.execute("INSERT INTO row VALUES (?, ?, ?, ?, ?)", (*keys, json.dumps(_speaker_values(speaker))))
        ranked = joined.execute("SELECT speaker FROM row ORDER BY n_words, n_quotations, name, speaker_id")
        for (speaker,) in ranked:
            values = (tuple(value) if isinstance(value, list) else value for value in json.loads(speaker))
            stored: dict[str, Any] = dict(zip(_SPEAKER, values, strict=True))
            yield Speaker(**stored)


def _join(speaker_id: str, rows: Iterable[tuple[str, str, str]], aliases: tuple[str, ...]) -> Speaker:
    joined = _Joined()
    for _, doc_id, tally in rows:
        joined.add(doc_id, SpeakerTally(**dict(zip(_TALLY, json.loads(tally), strict=True))))
    return joined.speaker(speaker_id, aliases)


def speakers(quotations: Sequence[AttributedQuotation], entities: Iterable[Entity]) -> list[Speaker]:
    """The speakers of these quotations, be they of one document or of several, as `join_speakers` has them."""
    words = own_words(quotations)
    documents: dict[str, list[AttributedQuotation]] = defaultdict(list)
    for quotation in quotations:
        documents[quotation.doc_id].append(quotation)
    tallies = ((doc_id, tally_speakers(own, words=words)) for doc_id, own in documents.items())
    return list(join_speakers(tallies, entities))


def by_frequency(counted: Mapping[str, int]) -> tuple[str, ...]:
    """The values, each once, commonest first, then by alphabet; the empty one is left out."""
    return tuple(sorted((value for value in counted if value), key=lambda value: (-counted[value], value)))


@dataclass(slots=True, kw_only=True)
class _Joined:
    """What the documents so far say of one speaker."""

    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    verbs: Counter[str] = field(default_factory=Counter)
    documents: list[str] = field(default_factory=list)
    n_quotations: int = 0
    n_utterances: int = 0
    n_words: int = 0

    def add(self, doc_id: str, one: SpeakerTally) -> None:
        """Add what another document says."""
        self.names.update(one.names)
        self.kinds.update(one.kinds)
        self.verbs.update(one.verbs)
        self.documents.append(doc_id)
        self.n_quotations += one.n_quotations
        self.n_utterances += one.n_utterances
        self.n_words += one.n_words

    def speaker(self, speaker_id: str, aliases: tuple[str, ...]) -> Speaker:
        """The row of ``speakers.csv``."""
        names, kinds = by_frequency(self.names), by_frequency(self.kinds)
        return Speaker(
            speaker_id=speaker_id,
            name=names[0] if names else "",
            type=kinds[0] if kinds else "",
            aliases=tuple(alias for alias in aliases if alias not in names[:1]),
            n_quotations=self.n_quotations,
            n_utterances=self.n_utterances,
            n_words=self.n_words,
            n_documents=len(self.documents),
            documents=tuple(sorted(self.documents)),
            verbs=by_frequency(self.verbs),
        )


def _tally(rows: Sequence[AttributedQuotation], words: Mapping[str, int]) -> SpeakerTally:
    # The parts of one utterance share its cue: it is counted once.
    cues = {row.utterance_id: row.cue.casefold() for row in rows if row.cue}
    return SpeakerTally(
        speaker_id=rows[0].speaker_id,
        names=Counter(row.speaker for row in rows),
        kinds=Counter(row.speaker_kind for row in rows),
        verbs=Counter(cues.values()),
        n_quotations=len(rows),
        n_utterances=len({row.utterance_id for row in rows}),
        n_words=sum(words[row.quote_id] for row in rows),
    )


def _quoted_parent(quotation: AttributedQuotation, before: Mapping[str, AttributedQuotation]) -> str:
    """The nearest quotation around this one that is not a term; an empty string where there is none."""
    parent = before.get(quotation.parent_id)
    while parent and parent.kind == "term":
        parent = before.get(parent.parent_id)
    return parent.quote_id if parent else ""
