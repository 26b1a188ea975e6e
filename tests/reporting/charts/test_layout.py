"""Where the nodes of a network stand."""

import os
import subprocess
import sys
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting.charts.layout import Size, distances_of, fill, order_by_ties, part, spread

TIES = {("ada", "bo"): 3, ("bo", "cy"): 1, ("ada", "cy"): 2, ("di", "ed"): 1}
NAMES = ["ada", "bo", "cy", "di", "ed"]


def test_strong_ties_are_short_and_strangers_far_apart() -> None:
    apart = distances_of(NAMES, TIES)
    ada, bo, cy, di, _ = range(5)
    assert apart[ada][bo] < apart[ada][cy] < apart[bo][cy] < apart[ada][di]
    assert all(apart[one][one] == 0 for one in range(5))


def test_groups_stand_together() -> None:
    assert order_by_ties(["di", "ada", "ed", "bo", "cy"], TIES) == ["ada", "bo", "cy", "di", "ed"]


@pytest.mark.parametrize(
    "sides",
    [
        [[0, 1, 1], [1, 0, 1], [1, 1, 0]],
        [[0, 1, 2], [1, 0, 1], [2, 1, 0]],
        [[0, 3, 4], [3, 0, 5], [4, 5, 0]],
    ],
    ids=["a triangle", "a line", "a right angle"],
)
def test_distances_that_can_be_kept_are_kept(sides: list[list[float]]) -> None:
    points = spread(sides)
    for one in range(3):
        for other in range(3):
            assert dist(points[one], points[other]) == pytest.approx(sides[one][other], abs=0.02)


def test_the_points_fill_the_rectangle() -> None:
    assert fill([(-1, 0), (1, 2), (0, 4)], width=100, height=40) == [(0, 0), (100, 20), (50, 40)]
    assert fill([(1, 1)], width=100, height=40) == [(50, 20)]


sizes = st.builds(Size, width=st.floats(min_value=10, max_value=180), height=st.floats(min_value=20, max_value=60))
places = st.tuples(st.floats(min_value=0, max_value=400), st.floats(min_value=0, max_value=300))


@given(st.lists(st.tuples(places, sizes), min_size=1, max_size=16))
def test_no_two_nodes_take_the_same_room_and_none_leaves_the_width(
    nodes: list[tuple[tuple[float, float], Size]],
) -> None:
    boxes = [size for _, size in nodes]
    parted = part([place for place, _ in nodes], boxes, width=400)
    for number, ((x, y), size) in enumerate(zip(parted, boxes, strict=True)):
        assert size.width / 2 - 0.01 <= x <= 400 - size.width / 2 + 0.01
        for (other_x, other_y), other in zip(parted[:number], boxes[:number], strict=True):
            across = abs(x - other_x) - (size.width + other.width) / 2
            down = abs(y - other_y) - (size.height + other.height) / 2
            assert max(across, down) >= 5


def test_nodes_that_have_room_stay_where_they_are() -> None:
    points = [(50.0, 20.0), (200.0, 20.0)]
    assert part(points, [Size(width=80, height=30)] * 2, width=300) == points


def test_the_order_of_hashed_strings_changes_nothing() -> None:
    script = (
        "from pipeline.reporting.charts.layout import *\n"
        f"ties = {TIES}\n"
        f"names = order_by_ties({NAMES}, ties)\n"
        "print(names, spread(distances_of(names, ties)))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(found) == 1
