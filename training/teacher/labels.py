"""The labels that the teacher knows, and the forms of words."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from spacy.tokens import Doc

from training.augment import iob_tag

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Labels:
    """Sorted label sets; the place of a label is its number."""

    tags: list[str]
    pos: list[str]
    deps: list[str]
    entities: list[str]

    def write(self, path: Path) -> None:
        """Writes the label sets as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Labels":
        """The label sets that `write` left."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def gather(trees: Iterable[Doc], named: Iterable[Doc]) -> Labels:
    """The labels of a corpus of trees and a corpus of names."""
    tags, pos, deps, entities = set(), set(), set(), {"O"}
    for doc in trees:
        tags |= {token.tag_ for token in doc} - {""}
        pos |= {token.pos_ for token in doc} - {""}
        deps |= {token.dep_ for token in doc} - {""}
    for doc in named:
        labels = {token.ent_type_ for token in doc} - {""}
        entities |= {iob_tag(iob, label) for label in labels for iob in ("B", "I")}
    return Labels(tags=sorted(tags), pos=sorted(pos), deps=sorted(deps), entities=sorted(entities))


def shape_of(word: str) -> int:
    """The form of a word: 1 lower case, 2 capitalised, 3 capitals, 4 one capital, 5 mixed, 6 digits, 7 other."""
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        return 6 if any(letter.isdigit() for letter in word) else 7
    if all(letter.islower() for letter in letters):
        return 1
    if len(letters) == 1:
        return 4
    if all(letter.isupper() for letter in letters):
        return 3
    return 2 if letters[0].isupper() and all(letter.islower() for letter in letters[1:]) else 5


def tree_of(doc: Doc, labels: Labels) -> dict[str, list[int]]:
    """The numbers of tags, parts of speech, heads and labels of a Doc; word 0 and what is open are ignored."""
    return {
        "heads": [IGNORED, *(0 if token.head.i == token.i else token.head.i + 1 for token in doc)],
        "deps": [IGNORED, *_numbers((token.dep_ for token in doc), labels.deps)],
        "tags": [IGNORED, *_numbers((token.tag_ for token in doc), labels.tags)],
        "pos": [IGNORED, *_numbers((token.pos_ for token in doc), labels.pos)],
    }


def names_of(doc: Doc, labels: Labels) -> dict[str, list[int]]:
    """The numbers of the entity tags of a Doc; word 0 and what is open are ignored."""
    tags = (iob_tag(token.ent_iob_, token.ent_type_) for token in doc)
    return {"entities": [IGNORED, *_numbers(tags, labels.entities)]}


def _numbers(values: Iterable[str], labels: list[str]) -> list[int]:
    place = {label: number for number, label in enumerate(labels)}
    return [place.get(value, IGNORED) for value in values]
