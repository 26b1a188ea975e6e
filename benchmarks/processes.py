"""Commands measured from outside: how long they take, on how much processor, in how much memory."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluation_sets import ROOT
from pipeline.stages.processes import ONE_THREAD

# The most memory a process had is counted from before it became what it is: a child of a large process begins large.
# So a small one stands between.
_LAUNCH = """
import json, os, sys
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as stream:
    json.dump([usage.ru_utime + usage.ru_stime, usage.ru_maxrss], stream)
sys.exit(os.waitstatus_to_exitcode(status))
"""


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
    surroundings = os.environ | dict.fromkeys(ONE_THREAD, "1") | {"PYTHONPATH": str(ROOT)} | dict(environment or {})
    with tempfile.TemporaryDirectory() as scratch:
        figures = Path(scratch, "figures.json")
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-S", "-E", "-c", _LAUNCH, str(figures), *command],
            env=surroundings, stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        seconds = time.perf_counter() - begun
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stdout}")
        processor, memory = json.loads(figures.read_text(encoding="utf-8"))
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Measured(seconds=seconds, processor=processor, memory=memory / unit, said=done.stdout)
