"""What `make evaluate` judges: the shipped texts with their gold, and the public corpora that are there."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
VARIABLE = "QUOTH_DATA"
ESSAY, ESSAY_GOLD = Path("corpus/permanent-revolution.txt"), Path("tests/data/permanent-revolution.json")
ESSAYS = Path("tests/data/essays")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSet:
    """Texts with their gold: a short name, one for readers, where both lie, and what the set was used for.

    ``corpus`` marks a public corpus, which lies outside the project; paths are relative to the folder
    of the project, or to that of the corpora.
    """

    name: str
    title: str
    texts: Path
    gold: Path
    corpus: bool = True


SETS = (
    TextSet(name="essay", title="the shipped essay", texts=ESSAY, gold=ESSAY_GOLD, corpus=False),
    TextSet(name="essays-dev", title="essays, dev", texts=ESSAYS / "dev", gold=ESSAYS / "dev", corpus=False),
    TextSet(name="essays-test", title="essays, test", texts=ESSAYS / "test", gold=ESSAYS / "test", corpus=False),
    TextSet(name="polnear-dev", title="PolNeAR dev", texts=Path("polnear/dev/text"), gold=Path("polnear/dev")),
    TextSet(name="polnear-train", title="PolNeAR train", texts=Path("polnear/train/text"), gold=Path("polnear/train")),
    TextSet(name="pdnc", title="PDNC", texts=Path("pdnc"), gold=Path("pdnc")),
    TextSet(name="litbank", title="LitBank", texts=Path("litbank/quotations/tsv"), gold=Path("litbank")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A set that is there: the folder of its texts, and its gold."""

    set: TextSet
    texts: Path
    gold: tuple[Path, ...]


def data_folder() -> Path | None:
    """The folder of the corpora that QUOTH_DATA names; None where it names none."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


def is_shipped(one: TextSet, *, root: Path = ROOT) -> bool:
    """Whether a set of the project's own has a gold in this version of it."""
    gold = root / one.gold
    return not one.corpus and (gold.is_file() or any(gold.glob("*.json")))


def locate(one: TextSet, *, data: Path | None, build: Path, root: Path = ROOT) -> Located | str:
    """Where a set lies, or why it is passed over, in words."""
    if one.corpus and data is None:
        return f"{VARIABLE} names no folder of corpora"
    folder = data if one.corpus and data is not None else root
    texts, gold = folder / one.texts, folder / one.gold
    missing = [path for path in (texts, gold) if not path.exists()]
    if missing:
        return f"{missing[0]} is not there"
    files = tuple(_gold_files(one, gold))
    if not files:
        return f"{gold} holds no gold"
    return Located(set=one, texts=_alone(texts, build / one.name) if texts.is_file() else texts, gold=files)


def _gold_files(one: TextSet, gold: Path) -> Iterator[Path]:
    """Corpora are judged as folders, the project's own gold file by file."""
    if one.corpus or gold.is_file():
        yield gold
    else:
        yield from sorted(gold.glob("*.json"))


def _alone(text: Path, build: Path) -> Path:
    """A folder that holds one text and nothing else: the user's corpus may hold others."""
    folder = build / "texts"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(text, folder / text.name)
    return folder
