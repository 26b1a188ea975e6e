"""Which stretch of time is shown, and how finely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting.charts.dates import MONTH, YEAR, read_span, year_words
from pipeline.reporting.charts.timescale import Scale, scale_of, ticks


def scale_for(*dates: str) -> Scale:
    return scale_of([read_span(date) for date in dates], left=10, width=700)


@pytest.mark.parametrize(
    ("dates", "step"),
    [
        (("1905", "1906", "1917"), YEAR),
        (("1905-01", "1905-03", "1905-06"), MONTH),
        (("1905-01-22", "1905-01-25", "1905-02-02"), 1),
        (("1905-01-22", "1905-01-25", "1917-02-02"), 3 * MONTH),
        (("1600", "1750", "1905"), 10 * YEAR),
        # Most say the year alone: no finer than that.
        (("1905", "1905", "1905-03"), YEAR),
        (("190X", "191X", "193X"), 10 * YEAR),
    ],
)
def test_a_step_is_as_fine_as_the_dates_and_the_room_allow(dates: tuple[str, ...], step: int) -> None:
    assert scale_for(*dates).step == step


def test_strays_far_from_all_else_are_cut_off() -> None:
    dates = [str(year) for year in range(1900, 1920)]
    scale = scale_for(*dates, "-0043")
    assert year_words(scale.first // YEAR) == "1900"
    assert not scale.holds(read_span("-0043"))
    assert all(scale.holds(read_span(date)) for date in dates)


def test_a_stray_among_few_stays() -> None:
    assert scale_for("1905", "1906", "1789").holds(read_span("1789"))


def test_a_century_round_a_cluster_does_not_stretch_the_axis() -> None:
    scale = scale_for(*["1905"] * 20, *["1906"] * 20, "18XX/19XX", "-0100")
    assert scale.last - scale.first < 10 * YEAR
    assert scale.holds(read_span("18XX/19XX"))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("1905", "1906", "1910"), ["1905", "1906", "1907", "1908", "1909", "1910"]),
        (("1905", "1950", "1990"), ["1910", "1920", "1930", "1940", "1950", "1960", "1970", "1980", "1990"]),
        (("1905-02", "1905-03", "1905-06"), ["Feb 1905", "Mar 1905", "Apr 1905", "May 1905", "Jun 1905"]),
        (("-0043", "0014", "0476"), ["50 BC", "1", "50", "100", "150", "200", "250", "300", "350", "400", "450"]),
    ],
)
def test_the_axis_names_round_dates(dates: tuple[str, ...], expected: list[str]) -> None:
    assert [words for _, words in ticks(scale_for(*dates), most=12)] == expected


@pytest.mark.parametrize(
    ("dates", "words"), [(("1905", "1906", "1910"), "1905"), (("1600", "1750", "1905"), "1600–1609")]
)
def test_a_step_is_called_by_its_dates(dates: tuple[str, ...], words: str) -> None:
    assert scale_for(*dates).bin_words(0) == words


years = st.integers(min_value=-9999, max_value=999_999).map(lambda year: f"{'-' * (year < 0)}{abs(year):04d}")
days = st.dates().map(lambda date: date.isoformat())


@given(st.lists(years | days, min_size=1, max_size=40))
def test_every_axis_has_few_steps_and_few_names_within_it(dates: list[str]) -> None:
    scale = scale_for(*dates)
    assert 3 <= scale.bins <= 64
    named = list(ticks(scale, most=12))
    assert len(named) <= 13
    assert all(10 <= scale.x(number) <= 710 for number, _ in named)
    spans = [read_span(date) for date in dates]
    held = [span for span in spans if scale.holds(span)]
    assert len(held) >= 0.9 * len(spans)
    assert all(0 <= scale.bin_of(span) < scale.bins for span in held)
