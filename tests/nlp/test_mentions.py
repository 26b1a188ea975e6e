"""What a mention's own words tell, and the named entities of a frame."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from spacy.tokens import Doc

from pipeline.nlp.frames import Frame
from pipeline.nlp.mentions import missed_names, named_spans, traits_of

TRAITS = [
    ("He/PRP/nsubj/said said/VBD/ROOT/said", "He", (0, 1), ("pronoun", "", "sing", "masc")),
    ("her/PRP/nsubj/said said/VBD/ROOT/said", "her", (0, 1), ("pronoun", "", "sing", "fem")),
    ("They/PRP/nsubj/said said/VBD/ROOT/said", "They", (0, 1), ("pronoun", "", "plur", "")),
    ("I/PRP/nsubj/said said/VBD/ROOT/said", "I", (0, 1), ("pronoun", "", "sing", "")),
    ("Berg/NNP/nsubj/said/B-PERSON said/VBD/ROOT/said", "Berg", (0, 1), ("name", "PERSON", "sing", "")),
    ("Berg/NNP/nsubj/said said/VBD/ROOT/said", "Berg", (0, 1), ("name", "", "sing", "")),
    ("Mrs./NNP/compound/Berg Berg/NNP/nsubj/said said/VBD/ROOT/said", "Berg", (1, 2), ("name", "", "sing", "fem")),
    ("Lord/NNP/compound/Berg Berg/NNP/nsubj/said said/VBD/ROOT/said", "Berg", (0, 2), ("name", "", "sing", "masc")),
    (
        "Berg/NNP/nsubj/said/B-PERSON and/CC/cc/Berg Moss/NNP/conj/Berg/B-PERSON said/VBD/ROOT/said",
        "Berg",
        (0, 3),
        ("name", "PERSON", "plur", ""),
    ),
    (
        "One/CD/nummod/worker Petrograd/NNP/compound/worker/B-GPE worker/NN/nsubj/said said/VBD/ROOT/said",
        "worker",
        (0, 3),
        ("nominal", "", "sing", ""),
    ),
    ("the/DT/det/actress actress/NN/nsubj/said said/VBD/ROOT/said", "actress", (0, 2), ("nominal", "", "sing", "fem")),
    ("the/DT/det/workers workers/NNS/nsubj/said said/VBD/ROOT/said", "workers", (0, 2), ("nominal", "", "plur", "")),
]


@pytest.mark.parametrize(("row", "head", "tokens", "expected"), TRAITS, ids=[f"{c[1]}, {c[3]}" for c in TRAITS])
def test_form_label_number_and_gender_are_those_of_the_words(
    parse: Callable[[str], Doc], row: str, head: str, tokens: tuple[int, int], expected: tuple[str, str, str, str]
) -> None:
    doc = parse(row)
    traits = traits_of(next(token for token in doc if token.text == head), tokens)
    assert (traits.form, traits.label, traits.number, traits.gender) == expected


def test_someone_is_nobodys_stand_in_though_parsers_call_it_a_pronoun(parse: Callable[[str], Doc]) -> None:
    doc = parse("Someone/NN/nsubj/said said/VBD/ROOT/said")
    doc[0].pos_ = "PRON"
    assert traits_of(doc[0], (0, 1)).form == "nominal"


ENTITIES = [
    (
        "The/DT/det/Herald/B-ORG Herald/NNP/poss/man/I-ORG ’s/POS/case/Herald/I-ORG man/NN/ROOT/man",
        [("Herald", "ORG", "poss")],
        "an article and an ending stay out",
    ),
    (
        "The/DT/det/Winter/B-WORK_OF_ART Winter/NNP/ROOT/Winter/I-WORK_OF_ART",
        [("The Winter", "WORK_OF_ART", "ROOT")],
        "the article of a title belongs to it",
    ),
    (
        "Anna/NNP/compound/Berg/B-PERSON Berg/NNP/nsubj/saw/I-PERSON saw/VBD/ROOT/saw Oslo/NNP/dobj/saw/B-GPE",
        [("Anna Berg", "PERSON", "nsubj"), ("Oslo", "GPE", "dobj")],
        "each with the role of its head",
    ),
    (
        "“/Berg/punct/Berg Berg/NNP/ROOT/Berg/B-PERSON".replace("/Berg/punct", ""),
        [("Berg", "PERSON", "ROOT")],
        "marks beside it",
    ),
]


@pytest.mark.parametrize(("row", "expected"), [case[:2] for case in ENTITIES], ids=[case[2] for case in ENTITIES])
def test_named_entities_are_listed(
    parse: Callable[[str], Doc],
    frame_of: Callable[[str], Frame],
    row: str,
    expected: list[tuple[str, str, str]],
) -> None:
    doc = parse(row)
    frame = replace(frame_of("Berg/NNP/ROOT/Berg"), doc=doc, places=tuple((t.idx, t.idx + len(t)) for t in doc))
    found = [(doc[slice(*named.tokens)].text.strip(), named.label, named.role) for named in named_spans(frame)]
    assert found == expected


def test_an_entity_of_the_stand_in_is_none(frame_of: Callable[[str], Frame]) -> None:
    frame = replace(frame_of("Berg/NNP/ROOT/Berg/B-PERSON"), places=((-1, -1),))
    assert list(named_spans(frame)) == []


PERSONS = [
    ("Mrs./NNP/compound/Berg Berg/NNP/nsubj/said/B-PERSON said/VBD/ROOT/said", "Mrs. Berg", "a title"),
    (
        "Prime/NNP/compound/Berg Minister/NNP/compound/Berg Berg/NNP/nsubj/said/B-PERSON said/VBD/ROOT/said",
        "Prime Minister Berg",
        "a title of two words",
    ),
    ("the/DT/det/Berg minister/NN/compound/Berg Berg/NNP/ROOT/Berg/B-PERSON", "Berg", "a noun is no title"),
    ("global/JJ/amod/South South/NNP/ROOT/South/B-LOC", "global South", "which south it is"),
]


@pytest.mark.parametrize(("row", "name"), [case[:2] for case in PERSONS], ids=[case[2] for case in PERSONS])
def test_what_stands_before_and_belongs_to_a_name_is_taken_in(
    frame_of: Callable[[str], Frame], row: str, name: str
) -> None:
    frame = frame_of(row)
    assert [frame.doc[slice(*named.tokens)].text for named in named_spans(frame)] == [name]


@pytest.mark.parametrize("row", ["D-Mass./NNP/ROOT/D-Mass./B-GPE", "D/NNP/ROOT/D/B-GPE", "@ford/NNP/ROOT/@0/B-ORG"])
def test_what_can_be_no_name_is_none(frame_of: Callable[[str], Frame], row: str) -> None:
    assert list(named_spans(frame_of(row))) == []


def test_a_form_of_address_alone_is_no_name(frame_of: Callable[[str], Frame]) -> None:
    assert list(named_spans(frame_of("Sir/NNP/npadvmod/said he/PRP/nsubj/said said/VBD/ROOT/said"))) == []
    assert list(named_spans(frame_of("Señor/NNP/ROOT/Señor/B-PERSON"))) == []


HEADLINE = (
    "Ford/NNP/nsubj/Hid/B-PERSON Hid/VBD/ROOT/Hid Past/JJ/amod/Health Health/NN/dobj/Hid From/IN/prep/Hid "
    "Public/NN/pobj/From Yesterday/NN/npadvmod/Hid Again/RB/advmod/Hid"
)


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        ("Protesters/NNS/nsubj/came/B-NORP came/VBD/ROOT/came", "opening"),
        ("the/DT/det/Marxists Marxists/NNPS/nsubj/came/B-NORP came/VBD/ROOT/came", ""),
        ("Anna/NNP/compound/Berg/B-PERSON Berg/NNP/nsubj/came/I-PERSON came/VBD/ROOT/came", ""),
        (HEADLINE, "headline"),
    ],
    ids=["first word", "not the first", "two words", "headline"],
)
def test_a_name_s_doubt_is_told(frame_of: Callable[[str], Frame], row: str, doubt: str) -> None:
    assert [named.doubt for named in named_spans(frame_of(row))] == [doubt]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (
            "one/CD/nummod/worker Petrograd/NNP/compound/worker worker/NN/nsubj/said said/VBD/ROOT/said",
            [("Petrograd", "GPE")],
        ),
        (
            "the/DT/det/president Univision/NNP/compound/president president/NN/nsubj/said said/VBD/ROOT/said",
            [("Univision", "ORG")],
        ),
        ("a/DT/det/worker Bank/NNP/compound/Street Street/NNP/compound/worker worker/NN/ROOT/worker", []),
        ("Senator/NNP/compound/worker worker/NN/ROOT/worker", []),
    ],
)
def test_a_name_that_the_model_missed_is_seen_before_a_human_being(
    frame_of: Callable[[str], Frame], row: str, found: list[tuple[str, str]]
) -> None:
    frame = frame_of(row)
    assert [(frame.doc[slice(*named.tokens)].text, named.label) for named in missed_names(frame)] == found


DESCRIBED = [
    (
        (
            "its/PRP$/poss/secretary secretary/NN/nsubj/said ,/secretary Ada/NNP/compound/Lund/B-PERSON "
            "Lund/NNP/appos/secretary/I-PERSON ,/secretary said/VBD/ROOT/said"
        ),
        "secretary",
        "the name in apposition",
    ),
    (
        (
            "Ada/NNP/compound/Lund/B-PERSON Lund/NNP/nsubj/said/I-PERSON ,/Lund a/DT/det/novelist "
            "novelist/NN/appos/Lund ,/Lund said/VBD/ROOT/said"
        ),
        "novelist",
        "the description in apposition",
    ),
    (
        (
            "transport/NN/compound/minister minister/NN/compound/Lund Ada/NNP/compound/Lund/B-PERSON "
            "Lund/NNP/nsubj/said/I-PERSON said/VBD/ROOT/said"
        ),
        "transport minister",
        "before the name",
    ),
    ("Lund/NNP/nsubj/be/B-PERSON be/VB/ROOT/be a/DT/det/baker baker/NN/attr/be", "baker", "by a copula"),
    ("Lund/NNP/nsubj/said/B-PERSON said/VBD/ROOT/said", "", "nothing beside the name"),
    (
        "Lund/NNP/nsubj/said/B-PERSON ,/Lund 58/CD/appos/Lund ,/Lund said/VBD/ROOT/said",
        "",
        "an age is no calling",
    ),
]


@pytest.mark.parametrize(("row", "described", "source"), DESCRIBED, ids=[case[2] for case in DESCRIBED])
def test_what_the_words_beside_a_name_call_its_bearer(
    frame_of: Callable[[str], Frame], row: str, described: str, source: str
) -> None:
    (named,) = named_spans(frame_of(row))
    assert named.described == described, source
