"""What a pair of marks is there for, on sentences parsed by hand; the rules are those of CMOS 7.57-63 and 13.7-16."""

from collections.abc import Callable

import pytest

from pipeline.nlp.cues import Site, find_cues
from pipeline.nlp.kinds import judge_kind

OWN = "“/leave We/PRP/nsubj/leave leave/VBP/ROOT/leave ./leave ”/leave"

CASES = [
    (
        (
            "Berg/NNP/nsubj/wrote wrote/VBD/ROOT/wrote :/wrote “/leave We/PRP/nsubj/leave leave/VBP/ccomp/wrote "
            "./leave ”/leave"
        ),
        "We leave.",
        ("direct", "writing"),
    ),
    (
        "“/leave We/PRP/nsubj/leave leave/VBP/ccomp/said ,/leave ”/leave Berg/NNP/nsubj/said said/VBD/ROOT/said ./said",
        "We leave,",
        ("direct", "speech"),
    ),
    (
        (
            "Berg/NNP/nsubj/said said/VBD/ROOT/said that/IN/mark/failed plans/NNS/nsubj/failed failed/VBD/ccomp/said "
            "“/quite quite/RB/advmod/failed badly/RB/advmod/quite ”/quite ./said"
        ),
        "quite badly",
        ("mixed", "speech"),
    ),
    (
        "The/DT/det/plan “/plan big/JJ/amod/plan ”/plan plan/NN/nsubj/failed failed/VBD/ROOT/failed ./failed",
        "big",
        ("term", "scare"),
    ),
    (
        "Jack/NNP/compound/Brown “/Shorty Shorty/NNP/compound/Brown ”/Shorty Brown/NNP/nsubj/left left/VBD/ROOT/left",
        "Shorty",
        ("term", "nickname"),
    ),
    (
        (
            "It/PRP/nsubj/ends ends/VBZ/ROOT/ends his/PRP$/poss/essay essay/NN/dobj/ends “/Night "
            "Long/NNP/compound/Night Night/NNP/appos/essay ”/Night ./ends"
        ),
        "Long Night",
        ("term", "title"),
    ),
    (
        (
            "They/PRP/nsubj/painted painted/VBD/ROOT/painted “/Bread Bread/NNP/dobj/painted ”/Bread "
            "on/IN/prep/painted walls/NNS/pobj/on ./painted"
        ),
        "Bread",
        ("term", "scare"),
    ),
    (
        (
            "We/PRP/nsubj/write write/VBP/ROOT/write “/Bread Bread/NNP/dobj/write ”/Bread on/IN/prep/write "
            "walls/NNS/pobj/on ./write"
        ),
        "Bread",
        ("term", "mention"),
    ),
    (
        "A/DT/det/law law/NN/ROOT/law called/VBN/acl/law “/Curb the/DT/det/Curb Curb/NN/oprd/called ”/Curb ./law",
        "the Curb",
        ("term", "mention"),
    ),
    (OWN, "We leave.", ("direct", "speech")),
]


@pytest.mark.parametrize(("row", "content", "expected"), CASES, ids=[f"{case[1]}: {case[2][1]}" for case in CASES])
def test_marks_are_read_as_utterance_fragment_or_term(
    site_of: Callable[[str], Site], row: str, content: str, expected: tuple[str, str]
) -> None:
    site = site_of(row)
    verdict = judge_kind(site, list(find_cues(site)), content, is_block=False)
    assert (verdict.kind, verdict.subkind) == expected
    assert verdict.evidence


def test_a_paragraph_of_its_own_is_an_utterance_whatever_its_words(site_of: Callable[[str], Site]) -> None:
    site = site_of("“/Bread Bread/NNP/ROOT/Bread ”/Bread")
    assert judge_kind(site, [], "Bread", is_block=True).kind == "direct"


@pytest.mark.parametrize("content", ["...", "—", "?!"])
def test_marks_without_a_word_quote_nobody(site_of: Callable[[str], Site], content: str) -> None:
    site = site_of("He/PRP/nsubj/said said/VBD/ROOT/said “/said ./said ”/said")
    assert judge_kind(site, list(find_cues(site)), content, is_block=False).kind == "term"
