"""Links lead from page to page, and ids of every script are anchors."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reporting.links import Links, anchor, document_anchor, entry_anchor


def links(*, paged: bool, doc_id: str = "") -> Links:
    return Links(paged=paged, doc_id=doc_id, speakers={"lee": 1})


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (links(paged=False), "#a.q0001"),
        (links(paged=True), "report/a.html#a.q0001"),
        (links(paged=True, doc_id="a"), "#a.q0001"),
        (links(paged=True, doc_id="b"), "a.html#a.q0001"),
    ],
)
def test_a_quotation_is_found_from_every_page(page: Links, expected: str) -> None:
    assert page.quotation("a", "a.q0001") == expected


def test_a_document_with_letters_of_another_script_can_be_linked() -> None:
    assert links(paged=True).document("письма") == f"report/{anchor('письма')}.html#text:{anchor('письма')}"
    assert unquote(anchor("письма")) == "письма"


@given(st.text(min_size=1), st.text(min_size=1))
def test_anchors_need_no_escaping_and_differ_where_ids_differ(one: str, other: str) -> None:
    assert anchor(one).isascii()
    assert not set(anchor(one)) & set(" \"'<>&#/:")
    assert (anchor(one) == anchor(other)) == (one == other)


@pytest.mark.parametrize("doc_id", ["speakers", "texts", "content", "speaker-1", "no-speaker", "entry", "text"])
def test_no_document_takes_the_anchor_of_a_section(doc_id: str) -> None:
    anchors = {
        document_anchor(doc_id),
        anchor(f"{doc_id}.q0001"),
        anchor(f"{doc_id}.p1"),
        entry_anchor(f"{doc_id}.q0001"),
    }
    assert len(anchors) == 4
    assert all(":" in name or "." in name for name in anchors)
