"""Parquet, as its readers see it: pyarrow, pandas and DuckDB."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest
from pyarrow import parquet

from pipeline.exporters.material import Material
from pipeline.schema import QUOTATIONS, TABLES, Column, Table

Exported = Callable[[str, Material], Path]


def expected(rows: Sequence[Any], column: Column) -> list[object]:
    """The values of a column as a reader of typed tables wants them: empty words are null, lists are lists."""
    values = [getattr(row, column.name) for row in rows]
    if column.type == "list":
        return [list(value) for value in values]
    return [None if value == "" and not column.required else value for value in values]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_pyarrow_reads_every_value_back(exported: Exported, any_material: Material, table: Table) -> None:
    found = parquet.read_table(exported("parquet", any_material) / f"{table.name}.parquet")
    rows = any_material.rows[table.name]
    assert found.column_names == [column.name for column in table.columns]
    for column in table.columns:
        assert found[column.name].to_pylist() == expected(rows, column)


def test_pandas_reads_what_it_reads_from_the_csv(exported: Exported, material: Material, outputs_of_tiny: Path) -> None:
    folder = exported("parquet", material)
    for table in TABLES:
        typed = pandas.read_parquet(folder / f"{table.name}.parquet")
        # A CSV table says nothing of types: "1911" is a number to pandas unless it is told that it is words.
        words = {column.name: str for column in table.columns if column.type in {"string", "list"}}
        path = outputs_of_tiny / f"{table.name}.csv"
        plain = pandas.read_csv(path, dtype=words, keep_default_na=False, na_values=[""])
        assert list(typed.columns) == list(plain.columns)
        for column in table.columns:
            if column.type == "list":
                joined = typed[column.name].map("|".join)
                assert joined.tolist() == plain[column.name].fillna("").tolist()
            else:
                assert typed[column.name].dropna().tolist() == plain[column.name].dropna().tolist()
                assert typed[column.name].isna().tolist() == plain[column.name].isna().tolist()


def test_duckdb_queries_the_files_where_they_lie(exported: Exported, material: Material) -> None:
    folder = exported("parquet", material)
    query = "select speaker, count(*) from read_parquet(?) where kind <> 'term' group by speaker order by 2 desc, 1"
    found = duckdb.execute(query, [str(folder / "quotations.parquet")]).fetchall()
    assert found[:2] == [("the keepers", 3), ("Margaret Oyelaran", 2)]


@pytest.mark.parametrize(
    ("name", "kind", "nullable"),
    [
        ("text", "string", False),
        ("speaker", "string", True),
        ("start", "int64", False),
        ("cue_start", "int64", True),
        ("score", "double", True),
    ],
)
def test_types_are_those_of_the_schema_even_without_rows(
    exported: Exported, empty: Material, name: str, kind: str, nullable: bool
) -> None:
    field = parquet.read_schema(exported("parquet", empty) / "quotations.parquet").field(name)
    assert (str(field.type), field.nullable) == (kind, nullable)


def test_lists_and_truth_values_have_types_of_their_own(exported: Exported, empty: Material) -> None:
    folder = exported("parquet", empty)
    assert str(parquet.read_schema(folder / "candidates.parquet").field("cue_listed").type) == "bool"
    aliases = parquet.read_schema(folder / "speakers.parquet").field("aliases").type
    assert str(aliases.value_type) == "string"


def test_every_table_and_column_says_what_it_holds(exported: Exported, material: Material) -> None:
    folder = exported("parquet", material)
    for table in TABLES:
        schema = parquet.read_schema(folder / f"{table.name}.parquet")
        assert schema.metadata[b"description"].decode() == table.description
        assert tuple(json.loads(schema.metadata[b"key"])) == table.key
        found = {field.name: field.metadata[b"description"].decode() for field in schema}
        assert found == {column.name: column.description for column in table.columns}


def test_hostile_words_are_found_by_a_query(exported: Exported, hostile: Material) -> None:
    path = exported("parquet", hostile) / "quotations.parquet"
    for row in hostile.quotations:
        where = [("quote_id", "==", row.quote_id)]
        assert parquet.read_table(path, filters=where)["text"].to_pylist() == [row.text]
    assert parquet.read_metadata(path).num_rows == len(hostile.rows[QUOTATIONS.name])


def test_a_long_table_is_written_and_can_be_read_some_rows_at_a_time(
    exported: Exported, material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.exporters.parquet.GROUP_ROWS", 4)
    file = parquet.ParquetFile(exported("parquet", material) / "quotations.parquet")
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [4, 4, 2]
    assert file.read()["quote_id"].to_pylist() == [row.quote_id for row in material.quotations]
