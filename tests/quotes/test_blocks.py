"""Block quotations: a paragraph of its own that is led in, or set off by its layout (CMOS 13.9, NHR 9.1.3)."""

from collections.abc import Callable
from typing import Any

import pytest

Scan = Callable[[str], Any]

FORMS = [
    ("He wrote:\n\n“It has come to that.”", ["block"], "a colon before it"),
    ("It would, to end it—\n\n“Come to that.”", ["block"], "a dash before it"),
    ("As he put it,\n\n“It has come to that.”", ["block"], "a comma before it"),
    ("It would come to …\n\n“a halt.”", ["block"], "an elision before it"),
    ("And to complete the work\n\n“it will come to that.”", ["block"], "no full stop before it"),
    ("He wrote:\n\n“It has come to that” (Berg 1931, 4).", ["block"], "CMOS 13.66: its reference after it"),
    ("He wrote:\n\n“It has come to that.”12", ["block"], "a note sign after it"),
    ("He wrote:\n\n“It has come to that.” [3]", ["block"], "a note sign in brackets"),
    ("He wrote:\n\n“It has come to that.”\n— Olaf Berg", ["block"], "its author after it"),
    ("He wrote:\n\n“It has come.\n\n“It has come to that.”", ["block", "block"], "its next paragraph too"),
    ("It was late.\n\n“It has come to that.”", ["inline"], "dialogue: a full stop before it"),
    ("“Late?” he asked.\n\n“It has come to that.”", ["inline", "inline"], "dialogue: an answer"),
    ("“And then—”\n\n“It has come to that.”", ["inline", "inline"], "a dash inside marks announces nothing"),
    ("He wrote:\n\n“It has come,” he wrote, “to that.”", ["inline", "inline"], "a paragraph not wholly in marks"),
    ("He wrote:\n\n“It has come to that.” So it had.", ["inline"], "words of the writer after it"),
    ("A short heading\n\n“It has come to that.”", ["inline"], "a heading announces nothing"),
]

SET_OFF = [
    ("He wrote.\n\n> It has come to that.", ["It has come to that."], "Markdown"),
    ("He wrote.\n\n> “It has come to that.”", ["It has come to that."], "Markdown, and marks as well"),
    ("He wrote.\n> It has come to that.", ["It has come to that."], "Markdown without a blank line"),
    ("He wrote.\n\n> It has come\n> to that.", ["It has come\n> to that."], "Markdown over two lines"),
    (
        "He wrote.\n\n    It has come to that,\n    at long last.\n\nSo it had come\nto that.",
        ["It has come to that,\n    at long last."],
        "indented",
    ),
    ("He wrote.\n\n\tIt has come to that.\n\nSo it had.", ["It has come to that."], "indented by a tab"),
    ("He wrote.\n\n> It has come to that.\n> — Olaf Berg, 1931", ["It has come to that."], "its author left out"),
    ("He wrote.\n\n> It has “come” to that.", ["It has “come” to that.", "come"], "with a quotation inside"),
]


@pytest.mark.parametrize(("text", "forms", "source"), FORMS, ids=[case[2] for case in FORMS])
def test_a_paragraph_in_marks_is_a_block_if_it_is_led_in(scan: Scan, text: str, forms: list[str], source: str) -> None:
    assert [span.form for span in scan(text).spans] == forms, source


@pytest.mark.parametrize(("text", "contents", "source"), SET_OFF, ids=[case[2] for case in SET_OFF])
def test_a_paragraph_set_off_is_a_block_without_marks(scan: Scan, text: str, contents: list[str], source: str) -> None:
    scanned = scan(text)
    assert scanned.contents == contents, source
    assert scanned.spans[0].form == "block"
    assert [span.parent for span in scanned.spans[1:]] == [0] * (len(contents) - 1)


def test_a_paragraph_set_off_that_holds_no_words_is_no_quotation(scan: Scan) -> None:
    assert scan("He wrote.\n\n> ’”\n\nSo it had.").contents == []


def test_a_quotation_inside_a_block_is_inline(scan: Scan) -> None:
    assert [span.form for span in scan("He wrote:\n\n“It has ‘come’ to that.”").spans] == ["block", "inline"]


def test_a_block_without_marks_has_none(scan: Scan) -> None:
    (span,) = scan("So.\n\n> It has come to that.").spans
    assert span.marks == ""
    assert (span.outer_start, span.outer_end) == (span.start, span.end)


def test_paragraphs_of_one_block_without_marks_go_together(scan: Scan) -> None:
    scanned = scan("So.\n\n> One was that.\n>\n> Two was this.\n\nNo.\n\n> Three was it.")
    assert [span.continues for span in scanned.spans] == [None, 0, None]


def test_the_line_with_the_author_ends_a_block(scan: Scan) -> None:
    scanned = scan("So.\n\n> One was that.\n> — Olaf Berg\n\n> Two was this.")
    assert scanned.contents == ["One was that.", "Two was this."]
    assert [span.continues for span in scanned.spans] == [None, None]


LED_IN = [
    ("Olaf Berg wrote:", True, "a verb of writing before the colon"),
    ("As she put it in 1931:", True, "and when"),
    ("He told it to the council in a speech and then added:", True, "a verb of saying"),
    ("In the words of Olaf Berg:", True, "no verb"),
    ("There were three reasons:", False, "a colon before a list"),
    ("He noted the sparse attendance:", False, "what was noted is told already"),
    ("Olaf Berg wrote.", False, "no colon"),
    ("What Olaf Berg wrote was clear. There were three reasons:", False, "the verb in another sentence"),
]


@pytest.mark.parametrize(("lead_in", "expected", "source"), LED_IN, ids=[case[2] for case in LED_IN])
def test_words_announced_by_a_verb_of_saying_need_no_marks(
    scan: Scan, lead_in: str, *, expected: bool, source: str
) -> None:
    scanned = scan(f"{lead_in}\n\nThe harbour is lost, and the town with it.\n\nSo it was.")
    assert (scanned.contents == ["The harbour is lost, and the town with it."]) is expected, source


HELD_OUT = [
    ("The sergeant deposed afterwards as follows:", "a verb of witnesses"),
    ("Here is how he tells of the night on which the ferry failed to come back:", "how he tells"),
    ("As she has it in the last letter of all:", "as she has it"),
    ("Consider the ninth poem itself, which I give in her version:", "a poem held out"),
    ("Here she is on the night of the flood:", "the writer herself held out"),
    ("Years later she recalled how little any of them had understood of it:", "how, after a verb of speech"),
]


@pytest.mark.parametrize(("lead_in", "source"), HELD_OUT, ids=[case[1] for case in HELD_OUT])
def test_a_lead_in_holds_out_the_words_of_the_next_paragraph(scan: Scan, lead_in: str, source: str) -> None:
    (span,) = scan(f"{lead_in}\n\nThe harbour is lost, and the town with it.\n\nSo it was.").spans
    assert span.form == "block", source


def test_a_long_block_without_marks_may_quote_somebody(scan: Scan) -> None:
    words = "I told him that he was arrested. He said, ‘I am not he’, and went on as before. " + "Then I waited. " * 8
    block, inner = scan(f"The sergeant deposed as follows:\n\n{words}\n\nSo it was.").spans
    assert (block.form, block.parent, inner.parent) == ("block", None, 0)


NOT_WORDS = [
    ("- the harbour, which is lost; and the town", "a list"),
    ("1. The harbour is lost, and the town.", "a numbered list"),
    ("The harbour is “lost”, and the town with it.", "marks of its own say what is quoted"),
    ("The harbour.", "too few words"),
    ("I. That the harbour is lost, and the town with it.", "a list in Roman figures"),
    ("(a) that the harbour is lost, and the town with it;", "a list in letters"),
    ("And he said of the town and of its harbour as well:", "another lead-in"),
    ("<video src=x> the harbour and the town from the sea", "a tag"),
]


@pytest.mark.parametrize(("paragraph", "source"), NOT_WORDS, ids=[case[1] for case in NOT_WORDS])
def test_not_every_paragraph_after_a_lead_in_is_somebodys_words(scan: Scan, paragraph: str, source: str) -> None:
    spans = scan(f"Olaf Berg wrote:\n\n{paragraph}").spans
    assert all(span.marks for span in spans), source


def test_a_list_item_indented_is_no_block(scan: Scan) -> None:
    assert scan("He had:\n\n  - one boat with a sail\n  - two boats without one\n\nThat was all he had.").contents == []


def test_rows_of_signs_are_no_block(scan: Scan) -> None:
    assert scan("It ended there.\n\n      *     *     *\n\nIt began again.").contents == []
