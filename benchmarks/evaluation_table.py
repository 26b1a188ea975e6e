"""The one table of an evaluation, in Markdown, as the README quotes it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation_sets import ROOT, SETS, TextSet, is_shipped
from benchmarks.textacy_baseline import VARIANTS
from pipeline import store
from pipeline.evaluation.report import Figure, Report

QUOTH = "Quoth"
SYSTEMS = (QUOTH, *(f"textacy, {variant.name}" for variant in VARIANTS))
HEADER = ("texts", "measure", "of", *SYSTEMS)
NONE = "–"

_BLOCK = re.compile(r"(?<=<!-- begin: evaluation -->\n).*?(?=<!-- end: evaluation -->)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A row of the table: its words, and the section and figure of a report that it shows.

    ``ours_alone`` marks what the extractor of textacy does not claim to do.
    """

    words: str
    section: str
    figure: str
    ours_alone: bool = False


_TEXTS = (
    Measure(words="quotations found, F1", section="detection", figure="F1"),
    Measure(words="right speaker, of all", section="right", figure="all"),
)
_FORMS = tuple(
    Measure(words=f"right speaker, of all {form}", section="forms", figure=form)
    for form in ("named", "pronoun", "nominal", "implicit")
)
_ENTITIES = (
    Measure(words="entities, precision", section="entities", figure="precision", ours_alone=True),
    Measure(words="entities, recall", section="entities", figure="recall", ours_alone=True),
)
_ERROR = Measure(
    words="expected calibration error", section="calibration", figure="expected calibration error", ours_alone=True
)
_ESSAYS = (*_TEXTS, *_FORMS, *_ENTITIES)
MEASURES: Mapping[str, tuple[Measure, ...]] = {
    "essay": (
        *_TEXTS,
        Measure(words="mentions, exact", section="facts", figure="exact mention"),
        Measure(words="cues, exact", section="facts", figure="exact cue"),
        *_ENTITIES,
    ),
    "essays-dev": _ESSAYS,
    "essays-test": _ESSAYS,
    "polnear-dev": (
        Measure(words="recall", section="measure", figure="recall"),
        Measure(words="precision", section="measure", figure="precision"),
        Measure(words="right speaker, of those found", section="measure", figure="speaker, of those found"),
        Measure(words="right speaker, of all", section="measure", figure="right of all"),
        *_FORMS[:3],
        Measure(words="end-to-end F1", section="measure", figure="end-to-end F1"),
        _ERROR,
    ),
    "polnear-train": (Measure(words="end-to-end F1", section="measure", figure="end-to-end F1"), _ERROR),
    "pdnc": (
        Measure(words="quotations found, F1", section="detection", figure="F1"),
        *(
            Measure(words=f"right speaker, of all {kind}", section="right", figure=kind)
            for kind in ("Explicit", "Anaphoric", "Implicit")
        ),
        _ERROR,
    ),
    "litbank": (Measure(words="quotations found, F1", section="detection", figure="F1"),),
}

Cells = Sequence[str]
Results = Mapping[str, Mapping[str, Report]]
"""The name of a set -> the system -> its report."""


def sets_of_table(root: Path = ROOT) -> tuple[TextSet, ...]:
    """The sets that have rows in the README: every corpus, and the gold that is in the project."""
    return tuple(one for one in SETS if one.corpus or is_shipped(one, root=root))


def keys(sets: Iterable[TextSet]) -> list[tuple[str, str]]:
    """The first two cells of every row."""
    return [(one.title, measure.words) for one in sets for measure in MEASURES[one.name]]


def rows(results: Results) -> Iterator[Cells]:
    """The rows of the sets that were judged, cell by cell."""
    for one in SETS:
        if one.name in results:
            for measure in MEASURES[one.name]:
                figures = [_figure(results[one.name].get(system), measure, system) for system in SYSTEMS]
                yield one.title, measure.words, _counted(figures[0]), *map(_cell, figures)


def render_table(table: Iterable[Cells]) -> list[str]:
    """The table in Markdown, line by line; where a set's rows begin its name stands once."""
    lines = [_line(HEADER), _line(["---"] * len(HEADER))]
    before = ""
    for title, *others in table:
        lines.append(_line(["" if title == before else title, *others]))
        before = title
    return lines


def read_table(text: str) -> list[Cells]:
    """The rows of the table in a README, with the name of the set in each; the header first.

    Raises:
        ValueError: there is no place for it.
    """
    (block,) = _BLOCK.findall(text)
    found: list[Cells] = []
    for line in block.strip().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if set("".join(cells)) != {"-"}:
            found.append([cells[0] or found[-1][0], *cells[1:]])
    return found


def update_readme(path: Path, results: Results, *, root: Path = ROOT) -> None:
    """Write the rows of what was judged into the README; rows of what was not judged stay as they are."""
    text = path.read_text(encoding="utf-8")
    known = {(cells[0], cells[1]): cells for cells in read_table(text) if len(cells) == len(HEADER)}
    known |= {(cells[0], cells[1]): cells for cells in rows(results)}
    empty = ["", *[NONE] * len(SYSTEMS)]
    table = [known.get(key, [*key, *empty]) for key in keys(sets_of_table(root))]
    made = "\n" + "\n".join(render_table(table)) + "\n\n"
    store.write_text(path, _BLOCK.sub(lambda _: made, text))


def _figure(report: Report | None, measure: Measure, system: str) -> Figure | None:
    if report is None or (measure.ours_alone and system != QUOTH):
        return None
    sections = (section for section in report.sections if section.key == measure.section)
    return next((one for section in sections for one in section.figures if one.name == measure.figure), None)


def _counted(figure: Figure | None) -> str:
    """How many there are in the gold; what a system itself gives is another number for each."""
    own = figure is None or figure.total is None or figure.name in {"precision", "speaker, of those found"}
    return "" if figure is None or own else f"{figure.total:,}"


def _cell(figure: Figure | None) -> str:
    return NONE if figure is None or figure.value is None else f"{figure.value:.3f}"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
