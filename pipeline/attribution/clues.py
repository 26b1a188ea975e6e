"""What speaks for a figure as the one that a pronoun or a description stands for: names of features.

The features of a pronoun follow the salience factors of Lappin and Leass (1994), An algorithm for
pronominal anaphora resolution: recency, subjects before other roles, parallel roles; to which come
the turns of a dialogue, since in «“…,” he said» he is seldom whoever spoke just before.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.attribution.setting import Setting
from pipeline.attribution.story import Story, describe
from pipeline.records import Reference

COUNTS = (2, 5, 20, 100, 400)
_GENDERS = (-0.6, -0.25, -1e-9, 1e-9, 0.25, 0.6)
_INDEFINITE = re.compile(r"(?:a|an|another|one|some|any|every|no|each)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:his|her|their|my|our)\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:other|latter|former)\b", re.IGNORECASE)
_ROLES = frozenset({"nsubj", "poss", "dobj", "pobj"})


def step(value: float, edges: Sequence[float]) -> int:
    """Which of the steps between the edges a value falls on, an edge belonging to the lower one."""
    return bisect_left(edges, value)


def gender_clue(story: Story, key: int, gender: str) -> Iterator[str]:
    """How well the figure's gender fits; nothing where the word has none."""
    if gender:
        yield f"gender {step(story.agreement(key, gender), _GENDERS)}"


def turn_clues(story: Story, key: int, paragraph: int) -> Iterator[str]:
    """How the figure stands to the turns before and after a paragraph, and to whom is addressed there."""
    setting = story.setting
    turns = story.turns_before(paragraph)
    for number, turn in enumerate(turns[:3], 1):
        if turn.key == key:
            yield f"turn -{number}, gap {step(paragraph - turn.paragraph, (1, 2, 3, 6, 20))}"
            if number < 3:
                yield f"turn -{number}, sure {turn.sureness}"
    if turns and turns[0].paragraph == paragraph - 1:
        yield from spoken_clues(setting, story, key, paragraph - 1, "before")
    yield from spoken_clues(setting, story, key, paragraph, "here")
    after = setting.named_turns.get(paragraph + 1)
    if after is not None:
        yield f"next turn {'same' if after == key else 'other'}"
    elif paragraph + 1 in setting.turn_genders and story.gender(key):
        fits = story.agreement(key, setting.turn_genders[paragraph + 1]) > 0
        yield f"next turn of {'the same' if fits else 'the other'} gender"
    second = setting.named_turns.get(paragraph + 2)
    if second is not None and paragraph + 1 in setting.quotations:
        yield f"turn after next {'same' if second == key else 'other'}"


def spoken_clues(setting: Setting, story: Story, key: int, paragraph: int, place: str) -> Iterator[str]:
    """Whether the speeches of a paragraph address or name the figure."""
    spoken = setting.spoken.get(paragraph)
    if spoken is None:
        return
    if key in spoken.addressed:
        yield f"addressed {place}"
    elif key in spoken.named:
        yield f"named in speech {place}"
    if spoken.gender and story.gender(key) and place != "here":
        fits = story.agreement(key, spoken.gender) > 0
        yield f"sir or madam {place} {'fits' if fits else 'does not fit'}"


def pronoun_clues(story: Story, key: int, reference: Reference, *, rank: int) -> list[str]:
    """The features of one figure as the one that a pronoun stands for."""
    found = [*gender_clue(story, key, reference.gender), f"rank {min(rank, 6)}"]
    found += _trace_clues(story, key, reference)
    if story.meant.get(reference.gender) == key:
        found.append("meant by the pronoun before")
    if story.subjects.get(reference.gender) == key:
        found.append("last subject")
    found.append(f"named often {step(story.setting.totals.get(key, 0), COUNTS)}")
    if reference.paragraph in story.setting.quotations:
        speaker = story.speaker_in(reference.paragraph)
        if speaker is not None:
            found.append(f"speaker of the paragraph {speaker == key}")
        found += [f"turns: {clue}" for clue in turn_clues(story, key, reference.paragraph)]
    return found


def _trace_clues(story: Story, key: int, reference: Reference) -> Iterator[str]:
    trace = story.last.get(key)
    if trace is None:
        yield "not spoken of yet"
        return
    role = "subject" if trace.subject else "other"
    apart = reference.sentence - trace.sentence
    yield f"{role} {step(apart, (0, 1, 2, 3, 5, 8))} sentences before"
    yield f"{step(reference.paragraph - trace.paragraph, (0, 1, 2, 4, 8))} paragraphs before"
    yield "by name" if trace.named else "without a name"
    if apart == 0:
        own = reference.role if reference.role in _ROLES else "other"
        yield f"same sentence, {role} before {own}"


def description_clues(story: Story, key: int, reference: Reference, *, rank: int) -> list[str]:
    """The features of one figure as the one that is described."""
    description = describe(reference.text)
    found = [*gender_clue(story, key, reference.gender), f"rank {min(rank, 6)}"]
    found.append("described" if key in story.described else "named")
    trace = story.last.get(key)
    if trace is None:
        found.append("not spoken of yet")
    else:
        role = "subject" if trace.subject else "other"
        found.append(f"{role} {step(reference.sentence - trace.sentence, (0, 1, 2, 3, 5, 8, 20))} sentences before")
        found.append("by name" if trace.named else "without a name")
    found.append(f"named often {step(story.setting.totals.get(key, 0), COUNTS)}")
    found += _known_clues(story, key, description.words, description.head)
    if _INDEFINITE.match(reference.text):
        found.append("indefinite")
    found += [f"turns: {clue}" for clue in turn_clues(story, key, reference.paragraph)]
    return found


def _known_clues(story: Story, key: int, words: str, head: str) -> Iterator[str]:
    """Whether the figure has been described so before."""
    for label, text in (("head", head), ("words", words)):
        times = story.known_as[text][key] if text in story.known_as else 0
        share = times / story.known[text] if times else 0.0
        if label == "head" or words != head:
            yield f"known by the {label} {step(times, (0, 1, 3, 10))}, share {step(share, (0, 0.3, 0.6, 0.9))}"
    others = story.descriptions[key] - (story.known_as[head][key] if head in story.known_as else 0)
    yield f"known by others {step(others, (0, 3, 10, 40))}"
    own = story.described.get(key)
    if own is not None:
        known_words = describe(own)
        yield "same words" if known_words.words == words else "same head" if known_words.head == head else "other head"
    elif key >= 0 and head in story.setting.words_of.get(key, frozenset()):
        yield "head in the name"


def newcomer_clues(story: Story, reference: Reference) -> list[str]:
    """The features of the answer that a description stands for nobody named before."""
    text, description = reference.text, describe(reference.text)
    return [
        "newcomer",
        f"newcomer, indefinite {_INDEFINITE.match(text) is not None}",
        f"newcomer, possessed {_POSSESSIVE.match(text) is not None}",
        f"newcomer, other {_OTHER.search(text) is not None}",
        f"newcomer, gender {reference.gender}",
        f"newcomer, head seen {step(story.seen[description.head], (0, 1, 3, 10))}",
        f"newcomer, words seen {step(story.seen[description.words], (0, 1, 3, 10))}",
        f"newcomer, {min(len(description.words.split()), 4)} words",
    ]
