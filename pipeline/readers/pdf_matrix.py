"""Matrices of a PDF page (ISO 32000-1, 8.3.4): six numbers that turn, stretch and move."""

import math
from typing import Any, Final

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FARTHEST: Final = 1e6


def area_of(matrix: Matrix) -> float:
    """The area that a unit square has in it."""
    return abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does what the first does and then what the second does."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def number_of(value: Any) -> float:
    """An operand as a number; 0 where it is none, or none that a page has room for."""
    if isinstance(value, (int, float)) and math.isfinite(value) and abs(value) < _FARTHEST:
        return float(value)
    return 0.0


def matrix_of(values: Any) -> Matrix:
    """Six operands as a matrix; the one that changes nothing where they are none."""
    if not isinstance(values, (list, tuple)) or len(values) != 6:
        return IDENTITY
    a, b, c, d, e, f = map(number_of, values)
    return (a, b, c, d, e, f)


def turn_of(cosine: float, sine: float) -> int | None:
    """The direction of the writing: 0, 90, 180 or 270 degrees; None where it is askew, as a watermark is."""
    for turn, value in ((0, cosine), (90, sine), (180, -cosine), (270, -sine)):
        if value > 0.996:
            return turn
    return None


def upright(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of a page that is turned until writing of that direction is upright."""
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turn]
