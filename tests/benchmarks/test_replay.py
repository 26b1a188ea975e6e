"""A run whose parse is replayed gives what a true run gives."""

from pathlib import Path

import pytest

from benchmarks import replay
from benchmarks.replay import Replay, make_alike, one_by_one
from pipeline.settings import Settings
from pipeline.stages import extract, run


def files_in(outputs: Path) -> dict[str, bytes]:
    paths = (path for path in outputs.rglob("*") if path.is_file())
    return {
        name: path.read_bytes()
        for path in paths
        if not (name := path.relative_to(outputs).as_posix()).startswith(("cache/", "interim/", "run.json", ".quoth"))
    }


def test_the_results_are_those_of_a_true_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = make_alike(tmp_path / "corpus", count=5, words=150, originals=2)
    texts = [path.read_text(encoding="utf-8") for path in sorted((tmp_path / "corpus").iterdir())]
    assert [text.splitlines()[0] for text in texts] == [f"On text 00000{number}" for number in range(5)]
    assert words == sum(len(text.split()) for text in texts) >= 5 * 150
    settings = Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "true", jobs=1)
    run.run(settings, say=lambda _: None)
    true = files_in(tmp_path / "true")
    assert {"quotations.csv", "report.html", "texts/text-000004.txt"} <= true.keys()

    extracted: list[str] = []
    find = extract.extract_text

    def note(setup: extract.Setup, job: extract.Job) -> extract.Packed:
        extracted.append(job.doc_id)
        return find(setup, job)

    monkeypatch.setattr(extract, "extract_text", note)
    monkeypatch.setattr(extract, "parsed_together", one_by_one)
    monkeypatch.setattr(extract, "extract_text", Replay(originals=2))
    run.run(Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "replayed", jobs=1), say=lambda _: None)
    assert len(extracted) == 2
    assert files_in(tmp_path / "replayed") == true


def test_the_command_runs_through_every_stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_alike(tmp_path / "corpus", count=2, words=50)
    for name in ("extract_text", "parsed_together"):
        monkeypatch.setattr(extract, name, getattr(extract, name))  # put back after the test
    replay.main(tmp_path / "corpus", tmp_path / "outputs")
    assert (tmp_path / "outputs" / "report.html").is_file()
