"""Files that are zip archives (.docx, .odt, .epub), opened so that a hostile one does no harm.

Members are read into memory and nothing is ever written, so that no name in an archive can lead anywhere.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipeline.readers.reading import Notice, UnreadableError

MAX_UNPACKED: Final = 128 * 1024 * 1024
"""Bytes read from one archive, all members together: the markup of some 20 million words of prose. Pictures are
never read, so they do not count. More would not fit into the memory that a run is allowed."""

MAX_RATIO: Final = 300
"""How far a member may swell. Markup of prose shrinks to a tenth or a twentieth; the most that zip can do, with a file
of zeros, is 1,032."""

FREE_OF_RATIO: Final = 8 * 1024 * 1024
"""Bytes up to which a member may swell as it likes: an empty table of a thousand rows is small, and swells a lot."""

MAX_MEMBERS: Final = 20_000
"""Members of an archive. A book with a file for each of its pages and pictures has some thousands."""

MAX_DIRECTORY: Final = 4 * 1024 * 1024
"""Bytes of the list of members, which is read as a whole: room for `MAX_MEMBERS` with names of 150 characters."""

MAX_TAGS: Final = 2_500_000
"""Tags of a file, the end tags among them: each takes a hundred bytes of memory and more. A book has some 100,000."""

_END_OF_DIRECTORY: Final = b"PK\x05\x06"
_END_LENGTH: Final = 22
_LONGEST_COMMENT: Final = 65_535
# What the formats allow. The others have no bound on what one step of unpacking may give.
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# All that zipfile raises where bytes are not what they should be.
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    RuntimeError,  # NotImplementedError too: a feature of zip that Python does not know
)


@dataclass(slots=True, kw_only=True)
class Package:
    """An open archive: its members by name, and how many bytes may still be read from it."""

    archive: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]
    left: int = field(default=MAX_UNPACKED)

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, name: str) -> bytes:
        """The bytes of a member; the limits hold whatever its header says.

        Raises:
            UnreadableError: it is not there, encrypted, broken or too large.
        """
        member = self.members.get(name)
        if member is None:
            raise broken(f"it has no {_shown(name)} inside")
        if member.flag_bits & _ENCRYPTED:
            raise protected(f"{_shown(name)} in it is encrypted")
        if member.compress_type not in _METHODS:
            raise broken(f"{_shown(name)} in it is packed in a way that the format does not allow")
        content = b"".join(self._unpacked(member))
        self.left -= len(content)
        return content

    def read_xml(self, name: str) -> "etree._Element":
        """The root of a member that is XML: no entity is expanded, and nothing outside it is looked at."""
        return parse_xml(self.read(name), name=name)

    def _unpacked(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        limit = min(self.left, max(FREE_OF_RATIO, MAX_RATIO * max(member.compress_size, 1)))
        try:
            with self.archive.open(member) as stream:
                content = stream.read(limit + 1)
        except _BROKEN as error:
            raise broken(f"{_shown(member.filename)} in it cannot be unpacked") from error
        if len(content) > limit:
            raise too_large(f"{_shown(member.filename)} in it unpacks to more than {limit:,} bytes")
        yield content


def open_package(content: bytes) -> Package:
    """The archive in a file's bytes, its members not read yet.

    Raises:
        UnreadableError: it is no zip archive, a broken one, or one with too many members.
    """
    if content.startswith(_OLD_OFFICE):
        raise protected("it is an Office file that is old (.doc) or opens with a password")
    _check_directory(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = {member.filename: member for member in archive.infolist()}
    except _BROKEN as error:
        raise broken("it is not the zip archive that its name says") from error
    if len(members) > MAX_MEMBERS:
        raise too_large(f"{len(members):,} files are packed in it, more than {MAX_MEMBERS:,}")
    return Package(archive=archive, members=members)


def parse_xml(content: bytes, *, name: str) -> "etree._Element":
    """The root of a file of XML; a file that declares entities is refused, for none of these formats needs any.

    Raises:
        UnreadableError: it is not well-formed, too large, nested too deep, or declares entities.
    """
    if content.count(b"<") > MAX_TAGS:
        raise too_large(f"{_shown(name)} in it has more than {MAX_TAGS:,} tags")
    try:
        root = etree.fromstring(content, _xml_parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        found = "is nested too deep" if "depth" in str(error) else "is not well-formed XML"
        raise broken(f"{_shown(name)} in it {found}") from error
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and any(True for _ in document_type.iterentities()):  # type: ignore[union-attr]
        raise broken(f"{_shown(name)} in it declares entities, as no word processor does")
    return root


def broken(found: str) -> UnreadableError:
    """An error that says what is wrong with a packed file."""
    message = f"{found}: open it in the program it is from and save it anew"
    return UnreadableError(Notice(code="broken", message=message))


def protected(found: str) -> UnreadableError:
    """An error that says that a file cannot be read without a password or key."""
    message = f"{found}: save it anew, without a password, in the format its name says"
    return UnreadableError(Notice(code="protected", message=message))


def too_large(found: str) -> UnreadableError:
    """An error that says that a file holds more than can be read at once."""
    message = f"{found}: it was not read further; cut it into smaller files, or remove it if you do not trust it"
    return UnreadableError(Notice(code="too_large", message=message))


def _check_directory(content: bytes) -> None:
    """Refuse an archive whose list of members is too long to be read; whether there is a list is found out later."""
    end = content.rfind(_END_OF_DIRECTORY, max(0, len(content) - _LONGEST_COMMENT - _END_LENGTH))
    size = int.from_bytes(content[end + 12 : end + 16], "little") if end >= 0 else 0
    if size > MAX_DIRECTORY:
        raise too_large(f"the list of the files packed in it has {size:,} bytes, more than {MAX_DIRECTORY:,}")


def _xml_parser() -> "etree.XMLParser":
    # Without huge_tree there may be 256 elements inside each other; Word, LibreOffice and publishers stay below 50.
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _shown(name: str) -> str:
    """The name of a member on one line, short enough for a message."""
    return "".join(char if char.isprintable() else "?" for char in name)[:80]
