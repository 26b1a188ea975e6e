import csv
import dataclasses
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import schema, store
from pipeline.errors import MissingStageError, TableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    name: str
    count: int
    place: int | None
    score: float | None
    sure: bool
    aliases: tuple[str, ...]


# Whatever UTF-8 can hold: line ends, quotation marks, NUL and separators too.
any_text = st.text(st.characters(exclude_categories=["Cs"]))
rows = st.builds(
    Row,
    name=any_text,
    count=st.integers(-(10**9), 10**9),
    place=st.none() | st.integers(0, 10**9),
    score=st.none() | st.sampled_from([0.0, 0.5, 0.9123, 1.0]),
    sure=st.booleans(),
    aliases=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=3).map(tuple),
)
PLAIN = Row(name="Ada", count=1, place=None, score=None, sure=True, aliases=())


@given(st.lists(rows, max_size=4))
def test_records_survive_the_way_to_a_file_and_back(written: list[Row]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        store.write_records(path, Row, written)
        assert store.read_records(path, Row, made_by="tables") == written


@given(st.lists(rows, max_size=3))
def test_other_readers_of_csv_see_the_same_rows(written: list[Row]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        store.write_records(path, Row, written)
        with path.open(encoding="utf-8", newline="") as stream:
            found = list(csv.DictReader(stream))
    assert [row["name"] for row in found] == [row.name for row in written]


@given(any_text)
def test_a_text_survives_to_the_character(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        store.write_text(path, text)
        assert store.read_text(path, made_by="ingest") == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (0.5, "0.5"),
        (2 / 3, "0.6667"),
        ((), ""),
        (("one", "two"), "one|two"),
        (("AC|DC", "C:\\"), "AC\\|DC|C:\\\\"),
    ],
)
def test_a_value_as_a_cell(value: object, cell: str) -> None:
    assert store.to_cell(value) == cell


def test_a_table_is_utf_8_with_line_feeds_and_a_header(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    store.write_records(path, Row, [PLAIN, Row(name="“Zoë”", count=2, place=0, score=1, sure=False, aliases=("Z",))])
    expected = "name,count,place,score,sure,aliases\nAda,1,,,true,\n“Zoë”,2,0,1,false,Z\n"
    assert path.read_bytes() == expected.encode("utf-8")


def test_a_name_that_is_not_utf_8_is_written_and_stops_nothing(tmp_path: Path) -> None:
    # os.fsdecode gives half characters for a file name in Latin-1 on a system of UTF-8.
    store.write_rows(tmp_path / "rows.csv", ["path"], [["caf\udce9.txt"]])
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8") == "path\ncaf\\udce9.txt\n"


def test_a_cell_may_be_as_long_as_a_text(tmp_path: Path) -> None:
    long = Row(name="word " * 50_000, count=1, place=None, score=None, sure=True, aliases=())
    before = csv.field_size_limit()
    store.write_records(tmp_path / "rows.csv", Row, [long])
    assert store.read_records(tmp_path / "rows.csv", Row, made_by="tables") == [long]
    assert csv.field_size_limit() == before


def test_a_missing_file_names_the_stage_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(MissingStageError, match=r"rows\.csv is missing: run `quoth extract` \(or `make all`\) first"):
        store.read_records(tmp_path / "rows.csv", Row, made_by="extract")
    with pytest.raises(MissingStageError, match=r"one\.txt is missing: run `quoth ingest`"):
        store.read_text(tmp_path / "one.txt", made_by="ingest")


HEADER = b"name,count,place,score,sure,aliases\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the columns are not those of this version"),
        (b"name,count\nAda,1\n", "the columns are not those of this version"),
        (HEADER + b"Ada,one,,,true,\n", "row 1: invalid literal"),
        (HEADER + b"Ada,1,,,true,\nBo,1,,,maybe,\n", "row 2: 'maybe' is neither true nor false"),
        (HEADER + b"Ada,1,,,true\n", "row 1: 5 cells, and there are 6 columns"),
        (HEADER + b"Ada,1,,,true,,,\n", "row 1: 8 cells, and there are 6 columns"),
        (HEADER + "Zoë,1,,,true,\n".encode("latin-1"), "is not a CSV table in UTF-8"),
    ],
)
def test_a_table_changed_by_hand_is_an_error_that_says_where(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(TableError) as caught:
        store.read_records(path, Row, made_by="tables")
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize("cell", ["", "a\nb", "x" * 200_000, "“é”\r"])
def test_a_stored_table_can_be_gone_through_again_and_again(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "rows.csv"
    rows = [PLAIN, dataclasses.replace(PLAIN, name=cell)]
    store.write_records(path, Row, rows)
    stored = store.Stored(path=path, record_type=Row, made_by="tables")
    assert list(stored) == list(stored) == rows
    # Another table is read between two rows of one with long cells.
    assert [store.read_records(path, Row, made_by="tables") for _ in stored] == [rows, rows]
    first = store.field_names(Row)[:2]
    assert list(stored.where(first, lambda name, _: name == cell)) == [row for row in rows if row.name == cell]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the columns are not those of this version; run `quoth tables` again"),
        (HEADER + b"Ada,1,,,true,\nBo,1,,,maybe,\n", "row 2: 'maybe' is neither true nor false"),
        (HEADER + b"Ada,1,,,true\n", "row 1: 5 cells, and there are 6 columns"),
        (HEADER + "Zoë,1,,,true,\n".encode("latin-1"), "is not a CSV table in UTF-8"),
    ],
)
def test_a_stored_table_changed_by_hand_is_an_error_that_says_where(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(TableError) as caught:
        list(store.Stored(path=path, record_type=Row, made_by="tables"))
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_stored_table_that_is_not_there_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(MissingStageError, match="run `quoth tables`"):
        list(store.Stored(path=tmp_path / "rows.csv", record_type=Row, made_by="tables"))


def test_what_stops_halfway_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    store.write_records(path, Row, [PLAIN])
    before = path.read_bytes()

    def broken() -> Any:
        yield PLAIN
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.write_records(path, Row, broken())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_as_long_as_the_file_system_allows_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 251 + ".txt")
    store.write_text(path, "words")
    assert store.read_text(path, made_by="ingest") == "words"


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_a_table_of_the_schema_has_the_fields_of_its_record(table: schema.Table) -> None:
    assert [column.name for column in table.columns] == store.field_names(table.record)
