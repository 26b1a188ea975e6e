"""Processes of this machine that do jobs; one that hangs, or comes to a sudden end, costs its own job alone."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from pebble import ProcessPool

Job = TypeVar("Job")
Result = TypeVar("Result")

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""What keeps libraries to one thread in each process."""


@dataclass(slots=True)
class Processes:
    """Does jobs in processes of this machine; one that hangs or ends is replaced by another.

    Where one is killed that is idle, or has only begun, its pool gives up all that is under way: another pool begins.
    """

    count: int
    lost: tuple[type[BaseException], ...]
    broken: tuple[type[BaseException], ...]
    _pool: "ProcessPool"

    @classmethod
    def started(cls, count: int) -> "Processes":
        """So many processes, which begin with the first job."""
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        return cls(count, (ProcessExpired,), (BrokenProcessPool,), _new_pool(count))

    @property
    def window(self) -> int:
        """One job waits for each that is under way."""
        return 2 * self.count

    def submit(self, function: Callable[[Job], Result], job: Job, *, seconds: float) -> Future[Result]:
        """The future result."""
        with _uninterrupted():
            try:
                return self._pool.schedule(function, args=(job,), timeout=seconds)
            except RuntimeError:  # it has given up
                self.end(at_once=True)
                self._pool = _new_pool(self.count)
                return self._pool.schedule(function, args=(job,), timeout=seconds)

    def look_after(self, futures: Iterable[Future[Any]]) -> None:
        """Give up those that nobody will do: a pool that has given up forgets what it had not handed over yet."""
        if not self._pool.active:
            for future in futures:
                if not future.done():
                    future.set_exception(self.broken[0]())

    def end(self, *, at_once: bool = False) -> None:
        """End the processes, when all is done or at once."""
        pool: Any = self._pool
        if at_once:
            pool.stop()
        else:
            pool.close()
        pool.join()


def _new_pool(count: int) -> "ProcessPool":
    from multiprocessing import get_context

    from pebble import ProcessPool

    context: Any = get_context("spawn")
    return ProcessPool(count, context=context, initializer=_end_with_parent)


@contextmanager
def processes(count: int) -> Iterator[Processes]:
    """So many processes, with one thread each; all are ended with the block, at once where it ends in an error."""
    with _environment(dict.fromkeys(ONE_THREAD, "1")):
        running = Processes.started(count)
        try:
            yield running
        except BaseException:
            running.end(at_once=True)
            raise
        running.end()


def _end_with_parent() -> None:
    """See to it that this process ends with the one that started it, however that ends."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_end, args=(parent,), daemon=True).start()


def _wait_and_end(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """The block in which Ctrl-C has to wait: a queue that it meets half-way never wakes its reader again."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[tuple[int, FrameType | None]] = []
    before = {
        number: signal.signal(number, lambda *heard: waiting.append(heard))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for heard in waiting:
            handler = before[signal.Signals(heard[0])]
            if callable(handler):
                handler(*heard)


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """The block with these variables set for the processes that are started in it, where they are not set already."""
    new = {name: value for name, value in values.items() if name not in os.environ}
    os.environ.update(new)
    try:
        yield
    finally:
        for name in new:
            del os.environ[name]
