"""What can be searched: everything that is quoted, in no more room than there is."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import AttributedQuotation
from pipeline.reporting import search, tally, view
from pipeline.reporting.escaping import escape_json
from pipeline.reporting.links import Links
from pipeline.reporting.material import Material
from pipeline.reporting.search import Finder, Part, index_finder, index_parts, index_rows, page_finder
from pipeline.reporting.view import page_numbers


@pytest.fixture
def many(tiny: Material, monkeypatch: pytest.MonkeyPatch) -> Material:
    """The same corpus, held to be too much for one file."""
    monkeypatch.setattr("pipeline.reporting.material.ONE_FILE_CHARS", 100)
    return tiny


@pytest.fixture
def crowded(many: Material, monkeypatch: pytest.MonkeyPatch) -> Material:
    """The same, held to be too much for an index that holds every quotation too: of its speakers two are listed."""
    monkeypatch.setattr(tally, "LISTED_SPEAKERS", 2)
    return many


def spoken(material: Material, doc_id: str = "") -> list[AttributedQuotation]:
    return [row for row in material.quotations if row.kind != "term" and doc_id in {"", row.doc_id}]


def ids(rows: Sequence[AttributedQuotation]) -> list[str]:
    return [row.quote_id for row in rows]


def of_index(material: Material, *, parts: Sequence[str] = ()) -> Finder:
    links = Links(paged=material.paged, doc_id="", speakers=material.numbers, listed=tally.LISTED_SPEAKERS)
    return index_finder(material, links, rows=index_rows(material), parts=parts)


def of_page(material: Material, doc_id: str, rows: Sequence[AttributedQuotation] = ()) -> Finder:
    """What is searched on the page of a document; with its own quotations if no others are given."""
    rows = rows or spoken(material, doc_id)
    document = next(one for one in material.documents if one.doc_id == doc_id)
    return page_finder(
        rows, document, material, Links(paged=True, doc_id=doc_id, speakers=page_numbers(rows, material))
    )


def held(part: Part) -> dict[str, Any]:
    """What a part gives to the script that asked for it."""
    call = re.fullmatch(r"quoth\((.*)\);\n", part.content, flags=re.DOTALL)
    assert call
    found: dict[str, Any] = json.loads(call[1])
    return found


def test_what_can_be_chosen_is_what_is_there(tiny: Material) -> None:
    found = of_index(tiny)
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


def test_a_page_offers_what_its_own_text_holds_under_numbers_of_its_own(many: Material) -> None:
    found = of_page(many, "minutes")
    assert [(choice.value, choice.label) for choice in found.speakers] == [
        ("1", "the Gazette"),
        ("0", "No speaker found"),
    ]
    assert (found.total, len(found.documents), found.rows) == (2, 1, "")


def test_a_page_too_long_to_list_all_its_quotations_holds_them_for_its_search(
    many: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "PAGE_ENTRIES", 1)
    found = of_page(many, "minutes")
    assert [row[:2] for row in json.loads(found.rows)] == [[0, "q0001"], [0, "q0002"]]
    assert [(choice.value, choice.page) for choice in found.documents] == [("minutes", "")]


def test_where_everybody_is_known_nobody_is_no_choice(tiny: Material) -> None:
    known = replace(tiny, quotations=[row for row in spoken(tiny) if row.speaker_id])
    assert "0" not in {choice.value for choice in of_index(known).speakers}


def test_the_index_holds_every_quotation_whole_where_there_is_room(many: Material) -> None:
    found = of_index(many)
    rows = json.loads(found.rows)
    assert rows[0] == [0, "q0001", 3, "direct", 0, 2, "The sea does not read our notices."]
    assert [f"{many.documents[row[0]].doc_id}.{row[1]}" for row in rows] == ids(spoken(many))
    assert [bool(row[4]) for row in rows] == [
        row.quote_id in {"harbour.q0006", "harbour.q0008", "minutes.q0002"} for row in spoken(many)
    ]
    assert [choice.page for choice in found.documents] == ["report/harbour.html", "report/minutes.html"]
    assert found.limits == ""


@pytest.mark.parametrize(("name", "least"), [("LISTED_TEXTS", 1), ("LISTED_SPEAKERS", 3), ("MOST_BYTES", 100)])
def test_an_index_that_would_be_too_large_holds_no_quotations(
    many: Material, monkeypatch: pytest.MonkeyPatch, name: str, least: int
) -> None:
    monkeypatch.setattr(search if name == "MOST_BYTES" else tally, name, least)
    assert index_rows(many) == ""


@pytest.mark.parametrize("most", [1, 200, 1_000_000])
def test_what_an_index_is_too_small_for_stands_in_files_of_some_size(
    crowded: Material, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(search, "PART_BYTES", most)
    parts = list(index_parts(crowded))
    rows = [(part["texts"][row[0]], row) for part in map(held, parts) for row in part["rows"]]
    assert [f"{doc_id}.{row[1]}" for (doc_id, _), row in rows] == ids(spoken(crowded))
    assert [row[-1] for _, row in rows] == [row.text for row in spoken(crowded)]
    assert {tuple(text) for text, _ in rows} == {("harbour", "The harbour and the light"), ("minutes", "minutes")}
    unlisted = {tuple(one) for part in map(held, parts) for one in part["speakers"]}
    assert unlisted == {
        (3, "speaker:margaret-oyelaran", "Margaret Oyelaran"),
        (4, "speaker:the-gazette", "the Gazette"),
    }
    assert len(parts) == (9 if most == 1 else 1 if most == 1_000_000 else len(parts))
    assert all(len(part.content) < most + 300 for part in parts)


def test_a_file_is_called_after_what_it_holds(crowded: Material) -> None:
    (one,) = index_parts(crowded)
    (same,) = index_parts(crowded)
    (other,) = index_parts(replace(crowded, uncertain_below=0.9))
    assert one.path == same.path
    assert one.path != other.path
    assert one.path.startswith("report/search/0001-")


def test_an_index_whose_quotations_lie_in_files_names_them_and_offers_whom_it_lists(crowded: Material) -> None:
    found = of_index(crowded, parts=["report/search/0001.js"])
    assert [choice.label for choice in found.speakers] == ["One sailor", "the keepers", "No speaker found"]
    assert (found.documents, found.parts, found.total) == ((), ("report/search/0001.js",), 9)


def test_an_index_says_how_much_of_a_long_quotation_is_searched(many: Material) -> None:
    long = [replace(row, text=row.text * 60) for row in spoken(many)]
    found = of_index(replace(many, quotations=long))
    assert found.limits == "Of a longer quotation the first 600 characters are searched."
    assert all(len(row[-1]) <= 601 for row in json.loads(found.rows))


@pytest.mark.parametrize(
    ("most", "width", "fitting", "limits"),
    [
        (10_000, 600, 9, ""),
        (560, 30, 9, "Of a longer quotation the first 30 characters are searched."),
        (110, 12, 2, "Of a longer quotation the first 12 characters are searched; only the first 2 quotations of 9"),
        (10, 12, 0, "Only the first 0 quotations of 9 can be searched here: the others are marked in the text."),
    ],
)
def test_on_a_page_the_widest_that_fits_is_taken_and_what_is_left_out_is_said(
    many: Material, monkeypatch: pytest.MonkeyPatch, most: int, width: int, fitting: int, limits: str
) -> None:
    monkeypatch.setattr(search, "WIDTHS", (600, 30, 12))
    monkeypatch.setattr(search, "MOST_BYTES", most)
    monkeypatch.setattr(view, "PAGE_ENTRIES", 1)
    found = of_page(many, "harbour", spoken(many))
    rows = json.loads(found.rows)
    assert len(rows) == fitting
    assert len(found.rows.encode()) <= most + 2
    assert all(len(row[-1]) <= width + 1 for row in rows)
    assert found.limits.startswith(limits)
    assert bool(found.limits) == bool(limits)


HOSTILE = "</script><!--<script>]]>\u2028\u2029\x00\x07&amp;javascript:"


def test_a_file_of_the_search_is_a_call_with_data_whatever_the_texts_hold(crowded: Material) -> None:
    (document, *others), (first, *_) = crowded.documents, spoken(crowded)
    hostile = replace(
        crowded, documents=[replace(document, title=HOSTILE), *others], quotations=[replace(first, text=HOSTILE)]
    )
    (part,) = index_parts(hostile)
    assert not set(part.content) & set("<>&\u2028\u2029\x00\x07")
    found = held(part)
    assert found["rows"][0][-1] == "</script><!--<script>]]> ␀␇&amp;javascript:" == found["texts"][0][1]


def test_the_data_of_the_index_ends_no_element(many: Material) -> None:
    hostile = replace(spoken(many)[0], text=HOSTILE)
    rows = index_rows(replace(many, quotations=[hostile]))
    assert not set(rows) & set("<>&\u2028\u2029\x00\x07")
    assert json.loads(rows)[0][-1] == "</script><!--<script>]]> ␀␇&amp;javascript:"


@given(st.text())
def test_escaped_json_says_the_same_and_means_nothing_to_html(text: str) -> None:
    for source in (json.dumps(text), json.dumps(text, ensure_ascii=False)):
        escaped = escape_json(source)
        assert json.loads(escaped) == text
        assert not set(escaped) & set("<>&\u2028\u2029")
