"""The draft of people.csv, from the tables to the corpus and back."""

import csv
import shutil
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.records import Mention
from pipeline.schema import ROSTER
from pipeline.settings import Settings
from pipeline.stages import attribute, interim, roster, tables


@pytest.fixture
def settings(tmp_path: Path, small_corpus: Path) -> Settings:
    """The tiny corpus with its tables, with the places where it names somebody."""
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, tmp_path / "outputs" / part)
    (tmp_path / "corpus").mkdir()
    made = Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "outputs")
    texts = {document.doc_id: interim.read_doc_text(made, document.doc_id) for document in interim.DOCUMENTS.read(made)}
    named = [("harbour", "Margaret Oyelaran", "PERSON"), ("harbour", "Oyelaran answered", "PERSON"),
             ("minutes", "Gazette", "ORG")]  # fmt: skip
    mentions = []
    for doc_id, words, label in named:
        start = texts[doc_id].index(words)
        name = words.removesuffix(" answered")
        place = {"start": start, "end": start + len(name), "text": name}
        mentions.append(
            Mention(doc_id=doc_id, paragraph=0, sentence=0, label=label, role="nsubj", quoted=False, **place)
        )
    interim.MENTIONS.write(made, mentions)
    interim.REFERENCES.write(made, [])
    make(made)
    return made


def make(settings: Settings) -> dict[str, bytes]:
    """Every table but the problems, after attribution."""
    attribute.run(settings, say=lambda _: None)
    tables.run(settings, say=lambda _: None)
    assert interim.ATTRIBUTE_PROBLEMS.read(settings) == []
    return {path.name: path.read_bytes() for path in settings.outputs.glob("*.csv") if path.stem != "roster"}


def drafted(settings: Settings, *, force: bool = False) -> list[dict[str, str]]:
    with roster.run(settings, say=lambda _: None, force=force).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_roster_saved_as_it_is_changes_nothing(settings: Settings) -> None:
    before = make(settings)
    rows = drafted(settings)
    assert list(rows[0]) == [column.name for column in ROSTER.columns]
    assert {row["name"]: row["aliases"] for row in rows} == {"Margaret Oyelaran": "Oyelaran", "Gazette": ""}
    shutil.copy(settings.outputs / "roster.csv", settings.corpus / "people.csv")
    assert make(settings) == before
    assert drafted(settings) == rows


def test_what_people_csv_says_stays_first_with_columns_of_ones_own(settings: Settings) -> None:
    table = "name;aliases;wikidata;my notes\nMaggie Oyelaran;Margaret Oyelaran;Q9;=ask\nNobody Here;;42;\n"
    (settings.corpus / "people.csv").write_text(table, encoding="utf-8")
    attribute.run(settings, say=lambda _: None)
    tables.run(settings, say=lambda _: None)
    rows = drafted(settings)
    assert [(row["name"], row["wikidata"], row["my notes"]) for row in rows] == [
        ("Maggie Oyelaran", "Q9", "'=ask"), ("Nobody Here", "42", ""), ("Gazette", "", ""),
    ]  # fmt: skip
    assert (rows[0]["aliases"], rows[0]["n_mentions"]) == ("Margaret Oyelaran", "2")
    shutil.copy(settings.outputs / "roster.csv", settings.corpus / "people.csv")
    assert drafted(settings) == rows


def test_an_edited_roster_is_not_written_over_before_it_is_saved(settings: Settings) -> None:
    drafted(settings)
    path = settings.outputs / "roster.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Gazette,", "The Pier Gazette,"), encoding="utf-8")
    with pytest.raises(InputError, match="was edited"):
        drafted(settings)
    shutil.copy(path, settings.corpus / "people.csv")
    assert "The Pier Gazette" in {row["name"] for row in drafted(settings)}


def test_a_table_of_people_of_which_rows_would_be_lost_is_not_taken_over(settings: Settings) -> None:
    (settings.corpus / "people.csv").write_text('name,aliases\n"Ada,Lund\n', encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read to its end"):
        drafted(settings)
