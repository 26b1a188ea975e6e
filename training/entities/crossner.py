"""Entities of CrossNER: sentences of Wikipedia in four domains, each with its own types."""

from collections.abc import Iterator
from pathlib import Path

from training.entities.lexicon import HONORIFICS, is_people, place_label, strip_name
from training.entities.tags import MISSING, OUTSIDE, Passage, guess_spaces, is_capitalised, put, put_missing

# Newspapers, magazines and journals speak and are ORG; books, poems, songs and albums are WORK_OF_ART.
LABELS = {
    "person": "PERSON",
    "politician": "PERSON",
    "writer": "PERSON",
    "scientist": "PERSON",
    "musicalartist": "PERSON",
    "organisation": "ORG",
    "politicalparty": "ORG",
    "band": "ORG",
    "university": "ORG",
    "magazine": "ORG",
    "academicjournal": "ORG",
    "country": "GPE",
    "location": "PLACE",
    "event": "EVENT",
    "election": "EVENT",
    "conference": "EVENT",
    "book": "WORK_OF_ART",
    "poem": "WORK_OF_ART",
    "song": "WORK_OF_ART",
    "album": "WORK_OF_ART",
    "astronomicalobject": "LOC",
}


def read_crossner(path: Path, *, known: frozenset[str]) -> Iterator[Passage]:
    """Yields the sentences of a CrossNER file with entities under OntoNotes names."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        if rows:
            words = [row[0] for row in rows]
            yield Passage(words=words, spaces=guess_spaces(words), tags=_tags(words, [row[1] for row in rows], known))


def spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yields start, end (exclusive) and type of each entity of a row of BIO tags."""
    start = None
    for index, tag in enumerate([*tags, OUTSIDE]):
        if start is not None and not tag.startswith("I-"):
            yield start, index, tags[start][2:]
            start = None
        if tag.startswith("B-"):
            start = index


def _tags(words: list[str], given: list[str], known: frozenset[str]) -> list[str]:
    tags = [_unannotated(index, word, known) for index, word in enumerate(words)]
    for start, end, kind in spans(given):
        if kind in LABELS:
            first, last = strip_name(words, start, end)
            tags[start:end] = [OUTSIDE] * (end - start)
            label = LABELS[kind]
            put(tags, first, last, place_label(words[first:last]) if label == "PLACE" else label)
        elif end - start == 1 and is_people(words[start], known):
            put(tags, start, end, "NORP")
        else:
            put_missing(tags, start, end)
    return tags


def _unannotated(index: int, word: str, known: frozenset[str]) -> str:
    """The tag of a word outside all entities: a people's name is one all the same, another capitalised word is open."""
    if is_people(word, known):
        return "B-NORP"
    closed = word == "I" or word.lower() in HONORIFICS
    return MISSING if index > 0 and is_capitalised(word) and not closed else OUTSIDE
