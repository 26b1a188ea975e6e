"""A page says in several ways what it is; the one that was made to be told goes before its title."""

import json

import pytest

from pipeline.readers.hypertext import read_page
from pipeline.readers.page_facts import read_facts
from pipeline.readers.reading import NOTHING_STATED, Metadata


def facts(head: str, *, lang: str = "") -> Metadata:
    root = read_page(f"<html lang='{lang}'><head>{head}</head><body>x</body></html>".encode()).root
    assert root is not None
    return read_facts(root)


@pytest.mark.parametrize(
    ("head", "expected", "source"),
    [
        ("<title>The pier</title>", Metadata(title="The pier"), "HTML"),
        (
            (
                "<meta property='og:title' content='The pier'><meta property='og:site_name' content='Mercury'>"
                "<meta property='article:published_time' content='1924-05-02T09:00:00+01:00'><title>x | Mercury</title>"
            ),
            Metadata(title="The pier", source="Mercury", date="1924-05-02"),
            "Open Graph",
        ),
        (
            (
                "<meta name='citation_title' content='The pier'><meta name='citation_author' content='Whitcombe, Nora'>"
                "<meta name='citation_author' content='Ford, Tom'><meta name='citation_journal_title' content='Tides'>"
                "<meta name='citation_publication_date' content='1924/5'>"
            ),
            Metadata(title="The pier", author="Whitcombe, Nora; Ford, Tom", source="Tides", date="1924-05"),
            "Highwire Press",
        ),
        (
            (
                "<meta name='DC.title' content='The pier'><meta name='DC.Creator' content='Nora Whitcombe'>"
                "<meta name='dcterms.date' content='1924'><meta name='DC.language' content='en-gb'>"
            ),
            Metadata(title="The pier", author="Nora Whitcombe", date="1924", language="en-GB"),
            "Dublin Core",
        ),
        (
            "<meta property='article:author' content='https://x.org/nora'><meta name='author' content='Nora'>",
            Metadata(author="Nora"),
            "an address is no author",
        ),
        ("<time pubdate datetime='1924-05-02'>2 May</time>", Metadata(date="1924-05-02"), "HTML 5"),
        ("<title>&lt;b&gt; &quot;x&quot;</title>", Metadata(title='<b> "x"'), "entities"),
        ("<meta content='x'><meta name='author'><title></title>", NOTHING_STATED, "nothing in them"),
    ],
)
def test_what_is_stated_is_found(head: str, expected: Metadata, source: str) -> None:
    assert facts(head) == expected, source


def linked(data: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


@pytest.mark.parametrize(
    "wrap",
    [lambda one: one, lambda one: [one], lambda one: {"@graph": [{"@type": "Person", "name": "no"}, one]}],
    ids=["bare", "list", "graph"],
)
def test_linked_data_is_found_however_it_is_wrapped(wrap: object) -> None:
    article = {
        "@type": "NewsArticle",
        "headline": "The pier",
        "author": [{"@type": "Person", "name": "Nora Whitcombe"}, {"name": "Tom Ford"}],
        "datePublished": "1924-05-02T09:00:00Z",
        "publisher": {"name": "Mercury"},
        "inLanguage": "en-GB",
    }
    assert callable(wrap)
    assert facts(linked(wrap(article))) == Metadata(
        title="The pier", author="Nora Whitcombe; Tom Ford", date="1924-05-02", source="Mercury", language="en-GB"
    )


@pytest.mark.parametrize(
    "script",
    [
        "<script type='application/ld+json'>{broken</script>",
        f"<script type='application/ld+json'>{'[' * 100_000}</script>",
        linked({"@type": ["NewsArticle", 1], "headline": {"a": 1}, "author": [None, 3]}),
        linked({"@type": "Product", "name": "A bandstand"}),
        linked(7),
    ],
)
def test_linked_data_that_is_broken_or_of_something_else_states_nothing(script: str) -> None:
    assert facts(script) == NOTHING_STATED


def test_the_language_is_that_of_the_page() -> None:
    assert facts("<meta name='language' content='fr'>", lang="en-gb").language == "en-GB"
    assert facts("<meta name='language' content='fr'>", lang="English").language == "fr"
    root = read_page(b"<html><body lang='de'>x").root  # LibreOffice
    assert root is not None
    assert read_facts(root).language == "de"


@pytest.mark.parametrize(
    ("title", "heading", "expected"),
    [
        ("The pier | The Mercury", "The <em>pier</em>", "The pier"),
        ("The pier – letters – The Mercury", "The pier – letters", "The pier – letters"),
        ("The pier - 1924", "Our pier", "The pier - 1924"),
        ("The pier-head", "The pier", "The pier-head"),
        ("The Mercury: The pier", "The pier", "The Mercury: The pier"),
    ],
)
def test_the_site_is_no_part_of_the_title(title: str, heading: str, expected: str) -> None:
    page = f"<html><head><title>{title}</title></head><body><h1>{heading}</h1>x</body></html>"
    root = read_page(page.encode()).root
    assert root is not None
    assert read_facts(root).title == expected
