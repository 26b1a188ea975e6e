"""The SQLite file: what it holds, what it refuses, and how it is searched."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import TableError
from pipeline.exporters import sqlite
from pipeline.exporters.material import Material
from pipeline.schema import TABLES, Table

Exported = Callable[[str, Material], Path]


@pytest.fixture
def opened(exported: Exported) -> Iterator[Callable[[Material], sqlite3.Connection]]:
    """Exports a corpus and opens the file; it is closed in the end."""
    connections: list[sqlite3.Connection] = []

    def connect(material: Material) -> sqlite3.Connection:
        connections.append(sqlite3.connect(exported("sqlite", material) / sqlite.FILE))
        return connections[-1]

    yield connect
    for connection in connections:
        connection.close()


def plain(value: object) -> object:
    """A value of a record as the file holds it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_value_comes_back(
    opened: Callable[[Material], sqlite3.Connection], any_material: Material, table: Table
) -> None:
    names = [column.name for column in table.columns]
    cursor = opened(any_material).execute(f'select * from "{table.name}" order by rowid')
    assert [column[0] for column in cursor.description] == names
    expected = [
        tuple(
            None if getattr(row, column.name) == "" and not column.required else plain(getattr(row, column.name))
            for column in table.columns
        )
        for row in any_material.rows[table.name]
    ]
    assert cursor.fetchall() == expected


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back_and_is_found_under_its_row(material: Material, text: str) -> None:
    first, *rest = material.quotations
    rows = {**material.rows, "quotations": [replace(first, text=text, speaker=text), *rest]}
    with closing(sqlite3.connect(":memory:")) as connection:
        sqlite.write_database(replace(material, rows=rows), connection)
        query = "select f.text, q.text, q.speaker from quotations_fts f join quotations q on q.rowid = f.rowid"
        assert connection.execute(query).fetchone() == (text, text, text)


def test_texts_and_paragraphs_are_whole_and_places_lead_into_them(
    opened: Callable[[Material], sqlite3.Connection], hostile: Material
) -> None:
    connection = opened(hostile)
    assert dict(connection.execute("select doc_id, text from texts")) == dict(hostile.texts)
    query = (
        'select q.text, q.start, q."end", p.start, p.text from quotations q join paragraphs p using (doc_id, paragraph)'
    )
    found = connection.execute(query).fetchall()
    assert len(found) == len(hostile.quotations)
    for text, start, end, begin, paragraph in found:
        assert paragraph[start - begin : end - begin] == text


def test_a_query_cuts_the_quotation_out_of_its_text(
    opened: Callable[[Material], sqlite3.Connection], material: Material
) -> None:
    query = (
        'select q.text, substr(t.text, q.start + 1, q."end" - q.start) from quotations q join texts t using (doc_id)'
    )
    found = opened(material).execute(query).fetchall()
    assert len(found) == 10
    assert all(text == cut for text, cut in found)


def test_keys_types_and_checks_are_those_of_the_schema(
    opened: Callable[[Material], sqlite3.Connection], material: Material
) -> None:
    database = sqlite_utils.Database(opened(material))
    for table in sqlite.STORED:
        found = database.table(table.name)
        assert tuple(found.pks) == (table.key or ("rowid",))
        assert {(key.column, key.other_table, key.other_column) for key in found.foreign_keys} == set(
            table.foreign_keys
        )
        by_name = {column.name: column for column in found.columns}
        for column in table.columns:
            assert by_name[column.name].notnull == (column.required or column.type == "list")
            assert f" -- {column.description}" in found.schema
        indexed = {index.columns[0] for index in found.indexes}
        assert {column for column, _, _ in table.foreign_keys} <= indexed


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("update quotations set kind = 'sung'", "CHECK"),
        ("update quotations set score = 1.5", "CHECK"),
        ("update quotations set start = -1", "CHECK"),
        ("update candidates set cue_listed = 2", "CHECK"),
        ("update quotations set text = null", "NOT NULL"),
        ("update quotations set quote_id = 'harbour.q0001'", "UNIQUE"),
        ("update quotations set speaker_id = 'nobody'", "FOREIGN KEY"),
        ("delete from documents", "FOREIGN KEY"),
    ],
)
def test_what_the_schema_forbids_is_refused(
    opened: Callable[[Material], sqlite3.Connection], material: Material, statement: str, complaint: str
) -> None:
    connection = opened(material)
    connection.execute("PRAGMA foreign_keys = on")
    with pytest.raises(sqlite3.IntegrityError, match=complaint):
        connection.execute(statement)


def test_the_file_is_sound(opened: Callable[[Material], sqlite3.Connection], any_material: Material) -> None:
    connection = opened(any_material)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for name in sqlite.SEARCHED:
        connection.execute(f"insert into {name}_fts({name}_fts, rank) values ('integrity-check', 1)")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bell", ["harbour.q0003"]),
        ("BELL promised", ["harbour.q0003"]),
        ('"ring a form"', ["harbour.q0005", "harbour.q0006"]),
        ("notic*", ["harbour.q0001"]),
        ("submarine", []),
    ],
)
def test_quotations_are_searched_by_their_words(
    opened: Callable[[Material], sqlite3.Connection], material: Material, words: str, found: list[str]
) -> None:
    database = sqlite_utils.Database(opened(material))
    assert sorted(row["quote_id"] for row in database.table("quotations").search(words)) == found


def test_texts_are_searched_by_paragraph_in_any_script(
    opened: Callable[[Material], sqlite3.Connection], hostile: Material
) -> None:
    database = sqlite_utils.Database(opened(hostile))
    for words, doc_id in (("عائشة", "scripts"), ("сказала", "письма-भाषा"), ("mayor", "script"), ("bell", "controls")):
        assert [row["doc_id"] for row in database.table("paragraphs").search(words)] == [doc_id]


def test_who_quotes_whom_tells_writers_from_speakers(
    opened: Callable[[Material], sqlite3.Connection], material: Material
) -> None:
    query = "select quoting, quoted, doc_id, n_quotations, n_utterances from who_quotes_whom"
    assert opened(material).execute(query).fetchall() == [
        ("The harbour and the light", "Margaret Oyelaran", "harbour", 2, 2),
        ("The harbour and the light", "the keepers", "harbour", 2, 1),
        ("Margaret Oyelaran", "the keepers", "harbour", 1, 1),
        ("The harbour and the light", "One sailor", "harbour", 1, 1),
        ("The harbour board", "the Gazette", "minutes", 1, 1),
    ]


def test_every_quotation_is_shown_in_its_paragraph(
    opened: Callable[[Material], sqlite3.Connection], any_material: Material
) -> None:
    found = opened(any_material).execute("select quote_id, text, paragraph_text from quotations_in_context").fetchall()
    assert sorted(row[0] for row in found) == sorted(row.quote_id for row in any_material.quotations)
    assert all(text in paragraph for _, text, paragraph in found)


def test_nothing_in_the_file_says_where_or_when_it_was_made(exported: Exported, material: Material) -> None:
    folder = exported("sqlite", material)
    content = (folder / sqlite.FILE).read_bytes()
    assert str(folder).encode() not in content
    assert int.from_bytes(content[16:18], "big") == 4096


def changed(material: Material, name: str, **others: Any) -> Material:
    """The material with the first row of a table changed, as by a hand in the CSV."""
    first, *rest = material.rows[name]
    return replace(material, rows={**material.rows, name: [replace(first, **others), *rest]})


@pytest.mark.parametrize(
    ("name", "others", "said"),
    [
        ("quotations", {"kind": "sung"}, "quotations.csv is not as it should be (CHECK"),
        ("quotations", {"quote_id": "harbour.q0002"}, "quotations.csv is not as it should be (UNIQUE"),
        ("quotations", {"speaker_id": "nobody"}, "quotations.csv, row 1: what it refers to is not in speakers.csv"),
        ("documents", {"doc_id": "minutes"}, "documents.csv is not as it should be (UNIQUE"),
    ],
)
def test_tables_that_a_hand_has_broken_are_refused_in_a_line(
    material: Material, name: str, others: dict[str, Any], said: str
) -> None:
    with pytest.raises(TableError) as caught, closing(sqlite3.connect(":memory:")) as connection:
        sqlite.write_database(changed(material, name, **others), connection)
    assert said in str(caught.value)
    assert str(caught.value).endswith("run `quoth tables` again")


def test_what_sqlite_says_when_it_cannot_write_is_passed_on_with_the_file(
    material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_material: Material, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1")
        connection.execute("create table t (a)")
        connection.execute("create table u (a)")

    monkeypatch.setattr(sqlite, "write_database", refuse)
    with pytest.raises(OSError, match="full") as caught:
        list(sqlite.export(material, tmp_path))
    assert caught.value.filename == str(tmp_path / sqlite.FILE)
    assert list(tmp_path.iterdir()) == []
