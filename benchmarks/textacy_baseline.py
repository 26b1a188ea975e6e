"""textacy's own quotation extractor on the same texts and the same parser, for comparison.

The extractor is called in three ways: on whole documents; on one paragraph at a time; and so with
double marks as the only quotation marks, since otherwise an apostrophe makes it give up. What it
finds is kept, so that a second evaluation need not parse again.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import store
from pipeline.nlp.load import identify_model, load_model
from pipeline.records import AttributedQuotation

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

SINGLE_MARKS = ("'", "’", "‘", "‛", "‚", "`", "´")
NOT_NEEDED = ("ner", "entity_ruler", "name_ruler")
LONGEST = 100_000_000
LONG = 100_000
"""Characters from which a text is kept for itself, so that an evaluation that was stopped has not lost it."""
STEPS = 15
"""How often progress is said for a set of texts, about."""
FORMAT = "1"
"""Of what is kept, and of how the extractor is called: another one when either changes."""

Place = tuple[int, int]
Triple = tuple[str, Place, Place, Place]
"""A document, and in its code points: the quotation without its marks, the speaker, the cue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A way to call the extractor."""

    name: str
    by_paragraph: bool
    double_marks_alone: bool


VARIANTS = (
    Variant(name="whole documents", by_paragraph=False, double_marks_alone=False),
    Variant(name="a paragraph at a time", by_paragraph=True, double_marks_alone=False),
    Variant(name="a paragraph at a time, double marks alone", by_paragraph=True, double_marks_alone=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one variant found, and in how many of its calls the extractor gave up with an error."""

    triples: tuple[Triple, ...] = ()
    calls: int = 0
    failed: int = 0

    def __add__(self, other: "Found") -> "Found":
        return Found(
            triples=self.triples + other.triples, calls=self.calls + other.calls, failed=self.failed + other.failed
        )


class Extractor:
    """The extractor on the parser that Quoth uses, loaded when it is first needed."""

    def __init__(self, model: str, *, kept: Path, say: Callable[[str], None]) -> None:
        self._kept, self._say = kept, say
        self._nlp = load_model(model)
        self._digest = identify_model(model)["sha256"]
        self._nlp.max_length = LONGEST
        for name in NOT_NEEDED:
            if self._nlp.has_pipe(name):
                self._nlp.disable_pipe(name)

    def extract(self, texts: Mapping[str, str]) -> dict[str, Found]:
        """What each variant finds in the texts, by its name; ``texts`` are keyed by document."""
        found = dict.fromkeys((one.name for one in VARIANTS), Found())
        for by_paragraph in (True, False):
            variants = [one for one in VARIANTS if one.by_paragraph == by_paragraph]
            for batch in batches(texts):
                path = self._kept / f"{self._key(batch, variants)}.json"
                for name, some in (read(path) or self._extract(batch, variants, path)).items():
                    found[name] += some
        return found

    def _key(self, texts: Mapping[str, str], variants: Sequence[Variant]) -> str:
        digest = hashlib.sha256()
        made_of = (FORMAT, version("textacy"), version("spacy"), self._digest, *(one.name for one in variants))
        for part in (*made_of, *(part for pair in texts.items() for part in pair)):
            digest.update(part.encode("utf-8", errors="surrogatepass") + b"\0")
        return digest.hexdigest()

    def _extract(self, texts: Mapping[str, str], variants: Sequence[Variant], path: Path) -> dict[str, Found]:
        triples: dict[str, list[Triple]] = {one.name: [] for one in variants}
        failed = dict.fromkeys(triples, 0)
        calls = 0
        for number, (doc_id, text) in enumerate(texts.items(), 1):
            for start, doc in parse(text, self._nlp, by_paragraph=variants[0].by_paragraph):
                calls += 1
                for variant in variants:
                    some = call(doc, self._nlp, variant)
                    failed[variant.name] += some is None
                    triples[variant.name] += [place(doc_id, start, *one) for one in some or ()]
            if number % max(1, len(texts) // STEPS) == 0:
                self._say(f"textacy, {variants[0].name}: {number}/{len(texts)} {doc_id}")
        found = {name: Found(triples=tuple(rows), calls=calls, failed=failed[name]) for name, rows in triples.items()}
        keep(path, found)
        return found


def batches(texts: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """What is parsed and kept together: the short texts, and each long one alone."""
    short = {doc_id: text for doc_id, text in texts.items() if len(text) < LONG}
    if short:
        yield short
    yield from ({doc_id: text} for doc_id, text in texts.items() if len(text) >= LONG)


def keep(path: Path, found: Mapping[str, Found]) -> None:
    """Write what was found where `read` finds it."""
    content = {name: {"calls": one.calls, "failed": one.failed, "triples": one.triples} for name, one in found.items()}
    store.write_text(path, json.dumps(content, ensure_ascii=False) + "\n")


def read(path: Path) -> dict[str, Found]:
    """What was kept; nothing where nothing was."""
    if not path.is_file():
        return {}
    content = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Found(
            calls=one["calls"],
            failed=one["failed"],
            triples=tuple((doc_id, tuple(a), tuple(b), tuple(c)) for doc_id, a, b, c in one["triples"]),
        )
        for name, one in content.items()
    }


def parse(text: str, nlp: "Language", *, by_paragraph: bool) -> "Iterator[tuple[int, Doc]]":
    """The parsed units of a text, each with where it begins: every line, or the whole."""
    units = list(re.finditer(r"[^\n]+" if by_paragraph else r"(?s).+", text))
    docs = nlp.pipe((unit[0] for unit in units), batch_size=64)
    return ((unit.start(), doc) for unit, doc in zip(units, docs, strict=True))


def call(doc: "Doc", nlp: "Language", variant: Variant) -> "list[tuple[Sequence[Token], ...]] | None":
    """The extractor's quotations, speakers and cues; None where it gives up."""
    from spacy.attrs import IS_QUOTE
    from textacy.extract.triples import direct_quotations

    # The flag is read by the extractor alone: one parse serves both ways.
    for mark in SINGLE_MARKS:
        nlp.vocab[mark].set_flag(IS_QUOTE, not variant.double_marks_alone)
    try:
        return [(list(one.content)[1:-1], one.speaker, one.cue) for one in direct_quotations(doc)]
    except ValueError:
        return None


def place(doc_id: str, offset: int, *parts: "Sequence[Token]") -> Triple:
    """Where a quotation, its speaker and its cue stand in the document."""
    content, speaker, cue = ((offset + part[0].idx, offset + part[-1].idx + len(part[-1])) for part in parts)
    return doc_id, content, speaker, cue


def to_rows(triples: Iterable[Triple], texts: Mapping[str, str]) -> dict[str, tuple[AttributedQuotation, ...]]:
    """The triples as rows of quotations.csv, by document."""
    rows: dict[str, list[AttributedQuotation]] = {}
    for number, (doc_id, content, speaker, cue) in enumerate(triples, 1):
        rows.setdefault(doc_id, []).append(
            _to_row(f"{doc_id}.q{number:04}", doc_id, texts[doc_id], content, speaker, cue)
        )
    return {doc_id: tuple(found) for doc_id, found in rows.items()}


def _to_row(quote_id: str, doc_id: str, text: str, content: Place, speaker: Place, cue: Place) -> AttributedQuotation:
    """One row; what the extractor does not say is empty."""
    values = {
        "doc_id": doc_id,
        "quote_id": quote_id,
        "utterance_id": quote_id,
        "kind": "direct",
        "form": "inline",
        "rule": "textacy",
        "score": None,
        "paragraph": 0,
        "speaker": text[slice(*speaker)],
        "speaker_mention": text[slice(*speaker)],
        "mention_start": speaker[0],
        "mention_end": speaker[1],
        "cue": text[slice(*cue)],
        "cue_start": cue[0],
        "cue_end": cue[1],
        "start": content[0],
        "end": content[1],
        "text": text[slice(*content)],
    }
    return AttributedQuotation(**{one.name: values.get(one.name, "") for one in fields(AttributedQuotation)})
