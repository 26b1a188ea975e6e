"""Markdown, ``.md``: the prose, without its markup, and which paragraphs are headings or block quotations."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token

from pipeline.readers.blocks import SEPARATOR, Block, compose_blocks
from pipeline.readers.decode import decode
from pipeline.readers.front_matter import split_front_matter
from pipeline.readers.reading import Notice, Reading
from pipeline.records import ParagraphKind

# Where a line ends for the parser of Markdown; one carriage return is enough.
_LINE_END: Final = re.compile(r"\r\n?|\n")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\s]{1,80}\](:?)")
# "[notes]: https://example.org" defines a link. "[Interviewer]: Why?" does not, though CommonMark takes it
# for one and would swallow the line; nor does "[^1]: Ibid.".
_LINK_DEFINITION: Final = re.compile(r"\[(?!\^)[^\]]+\]:\s*<?(?:[A-Za-z][A-Za-z0-9+.-]*:(?=\S)|\.{0,2}/|#|www\.)")
_TAG: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
# Elements of HTML that occur in prose. Anything else in angle brackets ("<illegible>") is the author's.
_ELEMENTS: Final = frozenset(
    "a abbr address article aside b big blockquote body br caption center cite code dd del details dfn div dl dt "
    "em figcaption figure font footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li main mark nav ol p pre "
    "q s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var "
    "wbr".split()
)
# The tags of a block quotation, on their way through the paragraphs: no characters (Unicode, 23.7), so in no text.
_OPENS: Final = "\ufdd0"
_CLOSES: Final = "\ufdd1"
# What a footnote begins with, on the same way.
_NOTE: Final = "\ufdd2"
_INDENTED: Final = re.compile(r"(?: {4}|\t)")
_FLAT: Final = re.compile(r"\[[^\[\]]{0,200}\]")
_MOST_TRIES: Final = 2000
"""Brackets in one paragraph that may turn out to be no link, but for those like "[sic]". Each costs as many steps as
there are brackets open inside it, up to `_MAX_NESTING`: 200,000 of them held up a run for half a minute. Those that
come after stand for themselves."""
_MAX_NESTING: Final = 100
_TOO_DEEP: Final = Notice(
    code="nested_too_deep",
    message=f"quotations or lists in it are nested {_MAX_NESTING} deep, and what lies deeper was left out: "
    "check its marks",
)


_Rule = Callable[[StateInline, bool], bool]


@dataclass(slots=True, kw_only=True)
class _Tries:
    """How many brackets of a paragraph turned out to be no link."""

    paragraph: str
    n: int = 0


def read_markdown(content: bytes, *, encoding: str = "") -> Reading:
    """The prose of a Markdown file (CommonMark, with footnotes, tables and strike-through).

    What offsets point into is this text, not the file: front matter, comments, link targets,
    footnote numbers and the marks of emphasis, headings, quotations and lists are left out,
    and what they mark is kept; footnotes come after all else. Numbers of list items are kept, for "1917. A year of
    revolutions." is one by the rules. Paragraphs, headings, list items and the cells of tables are parted by a
    blank line; line breaks inside them stay; quotation marks and apostrophes are as typed.
    ``kinds`` holds the headings, the block quotations (``>``, and ``<blockquote>`` where it is closed) and the notes.

    Raises:
        UnreadableError: the file is binary, or in no encoding that can be made out.
    """
    decoded = decode(content, declared=encoding)
    front = split_front_matter(decoded.text)
    body = _without_comments(front.body)
    tokens = _parser().parse(body)
    text, kinds = compose_blocks(_quoted(list(_blocks(tokens, _LINE_END.split(body)))))
    deep = (_TOO_DEEP,) if any(token.level >= _MAX_NESTING - 1 for token in tokens) else ()
    return Reading(
        text=text,
        encoding=decoded.encoding,
        kinds=kinds,
        metadata=front.metadata,
        notices=(*decoded.notices, *front.notices, *deep),
    )


def _parser() -> MarkdownIt:
    """A parser for prose: four spaces or a tab are a typist's indentation, and tags stand for themselves."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING})
    parser.enable(["strikethrough", "table"]).disable(["code", "html_block"])
    parser.block.ruler.at("reference", _link_definition)
    parser.inline.ruler.before("link", "footnote", _footnote)
    parser.inline.ruler.at("link", _tried(link))
    parser.inline.ruler.at("image", _tried(image))
    return parser


def _tried(rule: _Rule) -> _Rule:
    """A rule that is tried no more in a paragraph where it has failed too often."""

    def rule_while_it_pays(state: StateInline, silent: bool) -> bool:
        tries = state.env.get("tries")
        if tries is None or tries.paragraph is not state.src:
            tries = state.env["tries"] = _Tries(paragraph=state.src)
        start = state.pos
        found = tries.n < _MOST_TRIES and rule(state, silent)
        tries.n += not found and state.src[start] == "[" and not _FLAT.match(state.src, start)
        return found

    return rule_while_it_pays


def _link_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return _LINK_DEFINITION.match(line) is not None and reference(state, start, end, silent)


def _footnote(state: StateInline, silent: bool) -> bool:
    """Take ``[^1]`` away, and make what follows ``[^1]:`` at the beginning of a line a paragraph of its own."""
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    defines = match[1] == ":" and (state.pos == 0 or state.src[state.pos - 1] == "\n")
    if not silent:
        state.push("footnote", "", 0).content = f"{SEPARATOR}{_NOTE}" if defines else ""
    state.pos = match.end() if defines else match.start(1)
    return True


def _without_comments(text: str) -> str:
    """The text without ``<!-- ... -->``; one that is never closed is no comment."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]])


def _blocks(tokens: Iterable[Token], lines: Sequence[str]) -> Iterator[Block]:
    """The blocks that tokens stand for; ``lines`` are the file's: in them the paragraphs of a note are indented."""
    depth, heading, number, in_note = 0, False, "", False
    for token in tokens:
        if token.type in {"blockquote_open", "blockquote_close"}:
            depth += token.nesting
        elif token.type in {"heading_open", "heading_close"}:
            heading = token.nesting == 1
        elif token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "list_item_close" or token.content:
            kind: ParagraphKind = "heading" if heading else "block" if depth else "body"
            goes_on = bool(in_note and token.map and _INDENTED.match(lines[token.map[0]]))
            in_note = False
            for piece in _pieces(number + _words(token)):
                in_note = goes_on or in_note or piece.startswith(_NOTE)
                words = piece.lstrip(_NOTE).strip()
                yield Block(kind="note" if in_note else kind, text=words)
            number = ""


def _quoted(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those between ``<blockquote>`` and its end tag as quotations; a tag by itself is dropped."""
    depths = [0] * (len(blocks) + 1)
    opened: list[int] = []
    for number, block in enumerate(blocks):
        if block.text == _OPENS:
            opened.append(number)
        elif block.text == _CLOSES and opened:
            depths[opened.pop()] += 1
            depths[number] -= 1
    for block, depth in zip(blocks, accumulate(depths), strict=False):
        if block.text not in {_OPENS, _CLOSES}:
            yield replace(block, kind="block") if depth and block.kind == "body" else block


def _pieces(words: str) -> Iterator[str]:
    return (piece.strip() for piece in _BLANK_LINES.split(words) if piece.strip())


def _words(token: Token) -> str:
    """The words a token stands for: those of its children, or its own."""
    if token.children is not None:
        return "".join(map(_words, token.children))
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.type == "html_inline":
        return _words_of_tag(token.content)
    return token.content


def _words_of_tag(markup: str) -> str:
    tag = _TAG.match(markup)
    element = tag[1].lower() if tag else ""
    if element not in _ELEMENTS:
        return markup
    if element == "blockquote":
        return f"{SEPARATOR}{_CLOSES if markup.startswith('</') else _OPENS}{SEPARATOR}"
    return "\n" if element == "br" else ""
