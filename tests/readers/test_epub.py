"""Books become one text in reading order; what is there to steer by is left out, and notes come last."""

from collections.abc import Callable

import pytest

from pipeline.readers import epub
from pipeline.readers.epub import read_epub
from pipeline.readers.reading import Metadata, Reading, UnreadableError

MakeEpub = Callable[..., bytes]
Shown = Callable[[Reading], list[tuple[str, str]]]

NAV = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'


def test_parts_come_in_the_order_of_the_spine(make_epub: MakeEpub, blocks_of: Shown) -> None:
    parts = {
        "b.xhtml": "<body><h1>Two</h1><p>It fell.</p></body>",
        "text/a b.xhtml": "<body><h1>One</h1><p>It stood.</p><blockquote><p>It is rotten.</p></blockquote></body>",
    }
    parts = {name.replace(" ", "%20"): body for name, body in parts.items()}
    content = make_epub(parts, spine=["text/a%20b.xhtml", "b.xhtml"])
    # The manifest has addresses, in which a space is written "%20"; the archive has names.
    found = blocks_of(read_epub(content.replace(b"OEBPS/text/a%20b.xhtml", b"OEBPS/text/a b.xhtml  ")))
    assert found == [("heading", "Two"), ("body", "It fell.")]  # a name that is not in the archive is passed over
    named = make_epub({"b.xhtml": parts["b.xhtml"], "a.xhtml": parts["text/a%20b.xhtml"]}, spine=["a.xhtml", "b.xhtml"])
    assert blocks_of(read_epub(named)) == [
        ("heading", "One"),
        ("body", "It stood."),
        ("block", "It is rotten."),
        ("heading", "Two"),
        ("body", "It fell."),
    ]


def test_addresses_of_the_manifest_are_decoded(make_epub: MakeEpub, replaced: Callable[..., bytes]) -> None:
    content = make_epub({"a%20b.xhtml": "<body><p>no</p></body>"})
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>found</p></body></html>'
    assert read_epub(replaced(content, {"OEBPS/a b.xhtml": page})).text == "found\n"


def test_covers_contents_and_page_numbers_are_left_out(make_epub: MakeEpub) -> None:
    parts = {
        "cover.xhtml": '<body epub:type="cover"><p>Cover</p></body>',
        "nav.xhtml": "<body><nav epub:type='toc'><ol><li>One</li></ol></nav></body>",
        "guide.xhtml": "<body><p>Contents, as old books have them</p></body>",
        "one.xhtml": "<body><p>It st<span epub:type='pagebreak'>7</span>ood.</p><nav><p>menu</p></nav></body>",
    }
    guide = '<reference type="toc" href="guide.xhtml"/>'
    assert read_epub(make_epub(parts, extra=guide)).text == "It stood.\n"


def test_notes_are_found_in_any_document_of_the_book(make_epub: MakeEpub, blocks_of: Shown) -> None:
    parts = {
        "one.xhtml": '<body><p>It fell.<a epub:type="noteref" href="notes.xhtml#n1">1</a> Nobody'
        '<sup><a href="notes.xhtml#n2" id="r2">2</a></sup> came.</p></body>',
        "two.xhtml": '<body><p>Later<a epub:type="noteref" href="#n1">1</a>.</p>'
        '<aside epub:type="footnote" id="n1"><p>In the same file.</p></aside></body>',
        "notes.xhtml": '<body><ol><li id="n1" epub:type="endnote">“One.”</li>'
        '<li id="n2"><a href="one.xhtml#r2">2.</a> “Two.”</li></ol><p>Beside them.</p></body>',
    }
    found = blocks_of(read_epub(make_epub(parts, nonlinear=["notes.xhtml"])))
    assert found == [
        ("body", "It fell. Nobody came."),
        ("body", "Later."),
        ("note", "In the same file."),
        ("note", "“One.”"),
        ("note", "“Two.”"),
    ]


def test_paragraphs_that_a_style_sheet_sets_in_are_quotations(make_epub: MakeEpub, blocks_of: Shown) -> None:
    parts = {"one.xhtml": "<body><p class='t'>The pier at Olbury stood.</p><p class='In'>It is rotten.</p></body>"}
    sheet = "/* .t{margin:0 9em} */ p.t { text-indent: 1em } p.in , .x { margin: 1em 2em }"
    link = '<item id="css" href="book.css" media-type="text/css"/>'
    content = make_epub(parts, extra=link, members={"OEBPS/book.css": sheet})
    assert blocks_of(read_epub(content)) == [("body", "The pier at Olbury stood."), ("block", "It is rotten.")]


def test_a_page_that_is_not_well_formed_is_read_as_browsers_do(make_epub: MakeEpub) -> None:
    assert read_epub(make_epub({"one.xhtml": "<body><p>It stood&nbsp;&mdash; <b>long<p>It fell.</body>"})).text == (
        "It stood\u00a0— long\n\nIt fell.\n"
    )


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        (
            (
                "<dc:title>The Pier</dc:title><dc:creator>Nora Whitcombe</dc:creator>"
                "<dc:creator> Tom  Ford</dc:creator>"
                "<dc:date>1924</dc:date><dc:publisher>Harbour Press</dc:publisher><dc:language>EN-us</dc:language>"
            ),
            Metadata(
                title="The Pier",
                author="Nora Whitcombe; Tom Ford",
                date="1924",
                source="Harbour Press",
                language="en-US",
            ),
        ),
        ("<dc:title>1984</dc:title><dc:creator>Unknown</dc:creator>", Metadata(title="1984")),
        ("<dc:language>und</dc:language>", Metadata()),
    ],
)
def test_what_a_book_says_of_itself_is_metadata(make_epub: MakeEpub, meta: str, expected: Metadata) -> None:
    assert read_epub(make_epub({"one.xhtml": "<body>x</body>"}, meta=meta)).metadata == expected


@pytest.mark.parametrize(("method", "refused"), [("http://www.idpf.org/2008/embedding", False), ("urn:aes", True)])
def test_a_book_under_lock_is_refused_and_one_whose_fonts_are_garbled_is_not(
    make_epub: MakeEpub, method: str, refused: bool
) -> None:
    locked = (
        f'<encryption><EncryptedData><EncryptionMethod Algorithm="{method}"/><CipherData>'
        '<CipherReference URI="OEBPS/one.xhtml"/></CipherData></EncryptedData></encryption>'
    )
    content = make_epub({"one.xhtml": "<body>x</body>"}, members={"META-INF/encryption.xml": locked})
    if not refused:
        assert read_epub(content).text == "x\n"
        return
    with pytest.raises(UnreadableError, match="digital rights management"):
        read_epub(content)


@pytest.mark.parametrize(
    ("container", "message"),
    [
        ('<c><rootfiles><rootfile full-path="nowhere.opf"/></rootfiles></c>', "where its book begins"),
        ('<c><rootfiles><rootfile full-path="../../etc/passwd"/></rootfiles></c>', "where its book begins"),
        ("<c/>", "where its book begins"),
        ("", "not well-formed"),
    ],
)
def test_a_book_without_a_beginning_says_so(
    make_epub: MakeEpub, replaced: Callable[..., bytes], container: str, message: str
) -> None:
    content = replaced(make_epub({"one.xhtml": "<body>x</body>"}), {"META-INF/container.xml": container})
    with pytest.raises(UnreadableError, match=message):
        read_epub(content)


def test_a_book_of_more_tags_than_the_memory_holds_is_refused(
    make_epub: MakeEpub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(epub, "MAX_TAGS", 40)
    content = make_epub({"a.xhtml": "<body><p>a</p></body>", "b.xhtml": "<body><p>b</p></body>"})
    assert read_epub(content).text == "a\n\nb\n"
    with pytest.raises(UnreadableError, match="more than 40 tags"):
        read_epub(make_epub({"a.xhtml": "<body><p>a</p></body>"}, spine=["a.xhtml"] * 6))


def test_what_the_spine_names_twice_or_wrongly_does_no_harm(make_epub: MakeEpub) -> None:
    content = make_epub(
        {"one.xhtml": "<body>x</body>", "../../../etc/passwd": "<body>outside</body>"},
        extra='<item id="z" href="picture.png" media-type="image/png"/></manifest><spine><itemref idref="z"/>'
        '<itemref idref="none"/><itemref/></spine><manifest>',
    )
    assert read_epub(content).text == "x\n"
