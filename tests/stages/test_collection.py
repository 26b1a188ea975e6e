"""A table with a text a row is kept row by row: what has not changed is not kept, or parsed, again."""

from pathlib import Path

import pytest

from pipeline.findings import open_findings
from pipeline.records import Document
from pipeline.settings import Columns, Settings
from pipeline.stages import collection, interim, texts
from pipeline.stages.ingest import run

HEADER = "id,text,author\n"
LUND = "n1,“It holds.”,Lund\n"
HALE = "n2,“It does not.”,Hale\n"
MARSH = "n3,“It might.”,Marsh\n"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "corpus").mkdir()
    return Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "outputs")


def ingest(settings: Settings, *rows: str) -> dict[str, Document]:
    (settings.corpus / "news.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    return again(settings)


def again(settings: Settings) -> dict[str, Document]:
    run(settings, say=[].append)
    return {document.doc_id: document for document in interim.DOCUMENTS.read(settings)}


def keys(settings: Settings, stage: str = texts.TEXT_KEY) -> dict[str, str]:
    with open_findings(settings.interim) as findings:
        return findings.keys(stage)


def problems(settings: Settings) -> list[tuple[str, str]]:
    return [(row.doc_id, row.code) for row in interim.INGEST_PROBLEMS.read(settings)]


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the rows that are kept from now on."""
    ids: list[str] = []

    def keep(doc_id: str, *args: object) -> None:
        ids.append(doc_id)
        texts.keep(doc_id, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(collection, "keep", keep)
    return ids


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tables that are read from now on."""
    names: list[str] = []
    load = collection.load_documents

    def load_documents(text: collection.CorpusText, **options: object) -> object:
        names.append(text.name)
        return load(text, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(collection, "load_documents", load_documents)
    return names


def test_a_table_that_has_not_changed_is_not_read_again(settings: Settings, readings: list[str]) -> None:
    first = ingest(settings, LUND, HALE, "n4,,\n")
    met = problems(settings)
    assert met == [("", "row_empty")]
    assert again(settings) == first
    assert problems(settings) == met
    assert readings == ["news.csv"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param((LUND, HALE, MARSH), ["news_n3"], id="a row more"),
        pytest.param((MARSH, LUND, HALE), ["news_n3"], id="a row more above the others"),
        pytest.param((LUND, HALE.replace("not", "")), ["news_n2"], id="another text"),
        pytest.param((LUND, HALE.replace("Hale", "Hall")), ["news_n2"], id="another author"),
        pytest.param((HALE, LUND), [], id="another order"),
        pytest.param((HALE,), [], id="a row less"),
        pytest.param((LUND, HALE, "n4,,\n"), [], id="a row of no use"),
    ],
)
def test_only_the_rows_that_changed_are_kept_anew(
    settings: Settings, kept: list[str], rows: tuple[str, ...], expected: list[str]
) -> None:
    ingest(settings, LUND, HALE)
    kept.clear()
    ingest(settings, *rows)
    assert kept == expected


def test_another_author_is_no_other_text(settings: Settings) -> None:
    ingest(settings, LUND, HALE)
    before = keys(settings)
    assert ingest(settings, LUND.replace("Lund", "Lind"), HALE)["news_n1"].author == "Lind"
    assert keys(settings) == before


def test_rows_that_are_gone_leave_nothing(settings: Settings) -> None:
    ingest(settings, LUND, HALE)
    assert list(ingest(settings, HALE)) == ["news_n2"]
    assert [path.name for path in settings.texts.iterdir()] == ["news_n2.txt"]
    assert list(keys(settings)) == ["news_n2"]


def test_a_table_that_is_gone_leaves_nothing_and_its_id_is_free(settings: Settings) -> None:
    ingest(settings, LUND, HALE, "n4,,\n")
    (settings.corpus / "news.csv").unlink()
    (settings.corpus / "news.txt").write_text("News.", encoding="utf-8")
    assert list(again(settings)) == ["news"]
    assert problems(settings) == []
    assert keys(settings, collection.FILE_KEY) == {}
    with open_findings(settings.interim) as findings:
        assert findings.count(interim.ROW_NOTICES.name) == 0


def test_a_text_that_was_spoiled_or_lost_is_written_again(settings: Settings) -> None:
    ingest(settings, LUND, HALE)
    (settings.texts / "news_n1.txt").write_text("Spoiled.", encoding="utf-8")
    (settings.texts / "news_n2.txt").unlink()
    again(settings)
    assert interim.read_doc_text(settings, "news_n1") == "“It holds.”"
    assert interim.read_doc_text(settings, "news_n2") == "“It does not.”"


def test_other_columns_are_read_anew(settings: Settings) -> None:
    ingest(settings, LUND)
    by_author = Settings(corpus=settings.corpus, outputs=settings.outputs, columns=Columns(text="author"))
    again(by_author)
    assert interim.read_doc_text(by_author, "news_n1") == "Lund"


def test_after_a_run_cut_off_in_a_table_the_rows_are_those_of_the_table(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ingest(settings, LUND, HALE)
    with monkeypatch.context() as patch:

        def stop(doc_id: str, *args: object) -> None:
            if doc_id == "news_n2":
                raise KeyboardInterrupt
            texts.keep(doc_id, *args)  # type: ignore[arg-type]

        patch.setattr(collection, "keep", stop)
        with pytest.raises(KeyboardInterrupt):
            ingest(settings, LUND.replace("holds", "fell"), HALE.replace("does", "did"))
    assert interim.read_doc_text(settings, "news_n1") == "“It fell.”"
    # The table as it was before: what is kept of it now is a mixture.
    assert ingest(settings, LUND, HALE) == first
    assert interim.read_doc_text(settings, "news_n1") == "“It holds.”"


def test_documents_stand_in_order_of_their_ids_whatever_file_they_are_of(settings: Settings) -> None:
    (settings.corpus / "news-2.txt").write_text("More.", encoding="utf-8")
    (settings.corpus / "news2.txt").write_text("More.", encoding="utf-8")
    found = list(ingest(settings, "n10,Ten.,\n", "n9,Nine.,\n"))
    assert found == sorted(found) == ["news-2", "news2", "news_n10", "news_n9"]


def test_a_table_that_cannot_be_opened_is_a_problem(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "open", _refusing(Path.open))
    (settings.corpus / "bridge.txt").write_text("One.", encoding="utf-8")
    assert list(ingest(settings, LUND)) == ["bridge"]
    assert problems(settings) == [("", "unreadable")]


def _refusing(opened: object) -> object:
    def open_(path: Path, mode: str = "r", *args: object, **options: object) -> object:
        if path.name == "news.csv" and mode == "rb":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode, *args, **options)  # type: ignore[operator]

    return open_
