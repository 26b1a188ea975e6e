"""Dates in EDTF, the form of dates of the Library of Congress (ISO 8601-2), levels 0 and 1.

https://www.loc.gov/standards/datetime/ describes it. Used here are ``1905``, ``1905-01``, ``1905-01-22``, an
interval ``1905/1907``, a decade ``190X``, a century ``19XX``, a season ``1905-22`` (21 spring, 22 summer, 23 autumn,
24 winter) and about a year, ``1905~``.
"""

from calendar import monthrange

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_INTERVAL = "/"


def day_of(year: int, month: int, day: int) -> str:
    """The day in EDTF; an empty string where there is no such day: 31 June."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}"


def month_of(year: int, month: int) -> str:
    """The month in EDTF."""
    return f"{year:04d}-{month:02d}"


def season_of(year: int, season: str) -> str:
    """The season in EDTF, of an English name for it in small letters."""
    return f"{year:04d}-{_SEASONS[season]}"


def decade_of(year: int) -> str:
    """The decade in EDTF that begins with a year; «the 1800s» are a century, «the 2000s» a decade."""
    return f"{year // 100}XX" if year % 100 == 0 and year < 2000 else f"{year // 10}X"


def century_of(number: int) -> str:
    """The nineteenth century, 18XX, for 19."""
    return f"{number - 1}XX"


def interval_of(first: str, last: str) -> str:
    """The interval from one date to another; an empty string where the first does not begin before the second.

    Decades, centuries, seasons and what is about a year have no place in an interval at level 1, so
    their years take theirs: the 1930s to the 1950s are 1930/1959.
    """
    if not first or not last or _INTERVAL in first + last or bounds(first)[0] >= bounds(last)[0]:
        return ""
    return f"{_plain(first, 0)}{_INTERVAL}{_plain(last, 1)}"


def bounds(edtf: str) -> tuple[str, str]:
    """The first and the last day of a date of this module, as ISO 8601.

    A winter goes from December to February, since «the winter of 1839» began in that year; it is the north's.
    """
    first, _, last = edtf.partition(_INTERVAL)
    return _days(first)[0], _days(last or first)[1]


def _days(date: str) -> tuple[str, str]:
    year, _, rest = date.rstrip("~").partition("-")
    if "X" in year:
        return f"{year.replace('X', '0')}-01-01", f"{year.replace('X', '9')}-12-31"
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if "-" in rest:
        return date, date
    first, last = _SEASON_MONTHS.get(int(rest), (int(rest), int(rest)))
    ending = int(year) + (last < first)
    return f"{year}-{first:02d}-01", f"{ending}-{last:02d}-{monthrange(ending, last)[1]}"


def _plain(date: str, side: int) -> str:
    """The date without precision that an interval cannot hold; ``side`` is 0 for its beginning, 1 for its end."""
    of_season = len(date) == 7 and int(date[5:]) > 12
    return _days(date)[side][:4] if "X" in date or "~" in date or of_season else date
