"""The tables that a person fills in and saves to the corpus: no part of the result, and not in ``datapackage.json``."""

from pipeline import records
from pipeline.schema.columns import Column, Table, count_column, place_column, text_column

REVIEW = Table(
    name="review",
    description="Every quotation with room for what is right: what fits no more, has no speaker or is uncertain first, "
    "then the rest, the terms, and what is corrected already. `quoth review` writes it; "
    "saved as `corpus/corrections.csv` it counts.",
    record=records.ReviewRow,
    columns=(
        text_column("doc_id", "The document"),
        text_column("text", "The words, on one line; of very many the beginning, with …"),
        text_column("occurrence", "Which one it is, where the same words are quoted more than once in the document"),
        text_column("speaker", "To fill in: who says it; ? where the text does not say"),
        text_column("kind", "To fill in: direct, mixed, or not a quotation"),
        text_column("checked", "To fill in: x where the row is right as it is"),
        text_column(
            "state",
            "misfit: a correction that cannot be used, or whose quotation is not there; no speaker, uncertain; "
            "found: the rest; term: nobody is quoted; corrected or checked: by hand, as filled in",
            required=True,
            allowed=("misfit", "no speaker", "uncertain", "found", "term", "corrected", "checked"),
        ),
        text_column("found_speaker", "The speaker that Quoth found; of a checked row the one that was confirmed"),
        text_column("found_kind", "The kind that Quoth found, or that was confirmed"),
        Column(name="score", type="number", description="How sure that is, from 0 to 1", minimum=0, maximum=1),
        text_column("why", "The evidence, or why there is no speaker, or what is wrong with the correction"),
        text_column("candidates", "Who may be the speaker, the likeliest first; joined with ;"),
        text_column("left", "The words before it, more of them than in quotations.csv"),
        text_column("right", "The words after it"),
        text_column("doc_title", "The title of the document"),
        place_column("paragraph", "The paragraph it stands in, from 0"),
        text_column("quote_id", "The quotation in quotations.csv"),
    ),
)

ROSTER = Table(
    name="roster",
    description="A draft of `corpus/people.csv`: its rows first, then who is quoted, then the other people and bodies "
    "that are named. `quoth roster` writes it.",
    record=records.RosterRow,
    columns=(
        text_column("name", "The canonical name"),
        text_column("aliases", "Other names that nobody else in the corpus has; joined with ;"),
        text_column("kind", "person, group, organisation, place or work"),
        text_column("gender", "masc or fem, where names and titles tell"),
        text_column("wikidata", "To fill in: the number of the item, like Q42"),
        count_column("n_quotations", "For reading: rows in quotations.csv"),
        count_column("n_mentions", "For reading: how often it is named"),
        count_column("n_documents", "For reading: in how many documents it is named or quoted"),
    ),
)

TO_FILL_IN = (REVIEW, ROSTER)
