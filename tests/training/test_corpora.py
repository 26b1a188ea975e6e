"""The corpora of the model: what the readers make of a treebank's rows and of annotated names. Examples are made up."""

import random
from collections import Counter
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from training.assets import is_free
from training.augment import respell
from training.conllu import parse_sentence
from training.entities.crossner import read_crossner
from training.entities.gum import mentions, name_of
from training.entities.lexicon import is_people, place_label, strip_name
from training.entities.litbank import is_name
from training.entities.tags import guess_spaces
from training.frames import reframe

ROWS = """# newdoc id = GUM_news_tale
# text = Don't go, Ann.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tgo\tgo\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\t_
5\tAnn\tAnn\tPROPN\tNNP\t_\t3\tvocative\t_\tEntity=(1-person-new-nnnnn-cf1-1-sgl)|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_"""


def test_words_of_a_multiword_token_have_no_space_between_them() -> None:
    sentence = parse_sentence(ROWS)
    assert sentence.text.strip() == "Don't go, Ann."
    assert sentence.document == "GUM_news_tale"
    assert sentence.starts_paragraph


def test_a_mention_headed_by_a_proper_noun_is_a_name() -> None:
    words = parse_sentence(ROWS).words
    found = mentions(words)
    assert found == [(4, 5, "person")]
    assert name_of(words, found[0]) == (4, 5, "person")


@pytest.mark.parametrize(
    ("document", "free"), [("GUM_news_tale", True), ("GUM_fiction_tale", False), ("weblog-tale", True)]
)
def test_only_free_genres_train(document: str, free: bool) -> None:
    assert is_free(document) is free


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Lake Superior", "LOC"),
        ("Harbour Street", "FAC"),
        ("Norway", "GPE"),
        ("South Africa", "GPE"),
        ("Africa", "LOC"),
    ],
)
def test_places_are_told_apart_by_generic_words(name: str, label: str) -> None:
    assert place_label(name.split()) == label


@pytest.mark.parametrize("word", ["Unionists", "Egyptians", "French", "Japanese", "Republicans", "Tory"])
def test_peoples_and_followings_are_known_by_form(word: str) -> None:
    assert is_people(word)


@pytest.mark.parametrize("word", ["These", "Brian", "unionists", "Artist", "Table"])
def test_other_words_are_no_peoples(word: str) -> None:
    assert not is_people(word)


def test_titles_articles_and_possessive_marks_are_no_part_of_a_name() -> None:
    words = "the late Mr. Hill ’s".split()
    assert strip_name(words, 2, 5) == (3, 4)


def test_a_word_that_opens_a_sentence_and_is_common_is_no_name() -> None:
    common = Counter({"men": 3})
    assert not is_name(["Men"], True, common)
    assert is_name(["Ann"], True, common)


def test_unannotated_capitals_are_open_and_other_words_outside(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text("Hill\tB-politician\nloved\tO\nthe\tO\nBlue\tO\nBook\tO\n\n", encoding="utf-8")
    (passage,) = read_crossner(path, known=frozenset())
    assert passage.tags == ["B-PERSON", "O", "O", "", ""]


def test_spaces_are_guessed_around_marks() -> None:
    words = ["“", "Go", ",", "”", "she", "said", "to", "Ann", "'s", "son", "."]
    text = "".join(word + " " * space for word, space in zip(words, guess_spaces(words), strict=True))
    assert text.strip() == "“Go,” she said to Ann's son."


@pytest.fixture
def told() -> Doc:
    return Doc(
        spacy.blank("en").vocab,
        words=["Ann", "said", "that", "the", "river", "froze", "."],
        tags=["NNP", "VBD", "IN", "DT", "NN", "VBD", "."],
        pos=["PROPN", "VERB", "SCONJ", "DET", "NOUN", "VERB", "PUNCT"],
        lemmas=["Ann", "say", "that", "the", "river", "freeze", "."],
        heads=[1, 1, 5, 4, 5, 1, 1],
        deps=["nsubj", "ROOT", "mark", "det", "nsubj", "ccomp", "punct"],
        spaces=[True, True, True, True, True, False, False],
    )


def test_reported_speech_is_told_again_as_a_quotation(told: Doc) -> None:
    docs = list(reframe([told], random.Random(0)))
    assert any(doc.text.startswith('"The river froze," ') for doc in docs)
    for doc in docs:
        root = next(token for token in doc if token.dep_ == "ROOT")
        assert {child.dep_ for child in root.children if child.dep_ != "punct"} == {"nsubj", "ccomp"}


def test_marks_are_respelled_as_pairs() -> None:
    words = ['"', "I", "do", "n't", "know", "--", "yet", ",", '"', "she", "said"]
    tags = ["``", "PRP", "VBP", "RB", "VB", ":", "RB", ",", "''", "PRP", "VBD"]
    doc = Doc(spacy.blank("en").vocab, words=words, tags=tags)
    respelled = respell(doc, curly=True, british=False, dash="—")
    assert respelled == ["“", "I", "do", "n’t", "know", "—", "yet", ",", "”", "she", "said"]


def test_a_quotation_told_again_may_go_on_in_a_sentence_of_its_own() -> None:
    words = "Smith said that the strike would go on .".split()
    doc = Doc(
        spacy.blank("en").vocab,
        words=words,
        heads=[1, 1, 6, 4, 6, 6, 1, 6, 1],
        deps=["nsubj", "ROOT", "mark", "det", "nsubj", "aux", "ccomp", "prt", "punct"],
        tags=["NNP", "VBD", "IN", "DT", "NN", "MD", "VB", "RP", "."],
        pos=["PROPN", "VERB", "SCONJ", "DET", "NOUN", "AUX", "VERB", "ADP", "PUNCT"],
        lemmas=["Smith", "say", "that", "the", "strike", "will", "go", "on", "."],
    )
    told = [[sentence.text for sentence in made.sents] for made in reframe([doc], random.Random(1), times=30)]
    two = [sentences for sentences in told if len(sentences) == 2]
    assert {second for _, second in two} == {"The strike would go on.", '"The strike would go on."'}
