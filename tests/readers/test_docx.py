"""Word files become paragraphs, headings, block quotations and notes, as they are on the page."""

from collections.abc import Callable

import pytest

from pipeline.readers import docx
from pipeline.readers.docx import read_docx
from pipeline.readers.reading import Metadata, Reading, UnreadableError

MakeDocx = Callable[..., bytes]
MakeParagraph = Callable[..., str]
Shown = Callable[[Reading], list[tuple[str, str]]]

FOOT = '<w:r><w:footnoteReference w:id="2"/></w:r>'
END = '<w:r><w:endnoteReference w:id="3"/></w:r>'


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


@pytest.mark.parametrize(
    ("style", "properties", "kind", "source"),
    [
        ("", "", "body", "no style"),
        ("berschrift1", "", "heading", "Word in German: the id is translated, the name is not"),
        ("Title", "", "heading", "a style that the file does not define goes by its id"),
        ("Level", "", "heading", "a level in the outline, whatever the name"),
        ("", '<w:outlineLvl w:val="0"/>', "heading", "the same, set by hand"),
        ("", '<w:outlineLvl w:val="9"/>', "body", "level nine is that of the body"),
        ("Zitat", "", "block", "Quote"),
        ("IntenseQuote", "", "block", "Intense Quote, not defined either"),
        ("Own", "", "block", "a style based on Quote"),
        ("In", "", "block", "a style with both margins"),
        ("", '<w:ind w:left="720" w:right="720"/>', "block", "both margins by hand"),
        ("", '<w:ind w:start="720" w:end="720"/>', "block", "as strict files name them"),
        ("", '<w:ind w:left="720"/>', "block", "the left alone, by half an inch (MLA)"),
        ("", '<w:ind w:left="200"/>', "body", "by less"),
        ("", '<w:ind w:firstLine="720"/>', "body", "a first line"),
        ("", '<w:ind w:left="720" w:hanging="720"/>', "body", "a bibliography"),
        ("", '<w:ind w:left="720"/><w:jc w:val="center"/>', "body", "a centred line"),
        ("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="720"/>', "body", "a list"),
        ("", '<w:ind w:left="wide"/>', "body", "no number"),
    ],
)
def test_kinds_are_those_of_styles_and_margins(
    make_docx: MakeDocx,
    word_paragraph: MakeParagraph,
    blocks_of: Shown,
    style: str,
    properties: str,
    kind: str,
    source: str,
) -> None:
    around = word_paragraph("The pier at Olbury stood for forty years before anybody asked what it stood on.")
    found = blocks_of(read_docx(make_docx(around + word_paragraph("It is rotten.", style, properties) + around)))
    assert found[1] == (kind, "It is rotten."), source
    assert [kind for kind, _ in found[::2]] == ["body", "body"]


def test_a_text_that_is_indented_as_a_whole_is_no_quotation(make_docx: MakeDocx, word_paragraph: MakeParagraph) -> None:
    indent = '<w:ind w:left="900" w:right="900"/>'
    assert read_docx(make_docx(word_paragraph("One.", "", indent) * 4)).kinds == ()


def test_tables_of_contents_are_left_out(make_docx: MakeDocx, word_paragraph: MakeParagraph) -> None:
    body = word_paragraph("The pier … 3", "Verzeichnis1") + word_paragraph("The pier", "berschrift1")
    assert read_docx(make_docx(body)).text == "The pier\n"


def test_notes_come_last_and_their_signs_are_gone(make_docx: MakeDocx, blocks_of: Shown) -> None:
    body = paragraph(run("“It will not stand,”"), FOOT, run(" said Ines"), END, run(".")) + paragraph(
        run("Nobody came.")
    )
    content = make_docx(body, footnotes={2: "Olbury Mercury, “Letters”."}, endnotes={3: "Ines Marlow."})
    assert blocks_of(read_docx(content)) == [
        ("body", "“It will not stand,” said Ines."),
        ("body", "Nobody came."),
        ("note", "Olbury Mercury, “Letters”."),
        ("note", "Ines Marlow."),
    ]


@pytest.mark.parametrize(
    ("runs", "expected", "source"),
    [
        (run("a ") + f"<w:ins>{run('new ')}</w:ins>" + run("word"), "a new word", "inserted while tracked"),
        (run("a ") + "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>" + run("word"), "a word", "deleted"),
        (f"<w:moveFrom>{run('old ')}</w:moveFrom><w:moveTo>{run('new')}</w:moveTo>", "new", "moved"),
        (run("a") + run(" secret", "<w:vanish/>") + run(" word"), "a word", "hidden"),
        (run("a") + run(" plain", '<w:vanish w:val="false"/>') + run(" word"), "a plain word", "not hidden after all"),
        (run("a") + run(" secret", '<w:rStyle w:val="Unseen"/>') + run(" word"), "a word", "hidden by its style"),
        (run("a") + '<w:r><w:commentReference w:id="0"/></w:r>' + run(" word"), "a word", "a comment"),
        (run("“It ") + run("is", "<w:b/><w:i/>") + run(" rotten”"), "“It is rotten”", "bold and italic"),
        (run("don") + run("’t"), "don’t", "a word in two runs"),
        (run("a") + "<w:r><w:tab/></w:r>" + run("b"), "a b", "a tab"),
        (run("a") + "<w:r><w:br/></w:r>" + run("b"), "a\nb", "a line break"),
        (run("co") + "<w:r><w:softHyphen/></w:r>" + run("operate\u00ad"), "cooperate", "soft hyphens"),
        (run("a\u00a0b &amp; &lt;i&gt; \u2019"), "a\u00a0b & <i> \u2019", "spaces that do not break, and entities"),
        (f'<w:hyperlink w:anchor="x">{run("the link")}</w:hyperlink>', "the link", "a link"),
        (f"<w:sdt><w:sdtContent>{run('filled in')}</w:sdtContent></w:sdt>", "filled in", "a field of a form"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("7")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "7",
            "a field has its words, not its name",
        ),
    ],
)
def test_words_are_those_on_the_page(make_docx: MakeDocx, runs: str, expected: str, source: str) -> None:
    assert read_docx(make_docx(paragraph(runs))).text == f"{expected}\n", source


def test_items_and_cells_are_paragraphs_of_their_own(make_docx: MakeDocx, word_paragraph: MakeParagraph) -> None:
    listed = "".join(word_paragraph(item, "", "<w:numPr><w:numId w:val='1'/></w:numPr>") for item in ("“One”", "two"))
    cells = "".join(f"<w:tc>{word_paragraph(words)}</w:tc>" for words in ("Ines", "“None”"))
    content = make_docx(f"{listed}<w:tbl><w:tr>{cells}</w:tr></w:tbl>{word_paragraph('after')}")
    assert read_docx(content).text == "“One”\n\ntwo\n\nInes\n\n“None”\n\nafter\n"


@pytest.mark.parametrize(
    ("core", "expected"),
    [
        (
            (
                "<dc:title>The  pier</dc:title><dc:creator>Nora Whitcombe</dc:creator><dc:language>en_gb</dc:language>"
                "<dcterms:created>1999-05-02T10:00:00Z</dcterms:created>"
            ),
            Metadata(title="The pier", author="Nora Whitcombe", date="1999-05-02", language="en-GB"),
        ),
        ("<dc:title>Document1</dc:title><dc:creator>Microsoft Office User</dc:creator>", Metadata()),
        ("<dc:language>English, probably</dc:language><dc:title/>", Metadata()),
        ("<broken", Metadata()),
    ],
)
def test_properties_are_metadata_where_a_person_wrote_them(make_docx: MakeDocx, core: str, expected: Metadata) -> None:
    assert read_docx(make_docx(paragraph(run("x")), core=core)).metadata == expected


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("word/document.xml", "<w:document", "is not well-formed"),
        ("word/document.xml", "<a/>", "not as Word writes"),
        ("_rels/.rels", "<a/>", None),
        ("word/styles.xml", "<a", "is not well-formed"),
    ],
)
def test_a_file_that_is_not_as_word_writes_it_says_so(
    make_docx: MakeDocx, replaced: Callable[..., bytes], name: str, content: str, message: str | None
) -> None:
    changed = replaced(make_docx(paragraph(run("x"))), {name: content})
    if message is None:
        assert read_docx(changed).text == "x\n"
        return
    with pytest.raises(UnreadableError, match=message):
        read_docx(changed)


def test_a_text_of_more_parts_than_the_memory_holds_is_refused(
    make_docx: MakeDocx, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make_docx(paragraph(run("x")) * 20)
    assert read_docx(content).text.count("x") == 20
    monkeypatch.setattr(docx, "MAX_ELEMENTS", 70)
    with pytest.raises(UnreadableError, match="more than 70 parts"):
        read_docx(content)


def test_pictures_and_templates_outside_the_file_are_never_opened(
    make_docx: MakeDocx, replaced: Callable[..., bytes], tmp_path: object
) -> None:
    outside = f"{tmp_path}/secret.png"
    linked = (
        f'<Relationship Id="p" TargetMode="External" Target="file://{outside}" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/image"/></Relationships>'
    )
    drawing = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><a:graphic><a:graphicData>'
        '<pic:pic><pic:blipFill><a:blip r:link="p"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    content = make_docx(paragraph(run("before "), drawing, run("after")))
    beside = replaced(content, {}, append={"word/_rels/document.xml.rels": ("</Relationships>", linked)})
    assert read_docx(beside).text == "before after\n"
