"""Scores as values that add: documents are scored one by one and summed.

A denominator of nought gives 1.0: nothing was asked for, so nothing is wrong. The
tables and the JSON show such a figure as missing.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class PRF:
    """Precision, recall and F1 as counts of right, wrong and missing answers."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def __add__(self, other: "PRF") -> "PRF":
        return PRF(right=self.right + other.right, wrong=self.wrong + other.wrong, missing=self.missing + other.missing)

    @property
    def precision(self) -> float:
        """Right answers among those given, 0 to 1."""
        return ratio(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Right answers among those asked for, 0 to 1."""
        return ratio(self.right, self.right + self.missing)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of so many are right."""

    right: int = 0
    total: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(right=self.right + other.right, total=self.total + other.total)

    @property
    def value(self) -> float:
        """The share, 0 to 1."""
        return ratio(self.right, self.total)


def ratio(part: float, whole: float) -> float:
    """Part of whole, 0 to 1; 1.0 where the whole is nought."""
    return part / whole if whole else 1.0


def harmonic_mean(first: float, second: float) -> float:
    """The harmonic mean of two shares; 0.0 where both are 0."""
    return 2 * first * second / (first + second) if first + second else 0.0


def count_shares(judgements: Iterable[tuple[Key, bool]]) -> dict[Key, Share]:
    """For every key how many of its judgements are right, in the order the keys are met."""
    shares: dict[Key, Share] = {}
    for key, right in judgements:
        shares[key] = shares.get(key, Share()) + Share(right=int(right), total=1)
    return shares


def add_shares(first: Mapping[Key, Share], second: Mapping[Key, Share]) -> dict[Key, Share]:
    """The shares of two tables, summed key by key."""
    total = dict(first)
    for key, share in second.items():
        total[key] = total.get(key, Share()) + share
    return total
