"""What is kept of each document: whole or not at all, by document, and found again."""

import sqlite3
from pathlib import Path

import pytest

from pipeline.errors import StorageError
from pipeline.findings import FILE, NO_ROWS, Rows, open_findings

TWO = Rows(content=b"a,1\nb,2\n", count=2)
ONE = Rows(content="“c”,3\n".encode(), count=1)


def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with open_findings(tmp_path / "new" / "folder") as findings:
        findings.keep("extract", "tides", "k1", {"quotations": TWO, "mentions": NO_ROWS})
        findings.keep("extract", "bells", "k2", {"quotations": ONE})
    with open_findings(tmp_path / "new" / "folder") as findings:
        assert findings.keys("extract") == {"bells": "k2", "tides": "k1"}
        assert findings.keys("attribute") == {}
        assert list(findings.each("quotations")) == [("bells", ONE), ("tides", TWO)]
        assert findings.rows("mentions", "tides") == findings.rows("mentions", "bells") == NO_ROWS
        assert findings.count("quotations") == 3
        assert findings.count("nothing") == 0


def test_new_findings_take_the_place_of_the_old(tmp_path: Path) -> None:
    with open_findings(tmp_path) as findings:
        findings.keep("extract", "tides", "k1", {"quotations": TWO})
        findings.keep("extract", "tides", "k2", {"quotations": ONE})
        assert findings.keys("extract") == {"tides": "k2"}
        assert findings.rows("quotations", "tides") == ONE


def test_what_is_forgotten_is_gone_and_nothing_else(tmp_path: Path) -> None:
    with open_findings(tmp_path) as findings:
        findings.keep("extract", "tides", "k1", {"quotations": TWO})
        findings.keep("attribute", "tides", "k2", {"attributions": TWO})
        findings.keep("extract", "bells", "k3", {"quotations": ONE})
        findings.forget("extract", ["quotations"], ["tides", "never"])
        assert findings.keys("extract") == {"bells": "k3"}
        assert [doc_id for doc_id, _ in findings.each("quotations")] == ["bells"]
        assert findings.rows("attributions", "tides") == TWO


def test_a_table_is_replaced_as_a_whole(tmp_path: Path) -> None:
    with open_findings(tmp_path) as findings:
        findings.replace("quotations", {"tides": TWO, "bells": ONE})
        findings.replace("quotations", {"bells": TWO})
        assert list(findings.each("quotations")) == [("bells", TWO)]


def test_documents_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    names = ["z", "a", "é", "a-b", "a.b", "Z", "\U0001d504", "\uffee"]
    with open_findings(tmp_path) as findings:
        findings.replace("quotations", dict.fromkeys(names, ONE))
        assert [doc_id for doc_id, _ in findings.each("quotations")] == sorted(names)


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be taken for one" * 40, b"SQLite format 3\x00"]
)
def test_a_damaged_file_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with open_findings(tmp_path) as findings:
        assert findings.keys("extract") == {}
        findings.keep("extract", "tides", "k1", {"quotations": TWO})
    with open_findings(tmp_path) as findings:
        assert findings.rows("quotations", "tides") == TWO


def test_an_error_half_way_leaves_what_was_there(tmp_path: Path) -> None:
    broken = Rows(content=None, count=1)  # type: ignore[arg-type]
    with open_findings(tmp_path) as findings:
        findings.keep("extract", "tides", "k1", {"quotations": TWO})
        with pytest.raises(sqlite3.IntegrityError):
            findings.keep("extract", "tides", "k2", {"quotations": ONE, "mentions": broken})
        assert findings.keys("extract") == {"tides": "k1"}
        assert findings.rows("quotations", "tides") == TWO


def test_another_that_writes_is_a_clear_error(tmp_path: Path) -> None:
    def keep() -> None:
        with open_findings(tmp_path) as findings:
            findings.connection.execute("PRAGMA busy_timeout = 1")
            findings.keep("extract", "tides", "k1", {})

    keep()
    other = sqlite3.connect(tmp_path / FILE)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageError, match="locked"):
        keep()
    other.close()
