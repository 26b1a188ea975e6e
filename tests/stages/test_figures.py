"""The stage `report` writes the pictures as files, and takes away those there is no more matter for."""

import shutil
from pathlib import Path

import pytest
from lxml import etree

from pipeline import records, store
from pipeline.reporting.charts.shapes import Sheet
from pipeline.settings import Settings
from pipeline.stages import interim, pictures, report, tables

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><g><path d="M0,0h5" fill="#1f1c18"/></g></svg>'


@pytest.fixture
def tiny(small_corpus: Path, tmp_path: Path) -> Settings:
    """A copy of the small corpus with its tables made."""
    outputs = tmp_path / "outputs"
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, outputs / part)
    settings = Settings(outputs=outputs)
    tables.run(settings, say=lambda _: None)
    return settings


def figures(settings: Settings) -> list[str]:
    return sorted(path.name for path in (settings.outputs / "figures").glob("*"))


def dated(date: str) -> records.TimelineEntry:
    return records.TimelineEntry(
        doc_id="harbour",
        date=date,
        kind="event",
        quote_id="",
        speaker_id="",
        speaker="",
        date_text=date,
        date_start=0,
        date_end=4,
        paragraph=0,
        start=0,
        end=4,
        text=date,
    )


def write_timeline(settings: Settings, dates: list[str]) -> None:
    rows = [dated(date) for date in dates]
    store.write_records(settings.outputs / "timeline.csv", records.TimelineEntry, rows)


def test_every_picture_is_a_file_that_an_svg_reader_opens(tiny: Settings) -> None:
    write_timeline(tiny, ["1905", "1907", "1911"])
    report.run(tiny, say=lambda _: None)
    assert {"speakers.svg", "timeline.svg"} <= set(figures(tiny))
    for name in figures(tiny):
        path = tiny.outputs / "figures" / name
        assert etree.parse(path).getroot().get("viewBox")
        assert path.read_bytes().endswith(b"</svg>\n")


def test_running_twice_changes_no_picture(tiny: Settings) -> None:
    found = []
    for _ in range(2):
        report.run(tiny, say=lambda _: None)
        found.append({name: (tiny.outputs / "figures" / name).read_bytes() for name in figures(tiny)})
    assert found[0] == found[1]


def test_a_chart_is_drawn_again_only_where_it_would_be_another(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def draw(sheet: Sheet) -> str:
        drawn.append(sheet.name)
        return DRAWING

    monkeypatch.setattr(pictures, "draw", draw)
    for dates, expected in (
        (["1905", "1907", "1911"], ["speakers", "timeline"]),
        (["1905", "1907", "1911"], []),
        (["1905", "1907", "1912"], ["timeline"]),
        (["1905", "1907", "1911"], ["timeline"]),
    ):
        drawn.clear()
        write_timeline(tiny, dates)
        report.run(tiny, say=lambda _: None)
        assert drawn == expected
    assert len(list((tiny.interim / "charts").iterdir())) == 2
    monkeypatch.setattr(pictures, "digest_of_code", lambda *_: "another program")
    (tiny.outputs / "report.html").unlink()
    report.run(tiny, say=lambda _: None)
    assert drawn == ["timeline", "speakers", "timeline"]


def test_a_picture_there_is_no_more_matter_for_is_removed(tiny: Settings) -> None:
    write_timeline(tiny, ["1905", "1907", "1911"])
    report.run(tiny, say=lambda _: None)
    write_timeline(tiny, [])
    report.run(tiny, say=lambda _: None)
    assert "timeline.svg" not in figures(tiny)
    assert "speakers.svg" in figures(tiny)


def test_what_somebody_else_put_beside_the_pictures_stays(tiny: Settings) -> None:
    store.write_text(tiny.outputs / "figures" / "mine.png", "a picture")
    report.run(tiny, say=lambda _: None)
    assert "mine.png" in figures(tiny)


def test_a_corpus_in_which_nobody_speaks_has_no_folder_of_pictures(tmp_path: Path) -> None:
    settings = Settings(outputs=tmp_path / "outputs")
    for table in (value for value in vars(interim).values() if isinstance(value, interim.Interim | interim.ByDocument)):
        table.write(settings, [])
    tables.run(settings, say=lambda _: None)
    report.run(settings, say=lambda _: None)
    assert not (settings.outputs / "figures").exists()
