"""Who a pronoun is and who speaks unnamed in a dialogue: by the shipped weights, in scenes of a few lines."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.attribution.dialogue import Hearing, Question, answer_by_model, hear, load_models
from pipeline.attribution.people import gather_cast
from pipeline.attribution.setting import Cue
from pipeline.records import Quotation, Reference

Make = Callable[..., Any]
Tell = Callable[..., Hearing]
LONG = 400
"""Code points from one paragraph of a scene to the next."""


def reference(text: str, paragraph: int, *, start: int, form: str = "pronoun", gender: str = "") -> Reference:
    return Reference(
        doc_id="essay",
        paragraph=paragraph,
        sentence=paragraph,
        start=start,
        end=start + len(text),
        form="pronoun" if form == "pronoun" else "nominal",
        gender=gender,
        role="nsubj",
        text=text,
    )


@pytest.fixture
def tell(make_mention: Make, make_quotation: Make, make_candidate: Make) -> Tell:
    """What is heard in a scene: a paragraph a line, (words, who is at the cue, names inside the words).

    Somebody at a cue stands 100 code points into the paragraph; a name with "beat: " before it acts there
    without a word of speech, and "he" and "she" are pronouns.
    """

    def scene(
        lines: list[tuple[str, str]], *, answer: Callable[[Question], tuple[int, float]] = answer_by_model
    ) -> Hearing:
        mentions, references, quotations, cues = [], [], [], {}
        for number, (words, who) in enumerate(lines):
            start, place = LONG * number, LONG * number + 100
            name = who.removeprefix("beat: ")
            lower, gender = name.lower(), {"he": "masc", "she": "fem"}.get(name.lower(), "")
            if gender:
                references.append(reference(name, number, start=place, gender=gender))
            elif name.startswith("the "):
                references.append(reference(name, number, start=place, form="nominal"))
            elif name:
                mentions.append(make_mention(name, start=place, paragraph=number, sentence=number))
            for other in ("Ada Lund", "Olaf Berg"):
                if other in words:
                    at = start + words.index(other)
                    mentions.append(make_mention(other, start=at, paragraph=number, sentence=number, quoted=True))
            if words:
                quote = make_quotation(
                    f"q{number}", paragraph=number, sentence=number, start=start, end=start + len(words),
                    text=words, utterance_id=f"u{number}",
                )  # fmt: skip
                quotations.append(quote)
            if words and who and not who.startswith("beat: "):
                form = "pronoun" if gender else "nominal" if lower.startswith("the ") else "name"
                said = make_candidate(
                    name, mention_start=place, mention_form=form, gender=gender, quote_id=f"q{number}"
                )
                cues[f"q{number}"] = Cue(said, 0.95)
        mentions.sort(key=lambda mention: mention.start)
        return hear(
            quotations, cues, mentions=mentions, references=references, cast=gather_cast(mentions), answer=answer
        )

    return scene


TURNS = [("Well?", "Ada Lund"), ("No.", "Olaf Berg"), ("Why?", ""), ("I am late.", ""), ("So?", ""), ("So I go.", "")]
ACTS = [
    ("Well?", "Ada Lund"),
    ("No.", "Olaf Berg"),
    ("Oh!", "Karl Holm"),
    *[("Yes.", "")] * 3,
    ("", "beat: Olaf Berg"),
    ("", "beat: Karl Holm"),
    ("Good.", "beat: Karl Holm"),
]
ADDRESSED = [("Well?", "Ada Lund"), ("No.", "Olaf Berg"), *[("Yes.", "")] * 3, ("Come, Ada Lund!", ""), ("I come.", "")]


def voices(hearing: Hearing) -> dict[str, str]:
    return {quote_id: person.name for quote_id, person in hearing.voices.items()}


def test_two_who_talk_take_turns(tell: Tell) -> None:
    found = tell(TURNS)
    assert voices(found) == {"q2": "Ada Lund", "q3": "Olaf Berg", "q4": "Ada Lund", "q5": "Olaf Berg"}
    assert {person.rule for person in found.voices.values()} == {"dialogue: the other speaker's turn"}


def test_whoever_acts_beside_the_words_speaks_them(tell: Tell) -> None:
    found = tell(ACTS)
    assert (found.voices["q8"].name, found.voices["q8"].rule) == ("Karl Holm", "dialogue: acts beside the words")


def test_nobody_addresses_herself_and_whoever_is_addressed_answers(tell: Tell) -> None:
    found = voices(tell(ADDRESSED))
    assert (found["q5"], found["q6"]) == ("Olaf Berg", "Ada Lund")


def test_a_pronoun_at_a_cue_is_somebody_of_its_gender(tell: Tell) -> None:
    lines = [("Well?", "Mrs Lund"), ("No.", "Mr Berg"), *[("Yes.", "")] * 3, ("Now.", "she"), ("Then.", "he")]
    found = tell(lines)
    assert found.speakers["q5"].name == "Mrs Lund"
    assert found.speakers["q6"].name == "Mr Berg"
    assert found.references[LONG * 5 + 100, LONG * 5 + 103].kind == "person"


def test_without_a_dialogue_nothing_is_heard(tell: Tell) -> None:
    found = tell([("Well?", "Ada Lund"), ("", ""), ("", ""), ("No.", "Olaf Berg"), ("", ""), ("Yes.", "")])
    assert (found.voices, found.references, found.speakers) == ({}, {}, {})


def test_scores_are_shares_and_voices_are_those_of_silent_quotations_alone(tell: Tell) -> None:
    found = tell(ADDRESSED)
    assert set(found.voices) <= {"q2", "q3", "q4", "q5", "q6"}
    assert all(0 <= person.score <= 1 for person in found.speakers.values())


def test_a_description_of_nobody_known_is_a_speaker_of_its_own(tell: Tell) -> None:
    def newcomer(question: Question) -> tuple[int, float]:
        return question.answers[-1 if question.task == "description" else 0][0], 0.9

    lines = [("Well?", "Ada Lund"), ("No.", "the pilot"), *[("Yes.", "")] * 4]
    found = tell(lines, answer=newcomer)
    person = found.references[LONG + 100, LONG + 109]
    assert (person.name, person.kind) == ("the pilot", "unnamed")


def test_every_question_is_asked_about_somebody_who_can_be_meant(tell: Tell) -> None:
    asked: list[Question] = []

    def note(question: Question) -> tuple[int, float]:
        asked.append(question)
        return answer_by_model(question)

    tell([("Well?", "Mrs Lund"), ("No.", "Mr Berg"), *[("Yes.", "")] * 3, ("Now.", "she")], answer=note)
    assert {question.task for question in asked} == {"silence", "pronoun"}
    for question in asked:
        assert len({key for key, _ in question.answers}) == len(question.answers)
        assert isinstance(question.asked, Quotation) == (question.task == "silence")


def test_there_are_weights_for_every_task() -> None:
    models = load_models()
    assert sorted(models) == ["description", "pronoun", "silence"]
    assert all(model.weights and model.points for model in models.values())
