"""Lines, runs of them, and how a text is laid out."""

import pytest

from pipeline.quotes.lines import Line, body_indent, find_runs, first_line_indent, lines_are_paragraphs


def test_a_line_is_trimmed_and_its_indent_counted_in_columns() -> None:
    (run,) = find_runs("  one \n\ttwo\n")
    assert run == [Line(start=2, end=5, indent=2), Line(start=8, end=11, indent=4)]


def test_runs_end_at_blank_lines() -> None:
    assert [len(run) for run in find_runs("\na\nb\n\n \n\u00a0\nc\n")] == [2, 1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_kind_of_line_end_is_one(end: str) -> None:
    assert [len(run) for run in find_runs(f"a{end}b{end}{end}c")] == [2, 1]


WRAPPED = """This text was wrapped by hand to some seventy columns, as letters used to
be, so that most of its lines end and begin in the middle of a sentence. Now
and then one ends with a full stop, which is chance and proves nothing.
Another begins with a capital for no better reason, for Names stand where
They stand, and lines are ended where they are full."""
SENTENCES = "\n".join(["Each sentence is set on a line by itself, however long, and that is no paragraph."] * 9)
PARAGRAPHS = "\n".join(["A paragraph of a newspaper fills a line of its own and goes on for long. " * 4] * 9)
DIALOGUE = PARAGRAPHS + "\nYes.\nNo.\nPerhaps.\n" + PARAGRAPHS
VERSE = "\n".join(["The tide is out", "and all the boats", "lie on their sides", "like cows asleep"] * 4)

TOKENISED = "\n".join(
    ["A tokeniser , which sets all signs apart , puts a sentence on a line , long as it may be . " * 2] * 9
)
SHORT = "The tide is out.\n“Is it?” she asked.\nIt was; and all the boats lay on their sides.\n“So it is!”"

LAYOUTS = [
    (TOKENISED, False, "tokenised text, a sentence a line"),
    (WRAPPED, False, "wrapped text"),
    (SENTENCES + "\n\n" + SENTENCES, False, "a sentence a line, blank lines between paragraphs"),
    (VERSE, False, "verse"),
    (SHORT, True, "short paragraphs, a line each"),
    ("He came.\nShe went.", False, "two lines tell nothing"),
    (PARAGRAPHS, True, "a paragraph a line"),
    (DIALOGUE, True, "a paragraph a line, some short"),
    ("A heading\n\n" + PARAGRAPHS, True, "a heading apart"),
    (PARAGRAPHS.replace("\n", "\n\n"), False, "blank lines between: nothing to decide"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("text", "expected", "source"), LAYOUTS, ids=[case[2] for case in LAYOUTS])
def test_whether_lines_are_paragraphs(text: str, *, expected: bool, source: str) -> None:
    assert lines_are_paragraphs(text, list(find_runs(text))) is expected, source


def test_the_body_stands_at_the_least_indent_that_a_fair_share_of_the_text_has() -> None:
    text = "A heading\n\n" + "  some words of text that is indented throughout\n" * 5 + "\n      and a block of it\n"
    assert body_indent(list(find_runs(text))) == 2


def test_first_lines_are_indented_where_most_paragraphs_begin_so() -> None:
    runs = list(find_runs("   One\nand on.\n\n   Two\nand on.\n\nThree\nand on."))
    assert first_line_indent(runs, body=0) == 3
    assert first_line_indent([], body=2) == 2
