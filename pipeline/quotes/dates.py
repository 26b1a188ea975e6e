"""Where a text names a date, and which: found by their shapes, resolved to EDTF.

Years run from 1000 to 2099. What cannot be told is left out: «3/4/1921», «in April», «the ’30s», a year before Christ.
So are years that only say where words stand in print: «(Smith 1987)».
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.quotes import edtf, years

_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        11,
    )
} | {"twenty-first": 21}
_S = r"\s{1,3}"
_DASH = r"\s?[-–—]\s?"
_TO = rf"(?:\s?[-–—]\s?|{_S}(?:to|until|till|and|or|through){_S})"
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
# Not part of a longer number, sum or word, nor before Christ.
_BEFORE = r"(?<![\w£$€¥#+=*%/])(?<![0-9][.,:-])"
_AFTER = r"(?!\w|[.,:][0-9]|\s?(?:BC|B\.C))"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_ORDINAL = rf"(?i:{'|'.join(_ORDINALS)}|(?:1[1-9]|20)th|21st)"
_NUMBER = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSpan:
    """A date as a text names it, from ``start`` to ``end`` in code points, and what it is in EDTF."""

    start: int
    end: int
    date: str


_Match = re.Match[str]
_Reading = Callable[[_Match], str]


def find_dates(text: str, start: int = 0, end: int | None = None) -> tuple[DatedSpan, ...]:
    """Every date that stands in ``text[start:end]``, in order and apart; the words beside it are looked at too.

    A span takes in the words that narrow it down, «the beginning of 1905», though its EDTF is then the whole year.
    """
    limit = len(text) if end is None else end
    if not _ANCHOR.search(text, start, limit):
        return ()
    shaped = _apart(_shaped(text, start, limit))
    found = [*shaped, *_bare_years(text, start, limit, shaped)]
    found.sort(key=lambda span: span.start)
    return tuple(_ranges(text, start, list(_widened(text, start, found))))


def resolve(text: str, start: int, end: int) -> DatedSpan | None:
    """The first date named in ``text[start:end]``; None where there is none that can be resolved."""
    found = find_dates(text, start, end)
    return found[0] if found else None


def _shaped(text: str, start: int, end: int) -> Iterator[DatedSpan]:
    """What has the shape of a date, whatever stands beside it."""
    for pattern, read in _FORMS:
        for match in pattern.finditer(text, start, end):
            date = read(match)
            if date:
                yield DatedSpan(start=match.start(), end=match.end(), date=date)


def _apart(spans: Iterable[DatedSpan]) -> list[DatedSpan]:
    """The spans in order, of those that overlap the first and longest."""
    kept: list[DatedSpan] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _bare_years(text: str, start: int, end: int, shaped: list[DatedSpan]) -> Iterator[DatedSpan]:
    """The numbers outside the dates already found that are years by the words beside them."""
    ends = [span.end for span in shaped]
    after: int | None = None
    for match in _BARE.finditer(text, start, end):
        place = bisect_left(ends, match.end())
        if place < len(shaped) and shaped[place].start < match.end():
            continue
        if place and (after is None or ends[place - 1] > after):
            after = ends[place - 1]
        if years.is_dated(text, match.start(), match.end(), after=after):
            about = "~" if years.is_about(text, match.start()) else ""
            yield DatedSpan(start=match.start(), end=match.end(), date=match.group() + about)
            after = match.end()


def _widened(text: str, start: int, spans: list[DatedSpan]) -> Iterator[DatedSpan]:
    """The spans with the words before them that narrow them down: «the last week of October 1919»."""
    border = start
    for span in spans:
        low = max(border, span.start - 60)
        words = _NARROWING.search(text, low, span.start)
        if words is None and _has_article(text, span):
            words = _ARTICLE.search(text, low, span.start)
        yield replace(span, start=words.start()) if words else span
        border = span.end


def _has_article(text: str, span: DatedSpan) -> bool:
    """Whether an article before a date is its own: «the 1930s», «the spring of 1908», not «the 1905 revolution»."""
    return _WITH_ARTICLE.search(text[span.start : span.end]) is not None


def _ranges(text: str, border: int, spans: list[DatedSpan]) -> Iterator[DatedSpan]:
    """The spans, two that are the ends of a stretch of time made one: «between May 1905 and 1907»."""
    index = 0
    while index < len(spans):
        joined = _joined(text, border, spans[index], spans[index + 1]) if index + 1 < len(spans) else None
        yield joined or spans[index]
        index += 2 if joined else 1


def _joined(text: str, border: int, first: DatedSpan, last: DatedSpan) -> DatedSpan | None:
    between = text[first.end : last.start] if last.start - first.end < 20 else "."
    head = _RANGE_HEAD.search(text, max(0, first.start - 12), first.start)
    opening = head.group(1).lower() if head else ""
    if not (_RANGE_TO.fullmatch(between) or (opening == "between" and between.strip() == "and")):
        return None
    date = edtf.interval_of(first.date, last.date)
    start = head.start() if head and head.start() >= border else first.start
    return DatedSpan(start=start, end=last.end, date=date) if date else None


def _month(name: str) -> int:
    return _MONTHS[name[:3].lower()]


def _day(words: str) -> int:
    number = _NUMBER.match(words)
    return int(number.group()) if number else 0


def _read_day(match: _Match) -> str:
    return edtf.day_of(int(match["year"]), _month(match["month"]), _day(match["day"]))


def _read_days(match: _Match) -> str:
    """Two days, of one month or of two."""
    parts = match.groupdict()
    year, month = int(parts["year"]), parts["month"]
    first = edtf.day_of(year, _month(parts.get("first_month") or month), _day(parts["first_day"]))
    return edtf.interval_of(first, edtf.day_of(year, _month(parts.get("last_month") or month), _day(parts["day"])))


def _read_month(match: _Match) -> str:
    return edtf.month_of(int(match["year"]), _month(match["month"]))


def _read_months(match: _Match) -> str:
    year = int(match["year"])
    return edtf.interval_of(edtf.month_of(year, _month(match["first_month"])), _read_month(match))


def _read_figures(match: _Match) -> str:
    """A day in figures, where one of its numbers can only be the day: 25/12/1921."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if (first > 12) == (second > 12) and first != second:
        return ""
    return edtf.day_of(year, second, first) if second <= 12 else edtf.day_of(year, first, second)


def _read_iso(match: _Match) -> str:
    return edtf.day_of(int(match["year"]), int(match["month"]), int(match["day"]))


def _read_season(match: _Match) -> str:
    if match["more"]:
        return match["year"]
    return edtf.season_of(int(match["year"]), match["season"].lower())


def _read_years(match: _Match) -> str:
    """1914–18, 1914–1918, 1905–7; nothing for 1914-05, which may be a month."""
    first, last = match["year"], match["last"]
    whole = first[: 4 - len(last)] + last
    if not years.is_span_of_years(match.string, match.start(), match.end()):
        return ""
    return edtf.interval_of(first, whole)


def _read_decade(match: _Match) -> str:
    return edtf.decade_of(int(match["year"]))


def _century(words: str) -> int:
    return _ORDINALS.get(words.lower()) or _day(words)


def _read_century(match: _Match) -> str:
    # At the turn of which, the one before or the one after, the words do not say.
    if _TURN.search(match.string, max(0, match.start() - 20), match.start()):
        return ""
    last = edtf.century_of(_century(match["century"]))
    if not match["first"]:
        return last
    return edtf.interval_of(edtf.century_of(_century(match["first"])), last)


def _read_feast(match: _Match) -> str:
    return match["year"]


def _form(pattern: str, read: _Reading) -> tuple[re.Pattern[str], _Reading]:
    return re.compile(_BEFORE + pattern), read


_OF = rf"(?:(?:day{_S})?of{_S})?"
_OF_YEAR = rf",?{_S}(?:of{_S})?(?P<year>{_YEAR}){_AFTER}"
_FORMS = (
    _form(rf"(?P<year>{_YEAR})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?![\w-])", _read_iso),
    _form(
        rf"(?P<first>[0-9]{{1,2}})(?P<sign>[/.-])(?P<second>[0-9]{{1,2}})(?P=sign)(?P<year>{_YEAR}){_AFTER}",
        _read_figures,
    ),
    _form(rf"(?P<day>{_DAY}){_S}{_OF}(?P<month>{_MONTH}){_OF_YEAR}", _read_day),
    _form(rf"(?P<month>{_MONTH}){_S}(?P<day>{_DAY}){_OF_YEAR}", _read_day),
    _form(rf"(?P<first_day>{_DAY}){_TO}(?P<day>{_DAY}){_S}{_OF}(?P<month>{_MONTH}){_OF_YEAR}", _read_days),
    _form(rf"(?P<month>{_MONTH}){_S}(?P<first_day>{_DAY}){_TO}(?P<day>{_DAY}){_OF_YEAR}", _read_days),
    _form(
        rf"(?P<first_day>{_DAY}){_S}(?P<first_month>{_MONTH}){_TO}(?P<day>{_DAY}){_S}(?P<month>{_MONTH}){_OF_YEAR}",
        _read_days,
    ),
    _form(
        rf"(?P<first_month>{_MONTH}){_S}(?P<first_day>{_DAY}){_TO}(?P<month>{_MONTH}){_S}(?P<day>{_DAY}){_OF_YEAR}",
        _read_days,
    ),
    _form(rf"(?P<month>{_MONTH}){_OF_YEAR}", _read_month),
    _form(rf"(?P<first_month>{_MONTH}){_TO}(?P<month>{_MONTH}){_OF_YEAR}", _read_months),
    _form(
        rf"(?<!\ba )(?P<more>{_SEASON}{_TO})?(?P<season>{_SEASON}){_OF_YEAR}(?:[-–/][0-9]{{2}}(?![0-9]))?",
        _read_season,
    ),
    _form(rf"(?:Easter|Christmas|Whitsun|Michaelmas|Passover|Ramadan){_OF_YEAR}", _read_feast),
    _form(rf"(?P<year>{_YEAR})\s?[-–—/]\s?(?P<last>{_YEAR}|[0-9]{{1,2}}){_AFTER}(?![-–/][0-9])", _read_years),
    _form(r"(?P<year>(?:1[0-9]|20)[0-9]0)[’']?s(?!\w)", _read_decade),
    _form(
        rf"(?<!\ba )(?:(?P<first>{_ORDINAL})(?:{_S}centur(?:y|ies))?{_TO}(?:the{_S})?)?"
        rf"(?:[Ee]arly{_S}|[Ll]ate{_S}|[Mm]id-)?(?P<century>{_ORDINAL}){_S}centur(?:y|ies)(?!\w|\s?(?:BC|B\.C))",
        _read_century,
    ),
)
_ANCHOR = re.compile(_YEAR + "|[Cc]entur")
"""What no date here is without: most paragraphs have none, and are left at one look."""

_BARE = re.compile(
    r"(?<![\w£$€¥#+=*%/.,:–])(?<!\W-)(?<![0-9]-)" + _YEAR + _AFTER + r"(?!\s?[-–/]\s?[0-9]|—[0-9]|[-/]\w|[%/]|[’']s)"
)
_NARROWING = re.compile(
    rf"(?<!\w)(?:(?:[Tt]he{_S})?(?:very{_S})?(?:beginning|start|end|middle|close|eve|(?:first|second|third|last|final"
    rf"|early|closing|opening){_S}(?:days?|weeks?|months?|years?|half|quarter|decades?|weekend)|night"
    rf"|morning|afternoon|evening){_S}of{_S}(?:the{_S})?(?:(?:early|late){_S}|mid-)?|(?:[Tt]he{_S})?(?:(?:[Ee]arly|[Ll]ate){_S}|[Mm]id-|[Mm]id{_S}))$"
)
_WITH_ARTICLE = re.compile(r"\sof\s|s$|[Cc]entury$")
_TURN = re.compile(rf"(?<!\w)turn{_S}of{_S}the{_S}$")
_ARTICLE = re.compile(rf"(?<!\w)[Tt]he{_S}$")
_RANGE_TO = re.compile(r"\s?[-–]\s?|\s{1,3}(?:to|until|till|through|up to)\s{1,3}")
_RANGE_HEAD = re.compile(r"(?<!\w)([Ff]rom|[Bb]etween)\s{1,3}$")
