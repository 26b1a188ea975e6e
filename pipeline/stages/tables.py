"""The stage that writes the canonical result: ``outputs/*.csv`` and ``datapackage.json``.

What a document has in them is kept as lines (`pipeline.stages.tabulating`), so that one more text costs that text
and the copying of bytes. No table is ever held as a whole, except for those of speakers, entities and problems.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from pipeline import __version__, store
from pipeline.errors import TableError
from pipeline.findings import CORPUS, Findings
from pipeline.records import Document, Entity, Problem
from pipeline.reporting.assemble import Rows, order_entities, order_problems
from pipeline.reporting.checks import check_tables
from pipeline.reporting.cooccurrence import TYPES, join_pairs
from pipeline.reporting.datapackage import FileFacts, Provenance, describe_package, read_row_counts
from pipeline.reporting.speakers import join_speakers
from pipeline.reporting.timeline import join_timelines
from pipeline.schema import COOCCURRENCES, ENTITIES, PROBLEMS, SPEAKERS, TABLES, TIMELINE
from pipeline.settings import Settings
from pipeline.stages import interim, tabulating
from pipeline.stages.base import Say, StageReport
from pipeline.stages.executors import Workers
from pipeline.stages.tablefiles import TableFile, table_files
from pipeline.stages.tabulating import COPIED, Tabulator, lines_of
from pipeline.stages.versions import digest_of, digest_of_code, with_files

STAGE = "tables"
DATAPACKAGE = "datapackage.json"
_AT_ONCE = 1_000
MODEL = "model.json"
_FOR_READING = (
    "charset-normalizer",
    "ftfy",
    "lxml",
    "mammoth",
    "markdown-it-py",
    "pypdf",
    "python-frontmatter",
    "pyyaml",
)
PACKAGES = (*_FOR_READING, "spacy", "textacy", "thinc", "trafilatura")
"""What the texts are read and parsed with, and so what the tables depend on, as far as its version is the same on
every Python: those of numpy, scipy and networkx are not."""

PROBLEM_TABLES = (interim.INGEST_PROBLEMS, interim.EXTRACT_PROBLEMS, interim.ATTRIBUTE_PROBLEMS)
_CODE = ("reporting", "records", "schema", "scratch.py", "store.py", "stages/tables.py", "stages/tablefiles.py")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Corpus:
    """What is known of the corpus as a whole, documents in the order of the tables."""

    documents: Sequence[Document]
    entities: Sequence[Entity]
    problems: Sequence[Problem]


def run(settings: Settings, *, say: Say, workers: Workers | None = None) -> StageReport:
    """What was written: the number of rows of each table.

    Raises:
        MissingStageError: a stage before this one has not run.
        TableError: the findings of the stages do not fit together; nothing is written.
    """
    corpus = _read_corpus(settings)
    made_by = Provenance(
        version=__version__,
        model=_read_model(settings.interim / MODEL),
        settings={"context_width": settings.context_width},
        packages={name: version(name) for name in PACKAGES},
    )
    package = settings.outputs / DATAPACKAGE
    with interim.open_found(settings, made_by="extract") as findings:
        _tabulate(settings, corpus, findings, workers or Workers())
        key = _key_of_all(settings, made_by, findings)
        if findings.keys(STAGE).get(CORPUS) == with_files(key, _files_made(settings)):
            package.touch()
        else:
            files = _write_tables(settings, corpus, findings)
            # Last: where the package is, the tables it describes are there.
            store.write_text(package, describe_package(files, made_by))
            findings.keep(STAGE, CORPUS, with_files(key, _files_made(settings)), {})
    counts = dict(read_row_counts(package.read_text(encoding="utf-8")))
    say(f"{counts['quotations']} quotations, {counts['speakers']} speakers in {settings.outputs / 'quotations.csv'}")
    return StageReport(stage=STAGE, counts=counts, problems=0)


def _key_of_all(settings: Settings, made_by: Provenance, findings: Findings) -> str:
    """What stands for all that the tables are made from."""
    whole = [table.path(settings).read_bytes() for table in (interim.ENTITIES, *PROBLEM_TABLES)]
    rows = (part for one in sorted(findings.keys(tabulating.KEY).items()) for part in one)
    return digest_of(digest_of_code(*_CODE), repr(made_by), *whole, *rows)


def _files_made(settings: Settings) -> list[Path]:
    return [settings.outputs / name for name in (*(f"{table.name}.csv" for table in TABLES), DATAPACKAGE)]


def _read_corpus(settings: Settings) -> _Corpus:
    return _Corpus(
        documents=sorted(interim.DOCUMENTS.read(settings), key=lambda document: document.doc_id),
        entities=order_entities(interim.ENTITIES.read(settings)),
        problems=order_problems(problem for table in PROBLEM_TABLES for problem in table.read(settings)),
    )


def _tabulate(settings: Settings, corpus: _Corpus, findings: Findings, workers: Workers) -> None:
    """Keep what every document has in the tables."""
    check_tables({ENTITIES.name: corpus.entities, PROBLEMS.name: corpus.problems}, {})
    tied = {entity.entity_id for entity in corpus.entities if entity.type in TYPES}
    known = {entity.entity_id for entity in corpus.entities}
    Tabulator(settings=settings, findings=findings, known=known, tied=tied).tabulate(corpus.documents, workers)


def _write_tables(settings: Settings, corpus: _Corpus, findings: Findings) -> Mapping[str, FileFacts]:
    small: Rows = {ENTITIES.name: corpus.entities, PROBLEMS.name: corpus.problems}
    with table_files(settings.outputs, TABLES) as files:
        for table in COPIED:
            for _, own in findings.each(lines_of(table.name)):
                files[table.name].add_lines(own.content, own.count)
        for table in (ENTITIES, PROBLEMS):
            rows = small[table.name]
            files[table.name].add_lines(store.to_lines(table.record, rows), len(rows))
        _write_speakers(files[SPEAKERS.name], corpus, findings)
        _write_joined(files, corpus, findings)
        return {name: file.facts() for name, file in files.items()}


def _write_speakers(file: TableFile, corpus: _Corpus, findings: Findings) -> None:
    """Write who is quoted, some at a time."""
    speakers = join_speakers(tabulating.speakers(findings, corpus.documents), corpus.entities)
    while some := list(islice(speakers, _AT_ONCE)):
        check_tables({SPEAKERS.name: some}, {})
        file.add_lines(store.to_lines(SPEAKERS.record, some), len(some))


def _write_joined(files: Mapping[str, TableFile], corpus: _Corpus, findings: Findings) -> None:
    """Write what is put together from all documents and sorted, a row after the other."""
    pairs = tabulating.pairs(findings, corpus.documents)
    files[COOCCURRENCES.name].add_each(join_pairs(pairs, corpus.entities))
    files[TIMELINE.name].add_each(join_timelines(tabulating.timelines(findings, corpus.documents)))


def _read_model(path: Path) -> Mapping[str, str]:
    """What the stage `extract` wrote down of its model; nothing where it wrote nothing."""
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in content.items()}
    except (AttributeError, ValueError) as error:
        raise TableError(f"{path} does not describe a model: run `quoth extract` again ({error})") from error
