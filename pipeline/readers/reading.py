"""What a reader takes and gives, and how it says that a file is of no use."""

from dataclasses import dataclass, fields
from typing import Final, Protocol

from pipeline.errors import QuothError
from pipeline.records import ParagraphKind, Problem

STAGE: Final = "ingest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something a person should know about a file, before it is said which file: a code and one line."""

    code: str
    message: str

    def about(self, path: str, *, doc_id: str = "") -> Problem:
        """The row of ``problems.csv``; ``path`` is relative to the corpus."""
        return Problem(stage=STAGE, doc_id=doc_id, path=path, code=self.code, message=self.message)

    def on_line(self, line: int) -> "Notice":
        """The same of a row of a table that begins in this line."""
        return Notice(code=self.code, message=f"line {line:,}: {self.message}")


class UnreadableError(QuothError):
    """One file cannot be used as a text; ``notices`` say why, and what to do. The others still can."""

    def __init__(self, notice: Notice, *others: Notice) -> None:
        super().__init__(notice.message)
        self.notices = (notice, *others)


def unreadable(error: OSError) -> Notice:
    """What to say of a file or folder that the system will not open."""
    reason = (error.strerror or type(error).__name__).lower()
    return Notice(code="unreadable", message=f"it cannot be opened ({reason}): check its permissions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was stated about a text; "" is "not stated". ``encoding`` is the one the file is said to be in."""

    title: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    language: str = ""
    encoding: str = ""

    def over(self, other: "Metadata") -> "Metadata":
        """These statements, and the other's where these are silent."""
        names = (field.name for field in fields(self))
        return Metadata(**{name: getattr(self, name) or getattr(other, name) for name in names})


NOTHING_STATED: Final = Metadata()


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKind:
    """A stretch of the text, in code points, whose kind of paragraph the markup says."""

    start: int
    end: int
    kind: ParagraphKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The text of a file. ``kinds`` are in order and do not overlap; where there is none the text decides."""

    text: str
    encoding: str
    kinds: tuple[KnownKind, ...] = ()
    metadata: Metadata = NOTHING_STATED
    notices: tuple[Notice, ...] = ()


class Reader(Protocol):
    """Text and what is known of it from a file's bytes; raises UnreadableError where there is no text to be had."""

    def __call__(self, content: bytes, *, encoding: str = "") -> Reading:
        """Read ``content``; ``encoding`` is the declared one, "" where none is."""
        ...
