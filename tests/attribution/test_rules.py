"""Rules: what a candidate's evidence is called, and a score for every one of them."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution import rules

Make = Callable[..., Any]


@pytest.mark.parametrize(
    "change",
    [{"evidence": "according to"}, {"cue_listed": False}, {"distance": 7}, {"distance": 30}],
    ids=["another evidence", "a verb not listed", "a cue further off", "a cue far off"],
)
def test_what_bears_on_the_evidence_makes_another_rule(change: dict[str, Any], make_candidate: Make) -> None:
    assert rules.rule_of(make_candidate("Lund", **change)) != rules.rule_of(make_candidate("Lund"))


@pytest.mark.parametrize("change", [{"mention": "Berg"}, {"cue": "wrote", "cue_lemma": "write"}, {"cue_start": 90}])
def test_the_words_themselves_make_no_rule(change: dict[str, Any], make_candidate: Make) -> None:
    assert rules.rule_of(make_candidate(**{"mention": "Lund"} | change)) == rules.rule_of(make_candidate("Lund"))


def test_a_rule_begins_with_its_evidence(make_candidate: Make) -> None:
    assert rules.rule_of(make_candidate("Lund", evidence="tag after, verb first")).startswith("tag after, verb first")


def test_a_rule_never_measured_has_the_precision_of_its_evidence(
    monkeypatch: pytest.MonkeyPatch, make_candidate: Make
) -> None:
    candidate = make_candidate("Lund", evidence="tag after, verb first")
    monkeypatch.setattr(rules, "precisions", lambda: {"tag after, verb first": 0.875})
    assert rules.score_of(rules.rule_of(candidate)) == 0.875


def test_a_measured_rule_keeps_its_own_precision(monkeypatch: pytest.MonkeyPatch, make_candidate: Make) -> None:
    candidate = make_candidate("Lund", evidence="according to")
    measured = {"according to": 0.5, rules.rule_of(candidate): 0.75}
    monkeypatch.setattr(rules, "precisions", lambda: measured)
    assert rules.score_of(rules.rule_of(candidate)) == 0.75


def test_every_shipped_precision_is_a_share() -> None:
    assert all(0 <= precision <= 1 for precision in rules.precisions().values())


@given(st.text(max_size=20), st.booleans(), st.integers(0, 60))
def test_every_candidate_has_a_score_from_0_to_1(
    make_candidate: Make, evidence: str, listed: bool, distance: int
) -> None:
    candidate = make_candidate("Lund", evidence=evidence, cue_listed=listed, distance=distance)
    assert 0 <= rules.score_of(rules.rule_of(candidate)) <= 1
