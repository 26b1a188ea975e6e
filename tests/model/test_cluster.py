"""Workers of a scheduler find the same to the byte, also where one is killed; whoever is missing is named."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from pipeline.errors import ClusterError, MissingPackageError, ModelError
from pipeline.findings import open_findings
from pipeline.settings import Settings
from pipeline.stages import cluster, extract, ingest, interim
from pipeline.stages.base import Advance
from pipeline.stages.executors import Work, Workers, do_each
from pipeline.stages.limits import TOO_SLOW, Failure

pytest.importorskip("distributed")

ROOT = Path(__file__).parents[2]
TABLES = (*extract.TABLES, interim.PARAGRAPHS, interim.READ)


def double(job: float) -> float:
    return 2 * job


def wait_for(job: float) -> float:
    time.sleep(job)
    return job


def quiet(_: str) -> None:
    """Say nothing."""


def dask(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """A program of Dask, under way in a folder of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduler:
    """A scheduler under way."""

    address: str
    process: "subprocess.Popen[bytes]"


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Scheduler]:
    """A scheduler without workers."""
    file = tmp_path / "scheduler.json"
    process = dask(
        tmp_path, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)
    )
    until = time.monotonic() + 60
    while not file.is_file() or not file.read_text():
        assert time.monotonic() < until
        time.sleep(0.1)
    yield Scheduler(address=json.loads(file.read_text())["address"], process=process)
    process.kill()
    process.wait()


@pytest.fixture
def workers(tmp_path: Path, scheduler: Scheduler) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Two processes that work for the scheduler, in a folder of their own."""
    (tmp_path / "elsewhere").mkdir()
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    started = [dask(tmp_path / "elsewhere", "worker", scheduler.address, *options) for _ in range(2)]
    yield started
    for process in started:
        process.kill()
        process.wait()


def fill(corpus: Path) -> None:
    corpus.mkdir()
    for number in range(24):
        part = f"Nora Quill ran the ferry. “Nobody drowned in year {number}”, she told the Review in May 1902.\n\n"
        (corpus / f"text-{number}.txt").write_text(part * (40 + number), encoding="utf-8")


def found_in(settings: Settings) -> dict[str, bytes]:
    with open_findings(settings.interim) as findings:
        return {
            f"{table.name} {doc_id}": rows.content for table in TABLES for doc_id, rows in findings.each(table.name)
        }


@pytest.mark.usefixtures("workers")
def test_workers_find_the_same_to_the_byte_though_one_is_killed(
    tmp_path: Path, scheduler: Scheduler, workers: list["subprocess.Popen[bytes]"]
) -> None:
    fill(tmp_path / "corpus")
    here, there = (Settings(corpus=tmp_path / "corpus", outputs=tmp_path / name) for name in ("here", "there"))
    ingest.run(here, say=quiet)
    extract.run(here, say=quiet)
    ingest.run(there, say=quiet)
    done: list[int] = []

    def kill_one(advance: Advance) -> None:
        done.append(advance.texts)
        if advance.texts == 4:
            workers[0].send_signal(signal.SIGKILL)

    with Workers(cluster=scheduler.address, watch=kill_one) as crew:
        extract.run(there, say=quiet, workers=crew)
    assert workers[0].wait(timeout=10) == -signal.SIGKILL
    assert done == list(range(25))
    assert found_in(there) == found_in(here)
    assert not list((tmp_path / "elsewhere").rglob("*.spacy"))
    assert list(there.cache.rglob("*.spacy"))


@pytest.mark.usefixtures("workers")
def test_results_come_as_they_are_finished_and_what_is_slow_or_wrong_is_told(
    tmp_path: Path, scheduler: Scheduler
) -> None:
    work = Work(function=double, load=float, cost=float, limit=lambda _: 60)
    slow = Work(function=wait_for, load=float, cost=float, limit=lambda _: 1.0)
    setup = extract.Setup(model="embedded", model_digest="another", code_digest="another", cache=tmp_path)
    job = extract.Job(doc_id="d", path="d.txt", text="Yes.", paragraphs=interim.PARAGRAPHS.pack([]))
    with cluster.connect(scheduler.address) as crew:
        assert crew.window >= 2
        assert sorted(do_each(crew, work, [3, 1, 2])) == [(1, 2.0), (2, 4.0), (3, 6.0)]
        outcomes = dict(do_each(crew, slow, [0.6, 3.0]))
        assert isinstance(outcomes[3.0], Failure)
        assert (outcomes[0.6], outcomes[3.0].code) == (0.6, TOO_SLOW)
        with pytest.raises(ModelError, match="another version of Quoth"):
            crew.submit(partial(extract.extract_text, setup), job, seconds=60).result(timeout=60)


def test_whoever_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    with (
        pytest.raises(ClusterError, match=r"no scheduler of Dask answers at tcp://127\.0\.0\.1:9"),
        cluster.connect("tcp://127.0.0.1:9"),
    ):
        pass


def test_a_scheduler_without_workers_is_named(scheduler: Scheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 2)
    with (
        pytest.raises(ClusterError, match="has no worker: start some with `dask worker"),
        cluster.connect(scheduler.address),
    ):
        pass


@pytest.mark.usefixtures("workers")
def test_a_scheduler_that_is_lost_is_named(scheduler: Scheduler) -> None:
    work = Work(function=wait_for, load=float, cost=float, limit=lambda _: 60)

    def go_on() -> None:
        with cluster.connect(scheduler.address) as crew:
            for _ in do_each(crew, work, [0.5] * 20):
                scheduler.process.kill()

    with pytest.raises(ClusterError, match="was lost: what is finished is kept"):
        go_on()


def test_without_the_package_its_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingPackageError, match=r'pip install "quoth\[cluster\]"'), cluster.connect("tcp://a:1"):
        pass
