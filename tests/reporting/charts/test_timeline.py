"""What is dated, on an axis."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import Speaker, TimelineEntry
from pipeline.reporting.charts.lettering import text_width
from pipeline.reporting.charts.shapes import Box, Disc, Label, Sheet
from pipeline.reporting.charts.timeline import timeline_sheet

MakeRow = Callable[..., TimelineEntry]


def marks(sheet: Sheet, form: str) -> list[Disc]:
    """The marks, without that of the heading."""
    return [shape for shape in sheet.shapes if isinstance(shape, Disc) and shape.form == form and shape.x > 8]


def boxes(sheet: Sheet) -> list[Box]:
    return [shape for shape in sheet.shapes if isinstance(shape, Box) and shape.fill != "panel"]


def labels(sheet: Sheet) -> list[str]:
    return [shape.text for shape in sheet.shapes if isinstance(shape, Label)]


def only(rows: list[TimelineEntry], speakers: list[Speaker] | None = None) -> Sheet:
    (sheet,) = timeline_sheet(rows, speakers or [])
    return sheet


@pytest.mark.parametrize("dates", [[], ["1905", "1906"], ["1905", "1906", "soon"]])
def test_fewer_than_three_dates_are_no_picture(event: MakeRow, dates: list[str]) -> None:
    assert list(timeline_sheet([event(date) for date in dates], [])) == []


def test_statements_stand_above_the_axis_and_events_below(event: MakeRow, speaker: Callable[..., Speaker]) -> None:
    rows = [event("1905", speaker="maud"), event("1907", "The pier was built."), event("1909", "In 1909 it burnt.")]
    sheet = only(rows, [speaker("oyelaran"), speaker("maud")])
    (said,), events = marks(sheet, "circle"), marks(sheet, "diamond")
    assert said.fill == "k2"
    assert all(said.y < mark.y for mark in events)
    assert events[0].x < events[1].x
    found = labels(sheet)
    assert "Maud, 1905" in found
    assert "1907: The pier was built." in found
    assert "In 1909 it burnt." in found
    assert "1 dated statement" in found
    assert "2 dated events" in found
    assert sheet.description == "1 dated statement and 2 dated events, from 1905 to 1909."


def test_what_is_of_one_time_is_piled_up(event: MakeRow) -> None:
    sheet = only([event("1905"), event("1905"), event("1905", date_text="that year"), event("1908")])
    first, *others, last = marks(sheet, "diamond")
    assert all(mark.x == first.x for mark in others)
    assert last.x > first.x
    assert len({mark.y for mark in [first, *others]}) == 3
    assert "1905: The pier was built. +2" in labels(sheet)
    assert "The year of most events is 1905 (3)." in sheet.description


def test_stretches_of_time_are_bars_side_by_side(event: MakeRow) -> None:
    sheet = only([event("190X"), event("1905/1907"), event("1908"), event("1909"), event("1910"), event("1911")])
    long, short = sorted(boxes(sheet), key=lambda box: -box.width)
    assert long.width == pytest.approx(short.width * 10 / 3, rel=0.02)
    assert long.y != short.y
    assert len(marks(sheet, "diamond")) == 4


def test_who_has_no_place_on_the_axis_is_counted_beside_it(event: MakeRow) -> None:
    rows = [event(str(year)) for year in range(1900, 1930)] + [event("-0043"), event("0079"), event("2500")]
    sheet = only(rows)
    assert "not shown: 2 earlier, from 44 BC; 1 later, to 2500" in labels(sheet)
    assert sheet.description.startswith("0 dated statements and 33 dated events, from 44 BC to 2500.")


def test_very_many_are_bars_and_their_number_is_said(event: MakeRow) -> None:
    rows = [event(str(1850 + number % 90)) for number in range(20_000)] + [event("1905", speaker="maud")] * 7
    sheet = only(rows)
    assert not marks(sheet, "diamond")
    assert len(boxes(sheet)) == 46
    assert len(sheet.shapes) < 120
    assert any(label.endswith(": 446 events") for label in labels(sheet))
    assert any(label.endswith(": 7 statements") for label in labels(sheet))
    assert "Most often dated are the words of Maud (7)." in sheet.description


dates = st.one_of(
    st.integers(min_value=1780, max_value=1990).map(str),
    st.integers(min_value=178, max_value=199).map(lambda decade: f"{decade}X"),
    st.tuples(st.integers(min_value=1780, max_value=1850), st.integers(min_value=1851, max_value=1990)).map(
        lambda years: f"{years[0]}/{years[1]}"
    ),
    st.dates().map(lambda date: date.isoformat()),
    st.text(max_size=4),
)


@given(found=st.lists(st.tuples(dates, st.sampled_from(["", "maud", "oyelaran"]), st.text(max_size=80)), max_size=60))
def test_every_picture_keeps_within_its_edges_and_no_label_meets_another(
    event: MakeRow, found: list[tuple[str, str, str]]
) -> None:
    for sheet in timeline_sheet([event(date, text, speaker=who) for date, who, text in found], []):
        check_inside(sheet)
        check_apart([shape for shape in sheet.shapes if isinstance(shape, Label)])


def check_inside(sheet: Sheet) -> None:
    for shape in sheet.shapes:
        assert -0.1 <= shape.x <= sheet.width + 0.1
        assert 0 <= shape.y <= sheet.height
        if isinstance(shape, Box):
            assert shape.x + shape.width <= sheet.width + 0.1
            assert shape.y + shape.height <= sheet.height


def check_apart(found: list[Label]) -> None:
    for number, one in enumerate(found):
        for other in found[:number]:
            low, high = reach(one)
            left, right = reach(other)
            assert abs(one.y - other.y) >= 12 or high <= left + 0.2 or low >= right - 0.2, (one, other)


def reach(label: Label) -> tuple[float, float]:
    width = text_width(label.text, size=label.size)
    left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
    return left, left + width
