"""How sure it is that a single mark is an apostrophe. The mark in doubt is the one after the bar."""

import pytest

from pipeline.quotes.apostrophes import IMPOSSIBLE, LIKELY, apostrophe_cost, is_clipped_and, joins_word


def place(case: str) -> tuple[str, int]:
    before, after = case.split("|")
    return before + after, len(before)


JOINED = [
    ("don|’t", True),
    ("O|'Brien", True),
    ("1990|'s", True),
    ("5|'10", True),
    ("workers|’ party", False),
    ("|’tis", False),
    ("|’", False),
]


@pytest.mark.parametrize(("case", "expected"), JOINED, ids=[case[0] for case in JOINED])
def test_a_mark_between_letters_or_figures_joins_a_word(case: str, *, expected: bool) -> None:
    text, start = place(case)
    assert joins_word(text, start, start + 1) is expected


AND = [
    ("rock |’n’ roll", True),
    ("rock ’n|’ roll", True),
    ("rock |'N' roll", True),
    ("rock |‘n’ roll", True),
    ("rock |’no’ roll", False),
    ("|’n", False),
]


@pytest.mark.parametrize(("case", "expected"), AND, ids=[case[0] for case in AND])
def test_both_marks_of_a_clipped_and_are_known(case: str, *, expected: bool) -> None:
    text, start = place(case)
    assert is_clipped_and(text, start) is expected


# From the likeliest apostrophe to the least likely: each is no dearer than the next.
LIKELIHOOD = [
    ("at a word's start",
     ["|’tis late", "|'tis late", "|’boat home", "|'it is", "|'boat home", "|'Boat home", "|'1905 was"]),
    ("at a word's end", ["runnin|' home", "the workers|' party", "the workers|'.", "the country|' is"]),
    ("in an opening shape", ["Berg|‘s boat", "|‘tis late", "the workers|‘ party", "|‘boat home"]),
    ("set apart by a tokeniser", ["he |’s", "goin |' home", "workers |' party", "so, |' he"]),
    ("after a figure", ["6|' tall", "so.|' he"]),
]  # fmt: skip


@pytest.mark.parametrize(("place_of_mark", "cases"), LIKELIHOOD, ids=[case[0] for case in LIKELIHOOD])
def test_an_apostrophe_is_the_dearer_the_less_likely(place_of_mark: str, cases: list[str]) -> None:
    costs = []
    for case in cases:
        text, start = place(case)
        costs.append(apostrophe_cost(text, start, start + 1))
    assert costs == sorted(costs), place_of_mark
    assert costs[0] <= LIKELY
    assert costs[-1] > costs[0]


@pytest.mark.parametrize("case", ["said.|' He", "said,|’ he", "|'(so", "|' so"])
def test_a_mark_with_no_letter_beside_it_is_no_apostrophe(case: str) -> None:
    text, start = place(case)
    assert apostrophe_cost(text, start, start + 1) == IMPOSSIBLE
