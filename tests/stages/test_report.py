"""The stage `report`: one file a person can read anywhere, safe whatever the texts hold."""

import base64
import hashlib
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from markdown_it import MarkdownIt
from markupsafe import Markup

from pipeline import __version__, store
from pipeline.errors import MissingStageError
from pipeline.findings import open_findings
from pipeline.records import Cooccurrence, KeyTerm, Quotation, TimelineEntry
from pipeline.reporting import material, search, tally, view
from pipeline.reporting.charts import Chart
from pipeline.reporting.policy import SCRIPTS, own_text
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.stages import interim, report, tables

EVIL = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;`*_|#\u202e\x07</title></style><!--"
    "</script>\u2028]]>javascript:alert(3)"
)

BY_DOCUMENT = [name for name, value in vars(interim).items() if isinstance(value, interim.ByDocument)]


@pytest.fixture
def tiny(small_corpus: Path, tmp_path: Path) -> Settings:
    """A copy of the small corpus, as the stages before the tables leave it."""
    outputs = tmp_path / "outputs"
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, outputs / part)
    return Settings(outputs=outputs)


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    settings = Settings(outputs=tmp_path / "outputs")
    for table in (value for value in vars(interim).values() if isinstance(value, interim.Interim | interim.ByDocument)):
        table.write(settings, [])
    return settings


def run(settings: Settings) -> dict[str, int]:
    """Write the report anew: a test that changes a constant of the program changes nothing that is looked at."""
    tables.run(settings, say=lambda _: None)
    (settings.outputs / "report.html").unlink(missing_ok=True)
    return report.run(settings, say=lambda _: None).counts


def page(settings: Settings, name: str = "report.html") -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring((settings.outputs / name).read_text(encoding="utf-8"))


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def paged(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "ONE_FILE_CHARS", 100)
    run(settings)


def pages(settings: Settings) -> Iterator[Path]:
    yield settings.outputs / "report.html"
    yield from sorted((settings.outputs / "report").glob("*.html"))


def text_of_paragraph(element: lxml.html.HtmlElement) -> str:
    """What a reader sees of a paragraph of the text, without its number and the labels."""
    copy = lxml.html.fromstring(lxml.html.tostring(element, encoding="unicode", with_tail=False))
    for extra in copy.xpath("//a[@class='pn'] | //a[starts-with(@class, 'who')]"):
        extra.drop_tree()
    return str(copy.text_content().strip("\n"))


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_the_report_of_the_small_corpus_is_as_reviewed(tiny: Settings, root: Path, regenerate: bool, name: str) -> None:
    run(tiny)
    golden = root / "tests" / "data" / "tiny" / "expected" / name
    found = (tiny.outputs / name).read_text(encoding="utf-8")
    found = found.replace(f"Quoth {__version__}", "Quoth of this version").replace(
        f"Version {__version__}", "Version of Quoth"
    )
    # The style sheet and the script are looked at in a browser, not as a difference of lines.
    for part in ("style", "script"):
        found = re.sub(rf"<{part}>.*</{part}>", f"<{part}></{part}>", found, flags=re.DOTALL)
    found = re.sub("&#39;sha256-[^&]*&#39;", "&#39;sha256-…&#39;", found)
    if regenerate:
        store.write_text(golden, found)
    assert found == golden.read_text(encoding="utf-8"), "read the difference; `pytest --regenerate` accepts it"


def test_running_twice_changes_nothing(tiny: Settings) -> None:
    run(tiny)
    first = {path: path.read_bytes() for path in sorted(tiny.outputs.glob("report*"))}
    run(tiny)
    assert len(first) == 2
    assert first == {path: path.read_bytes() for path in sorted(tiny.outputs.glob("report*"))}


def test_the_stage_before_is_named_where_there_are_no_tables(tiny: Settings) -> None:
    with pytest.raises(MissingStageError, match="quoth tables"):
        report.run(tiny, say=lambda _: None)


def test_an_empty_corpus_has_a_report_that_says_so(empty: Settings) -> None:
    assert run(empty) == {"documents": 0, "pages": 2}
    assert "No text was read." in words(page(empty))
    assert "No text was read." in (empty.outputs / "report.md").read_text(encoding="utf-8")


def test_the_file_asks_nothing_of_any_other_place(tiny: Settings) -> None:
    run(tiny)
    html = page(tiny)
    assert not html.xpath("//@src | //link | //img | //iframe | //object | //form | //@onload | //@onclick | //@style")
    style = "".join(html.xpath("//style/text()"))
    assert "url(" not in style
    assert "@import" not in style
    links = html.xpath("//a/@href")
    assert {link for link in links if not link.startswith("#")} <= {f"{table.name}.csv" for table in TABLES}


def test_a_page_may_do_nothing_but_what_is_its_own(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tiny)
    check_policy(tiny)
    paged(tiny, monkeypatch)
    check_policy(tiny)


def check_policy(settings: Settings) -> None:
    for path in pages(settings):
        source = path.read_text(encoding="utf-8")
        (policy,) = lxml.html.document_fromstring(source).xpath(
            "//meta[@http-equiv='Content-Security-Policy']/@content"
        )
        rules = dict(rule.split(" ", maxsplit=1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        for part in ("style", "script"):
            (own,) = re.findall(rf"<{part}>(.*?)</{part}>", source, flags=re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(own.encode("utf-8")).digest()).decode("ascii")
            assert rules[f"{part}-src"] == f"'sha256-{digest}'"
        assert rules.keys() == {"default-src", "style-src", "script-src", "img-src", "base-uri", "form-action"}


def test_the_script_makes_no_markup_of_words_and_asks_no_other_place(root: Path) -> None:
    folder = root / "pipeline" / "reporting" / "templates"
    assert sorted(path.name for path in folder.glob("*.js")) == sorted(SCRIPTS)
    script = own_text(*SCRIPTS)
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert way not in script
    for way in ("fetch(", "XMLHttpRequest", "import(", "WebSocket", "sendBeacon", "localStorage", "cookie", "http"):
        assert way not in script
    # The words that would end the element it stands in.
    assert "</" not in script
    assert "<!--" not in script


def test_every_link_leads_somewhere_and_every_id_is_there_once(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tiny)
    check_links(tiny)
    paged(tiny, monkeypatch)
    assert len(list(pages(tiny))) == 3
    check_links(tiny)


def check_links(settings: Settings) -> None:
    ids = {}
    for path in pages(settings):
        html = page(settings, path.relative_to(settings.outputs).as_posix())
        found = Counter(html.xpath("//@id"))
        assert [name for name, count in found.items() if count > 1] == []
        ids[path.resolve()] = set(found)
    for path in ids:
        for link in page(settings, path.relative_to(settings.outputs.resolve()).as_posix()).xpath("//a/@href"):
            name, _, fragment = link.partition("#")
            target = (path.parent / unquote(name)).resolve() if name else path
            assert target.is_file(), link
            assert not fragment or fragment in ids[target], link


def test_every_quotation_can_be_reached_from_its_speaker_and_back(tiny: Settings) -> None:
    run(tiny)
    html = page(tiny)
    for row in interim.QUOTATIONS.read(tiny):
        (mark,) = html.xpath(f"//*[@id='{row.quote_id}']")
        assert html.xpath(f"//main//a[@href='#{row.quote_id}']")
        if row.kind != "term":
            assert mark.tag == "mark"
            assert html.xpath(f"//a[@class and @href='#entry:{row.quote_id}']")
            (entry,) = html.xpath(f"//li[@id='entry:{row.quote_id}']")
            assert row.quote_id in words(entry)


def test_the_reading_view_holds_the_text_to_the_character(tiny: Settings) -> None:
    run(tiny)
    html = page(tiny)
    for paragraph in interim.PARAGRAPHS.read(tiny):
        text = interim.read_doc_text(tiny, paragraph.doc_id)
        (element,) = html.xpath(f"//*[@id='{paragraph.doc_id}.p{paragraph.paragraph + 1}']")
        assert text_of_paragraph(element) == text[paragraph.start : paragraph.end]


def test_what_is_marked_is_what_is_quoted(tiny: Settings) -> None:
    run(tiny)
    html = page(tiny)
    for row in interim.QUOTATIONS.read(tiny):
        (mark,) = html.xpath(f"//*[@id='{row.quote_id}']")
        assert text_of_paragraph(mark) == row.text


@pytest.mark.parametrize(
    ("quote_id", "expected"),
    [
        (
            "harbour.q0001",
            ["evidence: named subject of the cue", "cue “wrote”", "score 0.95", "dated “1911”", "writing"],
        ),
        ("harbour.q0004", ["goes on with the utterance above", "same utterance"]),
        ("harbour.q0005", ["called “Oyelaran” here", "The harbour and the light, paragraph 3"]),
        ("harbour.q0006", ["evidence: inside another's words", "Uncertain: such evidence is right 41 times in 100"]),
        ("harbour.q0007", ["cited from Notes from the Pier", "a paragraph of its own"]),
        ("harbour.q0008", ["Uncertain: no speaker found: no word such as “said” or “according to” leads to it"]),
        ("minutes.q0001", ["“within <reason> & the budget”", "quoted fragment"]),
        ("minutes.q0002", ["it is not clear whom the pronoun stands for", "minutes, paragraph 2"]),
    ],
)
def test_the_evidence_is_given_in_words(tiny: Settings, quote_id: str, expected: list[str]) -> None:
    run(tiny)
    (entry,) = page(tiny).xpath(f"//li[@id='entry:{quote_id}']")
    for phrase in expected:
        assert phrase in words(entry)


def test_what_is_uncertain_follows_the_setting(tiny: Settings) -> None:
    run(tiny)
    assert page(tiny).xpath("//mark[contains(@class, 'doubtful')]/@id") == [
        "harbour.q0006",
        "harbour.q0008",
        "minutes.q0002",
    ]
    run(replace(tiny, uncertain_below=0.9))
    assert "harbour.q0007" in page(tiny).xpath("//mark[contains(@class, 'doubtful')]/@id")


def test_a_speaker_is_not_shown_by_colour_alone(tiny: Settings) -> None:
    run(tiny)
    html = page(tiny)
    looks = {}
    for row in store.read_records(tiny.outputs / "quotations.csv", tables.TABLES[0].record, made_by="tables"):
        if row.kind != "term":
            (label,) = html.xpath(f"//a[contains(@class, 'who') and contains(@href, '{row.quote_id}')]")
            assert words(label).startswith(row.speaker or "no speaker")
            looks.setdefault(row.speaker, set()).add(label.get("class"))
    assert all(len(classes) == 1 for classes in looks.values())
    lines = [classes.pop().split()[-1] for classes in looks.values()]
    assert len(set(lines)) == len(lines)


def test_the_page_can_be_walked_through_by_its_structure(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tiny)
    check_structure(page(tiny))
    paged(tiny, monkeypatch)
    for path in pages(tiny):
        check_structure(page(tiny, path.relative_to(tiny.outputs).as_posix()))


def check_structure(html: lxml.html.HtmlElement) -> None:
    """Landmarks, one main heading, no level of heading left out, a caption on each table, a label on each section."""
    assert html.get("lang") == "en"
    assert html.xpath("boolean(//title/text())")
    for landmark in ("header", "nav[@aria-label]", "main[@id='content']", "footer"):
        assert len(html.xpath(f"/html/body/{landmark}")) == 1
    assert html.xpath("/html/body/*[1]/@href") == ["#content"]
    levels = [int(heading.tag[1]) for heading in html.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - level <= 1 for level, deeper in pairwise(levels))
    assert all(table.xpath("caption") for table in html.xpath("//table"))
    assert all(html.xpath(f"//*[@id='{name}']") for names in html.xpath("//@aria-labelledby") for name in names.split())
    assert all(drawing.xpath("title and desc") for drawing in html.xpath("//svg[not(@aria-hidden)]"))


def test_a_language_is_given_only_where_it_is_a_tag(tiny: Settings) -> None:
    run(tiny)
    assert page(tiny).xpath("//div[@class='reading']/@lang") == ["en-GB"]


def test_texts_too_many_for_one_file_get_pages_of_their_own(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    paged(tiny, monkeypatch)
    assert [path.name for path in pages(tiny)] == ["report.html", "harbour.html", "minutes.html"]
    index = page(tiny)
    assert not index.xpath("//mark[@id]")
    assert index.xpath("//section[@id='texts']//a/@href") == [
        "report/harbour.html#text:harbour",
        "report/minutes.html#text:minutes",
    ]
    found = {
        name
        for path in pages(tiny)
        for name in page(tiny, path.relative_to(tiny.outputs).as_posix()).xpath("//mark/@id")
    }
    assert found == {row.quote_id for row in interim.QUOTATIONS.read(tiny) if row.kind != "term"}


def test_the_number_of_texts_too_decides_on_pages(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "ONE_FILE_DOCUMENTS", 1)
    assert run(tiny) == {"documents": 2, "pages": 4}


def test_pages_of_texts_that_are_gone_are_removed(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    stray = tiny.outputs / "report" / "gone.html"
    with monkeypatch.context() as patch:
        paged(tiny, patch)
        store.write_text(stray, "old")
        run(tiny)
        assert [path.name for path in pages(tiny)] == ["report.html", "harbour.html", "minutes.html"]
    run(tiny)
    assert not stray.parent.exists()


def with_evil(settings: Settings) -> None:
    """Put markup wherever the corpus or the pipeline may put words."""
    interim.DOCUMENTS.write(
        settings,
        [
            replace(row, title=EVIL, author=EVIL, date=EVIL, source=EVIL, language=EVIL, path=EVIL)
            for row in interim.DOCUMENTS.read(settings)
        ],
    )
    interim.ENTITIES.write(
        settings, [replace(row, name=EVIL, aliases=(EVIL,), type="<EVIL>") for row in interim.ENTITIES.read(settings)]
    )
    interim.ATTRIBUTIONS.write(
        settings,
        [
            replace(row, speaker=EVIL if row.speaker else "", rule=EVIL, reason=EVIL)
            for row in interim.ATTRIBUTIONS.read(settings)
        ],
    )
    interim.QUOTATIONS.write(settings, [evil_quotation(row) for row in interim.QUOTATIONS.read(settings)])
    interim.INGEST_PROBLEMS.write(
        settings, [replace(row, path=EVIL, code=EVIL, message=EVIL) for row in interim.INGEST_PROBLEMS.read(settings)]
    )
    model = {"name": EVIL, "version": EVIL, "sha256": EVIL}
    store.write_text(settings.interim / "model.json", json.dumps(model))


def with_relations(settings: Settings, words: str) -> None:
    """Rows for what the report shows beside quotations, in the tables as they lie in the outputs."""
    term = KeyTerm(doc_id="harbour", rank=1, term=words, score=0.5, n_occurrences=3)
    pair = Cooccurrence(
        entity_id="gazette",
        name=words,
        type="ORG",
        other_id="margaret-oyelaran",
        other_name=words,
        other_type="PERSON",
        n_paragraphs=2,
        n_documents=2,
        documents=("harbour", "minutes"),
    )
    said = TimelineEntry(
        doc_id="harbour",
        date="1911",
        kind="statement",
        quote_id="harbour.q0001",
        speaker_id="margaret-oyelaran",
        speaker=words,
        date_text=words,
        date_start=0,
        date_end=1,
        paragraph=1,
        start=0,
        end=1,
        text=words,
    )
    told = replace(said, doc_id="minutes", kind="event", quote_id="", speaker_id="", speaker="", paragraph=0)
    for name, rows in (("keyterms", [term]), ("cooccurrences", [pair]), ("timeline", [said, told])):
        store.write_records(settings.outputs / f"{name}.csv", type(rows[0]), rows)


def test_what_is_beside_the_quotations_has_a_place_in_the_text(tiny: Settings) -> None:
    tables.run(tiny, say=lambda _: None)
    with_relations(tiny, "the tide")
    report.run(tiny, say=lambda _: None)
    html = page(tiny)
    assert html.xpath("//section[@id='timeline']//td[last()]/a/@href") == ["#harbour.q0001", "#minutes.p1"]
    assert html.xpath("//section[@id='timeline']//td[1]/a/@href") == ["#speaker-3"]
    assert html.xpath("//section[@id='together']//td/a/@href") == ["#text:harbour", "#text:minutes"]
    assert html.xpath("//section[@id='keyterms']//li//a/@href") == ["#text:harbour"]
    assert "About the tide" in words(html.xpath("//article[@id='text:harbour']")[0])
    check_structure(html)
    check_links(tiny)
    source = (tiny.outputs / "report.md").read_text(encoding="utf-8")
    assert "| the tide (organisation) | the tide (person) | 2 | 2 |" in source
    assert "| 1911 | the tide | the tide: “the tide” | The harbour and the light, paragraph 2 |" in source
    assert "the tide (3)" in source


def evil_quotation(row: Quotation) -> Quotation:
    return replace(row, subkind=EVIL, source_title=EVIL, source_author=EVIL, stated_date=EVIL)


def drawing(name: str) -> Chart:
    """A made-up picture."""
    svg = f'<svg class="picture picture-{name}" role="img"><title>{name}</title><desc>Of {name}.</desc></svg>'
    return Chart(name=name, title=name, description=f"Of {name}.", svg=svg, inline=Markup(svg))


def test_each_picture_stands_in_its_section_beside_the_same_in_figures(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = {"speakers": "speakers", "network": "together", "timeline": "timeline"}
    monkeypatch.setattr(report, "charts_of", lambda **_: tuple(map(drawing, sections)))
    tables.run(tiny, say=lambda _: None)
    with_relations(tiny, "the tide")
    report.run(tiny, say=lambda _: None)
    html = page(tiny)
    for name, section in sections.items():
        (figure,) = html.xpath(f"//section[@id='{section}']//figure[.//svg[contains(@class, 'picture-{name}')]]")
        assert words(figure.xpath("figcaption")[0]) == f"Of {name}."
        assert html.xpath(f"//section[@id='{section}']//table/tbody/tr")
    # The bars of the table give way to the picture.
    assert not html.xpath("//svg[contains(@class, 'track')]")
    check_structure(html)


def test_what_comes_from_the_corpus_never_becomes_markup(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with_evil(tiny)
    tables.run(tiny, say=lambda _: None)
    with_relations(tiny, EVIL)
    report.run(tiny, say=lambda _: None)
    check_harmless(page(tiny))
    check_links(tiny)
    monkeypatch.setattr(material, "ONE_FILE_CHARS", 100)
    report.run(tiny, say=lambda _: None)
    for path in pages(tiny):
        check_harmless(page(tiny, path.relative_to(tiny.outputs).as_posix()))
        check_policy(tiny)


def check_harmless(html: lxml.html.HtmlElement) -> None:
    assert not html.xpath("//img | //@onerror | //comment()")
    program, *data = reversed(html.xpath("//script"))
    assert "alert" not in program.text
    for element in data:
        assert element.get("type") == "application/json"
        assert "<" not in element.text
        assert json.loads(element.text)
    assert not [link for link in html.xpath("//a/@href") if urlsplit(link).scheme]
    assert len(html.xpath("/html/head/title")) == len(html.xpath("//style")) == 1
    content = html.text_content()
    assert "<script>alert(1)</script>" in content
    assert "\x07" not in content
    # What turns the direction of writing stands within an element that ends its effect.
    for element in html.xpath("//body//*[contains(text(), '\u202e')]"):
        assert element.tag == "bdi" or element.xpath("ancestor::bdi | ancestor-or-self::*[@dir='auto']"), element.tag


def test_what_comes_from_the_corpus_never_becomes_markdown_markup(tiny: Settings) -> None:
    with_evil(tiny)
    run(tiny)
    source = (tiny.outputs / "report.md").read_text(encoding="utf-8")
    assert "\u202e" not in source
    html = lxml.html.document_fromstring(MarkdownIt("gfm-like", {"linkify": False}).render(source))
    assert not html.xpath("//script | //img | //em | //code | //a[contains(@href, ':')] | //@onerror | //comment()")
    shown = html.text_content()
    assert shown.count(EVIL.replace("\u202e", "").replace("\u2028", " ").replace("\x07", "␇")) > 20
    headings = [int(heading.tag[1]) for heading in html.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert set(headings) == {1, 2, 3}


def test_the_markdown_says_the_same_as_the_page(tiny: Settings) -> None:
    run(tiny)
    rendered = lxml.html.document_fromstring(
        MarkdownIt("gfm-like", {"linkify": False}).render((tiny.outputs / "report.md").read_text(encoding="utf-8"))
    )
    shown = words(rendered)
    for row in store.read_records(tiny.outputs / "quotations.csv", tables.TABLES[0].record, made_by="tables"):
        assert row.text in shown
        assert row.speaker in shown
        assert row.kind == "term" or row.quote_id in shown
    assert [words(heading) for heading in rendered.xpath("//h2")] == [
        "Counts",
        "Speakers",
        "Who is named together",
        "Timeline",
        "Key terms",
        "Terms in marks",
        "Who and what is named",
        "The texts",
        "What is uncertain, and why",
        "Problems",
        "How it was made",
        "How to cite",
    ]
    # Nine tables' worth of rows; a bar in a cell would have broken one.
    assert {len(row.xpath("td | th")) for table in rendered.xpath("//table") for row in table.xpath(".//tr")} == {
        2,
        3,
        4,
        5,
    }


def test_an_index_of_many_texts_lists_some_quotations_and_says_how_many_more(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tally, "SAMPLES", 1)
    paged(tiny, monkeypatch)
    keepers = page(tiny).xpath("//section[@class='speaker'][.//*[text()='the keepers']]")[0]
    assert len(keepers.xpath(".//li")) == 1
    assert "2 more in quotations.csv, in The harbour and the light." in words(keepers)


def test_an_index_of_many_texts_holds_every_quotation_for_its_search(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    paged(tiny, monkeypatch)
    index = page(tiny)
    rows = json.loads(index.xpath("//script[@id='rows']")[0].text)
    texts = index.xpath("//select[@id='by-text']/option[@value != '']")
    found = {f"{texts[row[0]].get('data-page')}#{texts[row[0]].get('value')}.{row[1]}" for row in rows}
    spoken = [row for row in interim.QUOTATIONS.read(tiny) if row.kind != "term"]
    assert found == {f"report/{row.doc_id}.html#{row.quote_id}" for row in spoken}
    assert [row[-1] for row in rows] == [row.text for row in spoken]
    assert not index.xpath("//*[@id='limits']")
    assert not page(tiny, "report/harbour.html").xpath("//*[@id='rows']")


def test_an_index_says_what_its_search_leaves_out(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "WIDTHS", (20,))
    paged(tiny, monkeypatch)
    index = page(tiny)
    assert all(len(row[-1]) <= 21 for row in json.loads(index.xpath("//script[@id='rows']")[0].text))
    assert words(index.xpath("//*[@id='limits']")[0]) == "Of a longer quotation the first 20 characters are searched."


def parts(settings: Settings) -> list[str]:
    return sorted(path.relative_to(settings.outputs).as_posix() for path in settings.outputs.glob("report/search/*"))


def test_an_index_of_very_many_texts_loads_what_it_searches_from_files_beside_it(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tally, "LISTED_TEXTS", 1)
    monkeypatch.setattr(tally, "LISTED_SPEAKERS", 2)
    monkeypatch.setattr(search, "PART_BYTES", 300)
    paged(tiny, monkeypatch)
    index = page(tiny)
    (results,) = index.xpath("//*[@id='results']")
    assert len(parts(tiny)) > 1
    assert results.get("data-parts").split() == parts(tiny)
    assert results.get("data-total") == "9"
    assert not index.xpath("//script[@id='rows']")
    (policy,) = index.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.count("'strict-dynamic'") == 1
    assert "strict-dynamic" not in (tiny.outputs / "report" / "harbour.html").read_text(encoding="utf-8")
    assert "1 more in documents.csv" in words(index)
    assert "These are the 2 speakers with most words; 2 more are in speakers.csv" in words(index)
    check_links(tiny)
    check_structure(index)


def test_files_of_the_search_that_hold_what_was_are_removed(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "LISTED_TEXTS", 1)
    paged(tiny, monkeypatch)
    before = parts(tiny)
    run(replace(tiny, uncertain_below=0.9))
    assert len(parts(tiny)) == len(before) == 1
    assert parts(tiny) != before
    monkeypatch.undo()
    run(tiny)
    assert not (tiny.outputs / "report").exists()


def made_again(settings: Settings) -> list[str]:
    """The pages that another run writes, by name; the others are left alone."""
    for path in (settings.outputs / "report").glob("*.html"):
        os.utime(path, (0, 0))
    run(settings)
    return sorted(path.name for path in (settings.outputs / "report").glob("*.html") if path.stat().st_mtime)


def test_only_pages_that_would_be_another_are_made_again(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    paged(tiny, monkeypatch)
    assert made_again(tiny) == []
    rows = [replace(row, score=0.5) for row in interim.ATTRIBUTIONS.read(tiny) if row.doc_id == "minutes"]
    with open_findings(tiny.interim) as findings:
        findings.keep("changed", "minutes", "", {interim.ATTRIBUTIONS.name: interim.ATTRIBUTIONS.pack(rows)})
    assert made_again(tiny) == ["minutes.html"]
    # Its neighbour names it in the link that leads to it.
    documents = [replace(row, title=f"New {row.doc_id}") for row in interim.DOCUMENTS.read(tiny)[:1]]
    interim.DOCUMENTS.write(tiny, [*documents, *interim.DOCUMENTS.read(tiny)[1:]])
    assert made_again(tiny) == ["harbour.html", "minutes.html"]
    assert made_again(replace(tiny, uncertain_below=0.9)) == ["harbour.html", "minutes.html"]
    monkeypatch.setattr(report, "digest_of_code", lambda *_: "another program")
    assert made_again(replace(tiny, uncertain_below=0.9)) == ["harbour.html", "minutes.html"]


def test_a_page_that_is_lost_or_cut_short_is_made_again(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    paged(tiny, monkeypatch)
    harbour, minutes = (tiny.outputs / "report" / f"{name}.html" for name in ("harbour", "minutes"))
    before = harbour.read_bytes(), minutes.read_bytes()
    harbour.unlink()
    minutes.write_bytes(before[1][:100])
    run(tiny)
    assert (harbour.read_bytes(), minutes.read_bytes()) == before


def test_a_text_that_goes_and_comes_again_leaves_the_same_pages(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material, "ONE_FILE_DOCUMENTS", 0)
    documents = interim.DOCUMENTS.read(tiny)
    run(tiny)
    whole = {path.name: path.read_bytes() for path in pages(tiny)}
    with open_findings(tiny.interim) as findings:
        found = {name: findings.rows(name, "minutes") for name in (getattr(interim, one).name for one in BY_DOCUMENT)}
        findings.forget("changed", found, ["minutes"])
    interim.DOCUMENTS.write(tiny, documents[:1])
    run(tiny)
    assert [path.name for path in pages(tiny)] == ["report.html", "harbour.html"]
    assert kept_pages(tiny) == {"harbour"}
    interim.DOCUMENTS.write(tiny, documents)
    with open_findings(tiny.interim) as findings:
        findings.keep("changed", "minutes", "", found)
    run(tiny)
    assert {path.name: path.read_bytes() for path in pages(tiny)} == whole
    assert kept_pages(tiny) == {"harbour", "minutes"}


def kept_pages(settings: Settings) -> set[str]:
    """The documents whose pages are known to be as they should."""
    with open_findings(settings.interim) as findings:
        return set(findings.keys(report.PAGE_KEY))


# A number of one thing, and the word for several: "1 texts", "1 more speakers".
WRONG = re.compile(
    r"(?<![\d.,])1 (?:more |other |weaker )?"
    r"(?:texts|documents|speakers|quotations|words|paragraphs|terms|utterances|times|pages|rows|files|names|ties)\b"
)


def test_one_is_one_and_not_several(tiny: Settings) -> None:
    assert WRONG.search("with 1 documents")
    assert not WRONG.search("11 documents, 1 document, 0.1 words")
    keep = ("harbour.q0001", "harbour.q0002")
    interim.DOCUMENTS.write(tiny, interim.DOCUMENTS.read(tiny)[:1])
    for name in BY_DOCUMENT:
        rows = getattr(interim, name).read(tiny)
        mine = [row for row in rows if row.doc_id == "harbour" and getattr(row, "quote_id", keep[0]) in keep]
        getattr(interim, name).write(tiny, mine)
    run(tiny)
    check_numbers(tiny)


def test_where_one_is_left_out_it_is_one(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, limit in (("LISTED_SPEAKERS", 3), ("LISTED_TEXTS", 1), ("LONGEST_LIST", 2), ("SAMPLES", 2)):
        monkeypatch.setattr(tally, name, limit)
    monkeypatch.setattr(view, "LONGEST_PLACES", 0)
    monkeypatch.setattr(view, "LONGEST_CARDS", 2)
    monkeypatch.setattr(view, "FOLDED_FROM", 2)
    paged(tiny, monkeypatch)
    assert "1 more speaker" in words(page(tiny))
    assert "1 more is in speakers.csv, and the search finds that one" in words(page(tiny))
    assert "and 1 more text." in words(page(tiny))
    check_numbers(tiny)


def check_numbers(settings: Settings) -> None:
    for path in [*pages(settings), settings.outputs / "report.md"]:
        shown = path.read_text(encoding="utf-8")
        found = words(lxml.html.document_fromstring(shown)) if path.suffix == ".html" else shown
        assert not WRONG.search(found), path.name


def test_a_term_in_more_places_than_are_listed_says_in_how_many(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tally, "LONGEST_NAMES", 2)
    run(tiny)
    path = tiny.outputs / "quotations.csv"
    rows = store.read_records(path, tables.TABLES[0].record, made_by="tables")
    (term,) = (row for row in rows if row.kind == "term")
    again = [replace(term, quote_id=f"{term.quote_id}{letter}") for letter in "abcd"]
    place = rows.index(term) + 1
    store.write_records(path, tables.TABLES[0].record, [*rows[:place], *again, *rows[place:]])
    report.run(tiny, say=lambda _: None)
    (listed,) = page(tiny).xpath("//ul[preceding-sibling::h3[@id='terms']]/li")
    assert words(listed) == f"“{term.text}” 1 2 and 3 more"
    assert f"“{term.text}”, 5 times" in (tiny.outputs / "report.md").read_text(encoding="utf-8")


def test_a_text_with_very_many_quotations_lists_some_and_marks_all(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PAGE_ENTRIES", 2)
    monkeypatch.setattr(view, "PAGE_SAMPLES", 1)
    paged(tiny, monkeypatch)
    html = page(tiny, "report/harbour.html")
    assert "2 more marked in the text below." in words(
        html.xpath("//section[@class='speaker'][.//h3//*[text()='the keepers']]")[0]
    )
    assert len(html.xpath("//mark[@id]")) == 7
    (label,) = html.xpath("//mark[@id='harbour.q0004']/preceding-sibling::a[1]")
    assert html.xpath(f"//*[@id='{label.get('href')[1:]}'][.//*[text()='the keepers']]")
    check_links(tiny)


def test_many_speakers_are_folded_away(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tiny)
    assert not page(tiny).xpath("//*[@id='cards']//details")
    quotations = interim.QUOTATIONS.read(tiny)
    first, *rest = interim.ATTRIBUTIONS.read(tiny)
    crowd = [
        replace(
            first,
            quote_id=row.quote_id,
            doc_id=row.doc_id,
            speaker=f"Speaker {number}",
            speaker_id=f"speaker-{number}",
            speaker_mention="",
            mention_start=None,
            mention_end=None,
            cue="",
            cue_start=None,
            cue_end=None,
        )
        for number, row in enumerate(quotations)
        if row.kind != "term"
    ]
    monkeypatch.setattr(view, "FOLDED_FROM", 5)
    interim.ATTRIBUTIONS.write(tiny, crowd)
    run(tiny)
    monkeypatch.setattr(view, "LONGEST_CARDS", 6)
    run(tiny)
    html = page(tiny)
    assert len(html.xpath("//details[@class='speaker']/summary/h3")) == len(crowd) == len(rest)
    (others,) = html.xpath("//details[@class='others']")
    assert words(others.xpath("summary")[0]) == "3 more speakers"
    assert len(others.xpath("details")) == 3
    check_structure(html)
    check_links(tiny)


@pytest.mark.parametrize("held", [0, 1, 4])
def test_pages_are_the_same_whether_they_are_held_or_read_again(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch, held: int
) -> None:
    monkeypatch.setattr(material, "ONE_FILE_DOCUMENTS", 1)
    run(tiny)
    pages = {path: path.read_bytes() for path in (tiny.outputs / "report").glob("*.html")}
    assert len(pages) == 2
    for path in pages:
        path.unlink()
    monkeypatch.setattr(report, "_HELD", held)
    report.run(tiny, say=lambda _: None)
    assert {path: path.read_bytes() for path in pages} == pages


def written_at(settings: Settings) -> dict[str, int]:
    """When every file of the report was written last."""
    paths = (path for path in settings.outputs.rglob("*") if path.is_file())
    names = ("report", "figures")
    found = ((path.relative_to(settings.outputs).as_posix(), path.stat().st_mtime_ns) for path in paths)
    return {name: time for name, time in found if name.startswith(names)}


@pytest.mark.parametrize("in_pages", [False, True])
def test_where_nothing_has_changed_nothing_is_written_but_the_index_is_new(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch, in_pages: bool
) -> None:
    if in_pages:
        monkeypatch.setattr(material, "ONE_FILE_DOCUMENTS", 1)
    counts = run(tiny)
    before = written_at(tiny)
    assert len(before) >= 3
    monkeypatch.setattr(report, "_write", lambda *_: pytest.fail("written though nothing has changed"))
    assert report.run(tiny, say=lambda _: None).counts == counts
    after = written_at(tiny)
    assert after.pop("report.html") > before.pop("report.html")
    assert after == before


@pytest.mark.parametrize("spoil", ["remove", "edit"])
@pytest.mark.parametrize("name", ["report.html", "report.md", "figures/speakers.svg", "report/harbour.html"])
def test_a_file_of_the_report_that_is_lost_or_changed_is_made_again(
    tiny: Settings, monkeypatch: pytest.MonkeyPatch, name: str, spoil: str
) -> None:
    monkeypatch.setattr(material, "ONE_FILE_DOCUMENTS", 1)
    run(tiny)
    path = tiny.outputs / name
    content = path.read_bytes()
    if spoil == "remove":
        path.unlink()
    else:
        path.write_bytes(content + b"more")
    report.run(tiny, say=lambda _: None)
    assert path.read_bytes() == content


def test_a_setting_of_the_report_and_a_table_put_right_by_hand_are_seen(tiny: Settings) -> None:
    run(tiny)
    first = (tiny.outputs / "report.html").read_bytes()
    report.run(replace(tiny, uncertain_below=0.999), say=lambda _: None)
    second = (tiny.outputs / "report.html").read_bytes()
    assert second != first
    table = tiny.outputs / "keyterms.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([*lines[:-1], lines[-1].replace(",1\n", ",7\n")]), encoding="utf-8")
    report.run(tiny, say=lambda _: None)
    assert (tiny.outputs / "report.html").read_bytes() not in {first, second}
