"""What stands beside the quotations: key terms, pairs and dates, in order, cut where they grow too long."""

from collections import Counter
from dataclasses import replace

import pytest

from pipeline.records import Cooccurrence, KeyTerm, TimelineEntry
from pipeline.reporting import relations
from pipeline.reporting.links import Links
from pipeline.reporting.material import Material
from pipeline.reporting.relations import across_views, key_term_views, leading_terms, timeline_views, together_views
from pipeline.reporting.speakers import speakers


@pytest.fixture
def links(tiny: Material) -> Links:
    return Links(paged=False, doc_id="", speakers=tiny.numbers)


def term(doc_id: str, rank: int, words: str, count: int) -> KeyTerm:
    return KeyTerm(doc_id=doc_id, rank=rank, term=words, score=1 / rank, n_occurrences=count)


TERMS = [
    term("harbour", 1, "lamp", 4),
    term("harbour", 2, "form", 2),
    term("minutes", 1, "budget", 1),
    term("minutes", 2, "form", 3),
]
PAIR = Cooccurrence(
    entity_id="gazette",
    name="the Gazette",
    type="ORG",
    other_id="margaret-oyelaran",
    other_name="Margaret Oyelaran",
    other_type="PERSON",
    n_paragraphs=1200,
    n_documents=5,
    documents=("harbour", "minutes", "harbour", "minutes", "harbour"),
)
SAID = TimelineEntry(
    doc_id="harbour",
    date="1911",
    kind="statement",
    quote_id="harbour.q0001",
    speaker_id="margaret-oyelaran",
    speaker="Margaret Oyelaran",
    date_text="in 1911",
    date_start=0,
    date_end=1,
    paragraph=1,
    start=0,
    end=1,
    text="The sea does not read our notices.",
)


def test_a_speaker_of_several_texts_has_each_with_its_count(tiny: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = [row for row in tiny.quotations if row.kind != "term"]
    everywhere = [replace(row, speaker_id="ada", speaker="Ada") for row in spoken]
    here = [replace(row, speaker_id="lee", speaker="Lee") for row in spoken if row.doc_id == "harbour"]
    rows = [*everywhere, *here]
    material = replace(tiny, quotations=rows, speakers=speakers(rows, ()))
    links = Links(paged=False, doc_id="", speakers=material.numbers)
    (view,), more = across_views(material, links)
    counts = Counter(row.doc_id for row in everywhere)
    assert (view.name, view.place, view.n_documents, more) == ("Ada", "#speaker-1", "2", 0)
    assert view.documents == (
        ("The harbour and the light", "#text:harbour", str(counts["harbour"])),
        ("minutes", "#text:minutes", str(counts["minutes"])),
    )
    monkeypatch.setattr(relations, "LONGEST_ACROSS", 0)
    assert across_views(material, links) == ([], 1)


def test_a_term_of_more_texts_goes_before_a_weightier_one(tiny: Material, links: Links) -> None:
    views, more = key_term_views(replace(tiny, keyterms=TERMS), links)
    assert [(view.term, view.total, len(view.documents)) for view in views] == [
        ("form", "5", 2),
        ("lamp", "4", 1),
        ("budget", "1", 1),
    ]
    assert more == 0


def test_a_text_is_about_its_weightiest_terms() -> None:
    assert leading_terms(TERMS[:2]) == ("lamp", "form")
    assert leading_terms(()) == ()
    many = [term("harbour", rank, f"lamp {rank}", 1) for rank in range(1, relations.TERMS_OF_A_TEXT + 3)]
    assert leading_terms(many)[-1] == f"lamp {relations.TERMS_OF_A_TEXT}"


def test_a_pair_names_some_of_its_texts_and_says_how_many_more(tiny: Material, links: Links) -> None:
    (view,), _ = together_views(replace(tiny, cooccurrences=[PAIR], rows={"cooccurrences": 1}), links)
    assert (view.type, view.other_type, view.paragraphs) == ("organisation", "person", "1,200")
    assert [href for _, href in view.documents] == ["#text:harbour", "#text:minutes", "#text:harbour"]
    assert view.more_documents == 2


@pytest.mark.parametrize(
    ("entry", "kind", "place", "speaker_place"),
    [
        (SAID, "said", "#harbour.q0001", "#speaker-3"),
        (replace(SAID, speaker_id="", speaker=""), "said", "#harbour.q0001", ""),
        (replace(SAID, kind="event", quote_id="", speaker_id="", speaker=""), "told", "#harbour.p2", ""),
    ],
)
def test_what_is_dated_leads_to_its_words(
    tiny: Material, links: Links, entry: TimelineEntry, kind: str, place: str, speaker_place: str
) -> None:
    (view,), _ = timeline_views(replace(tiny, timeline=[entry]), links)
    assert (view.kind, view.place, view.speaker_place) == (kind, place, speaker_place)
    assert view.where == "The harbour and the light, paragraph 2"


@pytest.mark.parametrize(
    ("date", "plain"),
    [
        ("1911", True),
        ("1911-12", True),
        ("1911-12-31", True),
        ("1911-24", False),
        ("191X", False),
        ("1911/1912", False),
    ],
)
def test_a_date_that_only_librarians_read_stands_behind_the_words_of_the_text(
    tiny: Material, links: Links, date: str, plain: bool
) -> None:
    (view,), _ = timeline_views(replace(tiny, timeline=[replace(SAID, date=date)]), links)
    assert (view.date, view.plain) == (date, plain)


def test_long_lists_are_cut_and_say_how_much_is_left(
    tiny: Material, links: Links, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LONGEST_TERMS", "LONGEST_TOGETHER", "LONGEST_TIMELINE"):
        monkeypatch.setattr(relations, name, 1)
    rows = {"cooccurrences": 3, "timeline": 4}
    material = replace(tiny, keyterms=TERMS, cooccurrences=[PAIR] * 3, timeline=[SAID] * 4, rows=rows)
    found = [made(material, links) for made in (key_term_views, together_views, timeline_views)]
    assert [(len(views), more) for views, more in found] == [(1, 2), (1, 2), (1, 3)]
