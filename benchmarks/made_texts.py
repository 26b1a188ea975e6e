"""Texts to measure speed on: as many and as long as one likes, of the shipped essays' paragraphs in new orders.

The same text never comes twice, since a parse that is kept would serve for both.
"""

import re
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.evaluation_sets import ESSAY, ESSAYS, ROOT

SOURCES: Final = (ROOT / ESSAY, *sorted((ROOT / ESSAYS / "dev").glob("*.txt")))
_BREAK: Final = re.compile(r"\n\s*\n")


def make_texts(folder: Path, *, count: int, words: int, first: int = 0) -> int:
    """Write ``count`` texts of some ``words`` words each; returns how many words they have in all.

    Every sentence is of the essays, every paragraph has a number in it that no other has; text N is the same
    whatever the ``first`` one is.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs = [
        one.strip() for path in SOURCES for one in _BREAK.split(path.read_text(encoding="utf-8")) if one.strip()
    ]
    total = 0
    for number in range(first, first + count):
        content, length = _make_text(paragraphs, words=words, number=number)
        (folder / f"text-{number:06}.txt").write_text(content, encoding="utf-8")
        total += length
    return total


def _make_text(paragraphs: list[str], *, words: int, number: int) -> tuple[str, int]:
    chance, taken, length = Random(number), [f"On text {number}"], 3
    while length < words:
        paragraph = f"{chance.choice(paragraphs)} (See page {number}.{len(taken)}.)"
        taken.append(paragraph)
        length += len(paragraph.split())
    return "\n\n".join(taken) + "\n", length
