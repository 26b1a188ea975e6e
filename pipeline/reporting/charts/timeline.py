"""What is dated, on a time axis: statements above it, events below, stretches of time as bars along it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.records import Speaker, TimelineEntry
from pipeline.reporting.charts.dates import YEAR, read_span, year_words
from pipeline.reporting.charts.lettering import called, text_width
from pipeline.reporting.charts.shapes import Box, Disc, Label, Shape, Sheet, Stroke
from pipeline.reporting.charts.sides import TYPE, Dated, side_of, side_shapes, tallest_pile
from pipeline.reporting.charts.timescale import Scale, scale_of, ticks
from pipeline.reporting.entries import marker_of
from pipeline.reporting.wording import counted

FEWEST = 3
_WIDTH, _EDGE = 720, 10
_STRIP = 24
_HEAD = 30
_MOST_TICKS = 12


def timeline_sheet(timeline: Iterable[TimelineEntry], speakers: Sequence[Speaker]) -> Iterator[Sheet]:
    """The chart of what is dated; none where that is less than three rows."""
    dated = list(_dated(timeline, speakers))
    if len(dated) < FEWEST:
        return
    scale = scale_of([one.span for one in dated], left=_EDGE, width=_WIDTH - 2 * _EDGE)
    shown = [one for one in dated if scale.holds(one.span)]
    said, happened = (_of_kind(shown, kind) for kind in ("statement", "event"))
    tallest = tallest_pile((said, happened), scale)
    above = side_of(said, scale, up=-1, tallest=tallest)
    below = side_of(happened, scale, up=1, tallest=tallest)
    axis = round(above.reach + (_HEAD if said else 1))
    bottom = round(axis + _STRIP + below.reach)
    foot = bottom + _HEAD - 13
    yield Sheet(
        name="timeline",
        title="What is dated",
        description=_description(dated),
        width=_WIDTH,
        height=bottom + _HEAD,
        shapes=(
            *side_shapes(above, axis=axis),
            *side_shapes(below, axis=axis + _STRIP),
            *_strip(scale, axis),
            *(_heading("statement", said, 13) if said else ()),
            *(_heading("event", happened, foot) if happened else ()),
            *_not_shown(dated, scale, foot, undrawn=above.undrawn + below.undrawn),
        ),
    )


def _dated(timeline: Iterable[TimelineEntry], speakers: Sequence[Speaker]) -> Iterator[Dated]:
    """The rows whose date can be placed on an axis."""
    numbers = {one.speaker_id: number for number, one in enumerate(speakers, 1)}
    for row in timeline:
        try:
            span = read_span(row.date)
        except ValueError:
            continue
        yield Dated(row=row, span=span, colour=marker_of(numbers.get(row.speaker_id, 0)).colour)


def _of_kind(dated: Sequence[Dated], kind: str) -> list[Dated]:
    return [one for one in dated if one.row.kind == kind]


def _strip(scale: Scale, axis: float) -> Iterator[Shape]:
    """The axis: a band with the dates in it."""
    yield Box(x=0, y=axis, width=_WIDTH, height=_STRIP, fill="panel")
    for y in (axis, axis + _STRIP):
        yield Stroke(x=0, y=y, x2=_WIDTH, y2=y, colour="k0")
    for day, words in ticks(scale, most=_MOST_TICKS):
        yield from _tick(scale.x(day), words, axis)


def _tick(x: float, words: str, axis: float) -> Iterator[Shape]:
    for y, y2 in ((axis, axis + 4), (axis + _STRIP - 4, axis + _STRIP)):
        yield Stroke(x=x, y=y, x2=x, y2=y2, colour="k0")
    # At the ends the words would be cut off.
    room = text_width(words, size=TYPE) / 2
    if room <= x <= _WIDTH - room:
        yield Label(x=x, y=axis + _STRIP / 2, text=words, size=TYPE, anchor="middle", colour="soft")


def _heading(kind: str, rows: Sequence[Dated], y: float) -> Iterator[Shape]:
    if kind == "statement":
        yield Disc(x=8, y=y, radius=4.5, fill="k1", stroke="k1")
    else:
        yield Disc(x=8, y=y, radius=4.5, fill="paper", stroke="k0", form="diamond")
    yield Label(x=20, y=y, text=counted(len(rows), f"dated {kind}"), size=TYPE, bold=True)


def _not_shown(dated: Sequence[Dated], scale: Scale, y: float, *, undrawn: int) -> Iterator[Shape]:
    """What lies before and after the axis, and the stretches that found no room, in words."""
    before = [one for one in dated if one.span.end <= scale.first]
    after = [one for one in dated if one.span.start >= scale.last]
    parts = []
    if before:
        parts.append(f"{len(before):,} earlier, from {year_words(min(one.span.start for one in before) // YEAR)}")
    if after:
        parts.append(f"{len(after):,} later, to {year_words((max(one.span.end for one in after) - 1) // YEAR)}")
    if undrawn:
        parts.append(f"{undrawn:,} of longer stretches")
    if parts:
        words = f"not shown: {'; '.join(parts)}"
        yield Label(x=_WIDTH - 4, y=y, text=words, size=TYPE, colour="soft", anchor="end")


def _description(dated: Sequence[Dated]) -> str:
    said, happened = (_of_kind(dated, kind) for kind in ("statement", "event"))
    first = year_words(min(one.span.start for one in dated) // YEAR)
    last = year_words((max(one.span.end for one in dated) - 1) // YEAR)
    reach = f"in {first}" if first == last else f"from {first} to {last}"
    words = [f"{counted(len(said), 'dated statement')} and {counted(len(happened), 'dated event')}, {reach}."]
    for rows, what in ((said, "statements"), (happened, "events")):
        words.extend(_fullest_year(rows, what))
    speakers = Counter(one.row.speaker for one in said if one.row.speaker)
    name = min(speakers, key=lambda name: (-speakers[name], name), default="")
    if speakers[name] > 1:
        words.append(f"Most often dated are the words of {called(name)} ({speakers[name]:,}).")
    return " ".join(words)


def _fullest_year(rows: Sequence[Dated], what: str) -> Iterator[str]:
    """The year of most rows, where it has more than one and there are others."""
    years = Counter(one.span.start // YEAR for one in rows if one.span.days <= YEAR)
    if len(years) > 1:
        year = min(years, key=lambda year: (-years[year], year))
        if years[year] > 1:
            yield f"The year of most {what} is {year_words(year)} ({years[year]:,})."
