"""Blocks put together to a text: what they are is known of every stretch, and notes stand at the end."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.readers.blocks import SEPARATOR, Block, compose_blocks
from pipeline.records import ParagraphKind

KINDS: tuple[ParagraphKind, ...] = ("body", "heading", "block", "note")
blocks = st.lists(
    st.builds(Block, kind=st.sampled_from(KINDS), text=st.text(alphabet="ab \n“”", max_size=9).map(str.strip)),
    max_size=9,
)


@pytest.mark.parametrize(
    ("given_blocks", "text"),
    [
        ([], ""),
        ([("body", "")], ""),
        ([("heading", "Tides"), ("body", "They turn.")], "Tides\n\nThey turn.\n"),
        ([("body", "They turn"), ("note", "Twice."), ("body", "again.")], "They turn\n\nagain.\n\nTwice.\n"),
    ],
)
def test_blocks_are_parted_by_blank_lines_and_notes_come_last(
    given_blocks: list[tuple[ParagraphKind, str]], text: str
) -> None:
    assert compose_blocks(Block(kind=kind, text=words) for kind, words in given_blocks)[0] == text


@given(blocks)
def test_the_text_holds_every_block_where_its_kind_says(some: list[Block]) -> None:
    text, kinds = compose_blocks(some)
    marked = [block for block in some if block.text and block.kind != "body"]
    expected = sorted(marked, key=lambda block: block.kind == "note")
    assert [text[known.start : known.end] for known in kinds] == [block.text for block in expected]
    assert text.count(SEPARATOR) >= len([block for block in some if block.text]) - 1
    assert all(before.end < after.start for before, after in pairwise(kinds))
