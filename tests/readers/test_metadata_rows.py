"""Rows are written into the table of a person, of which nothing else changes."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.readers.metadata_rows import with_rows


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"", b"path,title,author,date,source,language\nb.txt,,Lund,,,\n", id="no table"),
        pytest.param(b"\n\n", b"path,title,author,date,source,language\nb.txt,,Lund,,,\n", id="an empty one"),
        pytest.param(b"path,author\na.txt,Hale\n", b"path,author\na.txt,Hale\nb.txt,Lund\n", id="a row more"),
        pytest.param(b"path,author\na.txt,Hale", b"path,author\na.txt,Hale\nb.txt,Lund\n", id="no last line end"),
        pytest.param(b"path,title\r\na.txt,A\r\n", b"path,title,author\r\na.txt,A\r\nb.txt,,Lund\r\n", id="CRLF"),
        pytest.param(b"path,title\ra.txt,A\r", b"path,title,author\ra.txt,A\rb.txt,,Lund\r", id="CR"),
        pytest.param(
            b"\xef\xbb\xbfpath;author\na.txt;Hale\n",
            b"\xef\xbb\xbfpath;author\na.txt;Hale\nb.txt;Lund\n",
            id="a byte order mark and semicolons",
        ),
        pytest.param(
            b'Author,shelf,PATH\n"Hale, ""T.""","X 1",a.txt\n\n',
            b'Author,shelf,PATH\n"Hale, ""T.""","X 1",a.txt\n\nLund,,b.txt\n',
            id="other columns, capitals, an empty line",
        ),
        pytest.param(
            b'path,author,shelf\n./b.txt,,"X\n1"\na.txt,,\n',
            b'path,author,shelf\n./b.txt,Lund,"X\n1"\na.txt,,\n',
            id="a row that is there",
        ),
        pytest.param(
            "path,author\né.txt,Hälé\n".encode("cp1252"),
            "path,author\né.txt,Hälé\nb.txt,Lund\n".encode("cp1252"),
            id="an old encoding",
        ),
        pytest.param(
            "path,author\na.txt,Ł\n".encode("utf-16"),
            "path,author\na.txt,Ł\nb.txt,Lund\n".encode("utf-16"),
            id="UTF-16",
        ),
    ],
)
def test_a_row_is_added_and_all_else_stays(before: bytes, after: bytes) -> None:
    assert with_rows(before, {"b.txt": {"author": "Lund", "title": ""}}) == after


def test_of_two_rows_on_a_text_the_first_which_counts_is_changed() -> None:
    changed = with_rows(b"path,author\nb.txt,\nb.txt,Hale\n", {"b.txt": {"author": "Lund"}})
    assert changed == b"path,author\nb.txt,Lund\nb.txt,Hale\n"


def test_nothing_to_write_changes_no_byte() -> None:
    table = b'\xef\xbb\xbf"path";x\r\na.txt;1'
    assert with_rows(table, {}) == table


@pytest.mark.parametrize("value", ["=cmd()", "+1", "-1", "@x", 'a "b", c', "a;b", "Łódź 🌉", "\u202eabc", " x"])
def test_what_is_written_is_read_again_and_no_spreadsheet_calculates_it(value: str) -> None:
    changed = with_rows(b"", {"b.txt": {"title": value}}).decode("utf-8")
    _, row = csv.reader(io.StringIO(changed))
    assert row[1].lstrip("'") == value
    assert not row[1].startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (b"title,author\n", "one of them should be `path`"),
        (b'path,author\n"a.txt,Hale\n', "check the quotation marks there"),
        (b"\x89PNG\r\n\x1a\n\x00", "cannot be written to, and nothing was added"),
        ("path,author\né.txt,Hélène Müller à Zürich\n".encode("cp1252"), "it is in cp1252, which has no 'Ł'"),
        ("path,author\n“é”–äöü.txt,".encode() + b"\xff\n", "some of its bytes are no letters"),
    ],
)
def test_a_table_that_cannot_be_added_to_is_left_as_it_is(table: bytes, said: str) -> None:
    with pytest.raises(InputError, match=r"metadata\.csv cannot be written to") as caught:
        with_rows(table, {"b.txt": {"author": "Łucja"}})
    assert said in str(caught.value)


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)


@given(
    st.lists(st.tuples(CELLS, CELLS), max_size=4), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"])
)
def test_any_table_is_a_beginning_of_what_it_becomes(rows: list[tuple[str, str]], separator: str, end: str) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator=end)
    writer.writerows([("path", "author", "own column"), *((f"{n}.txt", *row) for n, row in enumerate(rows))])
    before = stream.getvalue().encode()
    assert (
        with_rows(before, {"new.txt": {"author": "Lund"}})
        == before + f"new.txt{separator}Lund{separator}{end}".encode()
    )
