"""Turns of a transcript: the speaker's name and a colon at the start of a paragraph."""

from collections.abc import Callable
from typing import Any

import pytest

Scan = Callable[[str], Any]

REST = "\n\nBERG: In January.\n\nLUND: And then?\n\nBERG: Then it rained.\n\nLUND: Go on."

TURNS = [
    ("LUND: When did you see it?", "When did you see it?", "capitals"),
    ("SEN. LUND: When did you see it?", "When did you see it?", "a title"),
    ("Ada Lund: When did you see it?", "When did you see it?", "as names are written"),
    ("**Ada Lund:** When did you see it?", "When did you see it?", "in bold"),
    ("LUND: When?\nAnd where?", "When?\nAnd where?", "over two lines"),
]


@pytest.mark.parametrize(("turn", "words", "source"), TURNS, ids=[case[2] for case in TURNS])
def test_a_turn_is_quoted_from_the_colon_on(scan: Scan, turn: str, words: str, source: str) -> None:
    assert scan(turn + REST).contents == [words, "In January.", "And then?", "Then it rained.", "Go on."], source


def test_a_turn_in_marks_keeps_its_marks(scan: Scan) -> None:
    assert scan("LUND: “When did you see it?”" + REST).spans[0].marks == "“”"


def test_a_quotation_within_a_turn_stands_inside_it(scan: Scan) -> None:
    turn, inner = scan("LUND: Did you write “urgent” on it?" + REST).spans[:2]
    assert (turn.parent, inner.parent) == (None, 0)


NO_TRANSCRIPTS = [
    ("Note: the lamp was out.\n\nSource: the log.\n\nNote: it burned again.\n\nSource: the log.", "notes and sources"),
    ("Salt: a pinch.\n\nFlour: a cup.\n\nEggs: two.\n\nMilk: a glass.\n\nButter: none.", "a list"),
    ("LUND: No.\n\nBERG: Yes.\n\nIt rained.", "two turns are too few"),
    ("Q: Why?\n\nA: Because.\n\nQ: When?\n\nA: Now.", "letters name nobody"),
    ("LUND: No.\n\nBERG: Yes." + "\n\nIt rained on the roofs." * 9 + "\n\nLUND: No.\n\nBERG: Yes.", "prose between"),
]


@pytest.mark.parametrize(("text", "source"), NO_TRANSCRIPTS, ids=[case[1] for case in NO_TRANSCRIPTS])
def test_other_colons_begin_no_turns(scan: Scan, text: str, source: str) -> None:
    assert scan(text).contents == [], source
