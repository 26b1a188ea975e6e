"""Files spoilt in the ways files get spoilt, and in some that only an enemy would think of."""

import io
import warnings
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from types import MappingProxyType
from typing import Final

LONGEST: Final = 60_000
"""Bytes; a mutated file does not grow beyond this, so that many can be tried."""
PACKED: Final = frozenset({".docx", ".epub", ".odt"})
_MARKS = [*""" “ ” ‘ ’ " ' `` '' « » „ ‹ 「 」 — … ’s “‘ ’” """.split(), "\n\n> ", "\n\n—", " ' "]
_ODD = [
    *"\x00 \ufeff \u202e \u2028 \u0085 \x0c \r \r\n \t \u00ad \u00a0 \u200b \ufffd".split(" "),
    *("e\u0301" * 40, "\U0001f468\u200d\U0001f469", "=cmd()", "<script>", "]]>", "((((((((", "[^1]", "[^1]: "),
    *("-" * 300, "9" * 400, "\n" * 50, " " * 500),
]
_TREES = [
    *"< > & &amp; &#0; &#x110000; &nosuch; <!-- --> <![CDATA[ <p> </p> <blockquote> </blockquote> <q>".split(),
    *"</div> <note> <w:p> </w:p> <text:p> <table> xmlns:x='y' <sup> <footnote>".split(),
    *("<said who='#x'>", "<div>" * 300, "<?xml version='1.0' encoding='utf-7'?>"),
    "<!DOCTYPE a [<!ENTITY b 'c'><!ENTITY d '&b;&b;&b;'>]>",
    "<!DOCTYPE a SYSTEM 'file:///etc/passwd'>",
]
_PDF = "obj endobj stream endstream /Length /Kids /Page trailer << >> 999999999 -1 R [ ] ( ) BT ET Tj xref".split()
_RTF = r"{ } \ \u-3913? \' \bin99999 \par {\*\ \footnote \pict \uc9 \v \trowd \cell".split()
_WORDS: Final = MappingProxyType[str, Sequence[str]](
    {
        ".csv": [",", '"', '""', ";", "\n", "\t", "text", '"\n'],
        ".jsonl": ["{", "}", '"', ":", "\\u0000", "\\ud800", "null", "1e999", "[" * 2000, "\n", '{"text": "a"}'],
        ".md": ["---\n", "```", "> ", "# ", "[^a]", "|", "*" * 400, "[" * 400, "<blockquote>", "![", "&#x0;"],
        ".pdf": [f" {word} " for word in _PDF],
        ".rtf": [*_RTF, "{" * 3000],
        ".txt": [],
    }
)

_BYTES: Final = (0, 9, 10, 13, 32, 34, 39, 60, 92, 127, 128, 147, 192, 255)
_Step = Callable[[bytes, Random, Sequence[bytes]], bytes]


def mutate(content: bytes, suffix: str, chance: Random) -> bytes:
    """The file spoilt in one to eight places; the same for the same state of ``chance``.

    Of a packed file (Word, OpenDocument, EPUB) it is mostly what is packed that is spoilt, since the package would
    else be refused for its checksum alone.
    """
    if suffix in PACKED and chance.random() < 0.85:
        return _mutate_packed(content, chance)
    words = tokens(suffix)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        content = chance.choice(_STEPS)(content, chance, words)[:LONGEST]
    return content


def tokens(suffix: str) -> list[bytes]:
    """What is put into a file of a kind: what means something there, and what is odd anywhere."""
    own = _WORDS.get(suffix, _TREES)
    return [one.encode("utf-8") for one in (*_MARKS, *_ODD, *own, *own)]


def _mutate_packed(content: bytes, chance: Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    at = chance.randrange(len(members))
    name, inside = members[at]
    fate = chance.random()
    if fate < 0.06:
        del members[at]
    elif fate < 0.1:
        members[at] = (chance.choice(("../" + name, "/" + name, name.upper(), name * 40)), inside)
    elif fate < 0.13:
        members.insert(0, (name, b"<a/>"))
    else:
        members[at] = (name, mutate(inside, ".xml", chance))
    return pack(members)


def pack(members: Sequence[tuple[str, bytes]]) -> bytes:
    """A package of the members in their order; the same bytes each time. Two may have one name."""
    out = io.BytesIO()
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, inside)
    return out.getvalue()


def _span(content: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(content) + 1)
    return start, min(len(content), start + chance.choice((1, 1, 2, 4, 16, 60, 300, 3000)))


def _flip(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + bytes(byte ^ 1 << chance.randrange(8) for byte in content[at : at + 1]) + content[at + 1 :]


def _set(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(content) + 1)
    return (
        content[:at]
        + bytes([chance.choice((0, 9, 10, 13, 32, 34, 39, 60, 92, 127, 128, 147, 192, 255))])
        + content[at + 1 :]
    )


def _drop(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[end:]


def _repeat(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(content, chance)
    return content[:end] + content[start:end] * chance.choice((1, 2, 7, 50, 1000)) + content[end:]


def _move(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    start, end = _span(content, chance)
    rest = content[:start] + content[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + content[start:end] + rest[at:]


def _insert(content: bytes, chance: Random, words: Sequence[bytes]) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(words) * chance.choice((1, 1, 1, 2, 30)) + content[at:]


def _cut(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


_STEPS: Final[Sequence[_Step]] = (_flip, _set, _drop, _repeat, _move, _insert, _insert, _insert, _insert, _cut)
