"""The recipe's entry: what it says where the corpora are missing."""

from pathlib import Path

import pytest

from training.__main__ import main


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str | None) -> tuple[int, str]:
    monkeypatch.setattr("sys.argv", ["training", "all"])
    if folder is None:
        monkeypatch.delenv("QUOTH_DATA", raising=False)
    else:
        monkeypatch.setenv("QUOTH_DATA", folder)
    return main(), capsys.readouterr().err


def test_says_in_one_line_that_the_variable_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(monkeypatch, capsys, None)
    assert code == 1
    assert said.count("\n") == 1
    assert "QUOTH_DATA is not set" in said


def test_says_in_one_line_which_corpora_are_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, said = run(monkeypatch, capsys, str(tmp_path))
    assert code == 1
    assert said.count("\n") == 1
    assert "ud/en_ewt-train.conllu" in said
