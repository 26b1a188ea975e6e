"""Rules: what a candidate's evidence is called."""

from collections.abc import Callable
from typing import Any

import pytest

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
