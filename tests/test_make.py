"""What `make` does when: with stages that only leave their files, and once with the real ones."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.stages.run import STAGES

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this system")

ALL = [stage.name for stage in STAGES]
TARGETS = (
    "all test review roster export excel browse evaluate bench fuzz model lint format lock clean distclean help".split()
)

EXCEL, SQLITE = "export/excel/quoth.xlsx", "export/sqlite/quoth.sqlite"

# Takes the command line of quoth, notes the stage, and leaves the files that the stage makes.
FAKE_QUOTH = """
import sys
from pathlib import Path
stage, outputs = sys.argv[1], Path(sys.argv[sys.argv.index("--outputs") + 1])
with open("calls.txt", "a", encoding="utf-8") as calls:
    print(*sys.argv[1:], file=calls)
for name in {makes}.get(stage, ()):
    (outputs / name).parent.mkdir(parents=True, exist_ok=True)
    (outputs / name).write_text(stage)
if Path("fail-" + stage).exists():
    sys.exit("Error: told to fail")
"""


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as a person would, also where these tests were themselves started by `make test`."""
    environment = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    return subprocess.run(
        ["make", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A copy of the project in which the stages are fakes."""

    folder: Path

    def make(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run make with the stages replaced and no environment to set up."""
        return make(self.folder, f"QUOTH={sys.executable} fake.py", "READY=", "READY_EXPORT=", *arguments)

    def stages_run(self, *arguments: str) -> list[str]:
        """The stages that `make all` called."""
        (self.folder / "calls.txt").unlink(missing_ok=True)
        result = self.make(*(arguments or ("all",)))
        assert result.returncode == 0, result.stderr
        calls = self.folder / "calls.txt"
        return [line.split()[0] for line in calls.read_text("utf-8").splitlines()] if calls.exists() else []

    def touch(self, name: str) -> None:
        """Make a file newer than everything there is."""
        later = max(path.stat().st_mtime for path in self.folder.rglob("*")) + 2
        os.utime(self.folder / name, (later, later))


@pytest.fixture
def project(root: Path, tmp_path: Path) -> Project:
    for name in ("Makefile", "pipeline.toml", "pyproject.toml", "requirements.lock", "requirements-export.lock"):
        shutil.copy2(root / name, tmp_path)
    # The weights are megabytes; make looks only at the age of what describes them.
    ignored = shutil.ignore_patterns("__pycache__", "model")
    shutil.copytree(root / "pipeline", tmp_path / "pipeline", ignore=ignored)
    (tmp_path / "pipeline" / "model" / "ner").mkdir(parents=True)
    (tmp_path / "pipeline" / "model" / "ner" / "model").write_bytes(b"weights")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "one.txt").write_text("“Yes”, said Ada.", encoding="utf-8")
    makes = {stage.name: stage.makes for stage in STAGES} | {"export": (EXCEL, SQLITE)}
    (tmp_path / "fake.py").write_text(FAKE_QUOTH.format(makes=makes), encoding="utf-8")
    return Project(folder=tmp_path)


def test_make_help_lists_every_target_a_person_asks_for(project: Project) -> None:
    listed = re.findall(r"^  (\w+) +(\S.*)$", project.make("help").stdout, flags=re.MULTILINE)
    assert [name for name, _ in listed] == TARGETS
    assert not (project.folder / "outputs").exists()


def test_make_runs_every_stage_in_order_and_then_none(project: Project) -> None:
    assert project.stages_run() == ALL
    calls = (project.folder / "calls.txt").read_text("utf-8")
    assert calls.count("--corpus corpus --outputs outputs") == len(ALL)
    assert project.stages_run() == []
    again = project.make("all")
    assert again.stdout == "outputs/ is up to date: open outputs/report.html\n"


@pytest.mark.parametrize("draft", ["review", "roster"])
def test_a_draft_is_made_from_tables_that_are_up_to_date(project: Project, draft: str) -> None:
    assert project.stages_run(draft) == [*ALL, draft]
    assert project.stages_run(draft) == [draft]
    (project.folder / "corpus" / "corrections.csv").write_text("doc_id,text,speaker\none,Yes,Bo\n", encoding="utf-8")
    assert project.stages_run(draft) == [*ALL[2:], draft]


def test_outputs_that_came_with_a_clone_do_not_keep_the_stages_from_running(project: Project) -> None:
    for stage in STAGES:
        for name in stage.makes:
            if not name.startswith("interim/"):
                (project.folder / "outputs").mkdir(exist_ok=True)
                (project.folder / "outputs" / name).write_text("committed", encoding="utf-8")
    assert project.stages_run() == ALL
    assert (project.folder / "outputs" / "quotations.csv").read_text("utf-8") == "tables"


def change_the_text(corpus: Path) -> None:
    (corpus / "one.txt").write_text("“Yeah”, said Ada.", encoding="utf-8")


def change_no_length_and_no_date(corpus: Path) -> None:
    before = (corpus / "one.txt").stat()
    (corpus / "one.txt").write_text("“Yes”, said Ida.", encoding="utf-8")
    os.utime(corpus / "one.txt", ns=(before.st_atime_ns, before.st_mtime_ns))


def add_a_text_with_spaces(corpus: Path) -> None:
    (corpus / "two with 'spaces' é.txt").write_text("“No”, said Bo.", encoding="utf-8")


def add_a_table(corpus: Path) -> None:
    (corpus / "metadata.csv").write_text("path,title\n", encoding="utf-8")


def add_a_text_below(corpus: Path) -> None:
    (corpus / "more").mkdir()
    (corpus / "more" / "three.txt").write_text("Words.", encoding="utf-8")


def rename_the_text(corpus: Path) -> None:
    (corpus / "one.txt").rename(corpus / "uno.txt")


def delete_the_text(corpus: Path) -> None:
    (corpus / "one.txt").unlink()


@pytest.mark.parametrize(
    "change",
    [
        change_the_text,
        change_no_length_and_no_date,
        add_a_text_with_spaces,
        add_a_table,
        add_a_text_below,
        rename_the_text,
        delete_the_text,
    ],
    ids=lambda change: change.__name__,
)
def test_any_change_of_the_corpus_is_seen(project: Project, change: Callable[[Path], None]) -> None:
    project.stages_run()
    change(project.folder / "corpus")
    assert project.stages_run() == ALL
    assert project.stages_run() == []


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("corrections.csv", "doc_id,text,speaker\none,Yes,Bo\n", "doc_id,text,speaker\none,Yes,Ada\n"),
        ("corrections.csv", "doc_id,text,speaker\none,Yes,Bo\n", None),
        ("people.csv", "name,aliases\nAda Lund,Lund\n", "name,aliases\nAda Lund,Ada\n"),
        ("people.csv", "name,aliases\nAda Lund,Lund\n", None),
    ],
)
def test_tables_by_hand_run_attribution_and_what_follows(
    project: Project, name: str, first: str, second: str | None
) -> None:
    table = project.folder / "corpus" / name
    table.write_text(first, encoding="utf-8")
    assert project.stages_run() == ALL
    if second is None:
        table.unlink()
    else:
        table.write_text(second, encoding="utf-8")
    assert project.stages_run() == ALL[2:]
    assert project.stages_run() == []


def test_a_text_that_is_only_touched_runs_nothing(project: Project) -> None:
    project.stages_run()
    project.touch("corpus/one.txt")
    (project.folder / "corpus" / ".DS_Store").write_bytes(b"\0")
    assert project.stages_run() == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("pipeline.toml", ALL),
        ("requirements.lock", ALL),
        ("pipeline/records/found.py", ALL),
        ("pipeline/stages/interim.py", ALL),
        ("pipeline/readers/corpus.py", ALL),
        ("pipeline/nlp/load.py", ALL[1:]),
        ("pipeline/quotes/marks.py", ALL),
        ("pipeline/model/ner/model", ALL[1:]),
        ("pipeline/stages/attribute.py", ALL[2:]),
        ("pipeline/attribution/decide.py", ALL[2:]),
        ("pipeline/stages/tables.py", ALL[3:]),
        ("pipeline/reporting/assemble.py", ALL[3:]),
        ("pipeline/reporting/templates/report.html.j2", ALL[4:]),
        ("pipeline/reporting/charts/network.py", ALL[4:]),
        ("pipeline/cli.py", []),
    ],
)
def test_a_change_of_the_program_runs_the_stages_it_concerns(
    project: Project, changed: str, expected: list[str]
) -> None:
    project.stages_run()
    project.touch(changed)
    assert project.stages_run() == expected


def test_every_source_belongs_to_a_stage(project: Project, root: Path) -> None:
    """A module that no rule names would be changed and nothing made again."""
    database = project.make("--print-data-base", "--dry-run", "all").stdout
    without_result = {
        "pipeline/cli.py",
        "pipeline/__main__.py",
        "pipeline/stages/run.py",
        "pipeline/stages/__init__.py",
    }
    unseen = [
        path.relative_to(root).as_posix()
        for folder in ("", "readers", "quotes", "nlp", "attribution", "reporting", "reporting/charts", "stages")
        for pattern in ("*.py", "lexicon/*.txt", "*.json", "templates/*")
        for path in (root / "pipeline" / folder).glob(pattern)
        if not re.search(rf"[ :]{re.escape(path.relative_to(root).as_posix())}[ \n]", database)
    ]
    # The stages of later commands, such as evaluate, write nothing that make makes.
    stages = {f"pipeline/stages/{stage.name}.py" for stage in STAGES}
    assert {name for name in unseen if not name.startswith("pipeline/stages/") or name in stages} <= without_result


@pytest.mark.parametrize(
    ("removed", "expected"),
    [
        ("report.md", ["report"]),
        ("quotations.csv", ["tables", "report"]),
        ("problems.csv", ["tables", "report"]),
        ("interim/entities.csv", ["attribute", "tables", "report"]),
        ("interim/documents.csv", ALL),
    ],
)
def test_a_file_that_somebody_removed_is_made_again(project: Project, removed: str, expected: list[str]) -> None:
    project.stages_run()
    (project.folder / "outputs" / removed).unlink()
    assert project.stages_run() == expected
    assert (project.folder / "outputs" / removed).exists()
    assert project.stages_run() == []


def test_a_stage_that_fails_stops_make_and_is_run_again(project: Project) -> None:
    (project.folder / "fail-attribute").touch()
    failed = project.make("all")
    assert failed.returncode != 0
    assert "Error: told to fail" in failed.stderr
    assert not (project.folder / "outputs" / "interim" / "entities.csv").exists()
    (project.folder / "fail-attribute").unlink()
    assert project.stages_run() == ALL[2:]


def test_a_file_can_be_asked_for_by_name(project: Project) -> None:
    assert project.stages_run("outputs/interim/problems-extract.csv") == ["ingest", "extract"]
    assert project.stages_run("outputs/quotations.csv") == ["attribute", "tables"]


def test_export_makes_the_tables_first_and_takes_every_format_or_those_that_are_named(project: Project) -> None:
    assert project.stages_run("export") == [*ALL[:4], "export"]
    assert (project.folder / "calls.txt").read_text("utf-8").splitlines()[-1] == "export --outputs outputs all"
    project.stages_run("export", "FORMAT=tei gexf", "OUTPUTS=mine")
    assert (project.folder / "calls.txt").read_text("utf-8").splitlines()[-1] == "export --outputs mine tei gexf"


@pytest.mark.parametrize(("target", "made"), [("excel", EXCEL), (f"outputs/{SQLITE}", SQLITE)])
def test_a_file_for_another_program_is_made_again_when_it_is_old(project: Project, target: str, made: str) -> None:
    assert project.stages_run(target) == [*ALL[:4], "export"]
    assert (project.folder / "outputs" / made).exists()
    assert project.stages_run(target) == []
    for changed in ("pipeline/exporters/material.py", "requirements-export.lock", "pipeline/stages/export.py"):
        project.touch(changed)
        assert project.stages_run(target) == ["export"]
    (project.folder / "outputs" / made).unlink()
    assert project.stages_run(target) == ["export"]
    add_a_text_below(project.folder / "corpus")
    assert project.stages_run(target) == [*ALL[:4], "export"]


def test_excel_says_what_to_open(project: Project) -> None:
    assert project.make("excel").stdout.splitlines()[-1] == "Open outputs/export/excel/quoth.xlsx"


def test_browse_serves_the_database_to_this_machine_alone(project: Project) -> None:
    said = project.make("--dry-run", "browse", "PORT=8765").stdout.replace("\\\n", " ")
    assert "fake.py export --outputs 'outputs' sqlite" in said
    (served,) = [line.split() for line in said.splitlines() if "-m datasette" in line]
    options = dict(zip(served[4::2], served[5::2], strict=True))
    assert options == {
        "--immutable": "'outputs/export/sqlite/quoth.sqlite'",
        "--metadata": "'outputs/export/sqlite/metadata.yaml'",
        "--host": "127.0.0.1",
        "--port": "8765",
    }


def test_the_environments_of_a_fresh_clone_are_set_up_in_their_order(project: Project) -> None:
    """What `make export` would type where there is no environment yet."""
    said = make(project.folder, "--dry-run", "export").stdout
    order = [
        "-m venv",
        "--requirement requirements.lock",
        "pipeline tables",
        "requirements-export.lock",
        "pipeline export",
    ]
    places = [said.index(words) for words in order]
    assert places == sorted(places)
    assert ".venv/.installed-export" in said


def test_another_corpus_and_other_outputs_can_be_named(project: Project) -> None:
    (project.folder / "my texts").mkdir()
    assert project.stages_run("all", "CORPUS=my texts", "OUTPUTS=mine") == ALL
    assert (project.folder / "mine" / "report.html").exists()
    assert not (project.folder / "outputs").exists()


def test_a_missing_corpus_is_said_in_one_line(project: Project) -> None:
    result = project.make("all", "CORPUS=none")
    assert result.returncode != 0
    assert "There is no folder none: make it and put your texts into it" in result.stderr


def test_clean_keeps_what_is_committed(project: Project) -> None:
    project.stages_run("all", "excel")
    assert project.make("clean").returncode == 0
    assert (project.folder / "outputs" / "quotations.csv").exists()
    for name in ("interim", "export"):
        assert not (project.folder / "outputs" / name).exists()
    assert project.stages_run() == ALL


def test_an_old_python_is_refused_in_a_sentence(project: Project) -> None:
    old = project.folder / "old-python"
    old.write_text(
        f'#!/bin/sh\nexec {sys.executable} -c "import sys; sys.version_info = (3, 10); exec(sys.argv[1])" "$2"\n',
        encoding="utf-8",
    )
    old.chmod(0o755)
    result = make(project.folder, f"PYTHON={old}", "all")
    assert result.returncode != 0
    assert "Quoth needs Python 3.11 or newer" in result.stderr
    assert not (project.folder / ".venv").exists()


# Introduced after GNU make 3.81, the one that macOS brings.
NEWER_MAKE = [
    r"^\.ONESHELL",
    r"::=",
    r"^\w+\s*!=",
    r"\$\(file ",
    r"&:",
    r"\$\(let ",
    r"\$\(intcmp ",
    r"^undefine",
    r"^private",
]


@pytest.mark.parametrize("feature", NEWER_MAKE)
def test_the_makefile_keeps_to_gnu_make_3_81(root: Path, feature: str) -> None:
    assert not re.search(feature, (root / "Makefile").read_text("utf-8"), flags=re.MULTILINE)


def test_the_shipped_outputs_are_what_make_all_makes_and_a_second_one_makes_nothing(root: Path, tmp_path: Path) -> None:
    for name in ("Makefile", "pipeline.toml", "requirements.lock"):
        shutil.copy2(root / name, tmp_path)
    for name in ("pipeline", "corpus"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = (f"PY={sys.executable}", "READY=", "all")
    done = make(tmp_path, *command)
    assert done.returncode == 0, done.stderr
    assert [name for stage in STAGES for name in stage.makes if not (tmp_path / "outputs" / name).is_file()] == []
    made, shipped = contents(tmp_path / "outputs"), contents(root / "outputs")
    assert sorted(made) == sorted(shipped)
    assert [name for name in made if made[name] != shipped[name]] == []
    before = dates(tmp_path / "outputs")
    again = make(tmp_path, *command)
    assert again.stdout == "outputs/ is up to date: open outputs/report.html\n"
    assert dates(tmp_path / "outputs") == before


def dates(folder: Path) -> dict[Path, int]:
    """When each file was last written."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def contents(outputs: Path) -> dict[str, bytes]:
    """What is committed of the outputs: path to bytes."""
    kept = ("interim", "cache", "export", "run.json", "review.csv", "roster.csv")
    paths = [path for path in outputs.rglob("*") if path.is_file()]
    names = {path.relative_to(outputs).as_posix(): path for path in paths}
    return {name: path.read_bytes() for name, path in names.items() if not name.startswith(kept)}
