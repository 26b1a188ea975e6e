"""TEI files become prose: what their editors marked is kept or left out as a reader of the book would have it."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers.tei import read_tei
from tests.readers.seen import blocks_of, outcome_of

HEADER = """<teiHeader><fileDesc><titleStmt><title>The Winter Ferry</title><author>Mira Tolland</author></titleStmt>
<sourceDesc><bibl><date when="1905-03-04">March</date></bibl></sourceDesc></fileDesc>
<profileDesc><langUsage><language ident="en"/></langUsage></profileDesc></teiHeader>"""


def write(body: str, *, header: str = HEADER, before: str = "", namespace: bool = True) -> bytes:
    root = ' xmlns="http://www.tei-c.org/ns/1.0"' if namespace else ""
    return f"{before}<TEI{root}>{header}<text><body>{body}</body></text></TEI>".encode()


def blocks(body: str) -> list[tuple[str, str]]:
    return blocks_of(read_tei(write(body)))


def outcome(content: bytes) -> str:
    return outcome_of(read_tei, content)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>The ferry\n   came in.</p>\n<p>Late.</p>", "The ferry came in.\n\nLate."),
        ("<p>a <hi>b</hi><emph>c</emph> <name>D</name></p>", "a bc D"),
        ("<p>one<pb n='12'/> two <fw>THE FERRY</fw>three</p>", "one two three"),
        ("<p>har<lb break='no'/>bour and<lb/>quay</p>", "harbour and quay"),
        ("<p>har-<lb break='no'/>\n  bour</p>", "harbour"),
        ("<p>on <choice><sic>teh</sic><corr>the</corr></choice> quay</p>", "on the quay"),
        ("<p><choice><orig>vpon</orig><reg>upon</reg></choice> it</p>", "vpon it"),
        ("<p><choice><abbr>Mr.</abbr><expan>Mister</expan></choice> Ford</p>", "Mr. Ford"),
        ("<p>alone <sic>teh</sic> and <reg>upon</reg></p>", "alone teh and upon"),
        ("<p>a <app><lem>ferry</lem><rdg>fury</rdg></app></p>", "a ferry"),
        ("<p>a <del>gone</del><add>new</add> word</p>", "a new word"),
        ("<p>some <gap reason='illegible'/> words</p>", "some […] words"),
        (
            "<p>before<figure><figDesc>a ship</figDesc><head>The ship</head></figure>after</p>",
            "before\n\nThe ship\n\nafter",
        ),
        ("<lg><l>The ferry went</l><l>into the night</l></lg>", "The ferry went\ninto the night"),
        ("<p>in <ref target='#n1'>1</ref>the <ref target='#ch2'>second part</ref></p>", "in the second part"),
        ("<p>syl\u00adlable</p>", "syllable"),
        ("<p>a &lt;script&gt; &amp; ]]&gt;</p>", "a <script> & ]]>"),
        ("<p><![CDATA[<b>raw</b>]]></p>", "<b>raw</b>"),
        ("<p>one<!-- no --><?pi no?> two</p>", "one two"),
        (
            "<sp who='#m'><speaker>MIRA.</speaker><p>It is late.</p><stage>She turns.</stage><p>Come.</p></sp>",
            "MIRA: It is late.\n(She turns.)\nCome.",
        ),
        ("<list><item>one</item><item>two</item></list>", "one\n\ntwo"),
    ],
)
def test_the_text_is_what_a_reader_of_the_book_sees(body: str, text: str) -> None:
    assert read_tei(write(body)).text == text + "\n"


def test_headings_quotations_and_notes_are_known() -> None:
    body = (
        "<div><head>The Winter Ferry</head><p>He wrote<note n='1' place='foot'>In the book.</note> it down:</p>"
        "<quote><p>She came in late.</p></quote><p>“Is that all?” asked Mira.</p>"
        "<epigraph><p>Ships are old.</p></epigraph></div>"
    )
    assert blocks(body) == [
        ("heading", "The Winter Ferry"),
        ("body", "He wrote it down:"),
        ("block", "She came in late."),
        ("body", "“Is that all?” asked Mira."),
        ("block", "Ships are old."),
        ("note", "In the book."),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p><said>No,</said> she said.</p>", "“No,” she said."),
        ("<p><q>He said <q>never</q> to me,</q> she said.</p>", "“He said ‘never’ to me,” she said."),
        ("<p>“<said>No,</said>” she said.</p>", "“No,” she said."),
        ("<p><said>‘No,’</said> she said.</p>", "‘No,’ she said."),
        ("<p>She said <said direct='false'>that it was late</said>.</p>", "She said that it was late."),
    ],
)
def test_marks_are_supplied_where_the_editors_took_them_out(body: str, text: str) -> None:
    assert read_tei(write(body)).text == text + "\n"


def test_a_block_quotation_in_a_paragraph_leaves_none_of_its_marks_behind() -> None:
    assert blocks('<p>“<q rend="block">She is late.</q>”</p>') == [("body", "“She is late.”")]
    assert blocks('<p>He wrote: <q rend="block">“She is late.”</q> No more.</p>') == [
        ("body", "He wrote:"),
        ("block", "“She is late.”"),
        ("body", "No more."),
    ]


def test_the_works_that_quoth_lists_behind_a_text_are_none_of_it() -> None:
    works = b'<back><div type="works"><listBibl><bibl>The Tide Book</bibl></listBibl></div></back></text>'
    assert read_tei(write("<p>x</p>").replace(b"</text>", works)).text == "x\n"


def test_the_header_states_what_the_text_is() -> None:
    metadata = read_tei(write("<p>x</p>")).metadata
    assert (metadata.title, metadata.author) == ("The Winter Ferry", "Mira Tolland")
    assert (metadata.date, metadata.language) == ("1905-03-04", "en")


def test_a_file_without_header_or_namespace_is_read() -> None:
    reading = read_tei(write("<p>x</p>", header="", namespace=False))
    assert (reading.text, reading.metadata.title) == ("x\n", "")


def test_the_encoding_is_that_of_the_file() -> None:
    content = b'<?xml version="1.0" encoding="iso-8859-1"?>' + write("<p>café</p>").decode().encode("latin-1")
    assert (read_tei(content).text, read_tei(content).encoding) == ("café\n", "iso-8859-1")


def test_a_note_on_a_note_comes_after_it() -> None:
    assert blocks("<p>late<note><p>By her.</p><p>In ink.<note>Or not.</note></p></note>.</p>") == [
        ("body", "late."),
        ("note", "By her."),
        ("note", "In ink."),
        ("note", "Or not."),
    ]


DTD = '<!DOCTYPE TEI SYSTEM "tei.dtd">'


def test_entities_of_a_dtd_are_known_by_their_names_in_html_and_others_are_counted() -> None:
    reading = read_tei(write("<p>late&mdash;very &unknown;late</p>", before=DTD))
    assert reading.text == "late—very late\n"
    assert [notice.code for notice in reading.notices] == ["entities_lost"]


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "broken"),
        (b"<p>not closed", "broken"),
        (b"<html><body><p>x</p></body></html>", "not_tei"),
        (write("<p>&a11;</p>", before=f'<!DOCTYPE TEI [<!ENTITY a0 "ha">{LAUGHS}]>'), "broken"),
        (write('<p n="&a11;">x</p>', before=f'<!DOCTYPE TEI [<!ENTITY a0 "ha">{LAUGHS}]>'), "broken"),
        (write("<seg>" * 50_000 + "</seg>" * 50_000), "broken"),
        (write("<p>x</p>").replace(b"x", b"\x00"), "broken"),
        (write("<p>x</p>").replace(b"x", b"\xff"), "broken"),
        (b'<?xml version="1.0" encoding="no-such"?>' + write("<p>x</p>"), "broken"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(content: bytes, code: str) -> None:
    assert outcome(content) == code


def test_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the ferry")
    for uri in (secret.as_uri(), str(secret)):
        reading = read_tei(write("<p>a &x; b</p>", before=f'<!DOCTYPE TEI [<!ENTITY x SYSTEM "{uri}">]>'))
        assert "secret" not in reading.text
        assert [notice.code for notice in reading.notices] == ["entities_lost"]
    included = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="secret.txt" parse="text"/>'
    assert read_tei(write(f"<p>a{included}</p>")).text == "a\n"


def test_a_paragraph_of_a_megabyte_is_no_trouble() -> None:
    assert len(read_tei(write("<p>" + "<hi>a</hi> <lb/><said>b</said> " * 30_000 + "</p>")).text) > 100_000


def test_a_paragraph_of_entities_is_no_trouble() -> None:
    text = read_tei(write("<p>" + "a&mdash;<hi/>b" * 100_000 + "</p>", before=DTD)).text
    assert text == "a—b" * 100_000 + "\n"
    assert read_tei(write("<p>" + "a&mdash;" * 100_000 + "</p>", before=DTD)).text == "a—" * 100_000 + "\n"


GOOD = write(
    '<div><head>The Ferry</head><p><said who="#m">No,</said> she<note>By.</note> said.</p><quote><p>x</p></quote>'
    "<sp><speaker>M</speaker><l>y</l></sp><choice><sic>a</sic><corr>b</corr></choice><lb break='no'/>&amp;</div>"
)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(min_value=0), n_changes=st.integers(min_value=1, max_value=4))
def test_changed_bytes_raise_nothing_but_the_error_of_readers(seed: int, n_changes: int) -> None:
    chance, content = random.Random(seed), bytearray(GOOD)
    for _ in range(n_changes):
        at, length = chance.randrange(len(content)), chance.randrange(1, 9)
        content[at : at + length] = chance.choice([b"", b"<q>", b"</p>", b"<note/>", chance.randbytes(length), b"&lt;"])
    assert outcome(bytes(content)) == outcome(bytes(content))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from("p q said note sp speaker l lb lg quote head stage div choice sic corr x".split()), max_size=30
    )
)
def test_any_elements_in_one_another_keep_their_words(tags: list[str]) -> None:
    opened = "".join(f"<{tag}>w " for tag in tags)
    closed = "".join(f"</{tag}>" for tag in reversed(tags))
    assert outcome(write(opened + closed)) == "read"
