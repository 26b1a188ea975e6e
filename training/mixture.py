"""The corpora that the shipped halves learn from: what is annotated by hand, and what the teacher annotated."""

import random
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

MIXED = "train-mixed.spacy"


def mix(gold: Path, silver: list[Path], path: Path, *, copies: int) -> None:
    """Writes `copies` of the gold docs, each to be respelled in its own way, and the silver ones."""
    vocab = Vocab()
    docs = [*list(_read(gold, vocab)) * copies, *(doc for name in silver for doc in _read(name, vocab))]
    random.Random(0).shuffle(docs)
    DocBin(docs=docs, store_user_data=True).to_disk(path)


def _read(path: Path, vocab: Vocab) -> Iterator[Doc]:
    return DocBin().from_disk(path).get_docs(vocab)
