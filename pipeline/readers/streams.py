"""Files that are too large to hold: the encoding they are in, and their lines."""

import codecs
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, TextIO

from pipeline.readers.decode import BYTE_ORDER_MARKS, BYTES_REPLACED, decode
from pipeline.readers.reading import Notice, UnreadableError, unreadable

LONGEST: Final = 20_000_000
"""The most characters that a line, or a row over many lines, may have: five books of a million words."""

_CHUNK: Final = 1 << 20
_NUL: Final = Notice(code="binary", message="this is no text: NUL bytes stand in it; save it in UTF-8, or remove it")


class TooLongError(Exception):
    """A line, or the lines that have been taken for one row, are longer than any row is."""


@dataclass(slots=True, kw_only=True)
class Lines:
    """The lines of a stream with their ends, in which those of a row that went wrong can be put back.

    ``number`` is that of the line given last, from 1.
    """

    stream: TextIO
    number: int = 0
    _taken: list[str] = field(default_factory=list)
    _n_taken: int = 0
    _waiting: deque[str] = field(default_factory=deque)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self.stream.readline(LONGEST)
        if not line:
            raise StopIteration
        self.number += 1
        self._n_taken += len(line)
        if self._n_taken >= LONGEST:
            self._skip_to_end_of(line)
            raise TooLongError
        self._taken.append(line)
        return line

    def begin_row(self) -> None:
        """Forget the lines given so far: they are done with."""
        self._taken, self._n_taken = [], 0

    def put_back(self) -> None:
        """Give the lines since the row's beginning again, all but the first."""
        self._waiting.extendleft(reversed(self._taken[1:]))
        self.number -= max(0, len(self._taken) - 1)
        self.begin_row()

    def _skip_to_end_of(self, line: str) -> None:
        if self._taken:  # the row is too long, not the line
            self._taken.append(line)
            return
        while line and not line.endswith(("\n", "\r")):
            line = self.stream.readline(_CHUNK)


@contextmanager
def open_text(path: Path, encoding: str, *, newline: str) -> Iterator[Lines]:
    """The lines of a file; bytes that do not fit stand as U+FFFD. Raises UnreadableError where it cannot be opened."""
    try:
        stream = path.open(encoding=encoding, errors="replace", newline=newline)
    except OSError as error:
        raise UnreadableError(unreadable(error)) from error
    with stream:
        yield Lines(stream=stream)


def find_encoding(path: Path, *, declared: str = "") -> tuple[str, tuple[Notice, ...]]:
    """The encoding of a file of any size, as `decode` finds it, and what there is to say of it.

    The file is read once, a megabyte at a time. Where it is not UTF-8, the megabyte in which the first byte
    stands that is not decides.

    Raises:
        UnreadableError: the file cannot be opened, is binary, or is in no encoding that can be made out.
    """
    try:
        with path.open("rb") as stream:
            beginning = _read_lines(stream)
            for mark, encoding in BYTE_ORDER_MARKS:
                if beginning.startswith(mark):
                    return encoding, ()
            odd, line = _first_odd(beginning, stream)
    except OSError as error:
        raise UnreadableError(unreadable(error)) from error
    if not odd:
        return "utf-8", ()
    decoded = decode(odd, declared=declared)
    return decoded.encoding, tuple(_with_line(notice, line) for notice in decoded.notices)


def _read_lines(stream: BinaryIO) -> bytes:
    """A megabyte, and what is left of its last line."""
    return stream.read(_CHUNK) + stream.readline(_CHUNK)


def _first_odd(chunk: bytes, stream: BinaryIO) -> tuple[bytes, int]:
    """The first megabyte that is not UTF-8, and the line where it is not; empty where all is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    while chunk:
        if b"\0" in chunk:
            raise UnreadableError(_NUL)
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            return chunk, line + chunk.count(b"\n", 0, error.start)
        line += chunk.count(b"\n")
        chunk = _read_lines(stream)
    return b"", 0


def _with_line(notice: Notice, line: int) -> Notice:
    """The notice on one megabyte as one on the file."""
    if notice.code != BYTES_REPLACED:
        return notice
    message = f"it is UTF-8 but for some bytes, the first in line {line:,}, which stand as \ufffd in the texts"
    return Notice(code=BYTES_REPLACED, message=f"{message}; correct them in the file")
