"""The tables put together from what the stages found: records in, records out.

Rows stand in the order of the texts (document, start, the longer first); speakers and entities
by how much there is of them. So the same findings always give the same tables.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from pipeline.errors import TableError
from pipeline.quotes.words import count_words
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
    Speaker,
    TextStatistics,
    unattributed,
)
from pipeline.reporting.context import words_after, words_before
from pipeline.reporting.cooccurrence import cooccurrences
from pipeline.reporting.described import describe_documents
from pipeline.reporting.timeline import timeline
from pipeline.schema import PROBLEM_STAGES

Row = TypeVar("Row")
Rows = Mapping[str, Sequence[Any]]
"""The records of every table, by the name of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What the stages before found, each in any order; ``texts`` by ``doc_id``."""

    documents: Sequence[Document]
    quotations: Sequence[Quotation]
    attributions: Sequence[Attribution]
    candidates: Sequence[Candidate]
    dated: Sequence[DatedSentence]
    entities: Sequence[Entity]
    mentions: Sequence[EntityMention]
    key_terms: Sequence[KeyTerm]
    statistics: Sequence[TextStatistics]
    problems: Sequence[Problem]
    texts: Mapping[str, str]


def assemble_tables(findings: Findings, *, context_width: int) -> Rows:
    """The rows of every table of the schema, by its name; ``context_width`` in code points.

    Raises:
        TableError: quotations and attributions are not of the same run.
    """
    quotations = attributed_quotations(findings, context_width=context_width)
    return {
        "quotations": quotations,
        "speakers": speakers(quotations, findings.entities),
        "entities": sorted(findings.entities, key=lambda entity: (-entity.n_mentions, entity.name, entity.entity_id)),
        "mentions": sorted(findings.mentions, key=_place),
        "cooccurrences": cooccurrences(findings.mentions, findings.entities),
        "timeline": timeline(findings.quotations, quotations, findings.dated, findings.mentions, findings.texts),
        "keyterms": sorted(findings.key_terms, key=lambda term: (term.doc_id, term.rank)),
        "documents": describe_documents(
            findings.documents, findings.statistics, quotations, words=own_words(quotations)
        ),
        "candidates": _in_order_of(quotations, findings.candidates),
        "problems": sorted(findings.problems, key=_problem_order),
    }


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


def speakers(quotations: Sequence[AttributedQuotation], entities: Iterable[Entity]) -> list[Speaker]:
    """Everybody who is quoted, whoever has most words first, with the counts of ``speakers.csv``."""
    spoken = [quotation for quotation in quotations if quotation.speaker_id]
    if not spoken:
        return []
    counts = _speaker_counts(spoken, words=own_words(quotations))
    aliases = {entity.entity_id: entity.aliases for entity in entities}
    found = [
        _speaker(rows, counts.loc[speaker_id], aliases.get(speaker_id, ()))
        for speaker_id, rows in group_by(spoken, lambda row: row.speaker_id).items()
    ]
    return sorted(found, key=lambda one: (-one.n_words, -one.n_quotations, one.name, one.speaker_id))


def own_words(quotations: Sequence[AttributedQuotation]) -> dict[str, int]:
    """How many words each quotation holds that no quotation inside it holds, by ``quote_id``.

    A term inside is no quotation: its words stay with whoever says them.
    """
    before: dict[str, AttributedQuotation] = {}
    own: dict[str, int] = {}
    # In the order of the texts a quotation comes after the one it stands inside.
    for quotation in sorted(quotations, key=_place):
        own[quotation.quote_id] = count_words(quotation.text)
        parent = _quoted_parent(quotation, before)
        if parent and quotation.kind != "term":
            own[parent] = max(0, own[parent] - own[quotation.quote_id])
        before[quotation.quote_id] = quotation
    return own


def group_by(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    """The rows under each key, in the order they came."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def by_frequency(values: Iterable[str]) -> tuple[str, ...]:
    """The values, each once, commonest first, then by alphabet; the empty one is left out."""
    counted = Counter(value for value in values if value)
    return tuple(sorted(counted, key=lambda value: (-counted[value], value)))


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
    return AttributedQuotation(**{field.name: cells[field.name] for field in fields(AttributedQuotation)})


def _values(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _quoted_parent(quotation: AttributedQuotation, before: Mapping[str, AttributedQuotation]) -> str:
    """The nearest quotation around this one that is not a term; an empty string where there is none."""
    parent = before.get(quotation.parent_id)
    while parent and parent.kind == "term":
        parent = before.get(parent.parent_id)
    return parent.quote_id if parent else ""


def _speaker_counts(spoken: Sequence[AttributedQuotation], *, words: Mapping[str, int]) -> Any:
    """A frame of four counts, a row a speaker."""
    import pandas

    frame = pandas.DataFrame(
        [(row.speaker_id, row.quote_id, row.utterance_id, row.doc_id, words[row.quote_id]) for row in spoken],
        columns=["speaker_id", "quote_id", "utterance_id", "doc_id", "words"],
    )
    return frame.groupby("speaker_id").agg(
        n_quotations=("quote_id", "size"),
        n_utterances=("utterance_id", "nunique"),
        n_words=("words", "sum"),
        n_documents=("doc_id", "nunique"),
    )


def _speaker(rows: Sequence[AttributedQuotation], counts: Any, aliases: tuple[str, ...]) -> Speaker:
    names = by_frequency(row.speaker for row in rows)
    kinds = by_frequency(row.speaker_kind for row in rows)
    # The parts of one utterance share its cue: it is counted once.
    cues = {row.utterance_id: row.cue.casefold() for row in rows if row.cue}
    return Speaker(
        speaker_id=rows[0].speaker_id,
        name=names[0] if names else "",
        type=kinds[0] if kinds else "",
        aliases=tuple(alias for alias in aliases if alias not in names[:1]),
        n_quotations=int(counts.n_quotations),
        n_utterances=int(counts.n_utterances),
        n_words=int(counts.n_words),
        n_documents=int(counts.n_documents),
        documents=tuple(sorted({row.doc_id for row in rows})),
        verbs=by_frequency(cues.values()),
    )
