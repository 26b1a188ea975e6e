"""The report before it is HTML or Markdown: every list it shows, in order, cut where it grows too long."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice

from pipeline.records import AttributedQuotation, Entity, Problem, Speaker
from pipeline.reporting import tally
from pipeline.reporting.assemble import group_by
from pipeline.reporting.context import excerpt, in_phrase
from pipeline.reporting.entries import (
    Entry,
    Marker,
    doubt_about,
    evidence_of,
    marker_of,
    rule_words,
    shown_text,
    speaker_kind_words,
)
from pipeline.reporting.links import Links, entry_anchor, named_anchor
from pipeline.reporting.material import Material
from pipeline.reporting.wording import ENTITY_TYPES, REASONS, counted, entity_type_order, grouped, in_words, listed

NO_SPEAKER = "No speaker found"
LONGEST_CHART = 20
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
    """A speaker with their quotations; ``more`` says how many are not listed, ``rest`` where they are.

    ``home`` is the id of the speaker's entry in the index, on the page of a document.
    """

    number: int
    anchor: str
    home: str
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
    """A term, what kind it is, how often it stands in the texts, and links to its first places."""

    text: str
    kind: str
    total: int
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
    number = links.speakers.get(row.speaker_id, 0)
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
        yield in_phrase(row.speaker) or NO_SPEAKER
    yield from evidence
    if doubt and row.speaker:
        yield f"uncertain: {doubt}"
    elif doubt:
        yield in_phrase(in_words(row.reason, REASONS))


def entries_of(
    rows: Sequence[AttributedQuotation], material: Material, links: Links, *, made: Mapping[str, Entry] | None = None
) -> Iterator[Entry]:
    """Quotations as the lists show them; a part of an utterance that has begun before says so.

    Those that another list of the page has ``made``, by ``quote_id``, are not made again where they are the same.
    """
    begun: set[str] = set()
    for row in rows:
        continued = row.utterance_id in begun
        known = made.get(row.quote_id) if made else None
        if known is None or known.continued != continued:
            known = entry_of(row, material, links, continued=continued)
        yield known
        begun.add(row.utterance_id)


def speaker_views(material: Material, links: Links) -> Iterator[SpeakerView]:
    """The speakers of the corpus, the most quoted first; in an index of many texts some, with a few quotations each."""
    words = sum(speaker.n_words for speaker in material.speakers)
    most = max((speaker.n_words for speaker in material.speakers), default=0)
    none = tally.Listed(limit=0)
    for number, speaker in enumerate(material.speakers[: tally.LISTED_SPEAKERS if material.paged else None], 1):
        own = material.tally.of_speaker.get(speaker.speaker_id, none)
        yield SpeakerView(
            number=number,
            anchor=links.entry(speaker.speaker_id),
            home="",
            name=speaker.name,
            marker=marker_of(number),
            facts=tuple(_speaker_facts(speaker)),
            n_quotations=grouped(speaker.n_quotations),
            n_words=grouped(speaker.n_words),
            bar=f"{100 * speaker.n_words / (most or 1):.1f}",
            share=_share(speaker.n_words, words),
            entries=tuple(entries_of(own.rows, material, links)),
            more=own.more,
            rest="in quotations.csv",
            documents=_document_links(speaker.documents, material, links),
            more_documents=max(0, len(speaker.documents) - LONGEST_PLACES),
        )


def nobody_view(material: Material, links: Links) -> SpeakerView:
    """The quotations for which no speaker was found, as if they had one."""
    return _group_view("", material.tally.nobody, material, links, name=NO_SPEAKER, rest="in quotations.csv")


def document_speaker_views(
    rows: Sequence[AttributedQuotation], material: Material, links: Links
) -> Iterator[SpeakerView]:
    """The speakers of one document with their quotations in it, as they are numbered on its page, nobody last."""
    groups = group_by(rows, lambda row: row.speaker_id if row.speaker_id in links.speakers else "")
    for speaker_id in sorted(groups, key=lambda one: (not one, links.speakers.get(one, 0))):
        listed = tally.Listed(limit=PAGE_SAMPLES if len(rows) > PAGE_ENTRIES else None)
        for row in groups[speaker_id]:
            listed.add(row)
        name = material.speakers[material.numbers[speaker_id] - 1].name if speaker_id else NO_SPEAKER
        yield _group_view(speaker_id, listed, material, links, name=name, rest="marked in the text below")


def page_numbers(rows: Iterable[AttributedQuotation], material: Material) -> Mapping[str, int]:
    """The speakers of one document numbered from 1 in the order of the corpus.

    So a page stays as it is where speakers it does not quote come and go.
    """
    quoted = {row.speaker_id for row in rows if row.speaker_id in material.numbers}
    return {one: number for number, one in enumerate(sorted(quoted, key=material.numbers.__getitem__), 1)}


def term_views(material: Material, links: Links) -> tuple[list[TermView], int]:
    """The terms, the most frequent first, and how many are not listed."""
    terms = material.tally.terms
    ordered = nsmallest(tally.LONGEST_LIST, terms.items(), key=lambda item: -item[1].count)
    views = [
        TermView(
            text=excerpt(text, width=200),
            kind=term.kind,
            total=term.count,
            places=tuple(links.quotation(doc_id, quote_id) for doc_id, quote_id in term.places),
        )
        for text, term in ordered
    ]
    return views, max(0, len(terms) - tally.LONGEST_LIST)


def entity_groups(entities: Iterable[Entity]) -> Iterator[EntityGroup]:
    """The entities by type: people first, numbers last."""
    groups: dict[str, list[Entity]] = {}
    counts: Counter[str] = Counter()
    for entity in entities:
        counts[entity.type] += 1
        if counts[entity.type] <= tally.LONGEST_NAMES:
            groups.setdefault(entity.type, []).append(entity)
    for label in sorted(counts, key=entity_type_order):
        yield EntityGroup(
            title=in_words(label, ENTITY_TYPES),
            total=grouped(counts[label]),
            entities=tuple(groups.get(label, ())),
            more=max(0, counts[label] - tally.LONGEST_NAMES),
        )


def doubtful_entries(material: Material, links: Links) -> tuple[list[Entry], int]:
    """The quotations whose speaker is uncertain or not known, and how many are not listed."""
    doubtful = material.tally.doubtful
    return list(entries_of(doubtful.rows, material, links)), doubtful.more


def problem_views(problems: Iterable[Problem]) -> tuple[list[ProblemView], int]:
    """The problems in words, and how many are not listed."""
    left = iter(problems)
    views = [
        ProblemView(
            stage=problem.stage,
            where=problem.path or problem.doc_id,
            what=in_words(problem.code, {}),
            message=problem.message,
        )
        for problem in islice(left, tally.LONGEST_LIST)
    ]
    return views, sum(1 for _ in left)


def _group_view(
    speaker_id: str, listed: tally.Listed, material: Material, links: Links, *, name: str, rest: str
) -> SpeakerView:
    """Some of the quotations of a speaker; the empty id is nobody's."""
    number = links.speakers.get(speaker_id, 0)
    return SpeakerView(
        number=number,
        anchor=links.entry(speaker_id),
        home=named_anchor(speaker_id) if number else "",
        name=name,
        marker=marker_of(number),
        facts=(counted(listed.count, "quotation"),),
        n_quotations=grouped(listed.count),
        n_words="",
        bar="",
        share="",
        entries=tuple(entries_of(listed.rows, material, links)),
        more=listed.more,
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
