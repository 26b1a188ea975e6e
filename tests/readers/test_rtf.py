r"""RTF files written by hand, as word processors write them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers.rtf import read_rtf
from tests.readers.seen import blocks_of, outcome_of

FONTS = r"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}{\f2\fcharset128 Mincho;}}"
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2\li720 Quote;}{\*\cs10 Default Font;}}"


def write(body: str, *, head: str = "") -> bytes:
    return rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}{STYLES}{head}{body}}}".encode("cp1252")


def blocks(content: bytes) -> list[tuple[str, str]]:
    return blocks_of(read_rtf(content))


def outcome(content: bytes) -> str:
    return outcome_of(read_rtf, content)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\pard One ferry.\par Two ferries.\par", "One ferry.\n\nTwo ferries."),
        ("One fer\nry.\r\n\\par", "One ferry."),  # line ends are none
        (r"A caf\'e9 and a na\'efve ferry", "A café and a naïve ferry"),
        (r"\ldblquote No,\rdblquote  she said \endash  \lquote never\rquote \emdash .", "“No,” she said – ‘never’—."),
        (r"\u8220?No,\u8221? she said", "“No,” she said"),
        (r"\uc0\u8220No,\u8221  she said", "“No,” she said"),
        (r"\uc2\u8220\'81\'67No", "“No"),
        (r"{\uc0 \u233}t\u233?", "été"),
        (r"a ship \u-10179?\u-8704? here", "a ship 😀 here"),
        (r"\u-10179? alone", " alone".strip()),
        (r"{\f1 \'cf\'e0\'f0\'ee\'ec} {\f2 \'93\'fa}", "Паром 日"),  # the code page of the font
        (
            r"\{braces\} and \\ and a\~space, non\_breaking, syl\-lable",
            "{braces} and \\ and a\xa0space, non-breaking, syllable",
        ),
        (r"one\line two\tab three", "one\ntwo three"),
        (r"one\line\line two", "one\n\ntwo"),
        (r"{\b bold} and {\i italic {\ul deep}}", "bold and italic deep"),
        (r"shown {\v hidden} and {\deleted gone} text", "shown  and  text"),
        (r"before{\pict\pngblip 89504e47} after", "before after"),
        (r"before{\pict\bin6 }}}{{{} after", "before after"),
        (r"{\*\unknowndestination lost}kept", "kept"),
        (r"{\header Running head\par}{\footer 12\par}text", "text"),
        (r'{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt the book}}', "the book"),
        (r"{\*\annotation a remark}text", "text"),
        (r"{\listtext\tab 1.}\ls1 an item", "an item"),
        (r"{\*\bkmkstart here}text{\*\bkmkend here}", "text"),
        (r"12 km{\super 2} of water, on the 4{\super th} of May", "12 km2 of water, on the 4th of May"),
        (r"a word{\super 12} more", "a word more"),
        (r"\trowd\intbl one\cell two\cell\row", "one\n\ntwo"),
        (r"\trowd\intbl out\cell\intbl\itap2 in\nestcell{\*\nesttableprops\trowd}\nestrow\cell\row", "out\n\nin"),
        (r"\sect a section\sect another", "a section\n\nanother"),
    ],
)
def test_the_text_is_what_a_reader_sees(body: str, text: str) -> None:
    assert read_rtf(write(body)).text == text + "\n"


def test_headings_and_block_quotations_have_a_style_level_or_indent() -> None:
    body = (
        r"\pard\s1 The Winter Ferry\par\pard\outlinelevel1 First Night\par\pard The ferry came in late that night.\par"
        r"\pard\s2 She is too old, he said.\par\pard\li720 So am I, he said.\par\pard\fi720 And that was all.\par"
        r"\pard\li720\fi-360\ls1 an item of a list\par"
    )
    assert [kind for kind, _ in blocks(write(body))] == ["heading", "heading", "body", "block", "block", "body", "body"]


def test_an_indent_that_most_of_the_text_has_is_none() -> None:
    body = r"\pard\li720 The ferry came in late that night.\par The clerk shut the book.\par\pard He left.\par"
    assert {kind for kind, _ in blocks(write(body))} == {"body"}


def test_notes_come_last_without_their_numbers() -> None:
    body = (
        r"The book{\super\chftn{\footnote\pard\plain{\super\chftn} It is in the library.\par Nobody reads it.}} was "
        r"shut{\super *{\footnote {\super *} By her.}}.\par "
        r"He left{\super\chftn{\footnote\ftnalt\chftn  At noon.}}.\par"
    )
    assert blocks(write(body)) == [
        ("body", "The book was shut."),
        ("body", "He left."),
        ("note", "It is in the library."),
        ("note", "Nobody reads it."),
        ("note", "By her."),
        ("note", "At noon."),
    ]


def test_the_properties_are_stated_unless_a_program_wrote_them() -> None:
    info = r"{\info{\title The Winter Ferry}{\author Mira Tolland}{\creatim\yr2019\mo3\dy4\hr9}{\operator x}}"
    metadata = read_rtf(write("text", head=info)).metadata
    assert (metadata.title, metadata.author, metadata.date) == ("The Winter Ferry", "Mira Tolland", "2019-03-04")
    metadata = read_rtf(write("text", head=r"{\info{\title ferry.doc}{\author user}{\creatim\yr0}}")).metadata
    assert (metadata.title, metadata.author, metadata.date) == ("", "", "")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "broken"),
        (b"The ferry came in late.", "broken"),
        (b"PK\x03\x04" * 20, "broken"),
        (rb"{\rtf1 The ferry", "cut_off"),
        (rb"{\rtf1 " + b"{" * 100_000, "nested_too_deep"),
        (rb"{\rtf1 a}}}}}} b", "read"),
        (rb"{\rtf1\ansicpg99999\u99999999 a\'zz\bin-5 \uc-3\u8220?}", "read"),
        (rb"{\rtf1\bin2147483647 a}", "cut_off"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(content: bytes, code: str) -> None:
    assert outcome(content) == code


def test_a_file_of_a_megabyte_in_one_paragraph_is_no_trouble() -> None:
    assert len(read_rtf(write(r"a\'e9{\b c}\u233? " * 60_000)).text) > 200_000


def test_a_paragraph_of_notes_is_no_trouble() -> None:
    text = read_rtf(write(r"a{\super 1{\footnote b}} " * 50_000)).text
    assert (text.count("a"), text.count("b")) == (50_000, 50_000)


GOOD = write(
    r"{\info{\title The Ferry}}\pard\s1 The Ferry\par\pard \ldblquote No,\rdblquote  she said{\super 1{\footnote By}}."
    r"\par\pard\s2 caf\'e9 \u8220?x{\f1 \'cf}{\v y}{\pict 00}\cell\row\par"
)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(min_value=0), n_changes=st.integers(min_value=1, max_value=12))
def test_changed_bytes_raise_nothing_but_the_error_of_readers(seed: int, n_changes: int) -> None:
    chance, content = random.Random(seed), bytearray(GOOD)
    for _ in range(n_changes):
        at, length = chance.randrange(len(content)), chance.randrange(1, 9)
        content[at : at + length] = chance.choice(
            [b"", b"{", b"}", b"\\", b"\\u-1", chance.randbytes(length), b"\\bin"]
        )
    assert outcome(bytes(content)) == outcome(bytes(content))
