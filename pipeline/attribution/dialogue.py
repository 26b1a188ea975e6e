"""Who a pronoun is, and who speaks where nobody is named, in a text that is dialogue: read once, in order.

Every pronoun and description is given to whoever fits best so far, and every speech without a cue to
whoever's turn it is. Who fits is weighed by a linear model (a conditional
logit over the candidates) whose features ``clues`` and ``silence`` name; its weights stand in
``dialogue.json``, fitted by ``python -m benchmarks.fit_dialogue``.
"""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from pipeline.attribution.clues import description_clues, newcomer_clues, pronoun_clues
from pipeline.attribution.people import Cast
from pipeline.attribution.pronouns import resolve_pronouns
from pipeline.attribution.ranker import Model
from pipeline.attribution.setting import (
    FIRST_PERSON,
    NARRATOR,
    Cue,
    Setting,
    is_dialogue,
    is_subject,
    survey,
    weigh_in_dialogue,
)
from pipeline.attribution.silence import beats_beside, silent_candidates, silent_clues
from pipeline.attribution.story import Person, Place, Story, Trace, describe
from pipeline.records import Candidate, Mention, Quotation, Reference

Task = Literal["pronoun", "description", "silence"]
NOBODY_KNOWN = -2
"""The key of the answer that a description stands for nobody named before."""
_SURE, _LIKELY = 0.7, 0.4
_LEAST_SILENT = 0.25
"""A silent speaker less likely than this is not given."""
_VOICE = re.compile(r"(?P<owner>.+?)['’]?s?\s+(?:voice|tones?|answer|reply|cry|whisper|exclamation)$")
"""«Lund’s voice», «her answer»: words are said by whoever owns the voice."""
_OWNERS = {"his": "masc", "her": "fem"}


@dataclass(frozen=True, slots=True)
class Question:
    """One choice to make: whom a reference stands for, or who says a quotation; with the features of each answer."""

    task: Task
    asked: Reference | Quotation
    answers: tuple[tuple[int, tuple[str, ...]], ...]


Answer = tuple[int, float]
"""The key chosen, and how likely it is right."""


@dataclass(slots=True)
class Hearing:
    """What reading found: whom each reference stands for, by place, and who says each silent quotation, by id."""

    references: dict[Place, Person] = field(default_factory=dict)
    voices: dict[str, Person] = field(default_factory=dict)
    speakers: dict[str, Person] = field(default_factory=dict)


def hear(
    quotations: Sequence[Quotation],
    cues: Mapping[str, Cue],
    *,
    mentions: Sequence[Mention],
    references: Sequence[Reference],
    cast: Cast,
    answer: Callable[[Question], Answer] | None = None,
) -> Hearing:
    """Who is meant and who speaks in one document; in prose that is no dialogue, whom pronouns stand for.

    ``cues`` holds the likeliest cue of each quotation that has one. Of ``references`` those to one person
    count. ``answer`` chooses; by default the shipped model does.
    """
    references = [reference for reference in references if not reference.kind]
    if not is_dialogue(quotations, cues):
        return Hearing(references=resolve_pronouns(mentions, references, cast))
    cues = weigh_in_dialogue(cues)
    setting = survey(quotations, cues, mentions=mentions, references=references, cast=cast)
    reading = _Reading(setting, answer or answer_by_model)
    reading.read()
    return reading.hearing


class _Reading:
    """A document being read."""

    def __init__(self, setting: Setting, answer: Callable[[Question], Answer]) -> None:
        self.setting = setting
        self.answer = answer
        self.story = Story(setting)
        self.hearing = Hearing()
        self.utterances: dict[str, Person] = {}
        self.at_cue = {
            (cue.mention_start, cue.mention_end) for cue in setting.cues.values() if cue.mention_form != "name"
        }

    def read(self) -> None:
        """Go through the document, a paragraph at a time."""
        setting = self.setting
        for number in sorted({*setting.names, *setting.references, *setting.quotations}):
            for _, event in sorted(self._events(number), key=lambda pair: pair[0]):
                if isinstance(event, Quotation):
                    self._hear(event)
                elif isinstance(event, Reference):
                    self._refer(event)
                else:
                    key, mention = event
                    subject = is_subject(mention.role)
                    self.story.note(Trace(key, number, mention.sentence, subject, named=True))

    def _events(self, number: int) -> Iterator[tuple[tuple[int, int], Quotation | Reference | tuple[int, Mention]]]:
        for key, mention in self.setting.names.get(number, ()):
            yield (mention.start, 0), (key, mention)
        for reference in self.setting.references.get(number, ()):
            yield (reference.start, 1), reference
        for quotation in self.setting.quotations.get(number, ()):
            yield (quotation.start, 2), quotation

    def _refer(self, reference: Reference) -> Person | None:
        """Whom a pronoun or description stands for; each place is asked about once."""
        place = (reference.start, reference.end)
        if place not in self.hearing.references:
            person = self._resolve(reference)
            if person is None:
                return None
            self.hearing.references[place] = person
            self.story.note(
                Trace(person.key, reference.paragraph, reference.sentence, is_subject(reference.role), named=False)
            )
            if reference.form == "pronoun" and reference.gender:
                self.story.meant[reference.gender] = person.key
        return self.hearing.references[place]

    def _resolve(self, reference: Reference) -> Person | None:
        if reference.text.lower() in FIRST_PERSON:
            return self._person(NARRATOR, 1.0) if self.setting.narrated else None
        at_cue = (reference.start, reference.end) in self.at_cue
        keys = self._candidates(reference, at_cue=at_cue)
        if reference.form == "pronoun":
            answers = [
                (key, tuple(pronoun_clues(self.story, key, reference, rank=rank))) for rank, key in enumerate(keys)
            ]
            return self._ask("pronoun", reference, answers) if answers else None
        return self._resolve_description(reference, keys)

    def _candidates(self, reference: Reference, *, at_cue: bool) -> list[int]:
        keys = dict.fromkeys(self.story.recent())
        if at_cue or reference.form == "nominal":
            keys.update(dict.fromkeys(turn.key for turn in self.story.turns_before(reference.paragraph)[:3]))
        if reference.form == "nominal":
            keys.update(dict.fromkeys(self.story.last_known.get(describe(reference.text).head, ())))
        return [key for key in keys if key != NARRATOR and self.story.can_be(key, reference.gender)]

    def _resolve_description(self, reference: Reference, keys: Sequence[int]) -> Person:
        story, description = self.story, describe(reference.text)
        answers = [(key, tuple(description_clues(story, key, reference, rank=rank))) for rank, key in enumerate(keys)]
        answers.append((NOBODY_KNOWN, tuple(newcomer_clues(story, reference))))
        person = self._ask("description", reference, answers)
        story.see(description)
        if person.key == NOBODY_KNOWN:
            return self._person(story.introduce(description, reference.text, reference.gender), person.score)
        story.learn(person.key, description)
        return person

    def _ask(self, task: Task, asked: Reference | Quotation, answers: Sequence[tuple[int, tuple[str, ...]]]) -> Person:
        key, score = self.answer(Question(task, asked, tuple(answers)))
        return self._person(key, score)

    def _person(self, key: int, score: float) -> Person:
        if key == NARRATOR:
            return Person(key=key, name="", kind="narrator", score=score)
        if 0 <= key < len(self.setting.cast.figures):
            return Person(key=key, name=self.setting.cast.figures[key].name, kind="person", score=score)
        return Person(key=key, name=self.story.described.get(key, ""), kind="unnamed", score=score)

    def _hear(self, quotation: Quotation) -> None:
        """Who says a quotation: whom its cue names or refers to, whoever began the utterance, else whose turn it is."""
        named = self.setting.cued.get(quotation.quote_id)
        if named is not None:
            person: Person | None = self._person(named, 1.0)
        else:
            cue = self.setting.cues.get(quotation.quote_id)
            person = self._refer_at(cue, quotation) if cue is not None else None
            person = person or self.utterances.get(quotation.utterance_id)
            if person is None and cue is None and quotation.kind == "direct":
                person = self._guess(quotation)
        if person is not None:
            sureness = 3 if named is not None else (person.score > _LIKELY) + (person.score > _SURE)
            self.utterances.setdefault(quotation.utterance_id, person)
            self.hearing.speakers[quotation.quote_id] = person
            self.story.take_turn(quotation.paragraph, person.key, sureness)

    def _refer_at(self, cue: Candidate, quotation: Quotation) -> Person | None:
        """Whom the pronoun or description at a cue stands for; «her voice» is she, «Lund’s voice» is Lund."""
        if cue.mention_start is None or cue.mention_end is None or cue.number == "plur" or not cue.mention_form:
            return None
        known = self.hearing.references.get((cue.mention_start, cue.mention_end))
        if known is not None:
            return known
        voice = _VOICE.match(" ".join(cue.mention.split()))
        owner = voice["owner"].lower() if voice else ""
        pronoun = cue.mention_form == "pronoun" or owner in _OWNERS
        if cue.mention_form == "pronoun" and not cue.gender and cue.mention.lower() not in FIRST_PERSON:
            return None
        return self._refer(
            Reference(
                doc_id=cue.doc_id,
                paragraph=quotation.paragraph,
                sentence=quotation.sentence,
                start=cue.mention_start,
                end=cue.mention_end,
                form="pronoun" if pronoun else "nominal",
                gender=_OWNERS.get(owner, cue.gender),
                role="nsubj",
                text=cue.mention,
            )
        )

    def _guess(self, quotation: Quotation) -> Person | None:
        keys = silent_candidates(self.story, quotation)
        if not keys:
            return None
        answers = [(key, tuple(silent_clues(self.story, key, quotation))) for key in keys]
        person = self._ask("silence", quotation, answers)
        found = replace(person, rule=self._rule_of(person.key, quotation))
        if found.score >= _LEAST_SILENT:
            self.hearing.voices[quotation.quote_id] = found
        return found

    def _rule_of(self, key: int, quotation: Quotation) -> str:
        """The plainest clue that speaks for a silent speaker, in words."""
        setting, paragraph = self.setting, quotation.paragraph
        turns = self.story.turns_before(paragraph)
        beats = [beat.key for part in beats_beside(self.story, quotation) for beat in part if beat.subject]
        addressed = setting.spoken.get(paragraph - 1)
        if self.story.speaker_in(paragraph) == key:
            return "dialogue: goes on in the same paragraph"
        if key in beats:
            return "dialogue: acts beside the words"
        if addressed is not None and key in addressed.addressed:
            return "dialogue: addressed just before"
        if turns[1:2] and turns[1].key == key and turns[0].key != key:
            return "dialogue: the other speaker's turn"
        return "dialogue: likeliest of those present"


def answer_by_model(question: Question) -> Answer:
    """The answer that the shipped model finds likeliest, the first of equal ones."""
    model = load_models()[question.task]
    totals = [model.total(names) for _, names in question.answers]
    best = max(range(len(totals)), key=lambda number: (totals[number], -number))
    top = max(totals[best], 0.0)
    nobody = math.exp(-top)
    likelihood = math.exp(totals[best] - top) / (sum(math.exp(total - top) for total in totals) + nobody)
    return question.answers[best][0], model.calibrate(likelihood)


@cache
def load_models() -> dict[str, Model]:
    """The shipped weights, by task."""
    table = json.loads((files("pipeline.attribution") / "dialogue.json").read_text(encoding="utf-8"))
    return {
        task: Model(weights=part["weights"], points=tuple((low, share) for low, share in part["points"]))
        for task, part in table["tasks"].items()
    }
