"""What a document shows before anybody is guessed: addresses, genders, and whether it is a dialogue."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.attribution.people import gather_cast
from pipeline.attribution.setting import (
    Cue,
    address_gender,
    is_address,
    is_dialogue,
    learn_genders,
    survey,
    weigh_in_dialogue,
)
from pipeline.records import Reference

Make = Callable[..., Any]

ADDRESSES = [
    ("Yes, Emma, it is.", "Emma", True),
    ("Emma, come here.", "Emma", True),
    ("My dear Emma!", "Emma", True),
    ("Come here, Emma", "Emma", True),
    ("I saw Emma.", "Emma", False),
    ("Emma is here.", "Emma", False),
    ("What has Emma, of all people, done?", "Emma", False),
]


@pytest.mark.parametrize(("text", "name", "expected"), ADDRESSES, ids=[case[0] for case in ADDRESSES])
def test_a_name_between_stops_is_an_address(text: str, name: str, expected: bool) -> None:
    start = text.index(name)
    assert is_address(text, start, start + len(name)) == expected


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Yes, sir.", "masc"),
        ("Madam, I cannot.", "fem"),
        ("No, my dear sir, and no, madam.", ""),
        ("The sir of the house.", ""),
        ("I know.", ""),
    ],
)
def test_a_common_word_of_address_tells_a_gender(text: str, gender: str) -> None:
    assert address_gender(text) == gender


def speeches(make_quotation: Make, paragraphs: list[int]) -> list[Any]:
    return [
        make_quotation(f"q{number}", paragraph=paragraph, start=100 * number, end=100 * number + 4)
        for number, paragraph in enumerate(paragraphs)
    ]


def cues_of(make_candidate: Make, numbers: list[int], score: float = 0.9) -> dict[str, Cue]:
    return {f"q{number}": Cue(make_candidate("Ada Lund"), score) for number in numbers}


DIALOGUES = [
    ("answers without a cue", list(range(8)), [0, 1], True),
    ("a cue at every speech", list(range(8)), list(range(8)), False),
    ("speeches apart from each other", [0, 3, 6, 9, 12, 15], [0], False),
    ("two answers are too few", [0, 1, 2, 10, 20], [0, 3, 4], False),
]


@pytest.mark.parametrize(("paragraphs", "cued", "expected"), [c[1:] for c in DIALOGUES], ids=[c[0] for c in DIALOGUES])
def test_a_dialogue_has_speeches_that_answer_each_other_without_a_cue(
    paragraphs: list[int], cued: list[int], expected: bool, make_quotation: Make, make_candidate: Make
) -> None:
    assert is_dialogue(speeches(make_quotation, paragraphs), cues_of(make_candidate, cued)) == expected


def test_a_doubtful_cue_is_no_cue(make_quotation: Make, make_candidate: Make) -> None:
    quotations = speeches(make_quotation, list(range(8)))
    assert is_dialogue(quotations, cues_of(make_candidate, list(range(8)), score=0.3))


@pytest.mark.parametrize(
    ("evidence", "away", "kept"),
    [
        ("paragraph before: sentence before", 1, False),
        ("paragraph before: verb before, colon", 1, True),
        ("sentence before", 0, True),
    ],
)
def test_in_a_dialogue_a_sentence_of_the_paragraph_before_is_a_doubtful_cue(
    evidence: str, away: int, kept: bool, make_candidate: Make
) -> None:
    cue = Cue(make_candidate("Ada Lund", evidence=evidence, paragraphs_away=away), 0.9)
    assert (weigh_in_dialogue({"q1": cue})["q1"].score == 0.9) == kept


def pronoun(text: str, *, start: int, gender: str, sentence: int = 0, role: str = "nsubj") -> Reference:
    return Reference(
        doc_id="essay",
        paragraph=0,
        sentence=sentence,
        start=start,
        end=start + len(text),
        form="pronoun",
        gender=gender,
        role=role,
        text=text,
    )


def test_pronouns_after_a_name_tell_its_gender_and_a_title_goes_before_them(make_mention: Make) -> None:
    mentions = [make_mention("Lindqvist"), make_mention("Mr Ford", start=100, sentence=5)]
    references = [pronoun("she", start=20, gender="fem"), pronoun("she", start=120, gender="fem", sentence=5)]
    cast = gather_cast(mentions)
    keys = {figure.name: key for key, figure in enumerate(cast.figures)}
    told = [(keys[mention.text], mention) for mention in mentions]
    genders = learn_genders(told, references, cast)
    assert genders[keys["Lindqvist"]] < 0
    assert genders[keys["Mr Ford"]] == 1.0


def test_a_setting_knows_who_is_named_and_addressed_in_which_paragraph(
    make_mention: Make, make_quotation: Make, make_candidate: Make
) -> None:
    mentions = [
        make_mention("Ada Lund", start=0),
        make_mention("Olaf Berg", start=50, paragraph=1, quoted=True),
    ]
    quotations = [make_quotation("q1", paragraph=1, start=45, end=60, text="Yes, Olaf Berg.")]
    cast = gather_cast(mentions)
    keys = {figure.name: key for key, figure in enumerate(cast.figures)}
    cues = {"q1": Cue(make_candidate("Ada Lund", mention_start=0), 0.9)}
    setting = survey(quotations, cues, mentions=mentions, references=[], cast=cast)
    assert setting.spoken[1].addressed == {keys["Olaf Berg"]}
    assert [key for key, _ in setting.names[0]] == [keys["Ada Lund"]]
    assert 1 not in setting.names
    assert setting.cued == {"q1": keys["Ada Lund"]}
    assert setting.named_turns == {1: keys["Ada Lund"]}
