"""Names as strings: what two of them have in common, and what a title tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution.names import clean_name, is_short_for, name_parts, singular, slug, title_gender


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trotsky’s", "Trotsky"),
        ("Trotsky's", "Trotsky"),
        ("Engels’", "Engels"),
        ("Engels'", "Engels"),
        ("Engels", "Engels"),
        ("Rosa\n Luxemburg", "Rosa Luxemburg"),  # a name broken over two lines
        ("O’Brien", "O’Brien"),  # an apostrophe that is no possessive
        ("Knightley.--", "Knightley"),  # a dash that a tokenizer left on
    ],
)
def test_a_name_loses_possessive_and_line_break_and_nothing_else(text: str, name: str) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Vladimir Lenin", ("vladimir", "lenin")),
        ("Mr. Brown", ("brown",)),
        ("V. I. Lenin", ("v", "i", "lenin")),
        ("Prof. Dr. Ada Lund", ("ada", "lund")),
        ("King", ("king",)),  # nothing but a title: it has to serve
        ("Dr. King", ("king",)),
        ("Prime Minister May", ("may",)),
        ("Martin Luther King Jr.", ("martin", "luther", "king")),
        ("Henry VIII", ("henry",)),
        ("Malcolm X", ("malcolm", "x")),
        ("J.R.R. Tolkien", ("j", "r", "r", "tolkien")),
        ("Vincent van Gogh", ("vincent", "gogh")),
        ("de Gaulle", ("gaulle",)),
        ("Al Gore", ("al", "gore")),
        ("Catherine of Aragon", ("catherine",)),
        ("Dearest Lucy", ("lucy",)),
        ("Neil Young", ("neil", "young")),  # a surname, at the end
    ],
)
def test_titles_and_full_stops_do_not_identify_a_bearer(name: str, parts: tuple[str, ...]) -> None:
    assert name_parts(name) == parts


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Mr Brown", "masc"),
        ("Mrs. Brown", "fem"),
        ("Dr Brown", ""),
        ("Brown", ""),
        ("Martin Luther King", ""),  # a surname, not a title: titles stand before names
    ],
)
def test_only_a_title_before_the_name_tells_a_gender(name: str, gender: str) -> None:
    assert title_gender(name) == gender


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("Lenin", "Vladimir Lenin", True),
        ("Vladimir", "Vladimir Lenin", True),
        ("V. Lenin", "Vladimir Lenin", True),
        ("V. I. Lenin", "Vladimir Ilyich Lenin", True),
        ("Vladimir Putin", "Vladimir Lenin", False),
        ("R. Lenin", "Vladimir Lenin", False),
        ("Ilyich", "Vladimir Ilyich Lenin", False),  # a middle name alone is too little
        ("Vladimir Lenin", "Lenin", False),  # never the other way round
        ("Bill Clinton", "William Jefferson Clinton", True),  # the list of short forms says so
        ("Vladimir Lenin", "V. I. Lenin", True),
    ],
)
def test_a_surname_first_name_or_initials_stand_for_the_fuller_name(short: str, full: str, fits: bool) -> None:
    assert is_short_for(name_parts(short), name_parts(full)) is fits


def test_no_words_are_short_for_nobody() -> None:
    assert not is_short_for((), ("lenin",))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mensheviks", "Menshevik", True),
        ("MENSHEVIKS", "Menshevik", True),
        ("Congress", "Congres", False),  # the s is the word's own
    ],
)
def test_groups_are_compared_without_their_plural(one: str, other: str, same: bool) -> None:
    assert (singular(one) == singular(other)) is same


@pytest.mark.parametrize(
    ("text", "identifier"),
    [("One Petrograd worker", "one-petrograd-worker"), ("Лев Троцкий", "лев-троцкий"), ("…", "unnamed")],
)
def test_a_slug_keeps_letters_of_every_script_and_is_never_empty(text: str, identifier: str) -> None:
    assert slug(text) == identifier


@given(st.text(max_size=30))
def test_a_slug_fits_an_identifier_whatever_the_name(text: str) -> None:
    made = slug(text)
    assert made
    assert not set(made) & set(" \t\n./\\,\"'")


@given(st.lists(st.sampled_from(["Ada", "V.", "Lund", "Brown", "Mrs", "Engels"]), min_size=1, max_size=4))
def test_a_cleaned_name_has_single_spaces_and_no_possessive(words: list[str]) -> None:
    assert clean_name("  ".join(words) + "’s") == " ".join(words)
