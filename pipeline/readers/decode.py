"""Bytes to text: byte order mark, UTF-8, the declared encoding, and a guess as the last resort."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from pipeline.readers.reading import Notice, UnreadableError

# UTF-32 stands before UTF-16: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

BYTES_REPLACED: Final = "bytes_replaced"

# First bytes, from the formats' own specifications. These two may be text throughout, and are of no use as it.
_TEXTUAL_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a rich text file (RTF)"),
)
# These only name what the NUL bytes or control characters have shown to be binary: a text may begin with "RIFF".
_BINARY_SIGNATURES: Final = (
    (b"PK\x03\x04", "a zip archive, as Word, OpenDocument and EPUB files are"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"AT&TFORM", "a DjVu scan"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3", "an MP3 recording"),
    (b"RIFF", "a recording or an image (RIFF)"),
)

# Controls that plain texts do hold: tab, line feed, vertical tab, form feed, carriage return, the
# end-of-file mark of DOS (0x1A) and the escape of terminal logs (0x1B).
_CONTROLS: Final = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26, 27})
_MAX_CONTROLS: Final = 0.05

# A file without NUL bytes is in none of these, and short texts are easily mistaken for UTF-16.
_NEVER_GUESSED: Final = ("utf_7", "utf_8", "utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le")
_PREFERRED: Final = ("cp1252", "mac_roman")
# "itÕs", "cafŽ", "z³oty", "caf‚": a capital or a symbol inside a lower-case word is the trace of another encoding.
_ODD: Final = re.compile(r"[a-zß-öø-ÿ][À-ÖØ-ÞŠŽŸ]|[^\W\d_][¢-©«¬®-³µ-¹»-¾ƒˆ˜†‡‰×÷][^\W\d_]|[^\W\d_][‚„]")
_NON_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    r"""A file's text (no byte order mark, ``\r\n`` as ``\n``) and the Python name of the encoding it was read with."""

    text: str
    encoding: str
    notices: tuple[Notice, ...] = ()


def decode(content: bytes, *, declared: str = "") -> Decoded:
    r"""The text of a file's bytes: its byte order mark is dropped, ``\r\n`` becomes ``\n``, all else is kept.

    Tried in this order: the byte order mark, UTF-8, the declared encoding, UTF-8 with a few
    broken bytes, a guess. A declared encoding comes after UTF-8, because what is valid UTF-8
    beyond ASCII is hardly ever anything else.

    Raises:
        UnreadableError: ``binary`` where the bytes are no text, ``undecodable`` where no
            encoding fits them.
    """
    decoded = _decode(content, declared=declared)
    return Decoded(text=decoded.text.replace("\r\n", "\n"), encoding=decoded.encoding, notices=decoded.notices)


def _decode(content: bytes, *, declared: str) -> Decoded:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_marked(content, encoding)
    _refuse_binary(content)
    try:
        return Decoded(text=content.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(content, declared=declared, broken=error)


def _decode_marked(content: bytes, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig":
            return _replace_broken(content, encoding, error)
        found = f"its first bytes say {encoding.upper()}, but byte {error.start:,} does not fit"
        raise _undecodable(found) from error
    if "\0" in text:
        raise _binary("NUL characters stand in it")
    return Decoded(text=text, encoding=encoding)


def _refuse_binary(content: bytes) -> None:
    beginning = content[:64].lstrip()
    for signature, description in _TEXTUAL_SIGNATURES:
        if beginning.startswith(signature):
            raise _binary(f"it looks like {description}")
    n_controls = len(content) - len(content.translate(None, _CONTROLS))
    if b"\0" in content or n_controls > _MAX_CONTROLS * len(content):
        raise _binary(_describe_binary(content))


def _describe_binary(content: bytes) -> str:
    for signature, description in _BINARY_SIGNATURES:
        if content.startswith(signature):
            return f"it looks like {description}"
    return _describe_nul(content) if b"\0" in content else "it is full of control characters"


def _describe_nul(content: bytes) -> str:
    odd, even = content[1::2].count(0), content[::2].count(0)
    if max(odd, even) > 0.4 * len(content) / 2 and min(odd, even) == 0:
        return "it looks like UTF-16 text without a byte order mark"
    return f"byte {content.index(0):,} is NUL"


def _binary(found: str) -> UnreadableError:
    message = f"this is no text: {found}; save its words as plain text in UTF-8, or remove it"
    return UnreadableError(Notice(code="binary", message=message))


def _undecodable(found: str) -> UnreadableError:
    return UnreadableError(Notice(code="undecodable", message=f"{found}; save it as UTF-8"))


def _decode_legacy(content: bytes, *, declared: str, broken: UnicodeDecodeError) -> Decoded:
    if not declared:
        return _guess_or_repair(content, broken)
    try:
        text = content.decode(declared)
        text.encode("utf-8")  # some codecs let lone surrogates through
        return Decoded(text=text, encoding=codecs.lookup(declared).name)
    except (LookupError, ValueError):  # no such encoding; not these bytes, or a name that no codec can have
        decoded = _guess_or_repair(content, broken)
    message = f"it cannot be read as {declared!r}, the encoding stated for it, but as {decoded.encoding}; correct it"
    notice = Notice(code="encoding_wrong", message=message)
    return Decoded(text=decoded.text, encoding=decoded.encoding, notices=(notice, *decoded.notices))


def _guess_or_repair(content: bytes, broken: UnicodeDecodeError) -> Decoded:
    text = content.decode("utf-8", errors="replace")
    lost = text.count(_REPLACEMENT) - content.count(_REPLACEMENT.encode("utf-8"))
    # Bytes of another encoding hardly ever make valid sequences of UTF-8; four good ones to a bad one
    # is a UTF-8 file with a scratch.
    if len(_NON_ASCII.findall(text)) - lost >= 4 * lost:
        return _replace_broken(content, "utf-8", broken)
    return _guess(content)


def _replace_broken(content: bytes, encoding: str, broken: UnicodeDecodeError) -> Decoded:
    line = content.count(b"\n", 0, broken.start) + 1
    message = (
        f"it is UTF-8 but for some bytes, the first in line {line:,}, "
        f"which stand as {_REPLACEMENT} in the text; correct them in the file"
    )
    text = content.decode(encoding, errors="replace")
    return Decoded(text=text, encoding=encoding, notices=(Notice(code=BYTES_REPLACED, message=message),))


def _guess(content: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # costs a tenth of a second, and few corpora need it

    matches = from_bytes(content, cp_exclusion=list(_NEVER_GUESSED))
    offered = {name for match in matches for name in match.could_be_from_charset}
    ranked = [*(name for name in _PREFERRED if name in offered), *(match.encoding for match in matches)]
    for encoding in ranked:
        text = content.decode(encoding, errors="replace")
        fits = _REPLACEMENT not in text  # of more than 10 MB charset-normalizer tries only parts
        if fits and (encoding not in _PREFERRED or _looks_western(text)):
            return Decoded(text=text, encoding=encoding, notices=(_guessed(encoding),))
    raise _undecodable("its bytes are in no encoding that can be made out")


def _looks_western(text: str) -> bool:
    """Whether the characters beyond ASCII stand where Western prose has them.

    charset-normalizer calls short or mostly ASCII texts by whatever name comes first: it gave
    mac_roman for five megabytes of English with curly quotation marks in cp1252. What Western
    word processors wrote is preferred where it is among the candidates and leaves no odd words.
    """
    return 50 * len(_ODD.findall(text)) <= len(_NON_ASCII.findall(text))


def _guessed(encoding: str) -> Notice:
    message = (
        f"it is not in UTF-8 and was read as {encoding}, which is a guess; "
        "if letters look wrong, save it as UTF-8 or state its encoding in metadata.csv"
    )
    return Notice(code="encoding_guessed", message=message)
