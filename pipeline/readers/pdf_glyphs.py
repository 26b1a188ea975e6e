"""The words of a PDF page with where they stand: its content stream followed, as ISO 32000-1, 9.4, lays it down.

``pypdf`` takes the file apart, decompresses its streams and says what the codes of a font mean; its own
extraction gives no widths, and without them a column, an indent or a short last line cannot be told.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pipeline.readers.pdf_fonts import PLAIN, Fonts, Typeface
from pipeline.readers.pdf_matrix import IDENTITY, Matrix, area_of, matrix_of, number_of, times, turn_of, upright
from pipeline.readers.pdf_setting import Setter, Word

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MAX_OPERATIONS: Final = 500_000
"""The most operators of a page that are followed: one of prose has some thousands, a map a hundred thousand."""
_MAX_FORM_DEPTH: Final = 12
_MAX_FORMS: Final = 2_000
_MAX_STACK: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords:
    """The words of a page in the order of its file; what share of it is covered by images; how many glyphs are lost."""

    words: tuple[Word, ...]
    image_share: float
    n_lost: int


@dataclass(slots=True, kw_only=True)
class _State:
    """What ``q`` saves and ``Q`` brings back: the matrix, and the text state (ISO 32000-1, 9.3)."""

    matrix: Matrix = IDENTITY
    typeface: Typeface = PLAIN
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    stroked: bool = False

    def copy(self) -> "_State":
        return _State(**{name: getattr(self, name) for name in self.__slots__})


@dataclass(slots=True, kw_only=True)
class _Marked:
    """Marked content: whether it is an artifact, no part of the text; the words that replace what it shows."""

    artifact: bool
    replacing: str | None = None


_UNMARKED: Final = _Marked(artifact=False)


@dataclass(slots=True, kw_only=True)
class _Painter:
    """A page being followed, operator by operator."""

    reader: "PdfReader"
    fonts: Fonts
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    marked: list[_Marked] = field(default_factory=list)
    text_matrix: Matrix = IDENTITY
    line_matrix: Matrix = IDENTITY
    setter: Setter = field(default_factory=Setter)
    image_area: float = 0.0
    n_forms: int = 0
    n_operations: int = 0


def read_page(page: "PageObject", reader: "PdfReader", fonts: Fonts) -> PageWords:
    """The words of a page; raises what pypdf raises where its content is broken beyond repair."""
    from pypdf.generic import ContentStream

    painter = _Painter(reader=reader, fonts=fonts)
    content = page.get("/Contents")
    if content is not None:
        stream = ContentStream(content.get_object(), reader, "bytes")
        _follow(painter, stream.operations, page.get("/Resources"), depth=0)
    painter.setter.end_word()
    turns = Counter[int]()
    for turn, word in painter.setter.words:
        turns[turn] += len(word.text)
    main = min(turns, key=lambda turn: (-turns[turn], turn), default=0)
    return PageWords(
        words=tuple(word for turn, word in painter.setter.words if turn == main),
        image_share=painter.image_area / max(1.0, float(page.mediabox.width) * float(page.mediabox.height)),
        n_lost=painter.setter.n_lost,
    )


def _follow(painter: _Painter, operations: list[tuple[Any, bytes]], resources: Any, *, depth: int) -> None:
    from pypdf.errors import LimitReachedError

    painter.n_operations += len(operations)
    if painter.n_operations > MAX_OPERATIONS:
        raise LimitReachedError("more operators than a page has")
    found = _dictionary(resources)
    for operands, operator in operations:
        if operator == b"Tf" and len(operands) > 1:
            painter.state.typeface = painter.fonts.find(_dictionary(found.get("/Font")), operands[0])
            painter.state.size = number_of(operands[1])
        elif operator == b"Do" and operands:
            _paint_object(painter, _dictionary(found.get("/XObject")), operands[0], found, depth=depth)
        elif operator in (b"BDC", b"BMC"):
            _begin_marked(painter, operands, _dictionary(found.get("/Properties")))
        elif operator == b"INLINE IMAGE":
            painter.image_area += area_of(painter.state.matrix)
        elif operator in _OPERATORS:
            _OPERATORS[operator](painter, operands)


def _dictionary(value: Any) -> Mapping[str, Any]:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, dict) else {}


def _paint_object(
    painter: _Painter, objects: Mapping[str, Any], name: Any, resources: Mapping[str, Any], *, depth: int
) -> None:
    """Count an image; follow a form with its own matrix and resources, to a depth that no page of prose has."""
    from pypdf.generic import ContentStream

    form = objects[name].get_object() if name in objects else None
    if not isinstance(form, dict):
        return
    if form.get("/Subtype") == "/Image":
        painter.image_area += area_of(painter.state.matrix)
        return
    painter.n_forms += 1
    if depth >= _MAX_FORM_DEPTH or painter.n_forms > _MAX_FORMS:
        return
    saved, n_saved = painter.state.copy(), len(painter.stack)
    painter.state.matrix = times(matrix_of(form.get("/Matrix", ())), painter.state.matrix)
    stream = ContentStream(form, painter.reader, "bytes")
    _follow(painter, stream.operations, form.get("/Resources", resources), depth=depth + 1)
    painter.state = saved
    del painter.stack[n_saved:]


def _begin_marked(painter: _Painter, operands: list[Any], properties: Mapping[str, Any]) -> None:
    """Word and LibreOffice mark running heads as artifacts, and say that a hyphen at a line's end is a soft one."""
    painter.setter.end_word()
    given = operands[1] if len(operands) > 1 else None
    stated = _dictionary(properties.get(given) if isinstance(given, str) else given)
    words = stated.get("/ActualText")
    if isinstance(words, bytes):
        words = words.decode("utf-16" if words[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    inside = bool(painter.marked) and painter.marked[-1].artifact
    if len(painter.marked) < _MAX_STACK:
        artifact = inside or (bool(operands) and operands[0] == "/Artifact")
        painter.marked.append(_Marked(artifact=artifact, replacing=str(words) if isinstance(words, str) else None))


def _end_marked(painter: _Painter, _operands: list[Any]) -> None:
    if painter.marked:
        painter.marked.pop()


def _save(painter: _Painter, _operands: list[Any]) -> None:
    if len(painter.stack) < _MAX_STACK:
        painter.stack.append(painter.state.copy())


def _restore(painter: _Painter, _operands: list[Any]) -> None:
    if painter.stack:
        painter.state = painter.stack.pop()


def _concatenate(painter: _Painter, operands: list[Any]) -> None:
    painter.state.matrix = times(matrix_of(operands), painter.state.matrix)


def _begin_text(painter: _Painter, _operands: list[Any]) -> None:
    painter.text_matrix = painter.line_matrix = IDENTITY


def _set_matrix(painter: _Painter, operands: list[Any]) -> None:
    painter.text_matrix = painter.line_matrix = matrix_of(operands)


def _move(painter: _Painter, operands: list[Any]) -> None:
    if len(operands) > 1:
        step = (1.0, 0.0, 0.0, 1.0, number_of(operands[0]), number_of(operands[1]))
        painter.text_matrix = painter.line_matrix = times(step, painter.line_matrix)


def _move_and_lead(painter: _Painter, operands: list[Any]) -> None:
    if len(operands) > 1:
        painter.state.leading = -number_of(operands[1])
    _move(painter, operands)


def _next_line(painter: _Painter, _operands: list[Any]) -> None:
    _move(painter, [0, -painter.state.leading])


def _setter(name: str, factor: float = 1.0) -> Callable[[_Painter, list[Any]], None]:
    def set_value(painter: _Painter, operands: list[Any]) -> None:
        if operands:
            setattr(painter.state, name, number_of(operands[0]) * factor)

    return set_value


def _set_mode(painter: _Painter, operands: list[Any]) -> None:
    """Fill and stroke: how programs make a type bold that has no bold."""
    painter.state.stroked = bool(operands) and operands[0] == 2


def _show(painter: _Painter, operands: list[Any]) -> None:
    if operands and isinstance(operands[0], bytes):
        _show_string(painter, operands[0])


def _show_next(painter: _Painter, operands: list[Any]) -> None:
    _next_line(painter, operands)
    _show(painter, operands)


def _show_spaced(painter: _Painter, operands: list[Any]) -> None:
    if len(operands) > 2:
        painter.state.word_space, painter.state.char_space = number_of(operands[0]), number_of(operands[1])
        _show_next(painter, operands[2:])


def _show_array(painter: _Painter, operands: list[Any]) -> None:
    for item in operands[0] if operands and isinstance(operands[0], list) else ():
        if isinstance(item, bytes):
            _show_string(painter, item)
        else:
            _advance(painter, -number_of(item) / 1000 * painter.state.size * painter.state.scale)


def _advance(painter: _Painter, step: float) -> None:
    a, b, c, d, e, f = painter.text_matrix
    painter.text_matrix = (a, b, c, d, e + step * a, f + step * b)


def _show_string(painter: _Painter, raw: bytes) -> None:
    """Set the glyphs of a string one after the other, and put them to words."""
    state = painter.state
    across = times(painter.text_matrix, state.matrix)
    length = math.hypot(across[0], across[1])
    turn = turn_of(across[0] / length, across[1] / length) if length else None
    size = abs(state.size) * math.hypot(across[2], across[3])
    moved = 0.0
    for char, width, is_space in state.typeface.glyphs(raw):
        step = (width * state.size + state.char_space + (state.word_space if is_space else 0.0)) * state.scale
        if turn is not None and size > 0:
            inked = width * abs(state.size) * state.scale * length
            x, y = across[4] + moved * across[0], across[5] + moved * across[1]
            rise = state.rise * size / (abs(state.size) or 1.0)
            along, above = upright(x, y, turn)
            _set_glyph(painter, char, along, along + inked, above + rise, size, turn)
        moved += step
    _advance(painter, moved)


def _set_glyph(painter: _Painter, char: str, x0: float, x1: float, y: float, size: float, turn: int) -> None:
    """Set a glyph, or what stands for it; nothing of what is no part of the text."""
    marked = painter.marked[-1] if painter.marked else _UNMARKED
    if marked.artifact:
        return
    if marked.replacing is not None:
        char, marked.replacing = marked.replacing, ""
        if not char:
            painter.setter.widen(x1)
    bold = painter.state.typeface.bold or painter.state.stroked
    painter.setter.set_glyph(char, x0, x1, y, size=size, turn=turn, bold=bold)


_OPERATORS: Final[Mapping[bytes, Callable[[_Painter, list[Any]], None]]] = {
    b"EMC": _end_marked,
    b"q": _save,
    b"Q": _restore,
    b"cm": _concatenate,
    b"BT": _begin_text,
    b"Tm": _set_matrix,
    b"Td": _move,
    b"TD": _move_and_lead,
    b"T*": _next_line,
    b"Tc": _setter("char_space"),
    b"Tw": _setter("word_space"),
    b"Tz": _setter("scale", 0.01),
    b"TL": _setter("leading"),
    b"Ts": _setter("rise"),
    b"Tr": _set_mode,
    b"Tj": _show,
    b"'": _show_next,
    b'"': _show_spaced,
    b"TJ": _show_array,
}
