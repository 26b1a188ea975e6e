"""Typographic variation of training examples: curly and straight marks, dashes, marks left out, capitals, line breaks.

The treebanks mostly have straight marks, essays mostly curly ones. An example keeps its analysis; only the form of the
marks changes, and now and then the double marks go altogether.
"""

import random
from collections.abc import Callable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

STRAIGHT_DOUBLE = frozenset(['"', "''", "``", "“", "”", "„", "’’", "‘‘", '""'])
SINGLE = frozenset(["'", "‘", "`", "’"])
OPENING, CLOSING = "``", "''"
# The shares of the varied examples without marks, in capitals, and broken into lines.
DROPPED, IN_CAPITALS, BROKEN = 0.1, 0.04, 0.1


@spacy.registry.augmenters("quoth.typography.v1")
def make_augmenter(level: float, seed: int) -> Callable[[Language, Example], Iterator[Example]]:
    """An augmenter that changes the typography of a share `level` of the examples."""
    chance = random.Random(seed)

    def augment(nlp: Language, example: Example) -> Iterator[Example]:
        if chance.random() >= level or example.reference.has_unknown_spaces:
            yield example
        else:
            yield vary(nlp, example, chance)

    return augment


def vary(nlp: Language, example: Example, chance: random.Random) -> Example:
    """The example in another typography, drawn by chance."""
    reference = example.reference
    words = respell_by_chance(reference, chance)
    if chance.random() < DROPPED:
        reference, words = drop_marks(reference, words, one=chance.random() < 0.3)
    if chance.random() < IN_CAPITALS:
        words = [word.upper() for word in words]
    doc = with_words(reference, words)
    text = break_lines(doc.text, chance) if chance.random() < BROKEN else doc.text
    return Example(nlp.make_doc(text), doc)


def respell_by_chance(doc: Doc, chance: random.Random) -> list[str]:
    """The words of the document in a style of marks and dashes drawn by chance."""
    curly = chance.random() < 0.75
    british = curly and chance.random() < 0.1
    return respell(doc, curly=curly, british=british, dash=chance.choice(("—", "–", "--")))


def break_lines(text: str, chance: random.Random) -> str:
    """The text with a line break in the place of one space in twelve or so."""
    return "".join("\n" if letter == " " and chance.random() < 1 / 12 else letter for letter in text)


def respell(doc: Doc, *, curly: bool, british: bool, dash: str) -> list[str]:
    """The words of the document with marks, apostrophes and dashes in one style."""
    opened = False
    words: list[str] = []
    for token in doc:
        word = token.text
        if word in STRAIGHT_DOUBLE:
            opened = token.tag_ == OPENING if token.tag_ in (OPENING, CLOSING) else not opened
            word = _double(opened, curly=curly, british=british)
        elif word in SINGLE and token.tag_ in (OPENING, CLOSING):
            word = ("‘" if token.tag_ == OPENING else "’") if curly else "'"
        elif word in ("--", "—", "–", "---"):
            word = dash
        elif "'" in word or "’" in word:
            word = word.replace("'", "’") if curly else word.replace("’", "'")
        words.append(word)
    return words


def _double(opened: bool, *, curly: bool, british: bool) -> str:
    if not curly:
        return '"'
    return ("‘" if opened else "’") if british else ("“" if opened else "”")


def drop_marks(doc: Doc, words: list[str], *, one: bool = False) -> tuple[Doc, list[str]]:
    """The document and its words without double marks, or without `one`; as it was if a mark governs a word."""
    found = [token.i for token in doc if token.text in STRAIGHT_DOUBLE]
    marks = set(found[-1:] if one else found)
    if not marks or len(marks) == len(doc) or any(token.head.i in marks and token.i not in marks for token in doc):
        return doc, words
    kept = [token for token in doc if token.i not in marks]
    place = {token.i: position for position, token in enumerate(kept)}
    fields = fields_of(doc)
    slim = Doc(
        doc.vocab,
        words=[token.text for token in kept],
        spaces=[bool(token.whitespace_) or (token.i + 1 in marks and _ends(doc, token.i + 1)) for token in kept],
        heads=[place[token.head.i] for token in kept] if doc.has_annotation("DEP") else None,
        **{name: [values[token.i] for token in kept] for name, values in fields.items()},
    )
    return slim, [words[token.i] for token in kept]


def _ends(doc: Doc, index: int) -> bool:
    return index < len(doc) and bool(doc[index].whitespace_)


def fields_of(doc: Doc) -> dict[str, list[str]]:
    """The annotation of each token by the names that `Doc` takes, heads apart."""
    fields: dict[str, list[str]] = {}
    if doc.has_annotation("TAG"):
        fields |= {"tags": [token.tag_ for token in doc]}
    if doc.has_annotation("POS"):
        fields |= {"pos": [token.pos_ for token in doc]}
    if doc.has_annotation("DEP"):
        fields |= {"deps": [token.dep_ for token in doc]}
    if doc.has_annotation("ENT_IOB"):
        fields |= {"ents": [iob_tag(token.ent_iob_, token.ent_type_) for token in doc]}
    return fields


def iob_tag(iob: str, label: str) -> str:
    """The tag of a token as `Doc` takes it: empty where nothing is annotated."""
    return f"{iob}-{label}" if iob in ("B", "I") else iob


def with_words(doc: Doc, words: list[str]) -> Doc:
    """The document with other words and the same annotation."""
    heads = [token.head.i for token in doc] if doc.has_annotation("DEP") else None
    spaces = [bool(token.whitespace_) for token in doc]
    return Doc(doc.vocab, words=words, spaces=spaces, heads=heads, **fields_of(doc))
