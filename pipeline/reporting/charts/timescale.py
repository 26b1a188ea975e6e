"""The time axis: which stretch of time is shown, how finely it is told apart, and what stands on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.reporting.charts.dates import MONTH, YEAR, Span, day_words

# A few strays far from all else would leave nothing of the rest: what is cut off at the ends is at
# most a tenth of all, and only where that makes the axis four times as fine.
_LEAST_SHOWN = 90
_FINER = 4
_MOST_BINS = 60
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1_000_000, 10_000_000)
_STEPS = (1, MONTH, 3 * MONTH, *(YEAR * years for years in _YEARS))
_TICK_STEPS = (1, 2, 5, 10, MONTH, 2 * MONTH, 3 * MONTH, 6 * MONTH, *_STEPS[3:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The days from ``first`` to ``last``, half-open and in whole steps, on ``width`` pixels from ``left``."""

    first: int
    last: int
    step: int
    left: int
    width: int

    @property
    def bins(self) -> int:
        """How many steps there are."""
        return (self.last - self.first) // self.step

    def x(self, day: float) -> float:
        """Where a day stands."""
        return round(self.left + self.width * (day - self.first) / (self.last - self.first), 1)

    def bin_of(self, span: Span) -> int:
        """The number of the step in which the middle of a span lies, or of the nearest."""
        return min(max(0, (span.middle - self.first) // self.step), self.bins - 1)

    def bin_words(self, bin_number: int) -> str:
        """The dates of a step: 1905, or 1900–1904 where it is of years."""
        day = self.first + self.step * bin_number
        first, last = (day_words(one, step=min(self.step, YEAR)) for one in (day, day + self.step - 1))
        return f"{first}–{last}" if self.step > YEAR else first

    def middle(self, bin_number: int) -> float:
        """Where the middle of a step stands."""
        return self.x(self.first + self.step * (bin_number + 0.5))

    def holds(self, span: Span) -> bool:
        """Whether any of a span is on the axis."""
        return span.end > self.first and span.start < self.last


def scale_of(spans: Sequence[Span], *, left: int, width: int) -> Scale:
    """The axis for some spans, of which there must be one: steps no finer than what most of them say."""
    first, last = _window(spans)
    usual = sorted(span.days for span in spans)[len(spans) // 2]
    fine = next((step for step in reversed(_STEPS) if step <= usual), 1)
    step = next(step for step in _STEPS if step >= fine and (last - first) // step < _MOST_BINS)
    # Some more on either side where there are few: a mark that stands alone is in the middle.
    low, high = first // step, -(-last // step)
    spare = max(0, 3 - (high - low))
    return Scale(first=(low - spare) * step, last=(high + spare) * step, step=step, left=left, width=width)


def ticks(scale: Scale, *, most: int) -> Iterator[tuple[int, str]]:
    """The days that are named on the axis, at most as many as asked for, with their names."""
    reach = scale.last - scale.first
    step = next((step for step in _TICK_STEPS if step >= scale.step and reach // step < most), _TICK_STEPS[-1])
    for number in range(-(-scale.first // step), -(-scale.last // step)):
        # There is no year 0 among people: round are 50 BC, 1 and 50.
        day = number * step + (YEAR if number <= 0 and step > YEAR else 0)
        yield day, day_words(day, step=step)


def _window(spans: Sequence[Span]) -> tuple[int, int]:
    """The shortest stretch that holds nine of ten, where it is much shorter than all; else all."""
    whole = min(span.start for span in spans), max(span.end for span in spans)
    middles = sorted(span.middle for span in spans)
    needed = -(-_LEAST_SHOWN * len(middles) // 100)
    ends = zip(middles, middles[needed - 1 :], strict=False)
    low, high = min(ends, key=lambda pair: (pair[1] - pair[0], pair[0]))
    # What is near to them is no stray.
    near = max(YEAR, (high - low) // _FINER)
    low, high = low - near, high + near
    # A century round the middle of it all would bring back what is cut off.
    core = [span for span in spans if low <= span.middle <= high and span.days <= max(YEAR, high - low)] or spans
    window = min(span.start for span in core), max(span.end for span in core)
    return window if _FINER * (window[1] - window[0]) < whole[1] - whole[0] else whole
