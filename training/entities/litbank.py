"""Proper names of LitBank: the openings of a hundred novels."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.entities.crossner import spans
from training.entities.lexicon import DETERMINERS, HONORIFICS, REGIONS, is_people, strip_name
from training.entities.tags import CALENDAR, MISSING, OUTSIDE, Passage, guess_spaces, is_capitalised, put

LABELS = {"PER": "PERSON", "FAC": "FAC", "GPE": "GPE", "LOC": "LOC", "ORG": "ORG"}
CONNECTING = frozenset("of the and de la du des von van der di da del 's ’s ' ’ - & . ,".split())
SENTENCES = 5


def works(folder: Path, part: str) -> list[Path]:
    """The files of a part: in order of names every fifth work is for testing, of the others every tenth for tuning."""
    files = sorted(folder.glob("*.tsv"))
    test = files[4::5]
    rest = [file for file in files if file not in test]
    return {"test": test, "dev": rest[9::10], "train": [file for file in rest if file not in rest[9::10]]}[part]


def read_work(path: Path, *, known: frozenset[str]) -> Iterator[Passage]:
    """Yields passages of a few sentences of one work with its proper names."""
    sentences = [
        [line.split("\t") for line in block.splitlines() if line.strip()]
        for block in path.read_text(encoding="utf-8").split("\n\n")
    ]
    lowercase = Counter(row[0] for rows in sentences for row in rows if row[0].islower())
    for first in range(0, len(sentences), SENTENCES):
        group = [rows for rows in sentences[first : first + SENTENCES] if rows]
        words = [row[0] for rows in group for row in rows]
        if words:
            tags = [tag for rows in group for tag in _tags(rows, lowercase, known)]
            yield Passage(words=words, spaces=guess_spaces(words), tags=tags)


def _tags(rows: list[list[str]], lowercase: Counter[str], known: frozenset[str]) -> list[str]:
    words = [row[0] for row in rows]
    tags = [_unannotated(index, word, words, lowercase, known) for index, word in enumerate(words)]
    layers = zip(*[(row + ["O"] * 5)[1:5] for row in rows], strict=True)
    found = [span for layer in layers for span in spans([tag or OUTSIDE for tag in layer])]
    taken: set[int] = set()
    for start, end, kind in sorted(found, key=lambda span: span[0] - span[1]):
        first, last = strip_name(words, start, end)
        if (
            kind in LABELS
            and is_name(words[first:last], first == 0, lowercase)
            and taken.isdisjoint(range(first, last))
        ):
            taken |= set(range(first, last))
            people = last - first == 1 and is_people(words[first], known)
            put(tags, first, last, "NORP" if people else LABELS[kind])
    return tags


def _label(name: list[str], kind: str, known: frozenset[str]) -> str:
    """The OntoNotes name: a people is NORP whatever LitBank calls it, and continents are LOC."""
    if len(name) == 1 and is_people(name[0], known):
        return "NORP"
    return "LOC" if name[-1].lower() in REGIONS else LABELS[kind]


def is_name(words: list[str], opens_sentence: bool, lowercase: Counter[str]) -> bool:
    """Whether a mention is a proper name by its capitals: LitBank's own layer does not tell names from descriptions."""
    content = [word for word in words if word.lower() not in CONNECTING | DETERMINERS | HONORIFICS]
    if not content or not all(is_capitalised(word) for word in content) or not is_capitalised(words[-1]):
        return False
    doubtful = opens_sentence and len(content) == 1 and content[0].lower() in lowercase
    return not doubtful and content != ["I"]


def _unannotated(index: int, word: str, words: list[str], lowercase: Counter[str], known: frozenset[str]) -> str:
    """The tag of a word outside all mentions: open if it may be a name of a kind that LitBank leaves out."""
    opens = index == 0 or words[index - 1] in "“\"'‘.!?—--"
    if (
        not is_capitalised(word)
        or word == "I"
        or word.lower() in CALENDAR | HONORIFICS
        or (opens and word.lower() in lowercase)
    ):
        return OUTSIDE
    return "B-NORP" if is_people(word, known) and not opens else MISSING
