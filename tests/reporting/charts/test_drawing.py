"""Sheets drawn by Vega: every shape where it was put, and no text measured."""

import re

import pytest

from pipeline.reporting.charts.drawing import draw
from pipeline.reporting.charts.shapes import Anchor, Box, Disc, Label, Shape, Sheet, Stroke


def drawn(*shapes: Shape) -> str:
    return draw(Sheet(name="n", title="", description="", width=90, height=40, shapes=shapes))


@pytest.mark.parametrize("halo", [False, True])
@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_nothing_depends_on_how_wide_a_text_is(anchor: Anchor, halo: bool) -> None:
    """So the fonts of a machine, by which it would be measured, change nothing."""
    found = set()
    for text in ("i", "W" * 80, "נעמי 水"):
        label = Label(x=45, y=9, text=text, size=12, anchor=anchor, bold=True, halo=halo)
        svg = drawn(label, Box(x=1, y=2, width=3, height=4, fill="k1"))
        found.add(re.sub(' aria-label="[^"]*"', "", svg).replace(f">{text}<", "><"))
    assert len(found) == 1


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (Box(x=1, y=2, width=30, height=4, fill="k1"), ['d="M1,2h30v4h-30Z"', 'fill="#1c639c"']),
        (Stroke(x=1, y=2, x2=31, y2=12, colour="k2", thick=3), ['x2="30" y2="10"', 'stroke="#b04a0c"', 'width="3"']),
        (Disc(x=5, y=6, radius=4, fill="paper", stroke="ink"), ["translate(5,6)", "M4,0A4,4", 'fill="#fdfcf9"']),
        (Disc(x=5, y=6, radius=4, fill="k3", stroke="k3", form="square"), ['d="M-4,-4h8v8h-8Z"', 'fill="#0b7350"']),
        (Label(x=7, y=8, text="a < b & c", size=12), [">a &lt; b &amp; c<", 'font-size="12px"', 'fill="#1f1c18"']),
    ],
)
def test_a_shape_stands_where_it_was_put(shape: Shape, expected: list[str]) -> None:
    svg = drawn(shape)
    assert 'viewBox="0 0 90 40"' in svg
    for part in expected:
        assert part in svg


def test_what_comes_later_lies_in_front() -> None:
    svg = drawn(
        Box(x=0, y=0, width=9, height=9, fill="k1"),
        Label(x=0, y=0, text="between", size=12),
        Box(x=0, y=0, width=9, height=9, fill="k2"),
    )
    assert svg.index("#1c639c") < svg.index(">between<") < svg.index("#b04a0c")
