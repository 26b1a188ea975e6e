"""One text's quotations against its gold: scores that add, and every error in words.

A gold quotation (direct or mixed) is found if intersection over union with a predicted direct or
mixed row is at least 0.7; each row is used once. What gold says besides (kind, exact span, speaker,
mention, cue, ...) is a fact that the paired row has right or wrong; of a quotation that was not
found every fact is wrong, so that all shares are of all there is to find.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.evaluation import facts
from pipeline.evaluation.facts import Pair
from pipeline.evaluation.findings import Finding, find, shorten
from pipeline.evaluation.gold import Gold, GoldQuotation
from pipeline.evaluation.matching import Span, pair_spans
from pipeline.evaluation.values import PRF, Share, add_shares, count_shares
from pipeline.records import AttributedQuotation

FOUND_FROM = 0.7
"""The least intersection over union of a quotation that counts as found."""

SPEAKER_OF_FOUND = "speaker of those found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A text's gold quotations with their rows, those that have none, and the rows that are left over.

    ``judges`` names the facts that are judged; where it is empty that is all of them.
    """

    text: str
    doc_id: str
    pairs: tuple[Pair, ...]
    missing: tuple[GoldQuotation, ...]
    extra: tuple[AttributedQuotation, ...]
    judges: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[facts.Fact, ...]:
        """The facts that are judged."""
        return tuple(fact for fact in facts.FACTS if not self.judges or fact.name in self.judges)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationScore:
    """The scores of texts' quotations; they add.

    ``found`` and ``right`` count gold quotations, direct and mixed, by kind: those that a direct or
    mixed row stands for, and those whose row names the right speaker, of all that have one. ``facts``
    is how often each fact is right, by its name (see `facts.FACTS`); ``by_kind`` how many rows of each
    gold kind are found with that kind; ``by_mention`` breaks ``right`` down by how the text names the
    speaker: a name, a pronoun, another description, or none where no cue says who speaks.
    """

    detection: PRF = field(default_factory=PRF)
    found: Mapping[str, Share] = field(default_factory=dict)
    right: Mapping[str, Share] = field(default_factory=dict)
    facts: Mapping[str, Share] = field(default_factory=dict)
    by_kind: Mapping[str, Share] = field(default_factory=dict)
    by_mention: Mapping[str, Share] = field(default_factory=dict)

    def __add__(self, other: "QuotationScore") -> "QuotationScore":
        return QuotationScore(
            detection=self.detection + other.detection,
            found=add_shares(self.found, other.found),
            right=add_shares(self.right, other.right),
            facts=add_shares(self.facts, other.facts),
            by_kind=add_shares(self.by_kind, other.by_kind),
            by_mention=add_shares(self.by_mention, other.by_mention),
        )


def compare(gold: Gold, rows: Iterable[AttributedQuotation], *, text: str, doc_id: str) -> Comparison:
    """Gold paired with rows: quotations with quotations first, then whatever is left."""
    predicted = list(rows)
    row_of = _pair([one for one in gold.quotations if one.is_quotation], [row for row in predicted if _quotes(row)])
    taken = {row.quote_id for row in row_of.values()}
    rest = [one for one in gold.quotations if one.id not in row_of]
    row_of |= _pair(rest, [row for row in predicted if row.quote_id not in taken])
    taken = {row.quote_id for row in row_of.values()}
    return Comparison(
        text=text,
        doc_id=doc_id,
        pairs=facts.make_pairs(gold.quotations, row_of),
        missing=tuple(one for one in gold.quotations if one.id not in row_of),
        extra=tuple(row for row in predicted if row.quote_id not in taken),
        judges=gold.judges,
    )


def score(comparison: Comparison) -> QuotationScore:
    """The scores of one text."""
    pairs, missing = comparison.pairs, comparison.missing
    kinds = [(pair.gold.kind, facts.kind_is_right(pair)) for pair in pairs] + [(one.kind, False) for one in missing]
    speakers = [
        (gold, row is not None and facts.speaker_is_right(row)) for gold, row in _quoting(comparison) if gold.speaker
    ]
    return QuotationScore(
        detection=_score_detection(comparison),
        found=count_shares((gold.kind, row is not None) for gold, row in _quoting(comparison)),
        right=count_shares((gold.kind, right) for gold, right in speakers),
        facts=count_shares(_judge_facts(comparison)),
        by_kind=count_shares(kinds),
        by_mention=count_shares((facts.mention_form(gold), right) for gold, right in speakers),
    )


def find_errors(comparison: Comparison) -> Iterator[Finding]:
    """Every error of one text, in order of place."""
    errors = [*_pair_errors(comparison), *_extra_errors(comparison)]
    yield from sorted(errors, key=lambda finding: finding.start)


def _pair(gold: Sequence[GoldQuotation], rows: Sequence[AttributedQuotation]) -> dict[str, AttributedQuotation]:
    paired = pair_spans([one.place.span for one in gold], [(row.start, row.end) for row in rows], at_least=FOUND_FROM)
    return {gold[index].id: rows[row] for index, row in paired.items()}


def _quotes(row: AttributedQuotation) -> bool:
    return row.kind in {"direct", "mixed"}


def _quoting(comparison: Comparison) -> Iterator[tuple[GoldQuotation, Pair | None]]:
    """Every gold quotation, direct or mixed, with its pair where the row is direct or mixed, too."""
    for pair in comparison.pairs:
        if pair.gold.is_quotation:
            yield pair.gold, pair if _quotes(pair.row) else None
    yield from ((gold, None) for gold in comparison.missing if gold.is_quotation)


def _judge_facts(comparison: Comparison) -> Iterator[tuple[str, bool]]:
    for fact in comparison.facts:
        yield from ((fact.name, fact.right(pair)) for pair in comparison.pairs if fact.applies(pair))
        yield from ((fact.name, False) for gold in comparison.missing if fact.asked(gold))
    for pair in comparison.pairs:
        if pair.gold.speaker and _quotes(pair.row):
            yield SPEAKER_OF_FOUND, facts.speaker_is_right(pair)


def _score_detection(comparison: Comparison) -> PRF:
    """Rows that stand for a term, for a nested quotation that names no speaker, or for nothing are wrong.

    A nested quotation that names its speaker is a quotation, but not one that has to be found.
    """
    called = [pair.gold for pair in comparison.pairs if _quotes(pair.row)]
    asked = [one.is_quotation for one in (*(pair.gold for pair in comparison.pairs), *comparison.missing)]
    right = sum(gold.is_quotation for gold in called)
    wrong = sum(not gold.is_quotation and not gold.speaker for gold in called)
    extra = sum(_quotes(row) for row in comparison.extra)
    return PRF(right=right, wrong=wrong + extra, missing=sum(asked) - right)


def _pair_errors(comparison: Comparison) -> Iterator[Finding]:
    for one in comparison.missing:
        message = f"{one.id} ({one.kind}) is not found: “{_show(one.place.text)}”"
        yield _find(comparison, one.place.span, code="not found", message=message)
    for pair in comparison.pairs:
        for fact in comparison.facts:
            if fact.listed and fact.applies(pair) and not fact.right(pair):
                message = f"{pair.gold.id}: {fact.describe(pair)}"
                yield _find(comparison, pair.gold.place.span, code=fact.name, message=message)
        if pair.gold.kind == "nested" and not pair.gold.speaker and _quotes(pair.row):
            message = f"{pair.gold.id}: is called {pair.row.kind}; the gold names nobody who says it"
            yield _find(comparison, pair.gold.place.span, code="nobody quoted", message=message)


def _extra_errors(comparison: Comparison) -> Iterator[Finding]:
    for row in comparison.extra:
        code = "nobody quoted" if _quotes(row) else "not in gold"
        speaker = f", speaker {row.speaker}" if row.speaker else ""
        message = f"{row.quote_id} is called {row.kind}{speaker}; the gold has nothing here: “{_show(row.text)}”"
        yield _find(comparison, (row.start, row.end), code=code, message=message)


def _find(comparison: Comparison, span: Span, *, code: str, message: str) -> Finding:
    return find(comparison.text, doc_id=comparison.doc_id, span=span, code=code, message=message)


def _show(text: str) -> str:
    return shorten(text, keep=40)
