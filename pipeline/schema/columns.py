"""How a table and its columns are declared, and the columns that several tables share."""

from dataclasses import dataclass
from typing import Any, Literal

Type = Literal["string", "integer", "number", "boolean", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``required`` cells are never empty; ``allowed`` lists the only values.

    ``minimum`` and ``maximum`` bound a number, both included.
    """

    name: str
    description: str
    type: Type = "string"
    required: bool = False
    allowed: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, its record type, its columns and keys.

    ``slices`` names the columns that hold a stretch of ``texts/<doc_id>.txt``, as (start, end,
    text); a foreign key is (column, table, column), and its cell may be empty unless required.
    """

    name: str
    description: str
    record: type[Any]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[tuple[str, str, str], ...] = ()
    slices: tuple[tuple[str, str, str], ...] = ()


def text_column(name: str, description: str, *, required: bool = False, allowed: tuple[str, ...] = ()) -> Column:
    """A column of words."""
    return Column(name=name, description=description, required=required, allowed=allowed)


def count_column(name: str, description: str) -> Column:
    """A column of whole numbers from 0, never empty."""
    return Column(name=name, description=description, type="integer", required=True, minimum=0)


def place_column(name: str, description: str) -> Column:
    """A column of places in a text; empty where there is none."""
    return Column(name=name, description=description, type="integer", minimum=0)


def list_column(name: str, description: str) -> Column:
    """A column of several values, joined with ``|``."""
    return Column(name=name, description=description + "; joined with |", type="list")


DOC_ID = text_column("doc_id", "The document: its folders and file name without suffix, as a slug", required=True)
START = count_column("start", "Where the text begins: code points into texts/<doc_id>.txt, from 0")
END = count_column("end", "Where the text ends: the code point after its last")
TEXT = text_column("text", "The words themselves, texts/<doc_id>.txt from start to end", required=True)
PARAGRAPH = count_column("paragraph", "The paragraph it stands in, from 0")

SPEAKER_KINDS = ("person", "group", "organisation", "work", "narrator", "unnamed")
PROBLEM_STAGES = ("ingest", "extract", "attribute", "tables")
SPAN = ("start", "end", "text")
MENTION = ("mention_start", "mention_end", "mention")
CUE = ("cue_start", "cue_end", "cue")
