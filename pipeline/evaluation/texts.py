"""The report over gold files: single texts with everything that is right in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import GoldError
from pipeline.evaluation import facts, scores
from pipeline.evaluation.calibration import Judged
from pipeline.evaluation.entities import (
    EntityComparison,
    EntityScore,
    compare_entities,
    find_entity_errors,
    score_entities,
)
from pipeline.evaluation.findings import Finding
from pipeline.evaluation.gold import Gold, check_text, read_gold
from pipeline.evaluation.outputs import Outputs, candidates
from pipeline.evaluation.report import (
    Report,
    Section,
    calibration_sections,
    form_figures,
    prf_figures,
    share_figure,
    share_figures,
    total_figures,
)
from pipeline.evaluation.values import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResult:
    """One gold file's comparisons; ``entities`` is None where the file judges none."""

    gold: Gold
    quotations: scores.Comparison
    entities: EntityComparison | None


def evaluate(paths: Sequence[Path], outputs: Outputs) -> Report:
    """The report over gold files.

    Raises:
        GoldError: a file cannot be read, or does not fit the text that the outputs hold.
    """
    results = [judge_text(read_gold(path), outputs) for path in paths]
    title = results[0].gold.document if len(results) == 1 else f"{len(results)} gold files"
    return make_report(results, form="gold", title=title)


def make_report(results: Sequence[TextResult], *, form: str, title: str) -> Report:
    """The report over texts that were judged."""
    findings = tuple(finding for result in results for finding in _find_errors(result))
    return Report(form=form, title=title, sections=tuple(_make_sections(results)), findings=findings)


def judge_text(gold: Gold, outputs: Outputs) -> TextResult:
    """One gold file against the outputs."""
    return judge_document(gold, _locate(gold, outputs), outputs)


def judge_document(gold: Gold, doc_id: str, outputs: Outputs) -> TextResult:
    """One gold file against the document that it is of; raises GoldError where it does not fit its text."""
    text = outputs.read_text(doc_id)
    check_text(gold, text)
    entities = compare_entities(gold, outputs.entities.get(doc_id, ()), doc_id=doc_id) if gold.judges_entities else None
    quotations = scores.compare(gold, outputs.rows.get(doc_id, ()), text=text, doc_id=doc_id)
    return TextResult(gold=gold, quotations=quotations, entities=entities)


def _locate(gold: Gold, outputs: Outputs) -> str:
    found = candidates(outputs, name=gold.document, sha256=gold.sha256)
    if not found:
        raise GoldError(
            f"{gold.path}: {gold.document} is none of the {len(outputs.documents)} documents in the outputs; "
            "run Quoth on a corpus that holds it"
        )
    return found[0]


def _find_errors(result: TextResult) -> Iterator[Finding]:
    yield from scores.find_errors(result.quotations)
    if result.entities:
        yield from find_entity_errors(result.entities)


def _make_sections(results: Sequence[TextResult]) -> Iterator[Section]:
    by_text = [(result.gold.document, scores.score(result.quotations)) for result in results]
    total = sum((score for _, score in by_text), scores.QuotationScore())
    yield Section(key="detection", title="Quotations found", figures=prf_figures(total.detection))
    yield Section(key="found", title="Found, by kind", figures=total_figures(total.found))
    yield Section(key="right", title="Speaker right, of all quotations, by kind", figures=total_figures(total.right))
    ordered = [name for name in (*(fact.name for fact in facts.FACTS), scores.SPEAKER_OF_FOUND) if name in total.facts]
    figures = tuple(share_figure(name, total.facts[name]) for name in ordered)
    yield Section(key="facts", title="Right, of all there are", figures=figures)
    yield Section(key="kinds", title="Kind right, by kind", figures=share_figures(total.by_kind))
    if any(one.mention for result in results for one in result.gold.quotations):
        title = "Speaker right, of all, by how the text names the speaker"
        yield Section(key="forms", title=title, figures=form_figures(total.by_mention))
    yield from _entity_sections([result.entities for result in results if result.entities])
    yield from calibration_sections(tuple(_judge_rows(result.quotations for result in results)))
    if len(results) > 1:
        shares = {name: score.facts.get("speaker", Share()) for name, score in by_text}
        yield Section(key="texts", title="Speaker right, by text", figures=share_figures(shares))


def _entity_sections(comparisons: Iterable[EntityComparison]) -> Iterator[Section]:
    judged = [score_entities(comparison) for comparison in comparisons]
    if judged:
        total = sum(judged, EntityScore())
        yield Section(key="entities", title="Entities", figures=prf_figures(total.entities))
        yield Section(key="people", title="People among them", figures=prf_figures(total.people))


def _judge_rows(comparisons: Iterable[scores.Comparison]) -> Iterator[Judged]:
    """Rows with a speaker and a score; of those that stand for nothing in the gold, quotations are wrong."""
    for comparison in comparisons:
        for pair in comparison.pairs:
            if pair.row.speaker and pair.row.score is not None and (pair.gold.speaker or pair.gold.kind != "nested"):
                right = bool(pair.gold.speaker) and facts.speaker_is_right(pair)
                yield Judged(rule=pair.row.rule, score=pair.row.score, right=right)
        for row in comparison.extra:
            if row.speaker and row.score is not None:
                yield Judged(rule=row.rule, score=row.score, right=False)
