"""The decisions of the stage `attribute` on one document, each kept until what it was made from changes."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass

from pipeline.attribution.across import Joined, Settled, Who, settle_cast, settle_figures
from pipeline.attribution.corrections import Known, apply_corrections, known_anywhere, known_by_name
from pipeline.attribution.decide import Scene, attribute_document
from pipeline.attribution.entities import Appearance, entity_mentions
from pipeline.attribution.people import gather_cast
from pipeline.attribution.speakers import add_speaker_ids, ids_by_name
from pipeline.findings import Findings, Rows
from pipeline.records import Correction, Document, Entity, KnownPerson, Problem
from pipeline.stages import interim
from pipeline.stages.casts import read_cast
from pipeline.stages.executors import Workers
from pipeline.stages.sharing import do_texts
from pipeline.stages.versions import digest_of, digest_of_code

DECIDE = "decide"
CORRECT = "correct"
FOUND = (interim.QUOTATIONS, interim.CANDIDATES, interim.MENTIONS, interim.REFERENCES)
"""What a document is decided from, besides who is who."""
_CODE = ("attribution", "records", "titles.py", "store.py", "stages/deciding.py")
_CHARACTERS_A_SECOND = 1_000_000

Misfits = dict[int, Problem]
"""The corrections that fit nothing, by their lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A document to decide on: the rows of `FOUND` that it has, by table, and who is who in it, with their ids."""

    document: Document
    found: Mapping[str, Rows]
    settled: Settled
    ids: Mapping[Who, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """Decides on every document for itself, when it is known who is who in all of them."""

    findings: Findings
    joined: Joined
    ids: Mapping[Who, str]

    def decide(self, documents: Sequence[Document], workers: Workers) -> None:
        """Decide who speaks in every document of which something has changed, and keep it."""
        digests = [self.findings.digests(table.name) for table in FOUND]
        done, new = self.findings.keys(DECIDE), dict[str, str]()
        for document in documents:
            found = [of_documents.get(document.doc_id, "") for of_documents in digests]
            key = digest_of(digest_of_code(*_CODE), *found, document.author, self._describe(document.doc_id))
            if done.get(document.doc_id) != key:
                new[document.doc_id] = key
        for doc_id, tables in do_texts(
            "attribute", workers, _decide, self._load, documents, only=new, speed=_CHARACTERS_A_SECOND
        ):
            self.findings.keep(DECIDE, doc_id, new[doc_id], tables)

    def appearances(self, documents: Iterable[Document]) -> Iterator[Appearance]:
        """Who appears in each document, when all are decided on."""
        for document in documents:
            named = interim.NAMED.of(self.findings, document.doc_id)
            yield Appearance(figures=self._settled(document.doc_id).figures, mentions=named["entities"])

    def _settled(self, doc_id: str) -> Settled:
        return settle_figures(read_cast(self.findings, doc_id).figures, self.joined)

    def _describe(self, doc_id: str) -> str:
        """All that the decisions on a document know of who is who."""
        settled = self._settled(doc_id)
        who = [
            (figure.name, figure.label, figure.aliases, figure.gender, self.ids[figure.name, figure.label])
            for figure in settled.figures
        ]
        return json.dumps([who, settled.names, settled.places])

    def _load(self, document: Document) -> _Job:
        settled = self._settled(document.doc_id)
        here = {(figure.name, figure.label) for figure in settled.figures}
        return _Job(
            document=document,
            found={table.name: self.findings.rows(table.name, document.doc_id) for table in FOUND},
            settled=settled,
            ids={who: self.ids[who] for who in here},
        )


def _decide(job: _Job) -> dict[str, Rows]:
    """What is decided on a document: the rows of each table, by its name."""
    doc_id, found = job.document.doc_id, job.found
    mentions = interim.MENTIONS.unpack(found[interim.MENTIONS.name], doc_id)
    candidates = interim.CANDIDATES.unpack(found[interim.CANDIDATES.name], doc_id)
    quotations = interim.QUOTATIONS.unpack(found[interim.QUOTATIONS.name], doc_id)
    references = interim.REFERENCES.unpack(found[interim.REFERENCES.name], doc_id)
    cast = settle_cast(gather_cast(mentions, candidates), job.settled)
    scene = Scene(document=job.document, mentions=mentions, cast=cast, references=references)
    decided = attribute_document(quotations, candidates, scene)
    rows = list(entity_mentions(mentions, cast, job.ids))
    named = {
        "entities": Counter(row.entity_id for row in rows),
        "speakers": sorted({row.speaker for row in decided if row.speaker}),
    }
    return {
        interim.DECIDED.name: interim.DECIDED.pack(decided),
        interim.ENTITY_MENTIONS.name: interim.ENTITY_MENTIONS.pack(rows),
        interim.NAMED.name: interim.NAMED.pack(named),
    }


class Speakers:
    """Gives the speakers of one document after the other their ids, and corrects them."""

    def __init__(
        self,
        findings: Findings,
        entities: Sequence[Entity],
        people: Sequence[KnownPerson],
        corrections: Mapping[str, Sequence[Correction]],
    ) -> None:
        self._findings = findings
        self._ids = ids_by_name(entities)
        self._corrections = corrections
        self._anywhere = known_anywhere(entities, people) if corrections else {}
        self._entities = {entity.entity_id: entity for entity in entities} if corrections else {}

    def settle(self, doc_id: str, decided: str, *, done: str) -> Misfits:
        """The corrections that fit nothing in a document; its attributions are kept where they are not ``done``.

        ``decided`` is the key of what was decided on it.
        """
        corrections = self._corrections.get(doc_id, ())
        named = interim.NAMED.of(self._findings, doc_id)
        known = self._known(named["entities"]) if corrections else Known()
        meant = [known.find(one.speaker) for one in corrections]
        names = [*named["speakers"], *(name for name, _ in meant)]
        ids = [(name, self._ids.get(name)) for name in names]
        stated = json.dumps([ids, meant, [astuple(one) for one in corrections]])
        key = digest_of(digest_of_code(*_CODE), decided, stated)
        if done != key:
            self._keep(doc_id, corrections, known, key)
        if not corrections:
            return {}
        kept = interim.MISFITS.of(self._findings, doc_id)
        return {line: Problem(**problem) for line, problem in kept}

    def _known(self, ids: Mapping[str, int]) -> Known:
        named = known_by_name(self._entities[entity_id] for entity_id in ids)
        return Known(named=named, anywhere=self._anywhere)

    def _keep(self, doc_id: str, corrections: Sequence[Correction], known: Known, key: str) -> None:
        decided = interim.DECIDED.of(self._findings, doc_id)
        quotations = interim.QUOTATIONS.of(self._findings, doc_id) if corrections else []
        corrected = apply_corrections(corrections, quotations, decided, known)
        attributions = add_speaker_ids(corrected.attributions, self._ids)
        misfits = [(one.line, asdict(problem)) for one, problem in corrected.misfits]
        tables = {
            interim.ATTRIBUTIONS.name: interim.ATTRIBUTIONS.pack(attributions),
            interim.CORRECTED.name: interim.CORRECTED.pack(corrected.quotations),
            interim.UNCORRECTED.name: interim.UNCORRECTED.pack(add_speaker_ids(corrected.replaced, self._ids)),
            interim.MISFITS.name: interim.MISFITS.pack(misfits),
            interim.SPOKEN: Rows(content=b"", count=sum(1 for row in attributions if row.speaker)),
        }
        self._findings.keep(CORRECT, doc_id, key, tables)


def misfits_of_nowhere(corrections: Sequence[Correction]) -> Misfits:
    """The corrections of a document that is none of the corpus, each with what is wrong."""
    corrected = apply_corrections(corrections, (), (), Known())
    return {one.line: problem for one, problem in corrected.misfits}
