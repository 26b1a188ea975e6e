"""The kinds of evidence, what each is called in the tables, and how often each is right.

The precisions stand in ``precisions.json``, written by ``python -m benchmarks.calibrate`` from an
annotated corpus; a rule's score is the precision measured for its evidence.
"""

import json
from functools import cache
from importlib.resources import files

from pipeline.records import Candidate

SAME_UTTERANCE = "same utterance"
SAME_PARAGRAPH = "goes on in the same paragraph"
LAST_QUOTED = "block without a named speaker: the last one quoted"
HANDED_ON = (SAME_UTTERANCE, SAME_PARAGRAPH, LAST_QUOTED)
"""Rules that give a quotation the speaker of one before it."""

DEFAULT_PRECISION = 0.5
_NEAR, _FAR = 3, 10


def rule_of(candidate: Candidate) -> str:
    """The name of the rule that a candidate's evidence falls under, in words."""
    parts = [candidate.evidence, "listed verb" if candidate.cue_listed else "other verb", _reach(candidate.distance)]
    return ", ".join(parts)


def _reach(distance: int) -> str:
    if distance <= _NEAR:
        return "close"
    return "near" if distance <= _FAR else "far"


def score_of(rule: str) -> float:
    """The measured precision of a rule, from 0 to 1; of one never seen, that of its evidence."""
    table = precisions()
    evidence = rule.split(", listed", maxsplit=1)[0].split(", other", maxsplit=1)[0]
    return table.get(rule, table.get(evidence, DEFAULT_PRECISION))


@cache
def precisions() -> dict[str, float]:
    """Rule -> measured precision."""
    table = json.loads((files("pipeline.attribution") / "precisions.json").read_text(encoding="utf-8"))
    return {rule: row["precision"] for rule, row in table["rules"].items()}
