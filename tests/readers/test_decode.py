"""Bytes to text: what is kept, what is guessed, what is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.decode import decode
from pipeline.readers.reading import UnreadableError

ENGLISH = "He said “no” — it’s over at the café, and the Señor agreed."
RUSSIAN = "Он сказал: «Нет, это неправда». Потом он ушёл домой и долго молчал."
# What a text file may hold: no NUL and no heap of other control characters, which are the mark of a binary file.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"))


@given(TEXTS.filter(lambda text: not text.startswith("\ufeff") and not text.lstrip().startswith(("%PDF-", "{\\rtf"))))
def test_utf8_comes_through_to_the_character(text: str) -> None:
    decoded = decode(text.encode("utf-8"))
    assert (decoded.text, decoded.encoding, decoded.notices) == (text, "utf-8", ())


@given(TEXTS)
def test_a_byte_order_mark_is_all_that_is_dropped(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode("utf-8")).text == text


@given(st.text(st.sampled_from("ab “\r\n")))
def test_only_pairs_of_carriage_return_and_line_feed_change(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8-sig", b""),
        ("utf-16", b""),  # Notepad's "Unicode"
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32", b""),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
def test_byte_order_marks_name_the_encoding(encoding: str, bom: bytes) -> None:
    decoded = decode(bom + ENGLISH.encode(encoding))
    assert decoded.text == ENGLISH
    assert decoded.encoding == encoding.removesuffix("-be")
    assert decoded.notices == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),  # Word on Windows, where charset-normalizer alone says cp1250
        (ENGLISH, "mac_roman"),  # Word on a Mac before 2011
        ("café", "cp1252"),  # one letter is all there is to go by
        ("Le café était fermé à l'été.", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN.translate({0xAB: '"', 0xBB: '"'}), "koi8_r"),
        ("“Żółć” powiedział Łukasz, gęślą jaźń", "cp1250"),
        ("日本語のテキストです。これは長いテキスト。", "cp932"),
    ],
)
def test_other_encodings_are_guessed_and_the_guess_is_told(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert [notice.code for notice in decoded.notices] == ["encoding_guessed"]
    assert encoding in decoded.notices[0].message


def test_a_long_english_text_in_cp1252_is_not_taken_for_another_encoding() -> None:
    # charset-normalizer 3.5 puts mac_roman first for this and gives "itís".
    text = "The Señor said it’s “over”, and the ruling class didn’t agree with the workers of Petrograd. " * 3000
    assert decode(text.encode("cp1252")).text == text


def test_the_declared_encoding_goes_before_a_guess_and_needs_no_notice() -> None:
    decoded = decode("naïve".encode("cp850"), declared="CP850")
    assert (decoded.text, decoded.encoding, decoded.notices) == ("naïve", "cp850", ())


def test_utf8_goes_before_a_declared_encoding() -> None:
    assert decode(ENGLISH.encode("utf-8"), declared="latin-1").text == ENGLISH


@pytest.mark.parametrize("declared", ["nonsense", "ascii", "base64", "shift_jis", "raw\0name"])
def test_a_declared_encoding_that_does_not_fit_is_told_and_passed_over(declared: str) -> None:
    decoded = decode(ENGLISH.encode("cp1252"), declared=declared)
    assert decoded.text == ENGLISH
    assert [notice.code for notice in decoded.notices] == ["encoding_wrong", "encoding_guessed"]


def test_a_declared_codec_that_makes_half_characters_is_passed_over() -> None:
    decoded = decode(b"caf\xe9 \\ud800", declared="unicode_escape")
    assert decoded.text == "café \\ud800"
    assert decoded.notices[0].code == "encoding_wrong"


def test_a_few_broken_bytes_do_not_turn_utf8_into_another_encoding() -> None:
    lines = [f"{line}\n".encode() for line in [RUSSIAN] * 3]
    decoded = decode(b"".join([*lines, b"broken: \xff\n", *lines]))
    assert decoded.text.count(RUSSIAN) == 6
    assert "broken: \N{REPLACEMENT CHARACTER}" in decoded.text
    assert [notice.code for notice in decoded.notices] == ["bytes_replaced"]
    assert "line 4" in decoded.notices[0].message


def test_replacement_characters_that_were_there_are_not_counted_as_broken() -> None:
    text = "a \N{REPLACEMENT CHARACTER} b"
    decoded = decode(text.encode("utf-8"))
    assert (decoded.text, decoded.notices) == (text, ())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"\n %PDF-1.4 text only", "a PDF"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "old Office"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"ID3\x03\x00\x00", "MP3"),
        (b"before\x00after", "byte 6 is NUL"),
        ("no mark".encode("utf-16-le"), "UTF-16 text without a byte order mark"),
        ("no mark".encode("utf-16-be"), "UTF-16 text without a byte order mark"),
        (codecs.BOM_UTF8 + b"a\x00b", "NUL"),
        (bytes(range(1, 9)) * 10, "control characters"),
    ],
)
def test_binary_files_are_refused_and_said_what_they_look_like(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as caught:
        decode(content)
    assert [notice.code for notice in caught.value.notices] == ["binary"]


@pytest.mark.parametrize("text", ["ID3 tags are not texts.", "RIFF", "PK said no.", "BZh", "a\x0cb\x1b[0m\x1a"])
def test_words_that_look_like_a_signature_are_text(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text


@pytest.mark.parametrize(
    "content",
    [
        bytes((number * 151 + number // 7 * 89) % 128 + 128 for number in range(3000)),
        codecs.BOM_UTF16_LE + b"a\x00b",  # half a character at the end
        codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff",
    ],
    ids=["noise", "cut UTF-16", "wrong UTF-32"],
)
def test_bytes_in_no_encoding_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="save it as UTF-8") as caught:
        decode(content)
    assert [notice.code for notice in caught.value.notices] == ["undecodable"]


def test_broken_bytes_below_a_byte_order_mark_are_replaced_and_told() -> None:
    decoded = decode(codecs.BOM_UTF8 + b"caf\xe9")
    assert decoded.text == "caf\N{REPLACEMENT CHARACTER}"
    assert [notice.code for notice in decoded.notices] == ["bytes_replaced"]


@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "cp1252", "nonsense"]))
def test_any_bytes_are_decoded_or_refused(content: bytes, declared: str) -> None:
    try:
        decoded = decode(content, declared=declared)
    except UnreadableError as error:
        messages = [notice.message for notice in error.notices]
    else:
        assert decoded.text.encode("utf-8").decode("utf-8") == decoded.text
        messages = [notice.message for notice in decoded.notices]
    assert not any("\n" in message for message in messages)
