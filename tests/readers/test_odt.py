"""OpenDocument texts become paragraphs, headings, block quotations and notes, as they are on the page."""

from collections.abc import Callable

import pytest

from pipeline.readers.odt import read_odt
from pipeline.readers.reading import Metadata, Reading, UnreadableError

MakeOdt = Callable[..., bytes]
Shown = Callable[[Reading], list[tuple[str, str]]]


def note(words: str, *, kind: str = "footnote", sign: str = "1") -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>{sign}</text:note-citation>'
        f"<text:note-body>{words}</text:note-body></text:note>"
    )


def style(properties: str, *, name: str = "P1", parent: str = "Text_20_body") -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}">'
        f"<style:paragraph-properties {properties}/></style:style>"
    )


def span_style(properties: str) -> str:
    return f'<style:style style:name="T1" style:family="text"><style:text-properties {properties}/></style:style>'


LONG = "<text:p>The pier at Olbury stood for forty years before anybody asked what it stood on.</text:p>"


@pytest.mark.parametrize(
    ("automatic", "paragraph", "kind"),
    [
        ("", '<text:h text:outline-level="2">x</text:h>', "heading"),
        ("", '<text:p text:style-name="Title">x</text:p>', "heading"),
        ("", '<text:p text:style-name="Quotations">x</text:p>', "block"),
        (style("", parent="Quotations"), '<text:p text:style-name="P1">x</text:p>', "block"),
        (style('fo:margin-left="1cm" fo:margin-right="1cm"'), '<text:p text:style-name="P1">x</text:p>', "block"),
        (style('fo:margin-left="0.5in"'), '<text:p text:style-name="P1">x</text:p>', "block"),
        (style('fo:margin-left="5%" fo:margin-right="5%"'), '<text:p text:style-name="P1">x</text:p>', "body"),
        (style('fo:margin-left="wide"'), '<text:p text:style-name="P1">x</text:p>', "body"),
        (
            style('fo:margin-left="0.5in" fo:text-align="center"'),
            '<text:p text:style-name="P1">x</text:p>',
            "body",
        ),
        (
            style('fo:margin-left="0.5in" fo:text-indent="-0.5in"'),
            '<text:p text:style-name="P1">x</text:p>',
            "body",
        ),
        ("", '<text:p text:style-name="Nowhere">x</text:p>', "body"),
    ],
)
def test_kinds_are_those_of_styles_and_margins(
    make_odt: MakeOdt, blocks_of: Shown, automatic: str, paragraph: str, kind: str
) -> None:
    found = blocks_of(read_odt(make_odt(LONG + paragraph + LONG, automatic=automatic)))
    assert found[1] == (kind, "x")
    assert len(found) == 3


def test_styles_of_the_whole_file_count_too(make_odt: MakeOdt, blocks_of: Shown) -> None:
    spaces = (
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    )
    sheet = f"<styles {spaces}>{style('', name='Own', parent='Quotations')}</styles>"
    content = make_odt(f'{LONG}<text:p text:style-name="Own">x</text:p>', members={"styles.xml": sheet})
    assert blocks_of(read_odt(content))[1] == ("block", "x")


def test_notes_come_last_and_their_signs_are_gone(make_odt: MakeOdt, blocks_of: Shown) -> None:
    end = note("<text:p>Ines Marlow.</text:p>", kind="endnote", sign="i")
    foot = note("<text:p>Olbury Mercury, “Letters”.</text:p><text:p>Page 4.</text:p>")
    assert blocks_of(read_odt(make_odt(f"<text:p>“It will not stand,”{foot} said Ines{end}.</text:p>{LONG}"))) == [
        ("body", "“It will not stand,” said Ines."),
        ("body", LONG[8:-9]),
        ("note", "Olbury Mercury, “Letters”."),
        ("note", "Page 4."),
        ("note", "Ines Marlow."),
    ]


@pytest.mark.parametrize(
    ("words", "expected", "source"),
    [
        ("a<text:s text:c='3'/>b<text:tab/>c", "a b c", "spaces"),
        ("a<text:line-break/>b", "a\nb", "a line break"),
        ("“It <text:span text:style-name='T9'>is</text:span> rotten”", "“It is rotten”", "italics"),
        ("a<text:change-start/> new<text:change-end/> word", "a new word", "inserted while tracked"),
        ("a<text:change text:change-id='c1'/> word", "a word", "where something was deleted"),
        (
            "a<office:annotation><text:p>A comment.</text:p></office:annotation> word<office:annotation-end/>",
            "a word",
            "",
        ),
        ("a<text:hidden-text>secret</text:hidden-text> word", "a word", "hidden"),
        ("a <text:bookmark-start/>word<text:bookmark-end/>", "a word", "a bookmark"),
        ("<text:a xmlns:xlink='x' xlink:href='http://x.org'>a link</text:a>", "a link", "a link"),
        ("the <text:page-number>7</text:page-number> <text:title>Pier</text:title>", "the 7 Pier", "fields"),
        ("co\u00adoperate, a\u00a0b &amp; &lt;i&gt;", "cooperate, a\u00a0b & <i>", "soft hyphens, spaces, entities"),
        (
            "<text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>kanji</text:ruby-text></text:ruby>",
            "漢字",
            "",
        ),
        ("A<draw:frame><svg:title xmlns:svg='urn:svg'>no</svg:title></draw:frame> word", "A word", "of a picture"),
    ],
)
def test_words_are_those_on_the_page(make_odt: MakeOdt, words: str, expected: str, source: str) -> None:
    assert read_odt(make_odt(f"<text:p>{words}</text:p>")).text == f"{expected}\n", source


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('text:display="none"', "answer and"),
        ('style:text-position="super 58%"', "answer and"),
        ('style:text-position="33% 58%"', "answer and"),
        ('style:text-position="sub 58%"', "answer2 and"),
        ('style:text-position="0% 100%"', "answer2 and"),
    ],
)
def test_raised_signs_and_hidden_words_are_told_by_their_style(
    make_odt: MakeOdt, properties: str, expected: str
) -> None:
    words = '<text:p>answer<text:span text:style-name="T1">2</text:span> and</text:p>'
    assert read_odt(make_odt(words, automatic=span_style(properties))).text == f"{expected}\n"


def test_what_was_deleted_and_what_the_program_made_are_left_out(make_odt: MakeOdt) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>“Deleted”</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:sequence-decls/>"
        "<text:table-of-content><text:index-body><text:p>The pier 3</text:p></text:index-body></text:table-of-content>"
        '<text:section text:display="none"><text:p>hidden</text:p></text:section>'
        "<text:section><text:p>The pier.</text:p></text:section>"
    )
    assert read_odt(make_odt(body)).text == "The pier.\n"


def test_items_cells_and_boxes_are_paragraphs_of_their_own(make_odt: MakeOdt) -> None:
    body = (
        "<text:list><text:list-item><text:p>“One”</text:p><text:list><text:list-item><text:p>inner</text:p>"
        "</text:list-item></text:list></text:list-item><text:list-item><text:number>2.</text:number><text:p>two</text:p>"
        "</text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>Ines</text:p>"
        "</table:table-cell><table:covered-table-cell><text:p>no</text:p></table:covered-table-cell><table:table-cell>"
        "<text:p>“None”</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>be<draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame>fore</text:p>"
    )
    assert read_odt(make_odt(body)).text.split("\n\n") == [
        *("“One”", "inner", "two", "Ines", "“None”", "before", "in a box\n")
    ]


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        (
            (
                "<dc:title>The pier</dc:title><meta:initial-creator>Nora Whitcombe</meta:initial-creator>"
                "<dc:creator>Tom Ford</dc:creator><meta:creation-date>1999-05-02T10:00:00.123</meta:creation-date>"
                "<dc:language>en-GB</dc:language>"
            ),
            Metadata(title="The pier", author="Nora Whitcombe", date="1999-05-02", language="en-GB"),
        ),
        ("<dc:title>Untitled 1</dc:title><dc:creator>user</dc:creator>", Metadata()),
        ("<broken", Metadata()),
    ],
)
def test_properties_are_metadata_where_a_person_wrote_them(make_odt: MakeOdt, meta: str, expected: Metadata) -> None:
    assert read_odt(make_odt("<text:p>x</text:p>", meta=meta)).metadata == expected


def test_a_file_without_properties_states_nothing(make_packed: Callable[..., bytes]) -> None:
    spaces = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    spaces += "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
    content = f"<d {spaces}><office:text><text:p>one</text:p></office:text></d>"
    assert read_odt(make_packed({"content.xml": content})) == Reading(text="one\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("members", "code", "message"),
    [
        ({"content.xml": "<a/>"}, "broken", "no text document"),
        ({"content.xml": "<a>"}, "broken", "not well-formed"),
        ({"mimetype": "x"}, "broken", r"no content\.xml"),
        (
            {"content.xml": "garbled", "META-INF/manifest.xml": "<m><f><encryption-data/></f></m>"},
            "protected",
            "password",
        ),
    ],
)
def test_a_file_that_is_no_text_document_says_so(
    make_packed: Callable[..., bytes], members: dict[str, str], code: str, message: str
) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        read_odt(make_packed(members))
    assert [notice.code for notice in caught.value.notices] == [code]
