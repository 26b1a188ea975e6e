"""The stages in their order, what each needs and makes, and a run through all of them."""

import importlib
import json
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Protocol, cast

from pipeline import __version__, schema, store
from pipeline.errors import InputError, MissingStageError, SettingsError
from pipeline.memory import give_back
from pipeline.records import Problem
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.alone import alone
from pipeline.stages.base import Say, StageReport, Watch, watch_nothing
from pipeline.stages.executors import Workers
from pipeline.stages.interim import Interim

RECORDED_PACKAGES = ("spacy", "thinc", "numpy", "scipy", "networkx", "textacy", "pandas", "jinja2", "click")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage: the files it needs and the files it makes, below the folder of the outputs.

    Its work is the function ``run`` of the module ``pipeline.stages.<name>``, which is imported when it
    is called for: some stages bring heavy libraries with them.
    """

    name: str
    needs: tuple[str, ...]
    makes: tuple[str, ...]

    def load(self) -> Callable[..., StageReport]:
        """The function that does the stage's work on the folders that the settings name.

        It takes the settings, ``say``, and ``workers`` among whom work is shared.
        """
        return cast(Callable[..., StageReport], importlib.import_module(f"pipeline.stages.{self.name}").run)


def _files(*tables: Interim[Any]) -> tuple[str, ...]:
    return tuple(f"interim/{table.name}.csv" for table in tables)


TABLES = tuple(f"{table.name}.csv" for table in schema.TABLES)
STAGES = (
    Stage(
        name="ingest",
        needs=(),
        makes=_files(interim.INGEST_PROBLEMS, interim.DOCUMENTS),
    ),
    Stage(
        name="extract",
        needs=_files(interim.DOCUMENTS),
        makes=_files(interim.EXTRACT_PROBLEMS),
    ),
    Stage(
        name="attribute",
        needs=_files(interim.DOCUMENTS, interim.EXTRACT_PROBLEMS),
        makes=_files(interim.ATTRIBUTE_PROBLEMS, interim.ENTITIES),
    ),
    Stage(
        name="tables",
        needs=_files(interim.DOCUMENTS, interim.EXTRACT_PROBLEMS, interim.ENTITIES),
        makes=(*TABLES, "datapackage.json"),
    ),
    Stage(
        name="report",
        needs=(*TABLES, "datapackage.json", *_files(interim.DOCUMENTS)),
        makes=("report.html", "report.md"),
    ),
)
EVALUATION_NEEDS = TABLES
DRAFT_NEEDS = (*TABLES, *_files(interim.EXTRACT_PROBLEMS, interim.ENTITIES))
EXPORT_NEEDS = (*TABLES, "datapackage.json", *_files(interim.DOCUMENTS))


class DraftRun(Protocol):
    """What the ``run`` of a command looks like that writes a file for a person to fill in."""

    def __call__(self, settings: Settings, *, say: Say, force: bool = False) -> Path:
        """Write the file; over one with unsaved work in it only where that is asked for."""
        ...


def load_draft(name: str) -> DraftRun:
    """The function that writes ``review.csv`` or ``roster.csv``, by the name of its command."""
    return cast(DraftRun, importlib.import_module(f"pipeline.stages.{name}").run)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did: a report for each stage, the seconds each took, and the rows of ``problems.csv``."""

    stages: tuple[StageReport, ...]
    seconds: Mapping[str, float]
    problems: int


def run_stage(name: str, settings: Settings, *, say: Say, watch: Watch = watch_nothing) -> tuple[StageReport, float]:
    """What one stage did, after a check that it has what it needs, and the seconds it took.

    Raises:
        MissingStageError: a file it needs is missing; the message names the stage that makes it.
        InputError: there is no corpus.
        SettingsError: the folder of the outputs and that of the corpus are in each other's way.
        BusyError: another run is writing these outputs.
    """
    stage = next(stage for stage in STAGES if stage.name == name)
    check_folders(settings)
    check_needs(stage.needs, settings)
    if stage.name == "ingest":
        check_corpus(settings)
    with alone(settings), Workers(jobs=settings.jobs, cluster=settings.cluster, watch=watch) as workers:
        return _timed_stage(stage, settings, workers, say=say)


def _timed_stage(stage: Stage, settings: Settings, workers: Workers, *, say: Say) -> tuple[StageReport, float]:
    begun = time.perf_counter()
    run = stage.load()
    report = run(settings, say=say, workers=workers)
    give_back()
    return report, round(time.perf_counter() - begun, 3)


def run(settings: Settings, *, say: Say, watch: Watch = watch_nothing, shown: Callable[[str], str] = str) -> RunReport:
    """What a run through every stage did; how it went is left in ``run.json`` beside the outputs.

    ``shown`` gives what a setting is called there.

    Raises:
        QuothError: as `run_stage`, and whatever a stage cannot go on from.
    """
    started, reports, seconds = datetime.now(UTC), [], {}
    check_folders(settings)
    check_corpus(settings)
    with alone(settings), Workers(jobs=settings.jobs, cluster=settings.cluster, watch=watch) as workers:
        for stage in STAGES:
            report, seconds[stage.name] = _timed_stage(stage, settings, workers, say=say)
            say(describe(report, seconds=seconds[stage.name]))
            reports.append(report)
        problems = store.read_records(settings.outputs / "problems.csv", Problem, made_by="tables")
        result = RunReport(stages=tuple(reports), seconds=seconds, problems=len(problems))
        _write_run_record(settings, result, started=started, shown=shown)
    return result


def check_needs(needs: tuple[str, ...], settings: Settings) -> None:
    """Raise MissingStageError for the first file that is needed and missing, naming the stage that makes it."""
    for name in needs:
        path = settings.outputs / name
        if not path.is_file():
            maker = next(stage.name for stage in STAGES if name in stage.makes)
            raise MissingStageError(f"{path} is missing: run `quoth {maker}` (or `make all`) first")


def check_corpus(settings: Settings) -> None:
    """Raise InputError where there is no folder of texts."""
    if not settings.corpus.is_dir():
        found = "is a file, not a folder" if settings.corpus.exists() else "is not there"
        raise InputError(f"the corpus {settings.corpus} {found}: name the folder of your texts with --corpus DIR")


def check_folders(settings: Settings) -> None:
    """Raise SettingsError where the outputs would be read as texts, or written over them."""
    corpus, outputs = settings.corpus.resolve(), settings.outputs.resolve()
    written = [folder.resolve() for folder in (settings.texts, settings.interim, settings.cache)]
    if outputs.is_relative_to(corpus) or any(corpus.is_relative_to(folder) for folder in written):
        raise SettingsError(
            f"the outputs {settings.outputs} and the corpus {settings.corpus} are in each other's way: "
            "name a folder outside the corpus with --outputs DIR"
        )
    if settings.outputs.exists() and not settings.outputs.is_dir():
        raise SettingsError(f"{settings.outputs} is a file: name a folder for the results with --outputs DIR")


def describe(report: StageReport, *, seconds: float) -> str:
    """One line on what a stage did."""
    counts = ", ".join(f"{what} {count:,}" for what, count in report.counts.items())
    problems = f", problems {report.problems:,}" if report.problems else ""
    return f"{report.stage}: {counts}{problems} ({seconds:.1f} s)"


def _write_run_record(settings: Settings, report: RunReport, *, started: datetime, shown: Callable[[str], str]) -> None:
    record = {
        "started": started.isoformat(timespec="seconds"),
        "seconds": dict(report.seconds),
        "stages": [asdict(stage) for stage in report.stages],
        "problems": report.problems,
        "settings": {name: shown(str(value)) for name, value in asdict(settings).items()},
        "model": _read_model(settings),
        "versions": {"quoth": __version__, "python": platform.python_version(), **_package_versions()},
        "machine": {"system": platform.platform(), "processor": platform.machine()},
    }
    text = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
    store.write_text(settings.outputs / "run.json", text)


def _read_model(settings: Settings) -> dict[str, str]:
    """What the stage `extract` wrote down of its model; nothing where it wrote nothing."""
    path = settings.interim / "model.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _package_versions() -> dict[str, str]:
    return {name: _version_of(name) for name in RECORDED_PACKAGES}


def _version_of(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "not installed"
