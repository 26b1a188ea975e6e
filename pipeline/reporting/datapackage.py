"""The data package: one JSON file that says what every table is, for programs and for people.

Data Package 2.0 (https://datapackage.org/standard/data-package/). Nothing in it changes from run
to run: no time, no folder, no machine.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.schema import TABLES, Column, Table
from pipeline.store import LIST_SEPARATOR

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

# Said in full, so that no reader guesses the separator from texts full of commas and marks.
_DIALECT = {
    "header": True,
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What made the tables: ``version`` of Quoth, what the model says of itself, the settings that bear on them.

    ``packages`` are the versions of those that bear on them, by name.
    """

    version: str
    model: Mapping[str, str]
    settings: Mapping[str, object]
    packages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """How many rows a table has, the size of its file in bytes and the SHA-256 of its content, in hexadecimal."""

    rows: int
    size: int
    sha256: str


def describe_package(files: Mapping[str, FileFacts], made_by: Provenance) -> str:
    """The text of ``datapackage.json``; ``files`` by the name of the table."""
    package = {
        "$schema": PROFILE,
        "name": "quotations",
        "title": "Who is quoted, saying what, where",
        "description": "Quotations and their speakers, found in a folder of texts. Every start and end is in "
        "Unicode code points into texts/<doc_id>.txt, from 0, the end not included.",
        "resources": [_resource(table, files[table.name]) for table in TABLES],
        "quoth": _provenance(made_by),
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def read_provenance(package: str) -> Provenance:
    """What made the tables, as the text of a ``datapackage.json`` says."""
    made_by = json.loads(package)["quoth"]
    return Provenance(
        version=made_by["version"],
        model=made_by.get("model", {}),
        packages=made_by.get("packages", {}),
        settings=made_by.get("settings", {}),
    )


def read_row_counts(package: str) -> Mapping[str, int]:
    """How many rows every table has, by its name, as the text of a ``datapackage.json`` says."""
    return {resource["name"]: resource["rows"] for resource in json.loads(package)["resources"]}


def _provenance(made_by: Provenance) -> dict[str, Any]:
    model = {"model": dict(made_by.model)} if made_by.model else {}
    packages = {"packages": dict(made_by.packages)} if made_by.packages else {}
    return {"version": made_by.version, **model, **packages, "settings": dict(made_by.settings)}


def _resource(table: Table, facts: FileFacts) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": facts.size,
        "hash": f"sha256:{facts.sha256}",
        "rows": facts.rows,
        "dialect": _DIALECT,
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.foreign_keys:
        schema["foreignKeys"] = [_foreign_key(table, *key) for key in table.foreign_keys]
    return schema


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "list":
        field |= {"delimiter": LIST_SEPARATOR, "itemType": "string"}
    constraints = _constraints(column)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    if column.minimum is not None:
        constraints["minimum"] = column.minimum
    if column.maximum is not None:
        constraints["maximum"] = column.maximum
    return constraints


def _foreign_key(table: Table, column: str, other: str, other_column: str) -> dict[str, Any]:
    # A table that refers to itself does not name itself (Table Schema 2.0).
    resource = {} if other == table.name else {"resource": other}
    return {"fields": [column], "reference": {**resource, "fields": [other_column]}}
