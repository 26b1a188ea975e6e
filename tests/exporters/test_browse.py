"""Datasette serves the SQLite file with its descriptions, and answers, over HTTP."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.exporters import browse, sqlite
from pipeline.exporters.formats import FORMATS
from pipeline.exporters.material import Material

PATIENCE = 60
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(hostile: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hostile corpus as SQLite."""
    folder = tmp_path_factory.mktemp("sqlite")
    assert len(list(FORMATS["sqlite"].load()(hostile, folder))) == 2
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where Datasette answers, started as `make browse` starts it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", "--immutable", str(folder / sqlite.FILE)]
    command += ["--metadata", str(folder / sqlite.METADATA), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            yield wait_for(f"http://127.0.0.1:{port}", server)
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> str:
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        assert server.poll() is None, "datasette has ended"
        try:
            with urllib.request.urlopen(f"{address}/-/versions.json"):
                return address
        except urllib.error.URLError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.fixture
def ask(address: str) -> Ask:
    """Asks for a page of the database, as JSON where its name says so."""

    def answer(path: str, **options: str) -> Any:
        query = urllib.parse.urlencode({"_shape": "array", **options} if path.endswith(".json") else options)
        with urllib.request.urlopen(f"{address}/{browse.DATABASE}{path}?{query}") as response:
            text = response.read().decode("utf-8")
        return json.loads(text) if path.endswith(".json") else text

    return answer


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["quote_id"] for row in rows]


def test_a_table_is_served_whole_and_true(ask: Ask, hostile: Material) -> None:
    rows = ask("/quotations.json", _size="max")
    assert ids(rows) == [row.quote_id for row in hostile.quotations]
    assert [row["text"] for row in rows] == [row.text for row in hostile.quotations]


def test_a_query_is_answered(ask: Ask, hostile: Material) -> None:
    (row,) = ask(".json", sql="select count(*) as n, sum(n_chars) as chars from documents")
    assert row == {"n": len(hostile.documents), "chars": sum(map(len, hostile.texts.values()))}


def test_the_box_for_searching_finds_words(ask: Ask) -> None:
    assert ids(ask("/quotations.json", _search="inside")) == ["script.q0002", "script.q0003"]
    assert [row["doc_id"] for row in ask("/paragraphs.json", _search="mayor")] == ["script"]
    assert 'name="_search"' in ask("/quotations")


@pytest.mark.parametrize(
    ("name", "options", "found"),
    [
        (
            "quotations_of_a_speaker",
            {"speaker": "maud"},
            ["script.q0001", "script.q0002", "script.q0003", "script.q0004"],
        ),
        ("quotations_of_a_speaker", {"speaker": "' or 1=1 --"}, []),
        ("without_a_speaker", {}, ["controls.q0002"]),
        ("search_quotations", {"search": "inside"}, ["script.q0002", "script.q0003"]),
        ("search_quotations", {"search": "Да"}, ["письма-भाषा.q0001"]),
        ("search_quotations", {"search": 'AND "'}, ["script.q0004"]),
        ("uncertain_speakers", {"below": "0.3"}, []),
    ],
)
def test_the_questions_are_answered(ask: Ask, name: str, options: dict[str, str], found: list[str]) -> None:
    assert sorted(ids(ask(f"/{name}.json", **options))) == found


def test_uncertain_is_what_is_below_the_mark_of_the_report_unless_another_is_given(ask: Ask, hostile: Material) -> None:
    with_score = [row.quote_id for row in hostile.quotations if row.score is not None]
    assert ids(ask("/uncertain_speakers.json", below="")) == with_score


def test_a_search_in_the_texts_shows_the_place(ask: Ask) -> None:
    (row,) = ask("/search_texts.json", search="mayor")
    assert (row["doc_id"], row["paragraph"]) == ("script", 1)
    assert "mayor" in row["found"]


@pytest.mark.parametrize("name", [table.name for table in sqlite.STORED])
def test_every_page_describes_its_table_and_escapes_its_words(ask: Ask, name: str) -> None:
    (table,) = [one for one in sqlite.STORED if one.name == name]
    page = ask(f"/{name}")
    assert table.description.partition(";")[0].partition("'")[0] in page
    assert "<script>alert(" not in page.replace("&lt;", "")
    assert all(f"<dt>{column.name}</dt>" in page for column in table.columns)


def test_the_first_page_leads_to_what_one_wants_first(ask: Ask) -> None:
    links = re.findall(r'href="(quoth/\w+)"', ask("").partition("Custom SQL")[0])
    assert links == ["quoth/quotations", "quoth/quotations_in_context", "quoth/who_quotes_whom"]


def test_who_has_most_words_comes_first(ask: Ask, hostile: Material) -> None:
    assert [row["speaker_id"] for row in ask("/speakers.json")][:1] == [hostile.speakers[0].speaker_id]
    words = [row["n_words"] for row in ask("/speakers.json")]
    assert words == sorted(words, reverse=True)


@pytest.mark.parametrize("name", sqlite.VIEWS)
def test_every_view_has_a_page(ask: Ask, name: str) -> None:
    assert browse._VIEWS[name] in ask(f"/{name}").replace("&#39;", "'")


def test_the_metadata_name_only_what_there_is(folder: Path) -> None:
    metadata = yaml.safe_load((folder / sqlite.METADATA).read_text("utf-8"))
    described = metadata["databases"][browse.DATABASE]
    assert list(described["tables"]) == [*(table.name for table in sqlite.STORED), *sqlite.VIEWS]
    assert folder.joinpath(f"{browse.DATABASE}.sqlite").name == sqlite.FILE
    for table in sqlite.STORED:
        found = described["tables"][table.name]
        names = {column.name for column in table.columns}
        assert set(found["columns"]) == names
        assert set(found.get("facets", [])) <= names
        assert found.get("label_column", table.columns[0].name) in names
        assert {found.get("sort", table.columns[0].name), found.get("sort_desc", table.columns[0].name)} <= names
    assert set(browse._FACETS) | set(browse._LABELS) <= {table.name for table in sqlite.STORED}


def test_the_metadata_are_the_same_for_every_corpus(folder: Path, empty: Material, tmp_path: Path) -> None:
    paths = list(FORMATS["sqlite"].load()(empty, tmp_path))
    assert paths[1].read_bytes() == (folder / sqlite.METADATA).read_bytes()
