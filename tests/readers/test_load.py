"""One file to one document."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.words import count_words
from pipeline.readers.corpus import CorpusText
from pipeline.readers.load import load_document
from pipeline.readers.reading import NOTHING_STATED, Metadata, UnreadableError
from pipeline.records import LoadedDocument


def text_of(folder: Path, name: str, content: str | bytes) -> CorpusText:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return CorpusText(path=path, name=name, doc_id="essay")


def load(folder: Path, name: str, content: str | bytes, *, stated: Metadata = NOTHING_STATED) -> LoadedDocument:
    return load_document(text_of(folder, name, content), stated=stated)[0]


def slices(loaded: LoadedDocument) -> list[tuple[str, str]]:
    return [(paragraph.kind, loaded.text[paragraph.start : paragraph.end]) for paragraph in loaded.paragraphs]


def test_a_document_says_what_its_file_is(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfOne \xe2\x80\x9ctwo\xe2\x80\x9d.\r\n\r\nThree, he said.\r\n"
    loaded = load(tmp_path, "my-essay.txt", content)
    assert loaded.text == "One “two”.\n\nThree, he said.\n"
    document = loaded.document
    assert (document.doc_id, document.path, document.encoding) == ("essay", "my-essay.txt", "utf-8-sig")
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert (document.n_chars, document.n_words, document.n_paragraphs) == (len(loaded.text), 5, 2)
    assert (document.title, document.language, document.author) == ("My essay", "en", "")
    assert slices(loaded) == [("body", "One “two”."), ("body", "Three, he said.")]


def test_what_is_stated_goes_before_front_matter_and_that_before_the_name(tmp_path: Path) -> None:
    content = "---\ntitle: Of the front matter\nauthor: A. Writer\nlanguage: de\n---\nEin Satz."
    document = load(tmp_path, "essay.md", content, stated=Metadata(author="B. Writer")).document
    assert (document.title, document.author, document.language) == ("Of the front matter", "B. Writer", "de")


def test_the_stated_encoding_is_the_one_that_is_read_with(tmp_path: Path) -> None:
    loaded = load(tmp_path, "essay.txt", "naïve".encode("cp850"), stated=Metadata(encoding="cp850"))
    assert (loaded.text, loaded.document.encoding) == ("naïve", "cp850")


def test_kinds_of_paragraphs_come_from_the_markup(tmp_path: Path) -> None:
    content = "# What, then, was to be done?\n\nHe wrote:\n\n> It will end.\n> Soon.\n\nThey left it at that."
    assert slices(load(tmp_path, "essay.md", content)) == [
        ("heading", "What, then, was to be done?"),
        ("body", "He wrote:"),
        ("block", "It will end.\nSoon."),
        ("body", "They left it at that."),
    ]


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        ("a.txt", b"", ["empty"]),
        ("a.txt", b"\xef\xbb\xbf", ["empty"]),
        ("a.txt", " \n\t\u00a0\n\u2003", ["empty"]),
        ("a.md", "---\ntitle: Mine\n---\n", ["empty"]),
        ("a.md", "---\ntitle: Foo: bar\n---\n", ["empty", "metadata"]),
        ("a.txt", b"%PDF-1.7", ["binary"]),
        ("a.md", b"\x89PNG\r\n\x1a\n\x00", ["binary"]),
    ],
)
def test_files_without_a_text_are_refused(tmp_path: Path, name: str, content: str | bytes, codes: list[str]) -> None:
    with pytest.raises(UnreadableError) as caught:
        load(tmp_path, name, content)
    assert [notice.code for notice in caught.value.notices] == codes


@pytest.mark.parametrize("content", ["“”‘’\"'«»", "...", "Nobody says anything here."])
def test_any_other_text_is_a_document(tmp_path: Path, content: str) -> None:
    assert slices(load(tmp_path, "a.txt", content))[0][1] == content


@given(text=st.text(st.sampled_from("ab “\n\t.>#-")), suffix=st.sampled_from([".txt", ".md"]))
def test_paragraphs_are_slices_without_white_space_around(
    tmp_path_factory: pytest.TempPathFactory, text: str, suffix: str
) -> None:
    try:
        loaded = load(tmp_path_factory.getbasetemp(), f"a{suffix}", text)
    except UnreadableError:
        assert suffix == ".md" or not text.strip()  # marks alone are no text in Markdown
        return
    ends = [0]
    for number, paragraph in enumerate(loaded.paragraphs):
        piece = loaded.text[paragraph.start : paragraph.end]
        assert piece
        assert piece == piece.strip()
        assert (paragraph.paragraph, paragraph.doc_id) == (number, "essay")
        assert ends[-1] <= paragraph.start < paragraph.end <= len(loaded.text)
        ends.append(paragraph.end)
    assert sum(count_words(loaded.text[p.start : p.end]) for p in loaded.paragraphs) == loaded.document.n_words


def test_a_paragraph_of_megabytes_is_no_trouble(tmp_path: Path) -> None:
    loaded = load(tmp_path, "a.txt", "He said “no” to it, and didn’t stay. " * 140_000)
    assert loaded.document.n_paragraphs == 1
    assert loaded.document.n_words == 8 * 140_000
