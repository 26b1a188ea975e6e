"""No text is too much: what takes time is in proportion to the length of the text, whatever stands in it.

A quadratic step would take many minutes on the largest of these, so that no clock is needed: the test would not end.
Where marks stand in all arrangements, the calls of functions are counted, for a text and for one four times as long.
"""

from collections.abc import Callable
from typing import Any

import pytest

Scan = Callable[[str], Any]
CountCalls = Callable[[Callable[[], object]], int]

WORDS = 1_000_000

BARE = [('"', 200_000), *((mark, 20_000) for mark in ("“", "”", "'", "‘", "’", "«", "`", "“‘", "''", '" ', "”“"))]


@pytest.mark.parametrize(("mark", "times"), BARE, ids=[mark for mark, _ in BARE])
def test_nothing_but_marks(scan: Scan, mark: str, times: int) -> None:
    scanned = scan(mark * times)
    assert scanned.contents == []
    assert 1 <= len(scanned.codes) <= 60


UNENDING = [
    ("“", "word ", ""),
    ('"', "word, ", ' She said, "yes."'),
    ("“", "Mr. ", "“a”"),
    ("‘", "workers’ ", ""),
    ("", "<a ", ""),
    ("", "``` ", ""),
    ("", "— she ", ""),
    ("", "A", ": b"),
    ("", "(", "”"),
    ("", "*_", '"'),
    ("", " ", "."),
]


@pytest.mark.parametrize(("start", "piece", "end"), UNENDING, ids=[start + piece for start, piece, _ in UNENDING])
def test_one_paragraph_of_a_million_words(scan: Scan, start: str, piece: str, end: str) -> None:
    n_pieces = WORDS // 20 if "’" in piece else WORDS
    scanned = scan(start + piece * n_pieces + end)
    assert len(scanned.paragraphs) <= 1
    assert all(span.end - span.start <= n_pieces * len(piece) for span in scanned.spans)


# Each piece and how many marks it has.
ARRANGEMENTS = [
    ("“a ‘b ", 2, "two kinds by turns, none closed"),
    ("“‘", 2, "the same with no words"),
    ("“word ", 1, "all open"),
    ("word” ", 1, "all close"),
    ('"word" ', 2, "straight"),
    ("'word' ", 2, "straight and single"),
    ("“word” ", 2, "pairs"),
    ("“a ‘b’ c” ", 4, "nested"),
    ("“a ‘b “c ‘d’” e’ f” ", 8, "nested four deep"),
    ("a’” ", 2, "two kinds that close"),
    ("« mot » „Wort“ ", 4, "other marks"),
    ("the workers’ ", 1, "possessives"),
    ("“One. Two, three ", 1, "sentences in quotations never closed"),
    ("“word.\n\n", 1, "a paragraph each, reopened"),
    ("“word ‘word.\n\n", 2, "two kinds in a paragraph each"),
    ("“One.”\n", 2, "a line each"),
    ("— Yes, he said. “No.”\n\n", 2, "after dashes"),
    ("“Yes, he said. — “No.” ", 3, "after dashes in one paragraph"),
]


@pytest.mark.parametrize(("piece", "n_marks", "source"), ARRANGEMENTS, ids=[case[2] for case in ARRANGEMENTS])
def test_four_times_the_marks_are_four_times_the_work(
    scan: Scan, count_calls: CountCalls, piece: str, n_marks: int, source: str
) -> None:
    small = piece * (600 // n_marks)
    assert count_calls(lambda: scan(small * 4)) < 4.4 * count_calls(lambda: scan(small)), source


@pytest.mark.parametrize(
    ("piece", "times"), [("“a ‘b’ c” ", 50_000), ("“a ‘b ", 50_000)], ids=["nested", "never closed"]
)
def test_marks_by_the_hundred_thousand(scan: Scan, piece: str, times: int) -> None:
    assert len(scan(piece * times).spans) > times


def test_speech_after_a_dash_with_as_many_tags_as_quotations(scan: Scan) -> None:
    turns = "— The “ditch”, he said. " + "It is the “channel”, he said. " * 20_000
    scanned = scan(turns + "\n\n— Yes, she said.\n\n— No, he said.")
    assert len(scanned.spans) == 2 * 20_001 + 2


def test_quotations_never_closed_in_many_paragraphs(scan: Scan) -> None:
    scanned = scan("“One word.\n\n" * 20_000)
    assert len(scanned.spans) == 20_000
    assert scanned.codes == ["closed_at_paragraph_end"]


def test_quotations_never_closed_in_one_paragraph(scan: Scan) -> None:
    scanned = scan("“One word. " * 20_000)
    assert len(scanned.spans) == 20_000


def test_a_mark_too_many_spoils_nothing_after_it(scan: Scan) -> None:
    sentence = 'She called it “the ditch”, he ‘the harbour’, and the pilots\' book "the channel". '
    scanned = scan("“Lost. " + sentence * 5_000)
    assert len(scanned.spans) == 1 + 3 * 5_000
    assert set(scanned.contents[1:]) == {"the ditch", "the harbour", "the channel"}
