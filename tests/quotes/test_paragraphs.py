"""Where paragraphs begin and end, and what kind they are."""

import pytest

from pipeline.quotes.paragraphs import split_paragraphs

LONG = "This line is as long as a paragraph of a newspaper, and goes on about nothing much, " * 3 + "as they do"
SENTENCE = "A sentence by itself on its line, as some writers of Markdown set them, is not so long as that."


def texts(text: str) -> list[str]:
    return [text[paragraph.start : paragraph.end] for paragraph in split_paragraphs(text, doc_id="essay")]


def kinds(text: str) -> list[str]:
    return [paragraph.kind for paragraph in split_paragraphs(text, doc_id="essay")]


SPLITS = [
    ("", [], "nothing"),
    (" \n\t\n", [], "white space alone"),
    ("One.", ["One."], "no line break"),
    ("One.\n\nTwo.", ["One.", "Two."], "a blank line"),
    ("\n\n  One. \n \t \nTwo.\n", ["One.", "Two."], "a line of white space is blank; the space around is left out"),
    ("One\ntwo.\n\nThree\nfour.", ["One\ntwo.", "Three\nfour."], "text wrapped to a page"),
    ("One.\r\n\r\nTwo.", ["One.", "Two."], "the line ends of Windows"),
    ("One.\r\rTwo.", ["One.", "Two."], "the line ends of old Macintoshes"),
    ("One.\u2028\u2028Two.", ["One.", "Two."], "the line separator of Unicode"),
    ("One.\n\u00a0\nTwo.\n\ufeff\u200b\nThree.", ["One.", "Two.", "Three."], "a line of invisible signs is blank"),
    (f"{LONG}.\n{LONG}!\nShort.\n{LONG}?", [f"{LONG}.", f"{LONG}!", "Short.", f"{LONG}?"], "a paragraph on each line"),
    ("\n".join([SENTENCE] * 4) + "\n\n" + SENTENCE, ["\n".join([SENTENCE] * 4), SENTENCE], "a sentence on each line"),
    (f"{LONG}.\n\n{SENTENCE}\n— A. N. Onymous", [f"{LONG}.", f"{SENTENCE}\n— A. N. Onymous"],
     "long lines with blank ones between: a single line break means no paragraph"),
    ("# One\nTwo\nthree.\n## Four", ["# One", "Two\nthree.", "## Four"], "Markdown headings need no blank line"),
    ("He wrote:\n> One\n> two.\n>\n> Three.", ["He wrote:", "> One\n> two.", "> Three."], "Markdown quotations"),
    ("> One\ntwo.", ["> One\ntwo."], "a line that goes on with a Markdown quotation without its sign"),
    ("- One\n  and more\n- Two", ["- One\n  and more", "- Two"], "a list"),
    ("1. One\n2. Two", ["1. One", "2. Two"], "a numbered list"),
    ("It began in\n1905. It ended.", ["It began in\n1905. It ended."], "a figure at the start of a line is no list"),
    ("ANN: Yes.\nBOB: No.", ["ANN: Yes.", "BOB: No."], "a transcript"),
    ("Q. When?\nA. Then.", ["Q. When?", "A. Then."], "questions and answers"),
    ("— Yes.\n— No.", ["— Yes.", "— No."], "dialogue with dashes"),
    ("   One line\nand the next.\n   Two begins\nand goes on\nand on.",
     ["One line\nand the next.", "Two begins\nand goes on\nand on."], "first lines indented, no blank ones"),
    ("One\n   two\nthree\n   four", ["One\n   two\nthree\n   four"], "verse with every other line indented"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "source"), SPLITS, ids=[case[2] for case in SPLITS])
def test_paragraphs(text: str, expected: list[str], source: str) -> None:
    assert texts(text) == expected, source


def test_lines_that_begin_in_mid_sentence_are_no_paragraphs() -> None:
    text = "\n".join([f"{LONG}.", f"and {LONG}.", f"or {LONG}.", f"{LONG}."])
    assert len(texts(text)) == 1


def test_lines_that_leave_a_quotation_open_are_no_paragraphs() -> None:
    text = "\n".join([f"“{LONG}.", f"{LONG}.”", f"“{LONG}.", f"{LONG}.”"])
    assert len(texts(text)) == 1


def test_lines_whose_quotation_the_next_one_opens_again_are_paragraphs() -> None:
    text = "\n".join([f"“{LONG}.", f"“{LONG}.", f"“{LONG}.", f"“{LONG}.”"])
    assert len(texts(text)) == 4


KINDS = [
    ("# What happened?", "heading", "Markdown"),
    ("What happened\n=============", "heading", "Markdown, underlined"),
    ("The Mensheviks and the war", "heading", "a short line without a full stop"),
    ("THE WAR.", "heading", "capitals"),
    ("Chapter 4.", "heading", "a numbered part"),
    ("XIV", "heading", "a bare number"),
    ("3. The harbour", "heading", "numbered"),
    ("On “permanence”", "heading", "it ends in marks"),
    ("A Voyage (1912)", "heading", "it ends in brackets"),
    ("He came home.", "body", "a full stop"),
    ("He wrote:", "body", "a colon"),
    ("“Yes”", "body", "speech without a full stop"),
    ("“Yes,” he said", "body", "seen: a full stop forgotten after speech"),
    ("and to complete it", "body", "lower case"),
    ("And to complete the work", "body", "an unfinished sentence that leads in what follows"),
    ("Then the old man turned round and said", "body", "the same, by its last word"),
    ("Yes", "heading", "a word"),
    ("- the harbour", "body", "a list item"),
    ("* * *", "body", "a row of signs"),
    ("The harbour was full of boats that had come in from the sea that morning", "body", "too many words"),
    ("> The harbour was full.", "block", "Markdown"),
    (">The harbour was full.", "block", "Markdown without a space"),
]


@pytest.mark.parametrize(("paragraph", "kind", "source"), KINDS, ids=[case[0][:30] for case in KINDS])
def test_kind_of_a_paragraph(paragraph: str, kind: str, source: str) -> None:
    assert kinds(f"It began so.\n\n{paragraph}\n\nIt ended so.")[1] == kind, source


INDENTED = [
    ("He wrote\na line.\n\n    The harbour\n    was full.\n\nHe wrote\nanother.", ["body", "block", "body"], "wrapped"),
    ("He wrote a line.\n\n    The harbour was full.\n\nHe wrote.", ["body", "block", "body"], "a line a paragraph"),
    ("    One line\nof two.\n\n    One of one.\n\n    Two lines\nof two.", ["body"] * 3, "first lines indented"),
    ("    All of it\n    is indented.\n\n    This too.", ["body", "body"], "a margin is no indent"),
    ("He had:\n\n  - one boat\n  - two boats\n\nThat was all.", ["body", "body", "body", "body"], "a list"),
    ("1. One boat.\n\n   It was old.\n\n2. Two boats.", ["body"] * 3, "the second paragraph of a list item"),
    ("1. He wrote:\n\n   It was old.\n\n2. Two boats.", ["body", "block", "body"], "words led in inside a list item"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "source"), INDENTED, ids=[case[2] for case in INDENTED])
def test_what_stands_further_in_than_the_body_is_a_block(text: str, expected: list[str], source: str) -> None:
    assert kinds(text) == expected, source


def test_paragraphs_are_numbered_from_nought_under_the_documents_name() -> None:
    paragraphs = split_paragraphs("One.\n\nTwo.", doc_id="essay")
    assert [(paragraph.doc_id, paragraph.paragraph) for paragraph in paragraphs] == [("essay", 0), ("essay", 1)]
