"""Syllables as the CMU Pronouncing Dictionary has them."""

import pytest

from pipeline.nlp.syllables import count_syllables

CASES = [
    (1, "a the love walked makes hand thinks whole eyes league don’t".replace("’", "'")),
    (2, "little being trying table wanted horses ages party argue candles didn't saying"),
    (3, "idea actual period media capital government potato library's"),
    (4, "socialism territory material revolution well-meaning-man"),
    (5, "capitalism university"),
]


@pytest.mark.parametrize(("expected", "word"), [(count, word) for count, words in CASES for word in words.split()])
def test_syllables_are_counted(expected: int, word: str) -> None:
    assert count_syllables(word) == expected


@pytest.mark.parametrize("word", ["", "-", "m", "1905", "слово", "王"])
def test_whatever_has_no_vowel_known_has_one(word: str) -> None:
    assert count_syllables(word) == 1
