"""The elements of a TEI text, one after the other, put to blocks."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pipeline.quotes.tei import QUOTATIONS, is_aside, tag_of, words_of
from pipeline.readers.blocks import Block
from pipeline.readers.tei_marks import Marks, has_marks_outside, read_marks
from pipeline.records import ParagraphKind

if TYPE_CHECKING:
    from lxml import etree

_HEADINGS: Final = frozenset("head titlePart trailer".split())
_PARTING: Final = frozenset(
    "text front body back group div div0 div1 div2 div3 div4 div5 div6 div7 p ab head lg sp stage opener closer salute "
    "signed dateline byline docTitle titlePart docImprint docEdition docAuthor docDate titlePage epigraph list item "
    "table row figure trailer argument castList castGroup castItem listBibl biblFull biblStruct postscript "
    "floatingText u entry address addrLine imprimatur set prologue epilogue performance".split()
)
_LINES_OF_SPEECH: Final = frozenset("p ab lg l stage".split())
_HOLDS_WORDS: Final = frozenset("p ab l head note item cell stage titlePart salute signed u".split())
_CHUNKS: Final = frozenset("p ab lg l list sp div floatingText table".split())
_SET_OFF: Final = re.compile(r"\b(?:block|display|extract|indent(?:ed)?)\b", re.IGNORECASE)
_BREAKS: Final = frozenset("lb pb cb gb milestone".split())
_CHAR: Final = re.compile(r"char:U\+([0-9A-F]{1,6})")
_WHITE: Final = re.compile(r"[ \t\r\n]+")
_BEFORE_NO_SPACE: Final = tuple(".,;:!?)]”’")
_GAP: Final = "[…]"
_LINE: Final = "\n"
_LABEL_END: Final = ": "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """The paragraph that a note stands in, while the note is read."""

    words: list[str]
    blocks: list[Block]
    note: bool
    n_headings: int
    n_set_off: int
    n_speeches: int


@dataclass(slots=True, kw_only=True)
class _Walk:
    """A text being read: the blocks of the text and of each note, the words of the open paragraph, what is around it.

    ``blocks`` are the last of ``parts`` that is open.
    """

    marks: Marks
    parts: list[list[Block]] = field(default_factory=lambda: [[]])
    blocks: list[Block] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    waiting: list[_Waiting] = field(default_factory=list)
    note: bool = False
    n_headings: int = 0
    n_set_off: int = 0
    n_speeches: int = 0
    label_at: int = 0

    @property
    def kind(self) -> ParagraphKind:
        if self.note:
            return "note"
        return "heading" if self.n_headings else "block" if self.n_set_off else "body"

    def part(self) -> None:
        """End the paragraph that is open; in a speech only its line, for a speech is one paragraph."""
        if self.n_speeches:
            self.new_line()
            return
        lines = (re.sub(" +", " ", line).strip(" ") for line in "".join(self.words).split(_LINE))
        text = _LINE.join(line for line in lines if line)
        self.words.clear()
        if text:
            self.blocks.append(Block(kind=self.kind, text=text))

    def new_line(self) -> None:
        """End the line, unless it has nothing but the name of its speaker."""
        if self.words and not self.words[-1].endswith((_LABEL_END, _LINE)):
            self.words.append(_LINE)


def read_blocks(root: "etree._Element") -> list[Block]:
    """The blocks of all texts of a file, in order."""
    from lxml import etree

    walk = _Walk(marks=read_marks(root))
    walk.blocks = walk.parts[0]
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                _write(walk, element.tail, inside=element.getparent(), after=element)
        elif event == "end":
            _end(walk, element)
            _write(walk, element.tail, inside=element.getparent(), after=element)
        elif is_aside(element):
            skipped = element
            walk.words.append(_GAP if tag_of(element) == "gap" else "")
        else:
            _start(walk, element)
            _write(walk, element.text, inside=element)
    walk.part()
    return [block for part in walk.parts for block in part]


def _start(walk: _Walk, element: "etree._Element") -> None:
    tag = tag_of(element)
    if tag == "note":
        _start_note(walk)
    elif tag == "speaker":
        walk.part()
        walk.label_at = len(walk.words)
    elif tag == "stage" and walk.n_speeches:
        walk.words.append(" (" if _lacks_brackets(element) else " ")
    elif walk.n_speeches and tag in _LINES_OF_SPEECH:
        walk.new_line()
    elif tag in QUOTATIONS and _is_block(walk, element):
        walk.part()
        walk.n_set_off += 1
    elif tag in QUOTATIONS or tag == "soCalled":
        walk.words.append(walk.marks.opening(element))
    elif _parts(element, tag):
        walk.part()
        walk.n_headings += tag in _HEADINGS
        walk.n_set_off += _sets_off(element, tag)
        walk.n_speeches += tag == "sp"
    else:
        _start_inline(walk, element, tag)


def _start_note(walk: _Walk) -> None:
    walk.waiting.append(
        _Waiting(
            words=walk.words,
            blocks=walk.blocks,
            note=walk.note,
            n_headings=walk.n_headings,
            n_set_off=walk.n_set_off,
            n_speeches=walk.n_speeches,
        )
    )
    walk.words, walk.blocks = [], []
    walk.parts.append(walk.blocks)
    walk.note, walk.n_headings, walk.n_set_off, walk.n_speeches = True, 0, 0, 0


def _start_inline(walk: _Walk, element: "etree._Element", tag: str) -> None:
    if tag == "l":
        walk.new_line()
    elif tag == "lb":
        _break_line(walk, element)
    elif tag in {"cell", "space", "label"}:
        walk.words.append(" ")
    elif tag == "g" and not element.text:
        match = _CHAR.fullmatch(element.get("ref", ""))
        number = int(match[1], 16) if match else 0
        printable = number < 0x110000 and not 0xD800 <= number < 0xE000 and chr(number).isprintable()
        walk.words.append(chr(number) if number and printable else "")
    elif tag == "pc" and (element.text or "").startswith(_BEFORE_NO_SPACE) and walk.words and walk.words[-1].isspace():
        walk.words.pop()


def _end(walk: _Walk, element: "etree._Element") -> None:
    tag = tag_of(element)
    if tag == "note":
        _end_note(walk)
    elif tag == "speaker":
        label = " ".join("".join(walk.words[walk.label_at :]).split()).strip(" .:—–-")
        del walk.words[walk.label_at :]
        walk.words.append(label + _LABEL_END if label else "")
    elif tag == "stage" and walk.n_speeches:
        walk.words.append(") " if _lacks_brackets(element) else " ")
    elif walk.n_speeches and tag in _LINES_OF_SPEECH:
        walk.new_line()
    elif tag in QUOTATIONS and _is_block(walk, element):
        walk.part()
        walk.n_set_off -= 1
    elif tag in QUOTATIONS or tag == "soCalled":
        walk.words.append(walk.marks.closing())
    elif _parts(element, tag):
        walk.n_speeches -= tag == "sp"
        walk.part()
        walk.n_headings -= tag in _HEADINGS
        walk.n_set_off -= _sets_off(element, tag)
    elif tag in {"cell", "label"}:
        walk.words.append(" ")


def _end_note(walk: _Walk) -> None:
    walk.part()
    outer = walk.waiting.pop()
    walk.words, walk.blocks = outer.words, outer.blocks
    walk.note, walk.n_headings = outer.note, outer.n_headings
    walk.n_set_off, walk.n_speeches = outer.n_set_off, outer.n_speeches


def _parts(element: "etree._Element", tag: str) -> bool:
    """Whether paragraphs end where an element begins and ends."""
    if tag == "bibl":
        parent = element.getparent()
        return parent is not None and tag_of(parent) == "listBibl"
    return tag in _PARTING


def _sets_off(element: "etree._Element", tag: str) -> bool:
    return tag == "epigraph" or (tag == "p" and _SET_OFF.search(element.get("rend", "")) is not None)


def _is_block(walk: _Walk, element: "etree._Element") -> bool:
    """Whether a quotation is a block: it holds paragraphs or verse, stands in no paragraph, or says so by ``@rend``."""
    if walk.n_speeches:
        return False
    if any(tag_of(child) in _CHUNKS for child in element):
        return True
    outer = element.getparent()
    while outer is not None and (tag_of(outer) in QUOTATIONS or tag_of(outer) == "cit"):
        outer = outer.getparent()
    if outer is None or tag_of(outer) not in _PARTING | _HOLDS_WORDS:
        return False
    # Of the marks of “<q rend="block">No.</q>” none may stay behind alone.
    apart = not _sets_off(outer, tag_of(outer)) and not has_marks_outside(element)
    return (apart and _SET_OFF.search(element.get("rend", "")) is not None) or tag_of(outer) not in _HOLDS_WORDS


def _lacks_brackets(element: "etree._Element") -> bool:
    """Whether a stage direction in a speech has none of its own to tell it from what is spoken."""
    return not words_of(element).strip().startswith(("(", "["))


def _break_line(walk: _Walk, element: "etree._Element") -> None:
    """A line of print ends: a space, or nothing where the word goes on (``@break``)."""
    if element.get("break") != "no":
        walk.words.append(" ")
        return
    while walk.words and not walk.words[-1].strip(" "):
        walk.words.pop()
    if walk.words:
        walk.words[-1] = walk.words[-1].rstrip().rstrip("\u00ad-‐")


def _write(
    walk: _Walk, text: str | None, *, inside: "etree._Element | None", after: "etree._Element | None" = None
) -> None:
    """Words as they stand in the file, white space made single; none of it between elements that hold no words."""
    if not text:
        return
    blank = not text.strip(" \t\r\n")
    if blank and inside is not None and tag_of(inside) in _PARTING - _HOLDS_WORDS:
        return
    words = _WHITE.sub(" ", text).replace("\u00ad", "")
    if after is not None and tag_of(after) in _BREAKS and after.get("break") == "no":
        words = words.lstrip(" ")
    walk.words.append(words)
