"""Other names in the same places: passages told again with persons and peoples exchanged.

The corpora name few people often; a recogniser trained on them learns the names, not the places where names stand. The
exchange keeps the form: a surname alone for a surname alone, a full name for a full name, a plural for a plural.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from training.entities.crossner import spans
from training.entities.tags import MISSING, OUTSIDE, Passage, put


@dataclass(frozen=True, slots=True)
class Pool:
    """The names to draw from."""

    surnames: list[str]
    full_names: list[list[str]]
    peoples: list[str]
    plural_peoples: list[str]


def gather(passages: list[Passage], known: frozenset[str]) -> Pool:
    """The names of persons in the passages, and the known peoples, singular and plural."""
    names = [
        passage.words[start:end]
        for passage in passages
        for start, end, label in spans([tag or OUTSIDE for tag in passage.tags])
        if label == "PERSON" and all(word[:1].isupper() and word[1:].islower() for word in passage.words[start:end])
    ]
    peoples = sorted(word.capitalize() for word in known if not word.endswith("s"))
    return Pool(
        surnames=sorted({name[-1] for name in names}),
        full_names=sorted({tuple(name) for name in names if 2 <= len(name) <= 3}),  # type: ignore[arg-type]
        peoples=peoples,
        plural_peoples=[people + "s" for people in peoples if not people.endswith(("sh", "se", "ch"))],
    )


def vary(passages: list[Passage], pool: Pool, chance: random.Random, *, share: float = 0.4) -> Iterator[Passage]:
    """Yields a copy with other names of a share of the passages that name a person or a people."""
    for passage in passages:
        if any(tag in ("B-PERSON", "B-NORP") for tag in passage.tags) and chance.random() < share:
            yield exchange(passage, pool, chance)


def exchange(passage: Passage, pool: Pool, chance: random.Random) -> Passage:
    """The passage with other persons and peoples, the same for the same."""
    words, spaces, tags = [], [], []
    fine: list[str] = []
    given: dict[tuple[str, ...], list[str]] = {}
    ends = {start: (end, label) for start, end, label in spans([tag or OUTSIDE for tag in passage.tags])}
    index = 0
    while index < len(passage.words):
        end, label = ends.get(index, (index + 1, ""))
        old = passage.words[index:end]
        new = old
        if label in ("PERSON", "NORP"):
            new = given.setdefault(tuple(old), draw(old, label, pool, chance))
        kept = passage.tags[index:end] if new is old else [MISSING] * len(new)
        if new is not old:
            put(kept, 0, len(new), label)
        words += new
        tags += kept
        spaces += [True] * (len(new) - 1) + [passage.spaces[end - 1]] if new is not old else passage.spaces[index:end]
        fine += ["NNP"] * len(new) if new is not old or passage.fine_tags is None else passage.fine_tags[index:end]
        index = end
    return Passage(words=words, spaces=spaces, tags=tags, fine_tags=fine if passage.fine_tags else None)


def draw(old: list[str], label: str, pool: Pool, chance: random.Random) -> list[str]:
    """Another name of the same form."""
    if label == "NORP":
        return [chance.choice(pool.plural_peoples if old[-1].endswith("s") else pool.peoples)] if len(old) == 1 else old
    return [chance.choice(pool.surnames)] if len(old) == 1 else list(chance.choice(pool.full_names))
