r"""The tokens of an RTF file: groups, control words, bytes of text (RTF Specification 1.9, "RTF Syntax")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

_TOKEN: Final = re.compile(
    rb"(?P<open>\{)|(?P<close>\})"
    rb"|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|(?P<rest>[\r\n]+|\\)",
    re.DOTALL,
)

# What a control symbol or word stands for, with no other effect.
SYMBOLS: Final = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "tab": " ",
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
    "~": "\u00a0",
    "_": "-",
    "{": "{",
    "}": "}",
    "\\": "\\",
}

# The code page of a font by its \fcharset ("Font Table").
_CODE_PAGES: Final = {
    0: "cp1252",
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
# Of \ansicpg, where Python has another name for it.
_BY_NUMBER: Final = {65001: "utf-8", 10000: "mac_roman", 1361: "johab", 936: "gbk", 708: "iso8859_6", 819: "latin-1"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the file: ``word`` is a control word or symbol, ``raw`` the bytes of text or of one character."""

    kind: Literal["open", "close", "word", "text", "char"]
    word: str = ""
    number: int | None = None
    raw: bytes = b""


_OPEN: Final = Token("open")
_CLOSE: Final = Token("close")


def read_tokens(content: bytes) -> Iterator[Token]:
    r"""The tokens in order; line ends are none, and the data of ``\bin`` is passed over."""
    at = 0
    while match := _TOKEN.match(content, at):
        at = match.end()
        kind = match.lastgroup
        if kind == "open":
            yield _OPEN
        elif kind == "close":
            yield _CLOSE
        elif kind in {"word", "number"}:
            word, number = match["word"].decode("ascii"), match["number"]
            if word == "bin":
                at += max(0, int(number or 0))
            else:
                yield Token("word", word=word, number=None if number is None else int(number))
        elif kind == "hex":
            yield Token("char", raw=bytes.fromhex(match["hex"].decode("ascii")))
        elif kind == "text":
            yield Token("text", raw=match["text"])
        elif kind == "symbol":
            symbol = match["symbol"].decode("latin-1")
            yield Token("word", word="par" if symbol in "\r\n" else "tab" if symbol == "\t" else symbol)


def code_page_of_charset(charset: int, default: str) -> str:
    """The codec of a font's character set; the default where it has none of its own."""
    return _CODE_PAGES.get(charset, default)


def code_page_of_number(number: int) -> str:
    r"""The codec that ``\ansicpg`` names; that of Western Windows where Python knows no such."""
    name = _BY_NUMBER.get(number, f"cp{number}")
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return "cp1252"
    return name
