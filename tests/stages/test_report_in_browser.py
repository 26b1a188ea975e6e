"""The report as a person has it: opened from a file in a browser, read, searched and walked through by keyboard.

Needs a Chromium and skips where there is none; with ``QUOTH_BROWSER=required`` that is a failure.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect, sync_playwright

from pipeline import store
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.records import Attribution, Paragraph, Quotation, unattributed
from pipeline.reporting import material, search, tally, view
from pipeline.settings import Settings
from pipeline.stages import interim, report, tables

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MISSING = "no Chromium was found: install it (apt-get install chromium) to test the report in a browser"
ROOM = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 640}

# One file, an index of many texts, and the page of one of them.
ONE, INDEX, PAGE = "one/report.html", "paged/report.html", "paged/report/harbour.html"
EVERY = pytest.mark.parametrize("name", [ONE, INDEX, PAGE])


@pytest.fixture(scope="module")
def folder(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus reported on twice: in one file, and as an index with a page a text."""
    folder = tmp_path_factory.mktemp("reports")
    for name, chars, samples in (("one", material.ONE_FILE_CHARS, tally.SAMPLES), ("paged", 100, 1)):
        settings = Settings(outputs=folder / name)
        for part in ("interim", "texts"):
            shutil.copytree(small_corpus / part, settings.outputs / part)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(material, "ONE_FILE_CHARS", chars)
            patch.setattr(tally, "SAMPLES", samples)
            tables.run(settings, say=lambda _: None)
            report.run(settings, say=lambda _: None)
    return folder


@pytest.fixture(scope="module")
def vast(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small corpus, held to be too much for its index: the search loads the quotations from files beside it."""
    settings = Settings(outputs=tmp_path_factory.mktemp("vast"))
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, settings.outputs / part)
    limits = (("LISTED_TEXTS", 1), ("LISTED_SPEAKERS", 2), ("FULL_SPEAKERS", 1), ("SAMPLES", 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(material, "ONE_FILE_CHARS", 100)
        patch.setattr(search, "PART_BYTES", 300)
        for name, limit in limits:
            patch.setattr(tally, name, limit)
        tables.run(settings, say=lambda _: None)
        report.run(settings, say=lambda _: None)
    return settings.outputs


@pytest.fixture(scope="module")
def crowd(small_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text with 120 quotations of one speaker, of which its page lists two and the index three."""
    settings = Settings(outputs=tmp_path_factory.mktemp("crowd"))
    lines = [f"“Café number {number} isn’t open.” Ada said." for number in range(1, 121)]
    text = "\n\n".join(lines) + "\n"
    paragraphs = list(split_paragraphs(text, doc_id="crowd"))
    for table in (value for value in vars(interim).values() if isinstance(value, interim.Interim)):
        table.write(settings, [])
    store.write_text(settings.texts / "crowd.txt", text)
    small = Settings(outputs=small_corpus)
    document, statistics = interim.DOCUMENTS.read(small)[0], interim.STATISTICS.read(small)[0]
    interim.STATISTICS.write(settings, [replace(statistics, doc_id="crowd")])
    interim.DOCUMENTS.write(settings, [replace(document, doc_id="crowd", title="A crowd", n_chars=len(text))])
    interim.PARAGRAPHS.write(settings, paragraphs)
    quotations, attributions = zip(*(_quoted(row, text) for row in paragraphs), strict=True)
    interim.QUOTATIONS.write(settings, quotations)
    interim.ATTRIBUTIONS.write(settings, attributions)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(material, "ONE_FILE_CHARS", 100)
        patch.setattr(view, "PAGE_ENTRIES", 100)
        patch.setattr(view, "PAGE_SAMPLES", 2)
        tables.run(settings, say=lambda _: None)
        report.run(settings, say=lambda _: None)
    return settings.outputs


def _quoted(row: Paragraph, text: str) -> tuple[Quotation, Attribution]:
    start, end = row.start + 1, text.index("”", row.start)
    quote_id = f"crowd.q{row.paragraph + 1:04d}"
    found = Quotation(
        doc_id="crowd",
        quote_id=quote_id,
        kind="direct",
        subkind="speech",
        form="inline",
        utterance_id=quote_id,
        parent_id="",
        paragraph=row.paragraph,
        sentence=0,
        start=start,
        end=end,
        marks="“”",
        kind_evidence="",
        source_title="",
        source_author="",
        stated_date="",
        text=text[start:end],
    )
    by_ada = {"speaker_id": "ada", "speaker": "Ada", "speaker_kind": "person", "score": 0.9, "reason": ""}
    return found, replace(unattributed("crowd", quote_id, reason=""), **by_ada)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        if os.environ.get("QUOTH_BROWSER") == "required":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        # Its sandbox will not start for root, who runs the tests in a container.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for all, since nothing is kept from page to page; from it no other place can be reached."""
    context = browser.new_context(viewport=ROOM)
    context.route("http*://**", lambda route: route.abort())
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test if anything is asked of another place, or the console has something to say."""
    with watched(context, lambda _: False) as page:
        yield page


@pytest.fixture
def loading(context: BrowserContext) -> Iterator[Page]:
    """The same, which may ask for the files of its search."""
    with watched(context, lambda url: "/report/search/" in url and url.startswith("file://")) as page:
        yield page


@contextmanager
def watched(context: BrowserContext, allowed: Callable[[str], bool]) -> Iterator[Page]:
    page = context.new_page()
    page.set_default_timeout(5000)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", lambda request: [] if allowed(request.url) else heard.extend(_beyond_the_file(request)))
    yield page
    page.close()
    assert heard == []


def _beyond_the_file(request: Request) -> Iterator[str]:
    if not request.url.startswith("file://") or not request.is_navigation_request():
        yield f"asked for {request.url}"


def opened(page: Page, folder: Path, name: str, anchor: str = "") -> Page:
    page.goto((folder / name).as_uri() + anchor)
    return page


def shown_entries(page: Page) -> list[str]:
    """The words of the quotations that are in sight."""
    return [said.inner_text() for said in page.locator("li.entry .said").all() if said.is_visible()]


def words_of(mark: Locator) -> str:
    """The words of a marked quotation, less the labels of those inside it."""
    script = """mark => {
        const copy = mark.cloneNode(true);
        copy.querySelectorAll("a.who, .card").forEach(label => label.remove());
        return copy.textContent;
    }"""
    return str(mark.evaluate(script))


@EVERY
def test_it_opens_from_a_file_without_a_word_from_the_console(page: Page, folder: Path, name: str) -> None:
    opened(page, folder, name)
    expect(page.locator("#finder")).to_be_visible()


def test_clicking_a_speaker_shows_their_quotations(page: Page, folder: Path) -> None:
    opened(page, folder, ONE)
    page.locator("#speakers table").get_by_role("link", name="the keepers").click()
    entry = page.locator(".speaker:target")
    expect(entry.get_by_role("heading")).to_have_text("ab the keepers")
    expect(entry.locator("li.entry")).to_have_count(3)
    expect(entry.locator("li.entry").first).to_be_in_viewport()


def test_clicking_a_speaker_in_an_index_shows_their_quotations_in_all_texts(page: Page, folder: Path) -> None:
    opened(page, folder, INDEX)
    entry = page.locator(".speaker", has_text="the keepers")
    expect(entry.locator("li.entry")).to_have_count(1)
    page.locator("#speakers table").get_by_role("link", name="the keepers").click()
    expect(entry.locator("li.entry")).to_have_count(3)
    expect(entry).to_be_in_viewport()
    entry.locator("li.entry").nth(1).get_by_role("link").click()
    assert page.url.endswith("report/harbour.html#harbour.q0004")


@pytest.mark.parametrize("name", [ONE, PAGE])
def test_a_link_lands_on_the_words_of_the_quotation(page: Page, folder: Path, name: str) -> None:
    opened(page, folder, name)
    rows = [row for row in interim.QUOTATIONS.read(Settings(outputs=folder / "one")) if row.doc_id == "harbour"]
    for row in rows:
        page.evaluate("location.hash = ''")
        if row.kind == "term" and name == PAGE:
            page.evaluate(f"location.hash = '#{row.quote_id}'")  # terms are listed in the index
        else:
            page.locator(f"a[href='#{row.quote_id}']").first.click()
        target = page.locator(":target")
        expect(target).to_be_in_viewport()
        expect(target).to_be_focused()
        assert words_of(target) == row.text
        assert target.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"


def test_a_link_of_an_index_lands_on_the_words_of_the_quotation(page: Page, folder: Path) -> None:
    opened(page, folder, INDEX)
    page.locator("#uncertain a[href$='#harbour.q0006']").click()
    assert words_of(page.locator(":target")) == "We cannot ring a form."


@pytest.mark.parametrize("name", [ONE, INDEX])
@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({"find": "PROMISED bell"}, ["We were promised a bell"]),
        ({"find": "oyelaran notices"}, ["The sea does not read our notices."]),
        ({"find": "it will minutes"}, ["It will be paid."]),
        ({"find": "no such words"}, []),
        ({"by-speaker": "One sailor"}, ["The light is where it was. The rocks are where they were. It is the harbour"]),
        ({"by-speaker": "No speaker found"}, ["Nobody asked us", "It will be paid."]),
        ({"by-kind": "Quoted fragment"}, ["within <reason> & the budget", "Nobody asked us"]),
        ({"by-kind": "Quoted fragment", "by-text": "minutes"}, ["within <reason> & the budget"]),
        ({"unsure": "yes"}, ["We cannot ring a form.", "Nobody asked us", "It will be paid."]),
        ({"unsure": "yes", "find": "ring"}, ["We cannot ring a form."]),
    ],
)
def test_search_and_filters_leave_what_is_asked_for(
    page: Page, folder: Path, name: str, choices: dict[str, str], expected: list[str]
) -> None:
    opened(page, folder, name)
    for field, value in choices.items():
        control = page.locator(f"#{field}")
        if field == "find":
            control.fill(value)
        elif field == "unsure":
            control.check()
        else:
            control.select_option(label=value)
    count = f"{len(expected)} quotation{'' if len(expected) == 1 else 's'} of 9"
    expect(page.get_by_role("status")).to_have_text(count)
    shown = shown_entries(page)
    assert len(shown) == len(expected)
    assert all(any(text.startswith(begin) for text in shown) for begin in expected)
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("status")).to_have_text("9 quotations")
    expect(page.locator("#find")).to_be_focused()


@pytest.mark.parametrize("name", [ONE, INDEX])
def test_search_names_the_speakers_and_texts_that_are_meant(page: Page, folder: Path, name: str) -> None:
    opened(page, folder, name)
    page.locator("#find").fill("harbour")
    expect(page.locator("#hits a")).to_have_text(["The harbour and the light"])
    page.locator("#find").fill("Oyelaran")
    expect(page.locator("#hits a")).to_have_text(["Margaret Oyelaran"])
    page.locator("#hits a").click()
    expect(page.locator(".speaker:target")).to_be_in_viewport()
    expect(page.locator("#find")).to_have_value("" if name == INDEX else "Oyelaran")


@pytest.mark.parametrize(("name", "page_of"), [("report.html", "report/crowd.html"), ("report/crowd.html", "")])
def test_what_is_not_listed_is_found_some_at_a_time(page: Page, crowd: Path, name: str, page_of: str) -> None:
    opened(page, crowd, name)
    page.locator("#find").fill("CAFE ISN'T")
    expect(page.get_by_role("status")).to_have_text("120 quotations of 120")
    expect(page.locator("#results .said")).to_have_count(50)
    page.get_by_role("button", name="Show 50 more of 70").click()
    page.get_by_role("button", name="Show 20 more of 20").click()
    expect(page.locator("#results .said")).to_have_count(120)
    last = page.locator("#results li.entry").last
    expect(last.get_by_role("link")).to_have_attribute("href", f"{page_of}#crowd.q0120")
    page.get_by_role("button", name="Clear").click()
    ada = page.locator("#cards [data-by='1']")
    ada.get_by_role("button", name="Show them here").click()
    expect(ada.locator(".said")).to_have_count(50 + (3 if page_of else 2))
    expect(ada.locator(".more")).to_have_count(0)


def test_what_the_index_is_too_small_for_is_loaded_when_it_is_asked_for(loading: Page, vast: Path) -> None:
    opened(loading, vast, "report.html")
    expect(loading.get_by_role("status")).to_have_text("9 quotations")
    loading.locator("#find").fill("paid minutes")
    expect(loading.get_by_role("status")).to_have_text("1 quotation of 9")
    assert shown_entries(loading) == ["It will be paid."]
    expect(loading.locator("#results .by")).to_have_text("No speaker found")
    loading.locator("#results a").click()
    assert loading.url.endswith("report/minutes.html#minutes.q0002")
    assert words_of(loading.locator(":target")) == "It will be paid."


def test_the_search_finds_speakers_and_texts_that_the_index_does_not_list(loading: Page, vast: Path) -> None:
    opened(loading, vast, "report.html")
    loading.locator("#find").fill("oyelaran")
    expect(loading.get_by_role("status")).to_have_text("2 quotations of 9")
    loading.locator("#hits a").click()
    expect(loading.locator("#by-speaker option:checked")).to_have_text("Margaret Oyelaran")
    loading.get_by_role("button", name="Clear").click()
    loading.locator("#find").fill("minutes")
    expect(loading.locator("#hits a")).to_have_text(["minutes"])


def test_a_page_leads_to_a_speaker_that_the_index_does_not_list(loading: Page, vast: Path) -> None:
    opened(loading, vast, "report.html", "#speaker:margaret-oyelaran")
    expect(loading.get_by_role("status")).to_have_text("2 quotations of 9")
    expect(loading.locator("#by-speaker option:checked")).to_have_text("Margaret Oyelaran")


def test_a_speaker_of_whom_the_index_lists_some_shows_the_rest(loading: Page, vast: Path) -> None:
    opened(loading, vast, "report.html")
    entry = loading.locator(".speaker", has_text="the keepers")
    entry.get_by_role("button", name="Show them here").click()
    expect(entry.locator("li.entry")).to_have_count(3)


def test_a_place_that_the_search_hides_is_shown_to_whoever_goes_there(page: Page, folder: Path) -> None:
    opened(page, folder, ONE)
    page.locator("#find").fill("bell")
    expect(page.locator("#no-speaker")).to_be_hidden()
    page.evaluate("location.hash = '#entry:harbour.q0008'")
    expect(page.locator("#no-speaker")).to_be_visible()
    expect(page.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("name", [ONE, PAGE])
def test_the_evidence_shows_on_focus_and_goes_with_escape(page: Page, folder: Path, name: str) -> None:
    opened(page, folder, name)
    mark, card = page.locator("mark[id='harbour.q0005']"), page.locator("#evidence")
    mark.focus()
    expect(card).to_be_visible()
    for phrase in ("Margaret Oyelaran", "called “Oyelaran” here", "cue “answered”", "score 0.95"):
        expect(card).to_contain_text(phrase)
    expect(mark).to_have_attribute("aria-describedby", "evidence")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()
    expect(mark).not_to_have_attribute("aria-describedby", "evidence")


def test_the_evidence_shows_on_hover_and_can_be_pointed_at(page: Page, folder: Path) -> None:
    opened(page, folder, ONE)
    card = page.locator("#evidence")
    page.locator("mark[id='harbour.q0006']").hover()
    expect(card).to_contain_text("uncertain: such evidence is right 41 times in 100")
    card.hover()
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.locator("h1").hover()
    expect(card).to_be_hidden()


def test_a_term_has_its_evidence_too(page: Page, folder: Path) -> None:
    opened(page, folder, ONE)
    page.locator("[id='harbour.q0002']").focus()
    expect(page.locator("#evidence li")).to_have_text(["term: a word held at a distance"])
    expect(page.locator("#evidence a:visible")).to_have_count(0)


def test_a_tap_shows_the_evidence_and_another_takes_it_away(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True)
    page = opened(context.new_page(), folder, ONE)
    page.locator("mark[id='harbour.q0001']").tap()
    expect(page.locator("#evidence")).to_contain_text("cue “wrote”")
    box = page.locator("#evidence").bounding_box()
    assert box is not None
    assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE["width"]
    page.locator("#text-title, #texts-title").first.tap()
    expect(page.locator("#evidence")).to_be_hidden()
    context.close()


@pytest.mark.parametrize(("name", "landing"), [(ONE, ONE), (PAGE, INDEX)])
def test_the_evidence_leads_to_the_speakers_entry_by_keyboard(
    page: Page, folder: Path, name: str, landing: str
) -> None:
    opened(page, folder, name)
    page.locator("mark[id='harbour.q0005']").focus()
    page.keyboard.press("Tab")
    # The quotation inside this one comes first.
    expect(page.locator("mark[id='harbour.q0006']")).to_be_focused()
    expect(page.locator(".card-who a")).to_have_text("the keepers")
    page.keyboard.press("Tab")
    expect(page.locator(".card-who a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".speaker:target h3")).to_contain_text("the keepers")
    assert page.url.startswith((folder / landing).as_uri())


@EVERY
def test_it_fits_a_phone(page: Page, folder: Path, name: str) -> None:
    page.set_viewport_size(PHONE)
    opened(page, folder, name)
    for details in page.locator("details").all():
        details.evaluate("details => { details.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@EVERY
def test_without_its_script_everything_can_be_read(browser: Browser, folder: Path, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = opened(context.new_page(), folder, name)
    expect(page.locator("#finder")).to_be_hidden()
    expect(page.locator("#cards li.entry").first).to_be_visible()
    if name != INDEX:
        mark = page.locator("mark[id='harbour.q0001']")
        expect(mark).to_be_visible()
        assert "cue “wrote”" in (mark.get_attribute("title") or "")
    context.close()


@EVERY
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(page: Page, folder: Path, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    opened(page, folder, name)
    if name != INDEX:
        page.locator(".reading mark.doubtful").first.focus()
        expect(page.locator("#evidence")).to_be_visible()
    else:
        page.locator("#find").fill("the")
        expect(page.locator("#results")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [violation["id"] for violation in found if violation["impact"] in {"serious", "critical"}] == []


def test_on_paper_there_is_the_report_and_nothing_to_press(page: Page, folder: Path) -> None:
    opened(page, folder, ONE)
    page.locator(".reading mark.doubtful").first.focus()
    page.emulate_media(media="print")
    for gone in ("#finder", "#evidence", ".contents", ".skip"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("#cards li.entry").last).to_be_visible()
