"""Cells that no spreadsheet changes."""

import pytest

from pipeline.reporting.spreadsheet import guarded, guarded_key


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-yes", "@home", "\t=1", " =cmd()"])
def test_what_begins_like_a_formula_is_kept_from_being_one(cell: str) -> None:
    assert guarded(cell) == guarded_key(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["9/11", "2021-03-04", "007", "1e5", "May 1968", "4-jan", "10 pm", "3:15", "1,000", "TRUE", "false", "50%"]
)
def test_a_key_that_would_become_a_number_or_a_date_is_kept_as_it_is(cell: str) -> None:
    assert guarded_key(cell) == f"'{cell}"
    assert guarded(cell) == cell


@pytest.mark.parametrize(
    "cell", ["", "Wait.", "chapter-01", "maybe 3", "the 4th of May", "truest", "No = yes", "May", "‘Tis", "item 5 a"]
)
def test_other_words_stay(cell: str) -> None:
    assert guarded_key(cell) == guarded(cell) == cell


def test_a_long_text_of_digits_takes_no_time() -> None:
    assert guarded_key("1" * 1_000_000) == "1" * 1_000_000
