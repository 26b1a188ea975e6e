r"""Rich text, ``.rtf``: its paragraphs, headings, block quotations and notes.

``striprtf`` leaves footnotes out and has neither styles nor indents, and so the tokens are followed here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pipeline.readers.blocks import Block, compose_blocks
from pipeline.readers.office_properties import state_properties
from pipeline.readers.reading import Metadata, Notice, Reading, UnreadableError
from pipeline.readers.rtf_state import OUTLINE_BODY, RtfParagraph, State, Writer, drop_mark
from pipeline.readers.rtf_tokens import SYMBOLS, Token, code_page_of_charset, code_page_of_number, read_tokens
from pipeline.records import ParagraphKind

_MAX_DEPTH: Final = 2_000
_SIGNATURE: Final = b"{\\rtf"
# Groups that hold nothing of the text; so does any that begins with \* and is not known here.
_ASIDE: Final = frozenset(
    "annotation aftncn aftnsep aftnsepc atnauthor atndate atnid atnicn atnref atntime atrfend atrfstart background "
    "bkmkend bkmkstart blipuid colorschememapping colortbl datafield datastore docvar do dptxbxtext factoidname "
    "falt ffdeftext ffname fldinst fontemb footer footerf footerl footerr ftncn ftnsep ftnsepc generator header "
    "headerf headerl headerr hsv keycode latentstyles listlevel listoverridetable listtable listtext lsdlockedexcept "
    "mmath nonesttables nonshppict objdata object password pgptbl pict pn pnseclvl pntext pntxta pntxtb private revtbl "
    "rsidtbl rxe shppict sn sp sv tc template themedata txe userprops wgrffmtfilter xe xmlnstbl".split()
)
_BREAKS: Final = frozenset({"par", "sect", "page", "column", "cell", "nestcell", "row", "nestrow"})
_HEADING: Final = re.compile(r"heading \d|title|subtitle|head(?:ing)?|part|chapter", re.IGNORECASE)
_QUOTATION: Final = re.compile(r".*\b(?:quote|quotations?|block text|extract|zitat|citation)\b.*", re.IGNORECASE)
_SET_IN: Final = 280
"""The least indent of a block quotation, in twips: half a centimetre."""
_BLANK: Final = re.compile(r"\n[^\S\n]*(?:\n\s*)+")


_LONGEST_FALLBACK: Final = 64
_VALUES: Final[Mapping[str, str]] = {
    "f": "font",
    "fi": "first_line",
    "li": "indent",
    "lin": "indent",
    "ls": "listed",
    "outlinelevel": "outline",
    "s": "style",
}
_RESETS: Final[Mapping[str, dict[str, Any]]] = {
    "plain": {"font": -1, "hidden": False, "raised": False},
    "pard": {"style": 0, "indent": 0, "first_line": 0, "listed": 0, "outline": OUTLINE_BODY},
}


@dataclass(slots=True, kw_only=True)
class _Document:
    """A file being read."""

    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    writers: list[Writer] = field(default_factory=lambda: [Writer()])
    notes: list[RtfParagraph] = field(default_factory=list)
    code_page: str = "cp1252"
    code_pages: dict[int, str] = field(default_factory=dict)
    default_font: int = 0
    styles: dict[int, str] = field(default_factory=dict)
    info: dict[str, list[str]] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)
    style_name: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    high: int = 0
    skip: int = 0


def read_rtf(content: bytes, *, encoding: str = "") -> Reading:  # noqa: ARG001  # an RTF file says itself how it is encoded
    r"""The paragraphs of an RTF file: footnotes and endnotes after all else, without the numbers that refer to them.

    Left out are running heads and feet, hidden and deleted text, comments, pictures, the numbers of lists and fields'
    instructions. A heading has an outline level or a style of that name; a block quotation a style of that name, or
    an indent on the left beyond that of most of the text. Characters are read in the code page of their font.

    Raises:
        UnreadableError: it is no RTF file, or its groups are nested deeper than any program writes them.
    """
    if not content[:64].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(_SIGNATURE):
        message = "it does not begin as a rich text file does: open it in a word processor and save it again as RTF"
        raise UnreadableError(Notice(code="broken", message=message))
    document = _Document()
    for token in read_tokens(content.lstrip(b"\xef\xbb\xbf\r\n\t ")):
        _take(document, token)
    _flush(document)
    while len(document.writers) > 1:
        _end_note(document)
    document.writers[0].end(document.state)
    text, kinds = compose_blocks(_blocks(document))
    message = "it breaks off before its end: save it again, if words are missing"
    cut_off = (Notice(code="cut_off", message=message),) if document.stack else ()
    return Reading(text=text, encoding=document.code_page, kinds=kinds, metadata=_metadata(document), notices=cut_off)


def _take(document: _Document, token: Token) -> None:
    if token.kind == "text":
        _take_text(document, token.raw)
    elif token.kind == "char":
        _take_text(document, token.raw) if document.skip == 0 else _skip_one(document)
    elif token.kind == "word":
        _take_word(document, token)
    else:
        _flush(document)
        document.skip = 0
        _open(document) if token.kind == "open" else _close(document)


def _skip_one(document: _Document) -> None:
    document.skip -= 1


def _open(document: _Document) -> None:
    if len(document.stack) >= _MAX_DEPTH:
        message = "its groups are nested too deep: open it in a word processor and save it again"
        raise UnreadableError(Notice(code="nested_too_deep", message=message))
    document.stack.append(document.state)
    document.state = replace(document.state, first=True, starred=False)


def _close(document: _Document) -> None:
    if not document.stack:
        return
    inner, document.state = document.state, document.stack.pop()
    if len(document.stack) < document.writers[-1].depth:
        _end_note(document)
    if inner.into == "style" and document.style_name:
        document.styles[inner.style] = "".join(document.style_name).strip("; ")
        document.style_name.clear()


def _end_note(document: _Document) -> None:
    writer = document.writers.pop()
    writer.end(document.state)
    document.notes += writer.paragraphs


def _take_text(document: _Document, raw: bytes) -> None:
    if document.skip:
        passed = min(document.skip, len(raw))
        document.skip -= passed
        raw = raw[passed:]
    if raw and not document.state.aside:
        document.state = replace(document.state, first=False) if document.state.first else document.state
        document.pending += raw


def _flush(document: _Document) -> None:
    """Decode the bytes that have come in, all of one font: a character may have two of them."""
    if document.pending:
        raw = bytes(document.pending)
        document.pending.clear()
        font = document.default_font if document.state.font < 0 else document.state.font
        _emit(document, _decode(raw, document.code_pages.get(font, document.code_page)))


def _decode(raw: bytes, code_page: str) -> str:
    return raw.decode(code_page, "replace").replace("\0", "")


def _emit(document: _Document, text: str) -> None:
    state = document.state
    if state.aside or not text:
        return
    if state.into == "style":
        document.style_name.append(text)
    elif state.into in {"text", "note"}:
        if not state.hidden:
            document.writers[-1].runs.append((text, state.raised))
    else:
        document.info.setdefault(state.into, []).append(text)


def _take_word(document: _Document, token: Token) -> None:
    word, number = token.word, token.number
    if word == "u":
        _take_unicode(document, number or 0)
        return
    if document.skip and word in SYMBOLS:
        document.skip -= 1
        return
    _flush(document)
    first, starred = document.state.first, document.state.starred
    if word == "*":
        document.state = replace(document.state, starred=True)
        return
    if first:
        document.state = replace(document.state, first=False)
        if _begin_group(document, word, starred=starred):
            return
    if document.state.aside:
        return
    if word in SYMBOLS:
        _emit(document, SYMBOLS[word])
    elif word in _BREAKS:
        if document.state.into in {"text", "note"}:
            document.writers[-1].end(document.state)
    else:
        _set(document, word, number)


def _take_unicode(document: _Document, number: int) -> None:
    r"""A character by its number in UTF-16, negative above 32767; what stands for it in old readers is passed over."""
    _flush(document)
    unit = number % 0x10000
    if 0xD800 <= unit < 0xDC00:
        document.high = unit
    elif 0xDC00 <= unit < 0xE000:
        if document.high:
            _emit(document, chr(0x10000 + (document.high - 0xD800) * 0x400 + unit - 0xDC00))
        document.high = 0
    else:
        document.high = 0
        _emit(document, chr(unit) if unit else "")
    document.skip = document.state.fallback


def _begin_group(document: _Document, word: str, *, starred: bool) -> bool:
    """Follow the word that a group begins with, if it says what the group holds; return whether it did."""
    state = document.state
    if word in {"fonttbl", "stylesheet", "info"}:
        document.state = replace(state, into={"fonttbl": "font", "stylesheet": "style"}.get(word, word))
    elif word == "footnote":
        drop_mark(document.writers[-1].runs)
        document.writers.append(Writer(depth=len(document.stack)))
        document.state = State(into="note", aside=state.aside, fallback=state.fallback)
    elif state.into == "info" and word in {"title", "author", "creatim"}:
        document.state = replace(state, into=word)
    elif word in _ASIDE or starred or state.into == "info":
        document.state = replace(state, aside=True)
    else:
        return False
    return True


def _set(document: _Document, word: str, number: int | None) -> None:
    """Change the state as a control word of the file, of a character or of a paragraph says."""
    state, value = document.state, number or 0
    if word in {"ansicpg", "mac", "pc", "pca", "deff"}:
        _set_file(document, word, value)
    elif word == "fcharset" and state.into == "font":
        document.code_pages[state.font] = code_page_of_charset(value, document.code_page)
    elif word in {"yr", "mo", "dy"} and state.into == "creatim":
        document.created[word] = value
    elif word in {"v", "deleted"}:
        document.state = replace(state, hidden=number != 0)
    elif word in {"super", "up", "nosupersub"}:
        document.state = replace(state, raised=number != 0 and word != "nosupersub")
    elif word in _RESETS:
        document.state = replace(state, **_RESETS[word])
    elif word in _VALUES:
        changed: dict[str, Any] = {_VALUES[word]: value}
        document.state = replace(state, **changed)
    elif word == "uc":
        document.state = replace(state, fallback=max(0, min(value, _LONGEST_FALLBACK)))


def _set_file(document: _Document, word: str, value: int) -> None:
    """The code page of the file, and the font of what has none."""
    if word == "deff":
        document.default_font = value
    elif word == "ansicpg":
        document.code_page = code_page_of_number(value)
    elif len(document.stack) == 1:
        document.code_page = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]


def _blocks(document: _Document) -> Iterator[Block]:
    indents = Counter[int]()
    for paragraph in document.writers[0].paragraphs:
        indents[paragraph.state.indent] += len(paragraph.text)
    usual = min(indents, key=lambda indent: (-indents[indent], indent), default=0)
    for paragraph in document.writers[0].paragraphs:
        yield from _pieces(_kind(paragraph.state, document.styles, usual), paragraph.text)
    for note in document.notes:
        yield from _pieces("note", note.text)


def _kind(state: State, styles: dict[int, str], usual: int) -> ParagraphKind:
    style = styles.get(state.style, "")
    if state.outline < OUTLINE_BODY or _HEADING.fullmatch(style):
        return "heading"
    set_in = state.indent - usual >= _SET_IN and state.first_line >= 0 and not state.listed
    return "block" if _QUOTATION.fullmatch(style) or set_in else "body"


def _pieces(kind: ParagraphKind, text: str) -> Iterable[Block]:
    """A paragraph, cut where line breaks leave a line blank."""
    lines = "\n".join(line.strip(" \t") for line in text.replace("\r", "\n").split("\n"))
    return [Block(kind=kind, text=piece.strip()) for piece in _BLANK.split(lines) if piece.strip()]


def _metadata(document: _Document) -> Metadata:
    created = document.created
    return state_properties(
        title="".join(document.info.get("title", ())),
        author="".join(document.info.get("author", ())),
        date=(created.get("yr", 0), created.get("mo", 0), created.get("dy", 0)),
    )
