"""The measures on fiction."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pipeline.evaluation.calibration import Judged
from pipeline.evaluation.fiction import (
    NovelScore,
    compare_novel,
    find_detection_errors,
    find_novel_errors,
    score_detection,
    score_novel,
)
from pipeline.evaluation.matching import Span
from pipeline.evaluation.pdnc import Novel, NovelQuotation
from pipeline.evaluation.values import PRF, Share
from pipeline.records import AttributedQuotation

MakeRow = Callable[..., AttributedQuotation]

TEXT = "“The tide,” said Mr. Lund, “is late.” “Is it?” she asked. “Yes.” “All aboard!” The “clock” struck."

FORMS = {"Explicit": "name", "Anaphoric": "pronoun", "Implicit": "none"}


def span(words: str) -> Span:
    return TEXT.index(words), TEXT.index(words) + len(words)


def quotation(number: int, kind: str, speaker: str, *parts: str, aliases: tuple[str, ...] = ()) -> NovelQuotation:
    return NovelQuotation(
        id=f"Q{number}", parts=tuple(map(span, parts)), type=kind, form=FORMS[kind], speaker=speaker, aliases=aliases
    )


NOVEL = Novel(
    name="Tides",
    text=TEXT,
    quotations=(
        quotation(0, "Explicit", "Mr. Lund", "The tide,", "is late.", aliases=("Lund", "The Captain")),
        quotation(1, "Anaphoric", "Ada", "Is it?"),
        quotation(2, "Implicit", "Mr. Lund", "Yes.", aliases=("Lund", "The Captain")),
        quotation(3, "Implicit", "", "All aboard!"),
    ),
)


@pytest.fixture(scope="session")
def right_rows(make_row: MakeRow) -> list[AttributedQuotation]:
    return [
        make_row(TEXT, "The tide,", speaker="the Captain", rule="said X", score=0.9),
        make_row(TEXT, "is late.", speaker="the Captain", rule="same utterance", score=0.9),
        make_row(TEXT, "Is it?", speaker="Ada", rule="she", score=0.6),
        make_row(TEXT, "Yes.", speaker="Mrs. Lund", rule="turns", score=0.4),
        make_row(TEXT, "All aboard!", speaker="Ada", rule="turns", score=0.4),
    ]


def judge(rows: list[AttributedQuotation]) -> NovelScore:
    return score_novel(compare_novel(NOVEL, rows))


def test_speakers_are_counted_by_type(right_rows: list[AttributedQuotation]) -> None:
    total = judge(right_rows)
    assert total.detection == PRF(right=5)
    assert total.found["Implicit"] == Share(right=2, total=2)
    # What nobody is named for is found or not, but its speaker is not judged.
    assert total.right == dict.fromkeys(("Explicit", "Anaphoric", "Implicit"), Share(right=1, total=1))
    assert total.by_form == dict.fromkeys(("name", "pronoun", "none"), Share(right=1, total=1))
    assert total.of_found == Share(right=3, total=3)


def test_a_shared_surname_is_right_but_not_by_name(right_rows: list[AttributedQuotation]) -> None:
    assert judge(right_rows).by_name["Implicit"] == Share(right=0, total=1)
    assert judge(right_rows).by_name["Explicit"] == Share(right=1, total=1)


@pytest.mark.parametrize(
    ("speaker", "right"),
    [("Mr. Lund", 1), ("Lund", 1), ("the Captain", 1), ("Mrs. Lund", 1), ("Captain Ahab", 0), ("Ada", 0), ("", 0)],
)
def test_a_speaker_is_right_by_name_any_alias_or_last_capitalised_word(
    right_rows: list[AttributedQuotation], speaker: str, right: int
) -> None:
    rows = [replace(row, speaker=speaker) if row.text == "Yes." else row for row in right_rows]
    assert judge(rows).right["Implicit"] == Share(right=right, total=1)


def test_nothing_found_is_nothing_right() -> None:
    total = judge([])
    assert (total.detection, total.of_found) == (PRF(missing=5), Share())
    assert sum(total.right.values(), Share()) == Share(right=0, total=3)


def test_one_right_part_is_enough(right_rows: list[AttributedQuotation]) -> None:
    torn = [replace(right_rows[0], speaker="Ada"), right_rows[1]]
    assert judge(torn).right["Explicit"] == Share(right=1, total=1)


def test_terms_and_quotations_inside_others_are_not_detection(make_row: MakeRow) -> None:
    rows = [
        make_row(TEXT, "clock", kind="term"),
        make_row(TEXT, "clock", parent_id="tide.0", quote_id="tide.inner"),
        make_row(TEXT, "Yes."),
        make_row(TEXT, "struck"),
    ]
    gold = [part for one in NOVEL.quotations for part in one.parts]
    assert score_detection(gold, rows) == PRF(right=1, wrong=1, missing=4)
    errors = [(error.code, error.start) for error in find_detection_errors(gold, rows, text=TEXT, doc_id="Tides")]
    assert errors == [
        ("not found", span("The tide,")[0]),
        ("not found", span("is late.")[0]),
        ("not found", span("Is it?")[0]),
        ("not found", span("All aboard!")[0]),
        ("nobody quoted", span("struck")[0]),
    ]


def test_errors_are_told_in_words(make_row: MakeRow) -> None:
    rows = [
        make_row(TEXT, "The tide,", speaker="Ada", rule="near"),
        make_row(TEXT, "Is it?", reason="no_cue"),
        make_row(TEXT, "struck", kind="mixed"),
    ]
    assert [(error.code, error.message) for error in find_novel_errors(compare_novel(NOVEL, rows))] == [
        ("wrong speaker", "speaker is Ada (near); Q0 (Explicit): the gold says Mr. Lund"),
        ("no speaker", "no speaker (no_cue); Q1 (Anaphoric): the gold says Ada"),
        ("not found", "not found; Q2 (Implicit): the gold says Mr. Lund"),
        ("not found", "not found; Q3 (Implicit): the gold says nobody"),
        ("nobody quoted", "taken for a quotation (mixed), nobody is quoted: “struck”"),
    ]


def test_scores_are_judged_where_the_gold_names_somebody_or_nobody_speaks(
    right_rows: list[AttributedQuotation], make_row: MakeRow
) -> None:
    rows = [*right_rows[2:], make_row(TEXT, "struck", speaker="Ada", rule="near", score=0.2)]
    assert compare_novel(NOVEL, rows).rows == (
        Judged(rule="she", score=0.6, right=True),
        Judged(rule="turns", score=0.4, right=True),
        Judged(rule="near", score=0.2, right=False),
    )


def test_scores_of_novels_add(right_rows: list[AttributedQuotation]) -> None:
    both = judge(right_rows) + judge([])
    assert both.detection == PRF(right=5, missing=5)
    assert both.right["Explicit"] == Share(right=1, total=2)
