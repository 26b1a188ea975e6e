"""Text in Markdown shows as itself, wherever in a line it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from pipeline.reporting.context import one_line
from pipeline.reporting.escaping import escape_markdown
from pipeline.reporting.wording import visible

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})
# What Markdown is sensitive to, alone and beside letters, digits and spaces.
SIGNS = st.text(alphabet="\\`*_{}[]()<>#+-.!|~=&$:;\"'/^@ \n\tab1&;lt", max_size=30)


def shown(markdown: str) -> str:
    """The text that a reader sees, on one line."""
    return one_line(html.fromstring(f"<div>{MARKDOWN.render(markdown)}</div>").text_content())


def expected(text: str) -> str:
    return one_line(visible(one_line(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text))))


@given(SIGNS | st.text(max_size=30))
def test_text_shows_as_itself_at_the_beginning_of_a_line(text: str) -> None:
    assert shown(f"{escape_markdown(text)}\n\nend") == one_line(f"{expected(text)} end")


@given(SIGNS | st.text(max_size=30))
def test_text_shows_as_itself_within_a_line(text: str) -> None:
    assert shown(f"a {escape_markdown(text)} z") == one_line(f"a {expected(text)} z")


@given(SIGNS | st.text(max_size=30))
def test_text_shows_as_itself_in_a_cell_of_a_table(text: str) -> None:
    rendered = MARKDOWN.render(f"| head |\n|---|\n| {escape_markdown(text)} |\n| next |")
    cells = html.fromstring(f"<div>{rendered}</div>").xpath("//td")
    assert [one_line(cell.text_content()) for cell in cells] == [expected(text), "next"]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![a](http://example.org/x.png)",
        "[a](javascript:alert)",
        "[a]: http://example.org",
        "**bold** __bold__ *i* _i_ ~~s~~",
        "`code` ``` fence",
        "# head",
        "- item",
        "1. item",
        "> quoted",
        "---",
        "===",
        "<!-- comment -->",
        "&lt;b&gt;",
        "a | b",
        "$x$",
    ],
)
def test_no_markup_comes_of_text(text: str) -> None:
    rendered = MARKDOWN.render(escape_markdown(text))
    assert re.findall(r"<(\w+)", rendered) == ["p"]
    assert shown(escape_markdown(text)) == text


def test_what_turns_the_direction_of_writing_is_left_out_and_letters_stay() -> None:
    assert escape_markdown("\u202eabc\u202c שלום") == "abc שלום"
