"""The measure on PolNeAR: are the quotations found, and is the right speaker named?

A quoted attribution is found if a predicted direct or mixed row overlaps its content by at least
half of the shorter one; its speaker is right if the predicted mention overlaps a gold source, or
the last capitalised word of a gold source is the predicted speaker's. Where several rows stand for
one attribution it is enough that one of them is right. Precision counts predicted direct and mixed
rows that overlap any content, be it of an indirect attribution.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.evaluation.calibration import Judged
from pipeline.evaluation.findings import Finding, find, shorten
from pipeline.evaluation.matching import covers_half, overlap_any
from pipeline.evaluation.names import shares_last_word
from pipeline.evaluation.polnear import GoldAttribution, GoldDocument
from pipeline.evaluation.values import Share, add_shares, count_shares, harmonic_mean
from pipeline.records import AttributedQuotation

Verdict = Literal["right", "wrong", "no_speaker", "no_gold", "unjudged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldJudgement:
    """A quoted attribution and the row that was judged against it (None: not found)."""

    gold: GoldAttribution
    row: AttributedQuotation | None
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowJudgement:
    """A predicted direct or mixed row and what the gold says of it.

    ``no_gold`` is a row where nobody is quoted; ``unjudged`` one whose attribution names no source,
    or overlaps by less than half.
    """

    row: AttributedQuotation
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything the scores and the list of errors are made from, for one document."""

    document: GoldDocument
    gold: tuple[GoldJudgement, ...]
    rows: tuple[RowJudgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolnearScore:
    """The measure's counts; scores of documents add.

    ``recall`` counts quoted attributions that are found; ``speaker`` and ``right_of_all`` those
    with a source: among the found, and among all. ``found`` breaks ``recall`` down by kind; the other
    mappings break down ``right_of_all`` by kind, by the source's form and by the cue's position, and
    the judged rows' speakers by rule.
    """

    recall: Share = field(default_factory=Share)
    precision: Share = field(default_factory=Share)
    speaker: Share = field(default_factory=Share)
    right_of_all: Share = field(default_factory=Share)
    found: Mapping[str, Share] = field(default_factory=dict)
    by_kind: Mapping[str, Share] = field(default_factory=dict)
    by_form: Mapping[str, Share] = field(default_factory=dict)
    by_position: Mapping[str, Share] = field(default_factory=dict)
    by_rule: Mapping[str, Share] = field(default_factory=dict)

    def __add__(self, other: "PolnearScore") -> "PolnearScore":
        return PolnearScore(
            recall=self.recall + other.recall,
            precision=self.precision + other.precision,
            speaker=self.speaker + other.speaker,
            right_of_all=self.right_of_all + other.right_of_all,
            found=add_shares(self.found, other.found),
            by_kind=add_shares(self.by_kind, other.by_kind),
            by_form=add_shares(self.by_form, other.by_form),
            by_position=add_shares(self.by_position, other.by_position),
            by_rule=add_shares(self.by_rule, other.by_rule),
        )

    @property
    def end_to_end_f1(self) -> float:
        """The harmonic mean of precision times speaker accuracy, and right of all."""
        return harmonic_mean(self.precision.value * self.speaker.value, self.right_of_all.value)


def compare(document: GoldDocument, rows: Iterable[AttributedQuotation]) -> Comparison:
    """The document's quoted attributions, and the predicted direct and mixed rows, each judged."""
    quotations = [row for row in rows if row.kind in {"direct", "mixed"}]
    gold = [_judge_gold(gold, quotations) for gold in document.attributions if gold.quoted]
    judged = [RowJudgement(row=row, verdict=_judge_row(row, document)) for row in quotations]
    return Comparison(document=document, gold=tuple(gold), rows=tuple(judged))


def score(comparison: Comparison) -> PolnearScore:
    """The measure over one document."""
    gold = comparison.gold
    with_source = [judgement for judgement in gold if judgement.gold.sources]
    found = [judgement for judgement in with_source if judgement.row]
    right = sum(judgement.right for judgement in with_source)
    on_content = sum(judgement.verdict != "no_gold" for judgement in comparison.rows)
    return PolnearScore(
        recall=Share(right=sum(judgement.row is not None for judgement in gold), total=len(gold)),
        precision=Share(right=on_content, total=len(comparison.rows)),
        speaker=Share(right=right, total=len(found)),
        right_of_all=Share(right=right, total=len(with_source)),
        found=count_shares((judgement.gold.kind, judgement.row is not None) for judgement in gold),
        by_kind=count_shares((judgement.gold.kind, judgement.right) for judgement in with_source),
        by_form=count_shares((judgement.gold.source_form, judgement.right) for judgement in with_source),
        by_position=count_shares((judgement.gold.cue_position, judgement.right) for judgement in with_source),
        by_rule=count_shares(
            (judgement.row.rule or judgement.row.reason, judgement.verdict == "right")
            for judgement in comparison.rows
            if judgement.verdict in {"right", "wrong", "no_speaker"}
        ),
    )


def speaker_is_right(row: AttributedQuotation, gold: GoldAttribution) -> bool:
    """Whether the row's mention overlaps a source, or a source ends in the speaker's last capitalised word."""
    mention = (row.mention_start or 0, row.mention_end or 0)
    return overlap_any(mention, gold.sources) > 0 or any(shares_last_word(name, row.speaker) for name in gold.names)


def _judge_gold(gold: GoldAttribution, rows: Iterable[AttributedQuotation]) -> GoldJudgement:
    found = [row for row in rows if covers_half((row.start, row.end), gold.content)]
    if not found:
        return GoldJudgement(gold=gold, row=None, right=False)
    right = [row for row in found if gold.sources and speaker_is_right(row, gold)]
    best = max(right or found, key=lambda row: (overlap_any((row.start, row.end), gold.content), -row.start))
    return GoldJudgement(gold=gold, row=best, right=bool(right))


def _judge_row(row: AttributedQuotation, document: GoldDocument) -> Verdict:
    """The verdict on a row: right where any attribution it stands for names its speaker.

    Attributions nest ('X said that Y told him "…"'): either speaker is the row's.
    """
    span = (row.start, row.end)
    if not any(overlap_any(span, content) for content in document.contents):
        return "no_gold"
    sourced = [gold for gold in document.attributions if gold.sources and covers_half(span, gold.content)]
    if not sourced:
        return "unjudged"
    if not row.speaker and row.mention_start is None:
        return "no_speaker"
    return "right" if any(speaker_is_right(row, gold) for gold in sourced) else "wrong"


def find_errors(comparison: Comparison) -> Iterator[Finding]:
    """Every error of one document in order of place: not found, wrong or no speaker, nobody quoted."""
    findings = [*_gold_errors(comparison), *_row_errors(comparison)]
    yield from sorted(findings, key=lambda finding: (finding.start, finding.code))


def _gold_errors(comparison: Comparison) -> Iterator[Finding]:
    for judgement in comparison.gold:
        gold, row = judgement.gold, judgement.row
        if row is None:
            code, message = "not found", f"not found: {_describe_gold(gold)}"
        elif not gold.sources or judgement.right:
            continue
        elif not row.speaker:
            code, message = "no speaker", f"no speaker ({row.reason or 'no reason given'}): {_describe_gold(gold)}"
        else:
            code, message = "wrong speaker", f"{_describe_row(row)}: {_describe_gold(gold)}"
        span = (gold.content[0][0], gold.content[-1][1])
        yield find(comparison.document.text, doc_id=comparison.document.name, span=span, code=code, message=message)


def _row_errors(comparison: Comparison) -> Iterator[Finding]:
    document = comparison.document
    for judgement in comparison.rows:
        if judgement.verdict == "no_gold":
            row = judgement.row
            quoted = shorten(row.text, keep=40)
            message = f"taken for a quotation ({row.kind}), nobody is quoted: “{quoted}”; {_describe_row(row)}"
            span = (row.start, row.end)
            yield find(document.text, doc_id=document.name, span=span, code="nobody quoted", message=message)


def _describe_row(row: AttributedQuotation) -> str:
    mention = f" (“{row.speaker_mention}”)" if row.speaker_mention else ""
    rule = row.rule or row.reason
    return f"speaker given as {row.speaker or 'nobody'}{mention}" + (f" by “{rule}”" if rule else "")


def _describe_gold(gold: GoldAttribution) -> str:
    names = " and ".join(f"“{name}”" for name in gold.names) or "no source"
    return f"the gold has {names}, cue “{gold.cue}” {gold.cue_position}"


def judge_scores(comparison: Comparison) -> Iterator[Judged]:
    """The rows with a speaker and a score, right or wrong; where nobody is quoted they are wrong.

    Rows that gold cannot judge are left out.
    """
    for judgement in comparison.rows:
        row = judgement.row
        if row.speaker and row.score is not None and judgement.verdict != "unjudged":
            yield Judged(rule=row.rule, score=row.score, right=judgement.verdict == "right")
