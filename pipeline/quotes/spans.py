"""What the scanner of marks gives."""

from dataclasses import dataclass

from pipeline.records import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedSpan:
    """A quoted stretch, in code points of the document's text.

    ``start``/``end`` hold the content; ``outer_start``/``outer_end`` take in the marks.
    ``parent`` is the index of the span this one stands inside; ``continues`` the index of the
    part in an earlier paragraph that this one goes on with (its mark reopened).
    ``marks`` are the opening and closing mark as they stand in the text ("" where there is none).
    ``repair`` names what had to be assumed (``closed_at_paragraph_end``), "" where nothing was.
    """

    paragraph: int
    start: int
    end: int
    outer_start: int
    outer_end: int
    form: Form
    marks: str
    parent: int | None
    continues: int | None
    repair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkProblem:
    """A mark that could not be paired as it stands: where it is and what was done about it."""

    offset: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """Every quoted span of one document, in order of ``start``, and every mark in doubt."""

    spans: tuple[QuotedSpan, ...]
    problems: tuple[MarkProblem, ...]
