"""The blocks of a tree of HTML, or of anything made to look like it: what its paragraphs, headings and notes are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from lxml import etree

from pipeline.readers.blocks import Block
from pipeline.readers.elements import BLOCKS, is_block_quotation, is_credit, is_heading, is_hidden, name_of
from pipeline.readers.footnotes import Notes, find_notes
from pipeline.records import ParagraphKind

# A line break that the markup asks for, and <q> and </q>, on their way through white space that means nothing: no
# characters (Unicode, 23.7), so in no text.
_BREAK: Final = "\ufdd0"
_OPENS: Final = "\ufdd1"
_CLOSES: Final = "\ufdd2"
_PARTS: Final = re.compile(rf"{_BREAK}[\s{_BREAK}]*{_BREAK}")
_WHITE: Final = re.compile(r"[ \t\n\r\f]+")
# What no text should have: the characters above, control characters, the ends of lines and paragraphs of some word
# processors, and the soft hyphen, which only says where a line may be broken.
_ODD: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
_INSTEAD: Final = {"\u2028": _BREAK, "\u2029": _BREAK * 2, "\x0b": _BREAK, "\x85": " "}
_Q: Final = re.compile(rf"{_OPENS}|{_CLOSES}")
_EMPTY_Q: Final = re.compile(rf"{_OPENS}\s*{_CLOSES}")
_TYPED: Final = re.compile(r"""[ \t\n\r\f]*["'“‘«‹„‚]""")
_MARKS: Final = ("“”", "‘’")
_CREDIT_DASH: Final = re.compile(r"[—―–-]")
_LONGEST_CREDIT: Final = 110
# "the town.<sup>3</sup>" refers to a note, "10<sup>2</sup>" and "the 1<sup>st</sup>" do not.
_RAISED_SIGN: Final = re.compile(r"\s*\[?(?:\d{1,3}|[*†‡]{1,3})\]?\s*")
_BEFORE_SIGN: Final = re.compile(r"(?:[^\W\d_]{4}|[.,;:!?…”’\"')\]»])\Z")
# The sign that a note begins with: "[1] ", "2. ", "* ".
_LABEL: Final = re.compile(r"[\[({]?([^\s\[\](){}.:]{1,12})[\])}]?[.:)]?\s+(?=\S)")
_RANK: Final[dict[ParagraphKind, int]] = {"body": 0, "block": 1, "heading": 2, "note": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """An element that is open, and what is to be put back when it ends."""

    name: str
    is_block: bool
    kind: ParagraphKind
    is_credit: bool = False
    suspended: "list[str] | None" = None


@dataclass(slots=True, kw_only=True)
class _Scribe:
    """The blocks as they are being written: the pieces of the one at hand, and the last that is finished."""

    notes: Notes
    pieces: list[str] = field(default_factory=list)
    kind: ParagraphKind = "body"
    stack: list[_Open] = field(default_factory=list)
    held: Block | None = None
    ready: list[Block] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    is_credit: bool = False
    sign: str = ""
    n_pre: int = 0


def read_blocks(root: "etree._Element") -> Iterator[Block]:
    """The paragraphs, headings, block quotations and notes of a tree, in its order.

    White space is as browsers have it; ``<br>`` is a line break, and two of them, or more, part
    paragraphs. Each item of a list and each cell of a table is a paragraph of its own, so that no sentence runs from
    one to the next. ``<q>`` gets the marks that browsers show, where the author has not typed any. What
    stands beneath a quotation (``<footer>``, ``<cite>``, ``<figcaption>``) to say whose it is becomes its last line,
    after a dash. What refers to a note is left out, and so are scripts, controls, pictures and what is hidden.

    Goes through the tree once, however deep it is.
    """
    scribe = _Scribe(notes=find_notes(root))
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        is_element = isinstance(element.tag, str)
        if event == "start" and is_element:
            if not _begin(scribe, element):
                walk.skip_subtree()
        elif event == "end":
            if is_element:
                _end(scribe)
            if element is not root:
                _add(scribe, element.tail)
        elif event == "start":
            _add(scribe, element.text)  # an entity that nobody declared stands for itself
        else:
            _add(scribe, element.tail)  # of a comment or instruction
        yield from scribe.ready
        scribe.ready.clear()
    _flush(scribe)
    yield from scribe.ready
    if scribe.held is not None:
        yield scribe.held


def _begin(scribe: _Scribe, element: "etree._Element") -> bool:
    """Begin an element; whether what is in it counts."""
    name = name_of(element)
    sign = scribe.notes.bodies.get(element)
    is_note = sign is not None or element in scribe.notes.sections
    left_out = not is_note and _is_left_out(scribe, element, name)
    suspended = scribe.pieces if is_note and scribe.kind != "note" else None
    if suspended is None and name in BLOCKS:
        _flush(scribe)
    is_credit = not left_out and _is_credit(scribe, element, name)
    is_block = is_credit or name in BLOCKS
    if suspended is not None:
        scribe.pieces = []
    elif is_block:
        _flush(scribe)
    scribe.stack.append(_Open(name=name, is_block=is_block, kind=scribe.kind, is_credit=is_credit, suspended=suspended))
    if left_out:
        return False
    scribe.kind = max(scribe.kind, _own_kind(element, name, is_note=is_note), key=_RANK.__getitem__)
    scribe.is_credit = scribe.is_credit or is_credit
    scribe.sign = sign if sign is not None else scribe.sign
    scribe.n_pre += name == "pre"
    if name in {"br", "q"}:
        scribe.pieces.append(_BREAK if name == "br" else _OPENS)
    _add(scribe, element.text)
    return True


def _end(scribe: _Scribe) -> None:
    """End the element that was begun last."""
    ended = scribe.stack.pop()
    if ended.name == "q":
        scribe.pieces.append(_CLOSES)
    if ended.is_block or ended.suspended is not None:
        _flush(scribe)
    scribe.n_pre -= ended.name == "pre"
    scribe.is_credit = scribe.is_credit and not ended.is_credit
    scribe.kind = ended.kind
    if ended.suspended is not None:
        scribe.pieces, scribe.sign = ended.suspended, ""


def _add(scribe: _Scribe, text: str | None) -> None:
    if not text:
        return
    if _ODD.search(text):
        text = _ODD.sub(lambda odd: _INSTEAD.get(odd[0], ""), text)
    scribe.pieces.append(text.replace("\n", _BREAK) if scribe.n_pre else text)


def _is_left_out(scribe: _Scribe, element: "etree._Element", name: str) -> bool:
    """Whether an element is hidden, refers to a note, or leads back from a note to where it is referred to."""
    if is_hidden(element, name) or element in scribe.notes.references:
        return True
    if name == "a" and scribe.kind == "note":
        fragment = (element.get("href") or "").partition("#")[2]
        return bool(fragment) and fragment in scribe.notes.reference_ids
    if name == "sup" and len(element) == 0 and scribe.pieces:
        raised = _RAISED_SIGN.fullmatch(element.text or "")
        return raised is not None and _BEFORE_SIGN.search(scribe.pieces[-1][-4:]) is not None
    return False


def _is_credit(scribe: _Scribe, element: "etree._Element", name: str) -> bool:
    """Whether an element says whose the quotation above it is."""
    parent = element.getparent()
    if parent is None or scribe.held is None or scribe.held.kind != "block" or scribe.kind == "note":
        return False
    if name == "figcaption":
        return any(name_of(one) == "blockquote" for one in islice(parent, 8))
    if scribe.kind != "block" or not (name == "cite" or is_credit(element, name)):
        return False
    alone = element.getnext() is None and not (element.tail or "").strip()
    return name in BLOCKS or (alone and not "".join(scribe.pieces[-8:]).strip(f" \t\r\n{_BREAK}"))


def _own_kind(element: "etree._Element", name: str, *, is_note: bool) -> ParagraphKind:
    if is_note:
        return "note"
    if is_heading(element, name):
        return "heading"
    return "block" if is_block_quotation(element, name) else "body"


def _flush(scribe: _Scribe) -> None:
    """Finish the block at hand: as many blocks as line breaks part it into."""
    words = "".join(scribe.pieces)
    scribe.pieces.clear()
    if _Q.search(words) is not None:
        words = _with_marks(scribe, _EMPTY_Q.sub("", words))
    for part in _PARTS.split(words):
        lines = (_WHITE.sub(" ", line).strip() for line in part.split(_BREAK))
        text = "\n".join(line for line in lines if line)
        if text:
            _keep(scribe, text)


def _keep(scribe: _Scribe, text: str) -> None:
    """Add a block to those that are finished; a line that says whose a quotation is goes to the block it ends."""
    held = scribe.held
    if scribe.is_credit and held is not None and held.kind == "block" and len(text) <= _LONGEST_CREDIT:
        dash = "" if _CREDIT_DASH.match(text) else "— "
        scribe.held = replace(held, text=f"{held.text}\n{dash}{' '.join(text.split())}")
        scribe.is_credit = False
        return
    if scribe.kind == "note" and scribe.sign:
        label = _LABEL.match(text)
        text = text[label.end() :] if label and label[1].lower() == scribe.sign.lower() else text
        scribe.sign = ""
    if held is not None:
        scribe.ready.append(held)
    scribe.held = Block(kind=scribe.kind, text=text)


def _with_marks(scribe: _Scribe, words: str) -> str:
    """The words with the marks that ``<q>`` and ``</q>`` stand for; where the author has typed marks, these count."""
    written, at = [], 0
    for tag in _Q.finditer(words):
        written.append(words[at : tag.start()])
        at = tag.end()
        if tag[0] == _OPENS:
            typed = _TYPED.match(words, at) or _TYPED.fullmatch(words[tag.start() - 1 : tag.start()])
            inner = bool(scribe.quotes) and scribe.quotes[-1] == _MARKS[0][1]
            marks = "" if typed else _MARKS[inner]
            written.append(marks[:1])
            scribe.quotes.append(marks[1:])
        elif scribe.quotes:
            written.append(scribe.quotes.pop())
    return "".join([*written, words[at:]])
