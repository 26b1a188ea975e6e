"""The bare parser over a folder of texts, a paragraph at a time, and then textacy's extractor over the parses.

``python -m benchmarks.bare_parse FOLDER`` prints the seconds of processor time each took as JSON. The parser is the
embedded model as spaCy loads it, its documents in batches as `nlp.pipe` makes them, and nothing is kept of them but
what the extractor finds; the time of the extractor is taken apart.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import spacy

from benchmarks.evaluation_sets import ROOT
from benchmarks.textacy_baseline import VARIANTS, call
from pipeline.quotes.paragraphs import split_paragraphs

MODEL = ROOT / "pipeline/model"
PIECE = 2_000
"""Paragraphs that are held at a time."""


def main(folder: Path) -> None:
    """Parse the texts and print how long it took."""
    nlp = spacy.load(MODEL)
    variant = next(one for one in VARIANTS if one.by_paragraph and one.double_marks_alone)
    parse = found = 0.0
    paragraphs = list(read_paragraphs(folder))
    for start in range(0, len(paragraphs), PIECE):
        begun = time.process_time()
        docs = list(nlp.pipe(paragraphs[start : start + PIECE]))
        parse += time.process_time() - begun
        begun = time.process_time()
        for doc in docs:
            call(doc, nlp, variant)
        found += time.process_time() - begun
    sys.stdout.write(json.dumps({"parse": parse, "textacy": found}) + "\n")


def read_paragraphs(folder: Path) -> Iterator[str]:
    """The paragraphs of every text, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for paragraph in split_paragraphs(text, doc_id=path.stem):
            yield text[paragraph.start : paragraph.end]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
