"""Corrections by hand, from the file in the corpus to the tables, as often as they are made."""

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import cli
from pipeline.settings import Settings
from pipeline.stages import attribute, interim, tables

TABLE = """doc_id,text,occurrence,speaker,kind
harbour,{first},1,Solveig Aas,
harbour,{second},1,,not a quotation
harbour,These words stand nowhere.,1,Solveig Aas,
"""


@pytest.fixture
def settings(tmp_path: Path, small_corpus: Path) -> Settings:
    """The tiny corpus after `extract`, with an empty corpus folder."""
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, tmp_path / "outputs" / part)
    (tmp_path / "corpus").mkdir()
    made = Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "outputs")
    interim.MENTIONS.write(made, [])
    interim.REFERENCES.write(made, [])
    interim.DATED.write(made, [])
    return made


def make(settings: Settings) -> dict[str, dict[str, str]]:
    attribute.run(settings, say=lambda _: None)
    tables.run(settings, say=lambda _: None)
    return {row["quote_id"]: row for row in read(settings, "quotations")}


def read(settings: Settings, table: str) -> list[dict[str, str]]:
    with (settings.outputs / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(settings: Settings, *words: str) -> None:
    with (settings.corpus / "corrections.csv").open("w", encoding="utf-8", newline="") as stream:
        quoted = ['"' + text.replace('"', '""') + '"' for text in words]
        stream.write(TABLE.format(first=quoted[0], second=quoted[1]))


def test_corrections_win_are_told_when_stale_and_stay(settings: Settings) -> None:
    before = make(settings)
    spoken = [row for row in before.values() if row["doc_id"] == "harbour" and row["kind"] == "direct"]
    first, second = spoken[0], spoken[1]
    write(settings, first["text"], second["text"])
    after = make(settings)
    corrected = after[first["quote_id"]]
    assert [corrected[name] for name in ("speaker", "speaker_id", "speaker_kind", "kind", "rule", "score")] == [
        "Solveig Aas", "solveig-aas", "person", first["kind"], "corrected by hand", "1",
    ]  # fmt: skip
    term = after[second["quote_id"]]
    assert [term[name] for name in ("speaker", "kind", "rule", "score", "reason")] == [
        "", "term", "corrected by hand", "1", "term",
    ]  # fmt: skip
    changed = {first["quote_id"], second["quote_id"]}
    assert {name for name in after if after[name] != before[name]} == changed
    assert "solveig-aas" in {row["speaker_id"] for row in read(settings, "speakers")}
    [problem] = [row for row in read(settings, "problems") if row["stage"] == "attribute"]
    assert (problem["path"], problem["code"], problem["doc_id"]) == ("corrections.csv", "correction_stale", "harbour")
    assert make(settings) == after
    (settings.corpus / "corrections.csv").unlink()
    assert make(settings) == before
    assert [row for row in read(settings, "problems") if row["stage"] == "attribute"] == []


def test_strict_counts_a_stale_correction(settings: Settings) -> None:
    (settings.corpus / "corrections.csv").write_text("doc_id,text,speaker\nharbour,Nothing.,Ada\n", encoding="utf-8")
    arguments = ["attribute", "--corpus", str(settings.corpus), "--outputs", str(settings.outputs), "--strict"]
    result = CliRunner().invoke(cli.quoth, arguments)
    assert (result.exit_code, "1 problem" in result.output) == (1, True)
    assert len(interim.ATTRIBUTE_PROBLEMS.read(settings)) == 1
