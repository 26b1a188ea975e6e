"""The shipped language model: that it loads, keeps its promises of form, and reads simple sentences."""

import json
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

CLEARNLP = frozenset(
    """ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass
    dative dep det dobj expl intj mark neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj poss
    preconj predet prep prt punct quantmod relcl xcomp""".split()
)
ONTONOTES = frozenset(
    """CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY TIME
    WORK_OF_ART""".split()
)


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "pipeline" / "model"


@pytest.fixture(scope="module")
def nlp(folder: Path) -> Language:
    return spacy.load(folder)


def test_is_small(folder: Path) -> None:
    assert sum(path.stat().st_size for path in folder.rglob("*")) < 30_000_000


def test_has_the_components_that_the_program_asks_for(nlp: Language) -> None:
    assert nlp.pipe_names == [
        *["tok2vec", "tagger", "morphologizer", "parser", "attribute_ruler", "lemmatizer"],
        *["name_ruler", "ner", "entity_ruler"],
    ]


def test_needs_no_code_but_that_of_spacy(folder: Path) -> None:
    config = (folder / "config.cfg").read_text(encoding="utf-8")
    assert "quoth." not in config


def test_labels_are_those_of_clearnlp_and_ontonotes(nlp: Language) -> None:
    assert {label.split("||")[0] for label in nlp.get_pipe("parser").labels} <= CLEARNLP
    found = {label for name in ("name_ruler", "ner", "entity_ruler") for label in nlp.get_pipe(name).labels}
    assert found == ONTONOTES


def test_description_names_licence_sources_and_scores(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    assert meta["license"] == "CC BY-SA 4.0"
    assert len(meta["sources"]) >= 4
    assert meta["performance"]["dep_las"] > 0.8


def test_card_and_licence_lie_beside_the_weights(folder: Path) -> None:
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert all(name in card for name in ("EWT", "GUM", "CrossNER", "LitBank", "CC BY-SA 4.0"))
    assert "CC BY-SA 4.0" in (folder / "LICENSE-WEIGHTS").read_text(encoding="utf-8")


# The arcs that the rules of attribution lean on: word, label, governor.
ARCS = [
    ("“We will win,” Smith said.", [("Smith", "nsubj", "said"), ("win", "ccomp", "said")]),
    ('"We will win," Smith said.', [("Smith", "nsubj", "said"), ("win", "ccomp", "said")]),
    ("“The harvest was poor,” said the old farmer.", [("farmer", "nsubj", "said"), ("was", "ccomp", "said")]),
    ("Miller wrote that the bridge was unsafe.", [("Miller", "nsubj", "wrote"), ("was", "ccomp", "wrote")]),
    ("According to the mayor, the school will close.", [("mayor", "pobj", "to"), ("to", "prep", "According")]),
    ("The letter was written by Anna Miller.", [("letter", "nsubjpass", "written"), ("by", "agent", "written")]),
    ("She did not read the report.", [("not", "neg", "read"), ("report", "dobj", "read")]),
    ("My sister is a doctor.", [("sister", "nsubj", "is"), ("doctor", "attr", "is")]),
]


@pytest.mark.parametrize(("text", "arcs"), ARCS, ids=[text for text, _ in ARCS])
def test_simple_sentences_are_parsed(nlp: Language, text: str, arcs: list[tuple[str, str, str]]) -> None:
    found = {(token.text, token.dep_, token.head.text) for token in nlp(text)}
    assert set(arcs) <= found


def test_every_word_has_tag_part_of_speech_and_lemma(nlp: Language) -> None:
    doc = nlp("The workers’ leaders haven’t read Miller’s first report, and they won’t.")
    assert all(token.tag_ and token.pos_ and token.lemma_ for token in doc)
    lemmas = {token.text: token.lemma_ for token in doc}
    assert lemmas["leaders"] == "leader"
    assert lemmas["The"] == "the"
    assert lemmas["n’t"] == "not"


def test_noun_chunks_are_found(nlp: Language) -> None:
    chunks = [chunk.text for chunk in nlp("The old bridge crosses a wide river.").noun_chunks]
    assert chunks == ["The old bridge", "a wide river"]


SENTENCES = [
    ["“It rained all week,” said Mrs. Hale.", "“Nobody came.”"],
    ["He asked, “Where is the road?”", "Nobody knew."],
    ["“The road is closed,” he said.", "“It will open in May.”"],
    ["Dr. Berg and Lt. Moss arrived at 9 a.m. from St. Albans.", "They left at once."],
    ["The firm of Smith & Co. was sold to Mr. J. R. Lund in 1911.", "Its ships were old."],
    ["Nobody believed him!", "Why should they?", "He had lied before."],
]


@pytest.mark.parametrize("sentences", SENTENCES, ids=[sentences[0] for sentences in SENTENCES])
def test_sentences_end_around_quotations_and_not_after_abbreviations(nlp: Language, sentences: list[str]) -> None:
    assert [sentence.text for sentence in nlp(" ".join(sentences)).sents] == sentences


NAMED_BY_PATTERN = [
    ("The October Revolution began in Petrograd.", ("October Revolution", "EVENT")),
    ("He was born in the year of the 1905 revolution.", ("1905 revolution", "EVENT")),
    ("She wrote about the Spanish Civil War.", ("Spanish Civil War", "EVENT")),
    ("They signed the Treaty of Versailles.", ("Treaty of Versailles", "LAW")),
    ("The hymn was sung in Hebrew.", ("Hebrew", "LANGUAGE")),
    ("The line ran across Eastern Europe.", ("Eastern Europe", "LOC")),
    ("They flew in a Boeing 747.", ("Boeing 747", "PRODUCT")),
]


@pytest.mark.parametrize(("text", "entity"), NAMED_BY_PATTERN)
def test_events_laws_and_languages_are_found_by_pattern(nlp: Language, text: str, entity: tuple[str, str]) -> None:
    assert entity in {(ent.text, ent.label_) for ent in nlp(text).ents}


ENTITIES = [
    ("John Miller was born in London in 1905.", ("John Miller", "PERSON")),
    ("John Miller was born in London in 1905.", ("London", "GPE")),
    ("John Miller was born in London in 1905.", ("1905", "DATE")),
    ("About 40 per cent of the houses burned on 3 May 1911.", ("40 per cent", "PERCENT")),
    ("About 40 per cent of the houses burned on 3 May 1911.", ("3 May 1911", "DATE")),
    ("The French government refused.", ("French", "NORP")),
]


@pytest.mark.parametrize(("text", "entity"), ENTITIES)
def test_plain_names_and_dates_are_found(nlp: Language, text: str, entity: tuple[str, str]) -> None:
    assert entity in {(ent.text, ent.label_) for ent in nlp(text).ents}


def test_a_paragraph_has_no_token_of_white_space(nlp: Language) -> None:
    doc = nlp("He left. “Nobody came,” she wrote. The next day was Sunday.")
    assert not any(token.is_space for token in doc)
    assert len(list(doc.sents)) == 3
