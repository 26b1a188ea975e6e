"""The command that gives the tables and texts the formats of other programs, in ``outputs/export/``."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline import schema, store
from pipeline.errors import TableError
from pipeline.exporters.formats import FORMATS
from pipeline.exporters.material import Material
from pipeline.findings import open_findings
from pipeline.settings import Settings
from pipeline.stages import written
from pipeline.stages.base import Say
from pipeline.stages.tables import DATAPACKAGE

FOLDER: Final = "export"


def run(settings: Settings, names: Sequence[str], *, say: Say) -> dict[str, tuple[Path, ...]]:
    """The files written, by the name of their format; what an earlier export of it left is removed.

    Raises:
        MissingStageError: the tables are not there.
        MissingPackageError: a format needs a package that is not installed.
        TableError: the tables are those of another version.
    """
    exports = {name: FORMATS[name].load() for name in names}
    files: dict[str, tuple[Path, ...]] = {}
    with open_material(settings) as material:
        for name, export in exports.items():
            target = settings.outputs / FOLDER / name
            with _replacing_folder(target) as folder:
                paths = [path.relative_to(folder) for path in export(material, folder)]
            files[name] = tuple(target / path for path in paths)
            say(f"{target}: {_files(len(paths))}")
    return files


@contextmanager
def open_material(settings: Settings) -> Iterator[Material]:
    """The tables as they lie in the outputs, with the texts they are about, to be read within the block."""
    package = store.read_text(settings.outputs / DATAPACKAGE, made_by="tables")
    try:
        described = json.loads(package)
    except ValueError as error:
        raise TableError(f"{settings.outputs / DATAPACKAGE} is not JSON: run `quoth tables` again") from error
    rows = {table.name: written.stored(settings, table, table.record) for table in schema.TABLES}
    doc_ids = [document.doc_id for document in rows["documents"]]
    written.check_findings(settings.interim)
    with open_findings(settings.interim) as findings:
        yield Material(
            rows=rows,
            paragraphs=written.paragraphs(findings, doc_ids),
            texts=written.texts(settings, doc_ids),
            package=described,
        )


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


@contextmanager
def _replacing_folder(target: Path) -> Iterator[Path]:
    """An empty folder beside the given one, which takes its place when the block ends without an error."""
    fresh, stale = (target.with_name(f".{target.name}.{what}.part") for what in ("new", "old"))
    if stale.exists() and not target.exists():
        # A run was killed at the moment of the exchange.
        stale.rename(target)
    for left_over in (fresh, stale):
        shutil.rmtree(left_over, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        _exchange(target, fresh, stale)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(stale, ignore_errors=True)


def _exchange(target: Path, fresh: Path, stale: Path) -> None:
    if target.exists():
        target.rename(stale)
    try:
        fresh.rename(target)
    except OSError:
        if stale.exists():
            stale.rename(target)
        raise
