"""The weights by which pronouns, descriptions and silent speakers are given to figures, fitted on novels.

Run it by hand, after a run of Quoth on the texts of PDNC::

    quoth run --corpus PDNC --outputs OUTPUTS
    python -m benchmarks.fit_dialogue PDNC OUTPUTS

Learned from are the seven novels that come first in the alphabet; the other seven are kept for measuring.

A document is read in order, and every choice has for its features what was chosen before. So it is read
with gold's answers first, then, twice, with those of the weights just fitted, so that they learn to live
with their own errors. Scores are calibrated on choices by weights from the other novels.
"""

import argparse
import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fit_ranker import Case, calibrate, fit
from pipeline import store
from pipeline.attribution import dialogue
from pipeline.attribution.decide import likeliest_cues
from pipeline.attribution.dialogue import NOBODY_KNOWN, Answer, Question, hear
from pipeline.attribution.people import Cast, gather_cast
from pipeline.attribution.setting import Cue
from pipeline.evaluation.matching import covers_half, touching
from pipeline.evaluation.names import same_name, same_speaker
from pipeline.evaluation.pdnc import Novel, NovelQuotation, novel_folders, read_novel
from pipeline.records import Mention, Quotation, Reference
from pipeline.settings import Settings
from pipeline.stages import interim

TARGET = Path(dialogue.__file__).with_name("dialogue.json")
NOVELS = 7
"""How many novels of PDNC, in alphabetical order, are learned from."""
ROUNDS = 2
FOLDS = 7
Right = Callable[[Question], tuple[bool, ...] | None]
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One document to learn from; ``right`` says which answers to a question are right, None where gold is silent."""

    fold: int
    quotations: Sequence[Quotation]
    cues: Mapping[str, Cue]
    mentions: Sequence[Mention]
    references: Sequence[Reference]
    cast: Cast
    right: Right


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, and write ``dialogue.json``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="PDNC: a folder for each novel")
    parser.add_argument("outputs", type=Path, help="what quoth run made of its texts")
    options = parser.parse_args(arguments)
    lessons = list(read_novels(options.folder, Settings(outputs=options.outputs)))
    store.write_text(TARGET, describe(learn(lessons)))


def learn(lessons: Sequence[Lesson]) -> dict[str, list[Case]]:
    """The cases of the last round, by task."""
    weights: Weights = {}
    cases: dict[str, list[Case]] = {}
    for number in range(ROUNDS + 1):
        cases = gather(lessons, weights)
        if number < ROUNDS:
            weights = {task: fit(rows) for task, rows in cases.items()}
    return cases


def gather(lessons: Sequence[Lesson], weights: Weights) -> dict[str, list[Case]]:
    """The cases met in reading all lessons; without weights gold answers where it can."""
    cases: dict[str, list[Case]] = defaultdict(list)
    for lesson in lessons:
        hear(
            lesson.quotations,
            lesson.cues,
            mentions=lesson.mentions,
            references=lesson.references,
            cast=lesson.cast,
            answer=_answerer(lesson, weights, cases),
        )
    return dict(cases)


def _answerer(lesson: Lesson, weights: Weights, cases: dict[str, list[Case]]) -> Callable[[Question], Answer]:
    def answer(question: Question) -> Answer:
        right = lesson.right(question)
        if right is not None:
            options = tuple(names for _, names in question.answers)
            cases[question.task].append(Case(options=options, right=right, fold=lesson.fold))
        if question.task in weights:
            best, likelihood = choose(weights[question.task], [names for _, names in question.answers])
            return question.answers[best][0], likelihood
        known = right.index(True) if right is not None and any(right) else None
        last = len(question.answers) - 1 if question.task == "description" else 0
        return question.answers[last if known is None else known][0], 0.6

    return answer


def choose(weights: Mapping[str, float], answers: Sequence[Sequence[str]]) -> tuple[int, float]:
    """The place of the likeliest answer, and its likelihood beside the others and nobody."""
    totals = [sum(weights.get(name, 0.0) for name in names) for names in answers]
    best = max(range(len(totals)), key=lambda number: (totals[number], -number))
    top = max(totals[best], 0.0)
    shares = sum(math.exp(total - top) for total in totals) + math.exp(-top)
    return best, math.exp(totals[best] - top) / shares


def describe(cases: Mapping[str, Sequence[Case]]) -> str:
    """The file's text; what was learned is printed."""
    tasks = {}
    for task, rows in sorted(cases.items()):
        held_out = [one for fold in range(FOLDS) for one in _decide_fold(rows, fold)]
        weights = fit(rows)
        share = sum(right for _, right in held_out) / len(held_out)
        sys.stdout.write(f"{task}: {len(weights)} weights from {len(rows)} choices; held out {share:.3f} right\n")
        kept = {name: round(weight, 3) for name, weight in sorted(weights.items()) if abs(weight) >= 0.01}
        tasks[task] = {"points": [list(point) for point in calibrate(held_out)], "weights": kept}
    source = "PDNC, the seven novels first in the alphabet"
    return json.dumps({"source": source, "tasks": tasks}, ensure_ascii=False, indent=1) + "\n"


def _decide_fold(cases: Sequence[Case], fold: int) -> Iterator[tuple[float, bool]]:
    """The likelihood of each choice on one fold by weights from the others, and whether it is right."""
    weights = fit([case for case in cases if case.fold != fold])
    for case in cases:
        if case.fold == fold:
            best, likelihood = choose(weights, case.options)
            yield likelihood, case.right[best]


def read_novels(folder: Path, settings: Settings) -> Iterator[Lesson]:
    """A lesson from each novel that may be learned from."""
    tables = _Tables(settings)
    for number, place in enumerate(novel_folders(folder)[:NOVELS]):
        novel = read_novel(place)
        doc_id = next(one.doc_id for one in tables.documents if Path(one.path).parts[0] == novel.name)
        yield tables.lesson(doc_id, number % FOLDS, lambda lesson, novel=novel: _right_in_novel(novel, lesson))


class _Tables:
    """The interim tables of a run, by document."""

    def __init__(self, settings: Settings) -> None:
        self.documents = interim.DOCUMENTS.read(settings)
        self.quotations = interim.by_document(interim.QUOTATIONS.read(settings))
        self.candidates = interim.by_document(interim.CANDIDATES.read(settings))
        self.mentions = interim.by_document(interim.MENTIONS.read(settings))
        self.references = interim.by_document(interim.REFERENCES.read(settings))

    def lesson(self, doc_id: str, fold: int, judge: Callable[["_Parts"], Right]) -> Lesson:
        """The lesson of one document."""
        quotations, candidates = self.quotations.get(doc_id, []), self.candidates.get(doc_id, [])
        mentions = self.mentions.get(doc_id, [])
        cast = gather_cast(mentions, candidates)
        cues = likeliest_cues(quotations, candidates)
        return Lesson(
            fold=fold,
            quotations=quotations,
            cues=cues,
            mentions=mentions,
            references=self.references.get(doc_id, []),
            cast=cast,
            right=judge(_Parts(quotations, cues, mentions, cast)),
        )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a judge needs of a document."""

    quotations: Sequence[Quotation]
    cues: Mapping[str, Cue]
    mentions: Sequence[Mention]
    cast: Cast


def _right_in_novel(novel: Novel, parts: _Parts) -> Right:
    """The judge of a novel: an answer is right if it is a figure of the gold speaker's."""
    gold = _match_gold(novel, parts.quotations)
    at_cue = {
        (cue.candidate.mention_start, cue.candidate.mention_end): gold[quote_id]
        for quote_id, cue in parts.cues.items()
        if quote_id in gold
    }
    keys: dict[str, frozenset[int]] = {}

    def right(question: Question) -> tuple[bool, ...] | None:
        asked = question.asked
        one = gold.get(asked.quote_id) if isinstance(asked, Quotation) else at_cue.get((asked.start, asked.end))
        if one is None:
            return None
        found = keys.setdefault(one.speaker, _keys_of(one, parts.cast))
        return tuple(key in found or (key == NOBODY_KNOWN and not found) for key, _ in question.answers)

    return right


def _keys_of(gold: NovelQuotation, cast: Cast) -> frozenset[int]:
    """The figures of a gold speaker: those called so, else those with an alias of theirs, else with their surname."""
    figures = list(enumerate(cast.figures))
    by_name = {key for key, one in figures if same_name(one.name, name=gold.speaker, aliases=gold.aliases)}
    by_alias = {
        key
        for key, one in figures
        if any(same_name(alias, name=gold.speaker, aliases=gold.aliases) for alias in one.aliases)
    }
    loose = {key for key, one in figures if same_speaker(one.name, name=gold.speaker, aliases=gold.aliases)}
    return frozenset(by_name or by_alias or loose)


def _match_gold(novel: Novel, quotations: Sequence[Quotation]) -> dict[str, NovelQuotation]:
    """Quotation -> the gold one it covers, where that has a speaker."""
    rows = [one for one in quotations if one.kind in {"direct", "mixed"} and not one.parent_id]
    owners = [(part, one) for one in novel.quotations if one.speaker for part in one.parts]
    pairs = touching([part for part, _ in owners], [(one.start, one.end) for one in rows])
    return {
        rows[place].quote_id: owners[index][1]
        for index, place in pairs
        if covers_half((rows[place].start, rows[place].end), owners[index][1].parts)
    }


if __name__ == "__main__":
    main()
