"""What metadata.csv and the sidecars state, and what of it cannot be used."""

from pathlib import Path

import pytest

from pipeline.readers.corpus import survey
from pipeline.readers.metadata import Stated, read_stated, title_from_name
from pipeline.readers.reading import NOTHING_STATED, Metadata


def stated(folder: Path, files: dict[str, str | bytes]) -> Stated:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return read_stated(survey(folder))


def test_a_row_is_about_the_text_of_its_path(tmp_path: Path) -> None:
    table = "path,title,author,shelf\nford.txt,My life,H. Ford,3\nletters/to ford.txt,,A. Sloan,\n"
    result = stated(tmp_path, {"metadata.csv": table, "ford.txt": "", "letters/to ford.txt": "", "other.txt": ""})
    assert result.about("ford.txt") == Metadata(title="My life", author="H. Ford")
    assert result.about("letters/to ford.txt") == Metadata(author="A. Sloan")
    assert result.about("other.txt") == NOTHING_STATED
    assert result.problems == ()


def test_the_table_goes_before_the_sidecar_field_by_field(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "metadata.csv": "path,title,date\nford.txt,From the table,\n",
        "ford.yaml": "title: From the sidecar\ndate: 1922\nsource: A paper",
        "ford.txt": "",
    }
    assert stated(tmp_path, files).about("ford.txt") == Metadata(title="From the table", date="1922", source="A paper")


def test_a_sidecar_is_about_every_text_of_its_name_beside_it(tmp_path: Path) -> None:
    result = stated(tmp_path, {"a.yaml": "author: Me", "a.txt": "", "a.md": "", "sub/a.txt": ""})
    assert [result.about(name).author for name in ("a.txt", "a.md", "sub/a.txt")] == ["Me", "Me", ""]


@pytest.mark.parametrize(
    "table",
    [
        "path,title\r\nété.txt,Summer\r\n",
        "\ufeffpath,title\nété.txt,Summer\n",  # Excel's "CSV UTF-8"
        "path;title\nété.txt;Summer\n",  # Excel set to a country with decimal commas
        "path\ttitle\nété.txt\tSummer\n",
        " Path , TITLE \n ./été.txt , Summer ,,\n,,\n",
        'path,title\n"e\u0301te\u0301.txt","Summer"\n',  # a path typed on a Mac
        "title,path\nSummer,.\\été.txt\n",
        "path,title\nété.txt,Summer",
    ],
)
def test_tables_are_read_as_spreadsheets_and_people_write_them(tmp_path: Path, table: str) -> None:
    result = stated(tmp_path, {"metadata.csv": table, "été.txt": ""})
    assert (result.about("été.txt"), result.problems) == (Metadata(title="Summer"), ())


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        ("path,title\na.txt,A\nb.txt,B\n", "metadata_without_text", "line 3: there is no text b.txt"),
        ("path,title\na.txt,A\na.txt,B\n", "metadata", "line 3: there is a row about a.txt above"),
        ("path,title\na.txt,A\n,B\n", "metadata", "line 3: the row names no text"),
        ("path,title\na.txt,A\nb.txt,My life, and work\n", "metadata", "line 3 has more cells"),
        ('path,title\na.txt,A\nb.txt,"My life\n', "metadata", "check the quotation marks"),
        ('path,title\na.txt,A\nb.txt,"My" life\n', "metadata", "line 3 and what follows"),
        ("path,title,language\na.txt,A,English\n", "metadata", "line 2: language"),
        ('path,title\na.txt,A\n"b\nc.txt",B\n', "metadata_without_text", "there is no text b c.txt"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_others_count(
    tmp_path: Path, table: str, code: str, words: str
) -> None:
    result = stated(tmp_path, {"metadata.csv": table, "a.txt": ""})
    assert result.about("a.txt") == Metadata(title="A")
    [problem] = result.problems
    assert (problem.path, problem.code) == ("metadata.csv", code)
    assert words in problem.message
    assert "\n" not in problem.message


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        (b"", "metadata", "one of them should be `path`"),
        (b"file,title\na.txt,A\n", "metadata", "one of them should be `path`"),
        (b"a.txt,A\n", "metadata", "its first line should name its columns"),
        (b"PK\x03\x04\x00\x00", "binary", "zip archive"),
        (b'path,title\na.txt,"A\n', "metadata", "cannot be read"),
    ],
)
def test_a_table_that_cannot_be_used_is_told(tmp_path: Path, table: bytes, code: str, words: str) -> None:
    result = stated(tmp_path, {"metadata.csv": table, "a.txt": ""})
    assert result.about("a.txt") == NOTHING_STATED
    assert [(problem.path, problem.code) for problem in result.problems] == [("metadata.csv", code)]
    assert words in result.problems[0].message


def test_a_table_in_another_encoding_is_read_and_told(tmp_path: Path) -> None:
    table = "path,author\na.txt,Señor Núñez\n".encode("cp1252")
    result = stated(tmp_path, {"metadata.csv": table, "a.txt": ""})
    assert result.about("a.txt") == Metadata(author="Señor Núñez")
    assert [problem.code for problem in result.problems] == ["encoding_guessed"]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("title: Foo: bar", ["metadata"]),
        ("only words", ["metadata"]),
        (b"\x00", ["binary"]),
        ("language: English", ["metadata"]),
        ("", []),
    ],
)
def test_a_sidecar_that_cannot_be_used_is_told(tmp_path: Path, content: str | bytes, codes: list[str]) -> None:
    result = stated(tmp_path, {"a.yaml": content, "a.txt": ""})
    assert result.about("a.txt") == NOTHING_STATED
    assert [(problem.path, problem.code) for problem in result.problems] == [("a.yaml", code) for code in codes]


def test_a_sidecar_without_a_text_is_told(tmp_path: Path) -> None:
    result = stated(tmp_path, {"sub/a.yaml": "title: A", "a.txt": ""})
    assert [(problem.path, problem.code) for problem in result.problems] == [("sub/a.yaml", "metadata_without_text")]


def test_files_that_cannot_be_opened_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("metadata.csv", "a.yaml", "a.txt"):
        (tmp_path / name).write_text("", encoding="utf-8")
    corpus = survey(tmp_path)

    def refusing(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refusing)
    assert [(problem.path, problem.code) for problem in read_stated(corpus).problems] == [
        ("a.yaml", "unreadable"),
        ("metadata.csv", "unreadable"),
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("permanent-revolution.txt", "Permanent revolution"),
        ("letters/to_mr__ford.md", "To mr ford"),
        ("NEP in Russia.txt", "NEP in Russia"),
        ("été.txt", "Été"),
        ("--.txt", "--.txt"),
    ],
)
def test_a_title_is_made_of_the_name(name: str, title: str) -> None:
    assert title_from_name(name) == title
