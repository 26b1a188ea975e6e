"""The stage that writes the canonical result: ``outputs/*.csv`` and ``datapackage.json``."""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from pipeline import __version__, store
from pipeline.errors import TableError
from pipeline.reporting.assemble import Findings, Rows, assemble_tables
from pipeline.reporting.checks import check_tables
from pipeline.reporting.datapackage import FileFacts, Provenance, describe_package
from pipeline.schema import TABLES, Table
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say, StageReport

DATAPACKAGE = "datapackage.json"
MODEL = "model.json"
PACKAGES = ("charset-normalizer", "markdown-it-py", "pandas", "python-frontmatter", "spacy", "textacy", "thinc")
"""What the tables are made with, as far as its version is the same on every Python: that of numpy is not."""


def run(settings: Settings, *, say: Say) -> StageReport:
    """What was written: the number of rows of each table.

    Raises:
        MissingStageError: a stage before this one has not run.
        TableError: the findings of the stages do not fit together; nothing is written.
    """
    findings = _read_findings(settings)
    rows = assemble_tables(findings, context_width=settings.context_width)
    check_tables(rows, findings.texts)
    files = {table.name: _write_table(settings.outputs, table, rows) for table in TABLES}
    made_by = Provenance(
        version=__version__,
        model=_read_model(settings.interim / MODEL),
        settings={"context_width": settings.context_width},
        packages={name: version(name) for name in PACKAGES},
    )
    # Last: where the package is, the tables it describes are there.
    store.write_text(settings.outputs / DATAPACKAGE, describe_package(files, made_by))
    counts = {table.name: len(rows[table.name]) for table in TABLES}
    say(f"{counts['quotations']} quotations, {counts['speakers']} speakers in {settings.outputs / 'quotations.csv'}")
    return StageReport(stage="tables", counts=counts, problems=0)


def _read_findings(settings: Settings) -> Findings:
    documents = interim.DOCUMENTS.read(settings)
    corrected = {quotation.quote_id: quotation for quotation in interim.CORRECTED.read(settings)}
    problems = (interim.INGEST_PROBLEMS, interim.EXTRACT_PROBLEMS, interim.ATTRIBUTE_PROBLEMS)
    return Findings(
        documents=documents,
        quotations=[corrected.get(row.quote_id, row) for row in interim.QUOTATIONS.read(settings)],
        attributions=interim.ATTRIBUTIONS.read(settings),
        candidates=interim.CANDIDATES.read(settings),
        dated=interim.DATED.read(settings),
        entities=interim.ENTITIES.read(settings),
        mentions=interim.ENTITY_MENTIONS.read(settings),
        key_terms=interim.KEY_TERMS.read(settings),
        statistics=interim.STATISTICS.read(settings),
        problems=[problem for table in problems for problem in table.read(settings)],
        texts={document.doc_id: interim.read_doc_text(settings, document.doc_id) for document in documents},
    )


def _write_table(folder: Path, table: Table, rows: Rows) -> FileFacts:
    path = folder / f"{table.name}.csv"
    store.write_records(path, table.record, rows[table.name])
    content = path.read_bytes()
    return FileFacts(rows=len(rows[table.name]), size=len(content), sha256=hashlib.sha256(content).hexdigest())


def _read_model(path: Path) -> Mapping[str, str]:
    """What the stage `extract` wrote down of its model; nothing where it wrote nothing."""
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in content.items()}
    except (AttributeError, ValueError) as error:
        raise TableError(f"{path} does not describe a model: run `quoth extract` again ({error})") from error
