"""The stage `tables` on a corpus that changes: only what comes out otherwise is put together and written again."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import TableError
from pipeline.findings import FILE, open_findings
from pipeline.records import Document, Problem
from pipeline.reporting.assemble import assemble_document
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.stages import interim, tables, tabulating
from pipeline.stages.tabulating import FOUND

FILES = [*(f"{table.name}.csv" for table in TABLES), "datapackage.json"]
Run = Callable[[Settings], list[str]]


@pytest.fixture
def settings(small_corpus: Path, tmp_path: Path) -> Settings:
    """A copy of the small corpus with its tables."""
    outputs = tmp_path / "outputs"
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, outputs / part)
    made = Settings(outputs=outputs)
    tables.run(made, say=lambda _: None)
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the stage; the documents that were put together."""
    seen: list[str] = []

    def assemble(findings: Any, **options: Any) -> Any:
        seen.extend(document.doc_id for document in findings.documents)
        return assemble_document(findings, **options)

    monkeypatch.setattr(tabulating, "assemble_document", assemble)

    def run_once(settings: Settings) -> list[str]:
        seen.clear()
        tables.run(settings, say=lambda _: None)
        return list(seen)

    return run_once


def content(settings: Settings) -> dict[str, bytes]:
    return {name: (settings.outputs / name).read_bytes() for name in FILES}


def content_at_once(settings: Settings) -> dict[str, bytes]:
    """What comes out where no table was there before, and nothing was kept."""
    outputs = settings.outputs.with_name("fresh")
    for part in ("interim", "texts"):
        shutil.copytree(settings.outputs / part, outputs / part)
    with sqlite3.connect(outputs / "interim" / FILE) as connection:
        connection.execute("DELETE FROM done")
        connection.execute("DELETE FROM found WHERE name LIKE 'rows-%'")
    connection.close()
    fresh = replace(settings, outputs=outputs)
    tables.run(fresh, say=lambda _: None)
    return content(fresh)


def change(settings: Settings, table: interim.ByDocument[Any], doc_id: str, rows: Iterable[Any]) -> None:
    """Put the rows of one document in the place of those it had, as the stages do."""
    with open_findings(settings.interim) as findings:
        findings.keep("changed", doc_id, "", {table.name: table.pack(rows)})


def rows_of(settings: Settings, table: interim.ByDocument[Any], doc_id: str) -> list[Any]:
    with open_findings(settings.interim) as findings:
        return table.of(findings, doc_id)


def change_document(settings: Settings, doc_id: str, **others: Any) -> None:
    documents = interim.DOCUMENTS.read(settings)
    interim.DOCUMENTS.write(settings, [replace(one, **others) if one.doc_id == doc_id else one for one in documents])


def drop(settings: Settings, doc_id: str) -> None:
    """Take a document away, with all that was found in it."""
    interim.DOCUMENTS.write(settings, [one for one in interim.DOCUMENTS.read(settings) if one.doc_id != doc_id])
    with open_findings(settings.interim) as findings:
        findings.forget("changed", [table.name for table in FOUND.values()], [doc_id])


def add(settings: Settings, doc_id: str, *, like: str) -> None:
    """Add a document of the same words as another."""
    document = next(one for one in interim.DOCUMENTS.read(settings) if one.doc_id == like)
    added: list[Document] = [*interim.DOCUMENTS.read(settings), replace(document, doc_id=doc_id, path=f"{doc_id}.txt")]
    interim.DOCUMENTS.write(settings, added)
    shutil.copyfile(settings.texts / f"{like}.txt", settings.texts / f"{doc_id}.txt")
    for table in FOUND.values():
        change(settings, table, doc_id, [_renamed(row, like, doc_id) for row in rows_of(settings, table, like)])


def _renamed(row: Any, old: str, new: str) -> Any:
    named = ("doc_id", "quote_id", "utterance_id", "parent_id")
    cells = {name: getattr(row, name).replace(old, new, 1) for name in named if hasattr(row, name)}
    return replace(row, **cells)


def places(settings: Settings) -> dict[str, int]:
    """Which file each table is: another where it was written again."""
    return {name: (settings.outputs / name).stat().st_ino for name in FILES if name != "datapackage.json"}


def written_again(settings: Settings, before: dict[str, int]) -> set[str]:
    return {name.removesuffix(".csv") for name, place in places(settings).items() if place != before[name]}


def test_where_nothing_has_changed_nothing_is_put_together_or_written(settings: Settings, run: Run) -> None:
    before, first = content(settings), places(settings)
    package = settings.outputs / "datapackage.json"
    os.utime(package, (1, 1))
    assert run(settings) == []
    assert content(settings) == before
    assert written_again(settings, first) == set()
    assert package.stat().st_mtime > 1  # so that make sees that it is up to date


def test_one_more_text_is_all_that_is_put_together(settings: Settings, run: Run) -> None:
    add(settings, "island", like="harbour")
    assert run(settings) == ["island"]
    assert content(settings) == content_at_once(settings)
    speakers = (settings.outputs / "speakers.csv").read_text(encoding="utf-8")
    assert "harbour|island" in speakers


def test_a_text_that_is_gone_leaves_no_row(settings: Settings, run: Run) -> None:
    before = content(settings)
    add(settings, "island", like="harbour")
    run(settings)
    drop(settings, "island")
    assert run(settings) == []
    assert content(settings) == before


def test_a_table_that_comes_out_as_it_was_is_left_alone(settings: Settings, run: Run) -> None:
    first = places(settings)
    change(settings, interim.KEY_TERMS, "harbour", rows_of(settings, interim.KEY_TERMS, "harbour")[:1])
    assert run(settings) == ["harbour"]
    assert written_again(settings, first) == {"keyterms"}
    assert content(settings) == content_at_once(settings)


@pytest.mark.parametrize("name", FOUND)
def test_whatever_has_changed_in_a_text_it_is_put_together_again(settings: Settings, run: Run, name: str) -> None:
    table = FOUND[name]
    if name == "corrected":
        first = next(row for row in rows_of(settings, interim.QUOTATIONS, "harbour") if row.kind == "direct")
        changed = [replace(first, kind="mixed")]
    elif name == "statistics":
        changed = [replace(row, n_sentences=99) for row in rows_of(settings, table, "harbour")]
    elif name == "attributions":
        changed = [replace(row, rule="another") for row in rows_of(settings, table, "harbour")]
    elif name == "quotations":
        changed = [replace(row, source_title="Another") for row in rows_of(settings, table, "harbour")]
    else:
        changed = rows_of(settings, table, "harbour")[1:]
    before = content(settings)
    change(settings, table, "harbour", changed)
    assert run(settings) == ["harbour"]
    assert content(settings) == content_at_once(settings) != before


def test_a_title_that_is_another_concerns_its_text(settings: Settings, run: Run) -> None:
    first = places(settings)
    change_document(settings, "minutes", title="Of the council")
    assert run(settings) == ["minutes"]
    assert written_again(settings, first) == {"documents", "quotations"}
    assert content(settings) == content_at_once(settings)


def test_more_context_concerns_all(settings: Settings, run: Run) -> None:
    wider = replace(settings, context_width=80)
    assert run(wider) == ["harbour", "minutes"]
    assert content(wider) == content_at_once(wider)


def test_a_name_of_another_type_concerns_the_texts_that_have_it(settings: Settings, run: Run) -> None:
    pairs = (settings.outputs / "cooccurrences.csv").read_text(encoding="utf-8").splitlines()
    one = pairs[1].split(",", maxsplit=1)[0]
    entities = interim.ENTITIES.read(settings)
    dated = [replace(entity, type="DATE") if entity.entity_id == one else entity for entity in entities]
    interim.ENTITIES.write(settings, dated)
    mentioned = {
        doc_id
        for doc_id in ("harbour", "minutes")
        if any(row.entity_id == one for row in rows_of(settings, interim.ENTITY_MENTIONS, doc_id))
    }
    assert set(run(settings)) == mentioned
    assert len((settings.outputs / "cooccurrences.csv").read_text(encoding="utf-8").splitlines()) < len(pairs)
    assert content(settings) == content_at_once(settings)
    interim.ENTITIES.write(settings, entities)
    assert set(run(settings)) == mentioned
    assert (settings.outputs / "cooccurrences.csv").read_text(encoding="utf-8").splitlines() == pairs


def test_a_name_that_is_another_stands_in_the_tables_of_all(settings: Settings, run: Run) -> None:
    entities = interim.ENTITIES.read(settings)
    interim.ENTITIES.write(settings, [replace(one, name=f"{one.name} & Son", wikidata="Q9") for one in entities])
    assert run(settings) == []
    assert content(settings) == content_at_once(settings)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("spoil", ["lose", "edit", "damage"])
def test_a_table_that_is_lost_or_changed_by_somebody_is_written_again(
    settings: Settings, run: Run, name: str, spoil: str
) -> None:
    before, path = content(settings), settings.outputs / name
    if spoil == "lose":
        path.unlink()
    else:
        path.write_bytes(before[name] + b"x" if spoil == "edit" else before[name][:-2] + b"x\n")
    assert run(settings) == []
    assert content(settings) == before


def test_a_name_that_is_no_entity_any_more_is_told_and_the_tables_stay(settings: Settings) -> None:
    before = content(settings)
    interim.ENTITIES.write(settings, interim.ENTITIES.read(settings)[1:])
    with pytest.raises(TableError, match="is not in entities"):
        tables.run(settings, say=lambda _: None)
    assert content(settings) == before


def test_a_run_that_breaks_off_while_it_writes_leaves_the_tables_as_they_were(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(settings)
    add(settings, "island", like="harbour")
    problem = Problem(stage="ingest", doc_id="", path="x.txt", code="strange", message="X")
    interim.INGEST_PROBLEMS.write(settings, [problem])

    def break_off(_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(tables, "join_timelines", break_off)
        with pytest.raises(KeyboardInterrupt):
            tables.run(settings, say=lambda _: None)
    assert content(settings) == before
    assert not list(settings.outputs.glob(".*"))
    tables.run(settings, say=lambda _: None)
    assert content(settings) == content_at_once(settings)
