"""Work that may take only so long, and a fault nobody foresaw as a value: one text never holds up the rest."""

import ctypes
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Final, NoReturn, TypeVar

from pipeline.errors import QuothError

Job = TypeVar("Job")
Result = TypeVar("Result")

TOO_SLOW: Final = "too_slow"
CRASHED: Final = "crashed"
FAILED: Final = "failed"
_AGAIN_EVERY = 1.0
"""Seconds after which it is said once more that the time is over: some libraries catch every exception."""
_STRETCH = 100_000
_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a job came to nothing: one of the codes above, what happened, and that with what became of the text."""

    code: str
    cause: str
    message: str


class TimeIsOver(BaseException):
    """The work has had its time. No error of the program, and not to be caught as one."""


def seconds_for(length: int, *, seconds_per_text: int) -> float:
    """How long a text of so many characters, or a file of so many bytes, may take: the longer, the more."""
    return seconds_per_text * max(1.0, length / _STRETCH)


def too_slow(seconds: float) -> Failure:
    """What to say of a text that has had its time."""
    cause = f"it took longer than {seconds:,.0f} s"
    message = (
        f"{cause} and was left out: split it, or raise seconds_per_text in pipeline.toml; the next run tries it again"
    )
    return Failure(code=TOO_SLOW, cause=cause, message=message)


def crashed() -> Failure:
    """What to say of a text whose process came to a sudden end."""
    cause = "the process that worked on it ended suddenly, for want of memory or by a fault in a library"
    message = f"{cause}, and it was left out: close other programs or split the text; the next run tries it again"
    return Failure(code=CRASHED, cause=cause, message=message)


def guarded(work: Callable[[Job], Result], job: Job) -> Result | Failure:
    """What work on a job gives; a failure where it hits an error that nobody foresaw.

    Raises:
        QuothError: what concerns more than this one job.
        OSError: likewise: a full disk, say.
        ImportError: likewise: a package that is broken. So is a SyntaxError.
    """
    try:
        return work(job)
    except (QuothError, OSError, ImportError, SyntaxError):
        raise
    except Exception as error:  # noqa: BLE001 (a bug met by one text must not stop the other ten thousand)
        cause = f"{type(error).__name__} in {_place(error)}: this is a fault of Quoth or of a library, please report it"
        message = f"{cause}; the text was left out, and the next run tries it again"
        return Failure(code=FAILED, cause=cause, message=message)


def _place(error: Exception) -> str:
    """Where in this program an error arose: a file of the package and a line."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    if not frames:
        return "a library"
    return f"{Path(frames[-1].filename).relative_to(_PACKAGE).as_posix()}, line {frames[-1].lineno}"


def _is_ours(file: str) -> bool:
    return Path(file).is_relative_to(_PACKAGE) and Path(file) != Path(__file__)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """The block in which work may take so long; then `TimeIsOver` is raised in it."""
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _alarm(seconds):
            yield
    else:
        with _watchdog(seconds):
            yield


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise TimeIsOver

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_EVERY)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # also where it rang just before it was switched off
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _watchdog(seconds: float) -> Iterator[None]:
    """As `_alarm`, outside the main thread: it is heeded as soon as Python has its turn again."""
    worker, over = ctypes.c_ulong(threading.get_ident()), threading.Event()

    def watch() -> None:
        waiting = seconds
        while not over.wait(waiting):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(worker, ctypes.py_object(TimeIsOver))
            waiting = _AGAIN_EVERY

    dog = threading.Thread(target=watch, daemon=True)
    dog.start()
    try:
        try:
            yield
        finally:
            over.set()
    finally:
        _dismiss(dog, over)


def _dismiss(dog: threading.Thread, over: threading.Event) -> None:
    """End the watch, and hear what was said just before: the interpreter asks for it forever otherwise.

    To take it back would not do, since CPython 3.11 then asks all the same, at every call of every thread.
    """
    while True:
        with suppress(TimeIsOver):
            over.set()
            dog.join()
            for _ in range(2):  # at the end of each round the interpreter looks for what was said
                pass
            return
