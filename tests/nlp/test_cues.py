"""The words that introduce a quotation, on sentences parsed by hand; each case is a pattern of CMOS 13 or PolNeAR."""

from collections.abc import Callable

import pytest

from pipeline.nlp.cues import Cue, Site, find_cues, find_cues_before_block, intro_of
from pipeline.nlp.frames import Frame

LEAVE = "“/leave We/PRP/nsubj/leave leave/VBP/{dep}/{head} ./leave ”/leave"
OWN = LEAVE.format(dep="ROOT", head="leave")
SAID = LEAVE.format(dep="ccomp", head="said")
WROTE = LEAVE.format(dep="ccomp", head="wrote")
BERG_SAID = "Berg/NNP/nsubj/said/B-PERSON said/VBD/ROOT/said"
BERG_WROTE = "Berg/NNP/nsubj/wrote/B-PERSON wrote/VBD/ROOT/wrote"
PLAN = "that/IN/mark/was the/DT/det/plan plan/NN/nsubj/was was/VBD/ccomp/wrote"
TRAP = "“/trap a/DT/det/trap bitter/JJ/amod/trap trap/NN/attr/was ”/trap"


def _shown(cue: Cue, frame: Frame) -> tuple[str, str, str | None]:
    words = frame.doc[cue.tokens[0] : cue.tokens[1]].text.strip()
    return cue.evidence, words, cue.head.text if cue.head is not None else None


CASES = [
    (
        f"“/leave We/PRP/nsubj/leave leave/VBP/ccomp/said ,/leave ”/leave {BERG_SAID} ./said",
        ("tag after, subject first", "said", "Berg"),
    ),
    (
        "“/leave We/PRP/nsubj/leave leave/VBP/ccomp/said ,/leave ”/leave said/VBD/ROOT/said Berg/NNP/nsubj/said ./said",
        ("tag after, verb first", "said", "Berg"),
    ),
    (
        (
            "“/leave We/PRP/nsubj/leave leave/VBP/ccomp/said ,/leave ”/leave said/VBD/ROOT/said the/DT/det/man "
            "old/JJ/amod/man man/NN/dobj/said ./said"
        ),
        ("tag after, verb first", "said", "man"),
    ),
    (
        f"{BERG_WROTE} {PLAN} {TRAP} ,/wrote he/PRP/nsubj/said said/VBD/parataxis/wrote ./wrote",
        ("tag after, subject first, of a fragment", "said", "he"),
    ),
    (f"{BERG_WROTE} :/wrote {WROTE}", ("verb before, colon", "wrote", "Berg")),
    (f"{BERG_SAID} ,/said {SAID}", ("verb before, comma", "said", "Berg")),
    (f"{BERG_SAID} {SAID}", ("verb before, verb", "said", "Berg")),
    (
        f"{BERG_SAID} that/IN/mark/leave {SAID}",
        ("verb before, that", "said", "Berg"),
    ),
    (f"{BERG_WROTE} {PLAN} {TRAP} ./wrote", ("governing verb, only", "wrote", "Berg")),
    (
        (
            "According/VBG/prep/failed to/IN/prep/According Anna/NNP/compound/Berg Berg/NNP/pobj/to ,/failed "
            "“/failed the/DT/det/plan plan/NN/nsubj/failed failed/VBD/ROOT/failed ”/failed ./failed"
        ),
        ("according to", "According to", "Berg"),
    ),
    (f"Berg/NNP/poss/words ’s/POS/case/Berg words/NNS/ROOT/words :/words {OWN}", ("words of", "words", "Berg")),
    (f"Berg/NNP/ROOT/Berg on/IN/prep/Berg strikes/NNS/pobj/on :/Berg {OWN}", ("name and colon", ":", "Berg")),
    (f"{OWN} —/Berg Anna/NNP/compound/Berg Berg/NNP/ROOT/Berg", ("signature after a dash", "—", "Berg")),
    (f"{BERG_WROTE} often/RB/advmod/wrote ./wrote {OWN}", ("sentence before", "wrote", "Berg")),
    (
        f"{OWN} {BERG_SAID} it/PRP/dobj/said twice/RB/advmod/said !/said",
        ("sentence after", "said", "Berg"),
    ),
]


@pytest.mark.parametrize(("row", "expected"), CASES, ids=[f"{case[1][0]}: {case[1][2]}" for case in CASES])
def test_a_pattern_of_introduction_is_found(
    site_of: Callable[[str], Site], row: str, expected: tuple[str, str, str | None]
) -> None:
    site = site_of(row)
    assert expected in [_shown(cue, site.frame) for cue in find_cues(site)]


INTROS = [
    (OWN, "start"),
    (f"{BERG_SAID} :/said {SAID}", "colon"),
    (f"{BERG_SAID} ,/said {SAID}", "comma"),
    (f"{BERG_SAID} {SAID}", "verb"),
    (f"{BERG_SAID} that/IN/mark/leave {SAID}", "that"),
    (f"{BERG_SAID} once/RB/advmod/said {SAID}", "word"),
    (f"{BERG_SAID} ./said {OWN}", "stop"),
]


@pytest.mark.parametrize(("row", "expected"), INTROS, ids=[case[1] for case in INTROS])
def test_what_stands_before_a_quotation_is_told(site_of: Callable[[str], Site], row: str, expected: str) -> None:
    assert intro_of(site_of(row)) == expected


def test_a_verb_inside_the_marks_introduces_nothing(site_of: Callable[[str], Site]) -> None:
    site = site_of(
        f"“/said He/PRP/nsubj/said said/VBD/ccomp/wrote so/RB/advmod/said ,/said ”/said {BERG_WROTE} ./wrote"
    )
    assert {site.doc[cue.tokens[0]].text for cue in find_cues(site)} == {"wrote"}


def test_a_word_in_marks_without_speech_has_no_listed_cue(site_of: Callable[[str], Site]) -> None:
    site = site_of("The/DT/det/plan “/plan plan/NN/nsubj/failed ”/plan failed/VBD/ROOT/failed ./failed")
    assert not [cue for cue in find_cues(site) if cue.listed]


def test_the_distance_counts_the_tokens_between(site_of: Callable[[str], Site]) -> None:
    site = site_of(f"{BERG_WROTE} once/RB/advmod/wrote again/RB/advmod/wrote :/wrote {WROTE}")
    cue = next(cue for cue in find_cues(site) if cue.evidence == "verb before, colon")
    assert (cue.distance, cue.position, cue.lemma, cue.listed) == (3, "before", "write", True)


BLOCKS = [
    (
        f"{BERG_WROTE} in/IN/prep/wrote his/PRP$/poss/diary diary/NN/pobj/in :/wrote",
        ("paragraph before: verb before, colon", "wrote", "Berg"),
    ),
    (
        "Berg/NNP/poss/words ’s/POS/case/Berg words/NNS/ROOT/words :/words",
        ("paragraph before: words of", "words", "Berg"),
    ),
    (
        "According/VBG/prep/Berg to/IN/prep/According Berg/NNP/ROOT/Berg :/Berg",
        ("paragraph before: according to", "According to", "Berg"),
    ),
]


@pytest.mark.parametrize(("row", "expected"), BLOCKS, ids=[case[1][0] for case in BLOCKS])
def test_the_paragraph_before_introduces_a_block(
    frame_of: Callable[[str], Frame], row: str, expected: tuple[str, str, str | None]
) -> None:
    frame = frame_of(row)
    assert expected in [_shown(cue, frame) for cue in find_cues_before_block(frame)]


def test_a_paragraph_that_ends_with_its_sentence_introduces_no_block(frame_of: Callable[[str], Frame]) -> None:
    frame = frame_of(f"{BERG_WROTE} in/IN/prep/wrote his/PRP$/poss/diary diary/NN/pobj/in ./wrote")
    assert list(find_cues_before_block(frame)) == []
