"""Names as a model finds them, put right by their own words."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from pipeline.nlp.names import trim_name, type_of

CASES = [
    ("The/DT/det/Street Market/NNP/compound/Street/B-PERSON Street/NNP/ROOT/Street/I-PERSON", "Market Street", "FAC"),
    ("Ministry/NNP/ROOT/Ministry/B-GPE of/IN/prep/Ministry/I-GPE War/NNP/pobj/of/I-GPE", "Ministry of War", "ORG"),
    ("Church/NNP/ROOT/Church/B-ORG of/IN/prep/Church/I-ORG Norway/NNP/pobj/of/I-ORG", "Church of Norway", "ORG"),
    ("Water/NNP/compound/Authority/B-WORK_OF_ART Authority/NNP/ROOT/Authority/I-WORK_OF_ART", "Water Authority", "ORG"),
    ("Market/NNP/compound/Street/B-LOC Street/NNP/ROOT/Street/I-LOC", "Market Street", "LOC"),
    ("the/DT/det/Jacobins Jacobins/NNP/ROOT/Jacobins/B-PERSON", "Jacobins", "NORP"),
    ("Fords/NNPS/ROOT/Fords/B-PERSON", "Fords", "NORP"),
    ("Tarsenian/JJ/amod/coast/B-GPE coast/NN/ROOT/coast", "Tarsenian", "NORP"),
    ("in/IN/ROOT/in Marsivan/NNP/pobj/in/B-PERSON", "Marsivan", "GPE"),
    ("of/IN/ROOT/of Marsivan/NNP/pobj/of/B-PERSON", "Marsivan", "PERSON"),
    ("Anna/NNP/ROOT/Anna/B-PERSON forlornly/RB/advmod/Anna/I-PERSON", "Anna", "PERSON"),
    ("Anna/NNP/ROOT/Anna/B-PERSON of/IN/prep/Anna/I-PERSON Oslo/NNP/pobj/of/I-PERSON", "Anna of Oslo", "PERSON"),
    (
        "OSLO/NNP/ROOT/OSLO/B-GPE -/OSLO/I-GPE Nearly/RB/advmod/OSLO/I-GPE".replace(
            "-/OSLO/I-GPE", "-/NNP/dep/OSLO/I-GPE"
        ),
        "OSLO",
        "GPE",
    ),
    (
        (
            "Zarqan/NNP/compound/Pass/B-EVENT Pass/NNP/ROOT/Pass/I-EVENT "
            "the/DT/det/young/I-EVENT young/JJ/dep/Pass/I-EVENT"
        ),
        "Zarqan Pass",
        "LOC",
    ),
    ("Ye/NNP/compound/Shulan Shulan/NNP/nsubj/said/B-PERSON said/VBD/ROOT/said", "Ye Shulan", "PERSON"),
    (
        "the/DT/det/Oise Oise/NNP/compound/Gough Gough/NNP/nsubj/fell/B-PERSON fell/VBD/ROOT/fell",
        "Gough",
        "PERSON",
    ),
    ("Ada/NNP/compound/Cruz/B-PERSON Cruz/NNP/nsubj/said said/VBD/ROOT/said", "Ada Cruz", "PERSON"),
    ("Minister/NNP/compound/Berg Berg/NNP/nsubj/said/B-PERSON said/VBD/ROOT/said", "Berg", "PERSON"),
]


@pytest.mark.parametrize(("row", "name", "label"), CASES, ids=[f"{case[1]}, {case[2]}" for case in CASES])
def test_a_name_has_its_own_words_and_the_type_they_tell(
    row: str, name: str, label: str, parse: Callable[[str], Doc]
) -> None:
    (ent,) = parse(row).ents
    start, end = trim_name(ent)
    assert (ent.doc[start:end].text, type_of(ent, start, end)) == (name, label)
