"""Who said how much: the counts of speakers, and the order of rows."""

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records import AttributedQuotation, Entity
from pipeline.reporting.speakers import by_frequency, own_words, speakers

LEFT_EMPTY = {
    "subkind": "",
    "form": "inline",
    "speaker_mention": "",
    "mention_start": None,
    "mention_end": None,
    "cue_start": None,
    "cue_end": None,
    "rule": "",
    "score": None,
    "reason": "",
    "source_title": "",
    "source_author": "",
    "stated_date": "",
    "paragraph": 0,
    "left": "",
    "right": "",
}


def row(name: str, text: str, *, start: int = 0, speaker: str = "", **others: str) -> AttributedQuotation:
    """A quotation called "a.1": document, then number."""
    values = {"kind": "direct", "utterance_id": name, "parent_id": "", "cue": "", "speaker_kind": ""} | others
    return AttributedQuotation(
        doc_id=name.split(".", maxsplit=1)[0],
        quote_id=name,
        speaker_id=speaker.lower(),
        speaker=speaker,
        start=start,
        end=start + len(text),
        text=text,
        **(LEFT_EMPTY | values),  # type: ignore[arg-type]
    )


def counts(rows: Iterable[AttributedQuotation]) -> dict[str, tuple[int, int, int, int]]:
    found = speakers(list(rows), [])
    return {one.name: (one.n_quotations, one.n_utterances, one.n_words, one.n_documents) for one in found}


def test_nobody_speaks_where_nobody_is_found() -> None:
    assert speakers([row("a.1", "one two")], []) == []


def test_the_parts_of_an_utterance_count_once_as_utterance() -> None:
    rows = [
        row("a.1", "one two", speaker="Lee", utterance_id="a.1"),
        row("a.2", "three", start=10, speaker="Lee", utterance_id="a.1"),
        row("b.1", "four", speaker="Lee"),
    ]
    assert counts(rows) == {"Lee": (3, 2, 4, 2)}


NESTED = [
    row("a.1", "I heard her say go home at once", speaker="Lee"),
    row("a.2", "go home at once", start=16, speaker="Fox", parent_id="a.1"),
]


def test_words_of_a_quotation_inside_count_for_whoever_says_them() -> None:
    assert counts(NESTED) == {"Lee": (1, 1, 4, 1), "Fox": (1, 1, 4, 1)}


def test_words_of_a_quotation_inside_by_the_same_speaker_count_once() -> None:
    rows = [NESTED[0], row("a.2", "go home at once", start=16, speaker="Lee", parent_id="a.1")]
    assert counts(rows) == {"Lee": (2, 2, 8, 1)}


def test_words_of_a_quotation_inside_without_a_speaker_count_for_nobody() -> None:
    assert counts([NESTED[0], row("a.2", "go home at once", start=16, parent_id="a.1")]) == {"Lee": (1, 1, 4, 1)}


def test_a_term_inside_takes_no_words_away() -> None:
    rows = [NESTED[0], row("a.2", "go home", start=16, parent_id="a.1", kind="term")]
    assert counts(rows) == {"Lee": (1, 1, 8, 1)}


def test_a_quotation_inside_a_term_inside_a_quotation_is_taken_from_the_quotation() -> None:
    rows = [
        row("a.1", "one two three four five", speaker="Lee"),
        row("a.2", "two three four", start=4, parent_id="a.1", kind="term"),
        row("a.3", "three", start=8, speaker="Fox", parent_id="a.2"),
    ]
    assert own_words(rows) == {"a.1": 4, "a.2": 3, "a.3": 1}


def test_a_circle_of_parents_does_not_hang() -> None:
    rows = [row("a.1", "one", kind="term", parent_id="a.2"), row("a.2", "one", kind="term", parent_id="a.1")]
    assert own_words(rows) == {"a.1": 1, "a.2": 1}


def test_whoever_has_most_words_comes_first_then_most_quotations_then_the_alphabet() -> None:
    rows = [
        row("a.1", "one two", speaker="Lee"),
        row("a.2", "one", start=10, speaker="Fox"),
        row("a.3", "one", start=20, speaker="Fox"),
        row("a.4", "one two", start=30, speaker="Ash"),
        row("a.5", "one two three", start=40, speaker="Yew"),
    ]
    assert list(counts(rows)) == ["Yew", "Fox", "Ash", "Lee"]


def test_cues_stand_commonest_first_in_small_letters_once_an_utterance() -> None:
    rows = [
        row("a.1", "one", speaker="Lee", cue="wrote", utterance_id="a.1"),
        row("a.2", "two", start=10, speaker="Lee", cue="wrote", utterance_id="a.1"),
        row("a.3", "three", start=20, speaker="Lee", cue="said"),
        row("a.4", "four", start=30, speaker="Lee", cue="Said"),
        row("a.5", "five", start=40, speaker="Lee"),
    ]
    assert speakers(rows, [])[0].verbs == ("said", "wrote")


def test_aliases_are_those_of_the_entity_without_the_name_itself() -> None:
    entity = Entity(entity_id="lee", name="Lee", type="PERSON", aliases=("Ann Lee", "Lee"), n_mentions=1, n_documents=1)
    assert speakers([row("a.1", "one", speaker="Lee")], [entity])[0].aliases == ("Ann Lee",)


def test_the_name_and_kind_of_a_speaker_are_those_used_most() -> None:
    rows = [
        row("a.1", "one", speaker="Lee", speaker_kind="group"),
        row("a.2", "two", start=10, speaker="LEE", speaker_kind="person"),
        row("b.1", "two", start=10, speaker="LEE", speaker_kind="person"),
    ]
    (found,) = speakers(rows, [])
    assert (found.name, found.type, found.documents) == ("LEE", "person", ("a", "b"))


@pytest.mark.parametrize(
    ("values", "expected"), [([], ()), (["b", "a"], ("a", "b")), (["a", "b", "", "b", ""], ("b", "a"))]
)
def test_values_by_frequency(values: list[str], expected: tuple[str, ...]) -> None:
    assert by_frequency(Counter(values)) == expected


@given(st.lists(st.tuples(st.sampled_from(["Lee", "Fox", ""]), st.integers(1, 5)), max_size=10))
def test_the_counts_of_all_speakers_are_the_rows_that_have_one(said: list[tuple[str, int]]) -> None:
    rows = [
        row(f"a.{number}", " ".join(["word"] * words), start=100 * number, speaker=speaker)
        for number, (speaker, words) in enumerate(said)
    ]
    found = speakers(rows, [])
    assert sum(one.n_quotations for one in found) == sum(1 for speaker, _ in said if speaker)
    assert sum(one.n_words for one in found) == sum(words for speaker, words in said if speaker)
