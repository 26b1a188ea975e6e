"""What the teacher's scores become, how texts are cut for it, and what the shipped model's corpora are made of."""

import random
from collections import Counter
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from training.augment import break_lines, drop_marks
from training.entities.tags import MISSING
from training.lemmas import add_irregular, irregular
from training.mixture import mix
from training.raw import measured_novels, paragraphs
from training.teacher.decode import count_right, dependency, is_forest, sequence
from training.teacher.labels import IGNORED, Labels, gather, names_of, shape_of, tree_of
from training.teacher.passages import shorten
from training.tokens import make_tokenizer


@pytest.mark.parametrize(
    ("heads", "well_formed"),
    [
        ([2, 0], True),
        ([2, 0, 4, 0], True),
        ([2, 1], False),
        ([3, 0, 0], False),
        ([0, 4, 1, 0], False),
        ([2, 3, 1, 0], False),
    ],
    ids=[
        "one tree",
        "two trees",
        "a circle of two",
        "a tree around another root",
        "crossing trees",
        "a circle of three",
    ],
)
def test_heads_make_trees_beside_each_other_or_are_refused(heads: list[int], well_formed: bool) -> None:
    assert is_forest(heads) is well_formed


@given(st.lists(st.integers(0, 6), min_size=1, max_size=6))
def test_what_is_accepted_makes_a_doc_whose_sentences_are_the_trees(heads: list[int]) -> None:
    heads = [head if head <= len(heads) else 0 for head in heads]
    if is_forest(heads):
        places = [head - 1 if head else place for place, head in enumerate(heads)]
        words = [f"w{place}" for place in range(len(heads))]
        doc = Doc(Vocab(), words=words, heads=places, deps=[dependency(head, "dep") for head in heads])
        assert len(list(doc.sents)) == heads.count(0)


def test_a_label_agrees_with_its_head() -> None:
    assert dependency(0, "nsubj") == "ROOT"
    assert dependency(3, "ROOT") == "dep"
    assert dependency(3, "nsubj") == "nsubj"


@pytest.mark.parametrize(
    ("tags", "chances", "made"),
    [
        (["O", "I-ORG", "I-ORG"], [1, 1, 1], ["O", "B-ORG", "I-ORG"]),
        (["B-ORG", "I-GPE"], [1, 1], ["B-ORG", "B-GPE"]),
        (["B-ORG", "I-ORG", "O"], [1, 0.3, 1], [MISSING, MISSING, "O"]),
        (["O"], [0.3], [MISSING]),
    ],
    ids=["a name begins", "another name begins", "a doubtful name is open", "a doubtful word is open"],
)
def test_tags_of_names_are_made_consistent(tags: list[str], chances: list[float], made: list[str]) -> None:
    assert sequence(tags, chances) == made


@pytest.mark.parametrize(
    ("word", "shape"), [("party", 1), ("Party", 2), ("NATO", 3), ("A", 4), ("McKay", 5), ("1905", 6), ("—", 7)]
)
def test_the_form_of_a_word_is_told_to_an_encoder_that_reads_lower_case(word: str, shape: int) -> None:
    assert shape_of(word) == shape


def made(words: str, heads: list[int]) -> Doc:
    split = words.split()
    deps = ["ROOT" if head == place else "dep" for place, head in enumerate(heads)]
    return Doc(Vocab(), words=split, heads=heads, deps=deps, tags=["NN"] * len(split), pos=["NOUN"] * len(split))


def test_gold_numbers_count_heads_from_one_and_ignore_what_is_open() -> None:
    doc = made("birds sing .", [1, 1, 1])
    labels = gather([doc], [])
    assert tree_of(doc, labels)["heads"] == [IGNORED, 2, 0, 2]
    named = Doc(doc.vocab, words=["Oslo", "and", "Rome"], ents=["B-GPE", "O", ""])
    labels = Labels(tags=[], pos=[], deps=[], entities=["B-GPE", "I-GPE", "O"])
    assert names_of(named, labels)["entities"] == [IGNORED, 0, 2, IGNORED]


def test_long_passages_are_cut_between_sentences_and_nothing_is_lost() -> None:
    doc = made("a b c d e f", [0, 0, 2, 2, 4, 4])
    parts = list(shorten([doc], most=4))
    assert [len(part) for part in parts] == [4, 2]
    assert [token.text for part in parts for token in part] == [token.text for token in doc]
    assert all(part[0].dep_ == "ROOT" for part in parts)


def test_scores_count_marks_for_tags_alone() -> None:
    gold = Doc(
        Vocab(), words=["He", "left", "."], heads=[1, 1, 1], deps=["nsubj", "ROOT", "punct"], tags=["P", "V", "."]
    )
    wrong = Doc(
        Vocab(), words=["He", "left", "."], heads=[1, 1, 0], deps=["dobj", "ROOT", "punct"], tags=["P", "V", "X"]
    )
    assert count_right([gold], [wrong]) == {"tag": 66.67, "pos": 100.0, "uas": 100.0, "las": 50.0}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Lt. Hale of the anti-war party", ["Lt.", "Hale", "of", "the", "anti-war", "party"]),
        ("a well-known man", ["a", "well", "-", "known", "man"]),
        ("“What?!” they cried!!", ["“", "What", "?!", "”", "they", "cried", "!!"]),
        ("word--word and/or", ["word", "--", "word", "and", "/", "or"]),
        ("I wanna go", ["I", "wan", "na", "go"]),
    ],
)
def test_the_tokenizer_cuts_as_the_treebanks_do(text: str, tokens: list[str]) -> None:
    assert [token.text for token in make_tokenizer(spacy.blank("en"))(text)] == tokens


def test_marks_are_left_out_all_or_the_last_alone() -> None:
    doc = Doc(Vocab(), words=["“", "Go", "”", "she", "said"], heads=[1, 4, 1, 4, 4], deps=["dep"] * 4 + ["ROOT"])
    assert drop_marks(doc, [token.text for token in doc])[1] == ["Go", "she", "said"]
    assert drop_marks(doc, [token.text for token in doc], one=True)[1] == ["“", "Go", "she", "said"]


@given(st.text(alphabet="ab ", max_size=60), st.integers(0, 9))
def test_broken_lines_change_spaces_alone(text: str, seed: int) -> None:
    broken = break_lines(text, random.Random(seed))
    assert broken.replace("\n", " ") == text


def ruled(exceptions: dict[str, dict[str, list[str]]]) -> Language:
    """A pipeline with a rule lemmatizer that knows nothing but these exceptions."""
    nlp = spacy.blank("en")
    nlp.add_pipe("attribute_ruler").add([[{"IS_SPACE": True}]], {"POS": "SPACE"})  # type: ignore[attr-defined]
    lookups = nlp.add_pipe("lemmatizer", config={"mode": "rule"}).lookups  # type: ignore[attr-defined]
    lookups.add_table("lemma_index", {pos: [] for pos in exceptions})
    lookups.add_table("lemma_rules", {pos: [] for pos in exceptions})
    lookups.add_table("lemma_exc", exceptions)
    return nlp


def test_a_lemma_counts_as_irregular_when_the_rules_give_another_often_enough() -> None:
    nlp = ruled({"noun": {}})

    def doc(form: str, lemma: str) -> Doc:
        return Doc(nlp.vocab, words=[form], lemmas=[lemma], pos=["NOUN"], tags=["NNS"], heads=[0], deps=["ROOT"])

    often = [doc("oxen", "ox")] * 3 + [doc("mice", "mouse")] * 2 + [doc("sheep", "sheep")] * 4
    assert list(irregular(nlp, often)) == [("noun", "oxen", "ox")]


def test_the_table_of_a_closed_part_of_speech_holds_all_its_forms() -> None:
    nlp = ruled({})
    lemmatizer = nlp.get_pipe("lemmatizer")
    words, lemmas = ["They", "saw", "me"], ["they", "see", "I"]
    doc = Doc(nlp.vocab, words=words, lemmas=lemmas, pos=["PRON", "VERB", "PRON"], heads=[1, 1, 1], deps=["dep"] * 3)
    assert list(irregular(nlp, [doc])) == [("pron", "they", "they"), ("pron", "me", "I")]
    add_irregular(nlp, [doc])
    own = lemmatizer(Doc(nlp.vocab, words=["They", "met", "Me"], pos=["PRON", "VERB", "PRON"]))
    assert [token.lemma_ for token in own if token.pos_ == "PRON"] == ["they", "I"]


def test_texts_that_measure_are_left_out_of_the_free_prose(tmp_path: Path) -> None:
    import lzma

    folder = tmp_path / "litbank" / "entities" / "tsv"
    folder.mkdir(parents=True)
    for number in range(1, 11):
        (folder / f"{number:02}_a_tale_brat.tsv").write_text("", encoding="utf-8")
    without = measured_novels(tmp_path)
    assert {"05", "10"} <= without
    assert "01" not in without
    with lzma.open(tmp_path / "prose.xz", "wt", encoding="utf-8") as lines:
        lines.write(
            "=== a_tale_05 ===\n\nUnread.\n\n=== a_tale_01 ===\n\nRead.\n\n=== Speech_1905-Hale ===\n\nHeard.\n"
        )
    assert list(paragraphs(tmp_path / "prose.xz", without=without)) == ["Read.", "Heard."]


def test_a_mixture_has_the_gold_docs_so_often_and_the_others_once(tmp_path: Path) -> None:
    for name, word in (("gold", "hand"), ("silver", "machine")):
        DocBin(docs=[Doc(Vocab(), words=[word])]).to_disk(tmp_path / name)
    mix(tmp_path / "gold", [tmp_path / "silver"], tmp_path / "mixed", copies=2)
    found = Counter(doc.text.strip() for doc in DocBin().from_disk(tmp_path / "mixed").get_docs(Vocab()))
    assert found == {"hand": 2, "machine": 1}
