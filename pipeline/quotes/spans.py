"""What the scanner of marks gives."""

from dataclasses import dataclass

from pipeline.records import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedSpan:
    """A quoted stretch, in code points of the document's text.

    ``start``/``end`` hold the content, ``outer_start``/``outer_end`` take in the marks. ``parent`` is the index of the
    innermost span this one stands inside. ``continues`` is the index of the part that this one goes on with: in the
    paragraph before, where its mark was set again or both are paragraphs of one set-off block, or before a narrator's
    words in speech that a dash opened.
    ``marks`` are the opening and closing mark as they stand in the text: one alone where the other is missing, "—" for
    speech that a dash opens, "" for a block known by its layout and for speech taken up again without a dash.
    ``form`` is ``block`` for a paragraph of its own that is set off or led in by the paragraph before.
    ``repair`` names what had to be assumed, "" where nothing was:

    - ``closed_at_paragraph_end``: no closing mark, nor does the next paragraph go on;
    - ``closed_before_next_opening``: no closing mark before its like opens again; ended at a sentence or comma;
    - ``closed_with_outer``: no closing mark before the quotation around it ends;
    - ``opened_at_paragraph_start``: goes on with the paragraph before, though its mark was not set again;
    - ``mark_reversed``: an opening mark stands for a closing one or the other way round;
    - ``marks_differ``: opened by a double mark and closed by a single one, or the other way round.
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
    """A mark that could not be paired as it stands: where it is and what was done about it.

    ``code`` is the repair of a span, or ``stray_mark`` (left out), or ``empty_quotation`` (no span made of it).
    """

    offset: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedText:
    """Every quoted span of one document, in order of ``start``, and every mark in doubt."""

    spans: tuple[QuotedSpan, ...]
    problems: tuple[MarkProblem, ...]
