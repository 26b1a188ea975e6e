"""Who does what, on sentences parsed by hand. The cases are sentence patterns of newspaper and essay prose."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc, Token

from pipeline.nlp.grammar import has_subject, mention_of, names_nobody, noun_after, phrase_beside, subject_of

Parse = Callable[[str], Doc]


def _find(doc: Doc, word: str) -> Token:
    return next(token for token in doc if token.text == word)


SUBJECTS = [
    ("wrote", "Berg", "Berg/NNP/nsubj/wrote wrote/VBD/ROOT/wrote a/DT/det/letter letter/NN/dobj/wrote", "plain"),
    ("said", "Berg", "So/RB/advmod/said said/VBD/ROOT/said Berg/NNP/nsubj/said ./said", "inverted"),
    ("said", "Berg", "Berg/NNP/ROOT/Berg ,/Berg who/WP/nsubj/said said/VBD/relcl/Berg so/RB/advmod/said", "relative"),
    (
        "added",
        "Berg",
        (
            "Berg/NNP/ROOT/Berg who/WP/nsubj/rose rose/VBD/relcl/Berg and/CC/cc/rose "
            "who/WP/nsubj/added added/VBD/conj/rose"
        ),
        "a second clause joined to a relative one",
    ),
    (
        "said",
        "Berg",
        "He/PRP/nsubj/met met/VBD/ROOT/met Berg/NNP/dobj/met ,/met who/WP/nsubj/said said/VBD/ccomp/met",
        "a relative clause that hangs on the wrong word",
    ),
    (
        "saying",
        "Berg",
        "Berg/NNP/nsubj/rose rose/VBD/ROOT/rose ,/rose saying/VBG/advcl/rose so/RB/advmod/saying",
        "-ing",
    ),
    (
        "said",
        "Berg",
        "Berg/NNP/nsubj/rose rose/VBD/ROOT/rose and/CC/cc/rose said/VBD/conj/rose so/RB/advmod/said",
        "and",
    ),
    (
        "say",
        "Berg",
        "Berg/NNP/nsubj/went went/VBD/ROOT/went on/RB/prt/went to/TO/aux/say say/VB/xcomp/went so/RB/advmod/say",
        "infinitive",
    ),
    (
        "saying",
        "letter",
        "a/DT/det/letter letter/NN/ROOT/letter saying/VBG/acl/letter so/RB/advmod/saying",
        "of a noun",
    ),
    (
        "written",
        "Berg",
        (
            "It/PRP/nsubjpass/written was/VBD/auxpass/written written/VBN/ROOT/written "
            "by/IN/agent/written Berg/NNP/pobj/by"
        ),
        "passive with its agent",
    ),
    (
        "told",
        None,
        "Berg/NNP/nsubjpass/told was/VBD/auxpass/told told/VBN/ROOT/told so/RB/advmod/told",
        "whoever is told does not speak",
    ),
    (
        "saying",
        "Berg",
        "Berg/NNP/nsubjpass/quoted was/VBD/auxpass/quoted quoted/VBN/ROOT/quoted as/IN/prep/quoted saying/VBG/pcomp/as",
        "quoted as saying",
    ),
    ("said", None, "There/EX/nsubj/said said/VBD/ROOT/said so/RB/advmod/said", "there speaks not"),
    ("said", None, "1910/CD/nsubj/said/B-DATE said/VBD/ROOT/said so/RB/advmod/said", "nor does a year"),
    ("Say", None, "Say/VB/ROOT/Say so/RB/advmod/Say", "an order has no subject"),
    (
        "said",
        "lawyers",
        "These/DT/nsubj/said ,/said the/DT/det/lawyers lawyers/NNS/nsubj/said said/VBD/ROOT/said",
        "of two subjects the nearer",
    ),
    (
        "told",
        "Berg",
        (
            "Berg/NNP/nsubj/told ,/told our/PRP$/poss/clerk clerk/NN/appos/Berg ,/told told/VBD/ROOT/told "
            "the/DT/det/panel panel/NN/nsubj/told"
        ),
        "who is told does not speak, whatever the parser says",
    ),
    (
        "said",
        "Berg",
        "Friday/NNP/nsubj/said/B-DATE Berg/NNP/nsubj/said said/VBD/ROOT/said",
        "a day is no subject beside one who speaks",
    ),
]


@pytest.mark.parametrize(("verb", "expected", "row"), [case[:3] for case in SUBJECTS], ids=[c[3] for c in SUBJECTS])
def test_the_subject_of_a_verb_is_whoever_does_it(parse: Parse, verb: str, expected: str | None, row: str) -> None:
    found = subject_of(_find(parse(row), verb))
    assert (found.text if found is not None else None) == expected


BESIDE = [
    (
        "said",
        "leader",
        (
            "the/DT/det/leader leader/NN/pobj/after of/IN/prep/leader the/DT/det/city city/NN/pobj/of "
            "said/VBD/conj/after after/IN/ROOT/after"
        ),
        "the head of what stands before",
    ),
    ("said", "Berg", "Berg/NNP/ROOT/Berg (/Berg Ohio/NNP/appos/Berg )/Berg said/VBD/dep/Berg", "past brackets"),
    (
        "said",
        "clerk",
        "So/RB/advmod/said said/VBD/ROOT/said the/DT/det/clerk clerk/NN/dep/said ./said",
        "after the verb",
    ),
    ("said", None, "and/CC/cc/said said/VBD/ROOT/said so/RB/advmod/said ./said", "nothing beside it"),
]


@pytest.mark.parametrize(("verb", "expected", "row"), [case[:3] for case in BESIDE], ids=[c[3] for c in BESIDE])
def test_the_phrase_beside_a_verb(parse: Parse, verb: str, expected: str | None, row: str) -> None:
    found = phrase_beside(_find(parse(row), verb))
    assert (found.text if found is not None else None) == expected


MENTIONS = [
    (
        "Lund",
        "Sen. Ada Lund",
        "said/VBD/ROOT/said Sen./NNP/compound/Lund Ada/NNP/compound/Lund/B-PERSON Lund/NNP/nsubj/said/I-PERSON",
        "titles are part of a name",
    ),
    ("Baron", "the Baron", "the/DT/det/Baron Baron/NNP/nsubj/said said/VBD/ROOT/said", "a title alone has its article"),
    (
        "Pinto",
        "Alonso Veracruz - Pinto",
        "Alonso/NNP/attr/said Veracruz/NNP/compound/Pinto -/HYPH/punct/Pinto Pinto/NNP/nsubj/said said/VBD/ROOT/said",
        "a hyphen inside a name",
    ),
    (
        "plan",
        "the plan",
        "the/DT/det/plan plan/NN/nsubj/failed of/IN/prep/plan “/harm harm/NN/pobj/of ”/harm failed/VBD/ROOT/failed",
        "quoted words are no part of a description",
    ),
    (
        "Speaker",
        "Bertil Berg",
        (
            "The/DT/det/Speaker Speaker/NNP/nsubj/rose ,/Speaker Bertil/NNP/compound/Berg Berg/NNP/appos/Speaker "
            "rose/VBD/ROOT/rose"
        ),
        "an office in capitals, and its name",
    ),
    (
        "One",
        "One of them",
        "One/CD/nsubj/said/B-CARDINAL of/IN/prep/One them/PRP/pobj/of said/VBD/ROOT/said",
        "a number is no name",
    ),
    (
        "Martov",
        "Julius Martov",
        (
            "the/DT/det/Martov Menshevik/JJ/amod/Martov leader/NN/compound/Martov Julius/NNP/compound/Martov/B-PERSON "
            "Martov/NNP/nsubj/said/I-PERSON said/VBD/ROOT/said"
        ),
        "a name stands alone",
    ),
    (
        "Martov",
        "Julius Martov",
        "leader/NN/compound/Martov Julius/NNP/compound/Martov Martov/NNP/nsubj/said said/VBD/ROOT/said",
        "the same where no entity was found",
    ),
    (
        "leader",
        "Julius Martov",
        (
            "its/PRP$/poss/leader leader/NN/nsubj/said ,/leader Julius/NNP/compound/Martov Martov/NNP/appos/leader "
            ",/leader "
            "said/VBD/ROOT/said"
        ),
        "the name in apposition",
    ),
    (
        "leader",
        "Julius Martov",
        (
            "the/DT/det/leader Menshevik/JJ/amod/leader leader/NN/nsubj/wrote Julius/NNP/compound/Martov "
            "Martov/NNP/nsubj/wrote wrote/VBD/ROOT/wrote"
        ),
        "two subjects side by side",
    ),
    (
        "captain",
        "the old captain of the Dawn",
        (
            "the/DT/det/captain old/JJ/amod/captain captain/NN/nsubj/said of/IN/prep/captain the/DT/det/Dawn "
            "Dawn/NNP/pobj/of said/VBD/ROOT/said"
        ),
        "a noun phrase with its of",
    ),
    (
        "captain",
        "a captain of ships",
        (
            "a/DT/det/captain captain/NN/nsubj/said of/IN/prep/captain ships/NNS/pobj/of ,/ships old/JJ/amod/ships "
            "said/VBD/ROOT/said"
        ),
        "the of phrase ends at a comma",
    ),
    (
        "man",
        "The man",
        "The/DT/det/man man/NN/nsubj/said who/WP/nsubj/came came/VBD/relcl/man said/VBD/ROOT/said",
        "the relative clause stays out",
    ),
    ("She", "She", "She/PRP/nsubj/said herself/PRP/appos/She said/VBD/ROOT/said", "a pronoun is one word"),
    (
        "Guardian",
        "Guardian",
        "The/DT/det/Guardian/B-ORG Guardian/NNP/poss/man/I-ORG ’s/POS/case/Guardian/I-ORG man/NN/ROOT/man",
        "an entity loses article and ending",
    ),
    (
        "Berg",
        "Berg and Moss",
        "Berg/NNP/nsubj/said/B-PERSON and/CC/cc/Berg Moss/NNP/conj/Berg/B-PERSON said/VBD/ROOT/said",
        "two names joined",
    ),
]


@pytest.mark.parametrize(("head", "expected", "row"), [case[:3] for case in MENTIONS], ids=[c[3] for c in MENTIONS])
def test_a_mention_is_the_name_alone_or_the_noun_phrase(parse: Parse, head: str, expected: str, row: str) -> None:
    doc = parse(row)
    start, end = mention_of(_find(doc, head))
    assert doc[start:end].text.strip() == expected


AFTER = [
    ("Berg", "said/VBD/ROOT/said Anna/NNP/compound/Berg Berg/NNP/dobj/said", "the last of a name"),
    ("man", "said/VBD/ROOT/said the/DT/det/man old/JJ/amod/man man/NN/nsubj/said", "past article and adjective"),
    ("wife", "said/VBD/ROOT/said his/PRP$/poss/wife wife/NN/nsubj/said", "past a possessive"),
    (None, "said/VBD/ROOT/said ,/said Berg/NNP/npadvmod/said", "not past a comma"),
    (None, "said/VBD/ROOT/said to/IN/prep/said Berg/NNP/pobj/to", "not in a phrase of its own"),
]


@pytest.mark.parametrize(("expected", "row"), [case[:2] for case in AFTER], ids=[case[2] for case in AFTER])
def test_the_noun_after_an_inverted_verb(parse: Parse, expected: str | None, row: str) -> None:
    found = noun_after(parse(row)[0], limit=6)
    assert (found.text if found is not None else None) == expected


@pytest.mark.parametrize(
    ("head", "expected", "row"),
    [
        ("Nobody", True, "Nobody/NN/nsubj/believed believed/VBD/ROOT/believed her/PRP/dobj/believed"),
        ("one", True, "said/VBD/ROOT/said no/DT/det/one one/NN/nsubj/said"),
        ("None", True, "None/NN/nsubj/spoke of/IN/prep/None them/PRP/pobj/of spoke/VBD/ROOT/spoke"),
        ("neither", True, "said/VBD/ROOT/said neither/DT/nsubj/said"),
        ("nothing", True, "nothing/NN/nsubj/said said/VBD/ROOT/said it/PRP/dobj/said"),
        ("one", False, "the/DT/det/one old/JJ/amod/one one/NN/nsubj/said said/VBD/ROOT/said"),
        ("somebody", False, "somebody/NN/nsubj/said said/VBD/ROOT/said so/RB/advmod/said"),
        ("miner", False, "neither/DT/det/miner miner/NN/nsubj/said said/VBD/ROOT/said so/RB/advmod/said"),
        ("Nobody", False, "Mr/NNP/compound/Nobody Nobody/NNP/nsubj/said said/VBD/ROOT/said so/RB/advmod/said"),
    ],
)
def test_a_negative_pronoun_names_nobody(parse: Parse, head: str, expected: bool, row: str) -> None:
    assert names_nobody(_find(parse(row), head)) is expected


def test_a_verb_may_lack_a_subject_of_its_own(parse: Parse) -> None:
    doc = parse("Berg/NNP/nsubj/rose rose/VBD/ROOT/rose saying/VBG/advcl/rose so/RB/advmod/saying")
    assert has_subject(doc[1])
    assert not has_subject(doc[2])
