"""SQLite: one file with every table, the texts and a search over them, and how Datasette shows it.

The bytes depend on the version of the SQLite library, which writes itself into the file, and on nothing else beside
the tables.
"""

import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, get_args

from sqlite_utils import Database

from pipeline import store
from pipeline.errors import TableError
from pipeline.exporters.browse import datasette_metadata
from pipeline.exporters.material import Material
from pipeline.records import ParagraphKind
from pipeline.schema import TABLES, Column, Table
from pipeline.schema.columns import DOC_ID, END, PARAGRAPH, START, text_column

FILE: Final = "quoth.sqlite"
METADATA: Final = "metadata.yaml"

_TYPES: Final[Mapping[str, str]] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "list": "TEXT",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """A text, whole: a row of ``texts``."""

    doc_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphRow:
    """A paragraph with its words: a row of ``paragraphs``."""

    doc_id: str
    paragraph: int
    kind: str
    start: int
    end: int
    text: str


TEXTS: Final = Table(
    name="texts",
    description="Each text as it was read, whole; every start and end counts its characters.",
    record=TextRow,
    key=("doc_id",),
    foreign_keys=(("doc_id", "documents", "doc_id"),),
    columns=(DOC_ID, text_column("text", "The text, as in texts/<doc_id>.txt", required=True)),
)
PARAGRAPHS: Final = Table(
    name="paragraphs",
    description="Every paragraph of every text, for searching and for reading around a quotation.",
    record=ParagraphRow,
    key=("doc_id", "paragraph"),
    foreign_keys=(("doc_id", "documents", "doc_id"),),
    columns=(
        DOC_ID,
        PARAGRAPH,
        text_column("kind", "body, heading, block or note", required=True, allowed=get_args(ParagraphKind)),
        START,
        END,
        text_column("text", "Its words", required=True),
    ),
)
STORED: Final = (*TABLES, TEXTS, PARAGRAPHS)
"""The tables of the file: those of the outputs, then the texts."""

SEARCHED: Final = ("quotations", "paragraphs")
"""The tables whose column ``text`` can be searched, each by the table ``<name>_fts``."""

VIEWS: Final[Mapping[str, str]] = {
    # An inner quotation is quoted by whoever says the outer one; every other by the writer.
    "who_quotes_whom": """
        select case when q.parent_id is null then coalesce(q.doc_author, q.doc_title, q.doc_id) else o.speaker end
                   as quoting,
               q.speaker as quoted, q.speaker_id, q.doc_id,
               count(*) as n_quotations, count(distinct q.utterance_id) as n_utterances
        from quotations q left join quotations o on o.quote_id = q.parent_id
        where q.speaker_id is not null
        group by quoting, q.speaker_id, q.doc_id
        order by n_quotations desc, quoting, q.speaker_id, q.doc_id
    """,
    "quotations_in_context": """
        select q.quote_id, q.doc_id, q.doc_title, q.doc_author, q.doc_date, q.kind, q.speaker_id, q.speaker,
               s.aliases as speaker_aliases, q.cue, q.rule, q.score, q.reason, q.text, p.text as paragraph_text
        from quotations q
        left join speakers s on s.speaker_id = q.speaker_id
        left join paragraphs p on p.doc_id = q.doc_id and p.paragraph = q.paragraph
    """,
}


def export(material: Material, folder: Path) -> Iterator[Path]:
    """The files written: ``quoth.sqlite``, and ``metadata.yaml`` for Datasette.

    Raises:
        TableError: the tables are not what the schema says, as after an edit by hand.
        OSError: SQLite cannot write the file.
    """
    path = folder / FILE
    with store.replacing(path) as temporary, closing(sqlite3.connect(temporary)) as connection:
        try:
            write_database(material, connection)
        except sqlite3.OperationalError as error:
            # The disk is full, or this Python's SQLite has no full-text search.
            raise OSError(errno.EIO, str(error), str(path)) from error
    yield path
    store.write_text(folder / METADATA, datasette_metadata(STORED, VIEWS))
    yield folder / METADATA


def write_database(material: Material, connection: sqlite3.Connection) -> None:
    """Fill an empty database with the tables, the texts, what finds them, and the views.

    An empty cell is NULL, a list is a JSON array. Keys are checked when all rows are there, so that
    their order does not matter.
    """
    # Half a file is thrown away, so nothing need be undone or survive a cut of the power.
    for pragma in ("page_size = 4096", "encoding = 'UTF-8'", "journal_mode = off", "synchronous = off"):
        connection.execute(f"PRAGMA {pragma}")
    rows: dict[str, Iterable[Any]] = {
        **material.rows,
        "texts": _texts(material),
        "paragraphs": _paragraphs(material),
    }
    for table in STORED:
        connection.execute(table_sql(table))
        _insert(connection, table, rows[table.name])
    connection.commit()
    _check_foreign_keys(connection)
    database = Database(connection, execute_plugins=False)
    database.index_foreign_keys()
    for name in SEARCHED:
        # Accents make no difference to a search; endings do, since not every text is English.
        database.table(name).enable_fts(["text"], tokenize="unicode61 remove_diacritics 2").optimize()
    for name, query in VIEWS.items():
        database.create_view(name, " ".join(query.split()))
    connection.commit()
    connection.execute("VACUUM")


def table_sql(table: Table) -> str:
    """The statement that makes a table: types, keys, checks, and each column's description as a comment."""
    parts = [(_column_sql(column), column.description) for column in table.columns]
    if table.key:
        parts.append((f"PRIMARY KEY ({_names(table.key)})", ""))
    parts += [
        (f"FOREIGN KEY ({_name(column)}) REFERENCES {_name(other)} ({_name(other_column)})", "")
        for column, other, other_column in table.foreign_keys
    ]
    lines = [
        f"  {definition}{',' if number < len(parts) else ''}{f' -- {comment}' if comment else ''}"
        for number, (definition, comment) in enumerate(parts, 1)
    ]
    return "\n".join([f"CREATE TABLE {_name(table.name)} ( -- {table.description}", *lines, ")"])


def _column_sql(column: Column) -> str:
    required = " NOT NULL" if column.required or column.type == "list" else ""
    return f"{_name(column.name)} {_TYPES[column.type]}{required}{_check_sql(column)}"


def _check_sql(column: Column) -> str:
    name = _name(column.name)
    conditions = []
    if column.type == "boolean":
        conditions.append(f"{name} IN (0, 1)")
    if column.allowed:
        conditions.append(f"{name} IN ({', '.join(map(_quoted, column.allowed))})")
    if column.minimum is not None:
        conditions.append(f"{name} >= {column.minimum}")
    if column.maximum is not None:
        conditions.append(f"{name} <= {column.maximum}")
    return f" CHECK ({' AND '.join(conditions)})" if conditions else ""


def _insert(connection: sqlite3.Connection, table: Table, rows: Iterable[Any]) -> None:
    holes = ", ".join("?" * len(table.columns))
    values = ([_value(getattr(row, column.name), column) for column in table.columns] for row in rows)
    try:
        # The words of a statement are the schema's; whatever comes from a text is bound to a hole.
        connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({holes})", values)
    except sqlite3.IntegrityError as error:
        raise TableError(f"{table.name}.csv is not as it should be ({error}): run `quoth tables` again") from error


def _value(value: object, column: Column) -> object:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return None if value == "" and not column.required else value


def _check_foreign_keys(connection: sqlite3.Connection) -> None:
    first = connection.execute("PRAGMA foreign_key_check").fetchone()
    if first:
        name, row, other, _ = first
        raise TableError(f"{name}.csv, row {row}: what it refers to is not in {other}.csv: run `quoth tables` again")


def _texts(material: Material) -> Iterator[TextRow]:
    for document in material.documents:
        yield TextRow(doc_id=document.doc_id, text=material.texts[document.doc_id])


def _paragraphs(material: Material) -> Iterator[ParagraphRow]:
    for document in material.documents:
        text = material.texts[document.doc_id]
        for row in material.paragraphs[document.doc_id]:
            yield ParagraphRow(
                doc_id=row.doc_id,
                paragraph=row.paragraph,
                kind=row.kind,
                start=row.start,
                end=row.end,
                text=text[row.start : row.end],
            )


def _name(name: str) -> str:
    return f'"{name}"'


def _names(names: Sequence[str]) -> str:
    return ", ".join(map(_name, names))


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
