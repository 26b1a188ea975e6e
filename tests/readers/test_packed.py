"""Archives are opened so that a hostile one does no harm: bombs, wild names, entities and what lies outside."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from pipeline.readers import packed
from pipeline.readers.packed import open_package
from pipeline.readers.reading import UnreadableError

Pack = Callable[..., bytes]


def codes(error: "pytest.ExceptionInfo[UnreadableError]") -> list[str]:
    return [notice.code for notice in error.value.notices]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", "broken", "not the zip archive"),
        (b"PK", "broken", "not the zip archive"),
        (b"Not a zip at all.", "broken", "not the zip archive"),
        (b"PK\x05\x06" + b"\xff" * 18, "too_large", "4,294,967,295 bytes"),
        (b"PK\x05\x06" + b"\0" * 12, "broken", "not the zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "protected", "old"),
    ],
)
def test_bytes_that_are_no_archive_say_what_they_are(content: bytes, code: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        open_package(content)
    assert codes(caught) == [code]


def test_a_member_is_read_and_one_that_is_not_there_is_named(make_packed: Pack) -> None:
    package = open_package(make_packed({"a.xml": "<a/>"}))
    assert ("a.xml" in package, "b.xml" in package, package.read("a.xml")) == (True, False, b"<a/>")
    with pytest.raises(UnreadableError, match=r"no b\.xml inside"):
        package.read("b.xml")


def test_a_member_that_swells_too_much_is_refused(make_packed: Pack) -> None:
    package = open_package(make_packed({"bomb": b"\0" * 20_000_000}))
    with pytest.raises(UnreadableError, match="unpacks to more than") as caught:
        package.read("bomb")
    assert codes(caught) == ["too_large"]


def test_what_swells_little_by_little_is_refused_as_a_whole(make_packed: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_UNPACKED", 1000)
    package = open_package(make_packed(dict.fromkeys("abc", "x" * 600)))
    package.left = packed.MAX_UNPACKED
    assert len(package.read("a")) == 600
    with pytest.raises(UnreadableError, match="more than 400 bytes"):
        package.read("b")


def test_a_size_that_is_not_true_changes_nothing(make_packed: Pack) -> None:
    content = make_packed({"a": b"\0" * 20_000_000})
    at = content.index(b"PK\x01\x02")
    lying = content[: at + 24] + struct.pack("<I", 10) + content[at + 28 :]
    with pytest.raises(UnreadableError):
        open_package(lying).read("a")


def test_a_member_with_too_many_others_is_refused(make_packed: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_MEMBERS", 3)
    with pytest.raises(UnreadableError, match="4 files are packed in it, more than 3"):
        open_package(make_packed(dict.fromkeys("abcd", "")))


def test_members_packed_as_the_formats_do_not_allow_are_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a", b"\0" * 10_000_000)
    with pytest.raises(UnreadableError, match="packed in a way"):
        open_package(content.getvalue()).read("a")


def test_encrypted_members_are_refused(make_packed: Pack) -> None:
    content = bytearray(make_packed({"a": "secret"}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    content[6] |= 1
    with pytest.raises(UnreadableError, match="encrypted") as caught:
        open_package(bytes(content)).read("a")
    assert codes(caught) == ["protected"]


def test_a_checksum_that_is_not_true_is_seen(make_packed: Pack) -> None:
    content = make_packed({"a": "words"})
    at = content.index(b"PK\x01\x02")
    with pytest.raises(UnreadableError, match="cannot be unpacked"):
        open_package(content[: at + 16] + b"\0\0\0\0" + content[at + 20 :]).read("a")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\x", "a\nb\x1b[0m" + "c" * 200])
def test_names_lead_nowhere(make_packed: Pack, name: str) -> None:
    package = open_package(make_packed({name: "inside"}))
    assert "passwd" in name or name not in package or package.read(name) == b"inside"
    with pytest.raises(UnreadableError) as caught:
        package.read(name + "?")
    message = str(caught.value)
    assert message.isprintable()
    assert len(message) < 200


BILLION = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("xml", "message"),
    [
        (f"{BILLION}]><a>&j;</a>", "entities|well-formed"),
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "entities"),
        ('<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><a/>', "entities"),
        ("<a>" * 100_000, "nested too deep"),
        ("<a>" * 300 + "</a>" * 300, "nested too deep"),
        ("<a>&nbsp;</a>", "not well-formed"),
        ("<a", "not well-formed"),
        ("", "not well-formed"),
        ("\0", "not well-formed"),
        ("<a>\x01</a>", "not well-formed"),
        ('<?xml version="1.0" encoding="no-such"?><a/>', "not well-formed"),
    ],
)
def test_xml_that_is_broken_or_hostile_is_refused(make_packed: Pack, xml: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        open_package(make_packed({"a.xml": xml})).read_xml("a.xml")


def test_a_document_type_that_lies_elsewhere_is_not_looked_for(make_packed: Pack) -> None:
    xml = '<!DOCTYPE a SYSTEM "file:///etc/hostname"><a b="1">x<!-- y --><?z?></a>'
    root = open_package(make_packed({"a.xml": xml})).read_xml("a.xml")
    assert (root.text, root.get("b"), len(root)) == ("x", "1", 0)


def test_a_file_of_more_tags_than_the_memory_holds_is_refused(
    make_packed: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed, "MAX_TAGS", 4)
    package = open_package(make_packed({"a.xml": "<a><b></b></a>", "b.xml": "<a><b/><b/><b/></a>"}))
    assert package.read_xml("a.xml").tag == "a"
    with pytest.raises(UnreadableError, match="more than 4 tags") as caught:
        package.read_xml("b.xml")
    assert codes(caught) == ["too_large"]


def test_thousands_of_attributes_are_read(make_packed: Pack) -> None:
    attributes = " ".join(f"b{n}='1'" for n in range(50_000))
    xml = f"<a {attributes}/>"
    assert len(open_package(make_packed({"a.xml": xml})).read_xml("a.xml").attrib) == 50_000
