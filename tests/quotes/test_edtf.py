"""Dates in EDTF, and the days they may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes import edtf

# The forms and their meaning are those of https://www.loc.gov/standards/datetime/, levels 0 and 1.
BOUNDS = [
    ("1905", "1905-01-01", "1905-12-31"),
    ("1905-02", "1905-02-01", "1905-02-28"),
    ("1904-02", "1904-02-01", "1904-02-29"),
    ("1905-01-22", "1905-01-22", "1905-01-22"),
    ("190X", "1900-01-01", "1909-12-31"),
    ("18XX", "1800-01-01", "1899-12-31"),
    ("1905~", "1905-01-01", "1905-12-31"),
    ("1917-21", "1917-03-01", "1917-05-31"),
    ("1917-22", "1917-06-01", "1917-08-31"),
    ("1917-23", "1917-09-01", "1917-11-30"),
    ("1839-24", "1839-12-01", "1840-02-29"),
    ("1905/1907", "1905-01-01", "1907-12-31"),
    ("1905-05/1905-06-03", "1905-05-01", "1905-06-03"),
]
INTERVALS = [
    ("1905", "1907", "1905/1907"),
    ("1905-05", "1907", "1905-05/1907"),
    ("1905-05-03", "1905-05-05", "1905-05-03/1905-05-05"),
    ("193X", "195X", "1930/1959"),
    ("16XX", "17XX", "1600/1799"),
    ("1905-21", "1906-23", "1905/1906"),
    ("1820~", "1830", "1820/1830"),
    ("1907", "1905", ""),
    ("1905", "1905", ""),
    ("1905/1906", "1907", ""),
    ("", "1907", ""),
]


@pytest.mark.parametrize(("date", "earliest", "latest"), BOUNDS)
def test_the_days_a_date_may_mean(date: str, earliest: str, latest: str) -> None:
    assert edtf.bounds(date) == (earliest, latest)


@pytest.mark.parametrize(("first", "last", "expected"), INTERVALS)
def test_an_interval_goes_from_the_earlier_to_the_later(first: str, last: str, expected: str) -> None:
    assert edtf.interval_of(first, last) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [((1921, 6, 30), "1921-06-30"), ((1921, 6, 31), ""), ((1900, 2, 29), ""), ((1921, 13, 1), "")]
)
def test_a_day_that_is_in_no_calendar_is_no_date(day: tuple[int, int, int], expected: str) -> None:
    assert edtf.day_of(*day) == expected


@pytest.mark.parametrize(("year", "expected"), [(1930, "193X"), (1800, "18XX"), (1900, "19XX"), (2000, "200X")])
def test_a_year_with_two_noughts_names_a_century_but_for_the_last(year: int, expected: str) -> None:
    assert edtf.decade_of(year) == expected


YEARS = st.integers(1000, 2099)
DATES = st.one_of(
    YEARS.map(str),
    YEARS.map(edtf.decade_of),
    st.integers(11, 21).map(edtf.century_of),
    st.builds(edtf.month_of, YEARS, st.integers(1, 12)),
    st.builds(edtf.season_of, YEARS, st.sampled_from(["spring", "summer", "autumn", "fall", "winter"])),
    st.builds(edtf.day_of, YEARS, st.integers(1, 12), st.integers(1, 28)),
    YEARS.map(lambda year: f"{year}~"),
)


@given(DATES, DATES)
def test_every_interval_spans_what_it_is_made_of(first: str, last: str) -> None:
    interval = edtf.interval_of(first, last)
    if interval:
        earliest, latest = edtf.bounds(interval)
        assert earliest <= edtf.bounds(first)[0] < edtf.bounds(last)[0]
        assert latest >= min(edtf.bounds(last)[1], f"{edtf.bounds(last)[0][:4]}-12-31")
        assert not set("X~") & set(interval)
    else:
        assert edtf.bounds(first)[0] >= edtf.bounds(last)[0]
