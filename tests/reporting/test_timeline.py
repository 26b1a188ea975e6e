"""Dated statements and events, in the order of their dates."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quotes.dates import find_dates
from pipeline.records import AttributedQuotation, DatedSentence, EntityMention, Quotation, TimelineEntry
from pipeline.reporting.timeline import Place, join_timelines, place_in_time, timeline

TEXT = (
    "Lund wrote at the beginning of 1905: “We wait.” The strike of 1903 was lost. On 3 May 1904 the hall burned. "
    "Her 1904, a Year of Rain sold well. In the 1900s Berg said on Tuesday: “No.”"
)


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def quotation(number: int, words: str, date: str, *, kind: str = "direct") -> Quotation:
    start, end = place(words)
    date_start, date_end = place(date) if date else (None, None)
    return Quotation(
        doc_id="a",
        quote_id=f"a.q{number:04d}",
        kind=kind,  # type: ignore[arg-type]
        subkind="",
        form="inline",
        utterance_id=f"a.u{number:04d}",
        parent_id="",
        paragraph=0,
        sentence=0,
        start=start,
        end=end,
        marks="“”",
        kind_evidence="",
        source_title="",
        source_author="",
        stated_date=date,
        text=words,
        stated_date_start=date_start,
        stated_date_end=date_end,
    )


def attributed(one: Quotation, speaker: str) -> AttributedQuotation:
    return AttributedQuotation(
        doc_id=one.doc_id,
        quote_id=one.quote_id,
        kind=one.kind,
        subkind="",
        form="inline",
        utterance_id=one.utterance_id,
        parent_id="",
        speaker_id=speaker.lower(),
        speaker=speaker,
        speaker_kind="person",
        speaker_mention="",
        mention_start=None,
        mention_end=None,
        cue="",
        cue_start=None,
        cue_end=None,
        rule="",
        score=None,
        reason="",
        source_title="",
        source_author="",
        stated_date=one.stated_date,
        paragraph=0,
        start=one.start,
        end=one.end,
        left="",
        text=one.text,
        right="",
    )


def dated() -> list[DatedSentence]:
    """The dates of the text, each with a sentence of its own words alone."""
    return [
        DatedSentence(
            doc_id="a",
            paragraph=0,
            start=found.start,
            end=found.end,
            date_start=found.start,
            date_end=found.end,
            date=found.date,
        )
        for found in find_dates(TEXT)
    ]


QUOTATIONS = [quotation(1, "We wait.", "the beginning of 1905"), quotation(2, "No.", "Tuesday")]
TITLE = EntityMention(doc_id="a", entity_id="year", label="WORK_OF_ART", paragraph=0, start=0, end=0, text="")


def rows(
    quotations: list[Quotation] = QUOTATIONS, mentions: tuple[EntityMention, ...] = (), *, backwards: bool = False
) -> list[TimelineEntry]:
    spoken = [attributed(one, speaker) for one, speaker in zip(quotations, ("Lund", "Berg"), strict=False)]
    sentences = dated()[::-1] if backwards else dated()
    return timeline(quotations[::-1] if backwards else quotations, spoken, sentences, mentions, {"a": TEXT})


def test_what_begins_earlier_comes_first() -> None:
    assert [(row.kind, row.date, row.date_text) for row in rows()] == [
        ("event", "19XX", "the 1900s"),
        ("event", "1903", "1903"),
        ("event", "1904-05-03", "3 May 1904"),
        ("statement", "1905", "the beginning of 1905"),
    ]


def test_the_order_they_come_in_does_not_matter() -> None:
    assert rows() == rows(backwards=True)


def test_a_statement_has_its_quotation_speaker_and_words() -> None:
    (row,) = (row for row in rows() if row.kind == "statement")
    assert (row.quote_id, row.speaker_id, row.speaker, row.text) == ("a.q0001", "lund", "Lund", "We wait.")
    assert (row.earliest, row.latest) == ("1905-01-01", "1905-12-31")


def test_every_row_is_a_slice_of_its_text() -> None:
    for row in rows():
        assert TEXT[row.start : row.end] == row.text
        assert TEXT[row.date_start : row.date_end] == row.date_text


def test_the_date_of_a_statement_is_no_event_besides() -> None:
    assert [row.kind for row in rows() if row.date == "1905"] == ["statement"]
    undated = [replace(QUOTATIONS[0], stated_date="", stated_date_start=None, stated_date_end=None)]
    assert [row.kind for row in rows(undated) if row.date == "1905"] == ["event"]


def test_a_term_makes_no_statement() -> None:
    assert [row.kind for row in rows([replace(QUOTATIONS[0], kind="term")]) if row.date == "1905"] == ["event"]


def test_a_date_that_cannot_be_resolved_makes_no_row() -> None:
    assert all(row.quote_id != "a.q0002" for row in rows())


@pytest.mark.parametrize(("label", "left"), [("WORK_OF_ART", 0), ("EVENT", 1)])
def test_a_date_in_a_title_is_none_of_the_sentences_but_in_an_event_it_is(label: str, left: int) -> None:
    start, end = place("strike of 1903")
    named = replace(TITLE, label=label, start=start, end=end, text="strike of 1903")
    assert sum(row.date == "1903" for row in rows(mentions=(named,))) == left


def test_the_same_places_of_another_text_do_not_count() -> None:
    elsewhere = replace(TITLE, doc_id="b", start=0, end=len(TEXT))
    assert rows(mentions=(elsewhere,)) == rows()


DAYS = st.sampled_from(["-0044-03-15", "0900-01-01", "1905-01-01", "1905-12-31", "2001-02-03"])
PLACES = st.tuples(DAYS, DAYS, st.integers(0, 9), st.integers(0, 20), st.sampled_from(["statement", "event"]))


@given(st.lists(st.lists(PLACES, max_size=6), max_size=5))
def test_the_entries_of_all_documents_are_put_in_the_order_of_one_table(documents: list[list[Place]]) -> None:
    # The line says what it is and where it came from: of two in the same place the first stays the first.
    named = [
        [(place, f"{number} {index} “é\x00”\n") for index, place in enumerate(own)]
        for number, own in enumerate(documents)
    ]
    every = [(*place[:2], number, *place[2:], line) for number, own in enumerate(named) for place, line in own]
    expected = [line for *_, line in sorted(every, key=lambda one: one[:-1])]
    assert list(join_timelines(named)) == expected


def test_a_place_in_time_is_that_of_the_table() -> None:
    found = rows()
    assert [place_in_time(row) for row in found] == sorted(place_in_time(row) for row in found)
