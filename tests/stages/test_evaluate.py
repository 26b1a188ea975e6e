"""The stage that judges, on the tables of the tiny corpus."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import MissingStageError
from pipeline.settings import Settings
from pipeline.stages import evaluate

DOCUMENT = "minutes.md"


@pytest.fixture
def settings(tmp_path: Path, root: Path, small_corpus: Path) -> Settings:
    tiny, outputs = root / "tests" / "data" / "tiny", tmp_path / "outputs"
    shutil.copytree(tiny / "expected", outputs)
    shutil.copytree(small_corpus / "texts", outputs / "texts")
    return Settings(outputs=outputs)


@pytest.fixture
def gold(tmp_path: Path, settings: Settings) -> Path:
    """The first quotation as the tables have it; the second is said by the treasurer, whom they miss."""
    text = (settings.texts / "minutes.txt").read_bytes().decode("utf-8")

    def place(words: str) -> dict[str, Any]:
        return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}

    first = place("within <reason> & the budget") | {"id": "q1", "kind": "mixed", "speaker": "the Gazette"}
    second = place("It will be paid.") | {"id": "q2", "kind": "direct", "speaker": "The treasurer"}
    path = tmp_path / "minutes.json"
    path.write_text(json.dumps({"document": DOCUMENT, "quotations": [first, second]}), encoding="utf-8")
    return path


def test_scores_and_errors_are_said_line_by_line(settings: Settings, gold: Path) -> None:
    lines: list[str] = []
    (report,) = evaluate.run(settings, [gold], say=lines.append)
    assert lines[0] == report.title == DOCUMENT
    assert "  F1                                              1.000" in lines
    assert "  speaker                                         0.500   1 of 2" in lines
    assert lines[-4:] == [
        "",
        "  minutes, 83 [speaker]",
        "    q2: speaker is nobody (pronoun_unresolved); the gold says The treasurer",
        "    | He added: “It will be paid.”",
    ]
    assert not any("\n" in line for line in lines)


def test_errors_can_be_left_out(settings: Settings, gold: Path) -> None:
    lines: list[str] = []
    evaluate.run(settings, [gold], say=lines.append, errors=False)
    assert lines[-1] == "1 error"


def test_scores_are_written_as_json_the_same_every_time(settings: Settings, gold: Path, tmp_path: Path) -> None:
    written = []
    for name in ("one.json", "two.json"):
        evaluate.run(settings, [gold], say=lambda _: None, json_path=tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    content = json.loads(written[0])
    assert content["gold"]["scores"]["facts"]["speaker"] == {"value": 0.5, "right": 1, "of": 2}
    assert content["gold"]["errors"][0]["code"] == "speaker"


def test_judging_changes_no_table(settings: Settings, gold: Path) -> None:
    before = {path: path.read_bytes() for path in settings.outputs.rglob("*") if path.is_file()}
    evaluate.run(settings, [gold], say=lambda _: None)
    assert {path: path.read_bytes() for path in settings.outputs.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("table", ["quotations", "entities", "mentions", "documents"])
def test_a_missing_table_names_the_stage_that_makes_it(settings: Settings, gold: Path, table: str) -> None:
    (settings.outputs / f"{table}.csv").unlink()
    with pytest.raises(MissingStageError, match=rf"{table}.csv is missing: run `quoth tables`"):
        evaluate.run(settings, [gold], say=lambda _: None)
