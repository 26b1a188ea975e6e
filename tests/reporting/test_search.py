"""What can be searched: everything that is quoted, in no more room than there is."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import AttributedQuotation
from pipeline.reporting import search, view
from pipeline.reporting.escaping import escape_json
from pipeline.reporting.material import Material
from pipeline.reporting.search import finder


@pytest.fixture
def many(tiny: Material, monkeypatch: pytest.MonkeyPatch) -> Material:
    """The same corpus, held to be too much for one file."""
    monkeypatch.setattr("pipeline.reporting.material.ONE_FILE_CHARS", 100)
    return tiny


def ids(rows: Sequence[AttributedQuotation]) -> list[str]:
    return [row.quote_id for row in rows]


def test_what_can_be_chosen_is_what_is_there(tiny: Material) -> None:
    found = finder(tiny.spoken, tiny)
    assert [choice.label for choice in found.speakers] == [
        "One sailor",
        "the keepers",
        "Margaret Oyelaran",
        "the Gazette",
        "No speaker found",
    ]
    assert [choice.value for choice in found.speakers] == ["1", "2", "3", "4", "0"]
    assert [choice.value for choice in found.kinds] == ["direct", "mixed"]
    assert [(choice.value, choice.label, choice.page) for choice in found.documents] == [
        ("harbour", "The harbour and the light", ""),
        ("minutes", "minutes", ""),
    ]
    assert (found.total, found.rows, found.limits) == (9, "", "")


def test_a_page_offers_what_its_own_text_holds(many: Material) -> None:
    rows = [row for row in many.spoken if row.doc_id == "minutes"]
    found = finder(rows, many, doc_id="minutes")
    assert [choice.label for choice in found.speakers] == ["the Gazette", "No speaker found"]
    assert (found.total, len(found.documents), found.rows) == (2, 1, "")


def test_a_page_too_long_to_list_all_its_quotations_holds_them_for_its_search(
    many: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PAGE_ENTRIES", 1)
    rows = [row for row in many.spoken if row.doc_id == "minutes"]
    found = finder(rows, many, doc_id="minutes")
    assert [row[:2] for row in json.loads(found.rows)] == [[0, "q0001"], [0, "q0002"]]
    assert [(choice.value, choice.page) for choice in found.documents] == [("minutes", "")]


def test_where_everybody_is_known_nobody_is_no_choice(tiny: Material) -> None:
    known = [row for row in tiny.spoken if row.speaker_id]
    assert "0" not in {choice.value for choice in finder(known, tiny).speakers}


def test_the_index_holds_every_quotation_whole_where_there_is_room(many: Material) -> None:
    found = finder(many.spoken, many)
    rows = json.loads(found.rows)
    assert rows[0] == [0, "q0001", 3, "direct", 0, 2, "The sea does not read our notices."]
    assert [f"{many.documents[row[0]].doc_id}.{row[1]}" for row in rows] == ids(many.spoken)
    assert [bool(row[4]) for row in rows] == [
        row.quote_id in {"harbour.q0006", "harbour.q0008", "minutes.q0002"} for row in many.spoken
    ]
    assert [choice.page for choice in found.documents] == ["report/harbour.html", "report/minutes.html"]
    assert found.limits == ""


@pytest.mark.parametrize(
    ("most", "width", "fitting", "limits"),
    [
        (10_000, 600, 9, ""),
        (560, 30, 9, "Of a longer quotation the first 30 characters are searched."),
        (110, 12, 2, "Of a longer quotation the first 12 characters are searched; only the first 2 quotations of 9"),
        (10, 12, 0, "Only the first 0 quotations of 9 can be searched here"),
    ],
)
def test_the_widest_that_fits_is_taken_and_what_is_left_out_is_said(
    many: Material, monkeypatch: pytest.MonkeyPatch, most: int, width: int, fitting: int, limits: str
) -> None:
    monkeypatch.setattr(search, "WIDTHS", (600, 30, 12))
    monkeypatch.setattr(search, "MOST_BYTES", most)
    found = finder(many.spoken, many)
    rows = json.loads(found.rows)
    assert len(rows) == fitting
    assert len(found.rows.encode()) <= most + 2
    assert all(len(row[-1]) <= width + 1 for row in rows)
    assert found.limits.startswith(limits)
    assert bool(found.limits) == bool(limits)


HOSTILE = "</script><!--<script>]]>\u2028\u2029\x00\x07&amp;javascript:"


def test_the_data_of_the_index_ends_no_element(many: Material) -> None:
    hostile = replace(many.spoken[0], text=HOSTILE)
    rows = finder([hostile], many).rows
    assert not set(rows) & set("<>&\u2028\u2029\x00\x07")
    assert json.loads(rows)[0][-1] == "</script><!--<script>]]> ␀␇&amp;javascript:"


@given(st.text())
def test_escaped_json_says_the_same_and_means_nothing_to_html(text: str) -> None:
    for source in (json.dumps(text), json.dumps(text, ensure_ascii=False)):
        escaped = escape_json(source)
        assert json.loads(escaped) == text
        assert not set(escaped) & set("<>&\u2028\u2029")
