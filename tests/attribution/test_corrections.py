"""What a person has put right."""

from dataclasses import replace
from typing import Any

import pytest

from pipeline.attribution.corrections import Corrected, Known, apply_corrections, known_anywhere, known_by_name
from pipeline.records import (
    CHECKED,
    Attribution,
    Correction,
    Entity,
    Kind,
    KnownPerson,
    Quotation,
    unattributed,
)
from pipeline.records import CORRECTED as RULE

# Start, words and kind of what is quoted in "tide"; two of them are the same words.
QUOTED: tuple[tuple[int, str, Kind], ...] = (
    (10, "The channel is shut.", "direct"),
    (50, "Wait.", "direct"),
    (90, "the ditch", "term"),
    (120, "Wait.", "mixed"),
)


def quotation(start: int, text: str, kind: Kind) -> Quotation:
    return Quotation(
        doc_id="tide",
        quote_id=f"tide.{start}",
        kind=kind,
        subkind="scare" if kind == "term" else "speech",
        form="inline",
        utterance_id=f"tide.u{start}",
        parent_id="",
        paragraph=0,
        sentence=0,
        start=start,
        end=start + len(text),
        marks="“”",
        kind_evidence="marks",
        source_title="",
        source_author="",
        stated_date="",
        text=text,
    )


def found(row: Quotation) -> Attribution:
    """As attribution found it: a term is nobody's, the rest Olaf Berg's."""
    if row.kind == "term":
        return unattributed(row.doc_id, row.quote_id, reason="term")
    return Attribution(
        doc_id=row.doc_id,
        quote_id=row.quote_id,
        speaker_id="",
        speaker="Olaf Berg",
        speaker_kind="person",
        speaker_mention="Berg",
        mention_start=row.end + 2,
        mention_end=row.end + 6,
        cue="said",
        cue_start=row.end + 7,
        cue_end=row.end + 11,
        rule="tag after",
        score=0.9,
        reason="",
    )


QUOTATIONS = tuple(quotation(*one) for one in QUOTED)
ATTRIBUTIONS = tuple(found(one) for one in QUOTATIONS)


def entity(entity_id: str, name: str, label: str, *aliases: str) -> Entity:
    return Entity(entity_id=entity_id, name=name, type=label, aliases=aliases, n_mentions=1, n_documents=1)


HERE = (
    entity("ada-lund", "Ada Lund", "PERSON", "Lund"),
    entity("edda-lund", "Edda Lund", "PERSON", "Lund", "Edda"),
    entity("the-gazette", "The Gazette", "ORG"),
    entity("tides", "On Tides", "WORK_OF_ART"),
)
ELSEWHERE = (entity("nils-vik", "Nils Vik", "PERSON", "Vik"),)
PEOPLE = (
    KnownPerson(name="Rolf Lie", aliases=("The Harbour Poet",), type="PERSON", gender="", wikidata=""),
    KnownPerson(name="Dockers' Union", aliases=(), type="ORG", gender="", wikidata=""),
)
KNOWN = Known(named=known_by_name(HERE), anywhere=known_anywhere([*HERE, *ELSEWHERE], PEOPLE))


def correction(text: str, **others: Any) -> Correction:
    given: dict[str, Any] = {"line": 2, "occurrence": 1, "speaker": "", "kind": ""}
    return Correction(**{**given, "doc_id": "tide", "text": text, **others})


def correct(*corrections: Correction) -> Corrected:
    return apply_corrections(corrections, QUOTATIONS, ATTRIBUTIONS, KNOWN)


def row_at(result: Corrected, start: int) -> Attribution:
    return next(row for row in result.attributions if row.quote_id == f"tide.{start}")


def test_without_corrections_nothing_changes() -> None:
    assert correct() == Corrected(attributions=ATTRIBUTIONS)


def test_another_speaker_has_neither_mention_nor_cue() -> None:
    result = correct(correction("The channel is shut.", speaker="Ada Lund"))
    nobody = unattributed("tide", "tide.10", reason="")
    expected = replace(nobody, speaker="Ada Lund", speaker_kind="person", rule=RULE, score=1.0)
    assert (result.attributions, result.replaced) == ([expected, *ATTRIBUTIONS[1:]], [ATTRIBUTIONS[0]])
    assert (result.quotations, result.misfits) == ([], [])


def test_the_speaker_who_was_found_keeps_mention_and_cue() -> None:
    result = correct(correction("The channel is shut.", speaker="olaf berg"))
    assert row_at(result, 10).speaker == "olaf berg"  # a name that no entity has is taken as it is written
    result = correct(correction("The channel is shut.", speaker="Olaf Berg"))
    assert row_at(result, 10) == replace(ATTRIBUTIONS[0], rule=RULE, score=1.0)


@pytest.mark.parametrize(("occurrence", "start"), [(1, 50), (2, 120)])
def test_the_occurrence_says_which_of_the_same_words(occurrence: int, start: int) -> None:
    result = correct(correction("Wait.", speaker="Ada Lund", occurrence=occurrence))
    changed = [row.quote_id for row, before in zip(result.attributions, ATTRIBUTIONS, strict=True) if row != before]
    assert changed == [f"tide.{start}"]


def test_what_is_not_a_quotation_is_a_term_without_a_speaker() -> None:
    result = correct(correction("The channel is shut.", kind="term"))
    assert row_at(result, 10) == replace(unattributed("tide", "tide.10", reason="term"), rule=RULE, score=1.0)
    assert result.quotations == [replace(QUOTATIONS[0], kind="term", subkind="", kind_evidence=RULE)]


@pytest.mark.parametrize(("kind", "expected"), [("", "direct"), ("mixed", "mixed")])
def test_a_term_that_is_given_a_speaker_is_a_quotation(kind: str, expected: str) -> None:
    result = correct(correction("the ditch", speaker="Ada Lund", kind=kind))
    assert row_at(result, 90).speaker == "Ada Lund"
    assert [(row.quote_id, row.kind) for row in result.quotations] == [("tide.90", expected)]


def test_a_kind_alone_leaves_the_speaker() -> None:
    result = correct(correction("The channel is shut.", kind="mixed"))
    assert row_at(result, 10) == replace(ATTRIBUTIONS[0], rule=RULE, score=1.0)
    assert [row.kind for row in result.quotations] == ["mixed"]


def test_a_term_that_is_a_quotation_of_nobody_known_has_a_reason() -> None:
    row = row_at(correct(correction("the ditch", kind="direct")), 90)
    assert (row.speaker, row.reason, row.rule, row.score) == ("", "no_cue", RULE, 1.0)


@pytest.mark.parametrize(
    ("written", "speaker", "kind"),
    [
        ("Edda", "Edda Lund", "person"),  # an alias in this document
        ("edda lund", "Edda Lund", "person"),
        ("Lund", "Lund", "person"),  # of two people: as it is written
        ("The Gazette", "The Gazette", "organisation"),
        ("On Tides", "On Tides", "work"),
        ("Nils Vik", "Nils Vik", "person"),  # in another document by the full name
        ("Vik", "Vik", "person"),
        ("the harbour poet", "Rolf Lie", "person"),  # whom people.csv knows
        ("Dockers’ Union", "Dockers' Union", "organisation"),
        ("one docker", "one docker", "unnamed"),
        ("the crowd", "the crowd", "group"),
        ("the manifesto", "the manifesto", "work"),
        ("Solveig Aas", "Solveig Aas", "person"),  # whom no text names
    ],
)
def test_who_a_written_name_stands_for(written: str, speaker: str, kind: str) -> None:
    row = row_at(correct(correction("The channel is shut.", speaker=written)), 10)
    assert (row.speaker, row.speaker_kind) == (speaker, kind)


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        (correction("The port is shut.", speaker="Ada", line=7), "correction_stale",
         "line 7: nothing in tide is quoted as “The port is shut.” any more"),
        (correction("Wait.", speaker="Ada", occurrence=3), "correction_stale",
         "“Wait.” is quoted 2 times in tide, not 3 times: correct occurrence"),
        (correction("the ditch", speaker="Ada", occurrence=2), "correction_stale", "is quoted once in tide"),
        (replace(correction("Wait.", speaker="Ada"), doc_id="ebb"), "correction_stale", "no quotation in ebb"),
    ],
)  # fmt: skip
def test_a_correction_that_fits_nothing_is_told(row: Correction, code: str, words: str) -> None:
    result = correct(row)
    assert result.attributions == list(ATTRIBUTIONS)
    [(misfit, problem)] = result.misfits
    assert misfit == row
    assert (problem.stage, problem.path, problem.code, problem.doc_id) == (
        "attribute", "corrections.csv", code, row.doc_id,
    )  # fmt: skip
    assert words in problem.message


def test_of_two_about_the_same_quotation_the_first_counts() -> None:
    result = correct(correction("Wait.", speaker="Ada Lund"), correction("“Wait.”", speaker="Edda", line=3))
    assert row_at(result, 50).speaker == "Ada Lund"
    [(_, problem)] = result.misfits
    assert problem.message == "line 3: line 2 is about the same quotation, and counts"


def test_who_is_found_and_written_is_nobody_else() -> None:
    lund = tuple(replace(row, speaker="Edda") if row.speaker else row for row in ATTRIBUTIONS)
    result = apply_corrections([correction("Wait.", speaker="Edda")], QUOTATIONS, lund, KNOWN)
    assert row_at(result, 50).speaker == "Edda"


@pytest.mark.parametrize(
    ("start", "written", "reason"),
    [
        (10, correction("The channel is shut.", speaker="?"), "not_stated"),
        (90, correction("the ditch", speaker="?"), "no_cue"),
    ],
)
def test_where_the_text_does_not_say_nobody_speaks(start: int, written: Correction, reason: str) -> None:
    row = row_at(correct(written), start)
    assert row == replace(unattributed("tide", f"tide.{start}", reason=reason), rule=RULE, score=1.0)


def test_a_checked_row_stays_as_it_was_found() -> None:
    result = correct(correction("The channel is shut.", speaker="Olaf Berg", kind="direct", checked=True))
    assert row_at(result, 10) == replace(ATTRIBUTIONS[0], rule=CHECKED, score=1.0)
    assert (result.quotations, result.replaced) == ([], [ATTRIBUTIONS[0]])


def test_a_checked_row_stays_so_when_something_else_is_found_later() -> None:
    result = correct(correction("Wait.", speaker="Ada Lund", kind="mixed", checked=True))
    assert (row_at(result, 50).speaker, row_at(result, 50).rule) == ("Ada Lund", CHECKED)
    assert [row.kind for row in result.quotations] == ["mixed"]
    result = correct(correction("the ditch", kind="term", checked=True))
    assert row_at(result, 90) == replace(ATTRIBUTIONS[2], rule=CHECKED, score=1.0)


def test_the_narrator_is_the_narrator() -> None:
    row = row_at(correct(correction("Wait.", speaker="the narrator")), 50)
    assert (row.speaker, row.speaker_kind) == ("the narrator", "narrator")
