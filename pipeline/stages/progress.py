"""How far a stage has come, for a person to read: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.stages.base import Advance

_BAR = 24
_DRAW_EVERY = 0.1
_SAY_EVERY = 30.0
_AT_LEAST = 1.0
"""Seconds before which no speed is told: it would be off."""


@dataclass(slots=True, kw_only=True)
class Screen:
    """Where lines and progress are written: what is said stands above the bar.

    ``write`` takes what is written as it is. A bar is drawn where it is ``live``, and nothing is left of it after the
    block; ``verbose`` names every text. One that is ``quiet`` writes nothing.
    """

    write: Callable[[str], object]
    quiet: bool = False
    live: bool = False
    verbose: bool = False
    clock: Callable[[], float] = time.monotonic
    _stage: str = ""
    _begun: float = 0.0
    _told: float = 0.0
    _drawn: int = field(default=0)

    def __enter__(self) -> "Screen":
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def say(self, line: str) -> None:
        """Write a line."""
        if self.quiet:
            return
        self.clear()
        self.write(f"{line}\n")

    def watch(self, advance: Advance) -> None:
        """Take note that a stage has come so far, and show it where it is time to."""
        if self.quiet:
            return
        now = self.clock()
        if advance.stage != self._stage or not advance.doc_id:
            self._stage, self._begun, self._told = advance.stage, now, now
        if self.verbose and advance.doc_id:
            self.say(f"{advance.stage} {advance.texts}/{advance.of_texts} {advance.doc_id}")
        line = describe(advance, seconds=now - self._begun)
        if self.live:
            self._draw(advance, line, now)
        elif now - self._told >= _SAY_EVERY:
            self._told = now
            self.say(line)

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self.write("\r" + " " * self._drawn + "\r")
            self._drawn = 0

    def _draw(self, advance: Advance, line: str, now: float) -> None:
        if advance.texts == advance.of_texts:
            self.clear()
        elif now - self._told >= _DRAW_EVERY:
            filled = int(_BAR * advance.share)
            drawn = f"{'#' * filled}{'.' * (_BAR - filled)}  {line}"
            self.write("\r" + drawn.ljust(self._drawn))
            self._told, self._drawn = now, len(drawn)


def describe(advance: Advance, *, seconds: float) -> str:
    """How far a stage has come after so many seconds, how fast it is, and how long it will take."""
    parts = [f"{advance.stage}: {advance.texts:,} of {advance.of_texts:,} texts"]
    if seconds >= _AT_LEAST and advance.share:
        if advance.words:
            parts.append(f"{round(advance.words / seconds):,} words/s")
        parts.append(f"{_duration(seconds / advance.share - seconds)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    minutes = seconds / 60
    if minutes < 1:
        return f"{round(seconds)} s"
    if minutes < 60:
        return f"{round(minutes)} min"
    return f"{minutes / 60:.1f} h"
