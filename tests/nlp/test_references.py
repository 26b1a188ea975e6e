"""The pronouns and descriptions by which a text speaks of one person."""

from collections.abc import Callable

import pytest

from pipeline.nlp.frames import Frame
from pipeline.nlp.references import find_references

CASES = [
    ("He/PRP/nsubj/said said/VBD/ROOT/said", [("He", "pronoun", "masc", "nsubj")]),
    ("Ford/NNP/nsubj/saw saw/VBD/ROOT/saw her/PRP/dobj/saw", [("her", "pronoun", "fem", "dobj")]),
    ("I/PRP/nsubj/smiled smiled/VBD/ROOT/smiled", [("I", "pronoun", "", "nsubj")]),
    (
        "the/DT/det/man old/JJ/amod/man man/NN/nsubj/smiled smiled/VBD/ROOT/smiled",
        [("the old man", "nominal", "masc", "nsubj")],
    ),
    (
        "his/PRP$/poss/wife wife/NN/nsubj/smiled smiled/VBD/ROOT/smiled",
        [("his", "pronoun", "masc", "poss"), ("his wife", "nominal", "fem", "nsubj")],
    ),
]
NONE = {
    "several people": "the/DT/det/workers workers/NNS/nsubj/smiled smiled/VBD/ROOT/smiled",
    "they are several": "They/PRP/nsubj/smiled smiled/VBD/ROOT/smiled",
    "a thing": "the/DT/det/table table/NN/nsubj/fell fell/VBD/ROOT/fell",
    "a name goes with the noun": "the/DT/det/writer writer/NN/nsubj/smiled Ford/NNP/appos/writer/B-PERSON"
    " smiled/VBD/ROOT/smiled",
    "a quotation": "“/he he/PRP/ROOT/he ”/he",
}


@pytest.mark.parametrize(("row", "expected"), CASES, ids=[case[1][-1][0] for case in CASES])
def test_a_reference_is_a_pronoun_or_a_description_of_one_person(
    frame_of: Callable[[str], Frame], row: str, expected: list[tuple[str, str, str, str]]
) -> None:
    frame = frame_of(row)
    found = list(find_references("essay", frame, frame.doc.text))
    assert [(one.text, one.form, one.gender, one.role) for one in found] == expected
    assert all(frame.doc.text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize("row", NONE.values(), ids=NONE)
def test_what_is_no_reference_to_one_person(frame_of: Callable[[str], Frame], row: str) -> None:
    frame = frame_of(row)
    assert [one for one in find_references("essay", frame, frame.doc.text) if not one.kind] == []


KINDS = {
    "plural": "the/DT/det/workers workers/NNS/nsubj/smiled smiled/VBD/ROOT/smiled",
    "thing": "the/DT/det/table table/NN/nsubj/fell fell/VBD/ROOT/fell",
    "thing ": "He/PRP/nsubj/left left/VBD/ROOT/left a/DT/det/letter letter/NN/dobj/left",
    "": "He/PRP/nsubj/left left/VBD/ROOT/left the/DT/det/table table/NN/dobj/left",
    " ": "the/DT/det/stones stones/NNS/nsubj/fell fell/VBD/ROOT/fell",
}


@pytest.mark.parametrize(("kind", "row"), KINDS.items(), ids=["people", "thing", "words left", "object", "things"])
def test_what_they_or_it_may_take_up_is_noted_with_its_kind(
    frame_of: Callable[[str], Frame], kind: str, row: str
) -> None:
    frame = frame_of(row)
    found = [one.kind for one in find_references("essay", frame, frame.doc.text) if one.kind]
    assert found == ([kind.strip()] if kind.strip() else [])
