"""However many processes read the texts, and whatever becomes of them: the results are the same to the byte."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.findings import FILE, open_findings
from pipeline.records import Problem
from pipeline.settings import Settings
from pipeline.stages import attribute, deciding, extract, ingest, interim, tables, tabulating
from pipeline.stages.executors import Workers
from pipeline.stages.limits import CRASHED, TOO_SLOW

KEPT = (*extract.TABLES, interim.PARAGRAPHS, interim.READ)
NAMES = ("Nora Quill", "Amos Fell", "Ada Lund", "Ines Marlow")
MANY_JOBS = """
import functools, signal, sys
from pipeline import cli
from pipeline.stages import executors, run
run.Workers = functools.partial(executors.Workers, worth=0)
# A shell gives what it starts in the background a SIGINT that is ignored.
signal.signal(signal.SIGINT, signal.default_int_handler)
if __name__ == "__main__":
    cli.main()
"""


def quiet(_: str) -> None:
    """Say nothing."""


def fill(corpus: Path, *, texts: int = 7) -> None:
    """Write some texts of different length."""
    corpus.mkdir()
    for number in range(texts):
        name = NAMES[number % len(NAMES)]
        part = f"{name} ran the ferry. “Nobody drowned in year {number}”, she told the Harbour Review in May 1902.\n\n"
        (corpus / f"text-{number}.txt").write_text(part * (1 + number**3 // 2), encoding="utf-8")


def found_in(settings: Settings) -> dict[str, bytes]:
    """All that is kept of every document, by table."""
    with open_findings(settings.interim) as findings:
        return {f"{table.name} {doc_id}": rows.content for table in KEPT for doc_id, rows in findings.each(table.name)}


def read_all(settings: Settings, *, jobs: int = 1) -> None:
    """Ingest and extract, by so many processes however little there is to do."""
    with Workers(jobs=jobs, worth=0) as workers:
        ingest.run(settings, say=quiet, workers=workers)
        extract.run(settings, say=quiet, workers=workers)


def problems(settings: Settings) -> list[tuple[str, str, str]]:
    rows: list[Problem] = interim.EXTRACT_PROBLEMS.read(settings)
    return [(row.doc_id, row.path, row.code) for row in rows]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process finds."""
    folder = tmp_path_factory.mktemp("one")
    fill(folder / "corpus")
    settings = Settings(corpus=folder / "corpus", outputs=folder / "outputs")
    read_all(settings)
    return found_in(settings)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    fill(tmp_path / "corpus")
    return Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "outputs")


def test_two_processes_find_the_same_to_the_byte(settings: Settings, expected: dict[str, bytes]) -> None:
    read_all(settings, jobs=2)
    assert found_in(settings) == expected
    assert len(expected) == 7 * len(KEPT)
    assert problems(settings) == []


def test_two_processes_decide_and_put_together_the_same_to_the_byte(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all(settings)
    again = replace(settings, outputs=tmp_path / "again")
    shutil.copytree(settings.outputs, again.outputs)
    attribute.run(settings, say=quiet)
    tables.run(settings, say=quiet)

    def not_here(*_: object, **__: object) -> None:
        pytest.fail("done in the process that shares the work out")

    monkeypatch.setattr(deciding, "attribute_document", not_here)
    monkeypatch.setattr(tabulating, "assemble_document", not_here)
    with Workers(jobs=2, worth=0) as workers:
        attribute.run(again, say=quiet, workers=workers)
        tables.run(again, say=quiet, workers=workers)
    names = sorted(path.name for path in settings.outputs.iterdir() if path.is_file())
    assert {"quotations.csv", "entities.csv", "datapackage.json"} <= set(names)
    assert len((settings.outputs / "quotations.csv").read_text("utf-8").splitlines()) > 7
    for name in names:
        assert (again.outputs / name).read_bytes() == (settings.outputs / name).read_bytes(), name


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_text_that_takes_too_long_is_a_row_and_is_tried_again(
    settings: Settings, expected: dict[str, bytes], jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = "text-6"
    in_time = extract.seconds_for

    def limit(length: int, *, seconds_per_text: int) -> float:
        return in_time(length, seconds_per_text=seconds_per_text) if length < 9000 else -extract._START + 0.01

    monkeypatch.setattr(extract, "seconds_for", limit)
    read_all(settings, jobs=jobs)
    assert problems(settings) == [(slow, f"{slow}.txt", TOO_SLOW)]
    attribute.run(settings, say=quiet)
    tables.run(settings, say=quiet)
    assert f"extract,{slow},{slow}.txt,{TOO_SLOW}," in (settings.outputs / "problems.csv").read_text("utf-8")
    found = found_in(settings)
    others = {key: rows for key, rows in expected.items() if not key.endswith(slow)}
    assert {key: found[key] for key in others} == others
    monkeypatch.undo()
    read_all(settings)
    assert found_in(settings) == expected
    assert problems(settings) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the processes are found in /proc")
def test_processes_that_are_killed_cost_at_most_the_texts_they_were_at(
    settings: Settings, expected: dict[str, bytes]
) -> None:
    killed: list[int] = []

    def kill_one(_: object) -> None:
        if len(killed) < 2:
            victim = min(children(os.getpid()) - set(killed), default=None)
            if victim:
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)

    ingest.run(settings, say=quiet)
    with Workers(jobs=2, worth=0, watch=kill_one) as workers:
        extract.run(settings, say=quiet, workers=workers)
    assert len(killed) == 2
    lost = {doc_id for doc_id, _, code in problems(settings) if code == CRASHED}
    assert len(lost) <= len(killed)
    read_all(settings)
    assert found_in(settings) == expected


def children(process: int) -> set[int]:
    """The processes of Python that a process has started and that work for it."""
    return {
        int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split() if is_worker(int(pid))
    }


def is_worker(process: int) -> bool:
    try:
        command = Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
    return b"spawn_main" in command


def gone(processes: set[int]) -> bool:
    """Whether processes have ended within some seconds."""
    until = time.monotonic() + 10
    while any(is_worker(process) for process in processes):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def under_way(settings: Settings, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A run by two processes that has done some of its texts."""
    for number in range(7, 60):
        (settings.corpus / f"text-{number}.txt").write_text(f"Nora Quill said: “It is {number}.” " * 40, "utf-8")
    (tmp_path / "many.py").write_text(MANY_JOBS, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    options = ["--corpus", settings.corpus, "--outputs", settings.outputs, "--jobs", "2", "-v"]
    with subprocess.Popen(
        [sys.executable, tmp_path / "many.py", "run", *options],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if line.startswith("extract 2/60"):
                break
        yield process
        process.kill()


@pytest.mark.skipif(sys.platform != "linux", reason="the processes are found in /proc")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sent: sent.name)
def test_no_process_outlives_a_run_that_is_stopped_and_what_is_done_is_kept(
    settings: Settings, under_way: "subprocess.Popen[str]", sent: signal.Signals
) -> None:
    workers = children(under_way.pid)
    assert len(workers) == 2
    under_way.send_signal(sent)
    _, said = under_way.communicate(timeout=20)
    assert gone(workers)
    if sent == signal.SIGKILL:
        assert under_way.returncode == -signal.SIGKILL
    else:
        assert under_way.returncode == 130
        assert said.splitlines()[-1] == "Stopped. What was finished is kept: the same command goes on from there."
        assert "Traceback" not in said
    with open_findings(settings.interim) as findings:
        done = findings.keys(extract.STAGE)
    assert 2 <= len(done) < 60
    assert (settings.interim / FILE).is_file()
