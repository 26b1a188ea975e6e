"""A quotation as the report shows it: with its context, its evidence in words, and how sure it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import AttributedQuotation
from pipeline.reporting.context import excerpt, in_phrase
from pipeline.reporting.wording import KINDS, REASONS, SPEAKER_KINDS, TERMS, in_words

# Beyond this a quotation is cut in the lists; the reading view has it whole.
_LONGEST = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """How a speaker is marked: one of seven colours and one of four lines, "0" for nobody.

    Seven and four have no common factor: 28 speakers look different, and neighbours differ in both.
    """

    colour: int
    line: int


NOBODY = Marker(colour=0, line=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A quotation in a list: ``place`` links to the reading view.

    ``gap_before`` and ``gap_after`` say that white space parts the words from their context;
    ``why`` is the doubt together with the evidence that it is about. ``number`` is the speaker's, 0 for
    nobody. ``card`` is who says it and all that is known of that, a phrase a line.
    """

    row: AttributedQuotation
    anchor: str
    place: str
    where: str
    marker: Marker
    text: str
    gap_before: bool
    gap_after: bool
    evidence: tuple[str, ...]
    doubt: str
    why: str
    continued: bool
    number: int
    card: tuple[str, ...]


def marker_of(number: int) -> Marker:
    """The marker of the speaker with this number, from 1; 0 is nobody."""
    return Marker(colour=1 + (number - 1) % 7, line=1 + (number - 1) % 4) if number else NOBODY


def shown_text(quotation: AttributedQuotation) -> str:
    """A quotation on one line, cut where it is very long."""
    return excerpt(quotation.text, width=_LONGEST)


def evidence_of(quotation: AttributedQuotation) -> tuple[str, ...]:
    """Why this is held to be the speaker's, as short phrases: kind, mention, cue, rule, score, source, date."""
    return tuple(_evidence(quotation))


def doubt_about(quotation: AttributedQuotation, *, uncertain_below: float) -> str:
    """Why a quotation is uncertain, in words; an empty string where it is not."""
    if quotation.kind == "term":
        return ""
    if not quotation.speaker:
        return f"no speaker found: {in_phrase(in_words(quotation.reason, REASONS))}"
    if quotation.score is not None and quotation.score < uncertain_below:
        return f"such evidence is right {round(100 * quotation.score)} times in 100"
    return ""


def kind_words(quotation: AttributedQuotation) -> str:
    """The kind of a quotation in a few words."""
    name, _ = KINDS[quotation.kind]
    if quotation.kind == "term":
        return f"term: {in_phrase(in_words(quotation.subkind, TERMS))}" if quotation.subkind else "term"
    parts = [name.lower(), in_phrase(quotation.subkind), "a paragraph of its own" if quotation.form == "block" else ""]
    return ", ".join(part for part in parts if part)


def rule_words(quotation: AttributedQuotation) -> str:
    """The rule that decided, as the tables name it; an empty string where none did."""
    return in_phrase(in_words(quotation.rule, {}))


def speaker_kind_words(kind: str) -> str:
    """What a speaker is, in a word or two."""
    return in_words(kind, SPEAKER_KINDS)


def _evidence(quotation: AttributedQuotation) -> Iterator[str]:
    yield kind_words(quotation)
    if quotation.speaker_mention and quotation.speaker_mention != quotation.speaker:
        yield f"called “{in_phrase(quotation.speaker_mention)}” here"
    if quotation.cue:
        yield f"cue “{in_phrase(quotation.cue)}”"
    if quotation.rule:
        yield f"evidence: {rule_words(quotation)}"
    if quotation.score is not None:
        yield f"score {quotation.score:.2f}"
    if quotation.source_title or quotation.source_author:
        yield _source(quotation)
    if quotation.stated_date:
        yield f"dated “{in_phrase(quotation.stated_date)}”"


def _source(quotation: AttributedQuotation) -> str:
    work = f"cited from {in_phrase(quotation.source_title)}" if quotation.source_title else "cited"
    return f"{work}, by {in_phrase(quotation.source_author)}" if quotation.source_author else work
