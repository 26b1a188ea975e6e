"""`make bench`: that it measures what it says, on sizes too small to time."""

from pathlib import Path

import pytest

from benchmarks import attribution_speed
from benchmarks.made_records import NAMES, MadeRecords, dialogue, long_text, write_records
from pipeline.quotes.marks import find_quotations
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.settings import Settings
from pipeline.stages import attribute, interim


@pytest.mark.parametrize("name", attribution_speed.TEXTS)
def test_a_made_text_holds_as_many_marks_as_it_is_said_to(name: str) -> None:
    piece, marks = attribution_speed.TEXTS[name]
    assert sum(piece.count(mark) for mark in '“”"‘') + piece.count(",’") == marks
    text = piece * 3
    spans = find_quotations(text, split_paragraphs(text, doc_id="made")).spans
    assert bool(spans) == (name != "bare marks in one paragraph")


@pytest.mark.parametrize(
    ("made", "n_quotations", "speakers"),
    [
        (dialogue(4, described=False), 4, [NAMES[0], NAMES[1]]),
        (dialogue(4, described=True), 4, ["one pilot", "one pilot"]),
        (long_text(100, strangers=False), 1, [NAMES[0]]),
    ],
)
def test_made_records_are_attributed_as_those_of_a_text(
    tmp_path: Path, made: MadeRecords, n_quotations: int, speakers: list[str]
) -> None:
    settings = Settings(corpus=tmp_path, outputs=tmp_path / "outputs")
    write_records(made, settings)
    attribute.run(settings, say=lambda _: None)
    found = [row.speaker for row in interim.ATTRIBUTIONS.read(settings)]
    assert (len(found), found[::2]) == (n_quotations, speakers)


def test_growth_is_told_from_a_level(capsys: pytest.CaptureFixture[str]) -> None:
    attribution_speed.say_growth("marks", [(10, 1e-6), (20, 1.1e-6)])
    attribution_speed.say_growth("marks", [(10, 1e-6), (20, 2e-6)])
    assert capsys.readouterr().out.splitlines() == [
        "  marks: 10: 1.00, 20: 1.10 (level)",
        "  marks: 10: 1.00, 20: 2.00 (GROWS by 2.0)",
    ]


def test_every_part_of_the_benchmark_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(attribution_speed, "MARKS", (8, 16))
    monkeypatch.setattr(attribution_speed, "WORDS", (50, 100))
    monkeypatch.setattr(attribution_speed, "EXTRACTED", (4, 8))
    (tmp_path / "tide.txt").write_text("“The channel is shut,” said Ada Lund.\n", encoding="utf-8")
    attribution_speed.main([str(tmp_path), "--rounds", "1"])
    said = capsys.readouterr().out
    assert f"{tmp_path}: 7 words" in said
    for words in (
        "attribute: ",
        "bare parse: ",
        "finding quotations, µs a mark",
        "one quotation, 120 names",
    ):
        assert words in said
