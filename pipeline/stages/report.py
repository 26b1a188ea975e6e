"""The stage that writes what people read first: ``report.html``, ``report.md`` and the pictures in ``figures/``."""

from collections.abc import Iterable, Set
from pathlib import Path
from typing import TypeVar

from pipeline import records, schema, store
from pipeline.reporting.charts import Chart, charts_of
from pipeline.reporting.datapackage import read_provenance, read_row_counts
from pipeline.reporting.links import INDEX, PAGES
from pipeline.reporting.material import Material
from pipeline.reporting.render import render_report
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say, StageReport
from pipeline.stages.tables import DATAPACKAGE

Record = TypeVar("Record")
FIGURES = "figures"


def run(settings: Settings, *, say: Say) -> StageReport:
    """What was written: how many pages, and how many documents they show.

    Reads the tables as they lie in the outputs, so that the report says what they say.

    Raises:
        MissingStageError: the tables are not there.
        TableError: they are those of another version.
    """
    material = _read_material(settings)
    charts = _draw(material)
    _write_figures(settings.outputs / FIGURES, charts)
    written = set()
    for name, content in render_report(material, charts):
        path = settings.outputs / name
        store.write_text(path, content)
        written.add(path)
    _remove_stale(settings.outputs / PAGES, "*.html", written)
    say(f"{settings.outputs / INDEX} shows {len(material.documents)} documents")
    return StageReport(stage="report", counts={"documents": len(material.documents), "pages": len(written)}, problems=0)


def _read_material(settings: Settings) -> Material:
    documents = _read(settings, schema.DOCUMENTS, records.DescribedDocument)
    package = store.read_text(settings.outputs / DATAPACKAGE, made_by="tables")
    return Material(
        documents=documents,
        paragraphs=interim.PARAGRAPHS.read(settings),
        quotations=_read(settings, schema.QUOTATIONS, records.AttributedQuotation),
        speakers=_read(settings, schema.SPEAKERS, records.Speaker),
        entities=_read(settings, schema.ENTITIES, records.Entity),
        problems=_read(settings, schema.PROBLEMS, records.Problem),
        rows=read_row_counts(package),
        texts={document.doc_id: interim.read_doc_text(settings, document.doc_id) for document in documents},
        made_by=read_provenance(package),
        uncertain_below=settings.uncertain_below,
        keyterms=_read(settings, schema.KEYTERMS, records.KeyTerm),
        cooccurrences=_read(settings, schema.COOCCURRENCES, records.Cooccurrence),
        timeline=_read(settings, schema.TIMELINE, records.TimelineEntry),
    )


def _read(settings: Settings, table: schema.Table, record: type[Record]) -> list[Record]:
    return store.read_records(settings.outputs / f"{table.name}.csv", record, made_by="tables")


def _draw(material: Material) -> tuple[Chart, ...]:
    return charts_of(
        speakers=material.speakers,
        entities=material.entities,
        cooccurrences=material.cooccurrences,
        timeline=material.timeline,
        quotations=material.quotations,
        documents=material.documents,
    )


def _write_figures(folder: Path, charts: Iterable[Chart]) -> None:
    written = set()
    for chart in charts:
        path = folder / f"{chart.name}.svg"
        store.write_text(path, chart.svg)
        written.add(path)
    _remove_stale(folder, "*.svg", written)


def _remove_stale(folder: Path, pattern: str, written: Set[Path]) -> None:
    """Remove what another run left: pages of texts that are gone, pictures there is no more matter for."""
    for path in sorted(folder.glob(pattern)):
        if path not in written:
            path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
