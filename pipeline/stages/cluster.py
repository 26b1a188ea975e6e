"""Work on many machines: those whose workers have registered with a scheduler of Dask.

What goes to a worker and comes back goes over the network, so that nothing need be shared; every machine needs the
same version of Quoth. A worker that is lost costs nothing: the scheduler gives its texts to another.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from pipeline.errors import ClusterError, MissingPackageError
from pipeline.stages.limits import TimeIsOver, time_limit

Job = TypeVar("Job")
Result = TypeVar("Result")

_PATIENCE: Final = 30
"""Seconds in which the scheduler must answer and a first worker be there."""
_COUNT_EVERY: Final = 5.0
"""Seconds after which it is looked whether workers have come or gone."""
_LOCK = threading.Lock()


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Does jobs on the workers of a scheduler, as many at once as those have threads."""

    client: Any
    lost: tuple[type[BaseException], ...]
    broken: tuple[type[BaseException], ...] = ()
    _executor: Any = None
    _window: int = 0
    _counted: float = field(default=-_COUNT_EVERY)

    @property
    def window(self) -> int:
        """One job waits for each that is under way."""
        now = time.monotonic()
        if now - self._counted >= _COUNT_EVERY:
            self._window, self._counted = 2 * max(1, sum(self.client.nthreads().values())), now
        return self._window

    def submit(self, function: Callable[[Job], Result], job: Job, *, seconds: float) -> Future[Result]:
        """The future result."""
        if self._executor is None:
            self._executor = self.client.get_executor(pure=False)
        done: Future[Result] = self._executor.submit(do_in_time, function, job, seconds)
        return done

    def look_after(self, futures: Iterable[Future[Any]]) -> None:
        """Nothing to do: the scheduler knows whom it has."""


@contextmanager
def connect(address: str) -> Iterator[Cluster]:
    """The workers of the scheduler at an address like ``tcp://host:8786``; what is under way ends with the block.

    Raises:
        MissingPackageError: ``distributed`` is not installed.
        ClusterError: nobody answers, there is no worker, or the scheduler is lost on the way.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise MissingPackageError('many machines need the package distributed: pip install "quoth[cluster]"') from error
    new_client: Any = Client
    try:
        client = new_client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(f"no scheduler of Dask answers at {address}: start one with `dask scheduler`") from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise ClusterError(
                f"the scheduler at {address} has no worker: start some with `dask worker {address}`"
            ) from error
        try:
            yield Cluster(client=client, lost=(KilledWorker,))
        except (CancelledError, asyncio.CancelledError) as error:
            raise ClusterError(
                f"{address} was lost: what is finished is kept, and the same command goes on from there"
            ) from error
        except ModuleNotFoundError as error:
            raise ClusterError(f"a worker of {address} has no module {error.name!r}: install Quoth there") from error


def do_in_time(function: Callable[[Job], Result], job: Job, seconds: float) -> Result:
    """What a job gives, on a worker: one at a time, since a model cannot be used by two threads at once.

    Raises:
        TimeoutError: it has taken too long.
    """
    with _LOCK:
        try:
            with time_limit(seconds):
                return function(job)
        except TimeIsOver:
            raise TimeoutError from None
