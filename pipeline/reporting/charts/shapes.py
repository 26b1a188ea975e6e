"""What the charts are drawn of: a sheet of boxes, discs, strokes and labels, in pixels from the top left.

Where everything stands is settled here and in the modules of the charts, in plain arithmetic, so
that a picture is the same to the byte on every machine: nothing is left to a library that would
measure text in whatever fonts it finds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Anchor = Literal["start", "middle", "end"]
Form = Literal["circle", "square", "diamond"]

# The colours of the style sheet by day, `report.css`, under their names there.
COLOURS = {
    "paper": "#fdfcf9",
    "panel": "#f6f2e9",
    "ink": "#1f1c18",
    "soft": "#5a544b",
    "rule": "#d9d2c4",
    "k0": "#66615a",
    "k1": "#1c639c",
    "k2": "#b04a0c",
    "k3": "#0b7350",
    "k4": "#a03a77",
    "k5": "#806000",
    "k6": "#534fb5",
    "k7": "#57690f",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle; colours are names of `COLOURS`."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """A mark around a point, as wide as a circle of that radius; filled with "paper" it is an outline."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str
    thick: float = 1.5
    form: Form = "circle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str
    thick: float = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One line of text with its middle at the height ``y``; a halo parts it from the lines behind."""

    x: float
    y: float
    text: str
    size: int
    colour: str = "ink"
    anchor: Anchor = "start"
    bold: bool = False
    halo: bool = False


Shape: TypeAlias = Box | Disc | Stroke | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A chart before it is drawn: its size, its shapes from back to front, and the same in words."""

    name: str
    title: str
    description: str
    width: int
    height: int
    shapes: tuple[Shape, ...]


def like_by_like(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    """Shapes of which none lies on another, in an order in which few layers hold them: drawn much faster.

    Boxes are behind strokes, those behind discs, and labels in front.
    """
    return tuple(sorted(shapes, key=_layer))


def _layer(shape: Shape) -> tuple[int, str, bool]:
    match shape:
        case Label():
            return 3, shape.anchor, shape.bold
        case _:
            return (Box, Stroke, Disc).index(type(shape)), "", False
