"""The measure on PolNeAR, clause by clause."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.calibration import Judged
from pipeline.evaluation.polnear import GoldAttribution, GoldDocument
from pipeline.evaluation.polnear_measure import Comparison, PolnearScore, compare, find_errors, judge_scores, score
from pipeline.evaluation.values import Share
from pipeline.records import AttributedQuotation

MakeRow = Callable[..., AttributedQuotation]

TEXT = "“We sank”, Ada Lund said. Later she called it “a farce”. It was reportedly “foggy”. Pilots say it was calm."
NAMED, PRONOUN, UNSOURCED, INDIRECT = range(4)


def attribution(content: str, source: str) -> GoldAttribution:
    start = TEXT.index(content)
    sources = ((TEXT.index(source), TEXT.index(source) + len(source)),) if source else ()
    return GoldAttribution(
        content=((start, start + len(content)),),
        sources=sources,
        names=(source,) if source else (),
        cue="said",
        quoted="“" in content,
        kind="direct",
        source_form="name" if source else "none",
        cue_position="after",
    )


GOLD = (
    attribution("“We sank”", "Ada Lund"),
    attribution("“a farce”", "she"),
    attribution("“foggy”", ""),
    attribution("it was calm", "Pilots"),
)
DOCUMENT = GoldDocument(name="sea", text=TEXT, attributions=GOLD, contents=tuple(one.content for one in GOLD))


@pytest.fixture(scope="session")
def right_rows(make_row: MakeRow) -> list[AttributedQuotation]:
    return [
        make_row(TEXT, "We sank", mention="Ada Lund", speaker="Ada Lund", rule="said X", score=0.9),
        make_row(TEXT, "a farce", mention="she", speaker="Ada Lund", rule="X called it", score=0.8, kind="mixed"),
        make_row(TEXT, "foggy", reason="no_cue", kind="mixed"),
    ]


def judge(rows: Sequence[AttributedQuotation], document: GoldDocument = DOCUMENT) -> PolnearScore:
    return score(compare(document, rows))


def test_all_right_is_one(right_rows: list[AttributedQuotation]) -> None:
    total = judge(right_rows)
    assert total.recall == Share(right=3, total=3)
    assert total.precision == Share(right=3, total=3)
    assert total.speaker == total.right_of_all == Share(right=2, total=2)
    assert total.end_to_end_f1 == 1.0
    assert list(find_errors(compare(DOCUMENT, right_rows))) == []


def test_nothing_found_is_no_recall_and_no_f1() -> None:
    total = judge([])
    assert (total.recall, total.right_of_all) == (Share(right=0, total=3), Share(right=0, total=2))
    assert (total.end_to_end_f1, total.by_form) == (0.0, {"name": Share(right=0, total=2)})
    errors = [error.message for error in find_errors(compare(DOCUMENT, []))]
    assert errors[0] == "not found: the gold has “Ada Lund”, cue “said” after"
    assert errors[2] == "not found: the gold has no source, cue “said” after"


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({"speaker": "Nobody Known"}, True),  # the mention overlaps the source
        ({"mention_start": 15, "mention_end": 16, "speaker": ""}, True),  # by one code point
        ({"mention_start": 26, "mention_end": 31, "speaker": "Captain Lund"}, True),  # the last capitalised word
        ({"mention_start": 26, "mention_end": 31, "speaker": "Ada"}, False),
        ({"mention_start": None, "mention_end": None, "speaker": "Ada Lund"}, True),
        ({"mention_start": None, "mention_end": None, "speaker": ""}, False),
        ({"mention_start": 19, "mention_end": 24, "speaker": ""}, False),  # it meets the source, and shares nothing
    ],
)
def test_a_speaker_is_right_by_mention_or_last_word(
    right_rows: list[AttributedQuotation], changes: dict[str, int | str | None], *, right: bool
) -> None:
    total = judge([replace(right_rows[0], **changes)])  # type: ignore[arg-type]
    assert total.speaker == Share(right=int(right), total=1)
    assert total.right_of_all == Share(right=int(right), total=2)


@pytest.mark.parametrize(
    ("quoted", "kind", "found"),
    [
        ("We sank", "direct", True),
        ("sank", "mixed", True),  # it lies inside: the shorter one is covered
        ("“We sank”, Ada Lund said.", "direct", True),
        ("ank”, Ada Lund said.", "direct", False),  # four of the nine
        ("We sank", "term", False),
        ("We sank", "indirect", False),
    ],
)
def test_a_row_finds_what_it_overlaps_by_half_of_the_shorter(
    make_row: MakeRow, quoted: str, kind: str, *, found: bool
) -> None:
    assert judge([make_row(TEXT, quoted, kind=kind)]).recall.right == int(found)


@pytest.mark.parametrize(
    ("quoted", "on_content"),
    [
        ("was calm", True),  # the content of an indirect attribution counts
        ("ank”, Ada Lund said.", True),  # so does one that is not found by it
        ("Ada Lund said", False),
    ],
)
def test_precision_counts_rows_that_touch_any_content(make_row: MakeRow, quoted: str, *, on_content: bool) -> None:
    assert judge([make_row(TEXT, quoted)]).precision == Share(right=int(on_content), total=1)


def test_one_right_row_of_several_is_enough(right_rows: list[AttributedQuotation]) -> None:
    wrong = replace(right_rows[0], speaker="Olaf Berg", mention_start=None, mention_end=None, quote_id="sea.wrong")
    for rows in ([right_rows[0], wrong], [wrong, right_rows[0]]):
        total = judge(rows)
        assert total.speaker == Share(right=1, total=1)
        assert total.by_rule == {"said X": Share(right=1, total=2)}  # but a rule answers for each of its rows


def test_end_to_end_f1_weighs_precision_times_speaker_against_right_of_all() -> None:
    total = PolnearScore(
        recall=Share(right=8, total=10),
        precision=Share(right=9, total=10),
        speaker=Share(right=6, total=8),
        right_of_all=Share(right=6, total=10),
    )
    # 0.9 x 0.75 = 0.675 and 0.6.
    assert total.end_to_end_f1 == pytest.approx(2 * 0.675 * 0.6 / 1.275)


def test_errors_are_told_in_words(make_row: MakeRow) -> None:
    rows = [
        make_row(TEXT, "We sank", mention="Later", speaker="Olaf Berg", rule="subject"),
        make_row(TEXT, "a farce", reason="no_cue"),
        make_row(TEXT, "foggy", speaker="Olaf Berg"),  # without a source there is nothing to judge
        make_row(TEXT, "Ada Lund", speaker="Olaf Berg", rule="near"),
    ]
    comparison: Comparison = compare(DOCUMENT, rows)
    assert [(error.code, error.message) for error in find_errors(comparison)] == [
        (
            "wrong speaker",
            "speaker given as Olaf Berg (“Later”) by “subject”: the gold has “Ada Lund”, cue “said” after",
        ),
        (
            "nobody quoted",
            "taken for a quotation (direct), nobody is quoted: “Ada Lund”; speaker given as Olaf Berg by “near”",
        ),
        ("no speaker", "no speaker (no_cue): the gold has “she”, cue “said” after"),
    ]
    assert next(find_errors(comparison)).sentence == "“We sank”, Ada Lund said."


def test_scores_are_judged_where_gold_can_judge(make_row: MakeRow) -> None:
    rows = [
        make_row(TEXT, "We sank", speaker="Lund", rule="a", score=0.9),
        make_row(TEXT, "a farce", speaker="Olaf Berg", rule="b", score=0.8),
        make_row(TEXT, "foggy", speaker="Olaf Berg", rule="c", score=0.7),  # no source
        make_row(TEXT, "Ada Lund", speaker="Olaf Berg", rule="d", score=0.6),  # nobody is quoted
        make_row(TEXT, "was calm", speaker="Pilots", rule="e"),  # no score
    ]
    assert list(judge_scores(compare(DOCUMENT, rows))) == [
        Judged(rule="a", score=0.9, right=True),
        Judged(rule="b", score=0.8, right=False),
        Judged(rule="d", score=0.6, right=False),
    ]


@given(
    st.integers(0, len(TEXT) - 1), st.integers(1, 40), st.sets(st.integers(0, 2)), st.sampled_from(["direct", "mixed"])
)
def test_a_row_more_never_lowers_recall_and_one_on_no_content_lowers_precision(
    right_rows: list[AttributedQuotation], start: int, size: int, kept: set[int], kind: str
) -> None:
    rows = [row for index, row in enumerate(right_rows) if index in kept]
    end = min(start + size, len(TEXT))
    other = replace(right_rows[2], start=start, end=end, kind=kind, quote_id="sea.other")  # type: ignore[arg-type]
    before, after = judge(rows), judge([*rows, other])
    assert after.recall.value >= before.recall.value
    if after.precision.right == before.precision.right:
        assert after.precision.value < before.precision.value


def test_scores_of_documents_add(right_rows: list[AttributedQuotation]) -> None:
    both = judge(right_rows) + judge([])
    assert both.recall == Share(right=3, total=6)
    assert both.by_form == {"name": Share(right=2, total=4)}
