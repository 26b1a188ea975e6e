"""PolNeAR: news texts in which every attribution has its source, cue and content.

The folder holds ``text/<name>.txt`` and ``attributions/<name>_<annotator>.ann`` (brat), or, as brat itself has
it and `quoth export brat` writes it, ``annotation.conf`` and ``<name>.txt`` beside ``<name>.ann``.
Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News" (LREC 2018).
An attribution is quoted (direct or mixed) if its content holds a double quotation mark.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import GoldError
from pipeline.evaluation.brat import BratEvent, read_brat
from pipeline.evaluation.files import read_source
from pipeline.evaluation.matching import Span
from pipeline.evaluation.names import last_capitalised_word

SourceForm = Literal["name", "pronoun", "nominal", "none"]
QuotedKind = Literal["direct", "mixed"]
CuePosition = Literal["before", "after", "inside", "none"]

_DOUBLE_MARK = re.compile(r'["“”]')
_IN_MARKS = re.compile(r'["“”][^"“”]*["“”]')
_WORD = re.compile(r"\w")
_PRONOUNS = frozenset(
    "i he she it we they you who one this that these those him her them us me himself herself themselves itself"
    " someone somebody everyone everybody nobody some many others".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAttribution:
    """One attribution. ``content`` and ``sources`` are pieces in code points; ``names`` are the sources' words."""

    content: tuple[Span, ...]
    sources: tuple[Span, ...]
    names: tuple[str, ...]
    cue: str
    quoted: bool
    kind: QuotedKind
    source_form: SourceForm
    cue_position: CuePosition


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """One text with its attributions; ``contents`` are the pieces of every content, linked or not."""

    name: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    contents: tuple[tuple[Span, ...], ...]


def is_polnear(folder: Path) -> bool:
    """Whether a folder has PolNeAR's form, or holds the same for brat."""
    return ((folder / "text").is_dir() and (folder / "attributions").is_dir()) or _is_for_brat(folder)


def read_polnear(folder: Path) -> Iterator[GoldDocument]:
    """The documents of a PolNeAR folder, by name; of several annotations the first in the alphabet.

    Raises:
        GoldError: a text has no annotation, or an annotation does not fit its text.
    """
    for_brat = _is_for_brat(folder)
    annotated, texts = (folder, folder) if for_brat else (folder / "attributions", folder / "text")
    annotations: dict[str, Path] = {}
    for path in sorted(annotated.glob("*.ann")):
        annotations.setdefault(path.stem if for_brat else path.stem.rpartition("_")[0], path)
    for path in sorted(texts.glob("*.txt")):
        if path.stem not in annotations:
            raise GoldError(f"{path}: no annotation {path.stem}{'' if for_brat else '_*'}.ann in {annotated}")
        text = read_source(path)
        yield read_annotation(annotations[path.stem], name=path.stem, text=text)


def _is_for_brat(folder: Path) -> bool:
    return (folder / "annotation.conf").is_file()


def read_annotation(path: Path, *, name: str, text: str) -> GoldDocument:
    """One text's attributions from its brat file; an event without a content is none."""
    brat = read_brat(path, text=text)
    events = [event for event in brat.events if event.spans("Content")]
    return GoldDocument(
        name=name,
        text=text,
        attributions=tuple(_read_attribution(event, text) for event in events),
        contents=tuple(span.pieces for span in brat.spans if span.label == "Content"),
    )


def _read_attribution(event: BratEvent, text: str) -> GoldAttribution:
    content = _merge(span.pieces for span in event.spans("Content"))
    cue = _merge(span.pieces for span in event.spans("Cue"))
    sources = [span.pieces for span in event.spans("Source")]
    names = tuple(_words(pieces, text) for pieces in sources)
    return GoldAttribution(
        content=content,
        sources=_merge(sources),
        names=names,
        cue=_words(cue, text),
        quoted=any(_DOUBLE_MARK.search(text[start:end]) for start, end in content),
        kind=_kind(content, text),
        source_form=_source_form(sources, text),
        cue_position=_cue_position(cue, content),
    )


def _merge(pieces: Iterable[tuple[Span, ...]]) -> tuple[Span, ...]:
    """The pieces of several spans as one broken span whose pieces do not overlap."""
    merged: list[Span] = []
    for start, end in sorted(piece for span in pieces for piece in span):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _words(pieces: Iterable[Span], text: str) -> str:
    return " ".join(" ".join(text[start:end].split()) for start, end in pieces)


def _kind(content: Sequence[Span], text: str) -> QuotedKind:
    """Direct where every word of the content stands in marks, as the corpus' guidelines have it."""
    words = " ".join(text[start:end] for start, end in content)
    return "mixed" if _WORD.search(_IN_MARKS.sub(" ", words)) else "direct"


def _source_form(sources: Sequence[tuple[Span, ...]], text: str) -> SourceForm:
    """Whether the first source is a name, a pronoun or a nominal, as far as its letters tell."""
    if not sources:
        return "none"
    words = _words(sources[0], text)
    if words.casefold() in _PRONOUNS:
        return "pronoun"
    name = last_capitalised_word(words)
    # "Critics" at the head of a sentence is no name where the text also writes "critics".
    return "name" if name and not re.search(rf"\b{re.escape(name.lower())}\b", text) else "nominal"


def _cue_position(cue: Sequence[Span], content: Sequence[Span]) -> CuePosition:
    if not cue:
        return "none"
    if cue[0][0] <= content[0][0]:
        return "before"
    return "after" if cue[-1][0] >= content[-1][1] else "inside"
