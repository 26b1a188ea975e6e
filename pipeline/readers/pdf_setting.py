"""The words of a PDF page, put together from its glyphs as they are set one after the other."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

WORD_GAP: Final = 0.16
"""The least space between words, in ems of the type: justified lines of TeX go down to 0.2, kerning up to 0.12."""
_BACK: Final = 0.3
_LOST: Final = "\ufffd"
# An accent that is set over the letter before it, or that the letter is set back under.
_COMBINING: Final[Mapping[str, str]] = {
    "`": "\u0300",
    "´": "\u0301",
    "ˆ": "\u0302",
    "˜": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "¨": "\u0308",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word, or a part of one in one type: from ``x0`` to ``x1`` on the baseline ``y``, in points of the page.

    ``spaced`` says that a space was set before it. The page is turned so that most of its words are upright.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    spaced: bool


@dataclass(slots=True, kw_only=True)
class _Piece:
    """The word that is being put together; ``turn`` is its direction in degrees."""

    chars: list[str]
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    spaced: bool
    turn: int


@dataclass(slots=True, kw_only=True)
class Setter:
    """The words of a page so far, each with its direction, and the one that is being put together.

    ``n_lost`` counts the glyphs of which no one can tell what they say.
    """

    words: list[tuple[int, Word]] = field(default_factory=list)
    n_lost: int = 0
    piece: _Piece | None = None
    space_pending: bool = False

    def set_glyph(self, char: str, x0: float, x1: float, y: float, *, size: float, turn: int, bold: bool) -> None:
        """Add a glyph, from ``x0`` to ``x1`` on the baseline ``y``, to the word before it, or begin one with it."""
        if char in ("", _LOST):
            self.n_lost += char == _LOST
        elif char.isspace():
            self.end_word()
            self.space_pending = True
        elif self.piece is not None and _continues(self.piece, x0, y, size, turn):
            _join(self.piece.chars, char, back=x0 - self.piece.x1 < -0.2 * size)
            self.piece.x1 = max(self.piece.x1, x1)
        else:
            self.end_word()
            spaced, self.space_pending = self.space_pending, False
            self.piece = _Piece(chars=[char], x0=x0, x1=x1, y=y, size=size, bold=bold, spaced=spaced, turn=turn)

    def widen(self, x1: float) -> None:
        """Let the word reach to the end of a glyph whose letters it has already."""
        if self.piece is not None:
            self.piece.x1 = max(self.piece.x1, x1)

    def end_word(self) -> None:
        """End the word that is being put together, if there is one."""
        piece, self.piece = self.piece, None
        if piece is not None:
            word = Word(
                text="".join(piece.chars),
                x0=piece.x0,
                x1=piece.x1,
                y=piece.y,
                size=piece.size,
                bold=piece.bold,
                spaced=piece.spaced,
            )
            self.words.append((piece.turn, word))


def _continues(piece: _Piece, x0: float, y: float, size: float, turn: int) -> bool:
    gap = x0 - piece.x1
    accent = piece.chars[-1] in _COMBINING and abs(x0 - piece.x0) < 100 * size
    near = (-size if accent else -_BACK * size) < gap < WORD_GAP * size
    level = abs(y - piece.y) < (0.4 if accent else 0.05) * size
    return near and level and turn == piece.turn and abs(size - piece.size) < 0.05 * size


def _join(chars: list[str], char: str, *, back: bool) -> None:
    """Add a letter; an accent under which it is set back becomes one with it ("caf´e", as old TeX fonts have it)."""
    if back and chars[-1] in _COMBINING:
        base = {"ı": "i", "ȷ": "j"}.get(char, char)
        chars[-1] = unicodedata.normalize("NFC", base + _COMBINING[chars[-1]])
    else:
        chars.append(char)
