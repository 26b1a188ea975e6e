"""Who may be the speaker of a quotation, for a person to choose from."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from pipeline.records import AttributedQuotation, Candidate, Entity, EntityMention

MOST: Final = 6
"""So many names are offered."""
_SPEAKING: Final = frozenset({"PERSON", "ORG"})
# «Any mass struggle against tsarism» is weighed, and offered to nobody.
_MOST_WORDS: Final = 4
# So many mentions are looked at before a quotation and behind it.
_BEFORE: Final = 8
_BEHIND: Final = 4


class Choices:
    """Who is named where, and who speaks next to whom."""

    def __init__(
        self,
        quotations: Sequence[AttributedQuotation],
        candidates: Iterable[Candidate],
        entities: Iterable[Entity],
        mentions: Iterable[EntityMention],
    ) -> None:
        self._candidates: dict[str, list[Candidate]] = defaultdict(list)
        for one in candidates:
            self._candidates[one.quote_id].append(one)
        names = {entity.entity_id: entity.name for entity in entities}
        speaking = {entity.entity_id for entity in entities if _speaks(entity)}
        self._at: dict[tuple[str, int], str] = {}
        self._named: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for mention in sorted(mentions, key=lambda row: (row.doc_id, row.start, row.end)):
            name = names[mention.entity_id]
            self._at[mention.doc_id, mention.end] = name
            if mention.entity_id in speaking:
                self._named[mention.doc_id].append((mention.start, mention.end, name))
        self._beside = _speakers_beside(quotations)

    def offer(self, quotation: AttributedQuotation) -> tuple[str, ...]:
        """The names to choose from, the likeliest first: who was found or weighed, who speaks or is named near by."""
        offered: dict[str, str] = {}
        for name in self._likely(quotation):
            if name and len(offered) < MOST:
                offered.setdefault(name.casefold(), name)
        return tuple(offered.values())

    def _likely(self, quotation: AttributedQuotation) -> Iterator[str]:
        yield quotation.speaker
        weighed = self._candidates.get(quotation.quote_id, [])
        for one in sorted(weighed, key=lambda row: (row.paragraphs_away, row.distance, row.mention_start or 0)):
            if _is_choice(one):
                yield self._at.get((one.doc_id, one.mention_end or 0), one.mention)
        yield from self._beside.get(quotation.quote_id, ())
        yield from self._named_near(quotation)

    def _named_near(self, quotation: AttributedQuotation) -> Iterator[str]:
        """Who is named outside the quotation, the nearest first."""
        named = self._named.get(quotation.doc_id, [])
        first = bisect_left(named, (quotation.start, 0, ""))
        behind = bisect_left(named, (quotation.end, 0, ""))
        near = [*named[max(first - _BEFORE, 0) : first], *named[behind : behind + _BEHIND]]
        yield from (name for *_, name in sorted(near, key=lambda place: _distance(place, quotation)))


def _speaks(entity: Entity) -> bool:
    """Whether it is worth offering: «Mensheviks» is, «Russian» is not."""
    return entity.type in _SPEAKING or (entity.type == "NORP" and entity.name.endswith("s"))


def _is_choice(candidate: Candidate) -> bool:
    """Whether a mention says who somebody is: a name does, and a short description beside a verb of speech."""
    if candidate.mention_form == "name":
        return True
    is_short = len(candidate.mention.split()) <= _MOST_WORDS
    return candidate.mention_form == "nominal" and candidate.cue_listed and is_short


def _distance(place: tuple[int, int, str], quotation: AttributedQuotation) -> tuple[int, int]:
    start, end, _ = place
    return max(quotation.start - end, start - quotation.end), start


def _speakers_beside(quotations: Sequence[AttributedQuotation]) -> Mapping[str, tuple[str, ...]]:
    """The speakers of the two quotations before and of the one behind, the nearest first."""
    spoken = [row for row in quotations if row.kind != "term"]
    beside: dict[str, tuple[str, ...]] = {}
    for index, row in enumerate(spoken):
        near = [spoken[other] for other in (index - 1, index + 1, index - 2) if 0 <= other < len(spoken)]
        beside[row.quote_id] = tuple(other.speaker for other in near if other.doc_id == row.doc_id)
    return beside
