"""People known beforehand, from the file in the corpus to the tables."""

import csv
import shutil
from pathlib import Path

import pytest

from pipeline.records import Mention
from pipeline.settings import Settings
from pipeline.stages import attribute, interim, tables

TABLE = """name,aliases,kind,gender,wikidata
Margaret Adeyemi Oyelaran,Oyelaran; Margaret Oyelaran,person,fem,Q9
The Pier Gazette,Gazette,work,,
Nobody Here,,person,neither,
"""


@pytest.fixture
def settings(tmp_path: Path, small_corpus: Path) -> Settings:
    """The tiny corpus after `extract`, with the places where it names somebody."""
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, tmp_path / "outputs" / part)
    (tmp_path / "corpus").mkdir()
    made = Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "outputs")
    texts = {document.doc_id: interim.read_doc_text(made, document.doc_id) for document in interim.DOCUMENTS.read(made)}
    named = [
        ("harbour", "Margaret Oyelaran", 0, "PERSON"),
        ("harbour", "Oyelaran", texts["harbour"].index("Oyelaran answered"), "PERSON"),
        ("minutes", "Gazette", 0, "ORG"),
    ]
    mentions = []
    for doc_id, words, after, label in named:
        start = texts[doc_id].index(words, after)
        place = {"start": start, "end": start + len(words), "text": words}
        mentions.append(
            Mention(doc_id=doc_id, paragraph=0, sentence=0, label=label, role="nsubj", quoted=False, **place)
        )
    interim.MENTIONS.write(made, mentions)
    interim.REFERENCES.write(made, [])
    interim.DATED.write(made, [])
    return made


def make(settings: Settings) -> dict[str, list[dict[str, str]]]:
    attribute.run(settings, say=lambda _: None)
    tables.run(settings, say=lambda _: None)
    found = {}
    for name in ("quotations", "speakers", "entities", "mentions", "problems"):
        with (settings.outputs / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            found[name] = list(csv.DictReader(stream))
    return found


def test_a_known_person_has_the_name_of_the_table_in_every_table(settings: Settings) -> None:
    before = make(settings)
    (settings.corpus / "people.csv").write_text(TABLE, encoding="utf-8")
    after = make(settings)
    assert {row["name"] for row in before["entities"]} == {"Margaret Oyelaran", "Gazette"}
    entities = {row["name"]: row for row in after["entities"]}
    assert set(entities) == {"Margaret Adeyemi Oyelaran", "The Pier Gazette"}
    known = entities["Margaret Adeyemi Oyelaran"]
    assert (known["type"], known["n_mentions"], known["wikidata"]) == ("PERSON", "2", "Q9")
    assert known["aliases"].split("|") == ["Margaret Oyelaran", "Oyelaran"]
    assert entities["The Pier Gazette"]["type"] == "WORK_OF_ART"
    spoken = {row["speaker"] for row in after["quotations"] if row["speaker_id"] == known["entity_id"]}
    assert spoken == {"Margaret Adeyemi Oyelaran"}
    assert "Margaret Adeyemi Oyelaran" in {row["name"] for row in after["speakers"]}
    [problem] = [row for row in after["problems"] if row["stage"] == "attribute"]
    assert (problem["path"], problem["code"]) == ("people.csv", "people")
    assert "line 4: gender is 'neither'" in problem["message"]
    (settings.corpus / "people.csv").unlink()
    assert make(settings) == before
