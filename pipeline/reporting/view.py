"""The report before it is HTML or Markdown: every list it shows, in order, cut where it grows too long."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import AttributedQuotation, Entity, Problem, Speaker
from pipeline.reporting.assemble import group_by
from pipeline.reporting.context import excerpt, in_phrase, one_line
from pipeline.reporting.entries import (
    Entry,
    Marker,
    doubt_about,
    evidence_of,
    kind_words,
    marker_of,
    rule_words,
    shown_text,
    speaker_kind_words,
)
from pipeline.reporting.links import Links, entry_anchor, speaker_anchor
from pipeline.reporting.material import Material
from pipeline.reporting.wording import ENTITY_TYPES, REASONS, counted, entity_type_order, grouped, in_words, listed

# What an index of many texts shows of each list; the tables have the rest.
SAMPLES = 3
FULL_SPEAKERS = 100
LONGEST_CHART = 20
LONGEST_LIST = 200
LONGEST_NAMES = 80
LONGEST_PLACES = 12
# With so many speakers each one's quotations are folded away until asked for.
FOLDED_FROM = 13
# And with very many, those after the first of them, all together.
LONGEST_CARDS = 30
# And what a page lists of each speaker where its text has very many quotations: the text itself shows all.
PAGE_ENTRIES = 1500
PAGE_SAMPLES = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    """A speaker with their quotations; ``more`` says how many are not listed, ``rest`` where they are."""

    number: int
    anchor: str
    name: str
    marker: Marker
    facts: tuple[str, ...]
    n_quotations: str
    n_words: str
    bar: str
    share: str
    entries: tuple[Entry, ...]
    more: int
    rest: str
    documents: tuple[tuple[str, str], ...]
    more_documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermView:
    """A term, what kind it is, and the links to where it stands."""

    text: str
    kind: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityGroup:
    """The entities of one type, the most named first; ``more`` says how many are not listed."""

    title: str
    total: str
    entities: tuple[Entity, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """A problem in words."""

    stage: str
    where: str
    what: str
    message: str


def entry_of(row: AttributedQuotation, material: Material, links: Links, *, continued: bool) -> Entry:
    """A quotation as the lists show it."""
    text = material.texts[row.doc_id]
    number = material.numbers.get(row.speaker_id, 0)
    doubt = doubt_about(row, uncertain_below=material.uncertain_below)
    evidence = evidence_of(row)
    return Entry(
        row=row,
        anchor=entry_anchor(row.quote_id),
        place=links.quotation(row.doc_id, row.quote_id),
        where=material.where(row.doc_id, row.paragraph, here=links.doc_id),
        marker=marker_of(number),
        text=shown_text(row),
        gap_before=text[row.start - 1 : row.start].isspace(),
        gap_after=text[row.end : row.end + 1].isspace(),
        evidence=evidence,
        doubt=doubt,
        why=f"{doubt}: {rule_words(row)}" if doubt and row.speaker and row.rule else doubt,
        continued=continued,
        number=number,
        card=tuple(_card(row, evidence, doubt)),
    )


def _card(row: AttributedQuotation, evidence: Sequence[str], doubt: str) -> Iterator[str]:
    if row.kind != "term":
        yield in_phrase(row.speaker) or "No speaker found"
    yield from evidence
    if doubt and row.speaker:
        yield f"uncertain: {doubt}"
    elif doubt:
        yield in_phrase(in_words(row.reason, REASONS))


def entries_of(rows: Sequence[AttributedQuotation], material: Material, links: Links) -> Iterator[Entry]:
    """Quotations as the lists show them; a part of an utterance that has begun before says so."""
    begun: set[str] = set()
    for row in rows:
        yield entry_of(row, material, links, continued=row.utterance_id in begun)
        begun.add(row.utterance_id)


def speaker_views(material: Material, links: Links) -> Iterator[SpeakerView]:
    """Every speaker of the corpus, the most quoted first; in an index of many texts with a few quotations each."""
    rows = group_by(material.spoken, lambda row: row.speaker_id)
    words = sum(speaker.n_words for speaker in material.speakers)
    most = max((speaker.n_words for speaker in material.speakers), default=0)
    for number, speaker in enumerate(material.speakers, 1):
        limit = len(material.spoken)
        if material.paged:
            limit = SAMPLES if number <= FULL_SPEAKERS else 0
        own = rows.get(speaker.speaker_id, [])
        yield SpeakerView(
            number=number,
            anchor=speaker_anchor(number),
            name=speaker.name,
            marker=marker_of(number),
            facts=tuple(_speaker_facts(speaker)),
            n_quotations=grouped(speaker.n_quotations),
            n_words=grouped(speaker.n_words),
            bar=f"{100 * speaker.n_words / (most or 1):.1f}",
            share=_share(speaker.n_words, words),
            entries=tuple(entries_of(own[:limit], material, links)),
            more=max(0, len(own) - limit),
            rest="in quotations.csv",
            documents=_document_links(speaker.documents, material, links),
            more_documents=max(0, len(speaker.documents) - LONGEST_PLACES),
        )


def nobody_view(material: Material, links: Links) -> SpeakerView:
    """The quotations for which no speaker was found, as if they had one."""
    rows = [row for row in material.spoken if not row.speaker_id]
    limit = LONGEST_LIST if material.paged else len(rows)
    return _group_view(0, rows, material, links, limit=limit, rest="in quotations.csv")


def document_speaker_views(
    rows: Sequence[AttributedQuotation], material: Material, links: Links
) -> Iterator[SpeakerView]:
    """The speakers of one document with their quotations in it, in the order of the corpus, nobody last."""
    limit = PAGE_SAMPLES if len(rows) > PAGE_ENTRIES else len(rows)
    groups = group_by(rows, lambda row: row.speaker_id)
    numbered = {material.numbers.get(speaker_id, 0): own for speaker_id, own in groups.items()}
    for number in sorted(numbered, key=lambda number: (not number, number)):
        yield _group_view(number, numbered[number], material, links, limit=limit, rest="marked in the text below")


def term_views(material: Material, links: Links) -> tuple[list[TermView], int]:
    """The terms, the most frequent first, and how many are not listed."""
    groups = group_by(material.terms, lambda row: one_line(row.text))
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    views = [
        TermView(
            text=excerpt(text, width=200),
            kind=kind_words(rows[0]),
            places=tuple(links.quotation(row.doc_id, row.quote_id) for row in rows[:LONGEST_NAMES]),
        )
        for text, rows in ordered[:LONGEST_LIST]
    ]
    return views, max(0, len(ordered) - LONGEST_LIST)


def entity_groups(entities: Iterable[Entity]) -> Iterator[EntityGroup]:
    """The entities by type: people first, numbers last."""
    groups = group_by(entities, lambda entity: entity.type)
    for label in sorted(groups, key=entity_type_order):
        yield EntityGroup(
            title=in_words(label, ENTITY_TYPES),
            total=grouped(len(groups[label])),
            entities=tuple(groups[label][:LONGEST_NAMES]),
            more=max(0, len(groups[label]) - LONGEST_NAMES),
        )


def doubtful_entries(material: Material, links: Links) -> tuple[list[Entry], int]:
    """The quotations whose speaker is uncertain or not known, and how many are not listed."""
    doubtful = [row for row in material.spoken if doubt_about(row, uncertain_below=material.uncertain_below)]
    return list(entries_of(doubtful[:LONGEST_LIST], material, links)), max(0, len(doubtful) - LONGEST_LIST)


def problem_views(problems: Sequence[Problem]) -> tuple[list[ProblemView], int]:
    """The problems in words, and how many are not listed."""
    views = [
        ProblemView(
            stage=problem.stage,
            where=problem.path or problem.doc_id,
            what=in_words(problem.code, {}),
            message=problem.message,
        )
        for problem in problems[:LONGEST_LIST]
    ]
    return views, max(0, len(problems) - LONGEST_LIST)


def _group_view(
    number: int, rows: Sequence[AttributedQuotation], material: Material, links: Links, *, limit: int, rest: str
) -> SpeakerView:
    """Some of the quotations of the speaker with this number; 0 is nobody."""
    return SpeakerView(
        number=number,
        anchor=speaker_anchor(number),
        name=material.speakers[number - 1].name if number else "No speaker found",
        marker=marker_of(number),
        facts=(counted(len(rows), "quotation"),),
        n_quotations=grouped(len(rows)),
        n_words="",
        bar="",
        share="",
        entries=tuple(entries_of(rows[:limit], material, links)),
        more=max(0, len(rows) - limit),
        rest=rest,
        documents=(),
        more_documents=0,
    )


def _share(part: int, whole: int) -> str:
    percent = 100 * part / (whole or 1)
    return "< 1 %" if 0 < percent < 0.5 else f"{percent:.0f} %"


def _speaker_facts(speaker: Speaker) -> Iterator[str]:
    if speaker.type:
        yield speaker_kind_words(speaker.type)
    if speaker.aliases:
        yield f"also {listed([in_phrase(alias) for alias in speaker.aliases])}"
    broken = speaker.n_utterances != speaker.n_quotations
    utterances = f" in {counted(speaker.n_utterances, 'utterance')}" if broken else ""
    yield f"{counted(speaker.n_quotations, 'quotation')}{utterances}"
    yield counted(speaker.n_words, "word")
    if speaker.verbs:
        yield f"introduced by {listed([f'“{in_phrase(verb)}”' for verb in speaker.verbs[:6]])}"


def _document_links(doc_ids: Sequence[str], material: Material, links: Links) -> tuple[tuple[str, str], ...]:
    return tuple((material.titles[doc_id], links.document(doc_id)) for doc_id in doc_ids[:LONGEST_PLACES])
