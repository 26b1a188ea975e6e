"""The tables put together from what the stages found: records in, records out.

Each document is put together for itself. Its rows stand in the order of the text (start, the longer first);
speakers and entities by how much there is of them. So the same findings always give the same tables.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from pipeline.errors import TableError
from pipeline.records import (
    AttributedQuotation,
    Attribution,
    Candidate,
    DatedSentence,
    Document,
    Entity,
    EntityMention,
    KeyTerm,
    Problem,
    Quotation,
    TextStatistics,
    unattributed,
)
from pipeline.reporting.context import words_after, words_before
from pipeline.reporting.cooccurrence import PairCounts, count_pairs
from pipeline.reporting.described import describe_documents
from pipeline.reporting.speakers import SpeakerTally, own_words, tally_speakers
from pipeline.reporting.timeline import timeline
from pipeline.schema import PROBLEM_STAGES
from pipeline.store import field_names

Row = TypeVar("Row")
Rows = Mapping[str, Sequence[Any]]
"""The records of every table, by the name of the table."""
_FIELDS: Final = {one: field_names(one) for one in (Quotation, Attribution, AttributedQuotation)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the stages before found in some documents, each in any order; ``texts`` by ``doc_id``."""

    documents: Sequence[Document]
    quotations: Sequence[Quotation]
    attributions: Sequence[Attribution]
    candidates: Sequence[Candidate]
    dated: Sequence[DatedSentence]
    mentions: Sequence[EntityMention]
    key_terms: Sequence[KeyTerm]
    statistics: Sequence[TextStatistics]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """What one document has in the tables: its ``rows``, and what it adds to the tables of the whole corpus."""

    rows: Rows
    pairs: PairCounts
    speakers: Sequence[SpeakerTally]


def assemble_document(findings: Findings, *, tied: Container[str], context_width: int) -> Assembled:
    """The rows of one document in every table that has rows of documents; ``context_width`` in code points.

    ``tied`` are the ids of the entities that can be named together with others.

    Raises:
        TableError: quotations and attributions are not of the same run.
    """
    quotations = attributed_quotations(findings, context_width=context_width)
    words = own_words(quotations)
    rows: Rows = {
        "quotations": quotations,
        "mentions": sorted(findings.mentions, key=_place),
        "timeline": timeline(findings.quotations, quotations, findings.dated, findings.mentions, findings.texts),
        "keyterms": sorted(findings.key_terms, key=lambda term: (term.doc_id, term.rank)),
        "documents": describe_documents(findings.documents, findings.statistics, quotations, words=words),
        "candidates": _in_order_of(quotations, findings.candidates),
    }
    pairs = count_pairs(findings.mentions, tied)
    return Assembled(rows=rows, pairs=pairs, speakers=tally_speakers(quotations, words=words))


def order_entities(entities: Iterable[Entity]) -> list[Entity]:
    """The rows of ``entities.csv``: whoever is named most first."""
    return sorted(entities, key=lambda entity: (-entity.n_mentions, entity.name, entity.entity_id))


def order_problems(problems: Iterable[Problem]) -> list[Problem]:
    """The rows of ``problems.csv``, in the order of the stages."""
    return sorted(problems, key=_problem_order)


def attributed_quotations(findings: Findings, *, context_width: int) -> list[AttributedQuotation]:
    """Every quotation with its speaker, the words around it and what is known of its text, in the order of the texts.

    A term need not have an attribution: nobody is quoted.

    Raises:
        TableError: another quotation has none, an attribution has no quotation, or a quotation no text.
    """
    by_quote = {attribution.quote_id: attribution for attribution in findings.attributions}
    documents = {document.doc_id: document for document in findings.documents}
    ordered = sorted(findings.quotations, key=_place)
    strangers = by_quote.keys() - {quotation.quote_id for quotation in ordered}
    if strangers:
        raise TableError(f"{min(strangers)} has a speaker but is no quotation of this run: run `quoth attribute` again")
    textless = {quotation.doc_id for quotation in ordered} - (documents.keys() & findings.texts.keys())
    if textless:
        raise TableError(f"{min(textless)} has quotations but is no document of this run: run `quoth extract` again")
    return [
        _joined(
            quotation,
            _attribution_of(quotation, by_quote),
            documents[quotation.doc_id],
            findings.texts[quotation.doc_id],
            width=context_width,
        )
        for quotation in ordered
    ]


def group_by(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    """The rows under each key, in the order they came."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _place(row: Any) -> tuple[str, int, int]:
    return row.doc_id, row.start, -row.end


def _problem_order(problem: Problem) -> tuple[int, str, str, str, str]:
    known = PROBLEM_STAGES.index(problem.stage) if problem.stage in PROBLEM_STAGES else len(PROBLEM_STAGES)
    return known, problem.path, problem.doc_id, problem.code, problem.message


def _in_order_of(quotations: Sequence[AttributedQuotation], candidates: Iterable[Candidate]) -> list[Candidate]:
    # Stable: among the candidates of one quotation the order they were found in is kept.
    place = {quotation.quote_id: number for number, quotation in enumerate(quotations)}
    return sorted(candidates, key=lambda candidate: place.get(candidate.quote_id, len(place)))


def _attribution_of(quotation: Quotation, by_quote: Mapping[str, Attribution]) -> Attribution:
    found = by_quote.get(quotation.quote_id)
    if found:
        return found
    if quotation.kind != "term":
        raise TableError(f"{quotation.quote_id} was never given to attribution: run `quoth attribute` again")
    return unattributed(quotation.doc_id, quotation.quote_id, reason="")


def _joined(
    quotation: Quotation, attribution: Attribution, document: Document, text: str, *, width: int
) -> AttributedQuotation:
    added = {
        "left": words_before(text, quotation.start, width=width),
        "right": words_after(text, quotation.end, width=width),
        "doc_title": document.title,
        "doc_author": document.author,
        "doc_date": document.date,
    }
    cells = _values(attribution) | _values(quotation) | added
    return AttributedQuotation(**{name: cells[name] for name in _FIELDS[AttributedQuotation]})


def _values(record: Attribution | Quotation) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _FIELDS[type(record)]}
