"""Labels at the ends of poles."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting.charts.flags import Flag, Hoisted, hoist


def flag(x: float, width: float = 50) -> Flag:
    return Flag(x=x, text="1905", width=width)


def lanes(*flags: Flag) -> list[tuple[int, bool]]:
    return [(one.lane, one.leftward) for one in hoist(flags, lanes=4, left=0, right=200)]


def test_a_flag_flies_to_the_right_in_the_nearest_lane() -> None:
    assert lanes(flag(100)) == [(0, False)]


def test_at_the_right_edge_it_flies_to_the_left() -> None:
    assert lanes(flag(190)) == [(0, True)]


def test_a_neighbour_goes_to_the_other_side_or_a_lane_farther() -> None:
    assert lanes(flag(100), flag(90)) == [(0, False), (0, True)]
    assert lanes(flag(20), flag(40)) == [(0, False)]  # its pole would go through the label of the first
    assert lanes(flag(40), flag(20)) == [(0, False), (1, False)]


def test_what_finds_no_room_is_left_out() -> None:
    assert lanes(flag(100, width=300)) == []


def room(hoisted: Hoisted) -> tuple[float, float]:
    x, width = hoisted.flag.x, hoisted.flag.width
    return (x - width, x) if hoisted.leftward else (x, x + width)


@given(
    st.lists(
        st.builds(flag, st.floats(min_value=0, max_value=700), st.floats(min_value=5, max_value=260)),
        max_size=40,
    )
)
def test_no_two_labels_meet_and_no_pole_crosses_a_label(flags: list[Flag]) -> None:
    flown = list(hoist(flags, lanes=5, left=0, right=700))
    for one in flown:
        left, right = room(one)
        assert left >= -0.01
        assert right <= 700.01
        for other in flown:
            if other is not one:
                low, high = room(other)
                assert one.lane != other.lane or right <= low or left >= high
                assert one.lane <= other.lane or not low < one.flag.x < high
