"""PDNC: novels in which every quotation has its speaker.

A novel is a folder of ``novel_text.txt``, ``quotation_info.csv`` and ``character_info.csv``.
Vishnubhotla, Hammond and Hirst, "The Project Dialogism Novel Corpus" (LREC 2022). The spans that it
calls byte spans are code points, less the marks, and one for every part of a broken quotation.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import GoldError
from pipeline.evaluation.files import read_source, read_table
from pipeline.evaluation.matching import Span

TEXT, QUOTATIONS, CHARACTERS = "novel_text.txt", "quotation_info.csv", "character_info.csv"
TYPES = ("Explicit", "Anaphoric", "Implicit")

_PARAGRAPH_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
_EDGES = " \t\r\n\"“”'‘’"
_COLUMNS = ("quoteID", "quoteByteSpans", "speaker", "quoteType")
_REFERRING = "referringExpression"
_PRONOUN = re.compile(r"\b(?:he|she|they|it|i|we|you|one)\b", re.IGNORECASE)
# Speakers that the corpus itself does not name.
_NAMELESS = frozenset({"", "nan", "_group", "_unknowable", "unknowable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NovelQuotation:
    """One quotation: its parts in code points, none across a paragraph, and its speaker ("" where unnamed).

    ``type`` is Explicit (the speaker is named at it), Anaphoric (by a pronoun or description) or Implicit;
    ``form`` is "name", "pronoun", "nominal" or "none" by the words that stand for the speaker.
    """

    id: str
    parts: tuple[Span, ...]
    type: str
    form: str
    speaker: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Novel:
    """A novel's text and quotations; ``name`` is its folder's."""

    name: str
    text: str
    quotations: tuple[NovelQuotation, ...]


def novel_folders(folder: Path) -> tuple[Path, ...]:
    """The folders of PDNC's form: the given one, or those in it, by name; none where it has not that form."""
    return tuple(one for one in (folder, *sorted(folder.iterdir())) if (one / QUOTATIONS).is_file())


def read_novel(folder: Path) -> Novel:
    """One novel.

    Raises:
        GoldError: a file is missing, lacks a column, or has a span outside the text.
    """
    text = read_source(folder / TEXT)
    aliases = _read_aliases(folder / CHARACTERS)
    rows = read_table(folder / QUOTATIONS, needed=_COLUMNS, optional=(_REFERRING,))
    quotations = (_read_quotation(row, text=text, aliases=aliases, where=where) for row, where in rows)
    return Novel(name=folder.resolve().name, text=text, quotations=tuple(quotations))


def _read_quotation(
    row: dict[str, str], *, text: str, aliases: dict[str, tuple[str, ...]], where: str
) -> NovelQuotation:
    speaker = row["speaker"] if row["speaker"] not in _NAMELESS else ""
    return NovelQuotation(
        id=row["quoteID"],
        parts=tuple(part for span in _read_spans(row["quoteByteSpans"], where) for part in _split(span, text, where)),
        type=row["quoteType"],
        form=_form(row["quoteType"], row[_REFERRING]),
        speaker=speaker,
        aliases=aliases.get(speaker, ()),
    )


def _form(kind: str, referring: str) -> str:
    """How the speaker is named: of an Anaphoric one by a pronoun («she said») or else by a description."""
    if kind == "Anaphoric":
        return "pronoun" if _PRONOUN.search(referring) else "nominal"
    return "name" if kind == "Explicit" else "none"


def _read_spans(cell: str, where: str) -> list[Span]:
    spans = _literal(cell, where)
    if not isinstance(spans, list) or not all(isinstance(one, list) and len(one) == 2 for one in spans):
        raise GoldError(f"{where}: {cell[:80]!r} is not a list of [start, end]")
    return sorted((int(start), int(end)) for start, end in spans)


def _split(span: Span, text: str, where: str) -> Iterator[Span]:
    """The parts of a span in its paragraphs, less white space and marks at the edges."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise GoldError(f"{where}: {start} to {end} is no span of a text of {len(text)} code points")
    begin = start
    breaks = [(match.start(), match.end()) for match in _PARAGRAPH_BREAK.finditer(text, start, end)]
    for stop, following in (*breaks, (end, end)):
        part = trim((begin, stop), text)
        if part[0] < part[1]:
            yield part
        begin = following


def trim(span: Span, text: str) -> Span:
    """The span less white space and quotation marks at its edges."""
    words = text[span[0] : span[1]]
    start = span[0] + len(words) - len(words.lstrip(_EDGES))
    return start, max(start, span[1] - len(words) + len(words.rstrip(_EDGES)))


def _read_aliases(path: Path) -> dict[str, tuple[str, ...]]:
    """Any name of a character -> all of its names."""
    known: dict[str, tuple[str, ...]] = {}
    for row, where in read_table(path, needed=("Main Name", "Aliases")):
        aliases = _literal(row["Aliases"], where)
        names = tuple(sorted({row["Main Name"], *map(str, aliases)}))
        for name in names:
            known.setdefault(name, names)
    return known


def _literal(cell: str, where: str) -> Any:
    try:
        return ast.literal_eval(cell)
    except (ValueError, SyntaxError) as error:
        raise GoldError(f"{where}: {cell[:80]!r} cannot be read: {error}") from error
