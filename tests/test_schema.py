"""The declared tables: what DESIGN promises, and what their records hold."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from pipeline.schema import TABLES, TO_FILL_IN, Column, Table
from pipeline.store import field_names

BY_NAME = {table.name: table for table in TABLES}
# The columns that others' programs count on: more may follow, these stay.
CONTRACT = {
    "quotations": (
        "doc_id quote_id kind subkind form utterance_id parent_id speaker_id speaker speaker_kind speaker_mention "
        "mention_start mention_end cue cue_start cue_end rule score reason source_title source_author stated_date "
        "paragraph start end left text right"
    ),
    "documents": "doc_id title author date source language path sha256 encoding",
    "speakers": "speaker_id name type aliases documents verbs",
    "entities": "entity_id name type aliases",
    "mentions": "doc_id entity_id label start end text",
    "problems": "stage doc_id path code message",
}
TYPES: dict[str, Any] = {"string": str, "integer": int, "number": float, "boolean": bool, "list": tuple[str, ...]}


def columns() -> list[Any]:
    return [
        pytest.param(table, column, id=f"{table.name}.{column.name}")
        for table in (*TABLES, *TO_FILL_IN)
        for column in table.columns
    ]


def members_of(table: Table, column: Column) -> set[Any]:
    """The types or values that a column's field can hold, None among them where it can be None."""
    return set(flattened(get_type_hints(table.record)[column.name]))


def flattened(hint: Any) -> Iterator[Any]:
    """The parts of a choice of types and values; ``tuple[str, ...]`` is one type."""
    if get_origin(hint) in {Union, UnionType, Literal}:
        for part in get_args(hint):
            yield from flattened(part)
    else:
        yield hint


@pytest.mark.parametrize(("name", "promised"), CONTRACT.items())
def test_the_promised_columns_are_there_in_their_order(name: str, promised: str) -> None:
    declared = [column.name for column in BY_NAME[name].columns]
    assert [column for column in declared if column in promised.split()] == promised.split()


@pytest.mark.parametrize("table", [*TABLES, *TO_FILL_IN], ids=lambda table: table.name)
def test_the_columns_are_the_fields_of_the_record(table: Table) -> None:
    assert [column.name for column in table.columns] == field_names(table.record)


@pytest.mark.parametrize(("table", "column"), columns())
def test_a_column_has_the_type_of_its_field(table: Table, column: Column) -> None:
    types = {str if isinstance(member, str) else member for member in members_of(table, column) - {NoneType}}
    assert types == {TYPES[column.type]}


@pytest.mark.parametrize(("table", "column"), columns())
def test_a_cell_that_is_always_there_belongs_to_a_field_that_is_never_none(table: Table, column: Column) -> None:
    can_be_none = NoneType in members_of(table, column)
    assert not (column.required and can_be_none)
    assert column.required or column.type not in {"integer", "boolean"} or can_be_none


@pytest.mark.parametrize(("table", "column"), columns())
def test_what_is_allowed_is_what_the_field_can_hold(table: Table, column: Column) -> None:
    values = {member for member in members_of(table, column) if isinstance(member, str)}
    if values:
        assert values - {""} == set(column.allowed)
        assert ("" in values) == (not column.required)


@pytest.mark.parametrize(("table", "column"), columns())
def test_a_description_is_a_phrase_a_reader_understands(table: Table, column: Column) -> None:
    assert len(column.description.split()) > 1, table.name
    assert not column.description.endswith(".")


@pytest.mark.parametrize("table", TABLES, ids=BY_NAME)
def test_keys_and_slices_name_columns_that_are_there(table: Table) -> None:
    declared = {column.name: column for column in table.columns}
    assert set(table.key) <= declared.keys()
    assert all(declared[name].required for name in table.key)
    for column, other, other_column in table.foreign_keys:
        assert declared[column].type == "string"
        assert BY_NAME[other].key == (other_column,)
    for start, end, text in table.slices:
        assert [declared[name].type for name in (start, end, text)] == ["integer", "integer", "string"]
        assert "doc_id" in declared


def test_every_start_is_a_slice_of_its_table() -> None:
    for table in TABLES:
        starts = {column.name for column in table.columns if column.name == "start" or column.name.endswith("_start")}
        assert starts == {start for start, _, _ in table.slices}


def test_tables_are_known_by_one_name_each() -> None:
    assert len(BY_NAME) == len(TABLES)
    assert not BY_NAME.keys() & {table.name for table in TO_FILL_IN}
