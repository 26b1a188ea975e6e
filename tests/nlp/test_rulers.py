"""Rulers that look only where a pattern can stand find what the rulers of spaCy find."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.nlp import rulers
from pipeline.nlp.rulers import hasten_rulers

PATTERNS = [
    [{"LOWER": {"IN": ["battle", "treaty"]}}, {"LOWER": "of"}, {"IS_TITLE": True, "OP": "+"}],
    [{"TEXT": {"REGEX": "^[A-Z]{2,}$"}}, {"IS_PUNCT": True, "OP": "?"}, {"LIKE_NUM": True}],
    [{"TAG": "NNP", "OP": "*"}, {"LOWER": "act"}],
    [{"LOWER": "of", "OP": "!"}, {"LOWER": "hull"}],
    [{"IS_DIGIT": True}, {}, {"LOWER": "years"}],
]
WORDS = ["Battle", "of", "Hull", "hull", "the", "Act", "act", "MK", "-", "7", "1916", "years", "Somme", "treaty", "é"]
words = st.lists(st.sampled_from(WORDS), max_size=14)


def make() -> Language:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add(patterns=[[{"LOWER": "act"}]], attrs={"TAG": "NN", "POS": "NOUN"})  # type: ignore[attr-defined]
    ruler.add(patterns=[[{"IS_TITLE": True}], [{"TAG": "NN"}]], attrs={"MORPH": "Case=Nom"})  # type: ignore[attr-defined]
    entities = nlp.add_pipe("entity_ruler")
    entities.add_patterns([{"label": f"L{n}", "pattern": one} for n, one in enumerate(PATTERNS)])  # type: ignore[attr-defined]
    return nlp


OWN, HASTENED = make(), make()
hasten_rulers(HASTENED)


def found(nlp: Language, given: list[str]) -> tuple[list[tuple[int, int, str]], list[tuple[str, str]]]:
    doc = Doc(nlp.vocab, words=given, tags=["NNP" if word.istitle() else "NN" for word in given])
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    return [(one.start, one.end, one.label_) for one in doc.ents], [(token.tag_, str(token.morph)) for token in doc]


@given(words)
def test_what_is_found_is_the_same(given: list[str]) -> None:
    assert found(HASTENED, given) == found(OWN, given)


def test_something_is_found() -> None:
    entities, tags = found(HASTENED, ["Battle", "of", "Hull", "MK", "-", "7", "the", "act"])
    assert [label for _, _, label in entities] == ["L0", "L1", "L2"]
    assert ("NN", "Case=Nom") in tags


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = make()
    hasten_rulers(nlp)
    matcher = nlp.get_pipe("entity_ruler").matcher  # type: ignore[attr-defined]
    monkeypatch.setattr(rulers, "_KEPT", 20)
    for number in range(60):
        found(nlp, [f"word{number}", "Battle", "of", "Hull"])
    assert len(matcher._memory._known) <= 24


def test_patterns_that_are_words_alone_stay_with_spacy() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PLACE", "pattern": "Hull"}])  # type: ignore[attr-defined]
    hasten_rulers(nlp)
    assert [entity.text for entity in nlp("They went to Hull.").ents] == ["Hull"]
