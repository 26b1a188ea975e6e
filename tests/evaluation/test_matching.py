"""Spans against spans."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.matching import (
    Span,
    covers_half,
    intersection_over_union,
    overlap_any,
    pair_spans,
    touching,
)

spans = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: (pair[0], pair[0] + pair[1]))
lists = st.lists(spans, max_size=12)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (10, 20), 0.0),  # they meet, and share nothing
        ((0, 10), (5, 15), 1 / 3),
        ((0, 10), (0, 7), 0.7),
    ],
)
def test_intersection_over_union(first: Span, second: Span, expected: float) -> None:
    assert intersection_over_union(first, second) == pytest.approx(expected)
    assert intersection_over_union(second, first) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("row", "content", "expected"),
    [
        ((10, 20), ((0, 100),), True),  # a fragment inside a long content
        ((0, 100), ((10, 20),), True),  # the other way round
        ((0, 10), ((5, 100),), True),  # just half of the shorter one
        ((0, 10), ((6, 100),), False),
        ((0, 10), ((10, 20),), False),
        ((0, 30), ((0, 10), (40, 60)), False),  # a broken content: ten of its thirty
        ((0, 30), ((0, 10), (20, 30)), True),
    ],
)
def test_half_of_the_shorter_one_is_enough(row: Span, content: tuple[Span, ...], *, expected: bool) -> None:
    assert covers_half(row, content) is expected


def test_a_span_shares_with_a_broken_one_what_it_shares_with_its_pieces() -> None:
    assert overlap_any((5, 25), [(0, 10), (20, 30)]) == 10


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([(0, 10)], [(0, 8), (0, 10)], {0: 1}),  # the closer one
        ([(0, 10), (0, 9)], [(0, 10)], {0: 0}),  # each is used once
        ([(0, 10)], [(0, 6)], {}),  # too far
        ([(0, 100), (10, 20)], [(10, 20), (0, 100)], {0: 1, 1: 0}),  # one inside the other
    ],
)
def test_the_closest_are_paired(gold: list[Span], predicted: list[Span], expected: dict[int, int]) -> None:
    assert pair_spans(gold, predicted, at_least=0.7) == expected


@given(lists, lists)
def test_pairs_are_one_to_one_and_close_enough(gold: list[Span], predicted: list[Span]) -> None:
    pairs = pair_spans(gold, predicted, at_least=0.7)
    assert len(set(pairs.values())) == len(pairs)
    assert all(intersection_over_union(gold[one], predicted[other]) >= 0.7 for one, other in pairs.items())


@given(lists)
def test_spans_pair_with_themselves(gold: list[Span]) -> None:
    pairs = pair_spans(gold, gold, at_least=0.7)
    assert len(pairs) == len(gold)
    assert all(gold[one] == gold[other] for one, other in pairs.items())


@given(lists, lists)
def test_touching_misses_no_pair_that_overlaps(gold: list[Span], predicted: list[Span]) -> None:
    found = list(touching(gold, predicted))
    overlapping = {
        (one, other)
        for one, first in enumerate(gold)
        for other, second in enumerate(predicted)
        if intersection_over_union(first, second) > 0
    }
    assert overlapping <= set(found)
    assert len(found) == len(set(found))
