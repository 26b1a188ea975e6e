"""The ranker: which option is likeliest, and how its likelihood becomes a score."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution import rules
from pipeline.attribution.ranker import Model, Option, choose, features, group_options, load_model

Make = Callable[..., Any]
EVEN = Model(weights={}, points=())


def test_every_reading_of_one_mention_is_one_option(make_candidate: Make) -> None:
    readings = [make_candidate("Lund"), make_candidate("Lund", evidence="according to"), make_candidate("")]
    (option,) = group_options([*readings, *readings[2:]])
    assert option.candidates == tuple(readings[:2])


def test_readings_that_agree_count_together(make_quotation: Make, make_candidate: Make) -> None:
    model = Model(weights={"evidence=one": 1.0, "evidence=two": 1.0, "evidence=three": 1.5}, points=())
    twice = [make_candidate("Lund", evidence=name) for name in ("one", "two")]
    once = make_candidate("Berg", evidence="three", mention_start=70)
    choice = choose(make_quotation(), list(group_options([once, *twice])), model=model)
    assert choice is not None
    assert choice.option.candidates == tuple(twice)


def test_the_first_reading_of_an_option_gives_the_cue(make_quotation: Make, make_candidate: Make) -> None:
    readings = [make_candidate("Lund", evidence=name) for name in ("one", "two", "three")]
    choice = choose(make_quotation(), list(group_options(readings)), model=EVEN)
    assert choice is not None
    assert choice.candidate == readings[0]


def test_nobody_is_an_option_too(make_quotation: Make, make_candidate: Make) -> None:
    choice = choose(make_quotation(), list(group_options([make_candidate("Lund")])), model=EVEN)
    assert choice is not None
    assert choice.score == 0.5


def test_without_options_there_is_no_choice(make_quotation: Make) -> None:
    assert choose(make_quotation(), [], model=EVEN) is None


@pytest.mark.parametrize(
    ("likelihood", "score"), [(0.0, 0.1), (0.2, 0.1), (0.4, 0.3), (0.6, 0.5), (0.7, 0.5), (0.8, 0.9), (1.0, 0.9)]
)
def test_a_score_is_drawn_between_the_measured_points(likelihood: float, score: float) -> None:
    model = Model(weights={}, points=((0.2, 0.1), (0.6, 0.5), (0.7, 0.5), (0.8, 0.9)))
    assert model.calibrate(likelihood) == pytest.approx(score)


def test_a_speaker_handed_on_is_weighed_by_its_rule(make_quotation: Make) -> None:
    assert rules.SAME_UTTERANCE in features(Option(handed=rules.SAME_UTTERANCE), make_quotation(), [])


@given(
    st.lists(st.sampled_from(["tag after, verb first", "according to", "never seen"]), max_size=5), st.integers(0, 99)
)
def test_the_shipped_weights_give_a_score_from_0_to_1(
    make_quotation: Make, make_candidate: Make, evidence: list[str], distance: int
) -> None:
    readings = [make_candidate("Lund", evidence=name, distance=distance) for name in evidence]
    choice = choose(make_quotation(), list(group_options(readings)), model=load_model())
    assert (choice is None) == (not evidence)
    assert choice is None or 0 <= choice.score <= 1


def test_the_shipped_scores_rise_with_likelihood() -> None:
    points = load_model().points
    assert points == tuple(sorted(points))
    assert all(0 <= share <= 1 for _, share in points)
