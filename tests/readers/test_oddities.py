"""What looks odd in a text is said, and what is in order is not."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.oddities import possible_oddities, sure_oddities
from pipeline.readers.reading import Notice

# Our own sentences, which are repeated so that there is enough to judge by.
ENGLISH = (
    "The mayor said that the old bridge was safe, and that he had walked over it with his children every Sunday. "
    "“I would not have done that,” she answered, “if there had been any doubt about the chains.” "
    "They were there when it was opened, but nobody could tell who had paid for it.\n\n"
)
GERMAN = (
    "Der alte Bürgermeister sagte gestern, daß die Brücke sicher sei und daß er jeden Sonntag mit seinen Kindern "
    "darüber gehe. Niemand wußte, wer sie bezahlt hatte, und niemand fragte danach.\n\n"
)
RUSSIAN = "Старый мост, сказал городской голова, стоит крепко, и он каждое воскресенье ходит по нему с детьми.\n\n"


def codes(text: str, **options: str) -> list[str]:
    return [notice.code for notice in sure_oddities(text, **options)]


def misread(text: str, every: int = 6) -> str:
    """The text as a bad scan has it: every so many words with a letter read as another."""
    words = text.split(" ")
    for number in range(0, len(words), every):
        words[number] = words[number].replace("h", "b").replace("o", "0").replace("l", "1").replace("m", "m|")
    return " ".join(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(ENGLISH, [], id="one paragraph"),
        pytest.param(ENGLISH * 20, [], id="English"),
        pytest.param(ENGLISH.upper() * 20, [], id="capitals"),
        pytest.param("Lund, Mary\nHale, Tom\nMarsh, Ida\n" * 100, [], id="a list of names"),
        pytest.param("The genes Sox2, Hes1 and Rab5 were there, as the authors said. " * 50, [], id="genes"),
        pytest.param("| the | of | 12 | 1904 |\n" * 100, [], id="a table"),
        pytest.param(misread(ENGLISH * 20), ["looks_ocr"], id="a scan"),
        pytest.param(GERMAN * 10, ["not_english"], id="German"),
        pytest.param(RUSSIAN * 20, ["not_english"], id="Russian"),
        pytest.param(ENGLISH * 20 + GERMAN, [], id="a quotation in another language"),
        pytest.param(ENGLISH.encode().decode("cp1252", errors="replace") * 20, ["looks_mojibake"] * 2, id="cp1252"),
        pytest.param(ENGLISH + "caf\ufffd", ["looks_mojibake"], id="a letter lost"),
        pytest.param("Zoë Müller of Łódź, 50 € – “naïve”, said the café’s Frau Groß. " * 3, [], id="accents"),
    ],
)
def test_only_what_is_odd_is_told(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize("language", ["de", "de-AT"])
def test_a_text_of_another_language_is_not_asked_to_be_english(language: str) -> None:
    assert codes(GERMAN * 10, language=language) == []
    assert codes(GERMAN * 10, language="en-GB") == ["not_english"]


def test_what_the_reader_has_said_is_not_said_again() -> None:
    said = Notice(code="bytes_replaced", message="")
    assert list(sure_oddities("caf\ufffd " * 5, notices=[said])) == []


def test_the_message_shows_what_was_found_on_one_line() -> None:
    (notice,) = sure_oddities(misread(ENGLISH * 20))
    assert re.search(r"[\d,]+ of [\d,]+ words are broken \(.+, .+, .+\)", notice.message)
    assert "\n" not in notice.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENGLISH, None),
        ("Too short.", "it is short: 2 words"),
        ("<p>It <b>holds</b>.</p>\n" * 3 + ENGLISH, "markup stands in it"),
        ("If a < b and c > d then " * 10, None),
        (
            ("The old bridge was opened by the ma-\nyor in the year of the flood and it\n" * 20),
            "words are split at line ends",
        ),
        ("The old bridge over the river was opened by the mayor himself in the\n" * 30, "lines without a blank one"),
        ("“It holds.”\n“It does not.”\nThey went home over the bridge in the rain that night.\n" * 10, None),
    ],
)
def test_what_may_be_wrong_with_a_plain_text(text: str, said: str | None) -> None:
    found = list(possible_oddities(text, n_words=len(text.split())))
    assert len(found) == (said is not None)
    assert all(said in message for message in found if said)


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    for message in [notice.message for notice in sure_oddities(text)] + list(possible_oddities(text, n_words=1)):
        assert message.isprintable()


def test_a_long_text_costs_hardly_more_than_a_page(count_calls: Callable[[Callable[[], object]], int]) -> None:
    def judge(text: str) -> int:
        return count_calls(lambda: list(sure_oddities(text)))

    assert judge(ENGLISH * 4_000) < 3 * judge(ENGLISH * 400)
