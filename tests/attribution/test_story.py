"""The state of reading: who was spoken of and heard last, and who was described how."""

import pytest

from pipeline.attribution.people import Cast, Figure
from pipeline.attribution.setting import Setting, survey
from pipeline.attribution.story import Story, Trace, describe

LUND, BERG, FLEET = 0, 1, 2


@pytest.fixture
def story() -> Story:
    figures = (
        Figure(name="Ada Lund", label="PERSON", aliases=(), gender="fem"),
        Figure(name="Olaf Berg", label="PERSON", aliases=(), gender="masc"),
        Figure(name="Fleet", label="ORG", aliases=(), gender=""),
    )
    setting: Setting = survey([], {}, mentions=[], references=[], cast=Cast(figures=figures, by_name={}))
    return Story(setting)


def trace(key: int, *, paragraph: int = 0, subject: bool = True) -> Trace:
    return Trace(key, paragraph, paragraph, subject, named=True)


def test_the_person_spoken_of_last_comes_first_and_no_thing_is_a_person(story: Story) -> None:
    for key in (LUND, BERG, FLEET, LUND):
        story.note(trace(key))
    assert story.recent() == [LUND, BERG]
    assert story.recent(1) == [LUND]


def test_the_last_subject_of_each_gender_is_known(story: Story) -> None:
    story.note(trace(LUND))
    story.note(trace(BERG))
    story.note(trace(LUND, subject=False))
    assert story.subjects == {"fem": LUND, "masc": BERG}


def test_nobody_is_meant_by_a_word_of_the_other_gender(story: Story) -> None:
    assert story.can_be(LUND, "fem")
    assert story.can_be(LUND, "")
    assert not story.can_be(LUND, "masc")


def test_turns_are_one_a_paragraph_and_come_last_first(story: Story) -> None:
    for paragraph, key in ((1, LUND), (2, BERG), (2, LUND), (3, BERG)):
        story.take_turn(paragraph, key, 3)
    assert [(turn.paragraph, turn.key) for turn in story.turns_before(4)] == [(3, BERG), (2, LUND), (1, LUND)]
    assert [turn.paragraph for turn in story.turns_before(3)] == [2, 1]
    assert story.speaker_in(3) == BERG
    assert story.speaker_in(4) is None


@pytest.mark.parametrize(
    ("text", "words", "head"),
    [
        ("the old man", "old man", "man"),
        ("His wife", "wife", "wife"),
        ("the leader of the party", "leader of the party", "leader"),
        ("the", "the", "the"),
    ],
)
def test_a_description_is_its_words_less_the_article(text: str, words: str, head: str) -> None:
    assert (describe(text).words, describe(text).head) == (words, head)


def test_the_same_words_introduce_one_person(story: Story) -> None:
    first = story.introduce(describe("the old man"), "the old man", "masc")
    assert story.introduce(describe("The old man"), "The old man", "masc") == first
    assert story.introduce(describe("a girl"), "a girl", "fem") != first
    assert story.described[first] == "the old man"
    assert not story.can_be(first, "fem")


def test_whoever_is_described_is_known_by_it(story: Story) -> None:
    for key in (LUND, LUND, BERG):
        story.learn(key, describe("the pilot"))
    assert story.known_as["pilot"] == {LUND: 2, BERG: 1}
    assert story.last_known["pilot"] == (BERG, LUND)
    assert story.descriptions[LUND] == 2
