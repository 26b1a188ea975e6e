"""What each document has in the tables: kept as lines and counts, and made again where its findings have changed."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from pipeline.findings import Findings, Rows
from pipeline.records import Document
from pipeline.reporting import assemble
from pipeline.reporting.checks import check_documents, check_entities, check_tables
from pipeline.reporting.cooccurrence import Pair
from pipeline.reporting.speakers import SpeakerTally
from pipeline.reporting.timeline import Place, place_in_time
from pipeline.schema import CANDIDATES, DOCUMENTS, KEYTERMS, MENTIONS, QUOTATIONS, TIMELINE, Table
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.ingest import TEXT_KEY
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
_SHARES: Final = interim.Summary(name="rows-share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a document adds to the tables of the whole corpus.

    ``tied`` are the entities that it mentions and that can be named together with others, ``loose`` all others;
    ``pairs`` count into ``tied``. Of the timeline it has the lines, with their places in it.
    """

    tied: Sequence[str]
    loose: Sequence[str]
    pairs: Sequence[tuple[int, int, int]]
    speakers: Sequence[SpeakerTally]
    timeline: Sequence[tuple[Place, str]]

    def named_together(self) -> Iterator[tuple[Pair, int]]:
        """The pairs of entities that are named together, with the number of paragraphs."""
        return (((self.tied[one], self.tied[other]), n) for one, other, n in self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulator:
    """Puts together one document after the other; ``known`` are the ids of all entities, ``tied`` as in `Share`."""

    settings: Settings
    findings: Findings
    known: Container[str]
    tied: Container[str]

    def tabulate(self, documents: Sequence[Document]) -> None:
        """Keep what every document has in the tables, and forget what those had that are gone.

        Raises:
            TableError: the findings of the stages do not fit together.
        """
        digests = {name: self.findings.digests(table.name) for name, table in FOUND.items()}
        ids = {document.doc_id for document in documents}
        for name, of_documents in digests.items():
            check_documents(name, of_documents, ids)
        keys, texts = self.findings.keys(KEY), self.findings.keys(TEXT_KEY)
        self._forget((keys.keys() | self.findings.doc_ids(_SHARES.name)) - ids)
        for document in documents:
            doc_id = document.doc_id
            found = [of_documents.get(doc_id, "") for of_documents in digests.values()]
            text = texts.get(doc_id) or digest_of(interim.read_doc_text(self.settings, doc_id))
            width = str(self.settings.context_width)
            key = digest_of(digest_of_code(*_CODE), width, repr(document), text, *found)
            if keys.get(doc_id) != key or not self._fits(doc_id):
                self._keep(document, key)

    def _forget(self, doc_ids: Iterable[str]) -> None:
        self.findings.forget(KEY, [*(lines_of(table.name) for table in COPIED), _SHARES.name], doc_ids)

    def _fits(self, doc_id: str) -> bool:
        """Whether the entities that a document mentions are still what they were."""
        share = _SHARES.of(self.findings, doc_id)
        check_entities(doc_id, [*share["tied"], *share["loose"]], self.known)
        return all(one in self.tied for one in share["tied"]) and not any(one in self.tied for one in share["loose"])

    def _keep(self, document: Document, key: str) -> None:
        found = self._findings_of(document)
        made = assemble.assemble_document(found, tied=self.tied, context_width=self.settings.context_width)
        check_tables(made.rows, found.texts)
        mentioned = sorted({mention.entity_id for mention in found.mentions})
        check_entities(document.doc_id, mentioned, self.known)
        tables = {lines_of(table.name): _pack(table, made.rows[table.name]) for table in COPIED}
        tables[_SHARES.name] = _SHARES.pack(self._share(made, mentioned))
        self.findings.keep(KEY, document.doc_id, key, tables)

    def _findings_of(self, document: Document) -> assemble.Findings:
        rows = {name: table.of(self.findings, document.doc_id) for name, table in FOUND.items()}
        corrected = {quotation.quote_id: quotation for quotation in rows["corrected"]}
        return assemble.Findings(
            documents=[document],
            quotations=[corrected.get(row.quote_id, row) for row in rows["quotations"]],
            attributions=rows["attributions"],
            candidates=rows["candidates"],
            dated=rows["dated"],
            mentions=rows["mentions"],
            key_terms=rows["keyterms"],
            statistics=rows["statistics"],
            texts={document.doc_id: interim.read_doc_text(self.settings, document.doc_id)},
        )

    def _share(self, made: assemble.Assembled, mentioned: Sequence[str]) -> dict[str, Any]:
        tied = [entity_id for entity_id in mentioned if entity_id in self.tied]
        numbers = {entity_id: number for number, entity_id in enumerate(tied)}
        return {
            "tied": tied,
            "loose": [entity_id for entity_id in mentioned if entity_id not in self.tied],
            "pairs": sorted((numbers[one], numbers[other], n) for (one, other), n in made.pairs.items()),
            "speakers": [[getattr(one, field.name) for field in fields(one)] for one in made.speakers],
            "timeline": [
                (place_in_time(row), to_lines(TIMELINE.record, [row]).decode("utf-8")) for row in made.rows["timeline"]
            ],
        }


def _pack(table: Table, rows: Sequence[Any]) -> Rows:
    return Rows(content=to_lines(table.record, rows), count=len(rows))


def lines_of(table: str) -> str:
    """The name under which the lines of a document are kept, by the table's."""
    return f"rows-{table}"


def shares(findings: Findings, documents: Sequence[Document]) -> Iterator[Share]:
    """What every document adds to the tables of the whole corpus, one after the other."""
    names = [field.name for field in fields(SpeakerTally)]
    for document in documents:
        kept = _SHARES.of(findings, document.doc_id)
        tallies = [SpeakerTally(**dict(zip(names, one, strict=True))) for one in kept.pop("speakers")]
        yield Share(**kept, speakers=tallies)
