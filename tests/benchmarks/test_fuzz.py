"""Mutated files: made anew the same, tried through ingest, and what they break is seen."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks import fuzz, mutations
from benchmarks.promises import broken_promises
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.records import Paragraph
from pipeline.settings import Settings
from pipeline.stages.base import Say

SEEDS = fuzz.read_seeds(fuzz.SEEDS)
TEXT = "“The channel is shut,” said Nora Quill.\n\nNobody believed her.\n"


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where what breaks something is kept."""
    monkeypatch.setattr(fuzz, "KEPT", tmp_path / "kept")
    return tmp_path / "kept"


def test_there_is_a_seed_of_every_format_that_is_read() -> None:
    from pipeline.readers import READERS

    others = {".htm": ".html", ".xhtml": ".html"}
    assert {Path(name).suffix for name in SEEDS} >= {others.get(suffix, suffix) for suffix in READERS}


@pytest.mark.parametrize("number", range(20))
def test_an_input_is_the_same_whenever_it_is_made(number: int) -> None:
    one = fuzz.make_input(number, SEEDS)
    assert one == fuzz.make_input(number, SEEDS)
    assert one.name.startswith(tuple(name.rsplit(".", 1)[0] for name in SEEDS))


def test_inputs_differ_from_each_other_and_from_their_seeds() -> None:
    contents = {fuzz.make_input(number, SEEDS).content for number in range(200)}
    assert len(contents - set(SEEDS.values())) > 150
    assert max(map(len, contents)) <= mutations.LONGEST + max(map(len, SEEDS.values()))


def test_two_hundred_inputs_break_nothing(kept: Path) -> None:
    tally = fuzz.Tally(Counter(), {})
    fuzz.try_inputs([fuzz.make_input(number, SEEDS) for number in range(200)], tally, jobs=1)
    assert tally.broken == {}
    assert sum(tally.outcomes.values()) == 200
    assert not kept.exists()
    assert fuzz.render(tally).splitlines()[-1].startswith("| all | 200 | ")


def test_what_broke_something_once_does_so_no_more() -> None:
    tally, folder = fuzz.Tally(Counter(), {}), Path(__file__).parents[1] / "data/broken"
    inputs = [fuzz.Input(name=name, content=content) for name, content in fuzz.read_seeds(folder).items()]
    fuzz.try_inputs(inputs, tally, jobs=1)
    assert inputs
    assert tally.broken == {}


def test_a_reader_that_fails_is_found_out_with_the_file_it_fails_on(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.readers import READERS

    plain = READERS[".txt"]

    def fail(content: bytes, *, encoding: str = "") -> object:
        if b"shut" in content:
            raise ZeroDivisionError
        return plain(content, encoding=encoding)

    monkeypatch.setattr("pipeline.readers.load.READERS", {**READERS, ".txt": fail})
    good = [fuzz.Input(name=f"a{number}.txt", content=b"Nobody believed her.") for number in range(5)]
    bad = fuzz.Input(name="bad.txt", content=TEXT.encode("utf-8"))
    tally = fuzz.Tally(Counter(), {})
    fuzz.try_inputs([*good, bad], tally, jobs=1)
    assert list(tally.broken) == ["bad.txt"]
    assert (kept / "bad.txt").read_bytes() == bad.content
    assert "| .txt | " in fuzz.render(tally)


def test_a_file_that_gives_no_row_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzz, "run_stage", leave_out(fuzz.run_stage, "lost.txt"))
    tally = fuzz.Tally(Counter(), {})
    files = [fuzz.Input(name=name, content=b"Nobody believed her.") for name in ("kept.txt", "lost.txt")]
    fuzz.try_inputs(files, tally, jobs=1)
    assert tally.broken == {"lost.txt": "neither a document nor a problem"}


def leave_out(run_stage: Callable[..., Any], name: str) -> Callable[..., Any]:
    """The stage, but one file is gone before it looks."""

    def run(stage: str, settings: Settings, *, say: Say) -> Any:
        (settings.corpus / name).unlink()
        return run_stage(stage, settings, say=say)

    return run


def test_what_readers_give_is_held_to_its_promises() -> None:
    paragraphs = split_paragraphs(TEXT, doc_id="a")
    assert list(broken_promises(TEXT, paragraphs, "a")) == []
    assert "the paragraphs kept are not those of the text" in list(broken_promises(TEXT, paragraphs[:1], "a"))
    twisted = (Paragraph(doc_id="a", paragraph=0, start=0, end=41, kind="body"), *paragraphs[1:])
    assert "paragraph 0 is empty or begins or ends with space" in list(broken_promises(TEXT, twisted, "a"))
    assert "a document without text" in list(broken_promises("\n", (), "a"))
