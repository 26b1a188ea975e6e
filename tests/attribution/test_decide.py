"""Who says each quotation: the strongest evidence, what is handed on, and a reason where there is nobody."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution import rules
from pipeline.attribution.decide import Scene, attribute_document
from pipeline.attribution.people import gather_cast
from pipeline.records import Attribution, Candidate, Document, Mention, Quotation

Make = Callable[..., Any]
Decide = Callable[..., list[Attribution]]
BLOCK = {"form": "block", "paragraph": 1}


def scene_of(document: Document, mentions: list[Mention]) -> Scene:
    return Scene(document=document, mentions=mentions, cast=gather_cast(mentions))


@pytest.fixture
def decide(document: Document, make_mention: Make) -> Decide:
    """Attributions in a document that first names Ada Lund, then Olaf Berg."""
    mentions = [make_mention("Ada Lund"), make_mention("Olaf Berg", start=100)]

    def attribute(quotations: list[Quotation], candidates: list[Candidate]) -> list[Attribution]:
        return attribute_document(quotations, candidates, scene_of(document, mentions))

    return attribute


def test_a_quotation_has_the_subject_of_its_cue_with_both_places(
    decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    (found,) = decide([make_quotation()], [make_candidate("Lund", mention_start=30)])
    assert (found.speaker, found.speaker_kind, found.reason) == ("Ada Lund", "person", "")
    assert (found.speaker_mention, found.mention_start, found.mention_end) == ("Lund", 30, 34)
    assert (found.cue, found.cue_start, found.cue_end) == ("said", 40, 44)
    assert found.rule


@pytest.mark.parametrize(
    ("mentions", "reason"),
    [((), "no_cue"), (("",), "cue_without_subject"), (("", ""), "cue_without_subject")],
)
def test_where_nobody_speaks_a_reason_says_why(
    mentions: tuple[str, ...], reason: str, decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    (found,) = decide([make_quotation()], [make_candidate(mention) for mention in mentions])
    assert (found.speaker, found.reason, found.score) == ("", reason, None)


def test_a_pronoun_for_nobody_leaves_its_mention_and_a_reason(
    decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    (found,) = decide([make_quotation()], [make_candidate("they", mention_form="pronoun")])
    assert (found.speaker, found.speaker_mention) == ("", "they")
    assert found.reason == "pronoun_unresolved"


def test_a_term_has_no_speaker_even_beside_a_cue(decide: Decide, make_quotation: Make, make_candidate: Make) -> None:
    (found,) = decide([make_quotation(kind="term")], [make_candidate("Lund")])
    assert (found.speaker, found.reason) == ("", "term")


@pytest.mark.parametrize("first", [0, 1])
def test_stronger_evidence_wins_wherever_it_stands(
    first: int, decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    both = [make_candidate("Lund", distance=3), make_candidate("Berg", mention_start=60, evidence="unlikely")]
    (found,) = decide([make_quotation()], [both[first], both[1 - first]])
    assert found.speaker == "Ada Lund"


def test_an_unlikely_speaker_is_not_given(decide: Decide, make_quotation: Make, make_candidate: Make) -> None:
    (found,) = decide([make_quotation()], [make_candidate("Lund", evidence="unlikely", distance=40)])
    assert (found.speaker, found.reason) == ("", "no_cue")


def test_the_first_part_of_an_utterance_has_the_speaker_of_a_later_one(
    decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    parts = [make_quotation("q1"), make_quotation("q2", utterance_id="q1", paragraph=1)]
    first, second = decide(parts, [make_candidate("Lund", quote_id="q2")])
    assert (first.speaker, first.mention_start) == (second.speaker, second.mention_start) == ("Ada Lund", 10)
    assert first.rule == rules.SAME_UTTERANCE


def test_a_cue_without_subject_gives_way_to_one_with(
    decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    (found,) = decide([make_quotation()], [make_candidate("", distance=0), make_candidate("Lund", distance=9)])
    assert found.speaker == "Ada Lund"


@pytest.mark.parametrize("paragraph", [0, 1], ids=["in one paragraph", "over two paragraphs"])
def test_parts_of_one_utterance_share_speaker_mention_and_cue(
    paragraph: int, decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    parts = [make_quotation("q1"), make_quotation("q2", utterance_id="q1", paragraph=paragraph)]
    first, second = decide(parts, [make_candidate("Lund")])
    shared = ("speaker", "speaker_kind", "speaker_mention", "mention_start", "mention_end", "cue", "cue_start")
    assert {name: getattr(second, name) for name in shared} == {name: getattr(first, name) for name in shared}
    assert second.rule != first.rule  # a reader sees that it was handed on


def test_what_is_handed_on_is_never_surer_than_its_source(
    decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    first, second = decide([make_quotation("q1"), make_quotation("q2", utterance_id="q1")], [make_candidate("Lund")])
    assert first.score is not None
    assert second.score is not None
    assert second.score <= first.score


HANDED_ON = [
    ("direct speech goes on in its paragraph", {}, {}, "Ada Lund"),
    ("a new paragraph is somebody else's", {}, {"paragraph": 1}, ""),
    ("a fragment goes on in its paragraph too", {"kind": "mixed"}, {"kind": "mixed"}, "Ada Lund"),
    ("a block takes the last one quoted", {}, BLOCK, "Ada Lund"),
    ("a block far below takes nobody", {}, {"form": "block", "paragraph": 200}, ""),
    ("a quotation within another is not of the row outside", {}, {"parent_id": "q9"}, ""),
    ("a term takes nobody", {}, {"kind": "term", "utterance_id": "q1"}, ""),
]


@pytest.mark.parametrize(("first", "second", "speaker"), [row[1:] for row in HANDED_ON], ids=[r[0] for r in HANDED_ON])
def test_without_a_cue_of_its_own(
    first: dict[str, Any],
    second: dict[str, Any],
    speaker: str,
    decide: Decide,
    make_quotation: Make,
    make_candidate: Make,
) -> None:
    quotations = [make_quotation("q1", **first), make_quotation("q2", **second)]
    assert decide(quotations, [make_candidate("Lund")])[1].speaker == speaker


def test_a_block_that_names_nobody_has_the_last_speaker_and_no_place_of_its_own(
    decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    quotations = [make_quotation("q1"), make_quotation("q2", paragraph=1), make_quotation("q3", form="block")]
    candidates = [make_candidate("Lund"), make_candidate("Berg", quote_id="q2")]
    block = decide(quotations, candidates)[2]
    assert block.speaker == "Olaf Berg"
    assert (block.speaker_mention, block.mention_start, block.mention_end) == ("", None, None)
    assert (block.cue, block.cue_start, block.cue_end) == ("", None, None)


def test_a_block_with_its_own_cue_keeps_its_own_speaker(
    decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    quotations = [make_quotation("q1"), make_quotation("q2", **BLOCK)]
    found = decide(quotations, [make_candidate("Lund"), make_candidate("Berg", quote_id="q2")])
    assert [one.speaker for one in found] == ["Ada Lund", "Olaf Berg"]


@pytest.mark.parametrize(
    ("parent_id", "speaker", "kind"),
    [("q1", "Olaf Berg", "person"), ("", "Ada Lund", "narrator")],
    ids=["within Berg's words", "in the essay itself"],
)
def test_i_is_the_speaker_outside_else_the_author(
    parent_id: str, speaker: str, kind: str, decide: Decide, make_quotation: Make, make_candidate: Make
) -> None:
    quotations = [make_quotation("q1"), make_quotation("q2", parent_id=parent_id)]
    first_person = make_candidate("I", mention_form="pronoun", quote_id="q2")
    inner = decide(quotations, [make_candidate("Berg"), first_person])[1]
    assert (inner.speaker, inner.speaker_kind) == (speaker, kind)


ROW = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["direct", "mixed", "indirect", "term"]),
        "form": st.sampled_from(["inline", "block"]),
        "paragraph": st.integers(0, 30),
        "utterance_id": st.sampled_from(["u1", "u2", "u3"]),
        "parent_id": st.sampled_from(["", "", "q0", "q1"]),
    }
)
EVIDENCE = st.fixed_dictionaries(
    {
        "quote_id": st.sampled_from([f"q{number}" for number in range(6)]),
        "evidence": st.sampled_from(["subject of the cue", "according to", "never seen"]),
        "distance": st.integers(0, 20),
        "gender": st.sampled_from(["", "masc", "fem"]),
    }
)
WHO = st.sampled_from(
    [
        ("", ""),
        ("Lund", "name"),
        ("Olaf Berg’s", "name"),
        ("Iskra", "name"),
        ("one worker", "nominal"),
        ("he", "pronoun"),
        ("She", "pronoun"),
        ("they", "pronoun"),
        ("I", "pronoun"),
        ("it", "pronoun"),
    ]
)


@given(st.lists(ROW, max_size=6), st.lists(st.tuples(EVIDENCE, WHO), max_size=8), st.booleans())
def test_every_quotation_has_one_attribution_with_either_a_speaker_or_a_reason(
    document: Document,
    make_quotation: Make,
    make_candidate: Make,
    make_mention: Make,
    rows: list[dict[str, Any]],
    evidence: list[tuple[dict[str, Any], tuple[str, str]]],
    named: bool,
) -> None:
    quotations = [make_quotation(f"q{number}", **row) for number, row in enumerate(rows)]
    candidates = [make_candidate(mention, mention_form=form, **more) for more, (mention, form) in evidence]
    mentions = [make_mention("Ada Lund"), make_mention("Mr Olaf Berg", start=5)] if named else []
    found = attribute_document(quotations, candidates, scene_of(document, mentions))
    assert [one.quote_id for one in found] == [one.quote_id for one in quotations]
    for quotation, one in zip(quotations, found, strict=True):
        assert bool(one.speaker) != bool(one.reason)
        assert (one.mention_start is None) == (one.mention_end is None) == (not one.speaker_mention)
        assert one.score is None or 0 <= one.score <= 1
        assert not (one.speaker and quotation.kind == "term")
        assert not one.speaker or one.rule
    assert attribute_document(quotations, candidates, scene_of(document, mentions)) == found


def test_in_a_dialogue_a_silent_quotation_has_the_speaker_whose_turn_it_is(
    document: Document, make_mention: Make, make_quotation: Make, make_candidate: Make
) -> None:
    """Two are named at the first two speeches; four speeches without a cue follow, a paragraph each."""
    quotations = [
        make_quotation(f"q{number}", paragraph=number, sentence=number, start=100 * number, end=100 * number + 4)
        for number in range(6)
    ]
    mentions = [
        make_mention(name, start=100 * number + 10, paragraph=number, sentence=number)
        for number, name in enumerate(("Ada Lund", "Olaf Berg"))
    ]
    said = {"evidence": "tag after, subject first", "cue_lemma": "say"}
    candidates = [
        make_candidate(mention.text, quote_id=f"q{number}", mention_start=mention.start, **said)
        for number, mention in enumerate(mentions)
    ]
    found = attribute_document(quotations, candidates, scene_of(document, mentions))
    assert [row.speaker for row in found] == ["Ada Lund", "Olaf Berg"] * 3
    assert {row.rule for row in found[2:]} == {"dialogue: the other speaker's turn"}
    assert all(row.speaker_mention == row.cue == "" and row.mention_start is None for row in found[2:])
