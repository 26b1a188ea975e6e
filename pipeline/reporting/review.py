"""The table in which a person puts right who says what: every quotation, those to look at first in front."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from pipeline.records import NOBODY, AttributedQuotation, Correction, ReviewRow
from pipeline.records.by_hand import State
from pipeline.reporting.choices import Choices
from pipeline.reporting.context import words_after, words_before
from pipeline.reporting.entries import doubt_about, rule_words
from pipeline.reporting.spreadsheet import guarded, guarded_key

WIDTH: Final = 200
"""How many characters of context a row has on either side: enough to see who speaks."""
_SEPARATOR: Final = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person has written about one quotation: the cells as they stand, and what they were taken for."""

    cells: Mapping[str, str]
    correction: Correction

    @property
    def state(self) -> State | None:
        """What that makes of the row; None where it is a note and no more."""
        if self.correction.checked:
            return "checked"
        return "corrected" if self.correction.speaker or self.correction.kind else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A line of corrections.csv that corrects nothing, as it stands, and why.

    ``second``: another line is about the same quotation, and stands before it.
    """

    cells: Mapping[str, str]
    why: str
    second: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewable:
    """What is reviewed: the quotations as Quoth found them, and what a person has said of them so far.

    ``names`` has for every quotation the text to show and its occurrence, by ``quote_id``, as ``said``
    has what was written. ``uncertain_below`` is a score.
    """

    quotations: Sequence[AttributedQuotation]
    texts: Mapping[str, str]
    names: Mapping[str, tuple[str, int]]
    choices: Choices
    uncertain_below: float
    said: Mapping[str, Said] = field(default_factory=dict)
    misfits: Sequence[Misfit] = ()


def review_rows(material: Reviewable) -> list[tuple[ReviewRow, Mapping[str, str]]]:
    """The rows of ``review.csv``, each with the cells it came from, where a person has written something.

    First the corrections that fit no quotation, then the quotations by what there is to do, each in the
    order of the texts. The second of two corrections of one quotation stays behind the first, which counts.
    """
    order = get_args(State)
    rows = [(_row(row, material), _cells(row, material)) for row in material.quotations]
    rows.sort(key=lambda pair: order.index(pair[0].state))
    first, last = ([_misfit(one) for one in material.misfits if one.second is second] for second in (False, True))
    return [*first, *rows, *last]


def _misfit(misfit: Misfit) -> tuple[ReviewRow, Mapping[str, str]]:
    return _misfit_row(misfit), misfit.cells


def _cells(row: AttributedQuotation, material: Reviewable) -> Mapping[str, str]:
    said = material.said.get(row.quote_id)
    return said.cells if said else {}


def _row(row: AttributedQuotation, material: Reviewable) -> ReviewRow:
    said = material.said.get(row.quote_id)
    text, occurrence = material.names[row.quote_id]
    speaker, kind = _found(row, said)
    whole = material.texts[row.doc_id]
    filled = said.cells if said else {}
    return ReviewRow(
        doc_id=guarded_key(row.doc_id),
        text=guarded_key(text),
        occurrence=str(occurrence),
        speaker=guarded(filled.get("speaker", "")),
        kind=guarded(filled.get("kind", "")),
        checked=guarded(filled.get("checked", "")),
        state=(said and said.state) or _state(row, uncertain_below=material.uncertain_below),
        found_speaker=guarded(speaker),
        found_kind=kind,
        score=row.score,
        why=guarded(_why(row, uncertain_below=material.uncertain_below)),
        candidates=guarded(_SEPARATOR.join(material.choices.offer(row))),
        left=guarded(words_before(whole, row.start, width=WIDTH)),
        right=guarded(words_after(whole, row.end, width=WIDTH)),
        doc_title=guarded_key(" ".join(row.doc_title.split())),
        paragraph=row.paragraph,
        quote_id=guarded_key(row.quote_id),
    )


def _found(row: AttributedQuotation, said: Said | None) -> tuple[str, str]:
    """The speaker and kind that were found; of a checked row those that were confirmed, which it is kept by."""
    if said is None or not said.correction.checked:
        return row.speaker, row.kind
    speaker, kind = said.correction.speaker, said.correction.kind or row.kind
    if kind == "term" or speaker == NOBODY:
        return "", kind
    return speaker or row.speaker, kind


def _state(row: AttributedQuotation, *, uncertain_below: float) -> State:
    if row.kind == "term":
        return "term"
    if not row.speaker:
        return "no speaker"
    return "uncertain" if doubt_about(row, uncertain_below=uncertain_below) else "found"


def _why(row: AttributedQuotation, *, uncertain_below: float) -> str:
    """The doubt, and the evidence, in words."""
    return _SEPARATOR.join(part for part in _reasons(row, uncertain_below=uncertain_below) if part)


def _reasons(row: AttributedQuotation, *, uncertain_below: float) -> Iterator[str]:
    yield doubt_about(row, uncertain_below=uncertain_below)
    yield rule_words(row)
    yield f"cue “{' '.join(row.cue.split())}”" if row.cue else ""
    if row.speaker_mention and row.speaker_mention != row.speaker:
        yield f"called “{' '.join(row.speaker_mention.split())}” here"


def _misfit_row(misfit: Misfit) -> ReviewRow:
    """A row as it stands in corrections.csv, with what is wrong with it."""
    cells = misfit.cells
    return ReviewRow(
        doc_id=guarded_key(cells.get("doc_id", "")),
        text=guarded_key(cells.get("text", "")),
        occurrence=cells.get("occurrence", ""),
        speaker=guarded(cells.get("speaker", "")),
        kind=guarded(cells.get("kind", "")),
        checked=guarded(cells.get("checked", "")),
        state="misfit",
        found_speaker=guarded(cells.get("found_speaker", "")),
        found_kind=guarded(cells.get("found_kind", "")),
        score=None,
        why=guarded(misfit.why),
        candidates=guarded(cells.get("candidates", "")),
        left=guarded(cells.get("left", "")),
        right=guarded(cells.get("right", "")),
        doc_title=guarded_key(cells.get("doc_title", "")),
        paragraph=None,
        quote_id="",
    )
