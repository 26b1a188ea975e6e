"""Commands measured from outside: how long they take, on how much processor, in how much memory."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation_sets import ROOT

ONE_CORE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A command that has ended well: seconds by the clock and of processor time, the most memory of a process in MB.

    Processes it started and waited for count in ``processor``; ``memory`` is that of the largest of them.
    """

    seconds: float
    processor: float
    memory: float
    said: str


def quoth(*arguments: str | Path) -> list[str]:
    """The command line of Quoth as it is checked out here."""
    return [sys.executable, "-m", "pipeline", *map(str, arguments)]


def measure(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command, each of its processes on one core, and measure it.

    Raises:
        RuntimeError: it ended otherwise than well.
    """
    surroundings = os.environ | dict.fromkeys(ONE_CORE, "1") | {"PYTHONPATH": str(ROOT)} | dict(environment or {})
    begun = time.perf_counter()
    with subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Measured(
        seconds=seconds, processor=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / unit, said=said
    )
