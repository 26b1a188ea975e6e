"""Dates in EDTF as stretches of days, and days as words for an axis.

The calendar is a plain one, twelve months of 31 days, so that all reckoning is in whole numbers: no
picture is fine enough to show the difference.
"""

import re
from dataclasses import dataclass

MONTH = 31
YEAR = 12 * MONTH
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
# Extended Date/Time Format (ISO 8601-2, levels 0 and 1), with unspecified digits anywhere in the year;
# the longest years are those of the geologists.
_POINT = re.compile(r"Y?(-?)([0-9X]{4,7})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?[?~%]?")
# Seasons by the months that meteorologists count to them on the northern half of the earth.
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
_OPEN = frozenset({"", ".."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of days, half-open."""

    start: int
    end: int

    @property
    def days(self) -> int:
        """How long it is."""
        return self.end - self.start

    @property
    def middle(self) -> int:
        """The day in the middle of it."""
        return (self.start + self.end - 1) // 2


def read_span(date: str) -> Span:
    """The days that a date may mean: 1905, 1905-01, 1905-01-22, 190X, 1905/1907, 1905/.. and the like.

    Raises:
        ValueError: it is no such date.
    """
    first, slash, last = date.partition("/")
    if not slash:
        return _read_point(date)
    known = [_read_point(one) for one in (first, last) if one not in _OPEN]
    if not known:
        raise ValueError(f"{date!r} has neither beginning nor end")
    if known[-1].end <= known[0].start:
        raise ValueError(f"{date!r} ends before it begins")
    return Span(start=known[0].start, end=known[-1].end)


def day_words(day: int, *, step: int) -> str:
    """The date at which a day begins, as exact as an axis with that step asks for: 1905, Jan 1905, 22 Jan 1905."""
    year, rest = divmod(day, YEAR)
    month, number = divmod(rest, MONTH)
    if step >= YEAR or (step >= MONTH and not month):
        return year_words(year)
    if step >= MONTH:
        return f"{_MONTHS[month]} {year_words(year)}"
    return f"{number + 1} {_MONTHS[month]} {year_words(year)}"


def year_words(year: int) -> str:
    """A year of EDTF, which has a year 0, as people count."""
    return f"{1 - year} BC" if year < 1 else str(year)


def _read_point(date: str) -> Span:
    match = _POINT.fullmatch(date)
    if not match:
        raise ValueError(f"{date!r} is no date")
    sign, year, month, day = match.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if sign:
        low, high = -high, -low
    # Of a decade or a century the whole is meant, whatever the month.
    if low < high or month is None or "X" in month:
        return Span(start=low * YEAR, end=(high + 1) * YEAR)
    return _within_year(low * YEAR, int(month), day)


def _within_year(start: int, month: int, day: str | None) -> Span:
    if month in _SEASONS:
        first = start + (_SEASONS[month] - 1) * MONTH
        return Span(start=first, end=first + 3 * MONTH)
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    first = start + (month - 1) * MONTH
    if day is None or "X" in day:
        return Span(start=first, end=first + MONTH)
    if not 1 <= int(day) <= MONTH:
        raise ValueError(f"there is no day {day}")
    return Span(start=first + int(day) - 1, end=first + int(day))
