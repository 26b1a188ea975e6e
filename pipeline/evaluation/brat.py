"""brat standoff files: labelled spans and the events that link them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import GoldError
from pipeline.evaluation.files import read_source
from pipeline.evaluation.matching import Span

_ENTITY = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)(?:\t|$)")
_EVENT = re.compile(r"(E\d+)\t(.+)")
_ARGUMENT = re.compile(r"([^\s:]+?)\d*:(\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class BratSpan:
    """A ``T`` line: a label and the pieces it stands on, in code points, in order."""

    label: str
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BratEvent:
    """An ``E`` line: its type and its arguments, as (role less its number, span)."""

    type: str
    arguments: tuple[tuple[str, BratSpan], ...]

    def spans(self, role: str) -> tuple[BratSpan, ...]:
        """The arguments that play a role."""
        return tuple(span for name, span in self.arguments if name == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class BratFile:
    """The spans and events of one ``.ann`` file."""

    spans: tuple[BratSpan, ...]
    events: tuple[BratEvent, ...]


def read_brat(path: Path, *, text: str) -> BratFile:
    """The spans and events of a ``.ann`` file over the given text.

    Other lines (relations, notes, the rest of a text that runs over a line's end) are passed over.

    Raises:
        GoldError: a span lies outside the text, or an event names a span that is not there.
    """
    lines = read_source(path).splitlines()
    spans = dict(_read_spans(lines, path=path, size=len(text)))
    events = tuple(_read_events(lines, spans, path=path))
    return BratFile(spans=tuple(spans.values()), events=events)


def _read_spans(lines: list[str], *, path: Path, size: int) -> Iterator[tuple[str, BratSpan]]:
    for number, line in enumerate(lines, 1):
        match = _ENTITY.match(line)
        if match is None:
            continue
        pieces = tuple(sorted(_read_piece(piece) for piece in match[3].split(";")))
        if any(start >= end or end > size for start, end in pieces):
            raise GoldError(f"{path}, line {number}: {match[3]} is no span of a text of {size} code points")
        yield match[1], BratSpan(label=match[2], pieces=pieces)


def _read_piece(piece: str) -> Span:
    start, end = piece.split()
    return int(start), int(end)


def _read_events(lines: list[str], spans: dict[str, BratSpan], *, path: Path) -> Iterator[BratEvent]:
    for number, line in enumerate(lines, 1):
        match = _EVENT.match(line)
        if match is None:
            continue
        arguments = [(role, identifier) for role, identifier in _ARGUMENT.findall(match[2])]
        unknown = [identifier for _, identifier in arguments if identifier not in spans]
        if unknown:
            raise GoldError(f"{path}, line {number}: {match[1]} names {unknown[0]}, which the file does not hold")
        linked = tuple((role, spans[identifier]) for role, identifier in arguments)
        yield BratEvent(type=linked[0][0] if linked else "", arguments=linked)
