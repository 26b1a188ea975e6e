"""Free prose without annotation: paragraphs of books and speeches, drawn by chance."""

import lzma
import random
from collections.abc import Iterator
from pathlib import Path

from training.assets import LITBANK, PROSE
from training.entities.litbank import works

FILES = dict(zip(("nonfiction", "novels", "speeches"), PROSE, strict=True))
FEWEST, MOST = 60, 1400
# Novels that the Project Dialogism corpus annotates, by their numbers at Project Gutenberg: they measure attribution.
ANNOTATED = frozenset("45 158 174 541 730 1245 1342 2641 2891".split())


def paragraphs(path: Path, *, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yields the paragraphs of a file of texts, without the texts whose number is in `without`."""
    skipped = False
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("=== "):
                skipped = line.removesuffix(" ===\n").rsplit("_", 1)[-1].rsplit("(", 1)[-1].strip(") ") in without
            elif not skipped and (text := line.strip()):
                yield text


def measured_novels(data: Path) -> frozenset[str]:
    """The numbers of the novels that measure names or attribution and may not be seen in training."""
    own = {path.name.split("_")[0] for part in ("dev", "test") for path in works(data / LITBANK, part)}
    return frozenset(own) | ANNOTATED


def sample(data: Path, words: dict[str, int], chance: random.Random) -> Iterator[str]:
    """Yields paragraphs of each file of FILES, by chance, until about the number of words asked for."""
    without = measured_novels(data)
    for name, most in words.items():
        pool = [text for text in paragraphs(data / FILES[name], without=without) if FEWEST <= len(text) <= MOST]
        chance.shuffle(pool)
        count = 0
        for text in pool:
            if count >= most:
                break
            count += text.count(" ") + 1
            yield text
