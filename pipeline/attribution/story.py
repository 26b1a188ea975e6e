"""A document as it is read, in order: who has been spoken of, who has spoken, who has been described how."""

import re
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass, field
from itertools import islice

from pipeline.attribution.setting import NARRATOR, Setting
from pipeline.records import SpeakerKind

_DETERMINER = re.compile(r"^(?:the|a|an|this|that|his|her|my|their|our|its|another|one|some)\s+", re.IGNORECASE)
_UNCLEAR = 0.3
"""A figure less masculine or feminine than this can be meant by "he" and by "she"."""
_PASSED_OVER = 0.8
"""A figure that is so surely of the other gender cannot be meant."""
_RECENT, _TURNS_BACK = 10, 4
_KEPT = 30
"""Traces of a paragraph that are kept, the last ones: so many tell whom it is about."""


Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whom a reference or a silence was given to: key, name (of the narrator none), likelihood, rule in words."""

    key: int
    name: str
    kind: SpeakerKind
    score: float
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A place outside quotations where a figure is spoken of."""

    key: int
    paragraph: int
    sentence: int
    subject: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in a paragraph; ``sureness`` is 3 where a cue names the speaker, else 0 to 2 as likely."""

    paragraph: int
    key: int
    sureness: int


@dataclass(frozen=True, slots=True)
class Description:
    """A description less its article, and its head: «the old man» gives "old man" and "man"."""

    words: str
    head: str


def describe(text: str) -> Description:
    """The words that identify whoever is described."""
    words = _DETERMINER.sub("", " ".join(text.lower().split()))
    return Description(words, words.split(" of ", 1)[0].split()[-1] if words else words)


@dataclass(slots=True)
class Story:
    """The state of reading. Whoever is known by a description alone has a key above those of the cast."""

    setting: Setting
    last: dict[int, Trace] = field(default_factory=dict)
    here: dict[int, deque[Trace]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=_KEPT)))
    turns: list[Turn] = field(default_factory=list)
    spoke: Counter[int] = field(default_factory=Counter)
    meant: dict[str, int] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    described: dict[int, str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    known_as: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    known: Counter[str] = field(default_factory=Counter)
    last_known: dict[str, tuple[int, ...]] = field(default_factory=dict)
    descriptions: Counter[int] = field(default_factory=Counter)
    _recent: "OrderedDict[int, None]" = field(default_factory=OrderedDict)
    _by_words: dict[str, int] = field(default_factory=dict)
    _genders: dict[int, float] = field(default_factory=dict)

    def note(self, trace: Trace) -> None:
        """Take in that a figure is spoken of."""
        key = trace.key
        self.last[key] = trace
        self.here[trace.paragraph].append(trace)
        self._touch(key)
        if trace.subject and (key in self.setting.people or key in self.described):
            masculine = self.gender(key)
            if masculine > -_UNCLEAR:
                self.subjects["masc"] = key
            if masculine < _UNCLEAR:
                self.subjects["fem"] = key

    def take_turn(self, paragraph: int, key: int, sureness: int) -> None:
        """Take in who speaks in a paragraph; of several speakers the last stays."""
        self.spoke[key] += 1
        self._touch(key)
        if self.turns and self.turns[-1].paragraph == paragraph:
            self.turns.pop()
        self.turns.append(Turn(paragraph, key, sureness))

    def _touch(self, key: int) -> None:
        if key in self.setting.people or key == NARRATOR or key in self.described:
            self._recent[key] = None
            self._recent.move_to_end(key)

    def gender(self, key: int) -> float:
        """How masculine a figure is, from -1 to 1; 0 where nothing tells."""
        return self._genders.get(key, self.setting.genders.get(key, 0.0))

    def agreement(self, key: int, gender: str) -> float:
        """How well a figure fits a gender, from -1 to 1."""
        return self.gender(key) if gender == "masc" else -self.gender(key)

    def can_be(self, key: int, gender: str) -> bool:
        """Whether a figure can be meant by a word of that gender."""
        return not gender or self.agreement(key, gender) > -_PASSED_OVER

    def recent(self, limit: int = _RECENT) -> list[int]:
        """The people spoken of or heard last, the latest first."""
        return list(islice(reversed(self._recent), limit))

    def turns_before(self, paragraph: int) -> list[Turn]:
        """Up to four turns of earlier paragraphs, the last first."""
        end = len(self.turns)
        while end and self.turns[end - 1].paragraph >= paragraph:
            end -= 1
        return self.turns[max(end - _TURNS_BACK, 0) : end][::-1]

    def speaker_in(self, paragraph: int) -> int | None:
        """Who was heard last in a paragraph, if anybody yet."""
        return self.turns[-1].key if self.turns and self.turns[-1].paragraph == paragraph else None

    def learn(self, key: int, description: Description) -> None:
        """Take in that a figure of the cast, or one described before, is described."""
        self.descriptions[key] += 1
        for words in {description.words, description.head}:
            self.known_as[words][key] += 1
            self.known[words] += 1
        others = (other for other in self.last_known.get(description.head, ()) if other != key)
        self.last_known[description.head] = (key, *others)[:2]

    def introduce(self, description: Description, text: str, gender: str) -> int:
        """The key of somebody who is known by a description alone, the same for the same words."""
        key = self._by_words.get(description.words)
        if key is None:
            key = self._by_words[description.words] = len(self.setting.cast.figures) + len(self._by_words)
            self.described[key] = text
            if gender:
                self._genders[key] = 1.0 if gender == "masc" else -1.0
        return key

    def see(self, description: Description) -> None:
        """Count a description."""
        self.seen.update({description.words, description.head})
