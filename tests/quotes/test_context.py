"""What stands beside a mark, and which way it makes the mark face."""

import re

import pytest

from pipeline.quotes.context import Side, closing_cost, opening_cost, sides


def sides_of(text: str) -> list[tuple[Side, Side]]:
    stretches = [match.span() for match in re.finditer(r"[“”‘’\"']", text)]
    return list(sides(text, stretches, start=0, end=len(text)))


BESIDE = [
    ('"', [(Side.EDGE, Side.EDGE)]),
    ('a "b', [(Side.SPACE, Side.LETTER)]),
    ('("b', [(Side.OPENING, Side.LETTER)]),
    ('a—"1', [(Side.DASH, Side.DIGIT)]),
    ('a:"[b', [(Side.LINK, Side.OPENING)]),
    ('a."', [(Side.STOP, Side.EDGE)]),
    ('a)", b', [(Side.STOP, Side.LINK)]),
    (' "…a', [(Side.SPACE, Side.DASH)]),
    (' "... a', [(Side.SPACE, Side.DASH)]),
    (' ". . . a', [(Side.SPACE, Side.DASH)]),
    (' ".a', [(Side.SPACE, Side.STOP)]),
    ('a\n"b', [(Side.LINE, Side.LETTER)]),
    ('a .\n" b "\nc', [(Side.LINE, Side.SPACE), (Side.SPACE, Side.LINE)]),
    ('a\u00a0"b', [(Side.SPACE, Side.LETTER)]),
    ('$"€', [(Side.LETTER, Side.LETTER)]),
    # Other marks, emphasis and invisible signs are looked through, narrow spaces between two marks as well.
    (" “‘a", [(Side.SPACE, Side.LETTER)] * 2),
    ("a.’”", [(Side.STOP, Side.EDGE)] * 2),
    ("a.’\u2009” b", [(Side.STOP, Side.SPACE), (Side.STOP, Side.SPACE)]),
    (" *“_a", [(Side.SPACE, Side.LETTER)]),
    (" \u200b“\u200ea", [(Side.SPACE, Side.LETTER)]),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE, ids=[case[0] for case in BESIDE])
def test_sides(text: str, expected: list[tuple[Side, Side]]) -> None:
    assert sides_of(text) == expected


FACES = [
    ('a "b', "opens"),
    ('a" b', "closes"),
    ('a," b', "closes"),
    ('a: "b', "opens"),
    ('a:"b', "opens"),
    ('("b', "opens"),
    ('b")', "closes"),
    ('b"1', "closes"),
    ('b"[1]', "closes"),
    ('a--"b', "opens"),
    ('a--" b', "closes"),
    (' "...b', "opens"),
    ('b..." ', "closes"),
    ('a "b" ', "opens"),
    ('a .\n" b', "opens"),
    ('b . "\nc', "closes"),
]


@pytest.mark.parametrize(("text", "way"), FACES, ids=[case[0] for case in FACES])
def test_the_cheaper_reading_is_the_way_a_mark_faces(text: str, way: str) -> None:
    left, right = sides_of(text)[0]
    opens, closes = opening_cost(left, right), closing_cost(left, right)
    assert (opens < closes) is (way == "opens")
    assert opens != closes


@pytest.mark.parametrize("text", ['a"b', 'a " b', 'a--"--b'])
def test_only_what_is_open_can_tell_between_two_alike_sides(text: str) -> None:
    left, right = sides_of(text)[0]
    assert opening_cost(left, right) == pytest.approx(closing_cost(left, right), abs=1.0)
