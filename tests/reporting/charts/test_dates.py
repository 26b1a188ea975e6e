"""Dates in EDTF as stretches of days, in a calendar of twelve months of 31 days."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting.charts.dates import MONTH, YEAR, day_words, read_span, year_words


def day(year: int, month: int = 1, number: int = 1) -> int:
    return year * YEAR + (month - 1) * MONTH + number - 1


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("1905", day(1905), day(1906)),
        ("1905-01", day(1905), day(1905, 2)),
        ("1905-12-31", day(1905, 12, 31), day(1906)),
        ("190X", day(1900), day(1910)),
        ("19XX", day(1900), day(2000)),
        ("1905/1907", day(1905), day(1908)),
        ("1905-02/1905-03-04", day(1905, 2), day(1905, 3, 5)),
        ("1905~", day(1905), day(1906)),
        ("1905-XX", day(1905), day(1906)),
        ("1905-03-XX", day(1905, 3), day(1905, 4)),
        ("1905-22", day(1905, 6), day(1905, 9)),
        ("1905-24", day(1905, 12), day(1906, 3)),  # the winter that begins in December
        ("1905/..", day(1905), day(1906)),
        ("../1905", day(1905), day(1906)),
        ("-0043", day(-43), day(-42)),
        ("-004X", day(-49), day(-39)),
        ("0000", day(0), day(1)),
    ],
)
def test_a_date_is_a_stretch_of_days(date: str, start: int, end: int) -> None:
    span = read_span(date)
    assert (span.start, span.end) == (start, end)


@pytest.mark.parametrize(
    "date", ["", "/", "../..", "soon", "1905-13", "1905-00", "1905-02-32", "190", "1907/1905", "12345678", "1905/soon"]
)
def test_what_is_no_date_is_refused(date: str) -> None:
    with pytest.raises(ValueError, match=r"no date|no month|no day|begin"):
        read_span(date)


@given(st.text(alphabet="0123456789X-/.~? ", max_size=14))
def test_a_date_either_has_days_or_is_refused(date: str) -> None:
    try:
        assert read_span(date).days > 0
    except ValueError:
        assert date != "1905"


@pytest.mark.parametrize(("year", "words"), [(1905, "1905"), (476, "476"), (1, "1"), (0, "1 BC"), (-43, "44 BC")])
def test_a_year_is_called_as_people_call_it(year: int, words: str) -> None:
    assert year_words(year) == words


@pytest.mark.parametrize(
    ("number", "step", "words"),
    [
        (day(1905), YEAR, "1905"),
        (day(1905), 10 * YEAR, "1905"),
        (day(1905), MONTH, "1905"),
        (day(1905, 3), MONTH, "Mar 1905"),
        (day(1905, 3, 22), 1, "22 Mar 1905"),
    ],
)
def test_a_day_is_called_as_exactly_as_the_axis_is(number: int, step: int, words: str) -> None:
    assert day_words(number, step=step) == words
