"""LitBank: beginnings of novels in which every quotation is marked.

A folder of ``<name>.txt``, tokens apart by spaces and a sentence a line, and ``<name>.ann``, whose
lines ``QUOTE id sentence token sentence token text`` give the first and last token of a quotation.
Sims and Bamman, "Measuring Information Propagation in Literary Social Networks" (EMNLP 2020).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import GoldError
from pipeline.evaluation.files import read_source
from pipeline.evaluation.matching import Span

_TOKEN = re.compile(r"[^ ]+")
_EDGES = " _\"“”'‘’—"


@dataclass(frozen=True, slots=True, kw_only=True)
class LitbankText:
    """One text and its quotations in code points, less the marks."""

    name: str
    text: str
    quotations: tuple[Span, ...]


def litbank_folder(folder: Path) -> Path:
    """The folder that holds the texts: the given one, or the corpus' own ``quotations/tsv`` in it."""
    inside = folder / "quotations" / "tsv"
    return inside if inside.is_dir() else folder


def is_litbank(folder: Path) -> bool:
    """Whether a folder has the form of LitBank's quotations."""
    # A text without a quotation has an empty file.
    files = litbank_folder(folder).glob("*.ann")
    return any(read_source(path).startswith(("QUOTE\t", "ATTRIB\t")) for path in files)


def read_litbank(folder: Path) -> Iterator[LitbankText]:
    """The texts of the folder, by name.

    Raises:
        GoldError: an annotation has no text, or names tokens that are not there.
    """
    for path in sorted(litbank_folder(folder).glob("*.ann")):
        text = read_source(path.with_suffix(".txt"))
        yield LitbankText(name=path.stem, text=text, quotations=tuple(_read_quotations(path, text)))


def _read_quotations(path: Path, text: str) -> Iterator[Span]:
    places = _locate_tokens(text)
    for number, line in enumerate(read_source(path).split("\n"), 1):
        fields = line.split("\t")
        if fields[0] != "QUOTE":
            continue
        try:
            sentence, token, last_sentence, last_token = map(int, fields[2:6])
            span = (places[sentence][token][0], places[last_sentence][last_token][1])
        except (ValueError, IndexError) as error:
            raise GoldError(f"{path}, line {number}: no such tokens in {path.with_suffix('.txt').name}") from error
        yield _strip_marks(span, text)


def _locate_tokens(text: str) -> list[list[Span]]:
    """The place of every token of every line."""
    places: list[list[Span]] = []
    begin = 0
    for line in text.split("\n"):
        places.append([(begin + match.start(), begin + match.end()) for match in _TOKEN.finditer(line)])
        begin += len(line) + 1
    return places


def _strip_marks(span: Span, text: str) -> Span:
    words = text[span[0] : span[1]]
    start = span[0] + len(words) - len(words.lstrip(_EDGES))
    return start, max(start, span[1] - len(words) + len(words.rstrip(_EDGES)))
