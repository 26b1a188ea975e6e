"""No text is too much: what takes time is in proportion to the length of the text, whatever stands in it.

A quadratic step would take many minutes on these, so that no clock is needed: the test would not end.
"""

from collections.abc import Callable
from typing import Any

import pytest

Scan = Callable[[str], Any]

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
