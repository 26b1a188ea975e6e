"""Parsed sentences written by hand, so that a rule is tested and not a model.

A sentence is a row of tokens ``word/TAG/dependency/head`` with an entity label behind where there is one
(``B-PERSON``, ``I-PERSON``); a mark of punctuation needs its head alone: ``,/said``. The head is a word of the row, or
``@5`` for the token at 5 where the word stands there twice.
"""

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.nlp.cues import Site, make_site
from pipeline.nlp.frames import Frame
from pipeline.nlp.units import Unit

LEMMAS = {
    "said": "say",
    "says": "say",
    "saying": "say",
    "wrote": "write",
    "written": "write",
    "thought": "think",
    "asked": "ask",
    "words": "word",
    "men": "man",
    "workers": "worker",
    "called": "call",
    "is": "be",
}
POS = {
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "PRP": "PRON",
    "PRP$": "PRON",
    "WP": "PRON",
    "EX": "PRON",
    "IN": "ADP",
    "DT": "DET",
    "JJ": "ADJ",
    "RB": "ADV",
    "CC": "CCONJ",
    "POS": "PART",
    "TO": "PART",
    "CD": "NUM",
    "MD": "AUX",
}


def _pos(tag: str, dep: str) -> str:
    if dep == "punct":
        return "PUNCT"
    if tag.startswith("VB"):
        return "AUX" if dep in {"aux", "auxpass"} else "VERB"
    return "SCONJ" if dep == "mark" else POS[tag]


def _fields(token: str) -> list[str]:
    fields = token.split("/")
    return [fields[0], fields[0], "punct", fields[1], ""] if len(fields) == 2 else [*fields, ""][:5]


def _head(head: str, words: list[str]) -> int:
    if head.startswith("@"):
        return int(head[1:])
    assert words.count(head) == 1, f"{head!r} is no head: it stands {words.count(head)} times in {words}"
    return words.index(head)


@pytest.fixture(scope="session")
def blank() -> Language:
    """A tokenizer and nothing else."""
    return spacy.blank("en")


@pytest.fixture(scope="session")
def parse(blank: Language) -> Callable[[str], Doc]:
    """What makes a parsed sentence of a row of tokens."""

    def make(row: str) -> Doc:
        words, tags, deps, heads, ents = map(list, zip(*(_fields(token) for token in row.split()), strict=True))
        return Doc(
            blank.vocab,
            words=words,
            tags=tags,
            pos=[_pos(tag, dep) for tag, dep in zip(tags, deps, strict=True)],
            deps=deps,
            heads=[_head(head, words) for head in heads],
            lemmas=[LEMMAS.get(word, word.lower()) for word in words],
            ents=[ent or "O" for ent in ents],
        )

    return make


@pytest.fixture(scope="session")
def frame_of(parse: Callable[[str], Doc]) -> Callable[[str], Frame]:
    """What makes a frame of a row of tokens: every pair of “ and ” in it is a span, in order."""

    def make(row: str) -> Frame:
        doc = parse(row)
        opens = [token.i for token in doc if token.text == "“"]
        closes = [token.i for token in doc if token.text == "”"]
        spans = {index: (start, end + 1) for index, (start, end) in enumerate(zip(opens, closes, strict=True))}
        unit = Unit(paragraph=0, span=None, start=0, end=len(doc.text), children=tuple(spans))
        places = tuple((token.idx, token.idx + len(token)) for token in doc)
        return Frame(unit=unit, doc=doc, places=places, spans=spans)

    return make


@pytest.fixture(scope="session")
def site_of(frame_of: Callable[[str], Frame]) -> Callable[[str], Site]:
    """What makes the site of the first pair of marks in a row of tokens."""

    def make(row: str) -> Site:
        return make_site(frame_of(row), 0, None)

    return make
