"""The files of the tables: counted and summed up on the way, in their places all at once."""

import hashlib
from pathlib import Path

import pytest

from pipeline.schema import KEYTERMS, PROBLEMS
from pipeline.stages.tablefiles import table_files

TABLES = (KEYTERMS, PROBLEMS)
HEADER = b"doc_id,rank,term,score,n_occurrences\n"


def test_a_table_is_its_header_and_what_was_added(tmp_path: Path) -> None:
    with table_files(tmp_path, TABLES) as files:
        files["keyterms"].add_lines(b"a,1,x,1,1\na,2,y,1,1\n", 2)
        files["keyterms"].add_each(f"b,{number},é,1,1\n" for number in range(2_500))
        facts = files["keyterms"].facts()
        assert not (tmp_path / "keyterms.csv").exists()
    content = (tmp_path / "keyterms.csv").read_bytes()
    assert content.startswith(HEADER + b"a,1,x,1,1\na,2,y,1,1\nb,0,")
    assert content.count(b"\n") == 1 + 2 + 2_500
    assert (facts.rows, facts.size, facts.sha256) == (2_502, len(content), hashlib.sha256(content).hexdigest())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keyterms.csv", "problems.csv"]


def test_where_something_goes_wrong_no_table_is_another(tmp_path: Path) -> None:
    (tmp_path / "keyterms.csv").write_bytes(b"old")
    with pytest.raises(TypeError), table_files(tmp_path, TABLES) as files:
        files["keyterms"].add_each(["a,1,x,1,1\n", 7])  # type: ignore[list-item]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"keyterms.csv": b"old"}


@pytest.mark.parametrize("old", [b"", HEADER[:-1], HEADER[:-1] + b" ", HEADER + b"a,1,x,1,1\n"])
def test_whatever_else_was_there_is_replaced(tmp_path: Path, old: bytes) -> None:
    (tmp_path / "keyterms.csv").write_bytes(old)
    with table_files(tmp_path, TABLES):
        pass
    assert (tmp_path / "keyterms.csv").read_bytes() == HEADER


def test_a_file_that_would_be_the_same_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "keyterms.csv").write_bytes(HEADER)
    before = (tmp_path / "keyterms.csv").stat()
    with table_files(tmp_path, TABLES):
        pass
    after = (tmp_path / "keyterms.csv").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
