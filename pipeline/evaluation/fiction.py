"""The measures on fiction: PDNC's speakers by type of quotation, and quotations found in PDNC and LitBank.

A quotation is found if a predicted direct or mixed row overlaps it by at least half of the shorter
one. Its speaker is right if the canonical name is the gold name or an alias, or shares the gold
name's last capitalised word; ``by_name`` counts those that are right without the last clause, which
takes Mr Bennet for Mrs Bennet. Detection pairs parts of quotations one to one with rows that
stand inside no other (intersection over union at least 0.7), since quotations within quotations
are not annotated.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.evaluation.calibration import Judged
from pipeline.evaluation.findings import Finding, find, shorten
from pipeline.evaluation.matching import Span, covers_half, overlap_any, pair_spans, touching
from pipeline.evaluation.names import same_name, same_speaker
from pipeline.evaluation.pdnc import Novel, NovelQuotation
from pipeline.evaluation.scores import FOUND_FROM
from pipeline.evaluation.values import PRF, Share, add_shares, count_shares
from pipeline.records import AttributedQuotation


@dataclass(frozen=True, slots=True, kw_only=True)
class NovelJudgement:
    """A quotation and the row judged against it: one that is right if there is one, else the one that covers most."""

    gold: NovelQuotation
    row: AttributedQuotation | None
    right: bool
    right_by_name: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NovelComparison:
    """A novel's quotations, each judged; its rows with a score, judged; and the quotations found."""

    novel: Novel
    quotations: tuple[NovelJudgement, ...]
    rows: tuple[Judged, ...]
    extra: tuple[AttributedQuotation, ...]
    detection: PRF


@dataclass(frozen=True, slots=True, kw_only=True)
class NovelScore:
    """Counts over novels; they add. The mappings are keyed by the type of quotation.

    ``found`` counts all quotations; ``right``, ``by_name`` and ``by_form`` (keyed by how the text names
    the speaker) those whose speaker the gold names, of all; ``of_found`` the speakers of those found.
    """

    detection: PRF = field(default_factory=PRF)
    of_found: Share = field(default_factory=Share)
    found: Mapping[str, Share] = field(default_factory=dict)
    right: Mapping[str, Share] = field(default_factory=dict)
    by_name: Mapping[str, Share] = field(default_factory=dict)
    by_form: Mapping[str, Share] = field(default_factory=dict)

    def __add__(self, other: "NovelScore") -> "NovelScore":
        return NovelScore(
            detection=self.detection + other.detection,
            of_found=self.of_found + other.of_found,
            found=add_shares(self.found, other.found),
            right=add_shares(self.right, other.right),
            by_name=add_shares(self.by_name, other.by_name),
            by_form=add_shares(self.by_form, other.by_form),
        )


def compare_novel(novel: Novel, rows: Iterable[AttributedQuotation]) -> NovelComparison:
    """A novel's quotations against its rows."""
    predicted = [row for row in rows if row.kind in {"direct", "mixed"}]
    owners = [(part, one) for one in novel.quotations for part in one.parts]
    rows_of: dict[str, list[AttributedQuotation]] = {one.id: [] for one in novel.quotations}
    gold_of: dict[str, list[NovelQuotation]] = {row.quote_id: [] for row in predicted}
    for index, place in touching([part for part, _ in owners], [_span(row) for row in predicted]):
        row, quotation = predicted[place], owners[index][1]
        if row not in rows_of[quotation.id] and covers_half(_span(row), quotation.parts):
            rows_of[quotation.id].append(row)
            gold_of[row.quote_id].append(quotation)
    return NovelComparison(
        novel=novel,
        quotations=tuple(_judge(one, rows_of[one.id]) for one in novel.quotations),
        rows=tuple(_judge_rows(predicted, gold_of)),
        extra=tuple(row for row in predicted if not gold_of[row.quote_id] and not row.parent_id),
        detection=score_detection([part for part, _ in owners], predicted),
    )


def score_novel(comparison: NovelComparison) -> NovelScore:
    """The counts of one novel."""
    named = [one for one in comparison.quotations if one.gold.speaker]
    return NovelScore(
        detection=comparison.detection,
        of_found=Share(right=sum(one.right for one in named), total=sum(one.row is not None for one in named)),
        found=count_shares((one.gold.type, one.row is not None) for one in comparison.quotations),
        right=count_shares((one.gold.type, one.right) for one in named),
        by_name=count_shares((one.gold.type, one.right_by_name) for one in named),
        by_form=count_shares((one.gold.form, one.right) for one in named),
    )


def score_detection(gold: Sequence[Span], rows: Iterable[AttributedQuotation]) -> PRF:
    """Direct and mixed rows outside other quotations, paired one to one with gold spans."""
    outer = [_span(row) for row in rows if row.kind in {"direct", "mixed"} and not row.parent_id]
    right = len(pair_spans(gold, outer, at_least=FOUND_FROM))
    return PRF(right=right, wrong=len(outer) - right, missing=len(gold) - right)


def find_novel_errors(comparison: NovelComparison) -> Iterator[Finding]:
    """Every error of one novel in order of place: not found, wrong or no speaker, nobody quoted."""
    findings = [*_quotation_errors(comparison), *_extra_errors(comparison)]
    yield from sorted(findings, key=lambda finding: finding.start)


def find_detection_errors(
    gold: Sequence[Span], rows: Iterable[AttributedQuotation], *, text: str, doc_id: str
) -> Iterator[Finding]:
    """Every quotation without a row and every row without a quotation, in order of place."""
    outer = [row for row in rows if row.kind in {"direct", "mixed"} and not row.parent_id]
    paired = pair_spans(gold, [_span(row) for row in outer], at_least=FOUND_FROM)
    taken = set(paired.values())
    missing = [(span, "not found") for index, span in enumerate(gold) if index not in paired]
    extra = [(_span(row), "nobody quoted") for index, row in enumerate(outer) if index not in taken]
    for span, code in sorted([*missing, *extra]):
        message = f"{code}, or not from here to there: “{shorten(text[span[0] : span[1]], keep=40)}”"
        yield find(text, doc_id=doc_id, span=span, code=code, message=message)


def _span(row: AttributedQuotation) -> Span:
    return row.start, row.end


def _is_right(row: AttributedQuotation, gold: NovelQuotation) -> bool:
    return bool(gold.speaker) and same_speaker(row.speaker, name=gold.speaker, aliases=gold.aliases)


def _judge(gold: NovelQuotation, found: Sequence[AttributedQuotation]) -> NovelJudgement:
    if not found:
        return NovelJudgement(gold=gold, row=None, right=False, right_by_name=False)
    right = [row for row in found if _is_right(row, gold)]
    by_name = any(same_name(row.speaker, name=gold.speaker, aliases=gold.aliases) for row in right)
    best = max(right or found, key=lambda row: (overlap_any(_span(row), gold.parts), -row.start))
    return NovelJudgement(gold=gold, row=best, right=bool(right), right_by_name=by_name)


def _judge_rows(
    rows: Iterable[AttributedQuotation], gold_of: Mapping[str, Sequence[NovelQuotation]]
) -> Iterator[Judged]:
    """Rows with a speaker and a score; one that stands for quotations without a named speaker is not judged."""
    for row in rows:
        gold = gold_of[row.quote_id]
        if row.speaker and row.score is not None and (not gold or any(one.speaker for one in gold)):
            yield Judged(rule=row.rule, score=row.score, right=any(_is_right(row, one) for one in gold))


def _quotation_errors(comparison: NovelComparison) -> Iterator[Finding]:
    for one in comparison.quotations:
        gold, row = one.gold, one.row
        says = f"{gold.id} ({gold.type}): the gold says {gold.speaker or 'nobody'}"
        if row is None:
            code, message = "not found", f"not found; {says}"
        elif not gold.speaker or one.right:
            continue
        elif not row.speaker:
            code, message = "no speaker", f"no speaker ({row.reason or 'no reason given'}); {says}"
        else:
            code, message = "wrong speaker", f"speaker is {row.speaker} ({row.rule}); {says}"
        span = (gold.parts[0][0], gold.parts[0][1])
        yield find(comparison.novel.text, doc_id=comparison.novel.name, span=span, code=code, message=message)


def _extra_errors(comparison: NovelComparison) -> Iterator[Finding]:
    for row in comparison.extra:
        message = f"taken for a quotation ({row.kind}), nobody is quoted: “{shorten(row.text, keep=40)}”"
        text, name = comparison.novel.text, comparison.novel.name
        yield find(text, doc_id=name, span=_span(row), code="nobody quoted", message=message)
