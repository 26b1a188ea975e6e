"""The DocBins of the entity recogniser, and of each test set apart."""

import random
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import DocBin
from spacy.vocab import Vocab

from training.assets import LITBANK, UD
from training.entities.crossner import read_crossner
from training.entities.gum import read_ewt, read_gum
from training.entities.lexicon import known_peoples
from training.entities.litbank import read_work, works
from training.entities.tags import Passage
from training.entities.variety import gather, vary

# Which parts of which domain train. Of the dev parts of politics and literature, nearest to essays and poor in training
# parts, every other sentence tunes, and the rest trains in the last stage alone, where CrossNER counts threefold.
CROSSNER_TRAIN = ("politics/train", "literature/train", "science/train", "science/dev", "music/train", "music/dev")
CROSSNER_DEV = ("politics/dev", "literature/dev")
LAST_COPIES = 3
CROSSNER_TEST = ("politics/test", "literature/test")


def build(data: Path, folder: Path) -> None:
    """Writes train and dev, and each dev and test set apart."""
    folder.mkdir(parents=True, exist_ok=True)
    known = known_peoples(data)
    essays = list(_crossner(data, CROSSNER_TRAIN, known))
    others = [*_litbank(data, "train", known), *_treebanks(data, known)]
    tuning = list(_crossner(data, CROSSNER_DEV, known))
    train = [*essays, *others]
    chance = random.Random(0)
    train += list(vary(train, gather(train, known), chance))
    chance.shuffle(train)
    _write(train, folder / "train.spacy")
    last = [*others, *(essays + tuning[::2]) * LAST_COPIES]
    chance.shuffle(last)
    _write(last, folder / "train-last.spacy")
    sets = {
        "crossner-dev": tuning[1::2],
        "gum-dev": list(read_gum(data / UD["dev"][1], known=known, free_only=False)),
        "litbank-dev": list(_litbank(data, "dev", known)),
    }
    _write([passage for passages in sets.values() for passage in passages], folder / "dev.spacy")
    sets |= {
        "crossner-politics-test": list(_crossner(data, CROSSNER_TEST[:1], known)),
        "crossner-literature-test": list(_crossner(data, CROSSNER_TEST[1:], known)),
        "gum-test": list(read_gum(data / UD["test"][1], known=known, free_only=False)),
        "litbank-test": list(_litbank(data, "test", known)),
    }
    for name, passages in sets.items():
        _write(passages, folder / f"{name}.spacy")


def _crossner(data: Path, names: tuple[str, ...], known: frozenset[str]) -> Iterator[Passage]:
    for name in names:
        yield from read_crossner(data / "crossner" / f"{name}.txt", known=known)


def _litbank(data: Path, part: str, known: frozenset[str]) -> Iterator[Passage]:
    for path in works(data / LITBANK, part):
        yield from read_work(path, known=known)


def _treebanks(data: Path, known: frozenset[str]) -> Iterator[Passage]:
    yield from read_ewt(data / UD["train"][0], known=known)
    yield from read_gum(data / UD["train"][1], known=known, free_only=True)


def _write(passages: list[Passage], path: Path) -> None:
    vocab = Vocab()
    DocBin(docs=[passage.to_doc(vocab) for passage in passages], store_user_data=True).to_disk(path)
