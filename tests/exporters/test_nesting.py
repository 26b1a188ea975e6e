"""Spans that cross are cut, none is lost, and what weighs more stays whole."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exporters.nesting import Span, clip, nest

# Each span as (start, end, weight); what comes out, in marks: a( opens the first, )a closes it.
CASES = [
    ("nested", [(0, 9, 0), (2, 5, 0)], "0a( 2b( 5)b 9)a"),
    ("side by side", [(0, 4, 0), (4, 6, 0)], "0a( 4)a 4b( 6)b"),
    ("the same place: in the order given", [(0, 4, 0), (0, 4, 0)], "0a( 0b( 4)b 4)a"),
    ("the same place: the weightier outside", [(0, 4, 1), (0, 4, 0)], "0b( 0a( 4)a 4)b"),
    ("crossing: the later is cut", [(0, 5, 0), (3, 8, 0)], "0a( 3b( 5)b 5)a 5b( 8)b"),
    ("a name over the beginning of a quotation", [(0, 5, 1), (3, 8, 0)], "0a( 3)a 3b( 3a( 5)a 8)b"),
    ("a name over the end of a quotation", [(0, 5, 0), (3, 8, 1)], "0a( 3b( 5)b 5)a 5b( 8)b"),
    ("a name around a quotation", [(0, 9, 1), (3, 8, 0)], "0a( 3b( 8)b 9)a"),
    (
        "two names over the beginning",
        [(0, 5, 2), (1, 6, 1), (3, 8, 0)],
        "0a( 1)a 1b( 1a( 3)a 3)b 3c( 3b( 3a( 5)a 6)b 8)c",
    ),
    ("an empty one", [(3, 3, 0)], ""),
]


def spans_of(places: list[tuple[int, int, int]]) -> list[Span]:
    return [Span(start=start, end=end, weight=weight, key=number) for number, (start, end, weight) in enumerate(places)]


@pytest.mark.parametrize(("what", "places", "expected"), CASES)
def test_spans_are_made_to_nest(what: str, places: list[tuple[int, int, int]], expected: str) -> None:
    marks = []
    for event in nest(spans_of(places)):
        letter = "abc"[int(str(event.span.key))]
        marks.append(f"{event.at}{letter}(" if event.what == "open" else f"{event.at}){letter}")
    assert " ".join(marks) == expected, what


places_in_text = st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 2)).map(
    lambda place: (min(place[:2]), max(place[:2]), place[2])
)


@given(places=st.lists(places_in_text, max_size=8))
def test_pieces_nest_and_make_up_their_span(places: list[tuple[int, int, int]]) -> None:
    opened: list[tuple[object, int]] = []
    pieces: dict[object, list[tuple[int, int]]] = {}
    at = 0
    for event in nest(spans_of(places)):
        assert event.at >= at
        at = event.at
        if event.what == "open":
            opened.append((event.span.key, at))
        else:
            key, start = opened.pop()
            assert key == event.span.key
            assert start < at
            pieces.setdefault(key, []).append((start, at))
    assert not opened
    for number, (start, end, _) in enumerate(places):
        made_up = [place for piece in pieces.get(number, []) for place in range(*piece)]
        assert made_up == list(range(start, end))


@given(places=st.lists(places_in_text, max_size=8))
def test_a_quotation_is_cut_by_no_name(places: list[tuple[int, int, int]]) -> None:
    spans = spans_of(places)
    weighty = [span for span in spans if span.weight == 0]
    cuts = [
        [(event.at, event.what, event.span.key) for event in nest(some) if event.span.weight == 0]
        for some in (spans, weighty)
    ]
    assert sorted(cuts[0], key=str) == sorted(cuts[1], key=str)


def test_a_span_over_several_stretches_has_a_piece_in_each() -> None:
    pieces = clip(spans_of([(1, 12, 0), (2, 3, 0)]), [(0, 4), (6, 8), (10, 20)])
    assert [[(one.start, one.end) for one in within] for within in pieces] == [[(1, 4), (2, 3)], [(6, 8)], [(10, 12)]]


def test_the_work_grows_with_the_number_of_spans(count_calls: Callable[[Callable[[], object]], int]) -> None:
    def work(size: int) -> int:
        places = [(at, at + 7, at % 3) for at in range(0, size * 4, 4)]
        return count_calls(lambda: nest(spans_of(places)))

    assert work(2_000) < 3 * work(1_000)
