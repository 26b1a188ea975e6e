"""`make bench`: the texts it makes, the commands it measures, the table it writes; on sizes too small to time."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import pipeline_speed
from benchmarks.made_texts import make_texts
from benchmarks.pipeline_speed import BEGIN, END, FULL, SMALL, Row, Sizes, render, write_into
from benchmarks.processes import Measured, measure, quoth
from pipeline import __version__


def test_made_texts_are_as_long_as_asked_and_differ_in_every_paragraph(tmp_path: Path) -> None:
    words = make_texts(tmp_path, count=5, words=200)
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]
    assert len(texts) == 5
    assert 1_000 <= sum(len(text.split()) for text in texts) <= words < 5_000
    paragraphs = [paragraph for text in texts for paragraph in text.strip().split("\n\n")]
    assert len(paragraphs) == len(set(paragraphs))


def test_a_made_text_is_the_same_whichever_was_made_first(tmp_path: Path) -> None:
    make_texts(tmp_path / "all", count=3, words=100)
    make_texts(tmp_path / "last", count=1, words=100, first=2)
    name = "text-000002.txt"
    assert (tmp_path / "all" / name).read_bytes() == (tmp_path / "last" / name).read_bytes()


def test_a_command_is_measured_from_outside() -> None:
    measured = measure([sys.executable, "-c", "x = bytearray(60_000_000); print(sum(range(300_000)))"])
    assert measured.said == f"{sum(range(300_000))}\n"
    assert 60 < measured.memory < 200
    assert measured.processor > 0
    assert measured.seconds > 0


def test_a_command_that_fails_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="ended with 2"):
        measure([sys.executable, "-c", "raise SystemExit(2)"])


def test_quoth_is_the_one_that_is_checked_out() -> None:
    assert measure(quoth("--version")).said == f"quoth, version {__version__}\n"


def test_the_full_sizes_are_those_of_the_promises() -> None:
    assert (FULL.jobs, FULL.long, FULL.memory) == (1_000_000, 5_000_000, (1_000_000, 10_000_000, 100_000_000))
    assert SMALL.stages < FULL.stages


def test_the_table_goes_between_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"Before\n\n{BEGIN}\nold\n{END}\n\nAfter\n", encoding="utf-8")
    rows = [Row(what="start", measured="1 s", promised="2 s"), Row(what="end", measured="3 s")]
    write_into(path, render(rows))
    table = "| what | measured | aim |\n|---|---|---|\n| start | 1 s | 2 s |\n| end | 3 s |  |\n"
    assert path.read_text(encoding="utf-8") == f"Before\n\n{BEGIN}\n{table}{END}\n\nAfter\n"


def test_every_section_gives_rows_and_says_them_as_it_goes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def section(scratch: Path, sizes: Sizes) -> Iterator[Row]:
        assert scratch.is_dir()
        yield Row(what="words", measured=f"{sizes.stages:,}")

    monkeypatch.setattr(pipeline_speed, "SECTIONS", {"one": section, "two": section})
    pipeline_speed.main(["--only", "two"])
    said, progress = capsys.readouterr()
    assert said == f"{render([Row(what='words', measured=f'{SMALL.stages:,}')])}"
    assert progress == f"words: {SMALL.stages:,}\n"


def test_the_smallest_corpus_is_measured_before_and_after_the_largest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = iter([100.0, 300.0, 200.0, 0.0, 0.0])
    asked: list[str] = []

    def measure_nothing(command: Sequence[str]) -> Measured:
        asked.append(Path(command[command.index("--corpus") + 1]).name)
        return Measured(seconds=0.0, processor=next(seconds), memory=500.0, said="")

    monkeypatch.setattr(pipeline_speed, "measure", measure_nothing)
    monkeypatch.setattr(pipeline_speed, "_disk", lambda outputs, words: Row(what=f"{words:,}", measured=outputs.name))
    monkeypatch.setattr(pipeline_speed, "make_texts", lambda *_, **__: 1_000)
    rows = list(pipeline_speed.measure_memory(tmp_path, replace(SMALL, memory=(1_000_000, 2_000_000))))
    assert asked == ["corpus-1000000", "corpus-2000000", "corpus-1000000", "corpus", "corpus"]
    assert [row.measured for row in rows] == [
        "500 MB, 100,000 s a million words",
        "500 MB, 300,000 s a million words",
        "outputs-2000000",
        "2.00 of the smallest's",
        "500 MB: +0 MB",
    ]


def test_what_is_on_disk_is_told_by_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def export(command: Sequence[str]) -> None:
        assert command[-4:] == ["export", "parquet", "--outputs", str(tmp_path)]
        (tmp_path / "export/parquet").mkdir(parents=True)
        (tmp_path / "export/parquet/quotations.parquet").write_bytes(b"x" * 2_000)

    monkeypatch.setattr(pipeline_speed, "measure", export)
    for name, size in (
        ("texts/a.txt", 6_000),
        ("quotations.csv", 1_000),
        ("speakers.csv", 2_000),
        ("report.md", 1_000),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    row = pipeline_speed._disk(tmp_path, 1_000)
    assert row.measured == (
        "texts 6 MB, tables 3 MB, tables as Parquet 2 MB, report 1 MB, `interim/` 0 MB, `cache/` 0 MB"
    )


def test_the_parse_is_replayed_for_very_many_texts(tmp_path: Path) -> None:
    (row,) = pipeline_speed.measure_replayed(tmp_path, replace(SMALL, replayed=2 * 6 * pipeline_speed.WORDS))
    assert row.what.startswith("0.0072 MB of texts, 1,")
    assert (tmp_path / "outputs" / "report.html").is_file()


def test_the_sizes_for_memory_can_be_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def section(_: Path, sizes: Sizes) -> Iterator[Row]:
        yield Row(what="bytes", measured=str(sizes.memory))

    monkeypatch.setattr(pipeline_speed, "SECTIONS", {"memory": section})
    pipeline_speed.main(["--megabytes", "1", "--megabytes", "60"])
    assert "(1000000, 60000000)" in capsys.readouterr().out
