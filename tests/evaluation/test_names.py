"""Names compared as the measure compares them."""

import pytest

from pipeline.evaluation.names import last_capitalised_word, normalise_name, same_name, same_speaker


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lund", "Lund"),
        ("Lund’s", "Lund"),
        ("the widow of Senator Lund", "Lund"),
        ("One Bergen docker", "Bergen"),
        ("The minister", ""),  # an article's capital names nobody
        ("She", ""),
        ("critics", ""),
        ("Jean-Luc O'Hara", "O'Hara"),
        ("Élise Ørsted", "Ørsted"),
        ("", ""),
    ],
)
def test_the_last_capitalised_word(name: str, expected: str) -> None:
    assert last_capitalised_word(name) == expected


@pytest.mark.parametrize(
    ("predicted", "aliases", "expected"),
    [
        ("Ada Lund", (), True),
        ("ada  lund", (), True),
        ("Lund", (), True),  # shares the last word
        ("Mrs Lund", (), True),  # so does anybody of that name: the measure is lenient here
        ("Ada", (), False),
        ("Ada", ("Ada",), True),
        ("the Harbour Poet", ("Harbour Poet",), True),
        ("the poet", (), False),
        ("", (), False),
    ],
)
def test_a_speaker_is_the_gold_name_an_alias_or_shares_its_last_word(
    predicted: str, aliases: tuple[str, ...], *, expected: bool
) -> None:
    assert same_speaker(predicted, name="Ada Lund", aliases=aliases) is expected


def test_names_without_capitals_are_compared_whole() -> None:
    assert same_speaker("an old pilot", name="an old pilot")
    assert not same_speaker("a young pilot", name="an old pilot")


def test_nobody_is_not_somebody_without_a_name() -> None:
    assert not same_name("", name="")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Tide Book", "tide book"),
        ("Trotsky’s", "trotsky"),
        ("workers’", "workers"),
        ("The", "the"),
        ("St James’s Park", "st james's park"),
    ],
)
def test_names_are_compared_without_article_case_and_possessive(name: str, expected: str) -> None:
    assert normalise_name(name) == expected
