"""What lies in the corpus: texts, what is stated about them, and what is of no use."""

import os
import sys
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.readers.corpus import Corpus, display_name, read_content, survey
from pipeline.readers.reading import UnreadableError

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes any bytes as a name")


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.", encoding="utf-8")
    return folder


def texts(corpus: Corpus) -> dict[str, str]:
    return {text.name: text.doc_id for text in corpus.texts}


def problems(corpus: Corpus) -> list[tuple[str, str]]:
    return sorted((problem.path, problem.code) for problem in corpus.problems)


def test_texts_are_found_in_folders_too_and_come_in_order_of_id(tmp_path: Path) -> None:
    corpus = survey(make(tmp_path, "b.txt", "Å propos.MD", "letters/1905/to ford.TXT", "a.txt"))
    assert [(text.name, text.doc_id) for text in corpus.texts] == [
        ("a.txt", "a"),
        ("Å propos.MD", "a-propos"),
        ("b.txt", "b"),
        ("letters/1905/to ford.TXT", "letters-1905-to-ford"),
    ]
    assert corpus.problems == ()
    assert all(text.path.read_text(encoding="utf-8") == "Words." for text in corpus.texts)


def test_tables_sidecars_hidden_files_and_litter_are_no_texts_and_no_problems(tmp_path: Path) -> None:
    made = ["metadata.csv", "people.csv", "corrections.csv", "a.yaml", "sub/b.yaml"]
    passed_over = [
        ".a.txt",
        ".git/a.txt",
        "sub/.x/a.txt",
        "Thumbs.db",
        "~$a.txt",
        "__MACOSX/a.txt",
        "README.md",
        "sub/readme.txt",
    ]
    corpus = survey(make(tmp_path, *made, *passed_over))
    assert (corpus.texts, corpus.problems) == ((), ())
    assert [file.name for file in corpus.tables] == ["corrections.csv", "metadata.csv", "people.csv"]
    assert [file.name for file in corpus.sidecars] == ["a.yaml", "sub/b.yaml"]


def test_a_folder_may_be_called_like_a_text_or_a_readme(tmp_path: Path) -> None:
    corpus = survey(make(tmp_path, "essay.txt/inner.txt", "readme/inner.txt"))
    assert texts(corpus) == {"essay.txt/inner.txt": "essay-txt-inner", "readme/inner.txt": "readme-inner"}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("essay.djvu", "files ending in .djvu are not read: save it as ."),
        ("essay", "a file without a suffix is not read"),
        ("essay.txt~", "files ending in .txt~"),
        ("essay.yml", "rename it"),
        ("letters/metadata.csv", "top of the corpus"),
        ("letters/People.csv", "where its name is people.csv, in small letters"),
        ("review.csv", "save it as corrections.csv"),
        ("letters/roster.csv", "save it as people.csv"),
    ],
)
def test_other_files_are_told(tmp_path: Path, name: str, words: str) -> None:
    corpus = survey(make(tmp_path, name))
    assert problems(corpus) == [(name, "unknown_suffix")]
    assert words in corpus.problems[0].message


def test_two_names_that_come_to_one_id_are_both_read_and_told(tmp_path: Path) -> None:
    corpus = survey(make(tmp_path, "ford.md", "ford.txt", "letters/ford.txt"))
    assert texts(corpus) == {"ford.md": "ford", "ford.txt": "ford-2", "letters/ford.txt": "letters-ford"}
    [problem] = corpus.problems
    assert (problem.path, problem.doc_id, problem.code) == ("ford.txt", "ford-2", "duplicate_id")
    assert "ford.md" in problem.message


@LINKS
def test_links_are_followed_to_files_inside_the_corpus_alone(tmp_path: Path) -> None:
    outside = make(tmp_path / "outside", "secret.txt", "sub/secret.txt")
    folder = make(tmp_path / "corpus", "a.txt", "sub/b.txt")
    for name, target in {
        "inside.txt": "a.txt",
        "secret.txt": str(outside / "secret.txt"),
        "relative.txt": "../outside/secret.txt",
        "dangling.txt": "nowhere.txt",
        "loop.txt": "loop.txt",
        "folder": str(outside / "sub"),
        "round": ".",
        "metadata.csv": str(outside / "secret.txt"),
        "a.yaml": str(outside / "secret.txt"),
    }.items():
        (folder / name).symlink_to(target)
    corpus = survey(folder)
    assert set(texts(corpus)) == {"a.txt", "inside.txt", "sub/b.txt"}
    assert (corpus.tables, corpus.sidecars) == ((), ())
    refused = ["a.yaml", "dangling.txt", "folder", "loop.txt", "metadata.csv", "relative.txt", "round", "secret.txt"]
    assert problems(corpus) == [(name, "link") for name in refused]


@LINKS
def test_the_corpus_itself_may_be_a_link(tmp_path: Path) -> None:
    make(tmp_path / "real", "a.txt")
    (tmp_path / "corpus").symlink_to("real")
    assert texts(survey(tmp_path / "corpus")) == {"a.txt": "a"}


@LINKS
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    corpus = survey(tmp_path)
    assert (texts(corpus), problems(corpus)) == ({}, [("pipe.txt", "not_a_file")])


@LINUX
@pytest.mark.parametrize(
    ("raw", "name", "doc_id"),
    [
        (b"caf\xe9.txt", "caf\\xe9.txt", "caf-xe9"),
        (b"two\nlines\r.txt", "two\\nlines\\r.txt", "two-nlines-r"),
        ("e\u0301te\u0301.txt".encode(), "été.txt", "ete"),
    ],
)
def test_any_name_can_be_written_to_a_table(tmp_path: Path, raw: bytes, name: str, doc_id: str) -> None:
    make(tmp_path, os.fsdecode(raw))
    corpus = survey(tmp_path)
    assert texts(corpus) == {name: doc_id}
    assert read_content(corpus.texts[0].path) == b"Words."


@LINUX
def test_two_files_that_look_alike_are_both_kept(tmp_path: Path) -> None:
    corpus = survey(make(tmp_path, "\u00e9.txt", "e\u0301.txt"))
    assert [(text.name, text.doc_id) for text in corpus.texts] == [("é.txt", "e"), ("é.txt", "e-2")]


def test_a_name_is_relative_to_the_corpus_with_slashes(tmp_path: Path) -> None:
    assert display_name(tmp_path / "sub" / "a b.txt", tmp_path) == "sub/a b.txt"


def test_a_folder_that_cannot_be_opened_is_told_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a.txt", "closed/b.txt")
    scandir = os.scandir

    def refusing(path: str) -> object:
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    corpus = survey(tmp_path)
    assert (texts(corpus), problems(corpus)) == ({"a.txt": "a"}, [("closed", "unreadable")])


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refusing)
    with pytest.raises(UnreadableError, match=r"permission denied.*check its permissions") as caught:
        read_content(tmp_path / "a.txt")
    assert [notice.code for notice in caught.value.notices] == ["unreadable"]
    assert str(tmp_path) not in caught.value.notices[0].message


def test_a_corpus_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"is not there: make a folder and put your texts \(.*\.md, .* or \.\w+\) into it"
    ):
        survey(tmp_path / "corpus")


def test_a_corpus_that_is_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a file"):
        survey(make(tmp_path, "a.txt") / "a.txt")


def test_a_corpus_that_cannot_be_opened_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refusing)
    with pytest.raises(InputError, match="check its permissions"):
        survey(tmp_path)
