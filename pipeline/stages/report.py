"""The stage that writes what people read first: ``report.html``, ``report.md`` and the pictures in ``figures/``.

Nothing is written where nothing has changed. Where every text has a page of its own, only those are made again that
would not be the same; the index is written last, so that it never leads to what is not there.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline import records, schema, store
from pipeline.findings import CORPUS, Findings, open_findings
from pipeline.records import Document
from pipeline.reporting import search
from pipeline.reporting.charts import Chart, charts_of
from pipeline.reporting.charts.shapes import Sheet
from pipeline.reporting.datapackage import read_provenance, read_row_counts
from pipeline.reporting.links import INDEX, PAGES
from pipeline.reporting.material import Material
from pipeline.reporting.render import MARKDOWN, Page, list_pages, page_path, render_index
from pipeline.reporting.wording import counted
from pipeline.settings import Settings
from pipeline.stages import pictures, written
from pipeline.stages.base import Say, StageReport
from pipeline.stages.executors import Workers
from pipeline.stages.sharing import do_texts
from pipeline.stages.tables import DATAPACKAGE
from pipeline.stages.texts import TEXT_KEY
from pipeline.stages.versions import digest_of, digest_of_code, with_files

STAGE: Final = "report"
FIGURES = "figures"
INDICES: Final = (INDEX, MARKDOWN)
PAGE_KEY: Final = "page"
"""Under this the key and the size of every document's page are kept."""
_CODE: Final = ("reporting", "quotes", "records", "titles.py", "lib:jinja2", "lib:markupsafe")
_CHARACTERS_A_SECOND: Final = 1_000_000
_HELD: Final = 4
"""So many pages that have changed are held in memory: for the sake of a text or two, the tables are read only once."""
_DRAWN_BY: Final = ("lib:altair", "lib:vl-convert-python")


def run(settings: Settings, *, say: Say, workers: Workers | None = None) -> StageReport:
    """What was written: how many pages, and how many documents they show.

    Reads the tables as they lie in the outputs, so that the report says what they say.

    Raises:
        MissingStageError: the tables are not there.
        TableError: they are those of another version, or not in the order in which they were written.
    """
    package = store.read_text(settings.outputs / DATAPACKAGE, made_by="tables")
    written.check_findings(settings.interim)
    with open_findings(settings.interim) as findings:
        key = _key_of_all(settings, package, findings)
        if findings.keys(STAGE).get(CORPUS) == _with_what_is_there(key, settings):
            (settings.outputs / INDEX).touch()
        else:
            findings.forget(STAGE, (), [CORPUS])
            _write(settings, package, findings, workers or Workers())
            findings.keep(STAGE, CORPUS, _with_what_is_there(key, settings), {})
    documents = read_row_counts(package)[schema.DOCUMENTS.name]
    say(f"{settings.outputs / INDEX} shows {counted(documents, 'document')}")
    pages = len(INDICES) + sum(name.endswith(".html") for name in _sizes(settings.outputs / PAGES))
    return StageReport(stage=STAGE, counts={"documents": documents, "pages": pages}, problems=0)


def _key_of_all(settings: Settings, package: str, findings: Findings) -> str:
    """What stands for all that the report is made from."""
    texts = (part for one in sorted(findings.keys(TEXT_KEY).items()) for part in one)
    key = digest_of(digest_of_code(*_CODE, *_DRAWN_BY), package, str(settings.uncertain_below), *texts)
    return with_files(key, (settings.outputs / f"{table.name}.csv" for table in schema.TABLES))


def _with_what_is_there(key: str, settings: Settings) -> str:
    """The key with the files of the report, so that one that is lost or changed is made again; of pages their sizes."""
    figures, parts = settings.outputs / FIGURES, settings.outputs / search.PARTS
    files = [
        *(settings.outputs / name for name in INDICES),
        *sorted(figures.glob("*.svg")),
        *sorted(parts.glob("*.js")),
    ]
    pages = sorted(_sizes(settings.outputs / PAGES).items())
    return digest_of(with_files(key, files), *(path.name for path in files), repr(pages))


def _write(settings: Settings, package: str, findings: Findings, workers: Workers) -> None:
    """Write what is not there as it should be, and remove what is no part of the report any more."""
    material = _read_material(settings, package, findings)
    with pictures.kept(settings.interim) as drawn:
        charts = _draw(material, drawn)
    pages = set(_write_pages(settings, material, findings, workers)) if material.paged else set()
    rows = search.index_rows(material)
    parts = [] if rows or not material.paged else list(_write_parts(settings, material))
    figures = set(_write_figures(settings.outputs / FIGURES, charts))
    for name, content in render_index(material, charts, rows=rows, parts=parts):
        store.write_text(settings.outputs / name, content)
    findings.forget(PAGE_KEY, (), findings.keys(PAGE_KEY).keys() - {path.stem for path in pages})
    _remove_stale(settings.outputs / FIGURES, ".svg", figures)
    _remove_stale(settings.outputs / search.PARTS, ".js", {settings.outputs / path for path in parts})
    _remove_stale(settings.outputs / PAGES, ".html", pages)


def _read_material(settings: Settings, package: str, findings: Findings) -> Material:
    documents = list(written.stored(settings, schema.DOCUMENTS, records.DescribedDocument))
    doc_ids = [document.doc_id for document in documents]
    return Material(
        documents=documents,
        paragraphs=written.paragraphs(findings, doc_ids),
        quotations=written.stored(settings, schema.QUOTATIONS, records.AttributedQuotation),
        speakers=list(written.stored(settings, schema.SPEAKERS, records.Speaker)),
        entities=written.stored(settings, schema.ENTITIES, records.Entity),
        problems=written.stored(settings, schema.PROBLEMS, records.Problem),
        rows=read_row_counts(package),
        texts=written.texts(settings, doc_ids),
        made_by=read_provenance(package),
        uncertain_below=settings.uncertain_below,
        keyterms=written.stored(settings, schema.KEYTERMS, records.KeyTerm),
        cooccurrences=written.stored(settings, schema.COOCCURRENCES, records.Cooccurrence),
        timeline=written.stored(settings, schema.TIMELINE, records.TimelineEntry),
    )


def _draw(material: Material, drawn: Callable[[Sheet], str]) -> tuple[Chart, ...]:
    return charts_of(
        speakers=material.speakers,
        entities=material.entities,
        cooccurrences=material.cooccurrences,
        timeline=material.timeline,
        shared=material.tally.shared,
        documents=material.documents,
        drawn=drawn,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A page to write, what it is made from, and its file."""

    page: Page
    material: Material
    path: Path


def _write_pages(settings: Settings, material: Material, findings: Findings, workers: Workers) -> Iterator[Path]:
    """The paths of all pages; those are written that are not there as they should be."""
    changed: dict[str, str] = {}
    held: dict[str, Page] = {}
    for page, key in _changed_pages(settings, material, findings):
        doc_id = page.opened.document.doc_id
        changed[doc_id] = key
        if len(changed) <= _HELD:
            held[doc_id] = page
        else:
            held.clear()
    pages = list_pages(material)

    def load(document: Document) -> _Job:
        nonlocal pages
        ours = (page for page in pages if page.opened.document.doc_id == document.doc_id)
        page = held[document.doc_id] if held else next(ours, None)
        if page is None:  # it is asked for again, since the process that had it is lost
            pages = list_pages(material)
            page = next(page for page in pages if page.opened.document.doc_id == document.doc_id)
        return _Job(page=page, material=page.needed(material), path=settings.outputs / page_path(document.doc_id))

    speed = _CHARACTERS_A_SECOND
    work = do_texts(STAGE, workers, _write_page, load, material.documents, only=changed, speed=speed, in_order=True)
    for doc_id, size in work:
        findings.keep(PAGE_KEY, doc_id, f"{changed[doc_id]} {size}", {})
    for document in material.documents:
        yield settings.outputs / page_path(document.doc_id)


def _changed_pages(settings: Settings, material: Material, findings: Findings) -> Iterator[tuple[Page, str]]:
    """Each page that is not there as it should be, and the key of what it should be."""
    code, texts, kept = digest_of_code(*_CODE), findings.keys(TEXT_KEY), findings.keys(PAGE_KEY)
    sizes = _sizes(settings.outputs / PAGES)
    for page in list_pages(material):
        doc_id = page.opened.document.doc_id
        # A text of which no key is known stands for itself.
        text = texts.get(doc_id) or digest_of(material.texts[doc_id], repr(material.paragraphs[doc_id]))
        key = digest_of(code, text, page.facts(material))
        if kept.get(doc_id) != f"{key} {sizes.get(Path(page_path(doc_id)).name)}":
            yield page, key


def _write_page(job: _Job) -> int:
    """Write a page; returns its size in bytes."""
    return store.write_pieces(job.path, job.page.render(job.material))


def _sizes(folder: Path) -> dict[str, int]:
    """The size of every file of a folder, by its name; nothing where there is no folder."""
    if not folder.is_dir():
        return {}
    with os.scandir(folder) as entries:
        return {entry.name: entry.stat().st_size for entry in entries if entry.is_file()}


def _write_parts(settings: Settings, material: Material) -> Iterator[str]:
    """The paths below the outputs of the files that the search of a large index loads."""
    for part in search.index_parts(material):
        path = settings.outputs / part.path
        if not path.is_file() or path.read_bytes() != part.content.encode("utf-8"):
            store.write_text(path, part.content)
        yield part.path


def _write_figures(folder: Path, charts: Iterable[Chart]) -> Iterator[Path]:
    for chart in charts:
        path = folder / f"{chart.name}.svg"
        store.write_text(path, chart.svg)
        yield path


def _remove_stale(folder: Path, suffix: str, written: Set[Path]) -> None:
    """Remove what another run left: pages of texts that are gone, pictures there is no more matter for."""
    if not folder.is_dir():
        return
    for name in sorted(entry.name for entry in folder.iterdir()):
        path = folder / name
        if name.endswith(suffix) and not name.startswith(".") and path not in written:
            path.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
