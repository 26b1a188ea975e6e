"""A run on addresses makes what a run on folders makes, to the byte, and tells no secret."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipeline import cli
from pipeline.stages.addresses import mirror_of
from pipeline.stages.mirrors import LIST

fsspec: Any = pytest.importorskip("fsspec")

STAY = ("cache", "interim")
TEXTS = {
    "ferry.txt": "The ferry was late. “Nobody drowned,” said Nora Quill in May 1902.\n",
    "letters/bridge.md": "# The Bridge\n\nAmos Fell wrote: “The bridge is *down*.” He was the mayor.\n",
    "metadata.csv": "path,title\nferry.txt,The Ferry\n",
}


def quoth(*arguments: str) -> str:
    result = CliRunner().invoke(cli.quoth, arguments, prog_name="quoth")
    assert result.exit_code == 0, result.output
    return result.output


def results(folder: Path) -> dict[str, bytes]:
    """What people use of the outputs, but for how and when the run was."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: held for name, held in found.items() if name.split("/")[0] not in STAY and name != "run.json"}


def test_addresses_give_the_same_to_the_byte_as_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    system = fsspec.filesystem("memory")
    corpus, outputs = "memory://ann:hunter2@essays", "memory://ann:hunter2@results"
    for name, text in TEXTS.items():
        path = tmp_path / "essays" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        system.pipe_file(f"{corpus}/{name}", text.encode())
    try:
        quoth("run", "--corpus", "essays", "--outputs", "results")
        said = quoth("run", "--corpus", corpus, "--outputs", outputs)
        for command in ("review", "roster"):
            quoth(command, "--corpus", "essays", "--outputs", "results")
            said += quoth(command, "--corpus", corpus, "--outputs", outputs)
        quoth("export", "tei", "--outputs", "results")
        said += quoth("export", "tei", "--outputs", outputs)
        root = system._strip_protocol(outputs)
        found = {path.removeprefix(f"{root}/"): system.cat_file(path) for path in system.find(root)}
    finally:
        system.store.clear()
        system.pseudo_dirs[:] = [""]
    assert "memory://results/report.html is the report" in said
    record = found.pop("run.json")
    assert b'"memory://essays"' in record
    found.pop(LIST)
    assert found == results(tmp_path / "results")
    assert {"review.csv", "roster.csv", "quotations.csv"} < found.keys()
    assert any(name.startswith("export/tei/") for name in found)
    told = [said.encode(), record, *found.values()]
    assert not any(secret in held for held in told for secret in (b"hunter2", str(mirror_of(outputs).parent).encode()))
