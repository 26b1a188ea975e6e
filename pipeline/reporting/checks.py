"""What must hold before a table is written: a bug may stop a run, never reach a scholar's table.

Most yield what is wrong in words; `check_tables` raises the first few of them.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from pipeline.errors import TableError
from pipeline.records import AttributedQuotation
from pipeline.reporting.assemble import Rows
from pipeline.schema import TABLES, Column, Table
from pipeline.store import field_names

_SHOWN = 5


def check_tables(rows: Rows, texts: Mapping[str, str]) -> None:
    """Nothing comes back where these tables are as `pipeline.schema` declares them and every slice is true.

    They are those of one document, or those of the whole corpus; a foreign key to a table that is not among
    them is not looked into.

    Raises:
        TableError: a key that is not unique, a foreign key that leads nowhere, an empty or unknown
            value, a stretch that is not the text's own, a quotation without speaker and reason.
    """
    faults = chain.from_iterable(_table_faults(table, rows, texts) for table in TABLES if table.name in rows)
    raise_faults(chain(faults, quotation_faults(rows.get("quotations", ()))))


def check_entities(doc_id: str, entity_ids: Iterable[str], known: Container[str]) -> None:
    """Nothing comes back where every entity that a document mentions is one of the table.

    Raises:
        TableError: one is not.
    """
    strange = sorted(entity_id for entity_id in entity_ids if entity_id not in known)
    raise_faults(f"mentions of {doc_id}: entity_id {entity_id!r} is not in entities" for entity_id in strange)


def check_documents(table: str, doc_ids: Iterable[str], known: Container[str]) -> None:
    """Nothing comes back where whatever a table has rows of is a document.

    Raises:
        TableError: it is none of this run.
    """
    strange = sorted(doc_id for doc_id in doc_ids if doc_id not in known)
    if strange and table == "quotations":
        raise TableError(f"{strange[0]} has quotations but is no document of this run: run `quoth extract` again")
    raise_faults(f"{table}: doc_id {doc_id!r} is not in documents" for doc_id in strange)


def raise_faults(faults: Iterable[str]) -> None:
    """Nothing comes back where there are no faults.

    Raises:
        TableError: there are; the first few are told.
    """
    first = list(islice(faults, _SHOWN))
    if first:
        raise TableError(
            f"the tables would not be true, so none was written: {'; '.join(first)}. "
            "Run every stage again (`quoth run`); if this stays, it is a bug worth reporting"
        )


def column_faults(table: Table) -> Iterator[str]:
    """What is wrong where a table's columns are not the fields of its record, in order."""
    names = [column.name for column in table.columns]
    if names != field_names(table.record):
        yield f"{table.name}: columns {names} are not the fields of {table.record.__name__}"


def value_faults(column: Column, values: Sequence[Any]) -> Iterator[str]:
    """What is wrong with the values of one column: empty, not allowed, out of bounds."""
    if column.required and (None in values or "" in values):
        yield f"{column.name} is empty"
    if column.allowed:
        strange = set(filter(None, values)) - set(column.allowed)
        yield from (f"{column.name} is {value!r}" for value in sorted(strange))
    numbers = [value for value in values if value is not None] if column.type in {"integer", "number"} else []
    if column.minimum is not None and numbers and min(numbers) < column.minimum:
        yield f"{column.name} is below {column.minimum}"
    if column.maximum is not None and numbers and max(numbers) > column.maximum:
        yield f"{column.name} is above {column.maximum}"


def key_faults(table: Table, records: Sequence[Any]) -> Iterator[str]:
    """What is wrong with the keys of one table: those that more than one row has."""
    if table.key:
        counted = Counter(tuple(getattr(record, name) for name in table.key) for record in records)
        yield from (f"{_key_words(key)} stands {n} times" for key, n in counted.items() if n > 1)


def foreign_key_faults(table: Table, rows: Rows) -> Iterator[str]:
    """What is wrong with the foreign keys of one table: those that lead nowhere in the tables that are there."""
    for column, other, other_column in table.foreign_keys:
        if other not in rows:
            continue
        known = {getattr(record, other_column) for record in rows[other]}
        used = {getattr(record, column) for record in rows[table.name]} - {""}
        yield from (f"{column} {value!r} is not in {other}" for value in sorted(used - known))


def slice_faults(table: Table, records: Sequence[Any], texts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the stretches of one table: those that are not the text's own."""
    for record in records:
        for start_name, end_name, text_name in table.slices:
            start, end = getattr(record, start_name), getattr(record, end_name)
            stretch = getattr(record, text_name)
            if start is None and end is None and not stretch:
                continue
            if start is None or end is None or texts.get(record.doc_id, "")[start:end] != stretch:
                yield f"{text_name} {stretch[:40]!r} is not {record.doc_id} from {start} to {end}"


def quotation_faults(quotations: Sequence[AttributedQuotation]) -> Iterator[str]:
    """What is wrong with who says what: a term with a speaker, neither speaker nor reason, a part outside its whole."""
    by_id = {quotation.quote_id: quotation for quotation in quotations}
    for quotation in quotations:
        name = quotation.quote_id
        if bool(quotation.speaker_id) != bool(quotation.speaker):
            yield f"{name} has a speaker without an id, or an id without a speaker"
        if quotation.kind == "term" and quotation.speaker:
            yield f"{name} is a term and has a speaker"
        if quotation.kind != "term" and not quotation.speaker and not quotation.reason:
            yield f"{name} has no speaker and no reason why"
        parent = by_id.get(quotation.parent_id)
        if parent and not _holds(parent, quotation):
            yield f"{name} does not stand inside {parent.quote_id}"


def _table_faults(table: Table, rows: Rows, texts: Mapping[str, str]) -> Iterator[str]:
    records = rows[table.name]
    cells = zip(*map(attrgetter(*(column.name for column in table.columns)), records), strict=True)
    # Without records there are no values.
    values = (value_faults(column, of_column) for column, of_column in zip(table.columns, cells, strict=False))
    faults = chain(
        column_faults(table),
        chain.from_iterable(values),
        key_faults(table, records),
        foreign_key_faults(table, rows),
        slice_faults(table, records, texts),
    )
    return (f"{table.name}: {fault}" for fault in faults)


def _holds(parent: AttributedQuotation, child: AttributedQuotation) -> bool:
    same_text = parent.doc_id == child.doc_id and parent.quote_id != child.quote_id
    return same_text and parent.start <= child.start and child.end <= parent.end


def _key_words(key: tuple[Any, ...]) -> str:
    return " ".join(str(part) for part in key)
