"""Scores as a person reads them, and as JSON."""

import json

import pytest

from pipeline.evaluation.calibration import Judged
from pipeline.evaluation.findings import Finding
from pipeline.evaluation.report import (
    Figure,
    Report,
    Section,
    calibration_sections,
    prf_figures,
    render,
    share_figure,
    share_figures,
    to_json,
)
from pipeline.evaluation.values import PRF, Share

REPORT = Report(
    form="gold",
    title="tide.txt",
    sections=(
        Section(key="detection", title="Quotations found", figures=prf_figures(PRF(right=2, wrong=0, missing=1))),
        Section(key="facts", title="Right", figures=(share_figure("cue", Share()),)),
    ),
    findings=(
        Finding(doc_id="tide", start=26, code="not found", message="q1 is not found", sentence="Lund said “no”."),
        Finding(doc_id="tide", start=-1, code="entity missing", message="Lund is not there", sentence=""),
    ),
)

TABLE = """tide.txt

Quotations found
  precision                                       1.000   2 of 2
  recall                                          0.667   2 of 3
  F1                                              0.800

Right
  cue                                                 –   0 of 0

2 errors"""

ERRORS = """:

  tide, 26 [not found]
    q1 is not found
    | Lund said “no”.

  tide [entity missing]
    Lund is not there"""


def test_a_report_is_a_table_and_if_asked_for_every_error() -> None:
    assert "\n".join(render(REPORT, errors=False)) == TABLE
    assert "\n".join(render(REPORT, errors=True)) == TABLE + ERRORS


def test_without_errors_nothing_is_announced() -> None:
    flawless = Report(form="gold", title="tide.txt", sections=(), findings=())
    assert list(render(flawless, errors=True)) == ["tide.txt", "", "no errors"]


def test_json_holds_figures_counts_and_errors() -> None:
    content = json.loads(json.dumps(to_json([REPORT])))
    assert content["gold"]["scores"] == {
        "detection": {
            "precision": {"value": 1.0, "right": 2, "of": 2},
            "recall": {"value": 0.6667, "right": 2, "of": 3},
            "F1": {"value": 0.8},
        },
        "facts": {"cue": {"value": None, "right": 0, "of": 0}},
    }
    assert content["gold"]["errors"][0]["sentence"] == "Lund said “no”."


def test_shares_come_largest_first_and_then_by_name() -> None:
    shares = {"b": Share(total=1), "": Share(total=1), "a": Share(total=1), "c": Share(right=1, total=2)}
    assert [figure.name for figure in share_figures(shares)] == ["c", "not given", "a", "b"]


def test_nothing_to_judge_has_no_figure() -> None:
    assert [figure.value for figure in prf_figures(PRF())] == [None, None, None]
    assert calibration_sections([]) == ()


def test_scores_are_tabulated_by_bin_and_rule() -> None:
    judged = [Judged(rule="said X", score=0.95, right=True), Judged(rule="near", score=0.5, right=False)]
    calibration, rules = calibration_sections(judged)
    assert calibration.figures[0] == Figure(name="expected calibration error", value=pytest.approx(0.275))
    assert [figure.name for figure in calibration.figures[1:]] == [
        "right where the score is 0.9 or more",
        "right from 0.5 to 0.6, mean score 0.500",
        "right from 0.9 to 1.0, mean score 0.950",
    ]
    assert [(figure.name, figure.right, figure.total) for figure in rules.figures] == [("near", 0, 1), ("said X", 1, 1)]
