"""Files too large to hold: their encoding is found as that of a small one, and lines that went wrong come again."""

from pathlib import Path

import pytest

from pipeline.readers import streams
from pipeline.readers.decode import decode
from pipeline.readers.reading import UnreadableError
from pipeline.readers.streams import TooLongError, find_encoding, open_text


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_CHUNK", 64)


def write(folder: Path, content: bytes) -> Path:
    path = folder / "news.csv"
    path.write_bytes(content)
    return path


PLAIN = b"The bridge was opened on a Sunday.\n" * 10
OLD = "Zoë’s café on the quay was “closed”, said the naïve Mr. Müller.\n".encode("cp1252")


@pytest.mark.parametrize(
    ("content", "encoding", "codes"),
    [
        pytest.param(b"", "utf-8", [], id="empty"),
        pytest.param(PLAIN, "utf-8", [], id="ascii"),
        pytest.param("橋".encode() * 100, "utf-8", [], id="letters over the edge of a piece"),
        pytest.param(b"\xef\xbb\xbf" + PLAIN, "utf-8-sig", [], id="byte order mark"),
        pytest.param("Łódź\n".encode("utf-16"), "utf-16", [], id="UTF-16"),
        pytest.param(PLAIN + OLD, "cp1252", ["encoding_guessed"], id="an old encoding far down"),
    ],
)
@pytest.mark.usefixtures("small_pieces")
def test_the_encoding_is_found_a_piece_at_a_time(
    tmp_path: Path, content: bytes, encoding: str, codes: list[str]
) -> None:
    found, notices = find_encoding(write(tmp_path, content))
    assert (found, [notice.code for notice in notices]) == (encoding, codes)


def test_a_small_file_is_read_as_decode_reads_it(tmp_path: Path) -> None:
    found, notices = find_encoding(write(tmp_path, OLD))
    decoded = decode(OLD)
    assert (found, notices) == (decoded.encoding, decoded.notices)


@pytest.mark.usefixtures("small_pieces")
def test_the_line_of_a_broken_byte_is_counted_from_the_top(tmp_path: Path) -> None:
    _, (notice,) = find_encoding(write(tmp_path, PLAIN + "é".encode() * 20 + b"\xe9\n"))
    assert notice.code == "bytes_replaced"
    assert "the first in line 11," in notice.message


@pytest.mark.parametrize("content", [b"a\0b", PLAIN + b"\0"])
@pytest.mark.usefixtures("small_pieces")
def test_nul_bytes_are_no_text(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableError, match="NUL bytes"):
        find_encoding(write(tmp_path, content))


def test_a_file_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="it cannot be opened"):
        find_encoding(tmp_path / "news.csv")
    with pytest.raises(UnreadableError, match="it cannot be opened"), open_text(tmp_path / "x", "utf-8", newline=""):
        pass


def test_lines_that_were_taken_for_a_row_come_again_but_for_the_first(tmp_path: Path) -> None:
    with open_text(write(tmp_path, b"1\n2\n3\n4\n"), "utf-8", newline="") as lines:
        assert next(lines) == "1\n"
        lines.begin_row()
        assert [next(lines), next(lines)] == ["2\n", "3\n"]
        lines.put_back()
        assert lines.number == 2
        assert list(lines) == ["3\n", "4\n"]
        assert lines.number == 4


def test_a_line_without_end_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "LONGEST", 100)
    with open_text(write(tmp_path, b"a" * 1000 + b"\nb\n"), "utf-8", newline="") as lines:
        with pytest.raises(TooLongError):
            next(lines)
        lines.begin_row()
        assert next(lines) == "b\n"
        assert lines.number == 2
