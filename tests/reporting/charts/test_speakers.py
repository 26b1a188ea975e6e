"""Who speaks most, as bars."""

from collections.abc import Callable

import pytest

from pipeline.records import Speaker
from pipeline.reporting.charts.shapes import Box, Label, Sheet
from pipeline.reporting.charts.speakers import LONGEST, speakers_sheet
from pipeline.reporting.entries import marker_of

Make = Callable[..., Speaker]


def bars(sheet: Sheet) -> list[Box]:
    return [shape for shape in sheet.shapes if isinstance(shape, Box) and shape.fill != "panel"]


def labels(sheet: Sheet) -> list[str]:
    """The words from top to bottom, and from left to right."""
    found = [shape for shape in sheet.shapes if isinstance(shape, Label)]
    return [label.text for label in sorted(found, key=lambda label: (label.y, label.x))]


def test_where_nobody_is_quoted_there_is_no_chart() -> None:
    assert list(speakers_sheet([])) == []


def test_a_bar_is_as_long_as_there_are_words(speaker: Make) -> None:
    (sheet,) = speakers_sheet([speaker("maud", words=200, quotations=3), speaker("oyelaran", words=50)])
    first, second = bars(sheet)
    assert first.width == sheet.width
    assert second.width == sheet.width / 4
    assert labels(sheet) == ["Maud", "200 words · 3 quotations", "Oyelaran", "50 words · 1 quotation"]
    assert (
        sheet.description
        == "Bars of the words quoted from 2 speakers: most from Maud (200 words) and Oyelaran (50 words)."
    )


def test_a_bar_has_the_colour_of_its_speaker_in_the_texts(speaker: Make) -> None:
    (sheet,) = speakers_sheet([speaker(f"s{number}") for number in range(1, 11)])
    assert [bar.fill for bar in bars(sheet)] == [f"k{marker_of(number).colour}" for number in range(1, 11)]


def test_many_speakers_end_in_a_line(speaker: Make) -> None:
    crowd = [speaker(f"s{number}", words=100 - number, quotations=2) for number in range(LONGEST + 30)]
    (sheet,) = speakers_sheet(crowd)
    assert len(bars(sheet)) == LONGEST
    assert labels(sheet)[-1] == "and 30 other speakers: 2,115 words in 60 quotations"
    assert sheet.description.endswith("And 30 other speakers: 2,115 words in 60 quotations.")


@pytest.mark.parametrize("words", [0, 1])
def test_hardly_a_word_can_still_be_seen(speaker: Make, words: int) -> None:
    (sheet,) = speakers_sheet([speaker("maud", words=words)])
    assert bars(sheet)[0].width >= 2
    assert "The one speaker is Maud" in sheet.description


def test_a_name_leaves_room_for_its_numbers(speaker: Make) -> None:
    (sheet,) = speakers_sheet([speaker("s", name="Ines " * 60, words=10_000_000, quotations=1_000_000)])
    assert labels(sheet)[0].endswith("…")
    assert len(labels(sheet)[0]) < 30
