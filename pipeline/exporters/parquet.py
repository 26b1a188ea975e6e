"""Parquet: a file a table, with its types and descriptions, for pandas, Arrow, DuckDB and Spark."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline import store
from pipeline.exporters.material import Material, batches
from pipeline.schema import TABLES, Column, Table

if TYPE_CHECKING:
    import pyarrow

GROUP_ROWS: Final = 10_000
"""Rows of a row group: what is held in memory at a time, here and by whoever reads the file in a stream."""

_TYPES: Final[Mapping[str, str]] = {"string": "string", "integer": "int64", "number": "float64", "boolean": "bool_"}


def export(material: Material, folder: Path) -> Iterator[Path]:
    """The files written: ``<table>.parquet`` for every table.

    An empty cell of words is an empty string where the column is never empty, else null.
    """
    from pyarrow import parquet

    for table in TABLES:
        path, schema = folder / f"{table.name}.parquet", arrow_schema(table)
        with (
            store.replacing(path) as temporary,
            parquet.ParquetWriter(temporary, schema, compression="zstd") as writer,
        ):
            for rows in batches(material.rows[table.name], GROUP_ROWS):
                writer.write_table(_arrow_table(table, schema, rows))
        yield path


def arrow_schema(table: Table) -> "pyarrow.Schema":
    """The schema of a table as Arrow has it: columns typed and described as ours does.

    The metadata of the table are its name, its description and, as JSON, the columns of its key.
    """
    import pyarrow

    facts = {"name": table.name, "description": table.description, "key": json.dumps(table.key)}
    return pyarrow.schema([_field(column) for column in table.columns], metadata=facts)


def _arrow_table(table: Table, schema: "pyarrow.Schema", rows: Sequence[Any]) -> "pyarrow.Table":
    import pyarrow

    columns = [
        pyarrow.array([_value(getattr(row, column.name), column) for row in rows], type=field.type)
        for column, field in zip(table.columns, schema, strict=True)
    ]
    return pyarrow.Table.from_arrays(columns, schema=schema)


def _field(column: Column) -> "pyarrow.Field":
    import pyarrow

    kind = pyarrow.list_(pyarrow.string()) if column.type == "list" else getattr(pyarrow, _TYPES[column.type])()
    return pyarrow.field(column.name, kind, nullable=not column.required, metadata={"description": column.description})


def _value(value: object, column: Column) -> object:
    return None if value == "" and not column.required else value
