"""The fonts of a PDF: what the codes of a string mean, and how wide their glyphs are."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

# TeX calls its bold types CMBX10 and the like, SFBX in the T1 encoding.
_BOLD_NAME: Final = re.compile(r"bold|black|heavy|demi|(?:cm|sf|ec|la)(?:bx|ssbx)|-bd|(?:,|-)b\Z", re.IGNORECASE)
_FORCE_BOLD: Final = 1 << 18
_HEAVIEST_PLAIN: Final = 599
_LIGATURES: Final = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_SPACES: Final = dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " ")
_LOST: Final = "\ufffd"
_MAX_GLYPH_CHARS: Final = 8
# What the fonts of old programs have no place for, and what stands for nothing that can be read.
_UNREADABLE: Final = frozenset({"Cc", "Co", "Cn", "Cs"})
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """A font as the text needs it: ``texts`` and ``widths`` by code, in ems; ``decode`` parts a string into codes."""

    texts: Mapping[Any, str]
    widths: Mapping[str, float]
    default_width: float
    encoding: str
    """The codec of a string in a composite font; "" where a byte is a code."""
    codes: Mapping[int, str]
    bold: bool

    def glyphs(self, raw: bytes) -> Iterator[tuple[str, float, bool]]:
        """What each code of a string says, its width, and whether word spacing counts for it: the one-byte code 32."""
        if self.encoding:
            for char in _decode(raw, self.encoding):
                yield self._text(char), self.widths.get(char, self.default_width), False
            return
        for code in raw:
            char = chr(code)
            yield self._text(self.codes.get(code, char)), self.widths.get(char, self.default_width), code == 32

    def _text(self, char: str) -> str:
        return _readable(self.texts.get(char, char))


PLAIN: Final = Typeface(texts={}, widths={}, default_width=0.5, encoding="", codes={}, bold=False)
"""What a string is read with that has no font."""


@dataclass(slots=True)
class Fonts:
    """The fonts of a document, each taken apart once."""

    known: dict[Any, Typeface] = field(default_factory=dict)

    def find(self, fonts: Mapping[str, Any], name: Any) -> Typeface:
        """The font that a page calls by this name; one that is not there or broken reads bytes as letters."""
        from pypdf.generic import DictionaryObject, IndirectObject

        if not isinstance(fonts, DictionaryObject) or name not in fonts:
            return PLAIN
        given = fonts.raw_get(name)
        key = (given.idnum, given.generation) if isinstance(given, IndirectObject) else id(given)
        if key not in self.known:
            self.known[key] = _read_font(given.get_object())
        return self.known[key]


def _decode(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding, "surrogatepass")
    except (UnicodeDecodeError, LookupError):
        return raw.decode("utf-16-be", "replace")


def _readable(text: str) -> str:
    """The letters of a glyph: ligatures taken apart, spaces made one kind, soft hyphens kept, the unreadable lost."""
    if text in _LIGATURES:
        return _LIGATURES[text]
    if text in _SPACES or text == "\t":
        return " "
    if len(text) == 1 and text.isalnum():
        return text
    kept = "".join(_LIGATURES.get(char, char) for char in text[:_MAX_GLYPH_CHARS] if char not in _INVISIBLE)
    if any(unicodedata.category(char) in _UNREADABLE for char in kept):
        return _LOST
    return kept


def _read_font(resource: Any) -> Typeface:
    from pypdf.errors import PyPdfError
    from pypdf.generic import DictionaryObject
    from pypdf.generic._font import Font

    if not isinstance(resource, DictionaryObject):
        return PLAIN
    try:
        font = Font.from_font_resource(resource)
    except (PyPdfError, ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        return PLAIN  # a font that is broken in one of a hundred ways: its bytes may still be letters
    per_em = _per_em(resource) / 1000
    widths = {str(char): float(width) * per_em for char, width in font.character_widths.items() if _is_number(width)}
    named = isinstance(font.encoding, str)
    return Typeface(
        texts={key: value for key, value in font.character_map.items() if isinstance(value, str)},
        widths=widths,
        default_width=widths.get("default", 0.5),
        encoding=str(font.encoding) if named else "",
        codes={} if isinstance(font.encoding, str) else font.encoding,
        bold=_is_bold(resource, font),
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and abs(value) < 100_000


def _per_em(resource: Mapping[str, Any]) -> float:
    """A Type 3 font has a scale of its own (ISO 32000-1, 9.6.5); all others a thousandth of an em."""
    matrix = resource.get("/FontMatrix")
    if resource.get("/Subtype") == "/Type3" and isinstance(matrix, list) and matrix and _is_number(matrix[0]):
        return 1000 * abs(float(matrix[0]))
    return 1.0


def _is_bold(resource: Mapping[str, Any], font: Any) -> bool:
    flags, weight = font.font_descriptor.flags, font.font_descriptor.weight
    forced = isinstance(flags, int) and bool(flags & _FORCE_BOLD)
    heavy = isinstance(weight, (int, float)) and weight > _HEAVIEST_PLAIN
    return forced or heavy or _BOLD_NAME.search(str(resource.get("/BaseFont", ""))) is not None
