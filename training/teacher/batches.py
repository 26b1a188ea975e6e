"""Passages in word pieces, and batches of about the same number of pieces."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from transformers import AutoTokenizer

from training.teacher.labels import shape_of
from training.teacher.network import Batch


@dataclass(frozen=True, slots=True)
class Item:
    """One passage: its pieces, their words (from 1), and the form of each word; gold numbers where there are any."""

    pieces: list[int]
    words: list[int]
    shapes: list[int]
    gold: dict[str, list[int]]

    @property
    def length(self) -> int:
        """The number of words."""
        return self.words[-2] if len(self.words) > 2 else 0


class Pieces:
    """Word pieces of words, remembered."""

    def __init__(self, encoder: Path) -> None:
        self._tokenizer = AutoTokenizer.from_pretrained(str(encoder))
        self._known: dict[str, list[int]] = {}
        self.start = int(self._tokenizer.cls_token_id)
        self.end = int(self._tokenizer.sep_token_id)
        self._unknown = int(self._tokenizer.unk_token_id)

    def of(self, word: str) -> list[int]:
        """The numbers of the pieces of a word, at least one, at most eight."""
        if word not in self._known:
            self._known[word] = self._tokenizer(word, add_special_tokens=False)["input_ids"][:8] or [self._unknown]
        return self._known[word]

    def item(self, words: list[str], gold: dict[str, list[int]]) -> Item:
        """The passage of these words."""
        pieces, places, shapes = [self.start], [0], [0]
        for place, word in enumerate(words, start=1):
            own = self.of(word)
            pieces += own
            places += [place] * len(own)
            shapes += [shape_of(word)] * len(own)
        return Item(pieces=[*pieces, self.end], words=[*places, 0], shapes=[*shapes, 0], gold=gold)


def batches(items: list[Item], *, pieces: int, chance: random.Random | None = None) -> Iterator[list[int]]:
    """Yields the places of items of about one length, at most `pieces` pieces together; shuffled if by chance."""
    noise = chance.random if chance else float
    order = sorted(range(len(items)), key=lambda place: len(items[place].pieces) * (1 + 0.1 * noise()))
    groups: list[list[int]] = []
    group: list[int] = []
    for place in order:
        longest = len(items[place].pieces)
        if group and longest * (len(group) + 1) > pieces:
            groups.append(group)
            group = []
        group.append(place)
    groups.append(group)
    if chance:
        chance.shuffle(groups)
    yield from groups


def collate(items: list[Item]) -> Batch:
    """The items side by side."""
    present = [[1] * len(item.pieces) for item in items]
    return Batch(
        pieces=pad([item.pieces for item in items]),
        shapes=pad([item.shapes for item in items]),
        words=pad([item.words for item in items]),
        present=pad(present),
    )


def pad(rows: list[list[int]], value: int = 0) -> Tensor:
    """Rows of numbers as one tensor."""
    longest = max(len(row) for row in rows)
    return torch.tensor([row + [value] * (longest - len(row)) for row in rows])
