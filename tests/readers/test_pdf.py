"""PDFs made by hand from pages that are drawn with letters: a row is a line, a column six points wide."""

import random
import re
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from pipeline.readers.pdf import read_pdf
from pipeline.readers.reading import UnreadableError
from tests.readers.seen import blocks_of, outcome_of

# In Courier every letter is 0.6 em wide, and so what is drawn below one another stands below one another.
TYPES = {"#": ("B", 14.0), "~": ("R", 8.0), "!": ("B", 10.0)}
RUN = re.compile(r"\S+(?: \S+)*")
Objects = Sequence[bytes]


def string(words: str) -> str:
    return "(" + re.sub(r"([()\\])", r"\\\1", words) + ")"


def draw(page: str) -> str:
    """The content of a page; a sign at the beginning of a row is its type (TYPES), ``^1`` a raised figure."""
    shown = []
    for number, row in enumerate(page.strip("\n").split("\n")):
        font, size = TYPES.get(row.lstrip()[:1], ("R", 10.0))
        for run in RUN.finditer(re.sub(r"^( *)[#~!]", r"\1 ", row)):
            shown.append(f"BT {50 + 6 * run.start()} {780 - 12 * number} Td")
            for words in re.split(r"(\^\d)", run[0]):
                raised = words.startswith("^")
                shown.append(f"/{font} {0.6 * size if raised else size} Tf {4 if raised else 0} Ts")
                shown.append(f"{string(words.lstrip('^'))} Tj")
            shown.append("ET")
    return "\n".join(shown)


def stream(content: bytes, entries: str = "") -> bytes:
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def write(
    contents: Sequence[str], *, info: str = "", page: str = "", objects: Mapping[int, bytes] | None = None
) -> bytes:
    """A PDF of these contents; ``page`` is added to each, ``objects`` are further ones, from 100 on, or other ones."""
    fonts = "/R 4 0 R /B 5 0 R"
    numbers = range(10, 10 + 2 * len(contents), 2)
    made = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(contents)} /Kids [{' '.join(f'{n} 0 R' for n in numbers)}] >>".encode(),
        3: f"<< {info} >>".encode("cp1252"),
        4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
        6: stream(b"\xff" * 12, "/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceRGB"),
    }
    for number, content in zip(numbers, contents, strict=True):
        made[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number + 1} 0 R "
            f"{page} /Resources << /Font << {fonts} >> /XObject << /I 6 0 R /X 100 0 R >> >> >>"
        ).encode()
        made[number + 1] = stream(content.encode("cp1252"))
    made |= objects or {}
    parts, places = [b"%PDF-1.7\n"], {}
    for number, body in sorted(made.items()):
        places[number] = sum(map(len, parts))
        parts.append(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    at = sum(map(len, parts))
    table = "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items())
    trailer = f"xref\n0 1\n0000000000 65535 f \n{table}trailer\n<< /Size 200 /Root 1 0 R /Info 3 0 R >>\n"
    return b"".join(parts) + f"{trailer}startxref\n{at}\n%%EOF\n".encode()


def blocks(content: bytes) -> list[tuple[str, str]]:
    return blocks_of(read_pdf(content))


def read(*pages: str) -> list[tuple[str, str]]:
    return blocks(write([draw(page) for page in pages]))


def outcome(content: bytes) -> str:
    return outcome_of(read_pdf, content)


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableError) as raised:
        read_pdf(content)
    return raised.value.notices[0].code


INDENTED = """
     The ferry came in late that night, and nobody on the quay
   said a word about it until the pilot had gone home to his
   supper. “We were lucky,” said Mira Tolland, “and we know it.”
     The harbour master wrote the hour into his book, as he had
   done every night for thirty years, and shut it.
     “Is that all?” asked the clerk, who had hoped for a longer
   entry and a better story than the one that stood there now.
"""
LATE = (
    "The ferry came in late that night, and nobody on the quay said a word about it until the pilot had gone home to "
    "his supper. “We were lucky,” said Mira Tolland, “and we know it.”"
)
BOOK = (
    "The harbour master wrote the hour into his book, as he had done every night for thirty years, and then he shut it "
    "with both hands, for the wind had got up and the lamp on the table was out before he had time to say what he "
    "thought about the ferry and her pilot. “She is too old,” he said when the lamp was lit again, “and so am I.”"
)
HOUR = "The harbour master wrote the hour into his book, as he had done every night for thirty years, and shut it."
CLERK = (
    "“Is that all?” asked the clerk, who had hoped for a longer entry and a better story than the one that stood there "
    "now."
)
PARAGRAPHS = [("body", LATE), ("body", HOUR), ("body", CLERK)]


def test_an_indent_begins_a_paragraph() -> None:
    assert read(INDENTED) == PARAGRAPHS


def test_a_space_between_lines_begins_a_paragraph() -> None:
    spaced = re.sub(r"^     (?=\S)", "\n   ", INDENTED, flags=re.MULTILINE)
    assert read(spaced) == PARAGRAPHS


FEW = """
   The ferry came in late that night, and nobody on the quay
   said a word about it until the pilot had gone home to his
   supper. “We were lucky,” said Mira Tolland, “and we know it.”
{row}
   The harbour master wrote the hour into his book, as he had
   done every night for thirty years, and shut it.
"""


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("     “Is that all?” the clerk asked, and went.", "body"),
        ("\n     “Is that all?” the clerk asked, and went.\n", "block"),
        ("            “Is that all?” the clerk asked, and went.", "block"),
        ("     ~“Is that all?” the clerk asked, and went.", "block"),
    ],
)
def test_one_indented_line_is_a_first_line_unless_space_or_type_sets_it_off(row: str, kind: str) -> None:
    found = read(FEW.format(row=row))
    assert found == [("body", LATE), (kind, "“Is that all?” the clerk asked, and went."), ("body", HOUR)]


WINTER = (
    "The winter lasted until April, and the committee of the harbour went on with its self-denying order, which "
    "Anglo-American shippers called a long-distance joke, a long-distance joke that nobody had asked for."
)


def test_what_a_hyphen_broke_at_a_line_end_is_one_word() -> None:
    page = """
       The winter lasted until April, and the committee of the har-
       bour went on with its self-
       denying order, which Anglo-
       American shippers called a long-distance joke, a long-
       distance joke that nobody had asked for.
    """
    assert read(page) == [("body", WINTER)]


HEADED = [
    """
    ~{left}




         The harbour master wrote the hour into his book, as he had
       done every night for thirty years, and then he shut it with
       both hands, for the wind had got up and the lamp on the table
       was out before he had time to say what he thought about the
    """,
    """
    ~{right}




       ferry and her pilot. “She is too old,” he said when the lamp
       was lit again, “and so am I.”
         Nobody on the quay said anything about it, then or later.
    """,
]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("THE HARBOUR BOOK", "THE HARBOUR BOOK"),
        ("12              The Harbour Book", "The Winter Ferry              13"),
        ("12", "13"),
        ("- 12 -", "- 13 -"),
        ("Page 12 of 40", "Page 13 of 40"),
        ("xii", "xiii"),
    ],
)
def test_a_paragraph_goes_on_over_running_heads_and_page_numbers(left: str, right: str) -> None:
    assert read(*(page.format(left=left, right=right) for page in HEADED)) == [
        ("body", BOOK),
        ("body", "Nobody on the quay said anything about it, then or later."),
    ]


def test_a_first_line_that_no_other_page_has_is_text() -> None:
    first = "   Chapter and verse, the clerk said, was what he wanted here.\n\n\n" + INDENTED
    assert read(first, INDENTED)[0][1] == "Chapter and verse, the clerk said, was what he wanted here."


def test_lines_set_in_on_the_left_are_a_block_quotation() -> None:
    page = """
         The harbour master wrote the hour into his book, as he had
       done every night for thirty years. There he says of the ferry:

            She came in late, and nobody on the quay said any
            word about it. I think that she is too old for the
            winter, and that I am too old for her.

       That is the whole of the entry for the night in question, and
       there is no other.
         Nobody on the quay said anything about it, then or later, so
       that we have to take it as it stands.
    """
    kinds = read(page)
    assert [kind for kind, _ in kinds] == ["body", "block", "body", "body"]
    assert kinds[1][1] == (
        "She came in late, and nobody on the quay said any word about it. I think that she is too old for the winter, "
        "and that I am too old for her."
    )


def test_large_and_bold_lines_are_headings() -> None:
    page = f"""
  # The Winter Ferry
{INDENTED}
  ! Second Night
{INDENTED}"""
    assert [one for one in read(page) if one[0] == "heading"] == [
        ("heading", "The Winter Ferry"),
        ("heading", "Second Night"),
    ]


def test_footnotes_come_last_without_their_numbers() -> None:
    first = """
         The harbour master wrote the hour into his book,^1 as he had
       done every night for thirty years, and then he shut it with
       both hands,^2 for the wind had got up and the lamp on the table
       was out before he had time to say what he thought about the


    ~  ^1 The book is in the town library, and nobody has read it since the day
    ~  on which it was put there.
    ~  ^2 Ibid.
    """
    second = """
       ferry and her pilot. “She is too old,” he said when the lamp
       was lit again, “and so am I.”^3


    ~  ^3 Mira Tolland heard him say it.
    """
    assert read(first, second) == [
        ("body", BOOK),
        ("note", "The book is in the town library, and nobody has read it since the day on which it was put there."),
        ("note", "Ibid."),
        ("note", "Mira Tolland heard him say it."),
    ]


def test_a_power_is_no_reference_to_a_note() -> None:
    assert read("   The harbour has 12 km^2 of water and one ferry.") == [
        ("body", "The harbour has 12 km2 of water and one ferry.")
    ]


COLUMNS = (
    "The ferry came in late that night, and nobody on the quay said a word about it and nobody ever asked why she "
    "had been so long, or who had seen her, until the pilot had gone home to his supper. “We were lucky,” said Mira "
    "Tolland, “and we know it, whatever the book of the harbour may say of the hour and of the wind that night.”"
)


def test_two_columns_are_read_one_after_the_other() -> None:
    page = """
       The ferry came in late that       pilot had gone home to his
       night, and nobody on the          supper. “We were lucky,” said
       quay said a word about it         Mira Tolland, “and we know it,
       and nobody ever asked why         whatever the book of the har-
       she had been so long, or          bour may say of the hour and
       who had seen her, until the       of the wind that night.”
    """
    assert read(page) == [("body", COLUMNS)]


SENTENCE = "BT /R 10 Tf 50 700 Td (The ferry came in late that night.) Tj ET"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"{SENTENCE} BT /R 60 Tf 0.7 0.7 -0.7 0.7 90 90 Tm (DRAFT) Tj ET", "The ferry came in late that night."),
        (
            f"{SENTENCE} /Artifact BMC BT /R 10 Tf 50 660 Td (Printed at noon) Tj ET EMC",
            "The ferry came in late that night.",
        ),
        ("BT /R 10 Tf 50 700 Td [(The) -600 (fer) 20 (ry) -600 (came.)] TJ ET", "The ferry came."),
        ("BT /R 10 Tf 14 TL 50 700 Td (The ferry) Tj (came.) ' ET", "The ferry came."),
        ('BT /R 10 Tf 14 TL 50 700 Td (The ferry) Tj 0 0 (came.) " ET', "The ferry came."),
        ("BT /R 1 Tf 10 0 0 10 50 700 Tm (The ferry came.) Tj ET", "The ferry came."),
        ("q 2 0 0 2 10 10 cm BT /R 5 Tf 50 300 Td (The ferry came.) Tj ET Q", "The ferry came."),
        ("BT /R 10 Tf 0 1 -1 0 300 100 Tm (The ferry came.) Tj ET", "The ferry came."),
        (
            "BT /R 10 Tf 50 700 Td (The fer) Tj /Span << /ActualText (ry) >> BDC (xx) Tj EMC ( came.) Tj ET",
            "The ferry came.",
        ),
        ("BT /R 10 Tf 50 700 Td (The ferry came.) Tj 0.2 0 Td (The ferry came.) Tj ET", "The ferry came."),
    ],
)
def test_words_stand_where_the_operators_set_them(content: str, text: str) -> None:
    assert read_pdf(write([content])).text == text + "\n"


def test_the_words_of_a_form_are_words_of_the_page() -> None:
    form = stream(SENTENCE.encode(), "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Matrix [1 0 0 1 0 -20]")
    assert read_pdf(write(["/X Do"], objects={100: form})).text == "The ferry came in late that night.\n"


def test_the_properties_are_stated_unless_a_program_wrote_them() -> None:
    ours = write([SENTENCE], info="/Title (The Winter Ferry) /Author (Mira Tolland) /CreationDate (D:20190304120000Z)")
    metadata = read_pdf(ours).metadata
    assert (metadata.title, metadata.author, metadata.date) == ("The Winter Ferry", "Mira Tolland", "2019-03-04")
    theirs = write([SENTENCE], info="/Title (Microsoft Word - ferry.docx) /Author (user) /CreationDate (D:19700101)")
    metadata = read_pdf(theirs).metadata
    assert (metadata.title, metadata.author, metadata.date) == ("", "", "")


SCANNED = "q 595 0 0 842 0 0 cm /I Do Q"


def test_a_file_of_images_needs_ocr() -> None:
    assert refusal(write([SCANNED, SCANNED])) == "needs_ocr"


def test_a_page_that_is_an_image_needs_ocr_and_is_named() -> None:
    reading = read_pdf(write([SENTENCE, SCANNED, SENTENCE.replace("came", "went")]))
    assert [notice.code for notice in reading.notices] == ["needs_ocr"]
    assert "a page (2) without text" in reading.notices[0].message


def test_a_line_of_a_library_on_every_scanned_page_is_no_text() -> None:
    assert refusal(write([f"{SCANNED} {SENTENCE}"] * 3)) == "needs_ocr"


def test_an_image_under_the_text_is_no_scan_without_text() -> None:
    assert read_pdf(write([f"{SCANNED} {SENTENCE}"])).notices == ()


def test_letters_that_the_font_does_not_tell_are_counted() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Own /Encoding << /Differences [65 /a0 /a1] >> /ToUnicode 7 0 R >>"
    )
    cmap = stream(b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <5a> <e000> endbfrange")
    reading = read_pdf(
        write(["BT /R 10 Tf 50 700 Td (ABCDEFGH) Tj /B 10 Tf ( ferry) Tj ET"], objects={4: font, 7: cmap})
    )
    assert [notice.code for notice in reading.notices] == ["letters_lost"]


def test_a_file_that_asks_for_a_password_says_so() -> None:
    writer = PdfWriter(clone_from=BytesIO(write([SENTENCE])))
    writer.encrypt("a password", algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    assert refusal(content.getvalue()) == "encrypted"


def test_a_file_that_is_locked_but_opens_without_a_password_is_read() -> None:
    writer = PdfWriter(clone_from=BytesIO(write([SENTENCE])))
    writer.encrypt("", "of its owner", algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    assert read_pdf(content.getvalue()).text == "The ferry came in late that night.\n"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"The ferry came in late.\n", b"PK\x03\x04" * 30, b"\0" * 5000]
)
def test_what_is_no_pdf_is_broken(content: bytes) -> None:
    assert refusal(content) == "broken"


KIDS = b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"
DEEP = b"<< /Type /Pages /Count 1 /Kids [" + b"[" * 5000 + b"]" * 5000 + b"] >>"
BOMB = zlib.compress(b"0" * 80_000_000)
CROWD = zlib.compress(b"q " * 3_000_000)
FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
SELF = f"{FORM} /Resources << /XObject << /X 100 0 R >> >>"


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        pytest.param({2: KIDS}, "broken", id="a page tree that holds itself"),
        pytest.param(
            {2: b"<< /Type /Pages /Count 1 /Kids [10 0 R] /Parent 2 0 R >>"}, "read", id="a page that is its own parent"
        ),
        pytest.param({2: DEEP}, "broken", id="arrays nested deep"),
        pytest.param({11: stream(BOMB, "/Filter /FlateDecode")}, "pages_lost", id="a stream of 80 MB"),
        pytest.param({11: stream(CROWD, "/Filter /FlateDecode")}, "pages_lost", id="three million operators"),
        pytest.param(
            {11: stream(b"/X Do"), 100: stream(b"/X Do /X Do", SELF)}, "read", id="forms that hold themselves, twice"
        ),
        pytest.param(
            {11: b"<< /Length 11 0 R >>\nstream\nq\nendstream"}, "pages_lost", id="a stream that is its own length"
        ),
        pytest.param({11: b"[[[1]]]"}, "read", id="contents that are no stream"),
    ],
)
def test_a_hostile_file_is_refused_or_read_in_time(objects: Mapping[int, bytes], expected: str) -> None:
    assert outcome(write([SENTENCE] * 2, objects=objects)) == expected


GOOD = write([draw(page) for page in HEADED], info="/Title (The Winter Ferry)")


def test_many_pages_that_cannot_be_followed_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.readers.pdf.MAX_OPERATIONS", 100)
    assert outcome(write(["q " * 300] * 30)) == "too_large"


@pytest.mark.parametrize("tenths", range(1, 10))
def test_a_file_cut_off_is_read_or_refused(tenths: int) -> None:
    assert outcome(GOOD[: len(GOOD) * tenths // 10]) in {"read", "pages_lost", "broken"}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(min_value=0), n_changes=st.integers(min_value=1, max_value=12))
def test_changed_bytes_raise_nothing_but_the_error_of_readers(seed: int, n_changes: int) -> None:
    chance, content = random.Random(seed), bytearray(GOOD)
    for _ in range(n_changes):
        at, length = chance.randrange(len(content)), chance.randrange(1, 9)
        content[at : at + length] = chance.choice([b"", b"<<", b"[", b"0", b"-1", chance.randbytes(length), b"10 0 R"])
    assert outcome(bytes(content)) == outcome(bytes(content))
