"""textacy's own quotation extractor under the measure on PolNeAR, for comparison.

Run it by hand where PolNeAR lies::

    python -m benchmarks.textacy_baseline FOLDER MODEL

FOLDER holds ``text/`` and ``attributions/``; MODEL is a spaCy pipeline, by name or folder. The
extractor is called in three ways: on whole documents; on one paragraph at a time; and so with
double marks as the only quotation marks, since otherwise an apostrophe makes it give up.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.attrs import IS_QUOTE
from spacy.language import Language
from spacy.tokens import Token
from textacy.extract.triples import DQTriple, direct_quotations

from pipeline.evaluation.corpora import polnear_sections
from pipeline.evaluation.matching import Span
from pipeline.evaluation.polnear import GoldDocument, read_polnear
from pipeline.evaluation.polnear_measure import compare, find_errors
from pipeline.evaluation.report import Report, Section, render
from pipeline.records import AttributedQuotation

SINGLE_MARKS = ("'", "’", "‘", "‛", "‚", "`", "´")
SECTIONS = {"measure", "sources", "cues"}


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the measure for every variant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a part of PolNeAR")
    parser.add_argument("model", help="a spaCy pipeline with tagger, parser and lemmatizer")
    options = parser.parse_args(arguments)
    documents = list(read_polnear(options.folder))
    for variant in VARIANTS:
        report = measure(documents, load(options.model, variant=variant), variant=variant)
        sys.stdout.write("\n".join(render(report, errors=False)) + "\n\n")


def load(model: str, *, variant: Variant) -> Language:
    """The spaCy pipeline, told which marks are quotation marks."""
    nlp = spacy.load(model, exclude=["ner"])
    if variant.double_marks_alone:
        for mark in SINGLE_MARKS:
            nlp.vocab[mark].set_flag(IS_QUOTE, False)
    return nlp


def measure(documents: Sequence[GoldDocument], nlp: Language, *, variant: Variant) -> Report:
    """The report over documents, with the number of texts on which the extractor gave up."""
    failures: list[str] = []
    comparisons = [
        compare(document, extract(document, nlp, by_paragraph=variant.by_paragraph, failures=failures))
        for document in documents
    ]
    sections: Iterable[Section] = (one for one in polnear_sections(comparisons) if one.key in SECTIONS)
    title = f"textacy, {variant.name}: {len(failures)} calls raised ValueError"
    findings = tuple(error for one in comparisons for error in find_errors(one))
    return Report(form="polnear", title=title, sections=tuple(sections), findings=findings)


def extract(
    document: GoldDocument, nlp: Language, *, by_paragraph: bool, failures: list[str]
) -> Iterator[AttributedQuotation]:
    """The rows of one document; the name of the document is added to ``failures`` for every call that raises."""
    number = 0
    for start, end in _units(document.text, by_paragraph=by_paragraph):
        try:
            found = list(direct_quotations(nlp(document.text[start:end])))
        except ValueError:
            failures.append(document.name)
            continue
        for triple in found:
            number += 1
            yield _to_row(triple, document, offset=start, number=number)


def _units(text: str, *, by_paragraph: bool) -> Iterator[Span]:
    if not by_paragraph:
        yield 0, len(text)
        return
    for match in re.finditer(r"[^\n]+", text):
        yield match.start(), match.end()


def _to_row(triple: DQTriple, document: GoldDocument, *, offset: int, number: int) -> AttributedQuotation:
    mention, cue = _place(triple.speaker, offset), _place(triple.cue, offset)
    start, end = offset + triple.content.start_char, offset + triple.content.end_char
    return AttributedQuotation(
        doc_id=document.name,
        quote_id=f"{document.name}.q{number:04}",
        kind="direct",
        subkind="",
        form="inline",
        utterance_id=f"{document.name}.q{number:04}",
        parent_id="",
        speaker_id="",
        speaker=document.text[slice(*mention)],
        speaker_kind="",
        speaker_mention=document.text[slice(*mention)],
        mention_start=mention[0],
        mention_end=mention[1],
        cue=document.text[slice(*cue)],
        cue_start=cue[0],
        cue_end=cue[1],
        rule="textacy",
        score=None,
        reason="",
        source_title="",
        source_author="",
        stated_date="",
        paragraph=0,
        start=start,
        end=end,
        left="",
        text=document.text[start:end],
        right="",
    )


def _place(tokens: Sequence[Token], offset: int) -> Span:
    return offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1])


if __name__ == "__main__":
    main()
