"""The weights by which speakers are chosen, fitted on PolNeAR and written where the ranker looks them up.

Run it by hand, after a run of Quoth on the texts of a part that may be tuned on (train)::

    quoth run --corpus FOLDER/text --outputs OUTPUTS
    python -m benchmarks.fit_ranker FOLDER OUTPUTS

FOLDER holds ``text/`` and ``attributions/``. A quotation counts if gold attributes it to a source, and if
it stands in no other (there gold knows the outer speaker alone). An option of it is right if its mention
overlaps a source, or ends in a source's last capitalised word.
The model is a conditional logit, fitted by L-BFGS with an L2 penalty. Its scores are calibrated by
isotonic regression on decisions that each fifth of the documents gets from weights fitted on the rest.
"""

import argparse
import json
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
from pipeline.evaluation.matching import covers_half, overlap_any
from pipeline.evaluation.names import shares_last_word
from pipeline.evaluation.polnear import GoldAttribution, GoldDocument, read_polnear
from pipeline.records import Quotation
from pipeline.settings import Settings
from pipeline.stages import interim

TARGET = Path(ranker.__file__).with_name("ranker.json")
PENALTY = 1.0
LEAST_COUNT = 8
"""Features seen in fewer options are left out."""
FOLDS = 5
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
    parser.add_argument("folder", type=Path, help="a part of PolNeAR that may be tuned on")
    parser.add_argument("outputs", type=Path, help="what quoth run made of its texts")
    options = parser.parse_args(arguments)
    cases = list(read_cases(options.folder, Settings(outputs=options.outputs)))
    held_out = [one for fold in range(FOLDS) for one in _decide_fold(cases, fold)]
    weights = fit(cases)
    text = describe(weights, calibrate(held_out), source="PolNeAR train: quoted attributions with a source")
    store.write_text(TARGET, text)
    right = sum(one for _, one in held_out) / len(held_out)
    sys.stdout.write(
        f"{TARGET.name}: {len(weights)} weights from {len(cases)} quotations; held out {right:.3f} right\n"
    )


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


def _decide_fold(cases: Sequence[Case], fold: int) -> Iterator[tuple[float, bool]]:
    """The likelihood of each decision on one fold by weights from the others, and whether it is right."""
    weights = fit([case for case in cases if case.fold != fold])
    for case in cases:
        if case.fold == fold:
            totals = np.array([sum(weights.get(name, 0.0) for name in option) for option in case.options])
            shares = np.exp(totals - max(totals.max(), 0.0))
            best = int(totals.argmax())
            yield float(shares[best] / (shares.sum() + np.exp(-max(totals.max(), 0.0)))), case.right[best]


def calibrate(decisions: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Points of the curve from likelihood to share of right ones: steps of at least 30 decisions, joined."""
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
