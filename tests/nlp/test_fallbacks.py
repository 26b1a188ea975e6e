"""Weaker readings: speakers that position alone offers, on sentences parsed by hand."""

from collections.abc import Callable

import pytest

from pipeline.nlp.cues import Site, find_cues, find_cues_in_heading, find_cues_in_paragraph_before
from pipeline.nlp.fallbacks import weaker_cues
from pipeline.nlp.frames import Frame

LEECH = "as/IN/prep/went a/DT/det/leech “/leech human/JJ/amod/leech leech/NN/pobj/as ”/leech ./went"
READINGS = [
    (
        f"Berg/NNP/nsubj/went went/VBD/ROOT/went after/IN/prep/went Lund/NNP/pobj/after {LEECH}",
        ("clause of another verb", "went", "Berg"),
    ),
    (
        (
            "After/IN/mark/saying saying/VBG/prep/was it/PRP/nsubj/hurt hurt/VBD/ccomp/saying ,/was she/PRP/nsubj/was "
            "was/VBD/ROOT/was “/taken taken/VBN/acomp/was ”/taken ./was"
        ),
        ("verb in the sentence", "saying", "she"),
    ),
    (
        (
            "Berg/NNP/ROOT/Berg (/Berg D-MA/NNP/appos/Berg )/Berg said/VBD/dep/Berg it/PRP/nsubj/was "
            "was/VBD/ccomp/said "
            "“/good good/JJ/acomp/was ”/good ./Berg"
        ),
        ("governing verb, only, phrase beside it", "said", "Berg"),
    ),
    (
        "Berg/NNP/nsubj/rose rose/VBD/ROOT/rose :/rose “/leave We/PRP/nsubj/leave leave/VBP/ccomp/rose ./leave ”/leave",
        ("subject of the sentence", "rose", "Berg"),
    ),
    (
        (
            "said/VBD/ROOT/said the/DT/det/leader leader/NN/dep/said :/said “/leave We/PRP/nsubj/leave "
            "leave/VBP/ccomp/said ./leave ”/leave"
        ),
        ("verb before, colon, phrase beside it", "said", "leader"),
    ),
]


@pytest.mark.parametrize(("row", "expected"), READINGS, ids=[row[1][0] for row in READINGS])
def test_position_offers_a_speaker(
    site_of: Callable[[str], Site], row: str, expected: tuple[str, str, str | None]
) -> None:
    site = site_of(row)
    cues = weaker_cues(site, list(find_cues(site)))
    assert expected in [
        (cue.evidence, site.doc[cue.tokens[0]].text, cue.head.text if cue.head else None) for cue in cues
    ]


def test_nothing_inside_marks_is_offered(site_of: Callable[[str], Site]) -> None:
    site = site_of(
        "“/left He/PRP/nsubj/said said/VBD/ccomp/left so/RB/advmod/said ”/left Berg/NNP/nsubj/left left/VBD/ROOT/left"
    )
    cues = weaker_cues(site, list(find_cues(site)))
    assert {cue.head.text for cue in cues if cue.head} == {"Berg"}


def test_the_last_sentence_of_the_paragraph_before_offers_its_subject(frame_of: Callable[[str], Frame]) -> None:
    frame = frame_of("Berg/NNP/nsubj/said said/VBD/ROOT/said no/RB/advmod/said ./said")
    (cue,) = find_cues_in_paragraph_before(frame)
    assert (cue.evidence, cue.head.text if cue.head else None) == ("paragraph before: sentence before", "Berg")


@pytest.mark.parametrize(
    ("row", "head"),
    [
        ("Statement/NN/ROOT/Statement by/IN/prep/Statement Berg/NNP/pobj/by", "Berg"),
        ("From/IN/ROOT/From the/DT/det/desk desk/NN/pobj/From of/IN/prep/desk Berg/NNP/pobj/of", "Berg"),
        ("The/DT/det/harbour harbour/NN/ROOT/harbour of/IN/prep/harbour Berg/NNP/pobj/of", None),
    ],
)
def test_a_heading_announces_whose_words_follow(frame_of: Callable[[str], Frame], row: str, head: str | None) -> None:
    heads = [cue.head.text for cue in find_cues_in_heading(frame_of(row)) if cue.head]
    assert heads == ([head] if head else [])
