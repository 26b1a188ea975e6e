"""Whom "he" and "she" stand for in prose: the person spoken of before who fits and stands out most.

The weights of roles follow the salience factors of Lappin and Leass (1994), An algorithm for pronominal
anaphora resolution: subjects before other roles, every mention adds, and all fades with every sentence.
A pronoun counts as a mention of whoever it was given to. Who is a man and who a woman is told by titles
and first names, and by the pronouns that stand beside the name anywhere in the text. How fast all fades
and what gender is worth was chosen on the coreference of LitBank and GUM: of the pronouns whose person
is named, 71 and 66 % are given to that person, where nearness and role alone find 59 and 59 %.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.attribution.people import Cast
from pipeline.attribution.setting import learn_genders, place_mentions
from pipeline.attribution.stand_ins import INTRODUCES, bearer_of_title
from pipeline.attribution.story import Person, Place
from pipeline.records import Mention, Reference

_ROLE_WEIGHTS = {
    "nsubj": 80,
    "nsubjpass": 80,
    "csubj": 80,
    "agent": 60,
    "ROOT": 70,
    "dobj": 50,
    "dative": 40,
    "poss": 40,
}
_OTHER_ROLE = 30
_RECENT = 100
"""What the last sentence adds to a mention, besides its role."""
_FADES = 0.4
"""The share of a weight that is left a sentence later."""
_SAME_PARAGRAPH = 40
_SAME_GENDER = 4.0
"""How much a figure gains whose gender is known to fit, as a share of its weight."""
_OTHER_GENDER = -0.15
_FAR, _CANDIDATES = 12, 10
"""Sentences back that somebody was spoken of last, and how many people are weighed."""
_SURE, _UNSURE = 0.92, 0.8
"""How sure it is whom a pronoun at a cue means, where the figure is known to be of that gender and elsewhere: of 89 in
twelve essays of ``tests/data/essays/dev`` 89 and 73 % were given to the right person; news leave less to be guessed."""
_KNOWN = 0.5
_UNNAMED = -3
"""The key of people without a name."""


@dataclass(slots=True)
class _Weight:
    weight: float = 0.0
    sentence: int = 0
    paragraph: int = 0


@dataclass(slots=True)
class _Salience:
    """How much everybody stands out; the keys of people without a name are their descriptions."""

    weights: "OrderedDict[int | str, _Weight]" = field(default_factory=OrderedDict)

    def add(self, key: int | str, role: str, *, sentence: int, paragraph: int) -> None:
        """Take in a mention."""
        entry = self.weights.setdefault(key, _Weight(sentence=sentence))
        entry.weight = _faded(entry, sentence) + _ROLE_WEIGHTS.get(role, _OTHER_ROLE) + _RECENT
        entry.sentence, entry.paragraph = sentence, paragraph
        self.weights.move_to_end(key)

    def recent(self, sentence: int) -> Iterator[tuple[int | str, _Weight]]:
        """The people spoken of last, the latest first."""
        for count, key in enumerate(reversed(self.weights)):
            if count == _CANDIDATES or sentence - self.weights[key].sentence > _FAR:
                return
            yield key, self.weights[key]


def resolve_pronouns(mentions: Sequence[Mention], references: Iterable[Reference], cast: Cast) -> dict[Place, Person]:
    """Place of each "he" and "she" outside quotations -> whom it stands for, where anybody fits."""
    told = [(key, one) for key, one in place_mentions(mentions, cast) if not one.quoted]
    references = list(references)
    genders: dict[int | str, float] = {}
    genders.update(learn_genders(told, references, cast).items())
    salience = _Salience()
    found: dict[Place, Person] = {}
    for known, one in _events(told, references, cast):
        key = _choose(one, salience, genders) if known is None else known
        if known is None and key is not None:
            agreement = abs(genders.get(key, 0.0))
            found[one.start, one.end] = _person(key, cast, _SURE if agreement >= _KNOWN else _UNSURE)
        if key is not None:
            salience.add(key, one.role, sentence=one.sentence, paragraph=one.paragraph)
            if isinstance(key, str) and isinstance(one, Reference) and one.gender:
                genders.setdefault(key, 1.0 if one.gender == "masc" else -1.0)
    return found


def _events(
    told: Iterable[tuple[int, Mention]], references: Iterable[Reference], cast: Cast
) -> list[tuple[int | str | None, Mention | Reference]]:
    """People named or meant by a title, people brought in by a description («an old miner»), and pronouns (None)."""
    keys = {figure: key for key, figure in enumerate(cast.figures)}
    events: list[tuple[int | str | None, Mention | Reference]] = [
        (key, one) for key, one in told if cast.figures[key].label == "PERSON"
    ]
    for reference in references:
        if reference.form == "pronoun" and reference.gender:
            events.append((None, reference))
        elif reference.form == "nominal" and reference.role == "nsubj":
            bearer = bearer_of_title(reference.text, cast, place=reference.start)
            if bearer is not None:
                events.append((keys[bearer], reference))
            elif INTRODUCES.match(reference.text):
                events.append((reference.text, reference))
    return sorted(events, key=lambda event: (event[1].start, event[1].end))


def _choose(
    reference: Mention | Reference, salience: _Salience, genders: Mapping[int | str, float]
) -> int | str | None:
    gender = reference.gender if isinstance(reference, Reference) else ""
    best: tuple[float, int | str] | None = None
    for key, entry in salience.recent(reference.sentence):
        agreement = genders.get(key, 0.0) * (1 if gender == "masc" else -1)
        if agreement < _OTHER_GENDER:
            continue
        weight = _faded(entry, reference.sentence) + _SAME_PARAGRAPH * (entry.paragraph == reference.paragraph)
        weight *= 1 + _SAME_GENDER * agreement
        if best is None or weight > best[0]:
            best = weight, key
    return None if best is None else best[1]


def _faded(entry: _Weight, sentence: int) -> float:
    return float(entry.weight * _FADES ** max(sentence - entry.sentence, 0))


def _person(key: int | str, cast: Cast, score: float) -> Person:
    if isinstance(key, str):
        return Person(key=_UNNAMED, name=key, kind="unnamed", score=score)
    return Person(key=key, name=cast.figures[key].name, kind="person", score=score)
