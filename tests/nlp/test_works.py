"""Titles of works in running text."""

import time
from collections.abc import Callable

import pytest

from pipeline.nlp.frames import Frame
from pipeline.nlp.works import find_again, find_italics, find_works

FrameOf = Callable[[str], Frame]
BOOK = "his/PRP$/poss/book book/NN/pobj/in "
DAYS = "Days/NNP/appos/book of/IN/prep/Days Hope/NNP/pobj/of "
FOUND = [
    (
        "he/PRP/nsubj/wrote wrote/VBD/ROOT/wrote in/IN/prep/wrote " + BOOK + DAYS + "./wrote",
        "Days of Hope",
        "after a noun",
    ),
    (
        "a/DT/det/novel novel/NN/ROOT/novel called/VBN/acl/novel Hope/NNP/oprd/called ./novel",
        "Hope",
        "a single word where it is announced",
    ),
    (
        "her/PRP$/poss/Days published/VBN/amod/Days Days/NNP/ROOT/Days of/IN/prep/Days Hope/NNP/pobj/of ./Days",
        "Days of Hope",
        "after an adjective of works",
    ),
    (
        "in/IN/ROOT/in Ford/NNP/poss/Days ’s/POS/case/Ford Days/NNP/pobj/in of/IN/prep/Days Hope/NNP/pobj/of ,/in",
        "Days of Hope",
        "after its author",
    ),
    (
        (
            "Ford/NNP/poss/Tide ’s/POS/case/Ford The/DT/det/Tide Tide/NNP/nsubj/came "
            "Mill/NNP/appos/Tide came/VBD/ROOT/came"
        ),
        "The Tide Mill",
        "a capital article within a sentence",
    ),
    (
        "in/IN/ROOT/in Iron/NNP/pobj/in and/CC/cc/Iron Silence/NNP/conj/Iron ,/Iron a/DT/det/book book/NN/appos/Iron",
        "Iron and Silence",
        "before the noun that explains it",
    ),
    (
        (
            "the/DT/det/book book/NN/ROOT/book Days/NNP/appos/book of/IN/prep/Days Hope/NNP/pobj/of by/IN/prep/book "
            "Ada/NNP/compound/Ford/B-PERSON Ford/NNP/pobj/by/I-PERSON"
        ),
        "Days of Hope",
        "the author is no part of it",
    ),
]
NOT_FOUND = [
    ("the/DT/det/book book/NN/ROOT/book Ford/NNP/nsubj/wrote wrote/VBD/relcl/book", "a name that does something"),
    (
        (
            "the/DT/det/paper paper/NN/ROOT/paper Ada/NNP/compound/Ford/B-PERSON "
            "Ford/NNP/nsubj/read/I-PERSON read/VBD/relcl/paper"
        ),
        "a person",
    ),
    (
        (
            "in/IN/ROOT/in his/PRP$/poss/speech State/NNP/compound/speech of/IN/prep/State "
            "Union/NNP/pobj/of speech/NN/pobj/in"
        ),
        "a name before a noun",
    ),
    (
        "his/PRP$/poss/house White/NNP/amod/House House/NNP/ROOT/House stood/VBD/relcl/House".replace(
            "/house", "/House"
        ),
        "no sign of a work",
    ),
]


@pytest.mark.parametrize(("row", "title"), [case[:2] for case in FOUND], ids=[case[2] for case in FOUND])
def test_a_title_in_running_text_is_found_whole(row: str, title: str, frame_of: FrameOf) -> None:
    frame = frame_of(row)
    assert title in [frame.doc[slice(*tokens)].text for tokens in find_works(frame)]


@pytest.mark.parametrize("row", [case[0] for case in NOT_FOUND], ids=[case[1] for case in NOT_FOUND])
def test_a_capital_is_not_enough(row: str, frame_of: FrameOf) -> None:
    assert list(find_works(frame_of(row))) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("He wrote _Days of Hope_ there.", ["Days of Hope"]),
        ("He wrote *The Tide Mill*, she said.", ["The Tide Mill"]),
        ("That is _very_ good, and _Not Now_.", ["Not Now"]),
        ("_Emma_ is one word", []),
        ("_you_ are _not a Title_", []),
        ("a_Name_of_Something_b", []),
        ("2 * Days * 3 and **Days of Hope**", []),
    ],
)
def test_italics_of_two_main_words_in_capitals_are_a_title(text: str, titles: list[str]) -> None:
    assert [text[start:end] for start, end in find_italics(text)] == titles


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Days of Hope was late. Days of Hope!", [(0, 12), (23, 35)]),
        ("Days of Hopeless waiting", []),
        ("Days of Hope and Days of Hope Again", [(0, 12), (17, 35)]),
        ("Days without end", []),
    ],
)
def test_a_title_is_found_again_word_for_word_the_longest_first(text: str, found: list[tuple[int, int]]) -> None:
    assert list(find_again(text, ["Days of Hope", "Days of Hope Again", "Tide"])) == found


@pytest.mark.parametrize("unit", ["_Days of ", "*A", "_A b_ ", "Days of Hop "])
def test_the_time_is_linear_in_the_length_of_the_text(unit: str) -> None:
    def seconds(times: int) -> float:
        begun = time.process_time()
        list(find_italics(unit * times))
        list(find_again(unit * times, ["Days of Hope", "Days of Hoping"]))
        return time.process_time() - begun

    assert seconds(80_000) < 12 * max(seconds(20_000), 0.02)
