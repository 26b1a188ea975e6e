"""The prose of marked-up files, block by block, put together to the text that every offset points into."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.readers.reading import KnownKind
from pipeline.records import ParagraphKind

SEPARATOR: Final = "\n\n"
"""What stands between two blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, block quotation or note: its words, without a blank line and with no white space around."""

    kind: ParagraphKind
    text: str


def compose_blocks(blocks: Iterable[Block]) -> tuple[str, tuple[KnownKind, ...]]:
    """The text of a document, and the kinds of its blocks that are not plain paragraphs.

    Blocks are parted by a blank line. Notes come after all else, in their order: where they stand in a
    file, at the foot of a page, they would break the sentence that runs over it.
    """
    given = [block for block in blocks if block.text]
    pieces, kinds, at = [], [], 0
    for block in sorted(given, key=lambda block: block.kind == "note"):
        end = at + len(block.text)
        if block.kind != "body":
            kinds.append(KnownKind(start=at, end=end, kind=block.kind))
        pieces.append(block.text)
        at = end + len(SEPARATOR)
    return SEPARATOR.join(pieces) + "\n" * bool(pieces), tuple(kinds)
