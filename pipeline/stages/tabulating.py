"""What each document has in the tables: kept as lines and counts, and made again where its findings have changed."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from typing import Any, Final

from pipeline.findings import Findings, Rows
from pipeline.records import Document
from pipeline.reporting.assemble import Assembled, assemble_document
from pipeline.reporting.assemble import Findings as Found
from pipeline.reporting.checks import check_documents, check_entities, check_tables
from pipeline.reporting.cooccurrence import PairCounts
from pipeline.reporting.speakers import SpeakerTally
from pipeline.reporting.timeline import Place, place_in_time
from pipeline.schema import CANDIDATES, DOCUMENTS, KEYTERMS, MENTIONS, QUOTATIONS, TIMELINE, Table
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.executors import Workers
from pipeline.stages.sharing import do_texts
from pipeline.stages.texts import TEXT_KEY
from pipeline.stages.versions import digest_of, digest_of_code
from pipeline.store import to_lines

KEY: Final = "rows"
COPIED: Final = (QUOTATIONS, MENTIONS, KEYTERMS, DOCUMENTS, CANDIDATES)
"""The tables that are the lines of one document after those of the other."""
FOUND: Final[Mapping[str, interim.ByDocument[Any]]] = {
    "quotations": interim.QUOTATIONS,
    "attributions": interim.ATTRIBUTIONS,
    "corrected": interim.CORRECTED,
    "candidates": interim.CANDIDATES,
    "dated": interim.DATED,
    "mentions": interim.ENTITY_MENTIONS,
    "keyterms": interim.KEY_TERMS,
    "statistics": interim.STATISTICS,
}
"""What the stages before found in a document."""
_CODE: Final = (
    *(f"reporting/{name}.py" for name in ("assemble", "checks", "context", "cooccurrence", "described", "speakers")),
    *("reporting/timeline.py", "quotes", "records", "schema", "store.py", "stages/tabulating.py"),
)
_NAMED: Final = interim.Summary(name="rows-named")
"""The entities that a document mentions: those that can be named together with others, then the rest."""
_PAIRS: Final = interim.Summary(name="rows-cooccurrences")
_SPEAKERS: Final = interim.Summary(name="rows-speakers")
_TIMELINE: Final = interim.Summary(name="rows-timeline")
_SUMMARIES: Final = (_NAMED, _PAIRS, _SPEAKERS, _TIMELINE)
"""What a document adds to the tables that are put together from all."""
_TALLY: Final = tuple(field.name for field in fields(SpeakerTally))
_CHARACTERS_A_SECOND: Final = 1_200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A document to put together: what was `FOUND` in it, its text, and the entities it mentions.

    ``mentioned`` are the ids of these, and ``tied`` those of them that can be named together with others.
    """

    document: Document
    found: Mapping[str, Rows]
    text: str
    mentioned: Sequence[str]
    tied: frozenset[str]
    context_width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulator:
    """Puts every document together.

    ``known`` are the ids of all entities, ``tied`` those of what can be named together with others.
    """

    settings: Settings
    findings: Findings
    known: Container[str]
    tied: Set[str]

    def tabulate(self, documents: Sequence[Document], workers: Workers) -> None:
        """Keep what every document has in the tables, and forget what those had that are gone.

        Raises:
            TableError: the findings of the stages do not fit together.
        """
        digests = {name: self.findings.digests(table.name) for name, table in FOUND.items()}
        ids = {document.doc_id for document in documents}
        for name, of_documents in digests.items():
            check_documents(name, of_documents, ids)
        keys, texts = self.findings.keys(KEY), self.findings.keys(TEXT_KEY)
        self._forget((keys.keys() | self.findings.doc_ids(_NAMED.name)) - ids)
        new: dict[str, str] = {}
        for document in documents:
            doc_id = document.doc_id
            found = [of_documents.get(doc_id, "") for of_documents in digests.values()]
            text = texts.get(doc_id) or digest_of(interim.read_doc_text(self.settings, doc_id))
            width = str(self.settings.context_width)
            key = digest_of(digest_of_code(*_CODE), width, repr(document), text, *found)
            if keys.get(doc_id) != key or not self._fits(doc_id):
                new[doc_id] = key
        for doc_id, rows in do_texts(
            "tables", workers, _put_together, self._load, documents, only=new, speed=_CHARACTERS_A_SECOND
        ):
            self.findings.keep(KEY, doc_id, new[doc_id], rows)

    def _forget(self, doc_ids: Iterable[str]) -> None:
        names = [*(lines_of(table.name) for table in COPIED), *(summary.name for summary in _SUMMARIES)]
        self.findings.forget(KEY, names, doc_ids)

    def _fits(self, doc_id: str) -> bool:
        """Whether the entities that a document mentions are still what they were."""
        tied, loose = _NAMED.of(self.findings, doc_id)
        check_entities(doc_id, [*tied, *loose], self.known)
        return self.tied >= set(tied) and self.tied.isdisjoint(loose)

    def _load(self, document: Document) -> _Job:
        doc_id = document.doc_id
        found = {name: self.findings.rows(table.name, doc_id) for name, table in FOUND.items()}
        mentions = interim.ENTITY_MENTIONS.unpack(found["mentions"], doc_id)
        mentioned = sorted({mention.entity_id for mention in mentions})
        check_entities(doc_id, mentioned, self.known)
        return _Job(
            document=document,
            found=found,
            text=interim.read_doc_text(self.settings, doc_id),
            mentioned=mentioned,
            tied=frozenset(self.tied & set(mentioned)),
            context_width=self.settings.context_width,
        )


def _put_together(job: _Job) -> dict[str, Rows]:
    """What a document has in the tables, as it is kept, by name."""
    found = _findings_of(job)
    made = assemble_document(found, tied=job.tied, context_width=job.context_width)
    check_tables(made.rows, found.texts)
    rows = {lines_of(table.name): _pack(table, made.rows[table.name]) for table in COPIED}
    return rows | _summaries(made, [entity_id for entity_id in job.mentioned if entity_id not in job.tied])


def _findings_of(job: _Job) -> Found:
    doc_id = job.document.doc_id
    rows = {name: table.unpack(job.found[name], doc_id) for name, table in FOUND.items()}
    corrected = {quotation.quote_id: quotation for quotation in rows["corrected"]}
    return Found(
        documents=[job.document],
        quotations=[corrected.get(row.quote_id, row) for row in rows["quotations"]],
        attributions=rows["attributions"],
        candidates=rows["candidates"],
        dated=rows["dated"],
        mentions=rows["mentions"],
        key_terms=rows["keyterms"],
        statistics=rows["statistics"],
        texts={doc_id: job.text},
    )


def _summaries(made: Assembled, loose: Sequence[str]) -> dict[str, Rows]:
    entries = [(place_in_time(row), to_lines(TIMELINE.record, [row]).decode("utf-8")) for row in made.rows["timeline"]]
    return {
        _NAMED.name: _NAMED.pack([made.pairs.entity_ids, loose]),
        _PAIRS.name: _PAIRS.pack([made.pairs.entity_ids, made.pairs.counts]),
        _SPEAKERS.name: _SPEAKERS.pack([[getattr(one, name) for name in _TALLY] for one in made.speakers]),
        _TIMELINE.name: _TIMELINE.pack(entries),
    }


def pairs(findings: Findings, documents: Iterable[Document]) -> Iterator[tuple[str, PairCounts]]:
    """Who is named together in each document, after its ``doc_id``."""
    for document in documents:
        entity_ids, counts = _PAIRS.of(findings, document.doc_id)
        yield document.doc_id, PairCounts(entity_ids=entity_ids, counts=counts)


def speakers(findings: Findings, documents: Iterable[Document]) -> Iterator[tuple[str, list[SpeakerTally]]]:
    """Who is quoted in each document, after its ``doc_id``."""
    for document in documents:
        kept = _SPEAKERS.of(findings, document.doc_id)
        yield document.doc_id, [SpeakerTally(**dict(zip(_TALLY, one, strict=True))) for one in kept]


def timelines(findings: Findings, documents: Iterable[Document]) -> Iterator[Sequence[tuple[Place, str]]]:
    """The entries that each document has in the timeline: their places, and their lines."""
    for document in documents:
        yield _TIMELINE.of(findings, document.doc_id)


def _pack(table: Table, rows: Sequence[Any]) -> Rows:
    return Rows(content=to_lines(table.record, rows), count=len(rows))


def lines_of(table: str) -> str:
    """The name under which the lines of a document are kept, by the table's."""
    return f"rows-{table}"
