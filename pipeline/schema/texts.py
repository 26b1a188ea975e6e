"""The tables of the texts, and of what went wrong with them."""

from pipeline import records
from pipeline.schema.columns import (
    DOC_ID,
    END,
    PARAGRAPH,
    PROBLEM_STAGES,
    SPAN,
    START,
    TEXT,
    Column,
    Table,
    count_column,
    text_column,
)


def _figure(name: str, description: str) -> Column:
    return Column(name=name, description=description, type="number")


DOCUMENTS = Table(
    name="documents",
    description="Every text that was read, with figures on it.",
    record=records.DescribedDocument,
    key=("doc_id",),
    columns=(
        DOC_ID,
        text_column("title", "Its title; the file name where none is given"),
        text_column("author", "Its author"),
        text_column("date", "Its date, as given"),
        text_column("source", "Where it was published, as given"),
        text_column("language", "Its language (BCP 47)"),
        text_column("path", "The file, relative to the corpus", required=True),
        text_column("sha256", "Of the file's bytes", required=True),
        text_column("encoding", "The encoding it was read with", required=True),
        count_column("n_chars", "Its length in code points"),
        count_column("n_words", "How many words it has"),
        count_column("n_paragraphs", "How many paragraphs it has"),
        count_column("n_sentences", "How many sentences it has, headings and those inside quotations counted"),
        count_column("n_unique_words", "How many different words it has, capitals made small"),
        _figure("words_per_sentence", "Words in a sentence, on average"),
        _figure(
            "flesch_reading_ease",
            "How easy it is to read, after Flesch (1948): 100 very easy, 0 very hard; empty below 100 words",
        ),
        _figure(
            "flesch_kincaid_grade",
            "The school year (United States) that can read it, after Kincaid and others (1975); empty below 100 words",
        ),
        _figure(
            "mtld",
            "How varied its words are, whatever its length: the measure of textual lexical diversity of McCarthy and "
            "Jarvis (2010); empty below 100 words",
        ),
        count_column("n_quotations", "Rows of quotations.csv that are of it, terms left out"),
        count_column("n_speakers", "How many speakers are quoted in it"),
        count_column("n_quoted_words", "Words in its quotations, terms left out; one inside another counts once"),
    ),
)

KEYTERMS = Table(
    name="keyterms",
    description="The terms each text is about, names left out; the weightiest first.",
    record=records.KeyTerm,
    key=("doc_id", "rank"),
    foreign_keys=(("doc_id", "documents", "doc_id"),),
    columns=(
        DOC_ID,
        count_column("rank", "Its place among the terms of the document, from 1"),
        text_column("term", "A noun phrase of one to four words, in the form the text uses most", required=True),
        Column(
            name="score",
            type="number",
            description="How much it weighs in the document, the weightiest 1 (PositionRank)",
            required=True,
            minimum=0,
            maximum=1,
        ),
        count_column("n_occurrences", "How often it stands in the text, in all its forms and inside longer terms"),
    ),
)

TIMELINE = Table(
    name="timeline",
    description="What is dated: quotations for which a date is stated, and sentences that tell of something at a date; "
    "by date. Only dates with a year, 1000 to 2099, or a century; a date that cannot be told, 3/4/1921, is left out.",
    record=records.TimelineEntry,
    key=("doc_id", "kind", "start", "date_start"),
    slices=(SPAN, ("date_start", "date_end", "date_text")),
    foreign_keys=(
        ("doc_id", "documents", "doc_id"),
        ("quote_id", "quotations", "quote_id"),
        ("speaker_id", "speakers", "speaker_id"),
    ),
    columns=(
        DOC_ID,
        text_column(
            "date",
            "The date in EDTF: 1905, 1905-01, 1905-01-22, a decade 190X, a century 19XX, a season 1905-22, an interval "
            "1905/1907, about a year 1905~",
            required=True,
        ),
        text_column(
            "kind",
            "statement: a quotation with its date; event: a sentence that names a date, outside quotation marks and "
            "titles, that is not the date of a statement",
            required=True,
            allowed=("statement", "event"),
        ),
        text_column("quote_id", "The quotation, where it is a statement"),
        text_column("speaker_id", "Its speaker"),
        text_column("speaker", "The speaker's canonical name"),
        text_column("date_text", "The date as the text gives it", required=True),
        count_column("date_start", "Where the date begins, in code points"),
        count_column("date_end", "Where the date ends"),
        PARAGRAPH,
        START,
        END,
        TEXT,
        text_column("earliest", "The first day that the date may mean, year, month and day", required=True),
        text_column("latest", "The last day that it may mean", required=True),
    ),
)

PROBLEMS = Table(
    name="problems",
    description="Whatever could not be used, or was used with a repair.",
    record=records.Problem,
    columns=(
        text_column("stage", "The stage that met it", required=True, allowed=PROBLEM_STAGES),
        text_column("doc_id", "The document, where it has one"),
        text_column("path", "The file, relative to the corpus"),
        text_column("code", "What kind of problem", required=True),
        text_column("message", "What was found, and what to do", required=True),
    ),
)
