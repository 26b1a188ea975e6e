"""Who speaks most: a bar for each speaker, as long as there are words quoted."""

from collections.abc import Iterator, Sequence

from pipeline.records import Speaker
from pipeline.reporting.charts.lettering import called, fitted, text_width
from pipeline.reporting.charts.shapes import Box, Label, Shape, Sheet, like_by_like
from pipeline.reporting.entries import marker_of
from pipeline.reporting.wording import counted, listed

# Beyond this many the rest is said in a line.
LONGEST = 15
_WIDTH = 480
_STEP = 36
_NAME, _SMALL = 14, 12
_BAR = 9


def speakers_sheet(speakers: Sequence[Speaker]) -> Iterator[Sheet]:
    """The chart of the speakers in the order of ``speakers.csv``; none where nobody is quoted."""
    if not speakers:
        return
    shown, rest = speakers[:LONGEST], speakers[LONGEST:]
    shapes = [shape for number, one in enumerate(shown, 1) for shape in _row(one, number, most=_most(shown))]
    height = _STEP * len(shown) + 4
    if rest:
        shapes.append(Label(x=1, y=height + 8, text=_on_rest(rest), size=_SMALL, colour="soft"))
        height += 20
    yield Sheet(
        name="speakers",
        title="Who speaks most",
        description=_description(shown, rest),
        width=_WIDTH,
        height=height,
        shapes=like_by_like(shapes),
    )


def _most(speakers: Sequence[Speaker]) -> int:
    return max(1, *(one.n_words for one in speakers))


def _row(speaker: Speaker, number: int, *, most: int) -> Iterator[Shape]:
    top = _STEP * (number - 1)
    said = f"{counted(speaker.n_words, 'word')} · {counted(speaker.n_quotations, 'quotation')}"
    room = _WIDTH - text_width(said, size=_SMALL) - 16
    yield Label(x=1, y=top + 11, text=fitted(speaker.name, width=room, size=_NAME), size=_NAME, bold=True)
    yield Label(x=_WIDTH, y=top + 11, text=said, size=_SMALL, colour="soft", anchor="end")
    # A track to its end, so that the lengths can be compared with the longest from row to row.
    yield Box(x=0, y=top + 21, width=_WIDTH, height=_BAR, fill="panel")
    length = round(_WIDTH * speaker.n_words / most, 1)
    yield Box(x=0, y=top + 21, width=max(2.0, length), height=_BAR, fill=f"k{marker_of(number).colour}")


def _on_rest(rest: Sequence[Speaker]) -> str:
    others = counted(len(rest), "other speaker")
    words = counted(sum(one.n_words for one in rest), "word")
    quotations = counted(sum(one.n_quotations for one in rest), "quotation")
    return f"and {others}: {words} in {quotations}"


def _description(shown: Sequence[Speaker], rest: Sequence[Speaker]) -> str:
    first = [f"{called(one.name)} ({counted(one.n_words, 'word')})" for one in shown[:3]]
    if len(shown) == 1:
        words = f"The one speaker is {first[0]}."
    else:
        words = f"Bars of the words quoted from {counted(len(shown), 'speaker')}: most from {listed(first)}."
    return f"{words} {_on_rest(rest).capitalize()}." if rest else words
