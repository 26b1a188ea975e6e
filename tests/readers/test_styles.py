"""The names of styles say what a paragraph is, whatever case, spaces and language the program writes them in."""

import pytest

from pipeline.readers.styles import Role, role_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Heading 1", "heading"),
        ("heading 9", "heading"),
        ("Heading_20_2", "heading"),  # LibreOffice
        ("Title", "heading"),
        ("Chapter Title", "heading"),
        ("Quote", "quotation"),
        ("Intense Quote", "quotation"),
        ("Quotations", "quotation"),
        ("Block Text", "quotation"),
        ("block_20_quote", "quotation"),
        ("Epigraph", "quotation"),
        ("TOC 1", "left out"),
        ("toc heading", "left out"),
        ("Contents_20_2", "left out"),
        ("table of figures", "left out"),
        ("Body Text", ""),
        ("Quote Source", ""),
        ("Unquoted", ""),
        ("", ""),
    ],
)
def test_a_name_says_what_a_paragraph_is(name: str, expected: Role) -> None:
    assert role_of(name, {}) == expected


def test_a_style_is_what_its_parent_is_unless_it_says_more() -> None:
    parents = {"P1": "Letter", "Letter": "Quotations", "Quotations": "Text", "P2": "Heading 1", "Heading 1": "Quote"}
    assert (role_of("P1", parents), role_of("P2", parents)) == ("quotation", "heading")


def test_styles_that_go_round_in_a_circle_say_nothing() -> None:
    assert role_of("A", {"A": "B", "B": "A"}) == ""
