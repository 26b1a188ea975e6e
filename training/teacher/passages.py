"""Passages of a length that the teacher can read, in different typographies."""

import random
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from training.augment import respell_by_chance


def shorten(docs: Iterable[Doc], *, most: int = 250) -> Iterator[Doc]:
    """Yields the docs, long ones cut at ends of sentences into parts of at most `most` words where that can be done."""
    for doc in docs:
        if len(doc) <= most:
            yield doc
            continue
        starts = [sent.start for sent in doc.sents] if doc.has_annotation("DEP") else _quiet_places(doc)
        first = 0
        for start, following in zip(starts, [*starts[1:], len(doc)], strict=True):
            if following - first > most and start > first:
                yield doc[first:start].as_doc()
                first = start
        yield doc[first:].as_doc()


def _quiet_places(doc: Doc) -> list[int]:
    """Where a text without trees may be cut: after a full stop."""
    return [0, *(token.i + 1 for token in doc[:-1] if token.text in (".", "?", "!") and not token.nbor().is_punct)]


def respelled(doc: Doc, chance: random.Random) -> list[str]:
    """The words of a doc, half of the time in another typography."""
    return [token.text for token in doc] if chance.random() < 0.5 else respell_by_chance(doc, chance)
