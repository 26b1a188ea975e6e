"""Quotations found again by their words, after whatever spreadsheets did to them."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution.keys import SHOWN, Places, shown_text, text_key

LONG = "The channel is shut and the bell is cold. " * 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    doc_id: str
    quote_id: str
    start: int
    end: int
    text: str


def places(*texts: str, doc_id: str = "tide") -> Places[Place]:
    return Places(
        Place(doc_id=doc_id, quote_id=str(number), start=number, end=number + 1, text=text)
        for number, text in enumerate(texts)
    )


def found(known: Places[Place], text: str) -> list[str]:
    return [one.quote_id for one in known.find("tide", text)]


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("The channel\n  is shut.", "The channel is shut."),
        ("“The channel is shut.”", "The channel is shut."),
        ('It\'s "shut" now', "It’s “shut” now"),
        ("Never... mind", "Never… mind"),
        ("Shut - for good", "Shut — for good"),
        ("Shut -- for good", "Shut – for good"),
        ("'=SUM(A1)", "=SUM(A1)"),
        ("'9/11", "9/11"),
        ("the bell", "the\x01 bell"),
        ("the bell", "the\u00a0bell"),
    ],
)
def test_what_spreadsheets_do_to_words_makes_no_difference(written: str, quoted: str) -> None:
    assert text_key(written) == text_key(quoted)


def test_words_that_differ_are_not_the_same() -> None:
    assert len({text_key(words) for words in ("Wait.", "wait.", "Wait", "Wait!", "Wait...")}) == 5


def test_the_same_words_are_found_in_the_order_of_the_text() -> None:
    known = places("Wait.", "Go.", "“Wait.”", "Wait!")
    assert found(known, "Wait.") == ["0", "2"]
    assert known.names() == {"0": ("Wait.", 1), "1": ("Go.", 1), "2": ("“Wait.”", 2), "3": ("Wait!", 1)}
    assert known.find("ebb", "Wait.") == ()


@pytest.mark.parametrize("cut", [1000, 5000, 32767])
@pytest.mark.parametrize("end", ["", "…", "..."])
def test_a_cell_that_was_cut_stands_for_what_begins_so(cut: int, end: str) -> None:
    known = places("Wait.", LONG, f"{LONG}Never.", LONG[20:])
    assert found(known, LONG[:cut] + end) == ["1", "2"]
    assert found(known, LONG[:990] + end) == []


def test_a_very_long_text_is_shown_by_its_beginning_and_found_by_it() -> None:
    known = places(LONG, "Wait.", f"{LONG}Never.")
    names = known.names()
    assert len(names["0"][0]) <= SHOWN + 1
    assert names["0"][0].endswith("…")
    assert [names[one][1] for one in "012"] == [1, 1, 2]


def test_a_long_text_whose_beginning_is_quoted_for_itself_is_shown_whole() -> None:
    beginning = shown_text(LONG)
    known = places(LONG, beginning)
    assert known.names() == {"0": (LONG.strip(), 1), "1": (beginning, 1)}


def test_question_marks_of_windows_stand_for_the_letters_it_does_not_have() -> None:
    known = places("Мост закрыт, said he", "Мост, да", "Паром, да", "Why?")
    assert found(known, "???? ??????, said he") == ["0"]
    assert found(known, "????, ??") == []  # of two that come out alike neither is meant
    assert found(known, "Who?") == []


@given(
    st.lists(
        st.text(alphabet="ab ?…“'-Ж\n", min_size=1) | st.sampled_from([LONG, LONG + "x", shown_text(LONG)]), max_size=8
    )
)
def test_the_text_and_the_occurrence_that_are_shown_lead_back_to_the_quotation(texts: list[str]) -> None:
    known = places(*texts)
    for quote_id, (shown, occurrence) in known.names().items():
        assert found(known, shown)[occurrence - 1] == quote_id
