"""Parquet: a file a table, with its types and descriptions, for pandas, Arrow, DuckDB and Spark."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline import store
from pipeline.exporters.material import Material
from pipeline.schema import TABLES, Column, Table

if TYPE_CHECKING:
    import pyarrow

_TYPES: Final[Mapping[str, str]] = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_"}


def export(material: Material, folder: Path) -> Iterator[Path]:
    """The files written: ``<table>.parquet`` for every table.

    An empty cell of words is an empty string where the column is never empty, else null.
    """
    from pyarrow import parquet

    for table in TABLES:
        path = folder / f"{table.name}.parquet"
        with store.replacing(path) as temporary:
            parquet.write_table(arrow_table(table, material.rows[table.name]), temporary, compression="zstd")
        yield path


def arrow_table(table: Table, rows: Sequence[Any]) -> "pyarrow.Table":
    """A table as Arrow has it: columns typed and described as the schema does.

    The metadata of the table are its name, its description and, as JSON, the columns of its key.
    """
    import pyarrow

    fields = [_field(column) for column in table.columns]
    columns = [
        pyarrow.array([_value(getattr(row, column.name), column) for row in rows], type=field.type)
        for column, field in zip(table.columns, fields, strict=True)
    ]
    facts = {"name": table.name, "description": table.description, "key": json.dumps(table.key)}
    schema = pyarrow.schema(fields, metadata=facts)
    return pyarrow.Table.from_arrays(columns, schema=schema)


def _field(column: Column) -> "pyarrow.Field":
    import pyarrow

    kind = pyarrow.list_(pyarrow.string()) if column.type == "list" else getattr(pyarrow, _TYPES[column.type])()
    return pyarrow.field(column.name, kind, nullable=not column.required, metadata={"description": column.description})


def _value(value: object, column: Column) -> object:
    return None if value == "" and not column.required else value
