"""Static word vectors, distilled from the encoder and from the teacher: one vector for each word in lower case.

Each word is read alone, by the encoder as it was published (what the word means) and by the teacher (how it is used in
a sentence); principal components join the two. Words are those of the encoder's own vocabulary, which holds the names
of today, and the most frequent ones of the free prose and of the training parts.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy
import spacy
import torch
from numpy.typing import NDArray
from spacy.strings import hash_string
from spacy.tokens import Doc
from spacy.vectors import Vectors

from training.raw import FILES, measured_novels, paragraphs
from training.teacher.batches import Pieces, batches, collate
from training.teacher.network import Teacher

ROWS, WIDTH, PIECES = 24_000, 96, 4000
FROM_ENCODER, FROM_TRAINING = 12_000, 2
NAME = "quoth.vectors"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def build(data: Path, training: Iterable[Doc], encoder: Path, teacher: Teacher, folder: Path) -> None:
    """Writes an empty English pipeline with the vectors."""
    words = vocabulary(data, training, encoder)
    pieces = Pieces(encoder)
    published = Teacher(encoder, teacher.labels).eval()
    states = numpy.hstack([scaled(embed(model, words, pieces)) for model in (published, teacher.eval())])
    write(words, reduce(states, WIDTH), folder)


def write(words: list[str], rows: NDArray[numpy.float32], folder: Path) -> None:
    """Writes an empty English pipeline with a row for each word, in lower case, capitalised or in capitals alike."""
    nlp = spacy.blank("en")
    vectors = Vectors(data=rows, name=NAME)
    for row, word in enumerate(words):
        for form in dict.fromkeys((word, word.capitalize(), word.upper())):
            vectors.add(hash_string(form), row=row)
    nlp.vocab.vectors = vectors
    nlp.to_disk(folder)


def vocabulary(data: Path, training: Iterable[Doc], encoder: Path) -> list[str]:
    """The words that get a vector, at most ROWS of them."""
    seen = Counter(token.lower_ for doc in training for token in doc)
    chosen = dict.fromkeys(word for word, count in seen.most_common() if count >= FROM_TRAINING)
    chosen |= dict.fromkeys(_whole_words(encoder)[:FROM_ENCODER])
    free: Counter[str] = Counter()
    without = measured_novels(data)
    for name in FILES.values():
        for text in paragraphs(data / name, without=without):
            free.update(_WORD.findall(text.lower()))
    for word, _ in free.most_common():
        if len(chosen) >= ROWS:
            break
        chosen.setdefault(word)
    return list(chosen)[:ROWS]


def _whole_words(encoder: Path) -> list[str]:
    """The words of the encoder's vocabulary that are one piece, the more frequent ones first."""
    lines = (encoder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if len(line) > 1 and line.isalpha()]


def embed(model: Teacher, words: list[str], pieces: Pieces) -> NDArray[numpy.float32]:
    """The state of each word read alone, (words, 384)."""
    items = [pieces.item([word], {}) for word in words]
    rows = numpy.zeros((len(words), model.width), dtype="float32")
    with torch.inference_mode():
        for group in batches(items, pieces=PIECES):
            rows[group] = model.states(collate([items[place] for place in group]))[:, 1].numpy()
    return rows


def scaled(rows: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
    """The rows about their mean, with variance one on the whole."""
    centred = rows - rows.mean(axis=0)
    return centred / centred.std()


def reduce(rows: NDArray[numpy.float32], width: int) -> NDArray[numpy.float32]:
    """The first principal components of the rows, with variance one on the whole."""
    centred = rows - rows.mean(axis=0)
    values, axes = numpy.linalg.eigh(centred.T @ centred)
    components = centred @ axes[:, numpy.argsort(values)[::-1][:width]]
    return (components / components.std()).astype("float32")
