"""The tables of who and what is named."""

from pipeline import records
from pipeline.schema.columns import (
    DOC_ID,
    END,
    PARAGRAPH,
    SPAN,
    START,
    TEXT,
    Table,
    count_column,
    list_column,
    text_column,
)

ENTITIES = Table(
    name="entities",
    description="Every person, organisation, place, work or event that is named; the most named first.",
    record=records.Entity,
    key=("entity_id",),
    columns=(
        text_column("entity_id", "The entity", required=True),
        text_column("name", "Its fullest name", required=True),
        text_column(
            "type", "Its type, in the names of OntoNotes: PERSON, NORP, ORG, GPE, WORK_OF_ART and others", required=True
        ),
        list_column("aliases", "Other names the texts use"),
        count_column("n_mentions", "How often it is named"),
        count_column("n_documents", "In how many documents"),
        text_column("wikidata", "Its item in Wikidata, where people.csv gives it"),
    ),
)

MENTIONS = Table(
    name="mentions",
    description="Every place where an entity is named, in the order of the texts.",
    record=records.EntityMention,
    slices=(SPAN,),
    foreign_keys=(("doc_id", "documents", "doc_id"), ("entity_id", "entities", "entity_id")),
    key=("doc_id", "start", "end"),
    columns=(
        DOC_ID,
        text_column("entity_id", "The entity", required=True),
        text_column("label", "The type at this place", required=True),
        PARAGRAPH,
        START,
        END,
        TEXT,
    ),
)

COOCCURRENCES = Table(
    name="cooccurrences",
    description="Who and what is named together: two entities in one paragraph, a row a pair; the commonest first. "
    "Only names count, no pronouns; dates, sums and languages are left out.",
    record=records.Cooccurrence,
    key=("entity_id", "other_id"),
    foreign_keys=(("entity_id", "entities", "entity_id"), ("other_id", "entities", "entity_id")),
    columns=(
        text_column("entity_id", "The one entity: that whose id comes first in the alphabet", required=True),
        text_column("name", "Its fullest name", required=True),
        text_column("type", "Its type", required=True),
        text_column("other_id", "The other entity", required=True),
        text_column("other_name", "Its fullest name", required=True),
        text_column("other_type", "Its type", required=True),
        count_column(
            "n_paragraphs",
            "In how many paragraphs both are named, no further apart than 2,000 characters, a page, and "
            "40 other names: few paragraphs have more",
        ),
        count_column("n_documents", "In how many documents"),
        list_column("documents", "Their doc_id"),
    ),
)
