"""Who is named with whom."""

from collections.abc import Callable

import pytest

from pipeline.records import Cooccurrence, Entity, Speaker
from pipeline.reporting.charts.lettering import text_width
from pipeline.reporting.charts.network import MOST, network_sheet
from pipeline.reporting.charts.shapes import Disc, Label, Sheet, Stroke

MakePair = Callable[..., Cooccurrence]


def discs(sheet: Sheet) -> list[Disc]:
    """Those of the picture, without the two of its key."""
    return [shape for shape in sheet.shapes if isinstance(shape, Disc)][:-2]


def strokes(sheet: Sheet) -> list[Stroke]:
    return [shape for shape in sheet.shapes if isinstance(shape, Stroke)]


def names(sheet: Sheet) -> list[Label]:
    return [shape for shape in sheet.shapes if isinstance(shape, Label) and shape.halo]


@pytest.fixture
def three(pair: MakePair) -> list[Cooccurrence]:
    return [pair("maud", "oyelaran", 4), pair("ines", "maud", 1)]


@pytest.mark.parametrize("kinds", [("PERSON", "GPE"), ("GPE", "GPE"), ("EVENT", "PERSON")], ids="-".join)
def test_fewer_than_three_are_no_picture(pair: MakePair, kinds: tuple[str, str]) -> None:
    assert list(network_sheet([], [], [])) == []
    assert list(network_sheet([pair("maud", "oyelaran")], [], [])) == []
    assert list(network_sheet([pair("maud", "oyelaran"), pair("maud", "york", kinds=kinds)], [], [])) == []


def test_whatever_is_quoted_is_in_the_picture(pair: MakePair, speaker: Callable[..., Speaker]) -> None:
    pairs = [pair("maud", "oyelaran"), pair("maud", "review", kinds=("PERSON", "WORK_OF_ART"))]
    (sheet,) = network_sheet(pairs, [], [speaker("review")])
    assert sorted(label.text for label in names(sheet)) == ["Maud", "Oyelaran", "Review"]


def test_parties_are_in_the_picture_where_people_are_few(pair: MakePair) -> None:
    parties = [pair("maud", "whigs", 9, kinds=("PERSON", "NORP"))]
    people = [pair("maud", f"person-{number}") for number in range(5)]
    few, many = (next(network_sheet([*parties, *people[:count]], [], [])) for count in (2, 5))
    assert "Whigs" in {label.text for label in names(few)}
    assert "Whigs" not in {label.text for label in names(many)}


def test_a_people_named_by_its_adjective_is_not(pair: MakePair) -> None:
    pairs = [pair("maud", name, kinds=("PERSON", "NORP")) for name in ("whigs", "marxists", "russian")]
    (sheet,) = network_sheet(pairs, [], [])
    assert sorted(label.text for label in names(sheet)) == ["Marxists", "Maud", "Whigs"]


def test_people_are_discs_and_pairs_are_lines(
    three: list[Cooccurrence], entity: Callable[..., Entity], speaker: Callable[..., Speaker]
) -> None:
    (sheet,) = network_sheet(three, [entity("maud", mentions=16), entity("ines", mentions=4)], [speaker("ines")])
    assert sorted(disc.radius for disc in discs(sheet)) == [5, 9, 18]
    assert sorted(line.thick for line in strokes(sheet)) == [1, 4]
    assert sheet.description == (
        "3 names, 1 of them quoted. A line joins two who are named in one paragraph. Most often together: Maud and "
        "Oyelaran (4 paragraphs) and Ines and Maud (1 paragraph). Maud is joined with most others (2)."
    )


def test_who_is_quoted_is_filled_and_bold_and_the_others_are_neither(
    three: list[Cooccurrence], speaker: Callable[..., Speaker]
) -> None:
    (sheet,) = network_sheet(three, [], [speaker("york"), speaker("maud")])
    assert sorted(disc.fill for disc in discs(sheet)) == ["k2", "paper", "paper"]
    assert {label.text: label.bold for label in names(sheet)} == {"Maud": True, "Oyelaran": False, "Ines": False}


def crowd(pair: MakePair, count: int) -> list[Cooccurrence]:
    """Everybody with everybody, the first the most."""
    ids = [f"person-number-{number:03d}" for number in range(count)]
    return [
        pair(one, other, 1 + 900 // (1 + at * beside))
        for at, one in enumerate(ids)
        for beside, other in enumerate(ids[at + 1 :], at + 1)
    ]


def test_of_a_crowd_the_strongest_are_drawn_and_what_is_left_out_is_counted(pair: MakePair) -> None:
    pairs = crowd(pair, 60)
    (sheet,) = network_sheet(pairs, [], [])
    assert len(discs(sheet)) == MOST
    assert len(strokes(sheet)) == 2 * MOST
    among = MOST * (MOST - 1) // 2
    assert f"{among - 2 * MOST} weaker ties not drawn." in sheet.description
    # Nobody is cut off by what is left out.
    ends = {point for line in strokes(sheet) for point in ((line.x, line.y), (line.x2, line.y2))}
    assert ends == {(disc.x, disc.y) for disc in discs(sheet)}


def test_no_name_lies_on_another_and_all_lie_within_the_picture(pair: MakePair) -> None:
    (sheet,) = network_sheet(crowd(pair, 60), [], [])
    boxes = [
        (label.x - text_width(label.text, size=label.size) / 2, label.x + text_width(label.text, size=label.size) / 2)
        for label in names(sheet)
    ]
    for (left, right), label in zip(boxes, names(sheet), strict=True):
        assert left >= 0
        assert right <= sheet.width
        assert label.size / 2 <= label.y <= sheet.height - label.size / 2
        for (low, high), other in zip(boxes, names(sheet), strict=True):
            assert other is label or right <= low or left >= high or abs(label.y - other.y) >= label.size


def test_the_order_of_the_rows_changes_nothing(pair: MakePair) -> None:
    pairs = crowd(pair, 12)
    assert list(network_sheet(pairs, [], [])) == list(network_sheet(pairs[::-1], [], []))


def test_very_many_pairs_are_gone_through_once(
    pair: MakePair, count_calls: Callable[[Callable[[], object]], int]
) -> None:
    pairs = crowd(pair, 160)
    few, many = (count_calls(lambda rows=rows: list(network_sheet(rows, [], []))) for rows in (pairs[:3000], pairs))
    assert many < few + 12 * (len(pairs) - 3000)
