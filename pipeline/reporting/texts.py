"""The reading view: every document, paragraph by paragraph, with what was found in its place."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.records import AttributedQuotation, Document, Paragraph
from pipeline.reporting.context import in_phrase
from pipeline.reporting.links import Links, document_anchor, paragraph_anchor
from pipeline.reporting.material import Material, Opened
from pipeline.reporting.reading import Layer, Piece, Span, cut_paragraph, keeps_lines, label_place
from pipeline.reporting.relations import leading_terms
from pipeline.reporting.wording import counted, grouped

# A language as HTML wants it (BCP 47): "en", "en-GB"; not "English".
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphView:
    """A paragraph: its number from 1, its pieces in reading order; ``block`` is shown set off from the rest."""

    number: int
    anchor: str
    kind: str
    keeps_lines: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document's head; ``language`` is empty unless it is a tag that HTML knows."""

    doc_id: str
    anchor: str
    href: str
    title: str
    byline: str
    language: str
    n_words: str
    n_quotations: str
    n_speakers: str
    facts: str
    about: tuple[str, ...]


def document_view(opened: Opened, material: Material, links: Links) -> DocumentView:
    """The head of a document, as it stands before its text."""
    document = opened.document
    spoken = [row for row in opened.quotations if row.kind != "term"]
    speakers = {row.speaker_id for row in spoken if row.speaker_id}
    return _view(document, material, links, (len(spoken), len(speakers)), about=leading_terms(opened.keyterms))


def listed_view(document: Document, material: Material, links: Links) -> DocumentView:
    """A document in the list of all."""
    return _view(document, material, links, material.tally.per_text.get(document.doc_id, (0, 0)), about=())


def _view(
    document: Document, material: Material, links: Links, counts: tuple[int, int], *, about: tuple[str, ...]
) -> DocumentView:
    spoken, speakers = counts
    facts = (
        counted(document.n_words, "word"),
        counted(document.n_paragraphs, "paragraph"),
        counted(spoken, "quotation"),
        counted(speakers, "speaker"),
    )
    return DocumentView(
        doc_id=document.doc_id,
        anchor=document_anchor(document.doc_id),
        href=links.document(document.doc_id),
        title=material.titles[document.doc_id],
        byline=", ".join(in_phrase(part) for part in (document.author, document.date, document.source) if part),
        language=document.language if _LANGUAGE.fullmatch(document.language) else "",
        n_words=grouped(document.n_words),
        n_quotations=grouped(spoken),
        n_speakers=grouped(speakers),
        facts=" · ".join(facts),
        about=about,
    )


def paragraph_views(
    text: str, paragraphs: Sequence[Paragraph], quotations: Sequence[AttributedQuotation]
) -> Iterator[ParagraphView]:
    """One document's paragraphs, with its quotations marked."""
    spans = _spans_by_paragraph(paragraphs, list(_spans(text, quotations)))
    set_off = {row.paragraph for row in quotations if row.form == "block"}
    for index, paragraph in enumerate(paragraphs):
        yield ParagraphView(
            number=paragraph.paragraph + 1,
            anchor=paragraph_anchor(paragraph.doc_id, paragraph.paragraph + 1),
            kind="block" if paragraph.paragraph in set_off and paragraph.kind != "note" else paragraph.kind,
            keeps_lines=keeps_lines(text[paragraph.start : paragraph.end]),
            pieces=tuple(cut_paragraph(text, paragraph.start, paragraph.end, spans.get(index, ()))),
        )


def _spans(text: str, quotations: Iterable[AttributedQuotation]) -> Iterator[Span]:
    seen: set[tuple[Layer, int, int]] = set()
    for row in quotations:
        if row.kind == "term":
            yield Span(start=row.start, end=row.end, layer="term", quote_id=row.quote_id)
            continue
        place = label_place(text, row.start)
        yield Span(start=place, end=place, layer="label", quote_id=row.quote_id)
        yield Span(start=row.start, end=row.end, layer="quotation", quote_id=row.quote_id)
        for span in _signs(row):
            # The parts of one utterance share their speaker's mention and their cue.
            if (span.layer, span.start, span.end) not in seen:
                seen.add((span.layer, span.start, span.end))
                yield span


def _signs(row: AttributedQuotation) -> Iterator[Span]:
    if row.mention_start is not None and row.mention_end is not None:
        yield Span(start=row.mention_start, end=row.mention_end, layer="mention", quote_id=row.quote_id)
    if row.cue_start is not None and row.cue_end is not None:
        yield Span(start=row.cue_start, end=row.cue_end, layer="cue", quote_id=row.quote_id)


def _spans_by_paragraph(paragraphs: Sequence[Paragraph], spans: Iterable[Span]) -> Mapping[int, list[Span]]:
    """The spans that touch each paragraph, by its place in the sequence."""
    starts = [paragraph.start for paragraph in paragraphs]
    touching: dict[int, list[Span]] = {}
    for span in spans:
        index = max(0, bisect_right(starts, span.start) - 1)
        while index < len(paragraphs) and starts[index] < max(span.end, span.start + 1):
            touching.setdefault(index, []).append(span)
            index += 1
    return touching
