"""The stage that decides: who is who, and who says each quotation, from the records alone."""

from collections.abc import Iterable, Mapping, Sequence

from pipeline.attribution.across import join_casts
from pipeline.attribution.corrections import Known, apply_corrections
from pipeline.attribution.decide import Scene, attribute_document
from pipeline.attribution.entities import list_entities
from pipeline.attribution.people import Cast, gather_cast
from pipeline.attribution.speakers import add_speaker_ids
from pipeline.readers.corrections import read_corrections
from pipeline.readers.people import read_people
from pipeline.records import Attribution, Candidate, Document, KnownPerson, Mention
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say, StageReport


def run(settings: Settings, *, say: Say) -> StageReport:
    """Attribute every quotation and write the interim tables; returns the counts.

    What ``people.csv`` and ``corrections.csv`` in the corpus say goes before what was found.

    Raises:
        MissingStageError: extract has not run.
    """
    documents = interim.DOCUMENTS.read(settings)
    quotations = interim.by_document(interim.QUOTATIONS.read(settings))
    candidates = interim.by_document(interim.CANDIDATES.read(settings))
    mentions = interim.MENTIONS.read(settings)
    by_document = interim.by_document(mentions)
    references = interim.by_document(interim.REFERENCES.read(settings))
    known = read_people(settings.corpus)
    casts = gather_casts(documents, by_document, candidates, known.rows)
    decided: list[Attribution] = []
    for document in documents:
        own = by_document.get(document.doc_id, [])
        spoken_of = references.get(document.doc_id, [])
        scene = Scene(document=document, mentions=own, cast=casts[document.doc_id], references=spoken_of)
        found = attribute_document(quotations.get(document.doc_id, []), candidates.get(document.doc_id, []), scene)
        decided.extend(found)
    entities, entity_mentions = list_entities(mentions, casts, known.rows)
    by_hand = read_corrections(settings.corpus)
    corrected = apply_corrections(
        by_hand.rows,
        (quotation for found in quotations.values() for quotation in found),
        decided,
        Known(entities=entities, mentions=entity_mentions, people=known.rows),
    )
    attributions = add_speaker_ids(corrected.attributions, entities)
    problems = [*known.problems, *by_hand.problems, *corrected.problems]
    interim.ATTRIBUTE_PROBLEMS.write(settings, problems)
    interim.CORRECTED.write(settings, corrected.quotations)
    interim.UNCORRECTED.write(settings, add_speaker_ids(corrected.replaced, entities))
    interim.ENTITIES.write(settings, entities)
    interim.ENTITY_MENTIONS.write(settings, entity_mentions)
    interim.ATTRIBUTIONS.write(settings, attributions)
    return _report(attributions, len(problems), say)


def gather_casts(
    documents: Iterable[Document],
    mentions: Mapping[str, Sequence[Mention]],
    candidates: Mapping[str, Sequence[Candidate]],
    known: Sequence[KnownPerson],
) -> dict[str, Cast]:
    """Who is who in every document, with one name for whoever is the same in several; all by ``doc_id``."""
    ids = [document.doc_id for document in documents]
    gathered = {doc_id: gather_cast(mentions.get(doc_id, []), candidates.get(doc_id, [])) for doc_id in ids}
    return join_casts(gathered, known)


def _report(attributions: Sequence[Attribution], problems: int, say: Say) -> StageReport:
    with_speaker = sum(1 for attribution in attributions if attribution.speaker)
    say(f"attribute: {with_speaker} quotations with a speaker")
    return StageReport(stage="attribute", counts={"attributed": with_speaker}, problems=problems)
