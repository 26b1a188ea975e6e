"""Scores as a person reads them, and as JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.evaluation.calibration import Judged, bin_scores, expected_calibration_error, right_above, tabulate_rules
from pipeline.evaluation.findings import Finding
from pipeline.evaluation.values import PRF, Share

_WIDTH = 46
"""The least width of the names' column."""
FORMS: Mapping[str, str] = {"name": "named", "pronoun": "pronoun", "nominal": "nominal", "none": "implicit"}
"""How the text names a speaker: in the measures, and in words."""
_PROMISE = 0.9
"""The score from which a reader is promised nine right in ten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure, 0 to 1 (None: there was nothing to judge), and what it is counted from."""

    name: str
    value: float | None
    right: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Figures under a heading; ``key`` names the section in JSON."""

    key: str
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The scores over one or several gold texts of a form, and every error."""

    form: str
    title: str
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]


def share_figure(name: str, share: Share) -> Figure:
    """A share as a figure."""
    return Figure(name=name, value=share.value if share.total else None, right=share.right, total=share.total)


def share_figures(shares: Mapping[str, Share]) -> tuple[Figure, ...]:
    """A table of shares, the largest first."""
    ordered = sorted(shares.items(), key=lambda item: (-item[1].total, item[0]))
    return tuple(share_figure(name or "not given", share) for name, share in ordered)


def form_figures(shares: Mapping[str, Share]) -> tuple[Figure, ...]:
    """Shares by how the text names the speaker, always in the same order; a form that does not occur is left out."""
    return tuple(share_figure(name, shares[form]) for form, name in FORMS.items() if form in shares)


def total_figures(shares: Mapping[str, Share]) -> tuple[Figure, ...]:
    """The figures of a table of shares, then of all together."""
    return (*share_figures(shares), share_figure("all", sum(shares.values(), Share())))


def prf_figures(prf: PRF) -> tuple[Figure, ...]:
    """Precision, recall and F1."""
    return (
        share_figure("precision", Share(right=prf.right, total=prf.right + prf.wrong)),
        share_figure("recall", Share(right=prf.right, total=prf.right + prf.missing)),
        Figure(name="F1", value=prf.f1 if prf != PRF() else None),
    )


def calibration_sections(judged: Sequence[Judged]) -> tuple[Section, ...]:
    """How far the scores can be believed, and how often each rule is right; nothing where nothing was scored."""
    if not judged:
        return ()
    promised = right_above(judged, _PROMISE)
    figures = [
        Figure(name="expected calibration error", value=expected_calibration_error(judged)),
        share_figure(f"right where the score is {_PROMISE:g} or more", Share(right=promised.right, total=promised.n)),
        *(
            Figure(
                name=f"right from {one.low:.1f} to {one.high:.1f}, mean score {one.mean_score:.3f}",
                value=one.right / one.n,
                right=one.right,
                total=one.n,
            )
            for one in bin_scores(judged)
        ),
    ]
    rules = (share_figure(row.rule, Share(right=row.right, total=row.n)) for row in tabulate_rules(judged))
    return (
        Section(key="calibration", title="Scores: how far they can be believed", figures=tuple(figures)),
        Section(key="rules", title="Rules: rows whose speaker is right", figures=tuple(rules)),
    )


def render(report: Report, *, errors: bool) -> Iterator[str]:
    """The report line by line: its tables, then, if asked for, every error with its sentence."""
    yield report.title
    for section in report.sections:
        yield ""
        yield from render_section(section)
    yield ""
    yield _count(len(report.findings)) + (":" if errors and report.findings else "")
    if errors:
        yield from render_findings(report.findings)


def render_section(section: Section) -> Iterator[str]:
    """A section line by line: its title and its figures."""
    yield section.title
    width = max([_WIDTH, *(len(figure.name) for figure in section.figures)])
    yield from (_line(figure, width=width) for figure in section.figures)


def render_findings(findings: Iterable[Finding]) -> Iterator[str]:
    """Errors line by line, each with its sentence."""
    for finding in findings:
        yield from _describe(finding)


def to_json(reports: Iterable[Report]) -> dict[str, Any]:
    """The reports as JSON values, keyed by form, figures by their names."""
    return {
        report.form: {
            "title": report.title,
            "scores": {section.key: _figures_json(section.figures) for section in report.sections},
            "errors": [asdict(finding) for finding in report.findings],
        }
        for report in reports
    }


def _count(errors: int) -> str:
    return "1 error" if errors == 1 else f"{errors or 'no'} errors"


def _line(figure: Figure, *, width: int) -> str:
    value = "     –" if figure.value is None else f"{figure.value:6.3f}"
    counts = "" if figure.total is None else f"   {figure.right} of {figure.total}"
    return f"  {figure.name:<{width}} {value}{counts}"


def _describe(finding: Finding) -> Iterator[str]:
    place = f"{finding.doc_id}, {finding.start}" if finding.start >= 0 else finding.doc_id
    yield ""
    yield f"  {place} [{finding.code}]"
    yield f"    {finding.message}"
    if finding.sentence:
        yield f"    | {finding.sentence}"


def _figures_json(figures: Iterable[Figure]) -> dict[str, dict[str, float | int | None]]:
    return {
        figure.name: {"value": None if figure.value is None else round(figure.value, 4), **_counts(figure)}
        for figure in figures
    }


def _counts(figure: Figure) -> dict[str, float | int | None]:
    return {} if figure.total is None else {"right": figure.right, "of": figure.total}
