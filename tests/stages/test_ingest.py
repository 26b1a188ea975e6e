"""Ingest writes the texts, their tables and what was met, and only what it has to."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import store
from pipeline.errors import InputError
from pipeline.records import Document, Problem
from pipeline.settings import Columns, Settings
from pipeline.stages import interim
from pipeline.stages.base import Advance, StageReport
from pipeline.stages.executors import Workers
from pipeline.stages.ingest import run


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "outputs")


def put(settings: Settings, name: str, content: str | bytes) -> Path:
    path = settings.corpus / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def ingest(settings: Settings) -> StageReport:
    said: list[str] = []
    return run(settings, say=said.append)


def documents(settings: Settings) -> dict[str, Document]:
    return {document.doc_id: document for document in interim.DOCUMENTS.read(settings)}


def problems(settings: Settings) -> list[tuple[str, str, str]]:
    rows: list[Problem] = interim.INGEST_PROBLEMS.read(settings)
    assert {row.stage for row in rows} <= {"ingest"}
    return [(row.path, row.doc_id, row.code) for row in rows]


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_texts_and_tables_are_written(settings: Settings) -> None:
    put(settings, "b.txt", "One “two”.\r\n\r\nThree, he said.")
    put(settings, "a.md", "---\ntitle: The first\n---\n# Head\n\n> It *ends*.")
    assert ingest(settings) == StageReport(
        stage="ingest", counts={"documents": 2, "paragraphs": 4, "words": 8}, problems=0
    )
    assert interim.read_doc_text(settings, "b") == "One “two”.\n\nThree, he said."
    assert interim.read_doc_text(settings, "a") == "Head\n\nIt ends.\n"
    assert [(document.doc_id, document.title) for document in interim.DOCUMENTS.read(settings)] == [
        ("a", "The first"),
        ("b", "B"),
    ]
    paragraphs = [
        (row.doc_id, row.kind, interim.read_doc_text(settings, row.doc_id)[row.start : row.end])
        for row in interim.PARAGRAPHS.read(settings)
    ]
    assert paragraphs == [
        ("a", "heading", "Head"),
        ("a", "block", "It ends."),
        ("b", "body", "One “two”."),
        ("b", "body", "Three, he said."),
    ]
    assert problems(settings) == []


def test_bad_files_are_rows_and_the_others_are_read(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    put(settings, "scan.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3")
    put(settings, "empty.txt", b"")
    put(settings, "noise.txt", bytes((n * 151 + n // 7 * 89) % 128 + 128 for n in range(3000)))
    put(settings, "latin.txt", "It’s the Señor’s café.".encode("cp1252"))
    put(settings, "essay.docx", b"PK")
    put(settings, "essay.djvu", b"AT&TFORM")
    put(settings, "Été à la plage.txt", "Elle a dit « oui ».")
    put(settings, "été à la plage.md", "Elle a dit « non ».")
    put(settings, "marks.txt", "“”‘’\"'")
    put(settings, "closed.txt", "Words.")
    put(settings, "long.txt", "He said “no” to it, and didn’t stay.\n\n" * 140_000)
    put(settings, "metadata.csv", "path,title\nnowhere.txt,X\nmarks.txt,Marks\n")
    put(settings, "orphan.yaml", "title: X")
    put(settings, "marks.yaml", "title: X: Y")
    read_bytes = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "closed.txt" and path.is_relative_to(settings.corpus):
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refusing)
    report = ingest(settings)
    assert problems(settings) == [
        ("closed.txt", "", "unreadable"),
        ("empty.txt", "", "empty"),
        ("essay.djvu", "", "unknown_suffix"),
        ("essay.docx", "", "broken"),
        ("latin.txt", "latin", "encoding_guessed"),
        ("marks.yaml", "", "metadata"),
        ("metadata.csv", "", "metadata_without_text"),
        ("noise.txt", "", "undecodable"),
        ("orphan.yaml", "", "metadata_without_text"),
        ("scan.txt", "", "binary"),
        ("été à la plage.md", "ete-a-la-plage-2", "duplicate_id"),
    ]
    assert report.problems == 11
    assert sorted(documents(settings)) == ["ete-a-la-plage", "ete-a-la-plage-2", "latin", "long", "marks"]
    assert documents(settings)["marks"].title == "Marks"
    assert documents(settings)["latin"].encoding == "cp1252"
    assert documents(settings)["long"].n_paragraphs == 140_000
    assert {path.stem for path in settings.texts.iterdir()} == set(documents(settings))


def test_the_rows_of_a_table_are_documents_by_the_columns_that_are_set(settings: Settings) -> None:
    put(settings, "a.txt", "One.")
    put(settings, "letters/1905.csv", "No;Body;date\n1;“Two”, he said.;1905\n2;;1905\n")
    put(settings, "news.jsonl", '{"body": "Three."}\n')
    put(settings, "other.csv", "url,day\nx,1905\n")
    put(settings, "review.csv", "doc_id,text\na,One.\n")
    put(settings, "metadata.csv", "path,source\nletters/1905.csv,The Harbour Review\n")
    ingest(replace(settings, columns=Columns(text="body", id="no")))
    found = documents(settings)
    assert list(found) == ["a", "letters-1905_1", "news_1"]
    letter = found["letters-1905_1"]
    assert (letter.path, letter.date, letter.source) == ("letters/1905.csv", "1905", "The Harbour Review")
    assert interim.read_doc_text(settings, "letters-1905_1") == "“Two”, he said."
    assert problems(settings) == [
        ("letters/1905.csv", "", "row_empty"),
        ("other.csv", "", "no_text_column"),
        ("review.csv", "", "unknown_suffix"),
    ]


def test_messages_are_one_line_and_name_no_folder_of_this_machine(settings: Settings) -> None:
    put(settings, "scan.txt", b"%PDF-1.7")
    put(settings, "x.odt", b"")
    put(settings, "metadata.csv", 'path,title\n"a\nb.txt",X\n')
    ingest(settings)
    rows: list[Problem] = interim.INGEST_PROBLEMS.read(settings)
    assert len(rows) == 4  # the three, and that there is no text
    for row in rows:
        assert "\n" not in row.message
        assert str(settings.corpus) not in row.message


def test_a_second_run_changes_no_byte_and_writes_no_text(settings: Settings) -> None:
    put(settings, "a.txt", "One.")
    put(settings, "b.txt", b"caf\xe9")
    ingest(settings)
    before = everything(settings.outputs)
    ingest(settings)
    after = everything(settings.outputs)
    assert {name: content for name, (content, _) in after.items()} == {
        name: content for name, (content, _) in before.items()
    }
    assert [after[f"texts/{name}.txt"] for name in "ab"] == [before[f"texts/{name}.txt"] for name in "ab"]


def test_nothing_depends_on_where_the_folders_are(settings: Settings, tmp_path: Path) -> None:
    put(settings, "sub/a.txt", "One.")
    put(settings, "b.pdf", b"")
    ingest(settings)
    moved = Settings(corpus=settings.corpus.rename(tmp_path / "elsewhere"), outputs=tmp_path / "other")
    ingest(moved)
    contents = [{name: content for name, (content, _) in everything(s.outputs).items()} for s in (settings, moved)]
    assert contents[0] == contents[1]


def test_a_changed_text_is_written_again(settings: Settings) -> None:
    put(settings, "a.txt", "One.")
    ingest(settings)
    put(settings, "a.txt", "Two.")
    ingest(settings)
    assert interim.read_doc_text(settings, "a") == "Two."


def test_texts_that_left_the_corpus_or_became_unreadable_are_removed(settings: Settings) -> None:
    gone, emptied = put(settings, "gone.txt", "One."), put(settings, "emptied.txt", "Two.")
    put(settings, "stays.txt", "Three.")
    ingest(settings)
    gone.unlink()
    emptied.write_bytes(b"")
    ingest(settings)
    assert [path.name for path in settings.texts.iterdir()] == ["stays.txt"]


def test_texts_are_removed_by_the_committed_table_where_no_interim_one_is(settings: Settings) -> None:
    gone = put(settings, "gone.txt", "One.")
    put(settings, "stays.txt", "Two.")
    ingest(settings)
    # A fresh clone has outputs/documents.csv, with columns of its own, and no outputs/interim.
    rows = [(doc_id, "x") for doc_id in documents(settings)]
    store.write_rows(settings.outputs / "documents.csv", ["doc_id", "readability"], rows)
    for path in settings.interim.iterdir():
        path.unlink()
    gone.unlink()
    ingest(settings)
    assert [path.name for path in settings.texts.iterdir()] == ["stays.txt"]


@pytest.mark.parametrize(
    "table", [b"doc_id\n../../corpus/a\nmine\n", b"\xff\xfe", b"other\nx\n", b'doc_id\n"' + b"x" * 140_000]
)
def test_nothing_is_removed_that_a_run_did_not_write(settings: Settings, table: bytes) -> None:
    source = put(settings, "a.txt", "One.")
    settings.texts.mkdir(parents=True)
    own = [settings.texts / name for name in ("own.txt", "mine.md", "notes")]
    for path in own:
        path.write_text("Somebody's own.", encoding="utf-8")
    settings.interim.mkdir(parents=True)
    interim.DOCUMENTS.path(settings).write_bytes(table)
    ingest(settings)
    assert source.is_file()
    assert all(path.is_file() for path in own)


def test_an_empty_corpus_is_a_finished_run_with_a_row(settings: Settings) -> None:
    report = ingest(settings)
    assert report == StageReport(stage="ingest", counts={"documents": 0, "paragraphs": 0, "words": 0}, problems=1)
    assert problems(settings) == [("", "", "no_text")]
    assert interim.DOCUMENTS.read(settings) == []
    assert interim.PARAGRAPHS.read(settings) == []


def test_a_corpus_that_is_not_there_is_an_error_and_nothing_is_written(settings: Settings) -> None:
    settings.corpus.rmdir()
    with pytest.raises(InputError, match="put your texts"):
        ingest(settings)
    assert not settings.outputs.exists()


def test_the_corpus_is_left_as_it_was(settings: Settings) -> None:
    put(settings, "a.txt", "One.\r\n")
    put(settings, "b.pdf", b"%PDF")
    before = everything(settings.corpus)
    ingest(settings)
    assert everything(settings.corpus) == before


def test_adding_a_text_changes_no_other_row(settings: Settings) -> None:
    put(settings, "b.txt", "One.")
    put(settings, "letters/a.txt", "Two.")
    ingest(settings)
    before = documents(settings)
    put(settings, "a.txt", "Three.")
    put(settings, "c.txt", "Four.")
    ingest(settings)
    after = documents(settings)
    assert {doc_id: after[doc_id] for doc_id in before} == before


def test_progress_is_told_of_every_text_that_is_read(settings: Settings) -> None:
    for number in range(3):
        put(settings, f"{number}.txt", "Words.")
    told: list[Advance] = []
    run(settings, say=lambda _: None, workers=Workers(watch=told.append))
    assert [(one.texts, one.of_texts, one.doc_id != "") for one in told] == [
        (0, 3, False),
        *((n, 3, True) for n in (1, 2, 3)),
    ]
    assert (told[0].share, told[-1].share) == (0, 1)
    told.clear()
    run(settings, say=lambda _: None, workers=Workers(watch=told.append))
    assert told == []


def test_tables_are_utf8_with_line_feeds(settings: Settings) -> None:
    put(settings, "Письма.txt", "Да.")
    ingest(settings)
    content = interim.DOCUMENTS.path(settings).read_bytes()
    assert b"\r" not in content
    assert next(csv.DictReader(content.decode("utf-8").splitlines()))["doc_id"] == "письма"
