"""Tokens a line, with whatever lies on them."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exporters.conll import COLUMNS, tokens
from pipeline.exporters.material import Material
from pipeline.exporters.nesting import Span

Write = Callable[[str, Material], Path]

# A text, and its tokens with a bar between them.
TOKENS = [
    ("“We don’t,” said Lund.", "“|We|don’t|,|”|said|Lund|."),
    ("the workers’ well-known 'No'", "the|workers|’|well-known|'|No|'"),
    ("- one -two", "-|one|-|two"),
    ("e\u0301te\u0301 भाषा שלום", "e\u0301te\u0301|भाषा|שלום"),
    ("a_b x2 3.5", "a_b|x2|3|.|5"),
    ("a\x00b\u2028c\x85d", "a|\x00|b|c|d"),
    ("👩‍🚀", "👩|\u200d|🚀"),
    (" \n\t", ""),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens_are_words_and_single_characters(text: str, expected: str) -> None:
    found = [text[start:end] for start, end in tokens(text, 0, len(text))]
    assert found == (expected.split("|") if expected else [])


places = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)


@given(text=st.text(max_size=20), edges=st.lists(places))
def test_tokens_hold_all_but_white_space_and_end_where_a_span_does(text: str, edges: list[list[int]]) -> None:
    spans = [Span(start=start, end=min(end, len(text)), weight=0, key=0) for start, end in edges if start < len(text)]
    found = list(tokens(text, 0, len(text), spans))
    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(first[1] <= second[0] for first, second in pairwise(found))
    for span in spans:
        if span.start < span.end:
            assert span.start in {start for start, _ in found}
            assert span.end in {end for _, end in found}


def test_every_line_has_every_column(any_material: Material, exported: Write) -> None:
    for path in exported("conll", any_material).glob("*.conll") if any_material.documents else ():
        text = any_material.texts[path.stem]
        header, *lines = path.read_bytes().decode().split("\n")
        assert tuple(header.split("\t")) == COLUMNS
        paragraphs = list(any_material.paragraphs[path.stem])
        assert sum(not line for line in lines) == len(paragraphs) + 1
        for line in filter(None, lines):
            cells = line.split("\t")
            assert len(cells) == len(COLUMNS)
            assert not any(char.isspace() or char < " " for cell in cells for char in cell)
            start, end = int(cells[3]), int(cells[4])
            assert cells[5].encode().decode("unicode_escape" if "\\" in cells[5] else "utf-8") == text[start:end]
            assert len({cell.count("|") for cell in cells[7:10]}) == 1
            assert cells[10].count("|") == cells[11].count("|")
            assert cells[12].count("|") == cells[13].count("|")


def test_labels_begin_once_and_go_on(any_material: Material, exported: Write) -> None:
    folder = exported("conll", any_material) if any_material.documents else Path()
    for opened in any_material.opened():
        lines = (folder / f"{opened.document.doc_id}.conll").read_bytes().decode().split("\n")[1:]
        cells = [line.split("\t") for line in lines if line]
        assert all((row[6] == "O") == (row[7] == "_") for row in cells)
        assert sum(cell.startswith("B-") for row in cells for cell in row[12].split("|")) == len(opened.mentions)
        rows = {row.quote_id: row for row in opened.quotations}
        for row in filter(lambda one: one[7] != "_", cells):
            innermost = rows[row[7].split("|")[-1]]
            begins = "B" if int(row[3]) == innermost.start else "I"
            assert row[6] == f"{begins}-{innermost.kind}"
