"""The cheapest reading of a paragraph's marks, on marks made by hand."""

from pipeline.quotes.glyphs import DOUBLE, GLYPHS, SINGLE
from pipeline.quotes.pairing import Mark, Pair, Pairing, Role, pair_marks

CHEAP, DEAR = 0.0, 6.0


def mark(glyph: str, at: int, *, opens: float = DEAR, closes: float = DEAR, apostrophe: float | None = None) -> Mark:
    return Mark(
        start=at,
        end=at + len(glyph),
        glyph=glyph,
        family=GLYPHS[glyph].family,
        opens=opens,
        closes=closes,
        spare=Role.STRAY if apostrophe is None else Role.APOSTROPHE,
        spare_cost=5.0 if apostrophe is None else apostrophe,
        mid_sentence=False,
    )


def opening(glyph: str, at: int) -> Mark:
    return mark(glyph, at, opens=CHEAP)


def closing(glyph: str, at: int) -> Mark:
    return mark(glyph, at, closes=CHEAP)


def numbers(pairing: Pairing) -> list[tuple[int | None, int | None]]:
    return [(pair.opening, pair.closing) for pair in pairing.pairs]


def test_no_marks_make_no_pairs() -> None:
    assert pair_marks([]) == Pairing(pairs=(), roles=())


def test_marks_pair_in_order_of_their_opening() -> None:
    pairing = pair_marks([opening("“", 0), opening("‘", 5), closing("’", 9), closing("”", 12)])
    assert numbers(pairing) == [(0, 3), (1, 2)]
    assert pairing.roles == (Role.OPENS, Role.OPENS, Role.CLOSES, Role.CLOSES)


def test_a_mark_that_faces_neither_way_is_read_by_what_is_open() -> None:
    either = [mark('"', at, opens=CHEAP, closes=CHEAP) for at in (0, 10, 20, 30)]
    assert numbers(pair_marks(either)) == [(0, 1), (2, 3)]


def test_a_doubtful_closing_mark_gives_way_to_a_better_one() -> None:
    doubtful = mark("’", 10, closes=CHEAP, apostrophe=1.0)
    assert numbers(pair_marks([opening("‘", 0), doubtful])) == [(0, 1)]
    sure = mark("’", 20, closes=CHEAP, apostrophe=4.0)
    pairing = pair_marks([opening("‘", 0), doubtful, sure])
    assert numbers(pairing) == [(0, 2)]
    assert pairing.roles[1] is Role.APOSTROPHE


def test_an_opening_mark_over_an_open_quotation_cuts_it_off() -> None:
    pairing = pair_marks([opening("“", 0), opening("“", 20), closing("”", 30)])
    assert pairing.pairs == (
        Pair(opening=0, closing=None, cut_by=1, carried=None),
        Pair(opening=1, closing=2, cut_by=None, carried=None),
    )


def test_the_end_of_the_outer_quotation_ends_the_inner_one() -> None:
    pairing = pair_marks([opening("“", 0), opening("‘", 10), closing("”", 30)])
    assert pairing.pairs == (
        Pair(opening=0, closing=2, cut_by=None, carried=None),
        Pair(opening=1, closing=None, cut_by=2, carried=None),
    )


def test_nothing_closes_the_last_quotation() -> None:
    assert pair_marks([opening("“", 0)]).pairs == (Pair(opening=0, closing=None, cut_by=None, carried=None),)


def test_a_quotation_carried_over_is_closed_without_an_opening_mark() -> None:
    pairing = pair_marks([closing("”", 10)], carried=DOUBLE)
    assert pairing.pairs == (Pair(opening=None, closing=0, cut_by=None, carried=0),)


def test_a_quotation_carried_over_is_dropped_where_nothing_closes_it() -> None:
    assert numbers(pair_marks([opening("“", 10), closing("”", 20)], carried=DOUBLE)) == [(0, 1)]


def test_without_one_carried_over_a_closing_mark_is_a_stray() -> None:
    pairing = pair_marks([closing("”", 10)])
    assert pairing == Pairing(pairs=(), roles=(Role.STRAY,))


def test_a_doubtful_opening_mark_counts_if_the_next_paragraph_opens_again() -> None:
    doubtful = mark("“", 10, opens=3.0)
    assert pair_marks([doubtful]).roles == (Role.STRAY,)
    assert pair_marks([doubtful], next_opens=DOUBLE).roles == (Role.OPENS,)
    assert pair_marks([doubtful], next_opens=SINGLE).roles == (Role.STRAY,)


def test_two_single_marks_side_by_side_end_two_quotations() -> None:
    pairing = pair_marks([opening("‘", 0), opening("‘", 10), closing("’’", 20)])
    assert [(pair.opening, pair.closing, pair.half) for pair in pairing.pairs] == [(0, 2, "second"), (1, 2, "first")]


def test_an_error_is_paid_for_where_it_is_made() -> None:
    good = [opening("“", 100), closing("”", 110), opening("“", 120), closing("”", 130)]
    for broken in ([opening("“", 0)], [closing("”", 0)], [opening("‘", 0)], [closing("”", 0), opening("“", 10)]):
        found = [(marks.opening, marks.closing) for marks in pair_marks([*broken, *good]).pairs if marks.closing]
        assert found == [(len(broken), len(broken) + 1), (len(broken) + 2, len(broken) + 3)]
