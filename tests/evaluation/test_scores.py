"""Quotations against gold: what each error costs, and what is said of it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.findings import Finding
from pipeline.evaluation.gold import Gold, read_gold
from pipeline.evaluation.scores import SPEAKER_OF_FOUND, QuotationScore, compare, find_errors, score
from pipeline.evaluation.values import PRF, Share
from pipeline.records import AttributedQuotation

Rows = Sequence[AttributedQuotation]
MakeRow = Callable[..., AttributedQuotation]


def judge(gold: Gold, rows: Rows, text: str) -> tuple[QuotationScore, list[Finding]]:
    comparison = compare(gold, rows, text=text, doc_id="tide")
    return score(comparison), list(find_errors(comparison))


def changed(rows: Rows, number: int, **changes: Any) -> list[AttributedQuotation]:
    """The rows with that of q1, q2, ... changed."""
    return [replace(row, **changes) if index == number else row for index, row in enumerate(rows, 1)]


def test_rows_that_say_what_the_gold_says_are_all_right(gold: Gold, perfect: Rows, text: str) -> None:
    total, errors = judge(gold, perfect, text)
    assert total.detection == PRF(right=5, wrong=0, missing=0)
    assert all(share.right == share.total for share in total.facts.values())
    assert {name: share.total for name, share in total.facts.items()} == {
        "kind": 7,
        "exact span": 7,
        "speaker": 5,
        "mention": 5,
        "exact mention": 5,
        "cue": 5,
        "exact cue": 5,
        "form": 7,
        "utterance": 5,
        "source title": 1,
        "source author": 1,
        "stated date": 1,
        SPEAKER_OF_FOUND: 5,
    }
    assert total.by_mention == {
        "name": Share(right=1, total=1),
        "pronoun": Share(right=2, total=2),
        "nominal": Share(right=2, total=2),
    }
    assert errors == []


@pytest.mark.parametrize(
    ("cut", "found"),
    [(14, True), (15, False), (0, True)],  # of 49 code points: 35 are 0.714, 34 are 0.694
)
def test_a_quotation_is_found_from_an_intersection_over_union_of_seven_tenths(
    gold: Gold, perfect: Rows, text: str, cut: int, *, found: bool
) -> None:
    total, _ = judge(gold, changed(perfect, 1, end=perfect[0].end - cut), text)
    assert total.found["direct"] == Share(right=3 + found, total=4)
    assert total.right["direct"] == Share(right=3 + found, total=4)
    assert total.detection == PRF(right=4 + found, wrong=1 - found, missing=1 - found)


def test_a_speaker_whom_no_cue_names_is_implicit(gold: Gold, perfect: Rows, text: str) -> None:
    silent = replace(gold, quotations=(replace(gold.quotations[0], cue=None), *gold.quotations[1:]))
    assert judge(silent, perfect, text)[0].by_mention["none"] == Share(right=1, total=1)


@pytest.mark.parametrize(
    ("number", "changes", "found", "right"),
    [
        (5, {}, Share(right=1, total=1), Share(right=1, total=1)),
        (5, {"kind": "direct"}, Share(right=1, total=1), Share(right=1, total=1)),  # direct or mixed: either is found
        (5, {"kind": "term"}, Share(right=0, total=1), Share(right=0, total=1)),  # and nothing else, whoever says it
        (5, {"kind": "indirect"}, Share(right=0, total=1), Share(right=0, total=1)),
        (5, {"speaker": "Ada Lund"}, Share(right=1, total=1), Share(right=0, total=1)),
        (5, {"speaker": ""}, Share(right=1, total=1), Share(right=0, total=1)),
        (5, {"speaker": "the mayor"}, Share(right=1, total=1), Share(right=1, total=1)),
    ],
)
def test_found_and_right_are_of_all_gold_quotations(
    gold: Gold, perfect: Rows, text: str, number: int, changes: dict[str, Any], found: Share, right: Share
) -> None:
    total, _ = judge(gold, changed(perfect, number, **changes), text)
    assert (total.found["mixed"], total.right["mixed"]) == (found, right)


@pytest.mark.parametrize(
    ("speaker", "right"), [("Ada Lund", 4), ("Lund", 4), ("Mrs Lund", 4), ("Ada", 3), ("Olaf Berg", 3)]
)
def test_a_speaker_is_right_by_name_alias_or_last_capitalised_word(
    gold: Gold, perfect: Rows, text: str, speaker: str, right: int
) -> None:
    total, _ = judge(gold, changed(perfect, 1, speaker=speaker), text)
    assert total.right["direct"] == Share(right=right, total=4)


def test_no_rows_get_every_fact_wrong_and_every_quotation_is_listed_with_its_sentence(gold: Gold, text: str) -> None:
    total, errors = judge(gold, [], text)
    assert total.detection == PRF(right=0, wrong=0, missing=5)
    assert {name: (share.right, share.total) for name, share in total.facts.items()} == {
        "kind": (0, 7),
        "exact span": (0, 7),
        "speaker": (0, 5),
        "mention": (0, 5),
        "exact mention": (0, 5),
        "cue": (0, 5),
        "exact cue": (0, 5),
        "form": (0, 7),
        "utterance": (0, 5),
        "source title": (0, 1),
        "source author": (0, 1),
        "stated date": (0, 1),
    }
    assert [error.code for error in errors] == ["not found"] * 7
    assert errors[4].message == "q5 (mixed) is not found: “would live from its memories”"
    assert errors[4].sentence == "The mayor argued that the town “would live from its memories”."


def test_all_of_the_shipped_essay_can_be_right(root: Path, copy_rows: Callable[[Gold], Rows]) -> None:
    gold = read_gold(root / "tests" / "data" / "permanent-revolution.json")
    text = (root / "corpus" / gold.document).read_bytes().decode("utf-8")
    total, errors = judge(gold, copy_rows(gold), text)
    assert total.detection == PRF(right=8, wrong=0, missing=0)
    assert total.facts["speaker"] == Share(right=8, total=8)
    assert all(share.right == share.total for share in total.facts.values())
    assert errors == []


@pytest.mark.parametrize(
    ("number", "changes", "wrong", "message"),
    [
        (1, {"kind": "mixed"}, {"kind"}, "q1: is called mixed; the gold says direct"),
        (1, {"end": 72}, {"exact span"}, "q1: runs from 25 to 72; the gold from 25 to 74"),
        (
            1,
            {"speaker": "Olaf Berg"},
            {"speaker", SPEAKER_OF_FOUND},
            "q1: speaker is Olaf Berg (subject of the cue); the gold says Ada Lund",
        ),
        (
            3,
            {"speaker": "", "reason": "no_cue"},
            {"speaker", SPEAKER_OF_FOUND},
            "q3: speaker is nobody (no_cue); the gold says Ada Lund",
        ),
        (2, {"speaker": "Ada Lund"}, {"speaker"}, "q2: speaker is Ada Lund (subject of the cue); the gold says nobody"),
        (
            1,
            {"speaker_mention": "Lund", "mention_start": 4},
            {"exact mention"},
            "q1: mention is “Lund” (4 to 8); the gold says “Ada Lund” (0 to 8)",
        ),
        (
            1,
            {"mention_start": None, "mention_end": None},
            {"mention", "exact mention"},
            "q1: mention is not given; the gold says “Ada Lund” (0 to 8)",
        ),
        (
            1,
            {"cue": "wrote in", "cue_end": 17},
            {"exact cue"},
            "q1: cue is “wrote in” (9 to 17); the gold says “wrote” (9 to 14)",
        ),
        (
            1,
            {"cue": "rained", "cue_start": 90, "cue_end": 96},
            {"cue", "exact cue"},
            "q1: cue is “rained” (90 to 96); the gold says “wrote” (9 to 14)",
        ),
        (6, {"form": "inline"}, {"form"}, "q6: form is inline; the gold says block"),
        (6, {"source_title": ""}, {"source title"}, "q6: source is “”; the gold says “The Tide Book”"),
        (1, {"source_title": "Tides"}, {"source title"}, "q1: source is “Tides”; the gold says “”"),
        (6, {"source_author": ""}, {"source author"}, "q6: source's author is nobody; the gold says Olaf Berg"),
        (1, {"stated_date": "May 1931"}, {"stated date"}, "q1: date is “May 1931”; the gold says “1931”"),
        (7, {"parent_id": ""}, {"kind"}, "q7: stands inside q6, but its parent is not given"),
        (7, {"parent_id": "tide.q1"}, {"kind"}, "q7: stands inside q6, but its parent is tide.q1"),
    ],
)
def test_one_error_costs_its_fact_alone_and_is_told_once(
    gold: Gold, perfect: Rows, text: str, number: int, changes: dict[str, Any], wrong: set[str], message: str
) -> None:
    total, errors = judge(gold, changed(perfect, number, **changes), text)
    assert {name for name, share in total.facts.items() if share.right < share.total} == wrong
    assert [error.message for error in errors] == [message]
    assert gold.quotations[number - 1].place.text in errors[0].sentence
    assert total.detection == PRF(right=5, wrong=0, missing=0)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("in 1931", True), ("In the 1931", True), ("1931", True), ("1932", False), ("", False)],
)
def test_a_date_is_compared_without_what_stands_before_it(
    gold: Gold, perfect: Rows, text: str, given: str, *, expected: bool
) -> None:
    total, _ = judge(gold, changed(perfect, 1, stated_date=given), text)
    assert total.facts["stated date"] == Share(right=int(expected), total=1)


def test_parts_of_an_utterance_that_are_torn_apart_are_each_wrong(gold: Gold, perfect: Rows, text: str) -> None:
    total, errors = judge(gold, changed(perfect, 4, utterance_id="tide.other"), text)
    assert total.facts["utterance"] == Share(right=3, total=5)
    assert [error.message for error in errors] == [
        "q3: u2 does not hold the parts of the gold's u2",
        "q4: tide.other does not hold the parts of the gold's u2",
    ]


def test_utterances_that_are_thrown_together_are_each_wrong(gold: Gold, perfect: Rows, text: str) -> None:
    total, _ = judge(gold, changed(perfect, 5, utterance_id="u1"), text)
    assert total.facts["utterance"] == Share(right=3, total=5)


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        (2, "direct", PRF(right=5, wrong=1, missing=0)),  # a term taken for a quotation
        (7, "direct", PRF(right=5, wrong=1, missing=0)),  # so is a word inside another that nobody says
        (1, "term", PRF(right=4, wrong=0, missing=1)),  # a quotation taken for a term is not found
        (1, "indirect", PRF(right=4, wrong=0, missing=1)),
    ],
)
def test_only_direct_and_mixed_rows_count_as_found(
    gold: Gold, perfect: Rows, text: str, number: int, kind: str, expected: PRF
) -> None:
    assert judge(gold, changed(perfect, number, kind=kind), text)[0].detection == expected


def test_every_row_that_lowers_precision_is_listed(gold: Gold, perfect: Rows, text: str) -> None:
    _, errors = judge(gold, changed(changed(perfect, 7, kind="direct"), 2, kind="mixed"), text)
    assert [(error.code, error.message) for error in errors] == [
        ("kind", "q2: is called mixed; the gold says term"),
        ("nobody quoted", "q7: is called direct; the gold names nobody who says it"),
    ]


def test_a_quotation_inside_another_that_names_its_speaker_is_neither_right_nor_wrong(
    gold: Gold, perfect: Rows, text: str
) -> None:
    named = replace(gold, quotations=(*gold.quotations[:6], replace(gold.quotations[6], speaker="Ada Lund")))
    total, errors = judge(named, changed(perfect, 7, kind="direct", speaker="Ada Lund"), text)
    assert total.detection == PRF(right=5, wrong=0, missing=0)
    assert total.facts["speaker"] == Share(right=6, total=6)
    assert errors == []


def test_what_is_left_over_is_listed(gold: Gold, perfect: Rows, text: str, make_row: MakeRow) -> None:
    invented = make_row(text, "The pilots called it", speaker="Ada Lund")
    term = make_row(text, "Ada Lund", kind="term")
    total, errors = judge(gold, [*perfect, invented, term], text)
    assert total.detection == PRF(right=5, wrong=1, missing=0)
    assert [(error.code, error.message) for error in errors] == [
        ("not in gold", "tide.0 is called term; the gold has nothing here: “Ada Lund”"),
        (
            "nobody quoted",
            "tide.76 is called direct, speaker Ada Lund; the gold has nothing here: “The pilots called it”",
        ),
    ]


def test_each_row_stands_for_one_quotation(gold: Gold, perfect: Rows, text: str) -> None:
    twice = [*perfect, replace(perfect[0], quote_id="tide.again")]
    assert judge(gold, twice, text)[0].detection == PRF(right=5, wrong=1, missing=0)


spans = st.tuples(st.integers(0, 300), st.integers(1, 60))


@given(spans, st.sets(st.integers(0, 6)), st.sampled_from(["direct", "mixed", "term"]))
def test_a_row_more_never_takes_away_what_is_found(
    gold: Gold, perfect: Rows, text: str, make_row: MakeRow, place: tuple[int, int], kept: set[int], kind: str
) -> None:
    rows = [row for index, row in enumerate(perfect) if index in kept]
    start, size = place
    other = replace(make_row(text, text[0]), start=start, end=start + size, quote_id="tide.other", kind=kind)
    before, after = judge(gold, rows, text)[0].detection, judge(gold, [*rows, other], text)[0].detection
    assert after.recall >= before.recall
    if after.right == before.right:
        assert after.precision <= before.precision


@given(st.lists(st.sampled_from(range(7)), max_size=7, unique=True))
def test_scores_of_texts_add(gold: Gold, perfect: Rows, text: str, kept: list[int]) -> None:
    some = judge(gold, [perfect[index] for index in kept], text)[0]
    every = judge(gold, perfect, text)[0]
    both = some + every
    assert both.detection.right == some.detection.right + 5
    assert both.facts["kind"] == Share(right=len(kept_kinds(kept)) + 7, total=14)
    assert both.by_kind["term"] == Share(right=int(1 in kept) + 1, total=2)


def kept_kinds(kept: list[int]) -> list[int]:
    """Those whose kind can be right: the inner one needs the one around it."""
    return [index for index in kept if index != 6 or 5 in kept]


def test_a_gold_is_asked_only_for_the_facts_it_speaks_of(gold: Gold, perfect: Rows, text: str) -> None:
    rows = changed(perfect, 1, source_title="The Tide Tables", cue_start=1, cue_end=2, speaker="Olaf Berg")
    result, errors = judge(replace(gold, judges=("kind", "speaker")), rows, text)
    assert set(result.facts) == {"kind", "speaker", SPEAKER_OF_FOUND}
    assert [finding.code for finding in errors] == ["speaker"]
    assert len(judge(gold, rows, text)[1]) > 1
