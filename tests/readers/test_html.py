"""Web pages: the article and its notes are the text, and what stands around it is not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.readers import article, hypertext
from pipeline.readers.html import read_html
from pipeline.readers.reading import Metadata, Reading, UnreadableError

Shown = Callable[[Reading], list[tuple[str, str]]]

PROSE = (
    (
        "The pier at Olbury stood for forty years before anybody asked what it stood on, and when the question came it "
        "came from the woman who had built it."
    ),
    (
        "“It will not stand,” said Ines Marlow to the council in the winter of 1911, and the council replied that the "
        "matter was in hand, as it had replied to everything."
    ),
    (
        "Tom Ford, who kept the accounts, wrote in his diary that the money had gone into the new bandstand, “and a "
        "very fine bandstand it is.”"
    ),
    (
        "The storm of the following March settled the argument, for by the morning there was neither a pier nor a "
        "bandstand left to argue about."
    ),
)
ARTICLE = "".join(f"<p>{words}</p>" for words in PROSE)
QUOTATION = "I have seen the piles, and they are rotten from the waterline down."

AROUND = """
<header class="site-header"><a href="/">The Olbury Mercury</a>
<p>All the news of the harbour, every Thursday.</p></header>
<nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/tides">Tides</a></li></ul></nav>
<div class="cookie-banner" role="dialog"><p>We use cookies to make this site work and to count who reads it.</p></div>
"""
AFTER = """
<aside class="related"><h3>Related articles</h3><ul><li><a href="/a">The bandstand: a history</a></li>
<li><a href="/b">Ten storms that made the coast</a></li></ul></aside>
<div id="comments"><h3>2 comments</h3><p>My grandfather was on the council and “never said a word” about it.</p></div>
<footer><p>© The Olbury Mercury. All rights reserved. <a href="/imprint">Imprint</a></p></footer>
"""


def page(body: str, *, head: str = "<title>The pier at Olbury</title>") -> bytes:
    start = f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head>"
    return f"{start}<body>{body}</body></html>".encode()


def test_a_page_has_its_article_and_nothing_else(blocks_of: Shown) -> None:
    story = (
        f"<article><h1>The pier at Olbury</h1>{ARTICLE}<blockquote><p>{QUOTATION}</p><footer>Ines Marlow</footer>"
        "</blockquote><h2>What came of it</h2><ul><li>“First the money,” he said.</li><li>Then the wood.</li></ul>"
        "</article>"
    )
    assert blocks_of(read_html(page(f"{AROUND}<main>{story}</main>{AFTER}"))) == [
        ("heading", "The pier at Olbury"),
        *(("body", words) for words in PROSE),
        ("block", f"{QUOTATION}\n— Ines Marlow"),
        ("heading", "What came of it"),
        ("body", "“First the money,” he said."),
        ("body", "Then the wood."),
    ]


def test_an_article_of_an_encyclopedia_has_its_words_and_its_references(root: Path, blocks_of: Shown) -> None:
    assert blocks_of(read_html((root / "tests/data/pages/encyclopedia.html").read_bytes())) == [
        ("heading", "Olbury Pier"),
        (
            "body",
            (
                "Olbury Pier was a pleasure pier in Olbury, built by Ines Marlow and opened in 1871. "
                "It was destroyed in 1912."
            ),
        ),
        ("heading", "History"),
        (
            "body",
            "Marlow told the council that “it will not stand”, and the council replied that “the matter was in hand”.",
        ),
        ("block", "I have seen the piles, and they are rotten from the waterline down.\n— Ines Marlow, 1911"),
        ("body", "The bandstand was praised by the Olbury Mercury as “a very fine bandstand”."),
        ("heading", "See also"),
        ("heading", "References"),
        ("note", "Ford, Tom (1924). “Tides”. Harbour Press."),
        ("note", "Whitcombe (1912), p. 4: “it will not stand”."),
    ]


def test_a_post_of_a_blog_has_its_words_and_its_notes_and_no_comments(root: Path, blocks_of: Shown) -> None:
    reading = read_html((root / "tests/data/pages/blog.html").read_bytes())
    assert blocks_of(reading) == [
        ("heading", "The pier that was"),
        ("body", "My grandmother used to say that “a pier is a promise”, and she would not walk on ours."),
        ("body", "“Why not?” I asked."),
        ("body", "“Because I know who made it.”"),
        ("block", "I have seen the piles. They are rotten.\n— Ines Marlow"),
        (
            "body",
            (
                "The council said that it was “in hand”. It was not; it was in the sea by March, and so was the "
                "bandstand, and two of the donkeys."
            ),
        ),
        ("body", "The pier in 1911."),
        ("note", "Minutes, 4 March 1911."),
    ]
    assert reading.metadata == Metadata(
        title="The pier that was",
        author="Nora Whitcombe",
        date="2019-03-04",
        source="Harbour Notes",
        language="en-GB",
    )


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<div id='content'>", "</div>"),
        ("<div><div class='post'>", "</div></div>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<section>", "</section>"),
        ("", ""),
    ],
)
def test_the_article_is_found_whatever_it_stands_in(opening: str, closing: str, blocks_of: Shown) -> None:
    found = blocks_of(read_html(page(f"{AROUND}{opening}{ARTICLE}{closing}{AFTER}")))
    assert [words for _, words in found] == list(PROSE)


def test_a_title_that_stands_outside_the_article_is_kept(blocks_of: Shown) -> None:
    body = f"{AROUND}<div class='head'><h1>The pier at Olbury</h1></div><article>{ARTICLE}</article>{AFTER}"
    assert blocks_of(read_html(page(body)))[0] == ("heading", "The pier at Olbury")


def test_short_paragraphs_of_the_article_are_not_lost(blocks_of: Shown) -> None:
    """What is dialogue in prose is short, and looks like a caption to a program that seeks articles."""
    short = "<p>“No.”</p><p>“Why?”</p><p>“Money.”</p>"
    body = f"{AROUND}<article>{ARTICLE}{short}{ARTICLE}</article>{AFTER}"
    words = [words for _, words in blocks_of(read_html(page(body)))]
    assert words == [*PROSE, "“No.”", "“Why?”", "“Money.”", *PROSE]


def test_notes_are_kept_wherever_they_stand(blocks_of: Shown) -> None:
    body = (
        f"{AROUND}<article>{ARTICLE}<p>It is “gone”.<sup><a href='#fn1' id='r1'>1</a></sup></p></article>"
        "<aside class='footnotes'><ol><li id='fn1'>Olbury Mercury. <a href='#r1'>↩</a></li></ol></aside>" + AFTER
    )
    assert blocks_of(read_html(page(body)))[-2:] == [("body", "It is “gone”."), ("note", "Olbury Mercury.")]


@pytest.mark.parametrize(
    "body",
    [
        "<p>“Short,” she said.</p>",  # trafilatura finds nothing in a page of three words
        "<div>“Short,” she said.</div>",
        "<font>“Short,” she said.</font>",
        "<nav><a href='/'>Home</a> <a href='/x'>News</a> <a href='/y'>Tides</a></nav><p>“Short,” she said.</p>",
        "<footer>© 1924</footer>“Short,” she said.",
    ],
)
def test_a_page_without_an_article_is_read_as_it_is(body: str, blocks_of: Shown) -> None:
    assert blocks_of(read_html(page(body))) == [("body", "“Short,” she said.")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<p>one<p>two", "one\n\ntwo\n"),
        (b"one", "one\n"),
        (b"<title>x</title><h1>One</h1>two", "One\n\ntwo\n"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?><html><body><p>one</p></body></html>", "one\n"),
        (b"<html><frameset><frame src='x.html'></frameset></html>", ""),
        (b"", ""),
        (b"   \n", ""),
        (b"<!-- only this -->", ""),
        (b"<script>var x = 1</script>", ""),
    ],
)
def test_pages_that_lack_a_body_are_read(content: bytes, expected: str) -> None:
    assert read_html(content).text == expected


@pytest.mark.parametrize(
    ("content", "encoding", "expected"),
    [
        ("<p>“naïve”</p>".encode(), "", ("utf-8", "“naïve”\n")),
        (b"<meta charset='windows-1252'><p>\x93na\xefve\x94</p>", "", ("cp1252", "“naïve”\n")),
        (b"<meta charset='iso-8859-1'><p>\x93na\xefve\x94</p>", "", ("cp1252", "“naïve”\n")),  # as browsers read it
        (
            b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'><p>\xd0\xc9\xd2\xd3</p>",
            "",
            ("koi8-r", "пирс\n"),
        ),
        ("<meta charset='iso-8859-1'><p>“naïve”</p>".encode(), "", ("utf-8", "“naïve”\n")),  # it says what is not so
        (b"<meta charset='cp1252'><p>na\x8bve</p>", "cp850", ("cp850", "naïve\n")),  # a person has stated it
        ("<p>“naïve”</p>".encode("utf-16"), "", ("utf-16", "“naïve”\n")),
    ],
)
def test_the_encoding_is_the_one_that_fits(content: bytes, encoding: str, expected: tuple[str, str]) -> None:
    reading = read_html(content, encoding=encoding)
    assert (reading.encoding, reading.text) == expected


def test_an_encoding_that_no_page_can_have_is_a_notice() -> None:
    reading = read_html("<meta charset='no-such'><p>naïve, a “word” and a bit</p>".encode("cp1252"))
    assert "encoding_wrong" in [notice.code for notice in reading.notices]
    assert reading.text == "naïve, a “word” and a bit\n"


def test_a_page_of_more_tags_than_the_memory_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hypertext, "MAX_TAGS", 4)
    assert read_html(b"<p>a</p><p>b</p>").text == "a\n\nb\n"
    with pytest.raises(UnreadableError, match="more than 4 tags"):
        read_html(b"<p>a</p><p>b</p><p>c")


def test_a_page_as_long_as_a_book_is_kept_whole(monkeypatch: pytest.MonkeyPatch, blocks_of: Shown) -> None:
    monkeypatch.setattr(article, "_MOST_ELEMENTS", 20)
    words = [words for _, words in blocks_of(read_html(page(f"{AROUND}<main>{ARTICLE}</main>{AFTER}")))]
    assert words[0] == "The Olbury Mercury"
    assert set(PROSE) < set(words)


def test_bytes_that_are_no_page_are_refused() -> None:
    with pytest.raises(UnreadableError, match="PNG"):
        read_html(b"\x89PNG\r\n\x1a\n\0\0\0")


@pytest.mark.parametrize("generator", ["LibreOffice 7.4.7.2 (Linux)", "Microsoft Word 15"])
def test_a_page_from_a_word_processor_has_its_quotations_in_its_style_sheet(generator: str, blocks_of: Shown) -> None:
    sheet = "<style>p.block-text { margin-left: 0.33in; margin-right: 0.33in }</style>"
    body = f"{ARTICLE}<p class='block-text'>{QUOTATION}</p>"
    by_program = page(body, head=f"<meta name='generator' content='{generator}'>{sheet}")
    assert blocks_of(read_html(by_program))[-1] == ("block", QUOTATION)
    assert blocks_of(read_html(page(body, head=sheet)))[-1] == ("body", QUOTATION)


def test_a_page_that_word_has_saved_is_read_as_it_looks(blocks_of: Shown) -> None:
    head = (
        "<meta name=Generator content='Microsoft Word 15'>"
        "<!--[if gte mso 9]><xml><o:Author>no</o:Author></xml><![endif]-->"
        "<style><!-- p.MsoQuote {margin-right:43.2pt;margin-left:43.2pt;} "
        "p.MsoListParagraph {margin-left:36pt} --></style>"
    )
    body = (
        f"<div class=WordSection1><p class=MsoTitle>The pier<o:p></o:p></p>{ARTICLE}"
        "<p class=MsoNormal>It was “rotten”.<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span>"
        "<![if !supportFootnotes]><span>[1]</span><![endif]></span></a><o:p></o:p></p>"
        "<p class=MsoQuote>Words.<o:p></o:p></p>"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·"
        "</span><![endif]>First the money.</p><p class=MsoNormal><span style='mso-hide:all'>secret</span>"
        "<o:p>&nbsp;</o:p></p></div><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
        "<a href='#_ftnref1' name='_ftn1'><span>[1]</span></a> The Mercury.</p></div>"
    )
    assert blocks_of(read_html(page(body, head=head))) == [
        ("heading", "The pier"),
        *(("body", words) for words in PROSE),
        ("body", "It was “rotten”."),
        ("block", "Words."),
        ("body", "First the money."),
        ("note", "The Mercury."),
    ]


def test_a_hostile_page_is_read_as_words(blocks_of: Shown) -> None:
    body = (
        "<p onclick='x()'>a <script>alert(1)</script>&lt;script&gt; ]]&gt; =cmd() \u202eright\u202c "
        "\U0001f600 e\u0301</p>"
        "<p>\x01\x1b[0m b</p>"
    )
    assert [words for _, words in blocks_of(read_html(page(body)))] == [
        "a <script> ]]> =cmd() \u202eright\u202c \U0001f600 e\u0301",
        "[0m b",
    ]


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>a&x;b</p>',
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><p>a&x;b</p></html>',
        '<?xml version="1.0"?><!DOCTYPE html SYSTEM "file:///etc/hostname"><html><body><p>a&x;b</p></body></html>',
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "h"><!ENTITY x "&a;&a;">]><html><p>a&x;b</p></html>',
    ],
)
def test_entities_are_never_expanded_and_no_file_is_looked_at(content: str) -> None:
    assert read_html(content.encode()).text.strip(" \n]>") in {"a&x;b", "ab"}


@pytest.mark.parametrize(
    "content",
    [
        "<p>" * 100_000 + "x",
        "<div>" * 100_000 + "x",
        "<b>" * 100_000 + "x" + "</b>" * 100_000,
        "<p " + " ".join(f"a{n}='1'" for n in range(100_000)) + ">x</p>",
        "<p " + " ".join("class='a'" for _ in range(100_000)) + ">x</p>",
        "<p class='" + "quote-" * 200_000 + "'>x</p>",
        "x<!--" * 50_000,
        "<table><tr><td>" * 20_000 + "x",
        "<a href='#n'>1</a>" * 20_000 + "<p id='n'>x</p>",
        "<sup><a href='#n1'>1</a></sup>" * 5_000 + "".join(f"<p id='n{n}'>{n} x</p>" for n in range(5_000)),
        "<p>" + "<q>" * 20_000 + "x",
        "&x" * 100_000 + "x",
    ],
    ids=lambda content: content[:12],
)
def test_huge_and_deep_pages_go_through(content: str) -> None:
    assert "x" in read_html(content.encode()).text
