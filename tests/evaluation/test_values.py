"""Scores that add."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.values import PRF, Share, add_shares, count_shares, harmonic_mean

counts = st.integers(0, 50)
prfs = st.builds(PRF, right=counts, wrong=counts, missing=counts)


@pytest.mark.parametrize(
    ("prf", "precision", "recall", "f1"),
    [
        (PRF(right=3, wrong=1, missing=0), 0.75, 1.0, 6 / 7),
        (PRF(right=0, wrong=2, missing=2), 0.0, 0.0, 0.0),
        (PRF(right=0, wrong=0, missing=2), 1.0, 0.0, 0.0),  # nothing said, nothing wrong
        (PRF(), 1.0, 1.0, 1.0),  # nothing to find and nothing found
    ],
)
def test_precision_recall_and_f1_come_from_counts(prf: PRF, precision: float, recall: float, f1: float) -> None:
    assert (prf.precision, prf.recall, prf.f1) == pytest.approx((precision, recall, f1))


@given(prfs, prfs)
def test_the_score_of_two_texts_lies_between_theirs(first: PRF, second: PRF) -> None:
    # Only where both have something to judge: nought of nought counts as 1.
    if first.right + first.wrong and second.right + second.wrong:
        both = first + second
        assert min(first.precision, second.precision) <= both.precision + 1e-12
        assert both.precision <= max(first.precision, second.precision) + 1e-12


@given(prfs)
def test_f1_lies_between_precision_and_recall(prf: PRF) -> None:
    assert min(prf.precision, prf.recall) - 1e-12 <= prf.f1 <= max(prf.precision, prf.recall) + 1e-12


@given(prfs)
def test_a_wrong_answer_more_never_raises_precision(prf: PRF) -> None:
    worse = prf + PRF(wrong=1)
    assert worse.precision <= prf.precision
    assert worse.recall == prf.recall


def test_the_harmonic_mean_of_nothing_is_nothing() -> None:
    assert harmonic_mean(0.0, 0.0) == 0.0
    assert harmonic_mean(0.5, 1.0) == pytest.approx(2 / 3)


def test_shares_are_counted_by_key_and_add_key_by_key() -> None:
    first = count_shares([("name", True), ("pronoun", False), ("name", False)])
    assert first == {"name": Share(right=1, total=2), "pronoun": Share(right=0, total=1)}
    total = add_shares(first, count_shares([("pronoun", True), ("none", True)]))
    assert total == {
        "name": Share(right=1, total=2),
        "pronoun": Share(right=1, total=2),
        "none": Share(right=1, total=1),
    }
    assert total["name"].value == 0.5
