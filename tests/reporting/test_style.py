"""The style sheet: every text can be read against what is behind it, by day, by night and on paper.

The measure is WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for lines that mean something (1.4.11).
"""

import re
from pathlib import Path

import pytest

COLOURS = range(8)
TEXT = [
    *[(text, behind) for text in ("ink", "soft", "link", "accent") for behind in ("paper", "panel")],
    *[(text, f"t{number}") for text in ("ink", "accent") for number in COLOURS],
]
LINES = [(f"k{number}", behind) for number in COLOURS for behind in ("paper", f"t{number}")]


@pytest.fixture(scope="module")
def schemes(root: Path) -> dict[str, dict[str, str]]:
    css = (root / "pipeline" / "reporting" / "templates" / "report.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)
    light, dark, paper = (dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", block)) for block in blocks)
    return {"light": light, "dark": light | dark, "print": light | paper}


def luminance(colour: str) -> float:
    """Relative luminance, from 0 to 1 (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("text", "behind"), TEXT)
def test_text_can_be_read(schemes: dict[str, dict[str, str]], scheme: str, text: str, behind: str) -> None:
    assert contrast(schemes[scheme][text], schemes[scheme][behind]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize(("line", "behind"), LINES)
def test_a_speakers_line_can_be_seen(schemes: dict[str, dict[str, str]], scheme: str, line: str, behind: str) -> None:
    assert contrast(schemes[scheme][line], schemes[scheme][behind]) >= 3


def test_no_colour_is_used_that_is_not_checked_here(root: Path) -> None:
    css = (root / "pipeline" / "reporting" / "templates" / "report.css").read_text(encoding="utf-8")
    rules = re.sub(r":root \{.*?\}", "", css, flags=re.DOTALL)
    assert re.findall(r"#[0-9a-f]{3,6}\b", rules) == []
