"""Where the work on single documents is done: in this process, in several, or on many machines.

All executors are alike, after `concurrent.futures`: jobs go in, their results come out as they are finished, in any
order. A job that takes too long, or ends its process, is a failure of its own, and the others go on.
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pipeline.stages.base import Advance, Watch, watch_nothing
from pipeline.stages.limits import Failure, TimeIsOver, crashed, guarded, time_limit, too_slow
from pipeline.stages.processes import Processes, processes

Task = TypeVar("Task")
Job = TypeVar("Job")
Result = TypeVar("Result")

_WORTH = 4.0
"""Seconds of work for which it pays to start a process, which takes some 1.5 s until it has the model."""
_SMALL = 1.0
"""Seconds of work that are done together, where jobs are small."""
_LOOK_EVERY = 5.0
"""Seconds without any result after which it is looked whether there is still somebody at work."""
_CPU_LIMIT = Path("/sys/fs/cgroup/cpu.max")


class Executor(Protocol):
    """Does jobs somewhere."""

    @property
    def window(self) -> int:
        """How many jobs may be under way, or wait for their turn."""
        ...

    @property
    def lost(self) -> tuple[type[BaseException], ...]:
        """The exceptions of a future that say that whoever did its job is gone."""
        ...

    @property
    def broken(self) -> tuple[type[BaseException], ...]:
        """The exceptions of all futures under way where somebody is gone who may have done none of their jobs."""
        ...

    def submit(self, function: Callable[[Job], Result], job: Job, *, seconds: float) -> Future[Result]:
        """The future result; its exception is TimeoutError where the job takes longer than ``seconds``."""
        ...

    def look_after(self, futures: Iterable[Future[Any]]) -> None:
        """Give up those that nobody will do any more."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Work(Generic[Task, Job, Result]):
    """What is to be done with each task: ``load`` makes the job when its turn comes, ``function`` does it elsewhere.

    ``cost`` is how many seconds a task takes, by a rough estimate, ``limit`` how many it may take. ``name`` is the
    document that a task is about, ``words`` how many words it has. ``around`` is what is done for several jobs at once,
    a block in which they stand: it gives the jobs to be done instead, in the same order. The longest are begun first,
    unless jobs can only be made ``in_order``.
    """

    function: Callable[[Job], Result]
    load: Callable[[Task], Job]
    cost: Callable[[Task], float]
    limit: Callable[[Task], float]
    name: Callable[[Task], str] = str
    words: Callable[[Task], int] = lambda _: 0
    around: Callable[[Sequence[Job]], AbstractContextManager[Sequence[Job]]] = nullcontext
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class InProcess:
    """Does each job at once, in this process."""

    window: int = 1
    lost: tuple[type[BaseException], ...] = ()
    broken: tuple[type[BaseException], ...] = ()

    def submit(self, function: Callable[[Job], Result], job: Job, *, seconds: float) -> Future[Result]:
        """The result, which is there."""
        future: Future[Result] = Future()
        try:
            with time_limit(seconds):
                result = function(job)
        except TimeIsOver:
            future.set_exception(TimeoutError())
        else:
            future.set_result(result)
        return future

    def look_after(self, futures: Iterable[Future[Any]]) -> None:
        """Nothing to do: all are done."""


@dataclass(slots=True, kw_only=True)
class Workers:
    """The executors of one run: processes are started when they are first needed, and serve until its end.

    With a ``cluster``, work goes to the workers of the scheduler at that address.
    """

    jobs: int = 1
    cluster: str = ""
    worth: float = _WORTH
    watch: Watch = watch_nothing
    _running: Processes | None = None
    _remote: Executor | None = None
    _open: ExitStack = field(default_factory=ExitStack)
    _local: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> "Workers":
        self._open.enter_context(self._local)
        return self

    def __exit__(self, *error: Any) -> bool | None:
        return self._open.__exit__(*error)

    def do(
        self, stage: str, work: Work[Task, Job, Result], tasks: Sequence[Task], *, here: bool = False
    ) -> Iterator[tuple[Task, Result | Failure]]:
        """Each task of a stage with what came of it, as it is finished; how far it has come is told.

        Where there is a cluster the work is done there, but ``here`` where it needs files of this computer.
        """
        costs = [work.cost(task) for task in tasks]
        total, cost, words = sum(costs), 0.0, 0
        if tasks:
            self.watch(Advance(stage=stage, doc_id="", texts=0, of_texts=len(tasks), words=0, share=0.0))
        executor = self._connected() if self.cluster and tasks and not here else self.executor(costs)
        outcomes = do_each(executor, work, tasks)
        for number, (task, result) in enumerate(outcomes, 1):
            yield task, result
            cost, words = cost + work.cost(task), words + work.words(task)
            share = cost / total if total else number / len(tasks)
            name = work.name(task)
            self.watch(Advance(stage=stage, doc_id=name, texts=number, of_texts=len(tasks), words=words, share=share))

    def _connected(self) -> Executor:
        if self._remote is None:
            from pipeline.stages.cluster import connect

            self._remote = self._open.enter_context(connect(self.cluster))
        return self._remote

    def executor(self, costs: Sequence[float]) -> Executor:
        """An executor for jobs that take so many seconds: of several processes where it pays to start them."""
        count = min(self.jobs or usable_cores(), len(costs), int(sum(costs) / self.worth) if self.worth else len(costs))
        if self._running is not None and self._running.count >= count:
            return self._running if costs else InProcess()
        if count < 2:
            return InProcess()
        self._local.close()
        self._running = self._local.enter_context(processes(count))
        return self._running


def usable_cores() -> int:
    """How many cores this process may use: by its affinity, and by the limit of its container."""
    if sys.platform == "linux":
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return max(1, min(cores, _container_limit()))


def _container_limit() -> int:
    """The cores that the control group of the process may use, rounded up; very many where none is set."""
    try:
        quota, period = _CPU_LIMIT.read_text(encoding="ascii").split()
        return -(-int(quota) // int(period))
    except (OSError, ValueError):  # there is none, or it says "max"
        return sys.maxsize


def do_each(
    executor: Executor, work: Work[Task, Job, Result], tasks: Iterable[Task]
) -> Iterator[tuple[Task, Result | Failure]]:
    """Each task with what came of it, as it is finished.

    The longest are begun first, so that none is left at the end for one process alone, and small ones are done
    together. A batch that is lost, or takes too long, is done again one by one: only the culprit fails. Where all that
    was under way is given up, each is suspect, and is done again alone.
    """
    waiting = deque(_batches(tasks, work.cost, in_order=work.in_order))
    suspects: deque[tuple[Task, ...]] = deque()
    pending: dict[Future[list[Any]], tuple[Task, ...]] = {}
    alone: Future[list[Any]] | None = None
    try:
        while waiting or suspects or pending:
            next_ones, window = (suspects, 1) if suspects else (waiting, executor.window)
            while next_ones and len(pending) < window:
                batch = next_ones.popleft()
                jobs = [work.load(task) for task in batch]
                # No more for many: where that is too little, each of them has it for itself the next time.
                seconds = max(map(work.limit, batch))
                future = executor.submit(partial(_do_batch, work.function, work.around), jobs, seconds=seconds)
                pending[future], alone = batch, future if next_ones is suspects else None
            done = wait(pending, timeout=_LOOK_EVERY, return_when=FIRST_COMPLETED).done
            if not done:
                executor.look_after(pending)
            for future in done:
                batch = pending.pop(future)
                outcomes = _outcomes(future, max(map(work.limit, batch)), lost=(*executor.lost, *executor.broken))
                if isinstance(outcomes, list):
                    yield from zip(batch, outcomes, strict=True)
                elif isinstance(future.exception(), executor.broken) and future is not alone:
                    suspects.extend((task,) for task in batch)
                elif len(batch) == 1:
                    yield batch[0], outcomes
                else:
                    waiting.extendleft((task,) for task in reversed(batch))
    finally:
        for future in pending:
            future.cancel()


def _do_batch(
    function: Callable[[Job], Result],
    around: Callable[[Sequence[Job]], AbstractContextManager[Sequence[Job]]],
    jobs: Sequence[Job],
) -> list[Result | Failure]:
    """What each job gives; where what is done for all at once fails, they are done without it."""
    with ExitStack() as block:
        ready = guarded(block.enter_context, around(jobs)) if len(jobs) > 1 else jobs
        return [guarded(function, job) for job in (jobs if isinstance(ready, Failure) else ready)]


def _outcomes(
    future: Future[list[Any]], seconds: float, *, lost: tuple[type[BaseException], ...]
) -> list[Any] | Failure:
    """What a batch gave, or why it gave nothing."""
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, lost):
        return crashed()
    if isinstance(error, TimeoutError):
        return too_slow(seconds)
    raise error


def _batches(
    tasks: Iterable[Task], cost: Callable[[Task], float], *, in_order: bool = False
) -> Iterator[tuple[Task, ...]]:
    """The tasks, the longest first or in their order, small ones together."""
    batch: list[Task] = []
    total = 0.0
    for task in tasks if in_order else sorted(tasks, key=cost, reverse=True):
        seconds = cost(task)
        if batch and total + seconds > _SMALL:
            yield tuple(batch)
            batch, total = [], 0.0
        batch.append(task)
        total += seconds
    if batch:
        yield tuple(batch)
