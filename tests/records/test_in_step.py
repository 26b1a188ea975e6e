"""Rows by document, in step with the documents."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import TableError
from pipeline.records.in_step import in_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    doc_id: str
    number: int = 0


@given(st.lists(st.tuples(st.text(min_size=1), st.integers(0, 3)), unique_by=lambda pair: pair[0]))
def test_every_document_gets_its_own_rows_and_none_is_lost(counts: list[tuple[str, int]]) -> None:
    rows = [Row(doc_id=doc_id, number=number) for doc_id, count in counts for number in range(count)]
    groups = list(in_step([doc_id for doc_id, _ in counts], rows, name="rows"))
    assert [len(group) for group in groups] == [count for _, count in counts]
    assert [row for group in groups for row in group] == rows


@pytest.mark.parametrize("rows", ["ba", "aba", "c", "abc"])
def test_rows_in_another_order_are_an_error_that_names_the_table(rows: str) -> None:
    with pytest.raises(TableError, match=r"quotations\.csv is not in the order .* run `quoth tables` again"):
        list(in_step("ab", [Row(doc_id=doc_id) for doc_id in rows], name="quotations"))


def test_no_more_is_read_than_is_asked_for() -> None:
    read: list[str] = []

    def rows() -> Iterator[Row]:
        for doc_id in "aabbcc":
            read.append(doc_id)
            yield Row(doc_id=doc_id)

    groups = in_step("abc", rows(), name="rows")
    assert [row.doc_id for row in next(groups)] == ["a", "a"]
    assert read == ["a", "a", "b"]
