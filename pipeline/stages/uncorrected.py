"""The quotations as Quoth found them, also where a person has said since what is right."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import BY_HAND, AttributedQuotation, Attribution, Quotation
from pipeline.settings import Settings
from pipeline.stages import interim


def as_found(settings: Settings, rows: Sequence[AttributedQuotation]) -> list[AttributedQuotation]:
    """The rows of ``quotations.csv``, and for those that were corrected or checked by hand what stood there before.

    Raises:
        MissingStageError: rows were corrected, and what was found is not there: attribute has to run again.
    """
    ids = {row.quote_id for row in rows if row.rule in BY_HAND}
    if not ids:
        return list(rows)
    found = {row.quote_id: row for row in interim.UNCORRECTED.read(settings)}
    quotations = {row.quote_id: row for row in interim.QUOTATIONS.read(settings) if row.quote_id in ids}
    return [_as_found(row, found.get(row.quote_id), quotations.get(row.quote_id)) for row in rows]


def _as_found(row: AttributedQuotation, found: Attribution | None, quotation: Quotation | None) -> AttributedQuotation:
    """The row with what was found; the row itself where the tables between the stages are of a newer run."""
    if row.rule not in BY_HAND or found is None or quotation is None:
        return row
    return replace(
        row,
        kind=quotation.kind,
        subkind=quotation.subkind,
        speaker_id=found.speaker_id,
        speaker=found.speaker,
        speaker_kind=found.speaker_kind,
        speaker_mention=found.speaker_mention,
        mention_start=found.mention_start,
        mention_end=found.mention_end,
        cue=found.cue,
        cue_start=found.cue_start,
        cue_end=found.cue_end,
        rule=found.rule,
        score=found.score,
        reason=found.reason,
    )
