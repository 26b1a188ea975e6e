"""One run at a time: two that write the same outputs would spoil each other's tables."""

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline import store
from pipeline.errors import BusyError
from pipeline.settings import Settings

_LOCK: Final = "lock"
_HOLDER: Final = "lock.json"


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Within the block nobody else who asks for it writes these outputs.

    What an earlier one left half-written is removed. The system lets go of the lock when the process ends, however it
    ends: nothing is left to clean up.

    Raises:
        BusyError: another run holds the outputs.
    """
    from filelock import FileLock, Timeout

    folder = settings.interim
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / _LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(
            f"{settings.outputs} is being written by another run of quoth{_holder(folder)}: "
            "wait until it has ended, or name another folder with --outputs DIR"
        ) from error
    try:
        for leftover in settings.outputs.rglob(store.UNFINISHED):
            leftover.unlink(missing_ok=True)
        (folder / _HOLDER).write_text(json.dumps({"process": os.getpid(), "computer": platform.node()}), "utf-8")
        yield
    finally:
        (folder / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _holder(folder: Path) -> str:
    """Who holds the lock, as far as it is written down."""
    try:
        said = json.loads((folder / _HOLDER).read_text("utf-8"))
        return f" (process {int(said['process'])} on {said['computer']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
