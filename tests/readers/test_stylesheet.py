"""Of style sheets only the margins of classes are read, and only those that a paragraph has itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.stylesheet import Margins, read_margins


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (".a { margin-left: 1in; margin-right: 36pt }", {"a": (72.0, 36.0, 0.0)}),
        ("p.A{margin:1em}", {"a": (12.0, 12.0, 0.0)}),
        (".a{margin: 0 2em}", {"a": (24.0, 24.0, 0.0)}),
        (".a{margin: 1px 2pt 3pt}", {"a": (2.0, 2.0, 0.0)}),
        (".a{margin: 1pt 2pt 3pt 4pt !important}", {"a": (4.0, 2.0, 0.0)}),
        (".a{text-indent: -1.5em}", {"a": (0.0, 0.0, -18.0)}),
        (".a, .b { margin-left: 10% } .b { margin-left: 0 }", {"a": (45.0, 0.0, 0.0), "b": (0.0, 0.0, 0.0)}),
        ("/* .a{margin:1em} */ .b{color:red}", {}),
        ("div .a { margin: 1em } p { margin: 1em } #a { margin: 1em }", {}),
        ("@media print { .a { margin: 1em } }", {}),
        (".a{margin: auto}", {}),
        ("", {}),
    ],
)
def test_margins_are_read(sheet: str, expected: dict[str, Margins]) -> None:
    assert read_margins([sheet]) == expected


def test_the_later_sheet_goes_before_the_earlier() -> None:
    assert read_margins([".a{margin:1pt}", ".a{margin:2pt}"]) == {"a": (2.0, 2.0, 0.0)}


@given(st.text(st.sampled_from(".a{}:;/* margin-left1empx%,-@\n")))
def test_no_sheet_does_any_harm(sheet: str) -> None:
    assert all(name for name in read_margins([sheet]))


def test_huge_sheets_go_through() -> None:
    for piece in (".a{", "/*", "}", ".a{margin:1em}", "a,", ".a{margin:" + "1em " * 10):
        read_margins([piece * 200_000])
