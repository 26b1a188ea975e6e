"""How far scores can be believed: precision by rule, and the expected calibration error."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluation.values import count_shares, ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One attribution that gold can judge: the rule that decided, its score (0 to 1) and whether it is right."""

    rule: str
    score: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePrecision:
    """How often one rule is right."""

    rule: str
    n: int
    right: int

    @property
    def precision(self) -> float:
        """The share of its attributions that are right."""
        return ratio(self.right, self.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The attributions whose score lies from ``low`` to ``high``: their mean score, and how many are right."""

    low: float
    high: float
    n: int
    right: int
    mean_score: float


def tabulate_rules(judged: Iterable[Judged]) -> tuple[RulePrecision, ...]:
    """The precision of every rule, the commonest first, then by name."""
    shares = count_shares((one.rule, one.right) for one in judged)
    table = (RulePrecision(rule=rule, n=share.total, right=share.right) for rule, share in shares.items())
    return tuple(sorted(table, key=lambda row: (-row.n, row.rule)))


def shrink_precisions(table: Iterable[RulePrecision], *, weight: float = 10.0) -> dict[str, float]:
    """A score for every rule: its precision, drawn towards that of all rules together.

    ``weight`` is how many cases the common precision counts for, so that a rule seen twice and
    right twice is not promised to be right always.
    """
    rows = tuple(table)
    common = ratio(sum(row.right for row in rows), sum(row.n for row in rows))
    return {row.rule: (row.right + weight * common) / (row.n + weight) for row in rows}


def bin_scores(judged: Iterable[Judged], *, bins: int = 10) -> tuple[Bin, ...]:
    """The attributions in bins of equal width by score; empty bins are left out. A score of 1 is in the last."""
    members: dict[int, list[Judged]] = {}
    for one in judged:
        members.setdefault(min(int(one.score * bins), bins - 1), []).append(one)
    return tuple(_describe_bin(index, members[index], bins=bins) for index in sorted(members))


def expected_calibration_error(judged: Iterable[Judged], *, bins: int = 10) -> float:
    """The mean distance between score and share of right ones over the bins, weighted by their size; 0 is perfect.

    Guo et al., "On Calibration of Modern Neural Networks" (ICML 2017), with bins of equal width.
    """
    filled = bin_scores(judged, bins=bins)
    total = sum(one.n for one in filled)
    return sum(abs(one.n * one.mean_score - one.right) for one in filled) / total if total else 0.0


def right_above(judged: Iterable[Judged], threshold: float) -> RulePrecision:
    """How often a score of at least ``threshold`` is right."""
    above = [one for one in judged if one.score >= threshold]
    return RulePrecision(rule=f"score ≥ {threshold:g}", n=len(above), right=sum(one.right for one in above))


def score_by_rule(judged: Iterable[Judged], scores: Mapping[str, float]) -> tuple[Judged, ...]:
    """The same judgements with the scores of a table, to measure a table made on other texts.

    A rule the table lacks keeps the score it has.
    """
    return tuple(Judged(rule=one.rule, score=scores.get(one.rule, one.score), right=one.right) for one in judged)


def _describe_bin(index: int, members: Sequence[Judged], *, bins: int) -> Bin:
    return Bin(
        low=index / bins,
        high=(index + 1) / bins,
        n=len(members),
        mean_score=sum(one.score for one in members) / len(members),
        right=sum(one.right for one in members),
    )
