"""What is a word, wherever words are counted."""

import pytest

from pipeline.quotes.words import count_words, find_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("“ … ” — 'x'", 1),
        ("One two", 2),
        ("didn’t didn't", 2),
        ("working-class", 1),
        ("workers’ well-being didn't", 3),
        ("30,000 men", 3),
        ("snake_case", 1),
        ("_The Bell_ rang", 3),  # italics of a text file
        ("cafe\u0301 re\u0301sume\u0301", 2),  # accents taken apart
        ("rock-’n’-roll", 3),  # only one mark joins
        ("naïve Straße слово", 3),
        ("one—two…three", 3),
    ],
)
def test_words_are_runs_of_letters_with_their_apostrophes_and_hyphens(text: str, words: int) -> None:
    assert count_words(text) == words


def test_a_word_stands_where_it_is_found() -> None:
    text = "“Go,” she\nsaid."
    assert [text[word.start() : word.end()] for word in find_words(text)] == ["Go", "she", "said"]
