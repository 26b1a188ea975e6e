"""A paragraph in pieces: nothing lost, nothing doubled, whatever lies over it."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting.reading import Piece, Span, cut_paragraph, keeps_lines, label_place

TEXT = "He said: “Call it ‘art’.”"


def span(start: int, end: int, name: str = "a") -> Span:
    return Span(start=start, end=end, layer="quotation", quote_id=name)


def drawn(pieces: Iterable[Piece]) -> str:
    """Pieces as a line: [a for a beginning, ] for an end, * for a place."""
    signs = {"close": lambda _: "]", "text": lambda piece: piece.text}
    named = {"open": lambda piece: f"[{piece.span.quote_id}:", "place": lambda piece: f"*{piece.span.quote_id}*"}
    return "".join((signs | named)[piece.what](piece) for piece in pieces)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "abcdefghij"),
        ([span(2, 4)], "ab[a:cd]efghij"),
        ([span(0, 10)], "[a:abcdefghij]"),
        ([span(2, 8), span(3, 5, "b")], "ab[a:c[b:de]fgh]ij"),
        ([span(3, 5, "b"), span(2, 8)], "ab[a:c[b:de]fgh]ij"),
        ([span(2, 4), span(4, 6, "b")], "ab[a:cd][b:ef]ghij"),
        ([span(2, 5), span(4, 7, "b")], "ab[a:cd[b:e]][b:fg]hij"),
        ([span(2, 5), span(2, 5, "b")], "ab[a:[b:cde]]fghij"),
        ([span(2, 2)], "ab*a*cdefghij"),
        ([span(2, 4), span(2, 2, "b")], "ab[a:*b*cd]efghij"),
        ([span(2, 4), span(4, 4, "b")], "ab[a:cd]*b*efghij"),
        ([span(10, 10)], "abcdefghij*a*"),
        ([span(-3, 2), span(8, 30, "b")], "[a:ab]cdefgh[b:ij]"),
        ([span(20, 30)], "abcdefghij"),
        ([span(1, 9), span(2, 6, "b"), span(4, 8, "c")], "a[a:b[b:cd[c:ef]][c:gh]i]j"),
    ],
)
def test_spans_nest_touch_cross_and_reach_beyond(spans: list[Span], expected: str) -> None:
    assert drawn(cut_paragraph("abcdefghij", 0, 10, spans)) == expected


def test_what_goes_on_after_a_cut_is_not_first() -> None:
    pieces = cut_paragraph("abcdefghij", 0, 10, [span(2, 5), span(4, 7, "b")])
    opened = [(piece.span.quote_id, piece.span.first) for piece in pieces if piece.what == "open" and piece.span]
    assert opened == [("a", True), ("b", True), ("b", False)]


spans = st.builds(
    lambda start, length, name: span(start, start + length, name),
    st.integers(-5, 40),
    st.integers(0, 20),
    st.sampled_from("abc"),
)


@given(st.text(min_size=10, max_size=40), st.lists(spans, max_size=8))
def test_the_words_are_the_paragraph_and_what_opens_closes(text: str, found: list[Span]) -> None:
    pieces = list(cut_paragraph(text, 3, len(text), found))
    assert "".join(piece.text for piece in pieces) == text[3:]
    opened: list[Span | None] = []
    for piece in pieces:
        if piece.what == "open":
            opened.append(piece.span)
        elif piece.what == "close":
            assert opened.pop() == piece.span
    assert opened == []


@given(st.lists(spans, max_size=8))
def test_every_code_point_is_marked_by_exactly_the_spans_over_it(found: list[Span]) -> None:
    text = "x" * 40
    named = [span(one.start, one.end, str(number)) for number, one in enumerate(found)]
    at, over, marked = 0, [], set()
    for piece in cut_paragraph(text, 0, 40, named):
        if piece.what == "open" and piece.span:
            over.append(piece.span.quote_id)
        elif piece.what == "close":
            over.pop()
        elif piece.what == "text":
            marked |= {(place, name) for place in range(at, at + len(piece.text)) for name in over}
            at += len(piece.text)
    expected = {(place, one.quote_id) for one in named for place in range(max(0, one.start), min(40, one.end))}
    assert marked == expected


def test_no_id_is_given_twice() -> None:
    crossing = [span(start, start + 7, str(start)) for start in range(0, 30, 3)]
    firsts = [
        piece.span.quote_id
        for low in (0, 15)
        for piece in cut_paragraph("x" * 40, low, low + 15, crossing)
        if piece.what == "open" and piece.span and piece.span.first
    ]
    assert len(firsts) == len(set(firsts))


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Call", TEXT.index("“")), ("art", TEXT.index("‘")), ("said", TEXT.index("said")), ("He", 0)],
)
def test_a_label_stands_before_the_opening_mark(words: str, expected: int) -> None:
    assert label_place(TEXT, TEXT.index(words)) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("One line of any length at all, which is no verse by itself, however short.", False),
        ("The light is out,\nthe boats are in,\nand nobody is asking.", True),
        ("This line was broken where the page ended, at about seventy signs,\nand goes on here.", False),
        ("Harbour Street 4\nThe Pier", True),
    ],
)
def test_line_breaks_are_kept_where_the_lines_are_short(paragraph: str, expected: bool) -> None:
    assert keeps_lines(paragraph) is expected
