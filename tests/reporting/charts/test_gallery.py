"""The charts as they are shown: harmless, in words too, the same everywhere."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
import pytest
from lxml import etree

from pipeline.records import Cooccurrence, Entity, Speaker, TimelineEntry
from pipeline.reporting.charts import Chart, charts_of
from pipeline.reporting.charts.shapes import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
EVIL = [
    "<script>alert(1)</script>",
    "]]><img src=x onerror=alert(2)>",
    "javascript:alert(3)",
    "\x07\u202eBell\ufffe & \"'",
    "שלום עולם",
    "A" * 300,
    "e" + "\u0301" * 300,
    "😀 =cmd()",
    "{{ 7 * 7 }} &lt;b&gt;",
    "datum.x'] || alert(4)",
]
ALLOWED = {"svg", "title", "desc", "g", "path", "rect", "line", "text"}
ATTRIBUTES = re.compile(
    r"xmlns|viewBox|width|height|role|aria-labelledby|font-(family|size|weight)|id|class|transform|d|x2?|y2?|rx|ry|"
    r"fill|stroke(-width|-linecap|-linejoin)?|text-anchor"
)


@pytest.fixture(scope="module")
def evil(
    speaker: Callable[..., Speaker],
    entity: Callable[..., Entity],
    pair: Callable[..., Cooccurrence],
    event: Callable[..., TimelineEntry],
) -> tuple[Chart, ...]:
    """The charts of people with such names."""
    return charts_of(
        speakers=[speaker(name, name=name, words=100 - number) for number, name in enumerate(EVIL)],
        entities=[entity(name, mentions=number) for number, name in enumerate(EVIL, 1)],
        cooccurrences=[pair(EVIL[0], name, number) for number, name in enumerate(EVIL[1:], 1)],
        timeline=[event(f"190{number}", name, date_text=name) for number, name in enumerate(EVIL)]
        + [event(f"190{number}", "Yes.", speaker=name) for number, name in enumerate(EVIL)],
    )


def drawings(charts: tuple[Chart, ...]) -> Iterator[etree._Element]:
    for chart in charts:
        yield etree.fromstring(chart.svg)
        yield etree.fromstring(chart.inline)


def test_there_is_a_chart_of_each_kind(evil: tuple[Chart, ...]) -> None:
    assert [chart.name for chart in evil] == ["speakers", "network", "timeline"]


def test_whatever_a_text_holds_a_drawing_is_shapes_and_words(evil: tuple[Chart, ...]) -> None:
    for drawing in drawings(evil):
        for element in drawing.iter():
            assert element.tag.removeprefix(SVG) in ALLOWED
            assert [name for name in element.attrib if not ATTRIBUTES.fullmatch(name)] == []
            assert all(
                "url" not in value and "javascript" not in value
                for name, value in element.attrib.items()
                if name != "aria-labelledby"
            )
            assert element.text is None or "\u202e" not in element.text


def test_names_are_lettered_as_they_are(evil: tuple[Chart, ...]) -> None:
    for chart in evil[:2]:
        words = lettered(chart)
        for name in ("<script>alert(1", "😀 =cmd", "שלום עולם", "{{ 7 * 7 }} &lt;b", "␇Bell"):
            assert any(name.casefold() in word.casefold() for word in words), (chart.name, name)
    assert any("<script>alert(1)</script>" in word for word in lettered(evil[2]))


def lettered(chart: Chart) -> list[str]:
    return [element.text or "" for element in etree.fromstring(chart.svg).iter(f"{SVG}text")]


def test_in_a_page_a_drawing_is_a_drawing(evil: tuple[Chart, ...]) -> None:
    page = lxml.html.document_fromstring(f"<main>{''.join(chart.inline for chart in evil)}</main>")
    assert not page.xpath("//script | //img | //a | //@style | //@onerror | //@href")
    assert len(page.xpath("//main/svg")) == len(evil)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for svg in page.xpath("//svg"):
        assert svg.get("role") == "img"
        assert [page.get_element_by_id(name).tag for name in svg.get("aria-labelledby").split()] == ["title", "desc"]


def test_a_drawing_is_said_in_words(evil: tuple[Chart, ...]) -> None:
    for chart in evil:
        for drawing in (etree.fromstring(chart.svg), etree.fromstring(chart.inline)):
            assert drawing.findtext(f"{SVG}title") == chart.title
            assert drawing.findtext(f"{SVG}desc") == chart.description
        assert "\x07" not in chart.description
        assert len(chart.description) < 900


def test_the_file_has_the_colours_of_the_day_and_the_page_those_of_its_style_sheet(evil: tuple[Chart, ...]) -> None:
    for chart in evil:
        assert "var(" not in chart.svg
        used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', chart.inline)) - {"none"}
        assert used <= {f"var(--{name})" for name in COLOURS}
        assert not re.search(r"width=\"\d+\" height=\"\d+\"[^>]*role", chart.inline)


def test_the_colours_are_those_of_the_style_sheet(root: Path) -> None:
    css = (root / "pipeline" / "reporting" / "templates" / "report.css").read_text(encoding="utf-8")
    first = re.findall(r":root \{(.*?)\}", css, flags=re.DOTALL)[0]
    declared = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", first))
    assert {name: declared[name] for name in COLOURS} == COLOURS
    assert len(set(COLOURS.values())) == len(COLOURS)


def test_no_coordinate_has_noise_in_its_last_digits(evil: tuple[Chart, ...]) -> None:
    for chart in evil:
        assert not re.search(r"[\d.]e-\d|\.\d{3,}", re.sub(r">[^<]*<", "><", chart.svg))


def test_a_corpus_without_matter_has_no_chart_and_imports_nothing_that_draws() -> None:
    script = (
        "import sys\n"
        "from pipeline.reporting.charts import charts_of\n"
        "assert charts_of(speakers=[], entities=[], cooccurrences=[], timeline=[]) == ()\n"
        "print(sorted({'altair', 'vl_convert', 'networkx', 'lxml', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_large_corpus_gives_small_pictures(
    speaker: Callable[..., Speaker],
    entity: Callable[..., Entity],
    pair: Callable[..., Cooccurrence],
    event: Callable[..., TimelineEntry],
) -> None:
    charts = charts_of(
        speakers=[speaker(f"s{number}", words=5000 - number) for number in range(2000)],
        entities=[entity(f"s{number}", mentions=2000 - number) for number in range(2000)],
        cooccurrences=[
            pair(f"s{one:04d}", f"s{two:04d}", 300 // (one + 1)) for one in range(90) for two in range(100, 190)
        ],
        timeline=[
            event(str(1700 + number % 300), speaker=f"s{number % 50}" * (number % 2)) for number in range(20_000)
        ],
    )
    assert [chart.name for chart in charts] == ["speakers", "network", "timeline"]
    assert all(len(chart.svg) < 30_000 for chart in charts)
