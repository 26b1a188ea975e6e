"""Quotations over several paragraphs: the mark set again in each, closed once (CMOS 13.32, NHR 9.2.4)."""

from collections.abc import Callable
from typing import Any

import pytest

Scan = Callable[[str], Any]

CASES = [
    ("“One.\n\n“Two.”", ["One.", "Two."], [None, 0], "CMOS 13.32"),
    ("“One.\n\n“Two.\n\n“Three.” So he said.", ["One.", "Two.", "Three."], [None, 0, 1], "three paragraphs"),
    ('"One.\n\n"Two."', ["One.", "Two."], [None, 0], "straight marks"),
    ("‘One.\n\n‘Two.’", ["One.", "Two."], [None, 0], "NHR 9.2.4: single marks"),
    ("He said: “One.\n\n“Two.”", ["One.", "Two."], [None, 0], "begun in mid-paragraph"),
    ("> “One.\n>\n> “Two.”", ["One.", "Two."], [None, 0], "inside a Markdown quotation"),
    ("“One ‘two.\n\n“‘Three’ four.”", ["One ‘two.", "two.", "‘Three’ four.", "Three"], [None, None, 0, 1], "nested"),
    ("“One.”\n\n“Two.”", ["One.", "Two."], [None, None], "two quotations"),
    ("“One.”\n\n“Two.\n\n“Three.”", ["One.", "Two.", "Three."], [None, None, 1], "the second of them goes on"),
    ("“One.\n\nTwo.”", ["One.", "Two."], [None, 0], "seen: the mark forgotten in the second"),
    ("“One.\n\nTwo,” he said. “Three.”", ["One.", "Two,", "Three."], [None, 0, None], "the same, then another"),
]


@pytest.mark.parametrize(("text", "contents", "continues", "source"), CASES, ids=[case[3] for case in CASES])
def test_each_paragraph_is_a_part_of_its_own(
    scan: Scan, text: str, contents: list[str], continues: list[int | None], source: str
) -> None:
    scanned = scan(text)
    assert scanned.contents == contents, source
    assert [span.continues for span in scanned.spans] == continues


def test_an_opening_mark_set_again_is_no_fault(scan: Scan) -> None:
    assert scan("“One.\n\n“Two.\n\n“Three.”").codes == []


def test_a_mark_not_set_again_is_reported_once(scan: Scan) -> None:
    scanned = scan("“One.\n\nTwo.”")
    assert scanned.codes == ["opened_at_paragraph_start"]
    assert [span.repair for span in scanned.spans] == ["", "opened_at_paragraph_start"]


def test_what_is_left_open_does_not_reach_over_a_paragraph_without_marks(scan: Scan) -> None:
    scanned = scan("“One.\n\nTwo.\n\nThree,” he said.")
    assert scanned.contents == ["One."]
    assert scanned.codes == ["closed_at_paragraph_end", "stray_mark"]


def test_what_is_left_open_does_not_invert_the_next_paragraph(scan: Scan) -> None:
    scanned = scan('"One.\n\nShe said "two" and "three".')
    assert scanned.contents == ["One.", "two", "three"]
    assert scanned.codes == ["closed_at_paragraph_end"]


def test_another_kind_of_mark_goes_on_with_nothing(scan: Scan) -> None:
    assert [span.continues for span in scan("“One.\n\n«Two.»").spans] == [None, None]
