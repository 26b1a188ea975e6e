"""What the corpus holds already: names, files of the same bytes, and texts of the same words."""

import csv
import filecmp
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline.quotes.words import find_words
from pipeline.readers.corpus import Corpus, survey
from pipeline.readers.ids import natural_id
from pipeline.records import LoadedDocument
from pipeline.settings import Settings
from pipeline.stages import interim

_EMPTY: Final = Corpus(texts=(), sidecars=(), tables=(), problems=())


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """What the corpus holds: its files by size, the ids taken, and the texts of the last run by number of words."""

    by_size: dict[int, list[tuple[str, Path]]]
    ids: set[str]
    read: dict[int, list[tuple[str, str]]]
    claims: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


def look_around(settings: Settings) -> There:
    """What is in the corpus now, and what the last run read of it."""
    corpus = survey(settings.corpus) if settings.corpus.is_dir() else _EMPTY
    by_size: dict[int, list[tuple[str, Path]]] = defaultdict(list)
    for text in corpus.texts:
        by_size[text.path.stat().st_size].append((text.name, text.path))
    return There(by_size=by_size, ids={natural_id(text.name) for text in corpus.texts}, read=_read_before(settings))


def _read_before(settings: Settings) -> dict[int, list[tuple[str, str]]]:
    """The id and file of the texts that the last run read, by number of words; nothing where there was none."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    path = interim.DOCUMENTS.path(settings)
    if path.is_file():
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                for row in csv.DictReader(stream):
                    found[int(row["n_words"])].append((row["doc_id"], row["path"]))
        except (UnicodeDecodeError, csv.Error, KeyError, ValueError, TypeError):  # of another version, or not ours
            return {}
    return found


def same_file(source: Path, there: There) -> str:
    """The name of the text of the corpus that has the same bytes, "" where none has."""
    for name, path in there.by_size.get(source.stat().st_size, []):
        if filecmp.cmp(source, path, shallow=False):
            return name
    return ""


def same_words(loaded: LoadedDocument, name: str, settings: Settings, there: There) -> str:
    """The file, of the corpus or added before this one, whose text has the same words; "" where none has."""
    words = _digest_words(loaded.text)
    for doc_id, path in there.read.get(loaded.document.n_words, []):
        text = settings.texts / f"{doc_id}.txt"
        if text.is_file() and _digest_words(text.read_bytes().decode("utf-8", errors="replace")) == words:
            return path
    before = there.words.get(words, "")
    there.words.setdefault(words, name)
    return before


def _digest_words(text: str) -> str:
    digest = hashlib.sha256()
    for match in find_words(text):
        digest.update(match[0].casefold().encode("utf-8", errors="replace") + b" ")
    return digest.hexdigest()
