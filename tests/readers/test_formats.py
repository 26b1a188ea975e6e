"""Whatever the bytes of a file: every reader gives a text or says why there is none, and nothing else."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.readers import READERS, known_suffixes
from pipeline.readers.corpus import CorpusText
from pipeline.readers.load import load_document
from pipeline.readers.reading import NOTHING_STATED, Metadata, Notice, Reading, UnreadableError

PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>The pier</title><meta charset='utf-8'></head><body>"
    "<nav><a href='/'>Home</a></nav><article><h1>The pier</h1><p>“It will not stand,”<sup>"
    "<a href='#n1'>1</a></sup> she said &amp; left.</p>"
    "<blockquote><p>Rotten.</p></blockquote><q>No</q></article><p id='n1'>1. Mercury.</p></body></html>"
)

Changes = list[tuple[int, int, bytes]]
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 10_000), st.integers(0, 40), st.binary(max_size=6) | st.sampled_from([b"<", b">", b"&", b"]]>"])
    ),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def samples(
    make_docx: Callable[..., bytes],
    make_odt: Callable[..., bytes],
    make_epub: Callable[..., bytes],
    word_paragraph: Callable[..., str],
) -> Mapping[str, Mapping[str, str | bytes] | bytes]:
    """A valid file of each format."""
    word = word_paragraph("“It will not stand,” she said.", "Zitat") + word_paragraph("The pier", "berschrift1")
    reference = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>x</w:t></w:r></w:p>'
    text = (
        "<text:h>The pier</text:h><text:p text:style-name='Quotations'>“It will not stand,”<text:note>"
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Mercury.</text:p></text:note-body></text:note>"
        " she said.</text:p>"
    )
    book = {
        "one.xhtml": "<body><h1>The pier</h1><p>“It”<a epub:type='noteref' href='#n'>1</a></p><p id='n'>x</p></body>"
    }
    return {
        ".docx": make_docx(word + reference, footnotes={2: "Mercury."}, core="<dc:title>The pier</dc:title>"),
        ".odt": make_odt(text, meta="<dc:title xmlns:dc='http://purl.org/dc/elements/1.1/'>The pier</dc:title>"),
        ".epub": make_epub(book, meta="<dc:title>The pier</dc:title>"),
        ".html": PAGE.encode(),
    }


def changed(content: bytes, changes: Changes) -> bytes:
    for at, n_bytes, new in changes:
        start = at % (len(content) + 1)
        content = content[:start] + new + content[start + n_bytes :]
    return content


def read(suffix: str, content: bytes) -> Reading | None:
    """What a reader gives, looked over; None where it says that the file is of no use."""
    refused: tuple[Notice, ...] = ()
    try:
        reading = READERS[suffix](content)
    except UnreadableError as error:
        refused = error.notices
    if refused:
        assert all(notice.message.isprintable() and len(notice.message) < 500 for notice in refused)
        return None
    reading.text.encode("utf-8")
    assert "\r" not in reading.text
    ends = [0, *(known.end for known in reading.kinds)]
    assert all(end <= known.start < known.end for end, known in zip(ends, reading.kinds, strict=False))
    assert ends[-1] <= len(reading.text)
    return reading


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub", ".html"])
def test_the_samples_are_read(samples: Mapping[str, bytes], suffix: str) -> None:
    reading = read(suffix, samples[suffix])
    assert reading is not None
    assert reading.metadata.title == "The pier"
    assert {"heading", "note"} <= {known.kind for known in reading.kinds}


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub", ".html"])
def test_bytes_that_were_changed_give_a_text_or_a_reason(samples: Mapping[str, bytes], suffix: str) -> None:
    @settings(max_examples=40, deadline=None, database=None)
    @given(CHANGES)
    def check(changes: Changes) -> None:
        read(suffix, changed(samples[suffix], changes))

    check()


@pytest.mark.parametrize(
    ("suffix", "member"),
    [
        (".docx", "word/document.xml"),
        (".docx", "word/styles.xml"),
        (".docx", "word/footnotes.xml"),
        (".docx", "word/_rels/document.xml.rels"),
        (".docx", "_rels/.rels"),
        (".docx", "docProps/core.xml"),
        (".docx", "[Content_Types].xml"),
        (".odt", "content.xml"),
        (".odt", "meta.xml"),
        (".epub", "OEBPS/one.xhtml"),
        (".epub", "OEBPS/book.opf"),
        (".epub", "META-INF/container.xml"),
    ],
)
def test_members_that_were_changed_give_a_text_or_a_reason(
    samples: Mapping[str, bytes],
    replaced: Callable[..., bytes],
    member_of: Callable[..., bytes],
    suffix: str,
    member: str,
) -> None:
    before = member_of(samples[suffix], member)

    @settings(max_examples=25, deadline=None, database=None)
    @given(CHANGES)
    def check(changes: Changes) -> None:
        read(suffix, replaced(samples[suffix], {member: changed(before, changes)}))

    check()


@pytest.mark.parametrize("suffix", sorted(READERS))
@pytest.mark.parametrize("content", [b"", b"\0", b"PK\x03\x04", b"\xff\xfe", b"<", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_bytes_that_are_of_no_format_give_a_text_or_a_reason(suffix: str, content: bytes) -> None:
    read(suffix, content)


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".epub", ".html"])
def test_paragraphs_of_a_document_are_of_the_kind_that_the_file_says(
    samples: Mapping[str, bytes], tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"pier{suffix.upper()}"
    path.write_bytes(samples[suffix])
    loaded, notices = load_document(
        CorpusText(path=path, name=path.name, doc_id="pier"), stated=Metadata(author="Nora Whitcombe")
    )
    kinds = {loaded.text[one.start : one.end]: one.kind for one in loaded.paragraphs}
    assert kinds["The pier"] == "heading"
    assert list(kinds.values())[-1] == "note"
    assert all("1" not in words for words in kinds)
    assert (loaded.document.title, loaded.document.author) == ("The pier", "Nora Whitcombe")
    assert not notices


def test_a_file_that_cannot_be_read_is_a_problem_of_its_own(tmp_path: Path, make_packed: Callable[..., bytes]) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(make_packed({"_rels/.rels": b" " * 20_000_000}))
    with pytest.raises(UnreadableError) as caught:
        load_document(CorpusText(path=path, name="bomb.docx", doc_id="bomb"), stated=NOTHING_STATED)
    assert [notice.code for notice in caught.value.notices] == ["too_large"]


def test_the_readers_are_named_in_messages_by_their_best_known_suffix() -> None:
    named = known_suffixes()
    assert named.endswith(" or .xml")
    assert ".html" in named
    assert ".xhtml" not in named
