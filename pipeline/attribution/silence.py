"""What speaks for a figure as the speaker of words that no cue attributes: names of features.

The clues are those of readers: who acts beside the words («Emma smiled. “…”»), whose turn it is, who is
addressed before and after. Compare the conversational patterns and vocatives of He, Barbosa and
Kondrak, "Identification of Speakers in Novels" (ACL 2013), and the sieves of Muzny et al. (EACL 2017).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipeline.attribution.clues import COUNTS, spoken_clues, step, turn_clues
from pipeline.attribution.setting import NARRATOR, Beat
from pipeline.attribution.story import Story, Turn
from pipeline.records import Quotation

_LONG = 1000
"""Characters that are looked at to tell how long a speech is: more than 60 words are many."""
_BESIDE = 6
"""Names before and after a speech, in its paragraph, that are looked at."""
_RECENT, _HEARD, _HEARD_BACK, _AHEAD = 8, 5, 12, 8
_FIT = 0.25


def silent_candidates(story: Story, quotation: Quotation) -> list[int]:
    """Who can be the speaker: people spoken of or heard last, beside the words, in the turns around, addressed."""
    setting, paragraph = story.setting, quotation.paragraph
    found = dict.fromkeys(story.recent(_RECENT))
    heard = dict.fromkeys(turn.key for turn in reversed(story.turns[-_HEARD_BACK:]))
    found.update(dict.fromkeys(list(heard)[:_HEARD]))
    beside = [beat.key for part in beats_beside(story, quotation) for beat in part if beat.key is not None]
    if paragraph + 1 not in setting.quotations:
        beside += [key for key, _ in setting.names.get(paragraph + 1, ())[:1]]
    for near in (paragraph - 1, paragraph + 1):
        spoken = setting.spoken.get(near)
        beside += sorted(spoken.addressed)[:_BESIDE] if spoken is not None and near in setting.quotations else []
    hint = setting.hinted.get(quotation.quote_id)
    beside += [hint] if hint is not None else []
    found.update(dict.fromkeys(key for key in beside if key in setting.people))
    for ahead in range(_AHEAD):
        if ahead > 2 and paragraph + ahead not in setting.quotations:
            break
        if paragraph + ahead in setting.named_turns:
            found[setting.named_turns[paragraph + ahead]] = None
    if setting.narrated:
        found[NARRATOR] = None
    return list(found)


def silent_clues(story: Story, key: int, quotation: Quotation) -> list[str]:
    """The features of one figure as the speaker of words without a cue."""
    paragraph = quotation.paragraph
    turns = story.turns_before(paragraph)
    found = [*_beat_clues(story, key, quotation), *_paragraph_clues(story, key, paragraph, turns)]
    found += _turn_clues(story, key, paragraph, turns)
    found += [clue for clue in turn_clues(story, key, paragraph) if not clue.startswith("turn -")]
    found += _ahead_clues(story, key, paragraph)
    hint = story.setting.hinted.get(quotation.quote_id)
    if hint is not None:
        found.append(f"hint {hint == key}")
    trace = story.last.get(key)
    found.append("not spoken of yet" if trace is None else _since(paragraph - trace.paragraph))
    found.append(f"named often {step(story.setting.totals.get(key, 0), COUNTS)}")
    found.append(f"heard often {step(story.spoke[key], (0, 1, 5, 20, 100))}")
    if key == NARRATOR:
        found.append("narrator")
    if key in story.described:
        found.append("described")
    words = step(len(quotation.text[:_LONG].split()), (2, 6, 20, 60))
    found.append(f"length {words}, {'last speaker' if turns and turns[0].key == key else 'other'}")
    return found


def _since(paragraphs: int) -> str:
    return f"{step(paragraphs, (0, 1, 2, 3, 5, 10, 30))} paragraphs since"


def _beat_clues(story: Story, key: int, quotation: Quotation) -> Iterator[str]:
    """Who acts, or is at least spoken of, in the narration beside the words."""
    before, after = beats_beside(story, quotation)
    for place, found in (("before", before), ("after", after)):
        acting = [beat for beat in found if beat.subject]
        if acting:
            nearest = acting[-1] if place == "before" else acting[0]
            far = place == "after" and _speech_between(story, quotation, nearest)
            yield f"acts {place}{', further on' if far else ''}: {_fit_of(story, key, nearest)}"
        elif found:
            yield f"spoken of {place} {any(beat.key == key for beat in found)}"
        if place == "before" and len(acting) > 1:
            yield f"acts first: {_fit_of(story, key, acting[0])}"


def beats_beside(story: Story, quotation: Quotation) -> tuple[Sequence[Beat], Sequence[Beat]]:
    """The beats of the paragraph that stand nearest before the words, and those nearest after them, in order."""
    beats = story.setting.beats.get(quotation.paragraph, ())
    middle = bisect_left(beats, quotation.start, key=lambda beat: beat.start)
    return beats[max(middle - _BESIDE, 0) : middle], beats[middle : middle + _BESIDE]


def _speech_between(story: Story, quotation: Quotation, beat: Beat) -> bool:
    """Whether another speech stands between the words and a beat after them."""
    speeches = story.setting.quotations.get(quotation.paragraph, ())
    follower = bisect_right(speeches, quotation.start, key=lambda speech: speech.start)
    return follower < len(speeches) and speeches[follower].start < beat.start


def _fit_of(story: Story, key: int, beat: Beat) -> str:
    if beat.key is not None:
        return "yes" if beat.key == key else "no"
    agreement = story.agreement(key, beat.gender)
    return "gender fits" if agreement > _FIT else "gender does not fit" if agreement < -_FIT else "gender may fit"


def _paragraph_clues(story: Story, key: int, paragraph: int, turns: list[Turn]) -> Iterator[str]:
    """Who speaks elsewhere in the paragraph, and who is spoken of in the paragraphs around it."""
    setting = story.setting
    same, named = story.speaker_in(paragraph), setting.named_turns.get(paragraph)
    if same is not None:
        yield f"speaker of the paragraph {same == key}"
    if named is not None:
        yield f"named in the paragraph {named == key}"
    traces = story.here.get(paragraph - 1, ())
    if traces and turns and turns[0].paragraph == paragraph - 1:
        told = any(trace.key == key for trace in traces)
        yield f"told of in the turn before {told}, {'its' if turns[0].key == key else 'other'} speaker"
    elif traces:
        subjects = [trace.key for trace in traces if trace.subject]
        place = (
            "last subject" if subjects[-1:] == [key] else "first subject" if subjects[:1] == [key]
            else "last" if traces[-1].key == key else "in" if any(trace.key == key for trace in traces) else "not in"
        )  # fmt: skip
        yield f"{place} of the paragraph before"
    after = setting.names.get(paragraph + 1)
    if after and paragraph + 1 not in setting.quotations:
        keys = [other for other, _ in after[:_BESIDE]]
        yield f"{'first' if keys[0] == key else 'in' if key in keys else 'not in'} the paragraph after"


def _turn_clues(story: Story, key: int, paragraph: int, turns: list[Turn]) -> Iterator[str]:
    """Whether it is the figure's turn: A speaks, B answers, A speaks again."""
    beside = "acts" if story.setting.beats.get(paragraph) else "bare"
    in_row = bool(turns) and turns[0].paragraph == paragraph - 1
    number = next((number for number, turn in enumerate(turns, 1) if turn.key == key), 0)
    if number:
        turn = turns[number - 1]
        gap = paragraph - turn.paragraph
        yield f"turn -{number}, gap {step(gap, (1, 2, 3, 4, 6, 12, 40))}"
        yield f"turn -{number}, {beside}{', in a row' if in_row else ''}"
        if number < 3:
            yield f"turn -{number}, sure {turn.sureness}{', in a row' if gap == number else ''}"
    else:
        yield "no turn"
    run = 0
    while run < len(turns) and turns[run].paragraph == paragraph - 1 - run:
        run += 1
    if run:
        place = "last" if turns[0].key == key else "last but one" if turns[1:2] and turns[1].key == key else "other"
        speakers = len({turn.key for turn in turns[:4]})
        yield f"run of {run}, {place}"
        yield f"run of {run}, {place}, {speakers} speakers{', named' if turns[0].sureness == 3 else ''}"


def _ahead_clues(story: Story, key: int, paragraph: int) -> Iterator[str]:
    """Whether the next turn that names its speaker, or its speaker's gender, makes this the figure's turn."""
    setting = story.setting
    if paragraph + 1 in setting.quotations:
        yield from spoken_clues(setting, story, key, paragraph + 1, "after")
    for ahead in range(1, _AHEAD):
        if paragraph + ahead not in setting.quotations:
            return
        place = ahead if ahead < 5 else 5 + ahead % 2
        named, gender = setting.named_turns.get(paragraph + ahead), setting.turn_genders.get(paragraph + ahead)
        if named is not None:
            yield f"speaks {place} ahead {named == key}"
            return
        if gender and story.gender(key):
            yield f"gender speaks {place} ahead {story.agreement(key, gender) > 0}"
