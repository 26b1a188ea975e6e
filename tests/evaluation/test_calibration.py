"""How far scores can be believed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.calibration import (
    Judged,
    RulePrecision,
    bin_scores,
    expected_calibration_error,
    right_above,
    score_by_rule,
    shrink_precisions,
    tabulate_rules,
)

judgements = st.lists(
    st.builds(Judged, rule=st.sampled_from("abc"), score=st.floats(0, 1), right=st.booleans()), max_size=40
)


def cases(rule: str, score: float, *, right: int, wrong: int) -> list[Judged]:
    return [Judged(rule=rule, score=score, right=index < right) for index in range(right + wrong)]


def test_rules_are_listed_by_how_often_they_decide() -> None:
    tied = [*cases("near", 0.5, right=1, wrong=1), *cases("as X put it", 0.9, right=1, wrong=1)]
    judged = [*tied, *cases("said X", 0.9, right=3, wrong=0)]
    assert [(row.rule, row.n, row.right, row.precision) for row in tabulate_rules(judged)] == [
        ("said X", 3, 3, 1.0),
        ("as X put it", 2, 1, 0.5),
        ("near", 2, 1, 0.5),
    ]


def test_a_rule_seen_twice_is_not_promised_to_be_right_always() -> None:
    table = [RulePrecision(rule="said X", n=98, right=78), RulePrecision(rule="X sang", n=2, right=2)]
    scores = shrink_precisions(table, weight=10)
    assert scores["X sang"] == pytest.approx((2 + 10 * 0.8) / 12)
    assert scores["said X"] == pytest.approx((78 + 10 * 0.8) / 108)
    assert shrink_precisions(table, weight=0)["X sang"] == 1.0


@pytest.mark.parametrize(
    ("judged", "expected"),
    [
        (cases("a", 0.75, right=3, wrong=1), 0.0),
        (cases("a", 0.95, right=0, wrong=4), 0.95),
        # Two bins: nine of ten right at 0.9, and none of ten at 0.4.
        ([*cases("a", 0.9, right=9, wrong=1), *cases("b", 0.4, right=0, wrong=10)], 0.2),
        ([], 0.0),
    ],
)
def test_the_expected_calibration_error(judged: list[Judged], expected: float) -> None:
    assert expected_calibration_error(judged) == pytest.approx(expected)


@given(judgements)
def test_bins_hold_every_judgement_once_and_the_error_is_a_share(judged: list[Judged]) -> None:
    bins = bin_scores(judged)
    assert sum(one.n for one in bins) == len(judged)
    assert sum(one.right for one in bins) == sum(one.right for one in judged)
    assert all(one.low <= one.mean_score + 1e-9 and one.mean_score <= one.high + 1e-9 for one in bins)
    assert 0 <= expected_calibration_error(judged) <= 1 + 1e-9


@given(judgements)
def test_measured_precisions_as_scores_are_calibrated_on_the_same_cases(judged: list[Judged]) -> None:
    scores = shrink_precisions(tabulate_rules(judged), weight=0) if judged else {}
    assert expected_calibration_error(score_by_rule(judged, scores)) == pytest.approx(0, abs=1e-9)


def test_a_rule_the_table_lacks_keeps_its_score() -> None:
    judged = [*cases("near", 0.5, right=1, wrong=0), *cases("far", 0.3, right=0, wrong=1)]
    assert [one.score for one in score_by_rule(judged, {"near": 0.8})] == [0.8, 0.3]


def test_what_is_promised_from_a_score_upwards() -> None:
    judged = [*cases("a", 0.9, right=8, wrong=1), *cases("b", 0.89, right=0, wrong=5)]
    promised = right_above(judged, 0.9)
    assert (promised.n, promised.right, promised.rule) == (9, 8, "score ≥ 0.9")
