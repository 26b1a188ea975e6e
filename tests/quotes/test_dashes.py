"""Dialogue that dashes open, in the manner of Joyce and of translated novels."""

from collections.abc import Callable
from typing import Any

import pytest

Scan = Callable[[str], Any]

# Three such paragraphs, with a narrator in one, make a text of dashed dialogue.
FRAME = "\n\n—Come down! he called.\n\n—I will not.\n\n—Then stay."

CASES = [
    ("—Come down, Kate!", ["Come down, Kate!"], "speech alone"),
    ("— Come down, Kate!", ["Come down, Kate!"], "a space after the dash"),
    ("―Come down, Kate!", ["Come down, Kate!"], "the dash that Unicode means for it"),
    ("--Come down, Kate!", ["Come down, Kate!"], "two hyphens"),
    ("—Thank you, old friend, she cried briskly. That will do.", ["Thank you, old friend,", "That will do."], "Joyce"),
    ("—Is it late? said Mr Daly.", ["Is it late?"], "the verb first"),
    ("—The shame of it! Kate Daly answered, laughing. At your age!", ["The shame of it!", "At your age!"], "a name"),
    ("—Look at it, he said, you old fool!", ["Look at it,", "you old fool!"], "in one breath"),
    ("—Look at it, the old man said. Look!", ["Look at it,", "Look!"], "a person without a name"),
    ("—Look at it,\nhe said.", ["Look at it,"], "over a line break"),
    ("—He said nothing to me.", ["He said nothing to me."], "a verb of saying inside speech"),
    ("—Yes, he said. —But no.", ["Yes,", "But no."], "seen: a dash after the narrator's words"),
    ("—Yes, he explained, smiling, — but no.", ["Yes,", "but no."], "the same in mid-sentence"),
    ("—Yes. He leaned over and called: — Come up! Up!", ["Yes.", "Come up! Up!"], "a lead-in in the same paragraph"),
    ("She rose. He leaned over, and said: — Come up! he cried. Up!", ["Come up!", "Up!"], "a lead-in before any dash"),
    ("—They call it “the ditch”, he said.", ["They call it “the ditch”,", "the ditch"], "a quotation inside"),
]


@pytest.mark.parametrize(("paragraph", "expected", "source"), CASES, ids=[case[2] for case in CASES])
def test_what_follows_the_dash_is_spoken_but_for_the_narrators_words(
    scan: Scan, paragraph: str, expected: list[str], source: str
) -> None:
    scanned = scan(paragraph + FRAME)
    assert scanned.contents == [*expected, "Come down!", "I will not.", "Then stay."], source


def test_the_dash_is_the_mark_of_the_first_part(scan: Scan) -> None:
    scanned = scan("—Thank you, she cried. That will do." + FRAME)
    assert [span.marks for span in scanned.spans[:2]] == ["—", ""]
    assert scanned.outers[:2] == ["—Thank you,", "That will do."]


CONTINUES = [
    ("—Yes, he said. But no.", [None, 0]),
    ("—Yes, he said. —But no, he said, for now.", [None, 0, 1]),
    ("—The “ditch”, he said. Yes.", [None, None, 0]),
    ("—Yes, he said.\n\n—No.", [None, None]),
    ("—Yes. He leaned over and called: — Come up! he cried. Up!", [None, None, 1]),
]


@pytest.mark.parametrize(("text", "expected"), CONTINUES, ids=[case[0] for case in CONTINUES])
def test_speech_taken_up_again_goes_on_with_what_was_said_before(
    scan: Scan, text: str, expected: list[int | None]
) -> None:
    assert [span.continues for span in scan(text + FRAME).spans[: len(expected)]] == expected


def test_speech_after_a_colon_is_still_inline(scan: Scan) -> None:
    assert {span.form for span in scan("He called down:\n\n—Come up!" + FRAME).spans} == {"inline"}


def test_narration_between_is_not_spoken(scan: Scan) -> None:
    assert "He waited." not in scan("—Come up!\n\nHe waited." + FRAME).contents


NO_DIALOGUE = [
    ("—Come down! he called.\n\nShe came.", "one dash is an accident"),
    ("— bread\n\n— butter\n\n— jam", "a list"),
    ("—Bread is dear.\n\n—Butter is dear.\n\n—Jam is dear.\n\n—Tea is dear.", "a list of sentences, nobody speaks"),
]


@pytest.mark.parametrize(("text", "source"), NO_DIALOGUE, ids=[case[1] for case in NO_DIALOGUE])
def test_dashes_alone_make_no_dialogue(scan: Scan, text: str, source: str) -> None:
    assert scan(text).contents == [], source


def test_speech_that_would_cut_a_quotation_in_two_is_left_alone(scan: Scan) -> None:
    scanned = scan("—They call it “the ditch, he said, or worse”." + FRAME)
    assert scanned.contents[0] == "the ditch, he said, or worse"
