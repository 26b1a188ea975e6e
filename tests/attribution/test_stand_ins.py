"""Whom "it", "they" and a title alone stand for."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.attribution.people import gather_cast
from pipeline.attribution.stand_ins import bearer_of_title, resolve_body, who_was_introduced
from pipeline.records import Attribution, Reference, unattributed

Make = Callable[..., Any]

SUBJECTS = [
    ("it", [("Harbour Board", "ORG", "nsubj", 0)], "Harbour Board", "a body that was a subject"),
    ("it", [("Harbour Board", "ORG", "pobj", 0)], None, "a body that was none"),
    ("it", [("Harbour Board", "ORG", "nsubj", 0), ("Tide Office", "ORG", "nsubj", 50)], "Tide Office", "the last one"),
    ("it", [("Ada Lund", "PERSON", "nsubj", 0)], None, "nobody is it"),
    ("its", [("Harbour Board", "ORG", "nsubj", 0)], "Harbour Board", "possessive"),
    ("they", [("Mensheviks", "NORP", "nsubj", 0)], "Mensheviks", "a group"),
    ("it", [("Mensheviks", "NORP", "nsubj", 0)], None, "a group is many"),
]


@pytest.mark.parametrize(("word", "named", "expected"), [row[:3] for row in SUBJECTS], ids=[row[3] for row in SUBJECTS])
def test_a_stand_in_is_the_last_subject_that_fits(
    make_mention: Make,
    make_candidate: Make,
    word: str,
    named: list[tuple[str, str, str, int]],
    expected: str | None,
) -> None:
    mentions = [make_mention(text, label=label, role=role, start=start) for text, label, role, start in named]
    candidate = make_candidate(word, mention_form="pronoun", mention_start=120)
    found = resolve_body(candidate, mentions=mentions, references=(), cast=gather_cast(mentions), earlier=())
    assert (found.name if found else None) == expected


def test_a_subject_far_above_is_not_meant(make_mention: Make, make_candidate: Make) -> None:
    mentions = [make_mention("Harbour Board", label="ORG")]
    candidate = make_candidate("it", mention_form="pronoun", mention_start=2_000)
    assert resolve_body(candidate, mentions=mentions, references=(), cast=gather_cast(mentions), earlier=()) is None


def spoken(speaker: str, start: int) -> Attribution:
    row = unattributed("essay", "q0", reason="")
    values = {name: getattr(row, name) for name in Attribution.__slots__}
    place = {"speaker": speaker, "speaker_kind": "work", "mention_start": start, "mention_end": start + 9}
    return Attribution(**(values | place))


@pytest.mark.parametrize(("start", "expected"), [(90, "The leaked page"), (10, "Harbour Board")])
def test_a_work_that_was_quoted_last_can_be_meant(
    make_mention: Make, make_candidate: Make, make_quotation: Make, start: int, expected: str
) -> None:
    mentions = [make_mention("Harbour Board", label="ORG", start=50)]
    candidate = make_candidate("it", mention_form="pronoun", mention_start=120)
    earlier = [(make_quotation(), spoken("The leaked page", start))]
    found = resolve_body(candidate, mentions=mentions, references=(), cast=gather_cast(mentions), earlier=earlier)
    assert found is not None
    assert found.name == expected


TITLED = [
    ("the senator", 99, "Ada Lund", "the only one named before"),
    ("The Senator", 199, "Olaf Berg", "of two the last named"),
    ("the senator", 5, None, "nobody before"),
    ("the baron", 199, None, "nobody of that title"),
    ("the old senator", 199, None, "more than a title"),
    ("the mr", 199, None, "a form of address is no title"),
]


@pytest.mark.parametrize(("words", "place", "expected"), [row[:3] for row in TITLED], ids=[row[3] for row in TITLED])
def test_a_title_alone_means_its_bearer(make_mention: Make, words: str, place: int, expected: str | None) -> None:
    named = [("Sen. Ada Lund", 10), ("Senator Olaf Berg", 100), ("Mr Ford", 140)]
    cast = gather_cast([make_mention(text, start=start) for text, start in named])
    found = bearer_of_title(words, cast, place=place)
    assert (found.name if found else None) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("the transport minister", "Ada Lund"), ("the minister", "Ada Lund"), ("the prime minister", None)],
)
def test_what_the_text_called_somebody_beside_the_name_means_that_person(
    make_mention: Make, words: str, expected: str | None
) -> None:
    cast = gather_cast([make_mention("Ada Lund", described="transport minister")])
    found = bearer_of_title(words, cast, place=99)
    assert (found.name if found else None) == expected


def described(text: str, *, kind: str = "") -> Reference:
    """A description that stands at 40."""
    return Reference(
        doc_id="essay",
        paragraph=0,
        sentence=0,
        start=40,
        end=40 + len(text),
        form="nominal",
        gender="",
        role="nsubj",
        text=text,
        kind=kind,
    )


DESCRIBED = [
    ("it", "The report", "thing", "The report", "a work"),
    ("it", "The table", "thing", None, "what cannot speak"),
    ("it", "This report", "thing", None, "what points elsewhere"),
    ("they", "The ringers", "plural", "The ringers", "several people"),
    ("it", "The ringers", "plural", None, "several are not it"),
    ("they", "The report", "thing", None, "one is not they"),
]


@pytest.mark.parametrize(
    ("word", "text", "kind", "expected"), [row[:4] for row in DESCRIBED], ids=[row[4] for row in DESCRIBED]
)
def test_a_stand_in_may_take_up_a_description(
    make_candidate: Make, word: str, text: str, kind: str, expected: str | None
) -> None:
    reference = described(text, kind=kind)
    candidate = make_candidate(word, mention_form="pronoun", mention_start=120)
    found = resolve_body(candidate, mentions=(), references=[reference], cast=gather_cast([]), earlier=())
    assert (found.name if found else None) == expected


INTRODUCED = [
    ("the man", 99, "A man in a feed cap", "the same noun"),
    ("The man", 5, "", "nobody before"),
    ("the woman", 99, "", "another noun"),
    ("the old man", 99, "", "more than the noun"),
    ("a man", 99, "", "somebody new"),
    ("the man", 9_000, "", "far above"),
]


@pytest.mark.parametrize(
    ("text", "place", "expected"), [row[:3] for row in INTRODUCED], ids=[row[3] for row in INTRODUCED]
)
def test_a_short_description_takes_up_the_one_that_brought_somebody_in(text: str, place: int, expected: str) -> None:
    assert who_was_introduced(text, [described("A man in a feed cap")], place=place) == expected
