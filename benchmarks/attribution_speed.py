"""The speed of everything but the parser, in one run on one core: rates, the share beside the parse, and linearity.

``make bench`` runs it: on PolNeAR dev where QUOTH_DATA names the folder of the corpora, else on the shipped
essay; or on any folder of texts::

    python -m benchmarks.attribution_speed FOLDER

Three things are measured, in seconds of processor time, so that other work on the machine counts little:

* the stage ``attribute`` alone, tables read and written: at least 20,000 words a second;
* extraction and attribution with the parse in them, against the bare parse of the same paragraphs by the same
  model, by turns: they add at most 25 %;
* finding quotations, extraction, and the stage ``attribute``, on texts of up to 200,000 marks, and of up to a million
  words after a mark that is never closed: what a mark or a word takes must not grow with their number.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.evaluation_sets import ESSAY, ROOT, data_folder
from benchmarks.made_records import MadeRecords, dialogue, long_text, write_records
from pipeline.findings import open_findings
from pipeline.quotes.marks import find_quotations
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.records import Document
from pipeline.settings import Settings
from pipeline.stages import attribute, interim
from pipeline.stages.processes import ONE_THREAD
from pipeline.stages.run import run_stage

CORPUS = Path("polnear/dev/text")
WORDS_A_SECOND, ADDED, GROWTH = 20_000, 0.25, 1.5
MARKS = (50_000, 100_000, 200_000)
WORDS = (250_000, 500_000, 1_000_000)
EXTRACTED = (1_000, 2_000, 4_000)
"""Marks of the texts that are parsed: few, since the parser takes its time."""
# Repeated to the size that is asked for: each with how many marks it holds.
TEXTS = {
    "dialogue in paragraphs": ("“The channel is shut,” said Ada Lund. “No ship comes.”\n\n", 4),
    "straight marks in one paragraph": ('"The channel is shut," she said. ', 2),
    "single marks and apostrophes": ("‘It’s the pilots’ channel,’ he said.\n\n", 2),
    "bare marks in one paragraph": ('" ', 1),
    "marks opened again in every paragraph": ("“The channel is shut, and no ship comes.\n\n", 1),
}
UNCLOSED = {
    "one unclosed mark, one paragraph": ("“", "No ship comes to the harbour of Ada Lund, they say. "),
    "one unclosed mark, many paragraphs": ("“", "No ship comes to the harbour of Ada Lund, they say.\n\n"),
    "one unclosed straight mark, one paragraph": ('"', "No ship comes to the pilots' harbour, they say. "),
}
SAMPLE = 20_000
"""Words that the parser is given: enough for a ratio, and not minutes a round."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and say what was measured beside what is promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="texts (default: PolNeAR dev, else the shipped essay)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured; the median counts")
    parser.add_argument("--only", choices=("rate", "parse", "linear"), action="append", help="leave the others out")
    options = parser.parse_args(arguments)
    for variable in ONE_THREAD:
        os.environ[variable] = "1"
    wanted = options.only or ["rate", "parse", "linear"]
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(corpus=_texts(options.folder, Path(scratch)), outputs=Path(scratch, "outputs"))
        if "rate" in wanted or "parse" in wanted:
            run_stage("ingest", settings, say=lambda _: None)
            run_stage("extract", settings, say=lambda _: None)
            out(f"{settings.corpus}: {_words(settings):,} words")
        if "rate" in wanted:
            measure_rates(settings, rounds=options.rounds)
        if "parse" in wanted:
            measure_parse(settings, rounds=options.rounds)
        if "linear" in wanted:
            measure_linearity(Path(scratch, "made"), rounds=options.rounds)


def measure_rates(settings: Settings, *, rounds: int) -> None:
    """Words a second without the parser: attribution alone, and with all that comes between the parse and it."""
    alone = median_seconds_of_attribution(settings, rounds=rounds)
    nlp, kept, documents = _load(), settings.cache, interim.DOCUMENTS.read(settings)
    extract_all(settings, documents, nlp, cache=kept)
    extraction = median_seconds(lambda: extract_all(settings, documents, nlp, cache=kept), rounds=rounds)
    words = _words(settings)
    verdict = "as promised" if words / alone >= WORDS_A_SECOND else "too slow"
    out(f"attribute: {words / alone:,.0f} words/s (at least {WORDS_A_SECOND:,}: {verdict})")
    out(f"extract, parses read from the cache, and attribute: {words / (extraction + alone):,.0f} words/s")


def measure_parse(settings: Settings, *, rounds: int) -> None:
    """What extraction and attribution add to the bare parse of the same paragraphs, the two by turns."""
    nlp, documents = _load(), _sample(settings)
    paragraphs, words = list(_paragraphs(settings, documents)), sum(one.n_words for one in documents)
    attribution = median_seconds_of_attribution(settings, rounds=rounds) * words / _words(settings)
    ratios, rates = [], []
    for _ in range(rounds):
        bare = seconds(lambda: [None for _ in nlp.pipe(paragraphs)])
        ours = seconds(lambda: extract_all(settings, documents, nlp, cache=None)) + attribution
        ratios.append(ours / bare - 1)
        rates.append(words / bare)
    added = statistics.median(ratios)
    verdict = "as promised" if added <= ADDED else "too slow"
    out(
        f"bare parse: {statistics.median(rates):,.0f} words/s; extraction and attribution, their parse included, add "
        f"{added:+.1%} to it (at most {ADDED:.0%}: {verdict}; rounds from {min(ratios):+.1%} to {max(ratios):+.1%})"
    )


def measure_linearity(folder: Path, *, rounds: int) -> None:
    """Microseconds a mark, or a word, at each size."""
    out("finding quotations, µs a mark")
    for name, (piece, marks) in TEXTS.items():
        say_growth(name, [(n, _scan(piece * (n // marks), rounds) / n) for n in MARKS])
    out("finding quotations, µs a word")
    for name, (start, piece) in UNCLOSED.items():
        words = len(piece.split())
        say_growth(name, [(n, _scan(start + piece * (n // words), rounds) / n) for n in WORDS])
    out("extraction with its parse, µs a mark")
    nlp = _load()
    for name, (piece, marks) in TEXTS.items():
        say_growth(name, [(n, _extract(piece * (n // marks), nlp) / n) for n in EXTRACTED])
    out("attribute, tables read and written, µs a mark")
    for name, described in (("every other speaker a pronoun", False), ("nobody named anywhere", True)):
        say_growth(name, [(n, _decide(folder, dialogue(n // 2, described=described), rounds) / n) for n in MARKS])
    out("attribute, tables read and written, µs a word")
    for name, strangers in (("one quotation, 120 names", False), ("one quotation, names that are all new", True)):
        say_growth(name, [(n, _decide(folder, long_text(n, strangers=strangers), rounds) / n) for n in WORDS])


def say_growth(name: str, measured: Sequence[tuple[int, float]]) -> None:
    """One line: the microseconds a unit takes at each size, and whether they grow."""
    growth = measured[-1][1] / measured[0][1]
    levels = ", ".join(f"{n:,}: {each * 1e6:.2f}" for n, each in measured)
    out(f"  {name}: {levels} ({'level' if growth <= GROWTH else f'GROWS by {growth:.1f}'})")


def seconds(work: Callable[[], object]) -> float:
    """The seconds of processor time some work takes, all threads together."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def median_seconds(work: Callable[[], object], *, rounds: int) -> float:
    """The same, the median of several rounds."""
    return statistics.median(seconds(work) for _ in range(rounds))


def median_seconds_of_attribution(settings: Settings, *, rounds: int) -> float:
    """The same of the stage ``attribute`` on all documents, as though it had never run."""

    def attribute_anew() -> float:
        with open_findings(settings.interim) as findings:
            attribute.forget_all(findings)
        return seconds(lambda: attribute.run(settings, say=lambda _: None))

    return statistics.median(attribute_anew() for _ in range(rounds))


def extract_all(settings: Settings, documents: Sequence[Document], nlp: Any, *, cache: Path | None) -> None:
    """Extract the given documents; without a cache they are parsed."""
    from pipeline.nlp.annotate import ParseCache
    from pipeline.nlp.extract import extract_document

    kept = ParseCache(folder=cache, model_digest="") if cache else None
    paragraphs = interim.by_document(interim.PARAGRAPHS.read(settings))
    for document in documents:
        text = interim.read_doc_text(settings, document.doc_id)
        extract_document(document.doc_id, document.path, text, paragraphs[document.doc_id], nlp, cache=kept)


def _scan(text: str, rounds: int) -> float:
    paragraphs = split_paragraphs(text, doc_id="made")
    return median_seconds(lambda: find_quotations(text, paragraphs), rounds=rounds)


def _extract(text: str, nlp: Any) -> float:
    from pipeline.nlp.extract import extract_document

    paragraphs = split_paragraphs(text, doc_id="made")
    return seconds(lambda: extract_document("made", "made.txt", text, paragraphs, nlp))


def _decide(folder: Path, records: MadeRecords, rounds: int) -> float:
    settings = Settings(corpus=folder / "corpus", outputs=folder / "outputs")
    write_records(records, settings)
    return median_seconds_of_attribution(settings, rounds=rounds)


def _texts(folder: Path | None, scratch: Path) -> Path:
    """The folder of the texts to measure on."""
    data = data_folder()
    if folder is not None:
        return folder
    if data is not None and (data / CORPUS).is_dir():
        return data / CORPUS
    (scratch / "corpus").mkdir()
    shutil.copyfile(ROOT / ESSAY, scratch / "corpus" / ESSAY.name)
    return scratch / "corpus"


def _sample(settings: Settings) -> list[Document]:
    """The first documents, as many as it takes to have enough words."""
    sample: list[Document] = []
    for document in interim.DOCUMENTS.read(settings):
        if sum(one.n_words for one in sample) < SAMPLE:
            sample.append(document)
    return sample


def _paragraphs(settings: Settings, documents: Sequence[Document]) -> Iterator[str]:
    by_document = interim.by_document(interim.PARAGRAPHS.read(settings))
    for document in documents:
        text = interim.read_doc_text(settings, document.doc_id)
        for paragraph in by_document[document.doc_id]:
            yield text[paragraph.start : paragraph.end]


def _words(settings: Settings) -> int:
    return sum(document.n_words for document in interim.DOCUMENTS.read(settings))


def _load() -> Any:
    from pipeline.nlp.load import load_model
    from pipeline.settings import EMBEDDED_MODEL

    return load_model(EMBEDDED_MODEL)


def out(line: str) -> None:
    """Say one line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
