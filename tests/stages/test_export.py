"""The command `export`: which formats, where to, what is replaced, and what is said when it cannot be done."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import cli, store
from pipeline.errors import MissingStageError, TableError
from pipeline.exporters import formats
from pipeline.exporters.formats import FORMATS, Export, Format
from pipeline.exporters.material import Material
from pipeline.records import AttributedQuotation
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.stages import export, tables, written

# Nobody has gone through the tiny texts by hand.
EMPTY = {"gold"}


@pytest.fixture(scope="module")
def made(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the small corpus, as far as the tables."""
    outputs = tmp_path_factory.mktemp("made") / "outputs"
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, outputs / part)
    tables.run(Settings(outputs=outputs), say=lambda _: None)
    return outputs


@pytest.fixture
def tiny(made: Path, tmp_path: Path) -> Settings:
    return Settings(outputs=shutil.copytree(made, tmp_path / "outputs"))


def quoth(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.quoth, ["export", *map(str, arguments)], prog_name="quoth")


def run(settings: Settings, *names: str) -> dict[str, tuple[Path, ...]]:
    return export.run(settings, names, say=lambda _: None)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the lock: its path and its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def lines(material: Material, folder: Path) -> Iterator[Path]:
    """A format for tests: a file a document with its title, in a folder of its own."""
    for document in material.documents:
        path = folder / "pages" / f"{document.doc_id}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(document.title, encoding="utf-8")
        yield path


def half(material: Material, folder: Path) -> Iterator[Path]:
    """A format that fails after its first file."""
    yield next(lines(material, folder))
    raise TableError("the tables are not true")


@pytest.fixture
def lines_format(monkeypatch: pytest.MonkeyPatch) -> list[Export]:
    """A registry of one format, ``lines``; what stands last in the list is what writes it."""
    writers: list[Export] = [lines]
    one = Format(name="lines", description="A line a text.")
    monkeypatch.setattr(formats.Format, "load", lambda _: writers[-1])
    for module in (export, cli):
        monkeypatch.setattr(module, "FORMATS", {"lines": one})
    return writers


def test_every_format_has_a_folder_of_its_own_and_nothing_else_is_written(tiny: Settings) -> None:
    before = contents(tiny.outputs)
    written = run(tiny, *FORMATS)
    assert list(written) == list(FORMATS)
    added = set(contents(tiny.outputs)) - set(before)
    assert added == {path.relative_to(tiny.outputs).as_posix() for paths in written.values() for path in paths}
    for name, paths in written.items():
        assert paths or name in EMPTY
        assert all(path.is_relative_to(tiny.outputs / "export" / name) for path in paths)
    assert before.items() <= contents(tiny.outputs).items()


def test_another_process_writes_the_same_bytes(tiny: Settings, root: Path) -> None:
    """Another process has another seed for its hashes, another number, and another time of day."""
    runs = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "pipeline", "export", "all", "--outputs", str(tiny.outputs), "--quiet"]
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        runs.append(contents(tiny.outputs / "export"))
    assert {path.partition("/")[0] for path in runs[0]} == set(FORMATS) - EMPTY
    assert runs[0] == runs[1]


@pytest.mark.usefixtures("lines_format")
def test_an_old_export_is_replaced_whole(tiny: Settings) -> None:
    run(tiny, "lines")
    stale = tiny.outputs / "export" / "lines" / "pages" / "gone.txt"
    stale.write_text("of a text that is gone", encoding="utf-8")
    other = tiny.outputs / "export" / "other" / "kept.txt"
    other.parent.mkdir()
    other.write_text("another format", encoding="utf-8")
    run(tiny, "lines")
    assert sorted(contents(tiny.outputs / "export")) == [
        "lines/pages/harbour.txt",
        "lines/pages/minutes.txt",
        "other/kept.txt",
    ]


def test_an_error_leaves_the_old_export_as_it_was(tiny: Settings, lines_format: list[Export]) -> None:
    run(tiny, "lines")
    before = contents(tiny.outputs)
    lines_format.append(half)
    with pytest.raises(TableError, match="not true"):
        run(tiny, "lines")
    assert contents(tiny.outputs) == before
    assert [path.name for path in (tiny.outputs / "export").iterdir()] == ["lines"]


@pytest.mark.usefixtures("lines_format")
def test_an_exchange_that_fails_leaves_the_old_export_as_it_was(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tiny, "lines")
    before = contents(tiny.outputs)
    real = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if ".new." in path.name:
            raise PermissionError(13, "Permission denied", str(target))
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        result = quoth("lines", "--outputs", tiny.outputs)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "lines: Permission denied" in result.stderr
    assert contents(tiny.outputs) == before


def test_what_a_killed_run_left_is_put_right(tiny: Settings, lines_format: list[Export]) -> None:
    run(tiny, "lines")
    before = contents(tiny.outputs)
    folder = tiny.outputs / "export"
    (folder / "lines").rename(folder / ".lines.old.part")
    (folder / ".lines.new.part").mkdir()
    (folder / ".lines.new.part" / "half").touch()
    lines_format.append(half)
    with pytest.raises(TableError):
        run(tiny, "lines")
    assert contents(tiny.outputs) == before


def test_what_is_read_is_what_the_tables_hold(tiny: Settings) -> None:
    with export.open_material(tiny) as material:
        assert [document.doc_id for document in material.documents] == ["harbour", "minutes"]
        assert list(material.texts) == ["harbour", "minutes"]
        assert [len(opened.quotations) for opened in material.opened()] == [8, 2]
        assert [len(opened.mentions) for opened in material.opened()] == [5, 1]
        assert [row.paragraph for row in material.paragraphs["minutes"]] == [0, 1]
        assert (len(list(material.speakers)), len(list(material.entities))) == (4, 4)
        assert material.package["quoth"]["settings"] == {"context_width": 60}
        silent = replace(material, rows={**material.rows, "quotations": []})
        assert [opened.quotations for opened in silent.opened()] == [[], []]


def test_rows_that_are_not_in_the_order_of_the_documents_are_an_error(tiny: Settings) -> None:
    path = tiny.outputs / "quotations.csv"
    rows = store.read_records(path, AttributedQuotation, made_by="tables")
    store.write_records(path, AttributedQuotation, rows[::-1])
    with pytest.raises(TableError, match=r"quotations\.csv is not in the order of documents\.csv"):
        run(tiny, "brat")
    assert not (tiny.outputs / "export" / "brat").exists()


def test_no_more_than_some_texts_are_held() -> None:
    read: list[str] = []
    held = written.ByDocId([f"d{number}" for number in range(100)], lambda doc_id: read.append(doc_id) or doc_id)
    assert [held[doc_id] for doc_id in held] == list(held)
    assert [held["d99"], held["d0"]] == ["d99", "d0"]
    assert read == [*held, "d0"]
    assert len(held) == 100
    with pytest.raises(KeyError):
        held["another"]


def test_a_damaged_description_is_named(tiny: Settings) -> None:
    (tiny.outputs / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(TableError, match=r"datapackage\.json is not JSON: run `quoth tables` again"):
        run(tiny)


def test_a_missing_text_is_named_with_the_command_that_makes_it(tiny: Settings) -> None:
    (tiny.texts / "minutes.txt").unlink()
    with pytest.raises(MissingStageError, match=r"minutes\.txt is missing: run `quoth ingest`"):
        run(tiny, "brat")


# --- the command line ---------------------------------------------------------------------------


def test_the_help_lists_every_format_with_what_it_is() -> None:
    said = " ".join(quoth("--help").stdout.split())
    places = [said.index(f" {one.name} {one.description}") for one in FORMATS.values()]
    assert places == sorted(places)
    assert said.index("Formats:") < places[0]
    assert places[-1] < said.index("Options:")


def test_formats_are_written_once_in_the_order_of_the_list(tiny: Settings) -> None:
    result = quoth("sqlite", "parquet", "sqlite", "--outputs", tiny.outputs)
    assert result.exit_code == 0, result.output
    folder = tiny.outputs / "export"
    assert result.stderr.splitlines() == [f"{folder / 'parquet'}: {len(TABLES)} files", f"{folder / 'sqlite'}: 2 files"]
    assert quoth("excel", "--outputs", tiny.outputs, "--quiet").output == ""


@pytest.mark.parametrize("given", [("exel",), ("excel", "Excel"), ("all", "pdf"), ("",)])
def test_a_format_that_does_not_exist_is_one_line_that_says_what_to_type(
    tiny: Settings, given: tuple[str, ...]
) -> None:
    result = quoth(*given, "--outputs", tiny.outputs)
    wrong = given[-1]
    assert result.exit_code == 2
    assert result.stderr == f"Error: there is no format {wrong!r}: type {', '.join(FORMATS)}, or all\n"
    assert not (tiny.outputs / "export").exists()


def test_without_tables_the_command_that_makes_them_is_named_in_one_line(tmp_path: Path) -> None:
    result = quoth("parquet", "--outputs", tmp_path / "none")
    assert result.exit_code == 1
    missing = tmp_path / "none" / "quotations.csv"
    assert result.stderr == f"Error: {missing} is missing: run `quoth tables` (or `make all`) first\n"
    assert not (tmp_path / "none").exists()


def test_a_missing_package_is_one_line_and_no_format_is_written(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = quoth("all", "--outputs", tiny.outputs)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "quoth export excel needs xlsxwriter: type `pip install 'quoth[export]'`" in result.stderr
    assert not (tiny.outputs / "export").exists()


def test_a_table_that_a_hand_has_broken_is_one_line(tiny: Settings) -> None:
    path = tiny.outputs / "quotations.csv"
    path.write_bytes(path.read_bytes().replace(b",mixed,", b",sung,", 1))
    result = quoth("sqlite", "--outputs", tiny.outputs)
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "run `quoth tables` again" in result.stderr
