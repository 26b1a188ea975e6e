"""The weights by which speakers are chosen, fitted on PolNeAR and written where the ranker looks them up.

Run it by hand, after a run of Quoth on the texts of a part that may be tuned on (train)::

    quoth run --corpus FOLDER/text --outputs OUTPUTS
    quoth run --corpus NOVELS --outputs NOVEL_OUTPUTS
    python -m benchmarks.fit_ranker FOLDER OUTPUTS NOVELS NOVEL_OUTPUTS

FOLDER holds ``text/`` and ``attributions/``. A quotation counts if gold attributes it to a source, and if
it stands in no other (there gold knows the outer speaker alone). An option of it is right if its mention
overlaps a source, or ends in a source's last capitalised word. NOVELS are those of PDNC that may be tuned on;
there a quotation counts if a referring expression stands at it («said the old man»), and the option whose
mention is part of that is right.
The model is a conditional logit, fitted by L-BFGS with an L2 penalty. Its scores are calibrated by
isotonic regression on decisions that each fifth of the documents gets from weights fitted on the rest.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.isotonic import IsotonicRegression

from pipeline import store
from pipeline.attribution import ranker
from pipeline.attribution.decide import list_options
from pipeline.attribution.ranker import Option, features
from pipeline.evaluation.files import read_table
from pipeline.evaluation.matching import covers_half, overlap_any, touching
from pipeline.evaluation.names import shares_last_word
from pipeline.evaluation.pdnc import QUOTATIONS, TEXT, novel_folders, read_novel
from pipeline.evaluation.polnear import GoldAttribution, GoldDocument, read_polnear
from pipeline.records import Quotation
from pipeline.settings import Settings
from pipeline.stages import interim

TARGET = Path(ranker.__file__).with_name("ranker.json")
PENALTY = 3.0
LEAST_COUNT = 8
"""Features seen in fewer options are left out."""
SOURCE = "PolNeAR train: quoted attributions with a source; PDNC, seven novels: quotations with a referring expression"
FOLDS = 5
NOVEL_STEP = 8
"""One quotation in so many of the novels counts, so that they weigh less than the news."""
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One quotation: the features of each option, which options are right, and the fold of its document."""

    options: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    fold: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, and write ``ranker.json``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a part of PolNeAR to tune on")
    parser.add_argument("outputs", type=Path, help="what quoth run made of its texts")
    parser.add_argument("novels", type=Path, help="novels of PDNC that may be tuned on")
    parser.add_argument("novel_outputs", type=Path, help="what quoth run made of their texts")
    options = parser.parse_args(arguments)
    cases = list(read_cases(options.folder, Settings(outputs=options.outputs)))
    told = [*read_novel_cases(options.novels, Settings(outputs=options.novel_outputs))][::NOVEL_STEP]
    held_out = [one for fold in range(FOLDS) for one in _decide_fold(cases, told, fold)]
    weights = fit([*cases, *told])
    store.write_text(TARGET, describe(weights, calibrate(held_out), source=SOURCE))
    right = sum(one for _, one in held_out) / len(held_out)
    counts = f"{len(weights)} weights from {len(cases)} + {len(told)} quotations"
    sys.stdout.write(f"{TARGET.name}: {counts}; held out {right:.3f} right\n")


def describe(weights: dict[str, float], points: Sequence[tuple[float, float]], *, source: str) -> str:
    """The file's text."""
    kept = {name: round(weight, 3) for name, weight in sorted(weights.items()) if abs(weight) >= 0.01}
    table = {"source": source, "points": [list(point) for point in points], "weights": kept}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def read_cases(folder: Path, settings: Settings) -> Iterator[Case]:
    """Every quotation whose speaker gold names, with its options."""
    stems = {Path(document.path).stem: document.doc_id for document in interim.DOCUMENTS.read(settings)}
    quotations = interim.by_document(interim.QUOTATIONS.read(settings))
    candidates = interim.by_document(interim.CANDIDATES.read(settings))
    decided = interim.by_document(interim.ATTRIBUTIONS.read(settings))
    for number, document in enumerate(read_polnear(folder)):
        doc_id = stems.get(document.name, "")
        rows = quotations.get(doc_id, ())
        for quotation, options in list_options(rows, candidates.get(doc_id, ()), decided.get(doc_id, ())):
            gold = [] if quotation.parent_id else _gold_of(document, quotation)
            if gold and options:
                named = tuple(tuple(features(option, quotation, options)) for option in options)
                right = tuple(_is_right(option, gold) for option in options)
                yield Case(options=named, right=right, fold=number % FOLDS)


def read_novel_cases(folder: Path, settings: Settings) -> Iterator[Case]:
    """Every quotation of a novel at which a referring expression stands, with its options."""
    paths = {document.path: document.doc_id for document in interim.DOCUMENTS.read(settings)}
    quotations = interim.by_document(interim.QUOTATIONS.read(settings))
    candidates = interim.by_document(interim.CANDIDATES.read(settings))
    decided = interim.by_document(interim.ATTRIBUTIONS.read(settings))
    for novel in (read_novel(one) for one in novel_folders(folder)):
        doc_id = paths[f"{novel.name}/{TEXT}"]
        expressions = dict(_expressions(folder / novel.name / QUOTATIONS))
        rows = quotations.get(doc_id, ())
        gold = touching(
            [part for one in novel.quotations for part in one.parts], [(row.start, row.end) for row in rows]
        )
        owners = [one.id for one in novel.quotations for _ in one.parts]
        said = {rows[index].quote_id: expressions.get(owners[part], "") for part, index in gold}
        for quotation, options in list_options(rows, candidates.get(doc_id, ()), decided.get(doc_id, ())):
            expression = said.get(quotation.quote_id, "")
            named = tuple(tuple(features(option, quotation, options)) for option in options)
            right = tuple(_is_in(option, expression) for option in options)
            if any(right) and not quotation.parent_id:
                yield Case(options=named, right=right, fold=-1)


def _expressions(path: Path) -> Iterator[tuple[str, str]]:
    """Quotation -> the words that refer to its speaker, letters alone."""
    for row, _ in read_table(path, needed=("quoteID", "referringExpression", "quoteType")):
        if row["quoteType"] in {"Explicit", "Anaphoric"}:
            yield row["quoteID"], _letters(row["referringExpression"])


def _letters(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.lower()))


def _is_in(option: Option, expression: str) -> bool:
    mention = _letters(option.candidates[0].mention) if option.candidates else ""
    return bool(mention) and f" {mention} " in f" {expression} "


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights that make the right options likeliest, among all and nobody."""
    counts = Counter(name for case in cases for option in case.options for name in option)
    vocabulary = {name: number for number, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST_COUNT))}
    rows = [option for case in cases for option in case.options]
    matrix = _matrix(rows, vocabulary)
    groups = np.repeat(np.arange(len(cases)), [len(case.options) for case in cases])
    right = np.array([one for case in cases for one in case.right], dtype=float)
    nobody = np.array([not any(case.right) for case in cases], dtype=float)

    def loss(weights: Vector) -> tuple[float, Vector]:
        totals = matrix @ weights
        top = np.maximum(np.zeros(len(cases)), _maximum(totals, groups, len(cases)))
        shares = np.exp(totals - top[groups])
        none = np.exp(-top)
        all_shares = np.bincount(groups, shares, len(cases)) + none
        good = np.bincount(groups, shares * right, len(cases)) + none * nobody
        value = float(np.sum(np.log(all_shares) - np.log(good)))
        slope = shares / all_shares[groups] - shares * right / good[groups]
        return value + PENALTY * float(weights @ weights), matrix.T @ slope + 2 * PENALTY * weights

    found = minimize(loss, np.zeros(len(vocabulary)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return {name: float(found.x[number]) for name, number in vocabulary.items()}


def _matrix(rows: Sequence[Sequence[str]], vocabulary: dict[str, int]) -> csr_matrix:
    indices = [[vocabulary[name] for name in row if name in vocabulary] for row in rows]
    ends = np.cumsum([0, *(len(row) for row in indices)])
    flat = np.array([number for row in indices for number in row], dtype=np.int64)
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(rows), len(vocabulary)))


def _maximum(totals: Vector, groups: NDArray[np.int64], count: int) -> Vector:
    top = np.full(count, -np.inf)
    np.maximum.at(top, groups, totals)
    return top


def _decide_fold(cases: Sequence[Case], told: Sequence[Case], fold: int) -> Iterator[tuple[float, bool]]:
    """The likelihood of each decision on one fold by weights from the others, and whether it is right."""
    weights = fit([*told, *(case for case in cases if case.fold != fold)])
    for case in cases:
        if case.fold == fold:
            totals = np.array([sum(weights.get(name, 0.0) for name in option) for option in case.options])
            shares = np.exp(totals - max(totals.max(), 0.0))
            best = int(totals.argmax())
            yield float(shares[best] / (shares.sum() + np.exp(-max(totals.max(), 0.0)))), case.right[best]


def calibrate(decisions: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Points of the curve from likelihood to share of right ones: steps of some sixty decisions, joined."""
    likelihoods, right = np.array([one[0] for one in decisions]), np.array([one[1] for one in decisions], dtype=float)
    curve = IsotonicRegression(out_of_bounds="clip").fit(likelihoods, right)
    order = np.sort(likelihoods)
    chosen = sorted({float(part.mean()) for part in np.array_split(order, max(len(order) // 60, 2))})
    return [(round(one, 4), round(float(curve.predict([one])[0]), 4)) for one in chosen]


def _gold_of(document: GoldDocument, quotation: Quotation) -> list[GoldAttribution]:
    span = (quotation.start, quotation.end)
    return [one for one in document.attributions if one.quoted and one.sources and covers_half(span, one.content)]


def _is_right(option: Option, gold: Sequence[GoldAttribution]) -> bool:
    one = option.candidates[0] if option.candidates else option.source
    if one is None:
        return False
    words = one.mention if option.candidates else option.source.speaker if option.source else ""
    start, end = one.mention_start, one.mention_end
    overlaps = start is not None and end is not None and any(overlap_any((start, end), g.sources) for g in gold)
    return overlaps or any(shares_last_word(name, words) for g in gold for name in g.names)


if __name__ == "__main__":
    main()
