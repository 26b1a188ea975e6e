"""Work is done wherever there is somebody to do it; whoever is slow, fails or is killed is one failure, no more."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ModelError
from pipeline.stages import cluster, executors, processes
from pipeline.stages.executors import Executor, InProcess, Work, Workers, do_each, usable_cores
from pipeline.stages.limits import CRASHED, FAILED, TOO_SLOW, Failure
from pipeline.stages.processes import Processes


def double(job: int) -> int:
    return 2 * job


def behave(job: str) -> str:
    """What a text does: it is read, hangs, meets a fault, ends the process, or finds no model or room."""
    if job == "hangs":
        time.sleep(60)
    elif job == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    elif job == "fails":
        raise ValueError(job)
    elif job == "no model":
        raise ModelError(job)
    elif job == "no room":
        raise OSError(28, "No space left on device", "cache")
    return job.upper()


def process_of(_job: str) -> int:
    time.sleep(0.05)
    return os.getpid()


def work_on(texts: Sequence[str], executor: Executor, *, seconds: float = 60) -> dict[str, str]:
    """What came of each text: its result, or the code of its failure."""
    work = Work(function=behave, load=str, cost=lambda _: 0.01, limit=lambda _: seconds)
    found = do_each(executor, work, texts)
    return {text: result.code if isinstance(result, Failure) else result for text, result in found}


@pytest.fixture(scope="module")
def two() -> Iterator[Executor]:
    """Two processes."""
    with executors.processes(2) as pool:
        yield pool


@pytest.fixture(params=["in-process", "processes"])
def executor(request: pytest.FixtureRequest) -> Executor:
    """Every kind of executor on this machine."""
    return InProcess() if request.param == "in-process" else request.getfixturevalue("two")


@pytest.mark.parametrize("count", [0, 1, 7, 200])
def test_every_task_has_its_result_once(executor: Executor, count: int) -> None:
    work = Work(function=double, load=int, cost=lambda task: float(task) / 50, limit=lambda _: 60)
    found = list(do_each(executor, work, range(count)))
    assert sorted(found) == [(task, 2 * task) for task in range(count)]


def test_a_text_that_takes_too_long_or_meets_a_fault_is_a_failure_and_the_others_are_done(executor: Executor) -> None:
    texts = ["a", "hangs", "b", "fails", "c", "d"]
    expected = {text: text.upper() for text in texts} | {"hangs": TOO_SLOW, "fails": FAILED}
    assert work_on(texts, executor, seconds=0.7) == expected


def test_a_process_that_is_killed_costs_its_own_text_alone(two: Executor) -> None:
    texts = [f"text {number}" for number in range(20)]
    expected = {text: text.upper() for text in texts} | {"dies": CRASHED}
    assert work_on([*texts[:3], "dies", *texts[3:]], two) == expected


@pytest.mark.parametrize(("text", "error"), [("no model", ModelError), ("no room", OSError)])
def test_what_concerns_all_texts_ends_the_work(text: str, error: type[Exception]) -> None:
    with pytest.raises(error), executors.processes(2) as pool:
        work_on(["a", text], pool)
    with pytest.raises(error):
        work_on(["a", text], InProcess())


def test_processes_take_their_share_and_are_gone_at_the_end() -> None:
    work = Work(function=process_of, load=str, cost=lambda _: 1.0, limit=lambda _: 60)
    with executors.processes(2) as pool:
        found = {process for _, process in do_each(pool, work, [str(number) for number in range(30)])}
    assert len(found) == 2
    assert os.getpid() not in found
    for process in found:
        assert_gone(process)


def assert_gone(process: int | Failure) -> None:
    """Wait until a process has ended."""
    assert isinstance(process, int)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail(f"process {process} is still there")


def test_the_longest_is_begun_first_and_small_ones_go_together() -> None:
    costs = {"a": 0.15, "b": 7.0, "c": 0.3, "d": 0.4, "e": 0.2}
    assert list(executors._batches(costs, costs.__getitem__)) == [("b",), ("d", "c", "e"), ("a",)]
    in_order = executors._batches(costs, costs.__getitem__, in_order=True)
    assert list(in_order) == [("a",), ("b",), ("c", "d", "e")]


@contextmanager
def shouted(jobs: Sequence[str]) -> Iterator[Sequence[str]]:
    """The jobs with what is done for all of them at once, which fails where one is empty."""
    if "" in jobs:
        raise ValueError("an empty job")
    yield [f"{job} of {len(jobs)}" for job in jobs]


@pytest.mark.parametrize("length", [1, 300_000], ids=["small jobs", "jobs that fill the pipe"])
def test_processes_that_are_killed_while_they_wait_are_replaced(length: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "_LOOK_EVERY", 0.5)
    work = Work(function=process_of, load=str, cost=lambda _: 1.0, limit=lambda _: 60)
    texts = [str(number) * length for number in range(8)]
    with executors.processes(2) as pool:
        before = {process for _, process in do_each(pool, work, texts) if isinstance(process, int)}
        for process in before:
            os.kill(process, signal.SIGKILL)
        if length == 1:  # else work is given to those who have not been missed yet
            for process in before:
                assert_gone(process)
        found = dict(do_each(pool, work, texts))
        assert found.keys() == set(texts)
        assert all(isinstance(process, int) and process not in before for process in found.values())
        assert work_on(["a", "dies", "b"], pool) == {"a": "A", "dies": CRASHED, "b": "B"}


class BrokenError(Exception):
    """What an executor says of all that is under way when somebody is gone."""


class GivesUp:
    """An executor that gives up all that is under way when a certain text is; it begins every batch with its jobs."""

    window, lost, broken = 3, (), (BrokenError,)

    def __init__(self, culprit: str) -> None:
        self.culprit, self.begun = culprit, list[list[str]]()
        self._waiting: list[tuple[Future[Any], Callable[[Any], Any], list[str]]] = []

    def submit(self, function: Callable[[Any], Any], job: Any, *, seconds: float) -> Future[Any]:  # noqa: ARG002
        future: Future[Any] = Future()
        self._waiting.append((future, function, job))
        threading.Timer(0.2, self._answer).start()
        return future

    def look_after(self, futures: Iterable[Future[Any]]) -> None:
        """Nothing is forgotten."""

    def _answer(self) -> None:
        under_way, self._waiting = self._waiting, []
        if under_way:
            self.begun.append([text for _, _, texts in under_way for text in texts])
        for future, function, texts in under_way:
            if self.culprit in self.begun[-1]:
                future.set_exception(BrokenError())
            else:
                future.set_result(function(texts))


def test_where_all_is_given_up_each_is_done_again_alone_and_the_cause_is_found() -> None:
    executor = GivesUp("dies")
    work = Work(function=str.upper, load=str, cost=lambda _: 1.0, limit=lambda _: 60)
    found = dict(do_each(executor, work, ["a", "b", "dies", "c", "d"]))
    assert {text: getattr(result, "code", result) for text, result in found.items()} == {
        "a": "A",
        "b": "B",
        "dies": CRASHED,
        "c": "C",
        "d": "D",
    }
    assert executor.begun[0] == ["a", "b", "dies"]
    assert sorted(executor.begun[1:4]) == [["a"], ["b"], ["dies"]]
    assert sorted(text for texts in executor.begun[4:] for text in texts) == ["c", "d"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["a", "b", "fails"], {"a": "A OF 3", "b": "B OF 3", "fails": "FAILS OF 3"}),
        (["a"], {"a": "A"}),  # nothing is to be gained for one alone
        (["a", "", "fails"], {"a": "A", "": "", "fails": FAILED}),  # they are done without it
    ],
)
def test_what_is_done_for_a_batch_at_once_is_done_around_it(
    executor: Executor, texts: Sequence[str], expected: dict[str, str]
) -> None:
    work = Work(function=behave, load=str, cost=lambda _: 0.1, limit=lambda _: 60, around=shouted)
    found = do_each(executor, work, texts)
    assert {text: result.code if isinstance(result, Failure) else result for text, result in found} == expected


@pytest.mark.parametrize(
    ("jobs", "costs", "count"),
    [
        (1, [100.0] * 9, 1),
        (8, [], 1),
        (8, [0.1] * 50, 1),  # 5 s of work: a second process is not worth its start
        (8, [0.1] * 100, 2),
        (8, [1000.0], 1),  # one text cannot be shared
        (8, [100.0] * 3, 3),
        (8, [100.0] * 90, 8),
    ],
)
def test_no_more_processes_are_started_than_are_worth_it(
    monkeypatch: pytest.MonkeyPatch, jobs: int, costs: list[float], count: int
) -> None:
    started: list[int] = []

    @contextmanager
    def pretend(processes: int) -> Iterator[Executor]:
        started.append(processes)
        yield Processes.started(processes)

    monkeypatch.setattr(executors, "processes", pretend)
    with Workers(jobs=jobs) as workers:
        chosen = workers.executor(costs)
        again = workers.executor(costs[:1])
    assert started == ([count] if count > 1 else [])
    assert isinstance(chosen, InProcess if count == 1 else Processes)
    assert again is chosen or count == 1  # what runs already is used, even for little


def test_more_processes_take_the_place_of_few_and_a_cluster_stays_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[str] = []

    @contextmanager
    def pretend(what: str | int) -> Iterator[InProcess]:
        events.append(f"{what} begin")
        yield InProcess() if isinstance(what, str) else Processes.started(what)  # type: ignore[misc]
        events.append(f"{what} end")

    monkeypatch.setattr(executors, "processes", pretend)
    monkeypatch.setattr(cluster, "connect", pretend)
    work = Work(function=str.upper, load=str, cost=lambda _: 1.0, limit=lambda _: 60)
    with Workers(jobs=8, cluster="tcp://there") as workers:
        assert [result for _, result in workers.do("extract", work, ["a"])] == ["A"]
        workers.executor([10.0] * 2)
        workers.executor([10.0] * 3)
        assert [result for _, result in workers.do("extract", work, ["b"])] == ["B"]
    assert events == ["tcp://there begin", "2 begin", "2 end", "3 begin", "tcp://there end", "3 end"]


@pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")
@pytest.mark.parametrize(
    ("limit", "most"), [("50000 100000\n", 1), ("150000 100000\n", 2), ("max 100000\n", 10**6), ("", 10**6)]
)
def test_the_limit_of_a_container_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, limit: str, most: int
) -> None:
    (tmp_path / "cpu.max").write_text(limit)
    monkeypatch.setattr(executors, "_CPU_LIMIT", tmp_path / "cpu.max")
    assert 1 <= usable_cores() <= most


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=lambda sent: sent.name)
def test_an_interrupt_waits_until_a_job_is_handed_over(sent: signal.Signals) -> None:
    def hand_over() -> None:
        with processes._uninterrupted():
            signal.raise_signal(sent)
            done.append("handed over")

    before, done = signal.signal(sent, signal.default_int_handler), list[str]()
    try:
        with pytest.raises(KeyboardInterrupt):
            hand_over()
        assert signal.getsignal(sent) is signal.default_int_handler
    finally:
        signal.signal(sent, before)
    assert done == ["handed over"]
