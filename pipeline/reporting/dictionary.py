"""The data dictionary: every table and column in words, from the schema.

``python -m pipeline.reporting.dictionary > docs/tables.md`` writes it anew.
"""

import sys
from collections.abc import Iterator

from pipeline.schema import TABLES, TO_FILL_IN, Column, Table

_PREAMBLE = """\
# The tables

This page is made from `pipeline/schema/`; to make it anew:
`python -m pipeline.reporting.dictionary > docs/tables.md`.

Every table is CSV in UTF-8, comma-separated, with a header. An empty cell means "not known" or
"none". `start` and `end` are Unicode code points into `outputs/texts/<doc_id>.txt`, from 0, the end
not included: the stretch from `start` to `end` is the text of the row, to the character.
`outputs/datapackage.json` says the same for programs ([Data Package 2.0](https://datapackage.org/)).

`review.csv` and `roster.csv`, the last two, are no results but drafts for a person to fill in. They begin with a byte
order mark, and an apostrophe stands before what a spreadsheet would calculate; both are left out when they are read.
"""


def data_dictionary() -> str:
    """The Markdown of ``docs/tables.md``: a section a table, a row a column."""
    return "\n".join([_PREAMBLE, *(line for table in (*TABLES, *TO_FILL_IN) for line in _section(table))])


def _section(table: Table) -> Iterator[str]:
    yield f"## `{table.name}.csv`"
    yield ""
    yield table.description
    yield ""
    if table.key:
        yield f"A row is known by {_code_list(table.key)}."
        yield ""
    yield "| Column | Type | Always there | What it holds |"
    yield "|---|---|---|---|"
    yield from (_row(table, column) for column in table.columns)
    yield ""


def _row(table: Table, column: Column) -> str:
    leads_to = [f"→ `{other}.{name}`" for own, other, name in table.foreign_keys if own == column.name]
    words = [column.description, *_limits(column), *leads_to]
    required = "yes" if column.required else ""
    return f"| `{column.name}` | {column.type} | {required} | {_cell('; '.join(words))} |"


def _limits(column: Column) -> Iterator[str]:
    if column.allowed and not all(value in column.description for value in column.allowed):
        yield f"one of {_code_list(column.allowed)}"


def _code_list(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(words: str) -> str:
    # A column may be named `<doc_id>`: not to be taken for HTML.
    return words.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    sys.stdout.write(data_dictionary())
