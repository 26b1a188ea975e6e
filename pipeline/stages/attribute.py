"""The stage that decides: who is who, and who says each quotation, from the records alone.

First who is named in each document, which tells who is the same in several; then each document for itself.
Whatever is found is kept by document, and only that is done again that can come out otherwise.
"""

from collections.abc import Sequence

from pipeline.attribution.across import join_lists
from pipeline.attribution.entities import entity_ids, list_entities
from pipeline.findings import CORPUS, Findings
from pipeline.readers.corrections import Corrections, read_corrections
from pipeline.readers.people import People, read_people
from pipeline.records import Document, Entity, Problem
from pipeline.settings import Settings
from pipeline.stages import casts, deciding, interim
from pipeline.stages.base import Say, StageReport
from pipeline.stages.deciding import CORRECT, DECIDE, Decider, Speakers
from pipeline.stages.executors import Workers
from pipeline.stages.versions import digest_of, digest_of_code, with_files

STAGE = "attribute"
_STAGES = ("stages/attribute.py", "stages/casts.py", "stages/deciding.py")
_CODE = ("attribution", "records", "titles.py", "store.py", *_STAGES)
_TABLES = (
    *(table.name for table in (interim.CASTS, interim.DECIDED, interim.NAMED, interim.MISFITS)),
    *(table.name for table in (interim.ENTITY_MENTIONS, interim.ATTRIBUTIONS, interim.CORRECTED, interim.UNCORRECTED)),
    interim.SPOKEN,
)


def run(settings: Settings, *, say: Say, workers: Workers | None = None) -> StageReport:
    """Attribute every quotation and keep what was decided; returns the counts.

    What ``people.csv`` and ``corrections.csv`` in the corpus say goes before what was found.

    Raises:
        MissingStageError: extract has not run.
    """
    documents = interim.DOCUMENTS.read(settings)
    known, by_hand = read_people(settings.corpus), read_corrections(settings.corpus)
    made = (interim.ATTRIBUTE_PROBLEMS.path(settings), interim.ENTITIES.path(settings))
    with interim.open_found(settings, made_by="extract") as findings:
        key = _key_of_all(documents, findings, known, by_hand)
        if findings.keys(STAGE).get(CORPUS) == with_files(key, made):
            made[-1].touch()
        else:
            _forget(findings, documents)
            entities = _decide(documents, findings, known, workers or Workers())
            misfits = _correct(documents, findings, entities, known, by_hand)
            interim.ATTRIBUTE_PROBLEMS.write(settings, [*known.problems, *by_hand.problems, *misfits])
            interim.ENTITIES.write(settings, entities)
            findings.keep(STAGE, CORPUS, with_files(key, made), {})
        with_speaker = findings.count(interim.SPOKEN)
    say(f"attribute: {with_speaker} quotations with a speaker")
    problems = len(interim.ATTRIBUTE_PROBLEMS.read(settings))
    return StageReport(stage=STAGE, counts={"attributed": with_speaker}, problems=problems)


def forget_all(findings: Findings) -> None:
    """Take away all that the stage has kept, so that it begins anew."""
    _forget(findings, ())


def _key_of_all(documents: Sequence[Document], findings: Findings, known: People, by_hand: Corrections) -> str:
    """What stands for all that the stage makes its tables from."""
    found = [findings.digests(table.name) for table in deciding.FOUND]
    rows = (
        part
        for document in documents
        for part in (document.doc_id, document.author, *(digests.get(document.doc_id, "") for digests in found))
    )
    by_people = (known.rows, known.problems, by_hand.rows, by_hand.problems)
    return digest_of(digest_of_code(*_CODE), *map(repr, by_people), *rows)


def _forget(findings: Findings, documents: Sequence[Document]) -> None:
    """Take away what was decided on documents that are gone, and that all is done."""
    ids = {document.doc_id for document in documents}
    kept = {doc_id for stage in (casts.KEY, DECIDE, CORRECT) for doc_id in findings.keys(stage)}
    kept.update(doc_id for name in _TABLES for doc_id in findings.doc_ids(name))
    for stage in (casts.KEY, DECIDE, CORRECT):
        findings.forget(stage, _TABLES, kept - ids)
    findings.forget(STAGE, (), [CORPUS])


def _decide(documents: Sequence[Document], findings: Findings, known: People, workers: Workers) -> list[Entity]:
    """Decide on every document for itself; returns the entities of them all."""
    casts.keep_casts(documents, findings, workers)
    joined = join_lists((casts.read_cast(findings, one.doc_id) for one in documents), known.rows)
    decider = Decider(findings=findings, joined=joined, ids=entity_ids(joined.everybody))
    decider.decide(documents, workers)
    return list_entities(decider.appearances(documents), decider.ids, known.rows)


def _correct(
    documents: Sequence[Document], findings: Findings, entities: Sequence[Entity], known: People, by_hand: Corrections
) -> list[Problem]:
    """Put the ids and the corrections in; returns the corrections that fit nothing, in the order of their table."""
    corrections = interim.by_document(by_hand.rows)
    speakers = Speakers(findings, entities, known.rows, corrections)
    misfits: deciding.Misfits = {}
    decided, keys = findings.keys(DECIDE), findings.keys(CORRECT)
    for document in documents:
        doc_id = document.doc_id
        misfits |= speakers.settle(doc_id, decided[doc_id], done=keys.get(doc_id, ""))
    for doc_id in corrections.keys() - decided.keys():
        misfits |= deciding.misfits_of_nowhere(corrections[doc_id])
    return [misfits[line] for line in sorted(misfits)]
