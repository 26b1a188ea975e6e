"""One side of the time axis: marks piled up where they belong, stretches as bars, and the most telling labelled."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import TimelineEntry
from pipeline.reporting.charts.dates import Span
from pipeline.reporting.charts.flags import Flag, Hoisted, hoist
from pipeline.reporting.charts.lettering import fitted, plain, text_width
from pipeline.reporting.charts.shapes import Box, Disc, Label, Shape, Stroke
from pipeline.reporting.charts.timescale import Scale
from pipeline.reporting.wording import counted, grouped

TYPE = 12
_HIGHEST = 115
_PITCH, _MARK = 11.5, 4.5
_WIDEST_BAR = 22
_LANES, _LANE = 6, 18
# So many of the largest piles ask for a label: what follows finds no room.
_MOST_FLAGS = 60
# Where many ask, each is to be content with less.
_FEW_FLAGS = 8
_FLAG_WIDTHS = {True: 330, False: 260}
# Bands of stretches: beside bars there is only the rough to be seen.
_BANDS, _BAND = {True: 4, False: 1}, 11
_MOST_BAR_FLAGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A row of the timeline with the days that its date may mean, and the colour of its speaker."""

    row: TimelineEntry
    span: Span
    colour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of time that rows share, from ``x`` to ``x2``; ``band`` counts from the axis, 0 the nearest."""

    x: float
    x2: float
    band: int
    rows: Sequence[Dated]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What stands on one side: piles by the number of their step, stretches, and the labels that found room.

    ``up`` is -1 above the axis and 1 below it. A pile is a mark for each row, or a bar where one of
    them would be too high; ``tallest`` is the largest pile on either side. ``undrawn`` counts the rows
    whose stretch found no room.
    """

    up: int
    scale: Scale
    piles: Mapping[int, Sequence[Dated]]
    stretches: Sequence[Stretch]
    flags: Sequence[Hoisted]
    tallest: int
    undrawn: int

    @property
    def marks(self) -> bool:
        """Whether a pile is a mark for each row."""
        return _marked(self.tallest)

    @property
    def foot(self) -> float:
        """How far from the axis the piles begin: beyond the stretches."""
        return 4 + _BAND * len({stretch.band for stretch in self.stretches})

    @property
    def lane(self) -> float:
        """How far from the axis the first lane of labels is: beyond the piles."""
        return self.foot + max((self.height(len(rows)) for rows in self.piles.values()), default=0) + 12

    @property
    def reach(self) -> float:
        """How far all of it goes from the axis."""
        if not self.piles and not self.stretches:
            return 0
        return self.lane + _LANE * (1 + max((hoisted.lane for hoisted in self.flags), default=-1))

    def height(self, count: int) -> float:
        """How high a pile of so many rows is."""
        return count * _PITCH if self.marks else round(max(2, _HIGHEST * count / self.tallest), 1)


def tallest_pile(groups: Iterable[Sequence[Dated]], scale: Scale) -> int:
    """How many rows the largest pile of any group has."""
    return max((len(pile) for rows in groups for pile in _piles(rows, scale).values()), default=0)


def side_of(rows: Sequence[Dated], scale: Scale, *, up: int, tallest: int) -> Side:
    """What stands on one side of an axis."""
    piles = _piles(rows, scale)
    stretches = list(_stretches(rows, scale, bands=_BANDS[_marked(tallest)]))
    wanted = list(_mark_flags(piles, stretches, scale) if _marked(tallest) else _bar_flags(piles, scale))
    flags = list(hoist(wanted, lanes=_LANES, left=scale.left, right=scale.left + scale.width))
    drawn = sum(len(pile) for pile in piles.values()) + sum(len(stretch.rows) for stretch in stretches)
    return Side(
        up=up,
        scale=scale,
        piles=piles,
        stretches=stretches,
        flags=flags,
        tallest=tallest,
        undrawn=len(rows) - drawn,
    )


def side_shapes(side: Side, *, axis: float) -> Iterator[Shape]:
    """The shapes of a side whose axis is at that height, from back to front."""
    yield from _poles(side, axis)
    for stretch in side.stretches:
        y = axis + side.up * (8 + _BAND * stretch.band)
        yield Box(x=stretch.x, y=y - 3, width=round(stretch.x2 - stretch.x, 1), height=6, fill=_colour(stretch.rows))
    for number, rows in sorted(side.piles.items()):
        yield from (_marks if side.marks else _bar)(side, number, rows, axis + side.up * side.foot)
    for hoisted in side.flags:
        away = -6 if hoisted.leftward else 6
        yield Label(
            x=round(hoisted.flag.x + away, 1),
            y=axis + side.up * _lane_height(side, hoisted),
            text=hoisted.flag.text,
            size=TYPE,
            anchor="end" if hoisted.leftward else "start",
        )


def _marked(tallest: int) -> bool:
    return tallest * _PITCH <= _HIGHEST


def _piles(rows: Sequence[Dated], scale: Scale) -> dict[int, list[Dated]]:
    """The rows that say when to a step, by its number."""
    piles: dict[int, list[Dated]] = {}
    for one in rows:
        if one.span.days <= scale.step:
            piles.setdefault(scale.bin_of(one.span), []).append(one)
    return piles


def _stretches(rows: Sequence[Dated], scale: Scale, *, bands: int) -> Iterator[Stretch]:
    """The stretches that find room in the bands, those of most rows first, then the longer."""
    groups: dict[tuple[int, int], list[Dated]] = {}
    for one in rows:
        if one.span.days > scale.step:
            groups.setdefault((one.span.start, one.span.end), []).append(one)
    rooms: list[list[tuple[float, float]]] = [[] for _ in range(bands)]
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0][0] - item[0][1], item[0]))
    for (start, end), found in ordered[: 10 * _MOST_FLAGS]:
        x, x2 = scale.x(max(start, scale.first)), scale.x(min(end, scale.last))
        for band, taken in enumerate(rooms):
            if all(right + 3 <= x or left >= x2 + 3 for left, right in taken):
                taken.append((x, x2))
                yield Stretch(x=x, x2=x2, band=band, rows=found)
                break


def _mark_flags(piles: Mapping[int, Sequence[Dated]], stretches: Sequence[Stretch], scale: Scale) -> Iterator[Flag]:
    """Labels that say who and what, for as many as may find room."""
    groups = [*_pile_flags(piles, scale), *_stretch_flags(stretches, piles, scale)][:_MOST_FLAGS]
    width = _FLAG_WIDTHS[len(groups) <= _FEW_FLAGS]
    return (_flag(x, rows, width=width) for x, rows in groups)


def _bar_flags(piles: Mapping[int, Sequence[Dated]], scale: Scale) -> Iterator[Flag]:
    """Labels that say how many, for the highest bars."""
    for number in sorted(piles, key=lambda number: (-len(piles[number]), number))[:_MOST_BAR_FLAGS]:
        rows = piles[number]
        text = f"{scale.bin_words(number)}: {counted(len(rows), rows[0].row.kind)}"
        yield Flag(x=_pile_x(scale, number, rows), text=text, width=text_width(text, size=TYPE))


def _pile_flags(piles: Mapping[int, Sequence[Dated]], scale: Scale) -> Iterator[tuple[float, Sequence[Dated]]]:
    """Where labels for the piles belong, with the rows they are for: the largest first."""
    for number in sorted(piles, key=lambda number: (-len(piles[number]), number)):
        yield _pile_x(scale, number, piles[number]), piles[number]


def _stretch_flags(
    stretches: Sequence[Stretch], piles: Mapping[int, Sequence[Dated]], scale: Scale
) -> Iterator[tuple[float, Sequence[Dated]]]:
    """The same for the stretches whose pole has no pile in its way."""
    taken = [_pile_x(scale, number, rows) for number, rows in sorted(piles.items())]
    for stretch in stretches:
        x = round((stretch.x + stretch.x2) / 2, 1)
        if all(abs(x - other) > 8 for other in taken):
            taken.append(x)
            yield x, stretch.rows


def _pile_x(scale: Scale, number: int, rows: Sequence[Dated]) -> float:
    """Where a pile stands: at the date in the midst of its own, yet never upon the pile of the next step."""
    middle, room = scale.middle(number), max(0.0, (scale.width / scale.bins - _PITCH) / 2)
    dates = sorted(one.span.middle for one in rows)
    return round(min(max(scale.x(dates[len(dates) // 2]), middle - room), middle + room), 1)


def _flag(x: float, rows: Sequence[Dated], *, width: int) -> Flag:
    """Who said something, or what was; and how many more there are."""
    text, more = _who(rows) if rows[0].row.kind == "statement" else (_what(rows[0].row), len(rows) - 1)
    tail = f" +{grouped(more)}" if more else ""
    text = fitted(text, width=width - text_width(tail, size=TYPE), size=TYPE, words=True) + tail
    return Flag(x=x, text=text, width=text_width(text, size=TYPE))


def _who(rows: Sequence[Dated]) -> tuple[str, int]:
    """The speaker of most of the rows, with the date of the first, and how many other speakers there are."""
    names = Counter(one.row.speaker for one in rows if one.row.speaker)
    first = min(names, key=lambda name: (-names[name], name), default="no speaker found")
    dates = {one.row.date_text for one in rows}
    date = f", {plain(dates.pop())}" if len(dates) == 1 else ""
    return f"{plain(first)}{date}", max(0, len(names) - 1)


def _what(row: TimelineEntry) -> str:
    """The sentence, its date before it where its beginning does not say it."""
    text, date = plain(row.text), plain(row.date_text)
    return text if date in text[:25] else f"{date}: {text}"


def _lane_height(side: Side, hoisted: Hoisted) -> float:
    return side.lane + _LANE * hoisted.lane


def _poles(side: Side, axis: float) -> Iterator[Shape]:
    """Thin lines from the piles and stretches to their labels."""
    feet = {
        _pile_x(side.scale, number, rows): side.foot + side.height(len(rows)) for number, rows in side.piles.items()
    }
    for stretch in side.stretches:
        feet.setdefault(round((stretch.x + stretch.x2) / 2, 1), 8.0 + _BAND * stretch.band)
    for hoisted in side.flags:
        x = hoisted.flag.x
        end = _lane_height(side, hoisted) + 6
        yield Stroke(x=x, y=axis + side.up * feet[x], x2=x, y2=axis + side.up * end, colour="k0", thick=0.8)


def _marks(side: Side, number: int, rows: Sequence[Dated], foot: float) -> Iterator[Shape]:
    x = _pile_x(side.scale, number, rows)
    for place, one in enumerate(rows):
        y = round(foot + side.up * _PITCH * (place + 0.5), 1)
        if one.row.kind == "statement":
            yield Disc(x=x, y=y, radius=_MARK, fill=f"k{one.colour}", stroke=f"k{one.colour}")
        else:
            yield Disc(x=x, y=y, radius=_MARK, fill="paper", stroke="k0", form="diamond")


def _bar(side: Side, number: int, rows: Sequence[Dated], foot: float) -> Iterator[Shape]:
    x, height = _pile_x(side.scale, number, rows), side.height(len(rows))
    width = min(_WIDEST_BAR, side.scale.width / side.scale.bins - 2)
    top = foot - height if side.up < 0 else foot
    fill = "k1" if rows[0].row.kind == "statement" else "k0"
    yield Box(x=round(x - width / 2, 1), y=round(top, 1), width=round(width, 1), height=height, fill=fill)


def _colour(rows: Sequence[Dated]) -> str:
    """The speaker's, where a stretch is of one alone."""
    colours = {one.colour for one in rows}
    return f"k{colours.pop() if len(colours) == 1 else 0}"
