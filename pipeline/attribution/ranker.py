"""Which of the mentions near a quotation names its speaker: a linear model over what the candidates show.

Every mention that some reading of the text offers is an option, and so is a speaker handed on from
the quotation before; one more option is that nobody near by speaks. The weights of an option's
features are added up, and the sums compared (a conditional logit, as in Muzny et al., "A Two-stage
Sieve Approach for Quote Attribution", EACL 2017, whose sieves are rules in a fixed order). The
weights stand in ``ranker.json``, fitted by ``python -m benchmarks.fit_ranker`` on annotated news and novels.
"""

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.attribution import rules
from pipeline.attribution.speakers import noun_kind
from pipeline.records import Attribution, Candidate, Quotation
from pipeline.titles import TITLES

_DIGIT = re.compile(r"\d")
_DETERMINERS = frozenset(
    "the a an this that these those his her their its our my your some many several few most other another one all "
    "any".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to who says a quotation: a mention with every reading that offers it, or a speaker handed on.

    ``handed`` is the rule that hands on ``source``, the attribution of ``earlier``; they are empty where
    ``candidates`` are not.
    """

    candidates: tuple[Candidate, ...] = ()
    handed: str = ""
    source: Attribution | None = None
    earlier: Quotation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The best option, its first candidate (None for a speaker handed on), and how likely it is right.

    Candidates come in the order in which readings are tried, so that the first is the plainest.
    """

    option: Option
    candidate: Candidate | None
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights by feature, and points (likelihood by the model, share that was right) between which scores are drawn."""

    weights: Mapping[str, float]
    points: tuple[tuple[float, float], ...]

    def total(self, names: Iterable[str]) -> float:
        """The weights of some features together; of one never seen, nothing."""
        return sum(self.weights.get(name, 0.0) for name in names)

    def calibrate(self, likelihood: float) -> float:
        """The share of decisions of this likelihood that were right on annotated texts, from 0 to 1."""
        at = bisect_right(self.points, (likelihood, math.inf))
        if at == 0:
            return self.points[0][1] if self.points else likelihood
        if at == len(self.points):
            return self.points[-1][1]
        (low, below), (high, above) = self.points[at - 1], self.points[at]
        return below + (above - below) * (likelihood - low) / (high - low)


_WEAK = ("sentence", "paragraph before: sentence", "clause of", "verb in", "other verb", "heading")
"""Evidence that is position alone; all other ties its words to the quotation."""


def choose(quotation: Quotation, options: Sequence[Option], *, model: Model | None = None) -> Choice | None:
    """The likeliest option, however unlikely; None where there is none."""
    if not options:
        return None
    model = model or load_model()
    totals = [model.total(features(option, quotation, options)) for option in options]
    best = max(range(len(options)), key=lambda number: (totals[number], -number))
    top = max(*totals, 0.0)
    shares = [math.exp(total - top) for total in totals]
    likelihood = shares[best] / (sum(shares) + math.exp(-top))
    option = options[best]
    candidate = option.candidates[0] if option.candidates else None
    return Choice(option=option, candidate=candidate, score=model.calibrate(likelihood))


def group_options(candidates: Iterable[Candidate]) -> Iterator[Option]:
    """An option for every mention that candidates name, in order of their first candidate."""
    by_mention: dict[tuple[int | None, int | None], list[Candidate]] = {}
    for candidate in candidates:
        if candidate.mention_start is not None:
            by_mention.setdefault((candidate.mention_start, candidate.mention_end), []).append(candidate)
    for group in by_mention.values():
        yield Option(candidates=tuple(group))


def features(option: Option, quotation: Quotation, options: Sequence[Option]) -> list[str]:
    """The names of the features of an option, each once."""
    if option.handed:
        source = option.source.rule.split(",", 1)[0] if option.source else ""
        earlier = option.earlier or quotation
        apart = min(quotation.sentence - earlier.sentence, 3)
        return [
            option.handed,
            f"{option.handed}|{earlier.kind}|{quotation.kind}",
            f"{option.handed}|{source}",
            f"{option.handed}|{quotation.kind} {apart} sentences on",
        ]
    names = {name for candidate in option.candidates for name in _of_candidate(candidate, quotation)}
    names.update(_of_mention(option.candidates[0], quotation))
    names.update(_of_place(option, options))
    if any(_introduces(other) for other in options if other is not option):
        names.add(f"another introduces {quotation.kind}")
    return sorted(names)


def _introduces(option: Option) -> bool:
    """Whether a verb of the option's own leads directly up to the quotation: «and the crowd shouted: “Shame!”»."""
    return any(
        candidate.evidence in {"verb before, colon", "verb before, comma", "verb before, verb"}
        and candidate.cue_listed
        and candidate.distance <= 1
        for candidate in option.candidates
    )


def _of_candidate(candidate: Candidate, quotation: Quotation) -> Iterator[str]:
    evidence, reach = candidate.evidence, rules.reach_of(candidate.distance)
    if not evidence.startswith(_WEAK) and "beside it" not in evidence and rules.OF_SENTENCE not in evidence:
        yield f"attached {candidate.position} {reach}{'' if candidate.cue_listed else ', other verb'}"
    yield f"evidence={evidence}"
    yield f"rule={rules.rule_of(candidate)}"
    yield f"{evidence}|{candidate.mention_form}"
    yield f"{evidence}|{quotation.kind}"
    yield f"{evidence}|{candidate.position}"
    yield f"reach={candidate.position} {reach}"
    yield f"verb={candidate.cue_lemma}"
    yield f"{evidence.split(',', 1)[0]}|verb={candidate.cue_lemma}"


def _of_mention(candidate: Candidate, quotation: Quotation) -> Iterator[str]:
    words = candidate.mention.split()
    form = candidate.mention_form
    yield f"form={form}|{candidate.number}"
    yield f"label={candidate.mention_label}"
    if form == "pronoun":
        yield f"pronoun={candidate.mention.lower()}"
    if form == "nominal" and words:
        yield f"noun={noun_kind(candidate.mention)}"
        yield f"head={_head(words)}"
        first = words[0].lower()
        yield f"first={first if first in _DETERMINERS else 'other'}"
    if form == "name":
        titled = words[0].strip(".").lower() in TITLES
        yield f"name of {min(len(words), 4)}{' titled' if titled else ''}"
    if _DIGIT.search(candidate.mention):
        yield "digit"
    yield f"mention {quotation.kind} {form}"


def _head(words: Sequence[str]) -> str:
    """The word that a description is about, as far as its spelling tells: the last before "of", "from" and the like."""
    stop = next(
        (n for n, word in enumerate(words) if n and word.lower() in {"of", "for", "from", "at", "in"}), len(words)
    )
    return words[stop - 1].lower()


def _of_place(option: Option, options: Sequence[Option]) -> Iterator[str]:
    """How the option stands to the others: the nearest, the first or last in the text, alone."""
    named = [other for other in options if other.candidates]
    starts = sorted(other.candidates[0].mention_start or 0 for other in named)
    start = option.candidates[0].mention_start or 0
    yield f"place {min(starts.index(start), 3)} of {min(len(starts), 4)}"
    nearest = min(candidate.distance for other in named for candidate in other.candidates)
    if any(candidate.distance == nearest for candidate in option.candidates):
        yield "nearest cue"
    yield f"readings={min(len(option.candidates), 4)}"
    if any(other.handed for other in options):
        yield "beside one handed on"


@cache
def load_model() -> Model:
    """The shipped model."""
    table = json.loads((files("pipeline.attribution") / "ranker.json").read_text(encoding="utf-8"))
    return Model(weights=table["weights"], points=tuple((low, share) for low, share in table["points"]))
