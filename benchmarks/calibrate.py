"""The precision of every rule of attribution, measured on PolNeAR and written where the rules look it up.

Run it by hand, after a run of Quoth on the texts of a part that may be tuned on (train)::

    quoth run --corpus FOLDER/text --outputs OUTPUTS
    python -m benchmarks.calibrate FOLDER OUTPUTS

FOLDER holds ``text/`` and ``attributions/``. A candidate counts for every rule its evidence falls
under, chosen or not, if it names somebody, so that rules are compared on all they say; the rules that hand a speaker on
from one quotation to the next count where they decided. Small counts are drawn to the common precision.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline import store
from pipeline.attribution import rules
from pipeline.evaluation.calibration import Judged, RulePrecision, shrink_precisions, tabulate_rules
from pipeline.evaluation.matching import overlap_any
from pipeline.evaluation.polnear import GoldAttribution, GoldDocument, read_polnear
from pipeline.records import Attribution, Candidate, Quotation
from pipeline.settings import Settings
from pipeline.stages import interim

TARGET = Path(rules.__file__).with_name("precisions.json")
Place = tuple[int | None, int | None]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write ``precisions.json``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a part of PolNeAR that may be tuned on")
    parser.add_argument("outputs", type=Path, help="what quoth run made of its texts")
    options = parser.parse_args(arguments)
    table = tabulate_rules(judge_all(options.folder, Settings(outputs=options.outputs)))
    store.write_text(TARGET, describe(table, source="PolNeAR train: quoted attributions with a source"))
    sys.stdout.write(f"{TARGET.name}: {len(table)} rules from {sum(row.n for row in table)} judgements\n")


def describe(table: Sequence[RulePrecision], *, source: str) -> str:
    """The file's text: for every rule its precision, drawn to the common one, and what it was counted from."""
    drawn = shrink_precisions(table)
    rows = {
        row.rule: {"n": row.n, "precision": round(drawn[row.rule], 3), "right": row.right}
        for row in sorted(table, key=lambda row: row.rule)
    }
    return json.dumps({"source": source, "rules": rows}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def judge_all(folder: Path, settings: Settings) -> Iterator[Judged]:
    """A judgement for every candidate, and every handed-on speaker, whose quotation gold attributes."""
    stems = {Path(document.path).stem: document.doc_id for document in interim.DOCUMENTS.read(settings)}
    quotations = {row.quote_id: row for row in interim.QUOTATIONS.read(settings) if row.kind != "term"}
    candidates = interim.by_document(interim.CANDIDATES.read(settings))
    decided = interim.by_document(interim.ATTRIBUTIONS.read(settings))
    for document in read_polnear(folder):
        doc_id = stems.get(document.name, "")
        yield from _judge(document, quotations, candidates.get(doc_id, ()), decided.get(doc_id, ()))


def _judge(
    document: GoldDocument,
    quotations: Mapping[str, Quotation],
    candidates: Sequence[Candidate | Attribution],
    decided: Sequence[Candidate | Attribution],
) -> Iterator[Judged]:
    for row in (*candidates, *decided):
        gold = _gold_of(document, quotations.get(row.quote_id))
        if not gold or row.mention_start is None:
            continue
        right = _is_right((row.mention_start, row.mention_end), gold)
        for rule in _rules_of(row):
            yield Judged(rule=rule, score=0.0, right=right)


def _rules_of(row: Candidate | Attribution) -> tuple[str, ...]:
    """The rule and the evidence of a candidate; of a decision, its rule if it hands a speaker on."""
    if isinstance(row, Candidate):
        return (rules.rule_of(row), row.evidence)
    return (row.rule,) if row.rule in rules.HANDED_ON else ()


def _gold_of(document: GoldDocument, quotation: Quotation | None) -> list[GoldAttribution]:
    if quotation is None:
        return []
    return [
        gold
        for gold in document.attributions
        if gold.quoted and gold.sources and overlap_any((quotation.start, quotation.end), gold.content)
    ]


def _is_right(mention: Place, gold: Sequence[GoldAttribution]) -> bool:
    start, end = mention
    if start is None or end is None:
        return False
    return any(overlap_any((start, end), one.sources) for one in gold)


if __name__ == "__main__":
    main()
