"""The rows of the tables that a person fills in: written for a spreadsheet, and read back from the corpus.

Every cell is what stands in the spreadsheet, so nearly all are words.
"""

from dataclasses import dataclass
from typing import Literal

State = Literal["misfit", "no speaker", "uncertain", "found", "term", "corrected", "checked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A quotation to look at, a row of ``review.csv``: where it is, what the person says of it, what was found."""

    doc_id: str
    text: str
    occurrence: str
    speaker: str
    kind: str
    checked: str
    state: State
    found_speaker: str
    found_kind: str
    score: float | None
    why: str
    candidates: str
    left: str
    right: str
    doc_title: str
    paragraph: int | None
    quote_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """Somebody or something named, a row of ``roster.csv``: a draft of a row of ``people.csv``, with counts."""

    name: str
    aliases: str
    kind: str
    gender: str
    wikidata: str
    n_quotations: int
    n_mentions: int
    n_documents: int
