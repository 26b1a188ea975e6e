"""The tables of ``outputs/``: every column declared and described once.

From here come the CSV headers, ``datapackage.json``, the data dictionary (``docs/tables.md``)
and the tests. A table's columns are the fields of its record, in the same order.
"""

from dataclasses import dataclass
from typing import Any, Literal

from pipeline import records

Type = Literal["string", "integer", "number", "boolean", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: ``required`` cells are never empty; ``allowed`` lists the only values.

    ``minimum`` and ``maximum`` bound a number, both included.
    """

    name: str
    description: str
    type: Type = "string"
    required: bool = False
    allowed: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table, its record type, its columns and keys.

    ``slices`` names the columns that hold a stretch of ``texts/<doc_id>.txt``, as (start, end,
    text); a foreign key is (column, table, column), and its cell may be empty unless required.
    """

    name: str
    description: str
    record: type[Any]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[tuple[str, str, str], ...] = ()
    slices: tuple[tuple[str, str, str], ...] = ()


def _text(name: str, description: str, *, required: bool = False, allowed: tuple[str, ...] = ()) -> Column:
    return Column(name=name, description=description, required=required, allowed=allowed)


def _count(name: str, description: str) -> Column:
    return Column(name=name, description=description, type="integer", required=True, minimum=0)


def _place(name: str, description: str) -> Column:
    return Column(name=name, description=description, type="integer", minimum=0)


def _list(name: str, description: str) -> Column:
    return Column(name=name, description=description + "; joined with |", type="list")


_DOC_ID = _text("doc_id", "The document: its folders and file name without suffix, as a slug", required=True)
_START = _count("start", "Where the text begins: code points into texts/<doc_id>.txt, from 0")
_END = _count("end", "Where the text ends: the code point after its last")
_TEXT = _text("text", "The words themselves, texts/<doc_id>.txt from start to end", required=True)
_PARAGRAPH = _count("paragraph", "The paragraph it stands in, from 0")

SPEAKER_KINDS = ("person", "group", "organisation", "work", "narrator", "unnamed")
PROBLEM_STAGES = ("ingest", "extract", "attribute", "tables")
_SPAN = ("start", "end", "text")
_MENTION = ("mention_start", "mention_end", "mention")
_CUE = ("cue_start", "cue_end", "cue")

QUOTATIONS = Table(
    name="quotations",
    description="Every stretch in quotation marks and every block quotation, with who says it and how that is known; "
    "in the order of the texts.",
    record=records.AttributedQuotation,
    key=("quote_id",),
    slices=(_SPAN, ("mention_start", "mention_end", "speaker_mention"), _CUE),
    foreign_keys=(
        ("doc_id", "documents", "doc_id"),
        ("parent_id", "quotations", "quote_id"),
        ("speaker_id", "speakers", "speaker_id"),
    ),
    columns=(
        _DOC_ID,
        _text("quote_id", "The quotation: document and number in order of occurrence", required=True),
        _text(
            "kind",
            "direct: an utterance in marks; mixed: a quoted fragment inside the writer's own clause; "
            "indirect: reported without marks; term: nobody is quoted",
            required=True,
            allowed=("direct", "mixed", "indirect", "term"),
        ),
        _text("subkind", "speech, writing or thought; of a term: scare, title, slogan, nickname or mention"),
        _text(
            "form",
            "inline, or block: a paragraph of its own",
            required=True,
            allowed=("inline", "block"),
        ),
        _text("utterance_id", "Shared by the parts of one utterance", required=True),
        _text("parent_id", "The quotation this one stands inside"),
        _text("speaker_id", "The speaker in speakers.csv; empty where none was found"),
        _text("speaker", "The speaker's canonical name: that of people.csv, else the fullest the document uses"),
        _text("speaker_kind", "What the speaker is", allowed=SPEAKER_KINDS),
        _text("speaker_mention", "The words that name the speaker at the quotation"),
        _place("mention_start", "Where speaker_mention begins, in code points"),
        _place("mention_end", "Where speaker_mention ends"),
        _text("cue", "The words that introduce the quotation: wrote, according to"),
        _place("cue_start", "Where the cue begins, in code points"),
        _place("cue_end", "Where the cue ends"),
        _text("rule", "The evidence that decided, in words"),
        Column(
            name="score",
            type="number",
            description="How often that evidence was right where the truth is known, from 0 to 1",
            minimum=0,
            maximum=1,
        ),
        _text("reason", "Why there is no speaker, where there is none"),
        _text("source_title", "The work the words are cited from"),
        _text("source_author", "The author of that work"),
        _text("stated_date", "The date the text gives for the utterance, as it gives it"),
        _PARAGRAPH,
        _START,
        _END,
        _text("left", "The words before it, for reading: cut at words, white space made single"),
        _TEXT,
        _text("right", "The words after it, in the same form"),
    ),
)

SPEAKERS = Table(
    name="speakers",
    description="Everybody who is quoted, once; whoever has most words first.",
    record=records.Speaker,
    key=("speaker_id",),
    columns=(
        _text("speaker_id", "The speaker", required=True),
        _text("name", "The canonical name", required=True),
        _text("type", "What the speaker is", allowed=SPEAKER_KINDS),
        _list("aliases", "Other names the texts use"),
        _count("n_quotations", "Rows in quotations.csv"),
        _count("n_utterances", "Utterances: the parts of a broken quotation count once"),
        _count("n_words", "Words quoted, less those of quotations inside"),
        _count("n_documents", "Documents that quote the speaker"),
        _list("documents", "Their doc_id"),
        _list("verbs", "The cues, commonest first"),
    ),
)

ENTITIES = Table(
    name="entities",
    description="Every person, organisation, place, work or event that is named; the most named first.",
    record=records.Entity,
    key=("entity_id",),
    columns=(
        _text("entity_id", "The entity", required=True),
        _text("name", "Its fullest name", required=True),
        _text(
            "type", "Its type, in the names of OntoNotes: PERSON, NORP, ORG, GPE, WORK_OF_ART and others", required=True
        ),
        _list("aliases", "Other names the texts use"),
        _count("n_mentions", "How often it is named"),
        _count("n_documents", "In how many documents"),
        _text("wikidata", "Its item in Wikidata, where people.csv gives it"),
    ),
)

MENTIONS = Table(
    name="mentions",
    description="Every place where an entity is named, in the order of the texts.",
    record=records.EntityMention,
    slices=(_SPAN,),
    foreign_keys=(("doc_id", "documents", "doc_id"), ("entity_id", "entities", "entity_id")),
    key=("doc_id", "start", "end"),
    columns=(
        _DOC_ID,
        _text("entity_id", "The entity", required=True),
        _text("label", "The type at this place", required=True),
        _PARAGRAPH,
        _START,
        _END,
        _TEXT,
    ),
)

DOCUMENTS = Table(
    name="documents",
    description="Every text that was read.",
    record=records.Document,
    key=("doc_id",),
    columns=(
        _DOC_ID,
        _text("title", "Its title; the file name where none is given"),
        _text("author", "Its author"),
        _text("date", "Its date, as given"),
        _text("source", "Where it was published, as given"),
        _text("language", "Its language (BCP 47)"),
        _text("path", "The file, relative to the corpus", required=True),
        _text("sha256", "Of the file's bytes", required=True),
        _text("encoding", "The encoding it was read with", required=True),
        _count("n_chars", "Its length in code points"),
        _count("n_words", "How many words it has"),
        _count("n_paragraphs", "How many paragraphs it has"),
    ),
)

PROBLEMS = Table(
    name="problems",
    description="Whatever could not be used, or was used with a repair.",
    record=records.Problem,
    columns=(
        _text("stage", "The stage that met it", required=True, allowed=PROBLEM_STAGES),
        _text("doc_id", "The document, where it has one"),
        _text("path", "The file, relative to the corpus"),
        _text("code", "What kind of problem", required=True),
        _text("message", "What was found, and what to do", required=True),
    ),
)

CANDIDATES = Table(
    name="candidates",
    description="Every mention that was weighed as the speaker of a quotation, with the evidence for it.",
    record=records.Candidate,
    slices=(_MENTION, _CUE),
    foreign_keys=(("doc_id", "documents", "doc_id"), ("quote_id", "quotations", "quote_id")),
    columns=(
        _DOC_ID,
        _text("quote_id", "The quotation", required=True),
        _text("evidence", "How the mention stands to the quotation", required=True),
        _place("mention_start", "Where the mention begins, in code points"),
        _place("mention_end", "Where it ends"),
        _text("mention", "The mention's words"),
        _text("mention_form", "name, pronoun or nominal", allowed=("name", "pronoun", "nominal")),
        _text("mention_label", "Its entity type, where it is a name"),
        _text("number", "sing or plur, where it shows"),
        _text("gender", "masc, fem or neut, where it shows"),
        _place("cue_start", "Where the cue begins, in code points"),
        _place("cue_end", "Where it ends"),
        _text("cue", "The cue's words"),
        _text("cue_lemma", "Its lemma"),
        Column(name="cue_listed", type="boolean", required=True, description="The cue is in the lexicon"),
        _text("position", "Where the cue stands, seen from the quotation", allowed=("before", "after", "inside")),
        _count("distance", "Tokens between quotation and cue"),
        _count("paragraphs_away", "Paragraphs between quotation and cue"),
    ),
)

TABLES = (QUOTATIONS, SPEAKERS, ENTITIES, MENTIONS, DOCUMENTS, CANDIDATES, PROBLEMS)
