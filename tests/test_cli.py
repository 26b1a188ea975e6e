import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner, Result

from pipeline import __version__, cli, store
from pipeline.errors import ModelError
from pipeline.records import Problem
from pipeline.settings import Settings
from pipeline.stages import run as stages
from pipeline.stages.base import Say, StageReport

HEAVY = ("spacy", "thinc", "numpy", "pandas", "textacy", "jinja2", "sklearn", "yaml", "markdown_it")
COMMANDS = (
    "run",
    "add",
    "ingest",
    "extract",
    "attribute",
    "tables",
    "report",
    "review",
    "roster",
    "export",
    "evaluate",
)
PROBLEM = Problem(stage="ingest", doc_id="", path="a.txt", code="empty", message="nothing in it")

Work = Callable[[Settings, Say], int]


def python(root: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """A command line of this Python and its environment, with the package of this tree wherever it is run."""
    return [sys.executable, *arguments], {**os.environ, "PYTHONPATH": str(root)}


def quoth(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli.quoth, [str(argument) for argument in arguments], prog_name="quoth")


def do_nothing(_settings: Settings, _say: Say) -> int:
    return 0


def fake_stage(name: str, work: Work) -> ModuleType:
    """A stage module that makes every file its stage should make, after the given work."""
    stage = next(stage for stage in stages.STAGES if stage.name == name)

    def run(settings: Settings, *, say: Say, workers: object = None) -> StageReport:  # noqa: ARG001 (a stage's signature)
        problems = work(settings, say)
        for made in stage.makes:
            if made == "problems.csv":
                store.write_records(settings.outputs / made, Problem, [PROBLEM] * bool(problems))
            else:
                store.write_text(settings.outputs / made, "")
        return StageReport(stage=name, counts={"things": 1}, problems=problems)

    module = ModuleType(f"pipeline.stages.{name}")
    module.run = run  # type: ignore[attr-defined]
    return module


@pytest.fixture
def faked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Work]:
    """The work of every stage, to be replaced by name; none does anything until then."""
    works: dict[str, Work] = {}
    for stage in stages.STAGES:
        module = fake_stage(stage.name, lambda s, say, name=stage.name: works.get(name, do_nothing)(s, say))
        monkeypatch.setitem(sys.modules, f"pipeline.stages.{stage.name}", module)
    return works


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """A corpus of one text, and a folder for the outputs that is not there yet; the working folder is empty."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text("“Yes”, said Ada.", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    yield tmp_path / "texts", tmp_path / "results"
    assert list((tmp_path / "elsewhere").iterdir()) == []


# --- help ---------------------------------------------------------------------------------------


def test_help_and_version_import_nothing_heavy_and_answer_at_once(root: Path) -> None:
    script = "import sys, pipeline.cli as c\ntry: c.main()\nfinally: print(*sys.modules, file=sys.stderr)"
    for option in ("--help", "--version"):
        command, environment = python(root, "-c", script, option)
        begun = time.perf_counter()
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        # Half a second is what is promised on an idle machine; this one may be busy with other tests.
        assert time.perf_counter() - begun < 2
        imported = set(result.stderr.split())
        assert "click" in imported
        assert imported.isdisjoint(HEAVY)


def test_the_commands_are_listed_in_the_order_of_the_work() -> None:
    listed = quoth("--help").stdout.partition("Commands:")[2].splitlines()
    names = [line.split()[0] for line in listed if line.startswith("  ") and line[2] != " "]
    assert tuple(names[: len(COMMANDS)]) == COMMANDS


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=lambda names: " ".join(names) or "quoth")
def test_every_help_text_ends_with_an_example_that_the_command_takes(command: tuple[str, ...]) -> None:
    help_text = quoth(*command, "--help").stdout
    last = help_text.strip().splitlines()[-1].strip()
    assert last.startswith(f"Example: {' '.join(('quoth', *command))}")
    name, *arguments = last.removeprefix("Example: quoth ").split()
    found = cli.quoth.get_command(click.Context(cli.quoth), name)
    assert found is not None
    found.make_context(name, arguments)


def test_version() -> None:
    assert quoth("--version").stdout == f"quoth, version {__version__}\n"


def test_python_m_pipeline_is_quoth(root: Path) -> None:
    command, environment = python(root, "-m", "pipeline", "--version")
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert result.stdout == f"quoth, version {__version__}\n"


# --- errors -------------------------------------------------------------------------------------


def test_a_stage_without_what_it_needs_names_the_command_that_makes_it(folders: tuple[Path, Path]) -> None:
    corpus, outputs = folders
    for stage in stages.STAGES[1:]:
        result = quoth(stage.name, "--corpus", corpus, "--outputs", outputs)
        assert result.exit_code == 1
        maker = next(other.name for other in stages.STAGES if stage.needs[0] in other.makes)
        missing = outputs / stage.needs[0]
        assert result.stderr == f"Error: {missing} is missing: run `quoth {maker}` (or `make all`) first\n"
    assert not outputs.exists()


def test_evaluate_without_tables_names_the_command_that_makes_them(folders: tuple[Path, Path]) -> None:
    result = quoth("evaluate", "gold.json", "--outputs", folders[1])
    assert (result.exit_code, result.stderr) == (
        1,
        f"Error: {folders[1] / 'quotations.csv'} is missing: run `quoth tables` (or `make all`) first\n",
    )


def test_a_missing_corpus_is_one_line_that_says_what_to_type(folders: tuple[Path, Path]) -> None:
    missing = folders[0] / "none"
    for command in ("run", "ingest"):
        result = quoth(command, "--corpus", missing, "--outputs", folders[1])
        assert result.exit_code == 1
        assert result.stderr == (
            f"Error: the corpus {missing} is not there: name the folder of your texts with --corpus DIR\n"
        )
    result = quoth("run", "--corpus", folders[0] / "one.txt", "--outputs", folders[1])
    assert "one.txt is a file, not a folder" in result.stderr
    assert not folders[1].exists()


@pytest.mark.parametrize(
    ("corpus", "outputs"),
    [
        # The outputs would be read as texts by the next run.
        ("texts", "texts"),
        ("texts", "texts/results"),
        (".", "results"),
        ("texts", "elsewhere/../texts/results"),
        # The outputs would be written over the texts: the copies that offsets point into go to outputs/texts.
        ("texts", "."),
    ],
)
def test_outputs_never_land_in_the_corpus(
    folders: tuple[Path, Path], faked: dict[str, Work], corpus: str, outputs: str
) -> None:
    assert faked == {}
    base = folders[0].parent
    result = quoth("run", "--corpus", base / corpus, "--outputs", base / outputs)
    assert result.exit_code == 1
    assert "are in each other's way: name a folder outside the corpus with --outputs DIR" in result.stderr
    assert sorted(path.name for path in base.iterdir()) == ["elsewhere", "texts"]


def test_a_file_in_the_place_of_the_outputs_is_an_error(folders: tuple[Path, Path]) -> None:
    folders[1].write_text("", encoding="utf-8")
    result = quoth("run", "--corpus", folders[0], "--outputs", folders[1])
    assert result.stderr == f"Error: {folders[1]} is a file: name a folder for the results with --outputs DIR\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "--corpsu", "x"], "No such option '--corpsu'"),
        (["rnu"], "No such command 'rnu'"),
        (["run", "--jobs", "-1"], "Invalid value for '--jobs'"),
        (["run", "--jobs", "two"], "Invalid value for '--jobs'"),
        (["evaluate"], "Missing argument 'GOLD...'"),
    ],
)
def test_a_wrong_command_line_exits_with_2(arguments: list[str], said: str) -> None:
    result = quoth(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_settings_file_that_is_not_there_or_is_wrong_is_one_line(folders: tuple[Path, Path], tmp_path: Path) -> None:
    result = quoth("run", "--settings", tmp_path / "none.toml")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: there is no settings file")
    (tmp_path / "bad.toml").write_text("[quoth]\nspeed = 1\n", encoding="utf-8")
    result = quoth("run", "--settings", tmp_path / "bad.toml", "--corpus", folders[0], "--outputs", folders[1])
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)
    assert "speed is no setting" in result.stderr


def test_add_copies_what_comes_from_a_pipe_and_says_on_the_output_what_it_understood(tmp_path: Path) -> None:
    arguments = ["add", "-", "--name", "bridge", "--author", "Lund", "--corpus", str(tmp_path / "corpus")]
    result = CliRunner().invoke(cli.quoth, arguments, input="“It holds,” said Mary Lund.\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "bridge.txt: added" in result.stdout
    assert "marks       double curly 1" in result.stdout
    assert (tmp_path / "corpus" / "metadata.csv").read_text(encoding="utf-8").endswith("\nbridge.txt,,Lund,,,\n")


def test_add_that_leaves_a_file_out_is_an_error_after_the_others_were_added(tmp_path: Path) -> None:
    for name, content in (("bridge.txt", "It holds."), ("empty.txt", "")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    result = quoth("add", tmp_path / "bridge.txt", tmp_path / "empty.txt", "--corpus", tmp_path / "corpus")
    assert result.exit_code == 1
    assert "Not added: empty.txt: there is no text in it" in result.stdout
    assert result.stderr == "Error: not added: 1 of the files, which are named above\n"
    assert (tmp_path / "corpus" / "bridge.txt").is_file()


def test_add_asks_on_a_terminal_and_enter_keeps_what_is_known(tmp_path: Path) -> None:
    class Terminal(io.BytesIO):
        def isatty(self) -> bool:
            return True

    (tmp_path / "old_bridge.txt").write_text("It holds.", encoding="utf-8")
    arguments = ["add", str(tmp_path / "old_bridge.txt"), "--date", "1905", "--corpus", str(tmp_path / "corpus")]
    result = CliRunner().invoke(cli.quoth, arguments, input=Terminal(b"\nIda Marsh\n\n\n\n"))
    assert result.exit_code == 0
    assert "  title [Old bridge]: \n  author []: Ida Marsh\n  date [1905]: " in result.stdout
    written = (tmp_path / "corpus" / "metadata.csv").read_text(encoding="utf-8")
    assert written.endswith("\nold_bridge.txt,Old bridge,Ida Marsh,1905,,\n")


def test_an_error_of_a_stage_is_one_line_and_no_traceback(folders: tuple[Path, Path], faked: dict[str, Work]) -> None:
    def fail(_settings: Settings, _say: Say) -> int:
        raise ModelError("no spaCy model 'x':\n  give another")

    faked["extract"] = fail
    result = quoth("run", "--corpus", folders[0], "--outputs", folders[1], "--quiet")
    assert (result.exit_code, result.stderr) == (1, "Error: no spaCy model 'x': give another\n")


def test_a_full_disk_is_one_line(folders: tuple[Path, Path], faked: dict[str, Work]) -> None:
    def fail(settings: Settings, _say: Say) -> int:
        raise OSError(28, "No space left on device", str(settings.outputs))

    faked["tables"] = fail
    result = quoth("run", "--corpus", folders[0], "--outputs", folders[1], "--quiet")
    assert (result.exit_code, result.stderr) == (1, f"Error: {folders[1]}: No space left on device\n")


def test_a_fault_of_the_program_keeps_its_traceback(folders: tuple[Path, Path], faked: dict[str, Work]) -> None:
    def fail(_settings: Settings, _say: Say) -> int:
        raise AssertionError("a bug")

    faked["tables"] = fail
    result = quoth("run", "--corpus", folders[0], "--outputs", folders[1])
    assert isinstance(result.exception, AssertionError)


# --- a run --------------------------------------------------------------------------------------


def test_run_does_every_stage_in_order_with_the_given_settings(
    folders: tuple[Path, Path], faked: dict[str, Work]
) -> None:
    done: list[tuple[str, Settings]] = []

    def note(name: str) -> Work:
        def work(settings: Settings, _say: Say) -> int:
            done.append((name, settings))
            return 0

        return work

    for stage in stages.STAGES:
        faked[stage.name] = note(stage.name)
    corpus, outputs = folders
    result = quoth("run", "--corpus", corpus, "--outputs", outputs, "--model", "other", "--jobs", "2")
    assert result.exit_code == 0
    assert [name for name, _ in done] == ["ingest", "extract", "attribute", "tables", "report"]
    assert {settings for _, settings in done} == {Settings(corpus=corpus, outputs=outputs, model="other", jobs=2)}


def test_run_says_what_it_did_on_the_error_stream(folders: tuple[Path, Path], faked: dict[str, Work]) -> None:
    faked["extract"] = lambda _settings, say: say("half way") or 0
    result = quoth("run", "--corpus", folders[0], "--outputs", folders[1])
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert "half way" in lines
    assert sum(line.startswith("ingest: things 1 (") for line in lines) == 1
    assert lines[-1] == f"{folders[1] / 'report.html'} is the report, {folders[1] / 'quotations.csv'} the main table"


def test_quiet_says_nothing(folders: tuple[Path, Path], faked: dict[str, Work]) -> None:
    faked["extract"] = lambda _settings, say: say("half way") or 0
    assert quoth("run", "--corpus", folders[0], "--outputs", folders[1], "--quiet").output == ""


def test_run_leaves_a_record_of_when_and_on_what(folders: tuple[Path, Path], faked: dict[str, Work]) -> None:
    faked["ingest"] = lambda settings, _say: store.write_text(settings.interim / "model.json", '{"name": "m"}') or 3
    quoth("run", "--corpus", folders[0], "--outputs", folders[1])
    record = json.loads((folders[1] / "run.json").read_text(encoding="utf-8"))
    assert record["started"].endswith("+00:00")
    assert list(record["seconds"]) == [stage.name for stage in stages.STAGES]
    assert record["stages"][0] == {"stage": "ingest", "counts": {"things": 1}, "problems": 3}
    assert record["model"] == {"name": "m"}
    assert record["settings"]["corpus"] == str(folders[0])
    assert record["versions"]["quoth"] == __version__
    assert record["versions"]["spacy"][0].isdigit()


def test_every_stage_alone_takes_a_number_of_processes(folders: tuple[Path, Path], faked: dict[str, Work]) -> None:
    asked: list[int] = []
    for stage in stages.STAGES:
        faked[stage.name] = lambda settings, _say: asked.append(settings.jobs) or 0
        options = ("--corpus", folders[0], "--outputs", folders[1], "--jobs", "3")
        for name in stage.needs:
            (folders[1] / name).parent.mkdir(parents=True, exist_ok=True)
            (folders[1] / name).touch()
        assert quoth(stage.name, *options).exit_code == 0
    assert asked == [3] * len(stages.STAGES)


def test_a_stage_alone_leaves_no_record(folders: tuple[Path, Path], faked: dict[str, Work]) -> None:
    assert faked == {}
    assert quoth("ingest", "--corpus", folders[0], "--outputs", folders[1]).exit_code == 0
    assert not (folders[1] / "run.json").exists()


@pytest.mark.parametrize(("strict", "problems", "status"), [(False, 2, 0), (True, 2, 1), (True, 0, 0)])
def test_strict_makes_a_problem_an_error_after_everything_was_written(
    folders: tuple[Path, Path], faked: dict[str, Work], strict: bool, problems: int, status: int
) -> None:
    faked["tables"] = lambda _settings, _say: problems
    options = ["--strict"] * strict
    result = quoth("run", "--corpus", folders[0], "--outputs", folders[1], *options)
    assert result.exit_code == status
    assert (folders[1] / "report.html").is_file()
    if status:
        assert result.stderr.splitlines()[-1].startswith(f"Error: 1 problem: see {folders[1] / 'problems.csv'}")


def test_strict_holds_for_a_stage_alone(folders: tuple[Path, Path], faked: dict[str, Work]) -> None:
    faked["ingest"] = lambda _settings, _say: 1
    assert quoth("ingest", "--corpus", folders[0], "--outputs", folders[1]).exit_code == 0
    assert quoth("ingest", "--corpus", folders[0], "--outputs", folders[1], "--strict").exit_code == 1


def test_the_settings_file_of_the_working_folder_is_read(
    tmp_path: Path, folders: tuple[Path, Path], faked: dict[str, Work], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Settings] = []
    faked["ingest"] = lambda settings, _say: seen.append(settings) or 0
    (tmp_path / "pipeline.toml").write_text("[quoth]\ncontext_width = 30\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    quoth("ingest", "--corpus", folders[0], "--outputs", folders[1])
    assert seen[0].context_width == 30
    monkeypatch.chdir(tmp_path / "elsewhere")


# --- being stopped ------------------------------------------------------------------------------

SLOW_RUN = """
import signal, sys, time
from pipeline import cli, store
from pipeline.stages import ingest
def run(settings, *, say, workers):
    with store.replacing(settings.outputs / "interim" / "documents.csv") as temporary:
        temporary.write_text("half")
        print("begun", flush=True)
        time.sleep(60)
ingest.run = run
# A shell gives what it starts in the background a SIGINT that is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=lambda sent: sent.name)
def test_a_run_that_is_stopped_says_so_and_leaves_nothing_half_written(
    root: Path, folders: tuple[Path, Path], sent: signal.Signals
) -> None:
    corpus, outputs = folders
    command, environment = python(
        root, "-c", SLOW_RUN, "run", "--corpus", str(corpus), "--outputs", str(outputs), "--quiet"
    )
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(sent)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said == "\nStopped. What was finished is kept: the same command goes on from there.\n"
    assert sorted(path.name for path in outputs.rglob("*")) == ["interim", "lock"]


# --- the registry of stages ---------------------------------------------------------------------


def test_every_stage_needs_only_what_an_earlier_one_makes() -> None:
    made: set[str] = set()
    for stage in stages.STAGES:
        assert set(stage.needs) <= made
        assert made.isdisjoint(stage.makes)
        made.update(stage.makes)


@pytest.mark.parametrize("stage", stages.STAGES, ids=lambda stage: stage.name)
def test_every_stage_has_a_module_and_a_command(stage: stages.Stage) -> None:
    assert stage.name in cli.quoth.commands
    assert callable(import_module(f"pipeline.stages.{stage.name}").run)
    assert stage.load() is import_module(f"pipeline.stages.{stage.name}").run
