"""How Datasette shows the SQLite file: what tables and columns hold, what to filter by, questions ready to ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.schema import Table

DATABASE: Final = "quoth"
"""The name of the database in Datasette: that of its file."""

_FACETS: Final[Mapping[str, tuple[str, ...]]] = {
    "quotations": ("speaker", "kind", "subkind", "rule", "doc_id"),
    "speakers": ("type",),
    "entities": ("type",),
    "mentions": ("label", "doc_id"),
    "cooccurrences": ("type", "other_type"),
    "timeline": ("kind", "speaker", "doc_id"),
    "keyterms": ("doc_id",),
    "documents": ("language", "author", "source"),
    "candidates": ("evidence", "mention_form", "doc_id"),
    "problems": ("stage", "code"),
    "paragraphs": ("kind", "doc_id"),
}
# Datasette goes by the key where it is told nothing; these go by what is most, as in the CSV.
_SORTS: Final[Mapping[str, tuple[str, str]]] = {
    "speakers": ("sort_desc", "n_words"),
    "entities": ("sort_desc", "n_mentions"),
    "cooccurrences": ("sort_desc", "n_paragraphs"),
    "timeline": ("sort", "date"),
    "who_quotes_whom": ("sort_desc", "n_quotations"),
}
# Where other tables refer to a row, its name stands for it.
_LABELS: Final[Mapping[str, str]] = {"documents": "title", "speakers": "name", "entities": "name"}
# Datasette lists tables by the alphabet; the addresses hold wherever it is served.
_START: Final = (
    f'Begin with the <a href="{DATABASE}/quotations">quotations</a>, with the '
    f'<a href="{DATABASE}/quotations_in_context">paragraphs they stand in</a>, or with '
    f'<a href="{DATABASE}/who_quotes_whom">who quotes whom</a>; or ask one of the questions below.'
)
_VIEWS: Final[Mapping[str, str]] = {
    "who_quotes_whom": "How often each writer, or the speaker of an outer quotation, quotes each speaker, by document.",
    "quotations_in_context": "Every quotation with its speaker's other names and the whole paragraph it stands in.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question that Datasette offers: its title, what to fill in, and the SQL."""

    title: str
    description: str
    sql: str


_SHOWN: Final = "q.quote_id, q.speaker, q.cue, q.text, q.kind, q.rule, q.score, q.doc_title, q.doc_id"
QUERIES: Final[Mapping[str, Query]] = {
    "quotations_of_a_speaker": Query(
        title="All quotations of a speaker",
        description="speaker: the name, or a part of it.",
        sql=f"""
            select {_SHOWN} from quotations q
            where instr(lower(q.speaker), lower(:speaker)) order by q.rowid
        """,
    ),
    "uncertain_speakers": Query(
        title="Quotations whose speaker is uncertain",
        description="below: a score from 0 to 1; 0.7 where nothing is given. The least certain come first.",
        sql=f"""
            select {_SHOWN} from quotations q
            where q.score < cast(coalesce(nullif(:below, ''), '0.7') as real) order by q.score, q.rowid
        """,
    ),
    "without_a_speaker": Query(
        title="Quotations for which nobody was found",
        description="Terms are left out, since nobody says them.",
        sql="""
            select q.quote_id, q.reason, q."left", q.text, q."right", q.doc_title, q.doc_id from quotations q
            where q.speaker is null and q.kind <> 'term' order by q.rowid
        """,
    ),
    "search_quotations": Query(
        title="Search in what is quoted",
        description='search: words, or a "phrase" in marks.',
        sql=f"""
            select {_SHOWN} from quotations_fts join quotations q on q.rowid = quotations_fts.rowid
            where quotations_fts match escape_fts(:search) order by quotations_fts.rank, q.rowid
        """,
    ),
    "search_texts": Query(
        title="Search in the texts",
        description='search: words, or a "phrase" in marks.',
        sql="""
            select p.doc_id, p.paragraph, snippet(paragraphs_fts, 0, '', '', '…', 40) as found, p.text
            from paragraphs_fts join paragraphs p on p.rowid = paragraphs_fts.rowid
            where paragraphs_fts match escape_fts(:search) order by paragraphs_fts.rank, p.rowid
        """,
    ),
}
"""Questions by name; ``escape_fts`` is a function of Datasette, so that no word is taken for an operator."""


def datasette_metadata(tables: Iterable[Table], views: Iterable[str]) -> str:
    """The text of ``metadata.yaml``: the same for every corpus."""
    import yaml

    described = {table.name: _table(table) for table in tables}
    described |= {name: {"description": _VIEWS[name], **_sort(name)} for name in views}
    metadata = {
        "title": "Who is quoted, saying what, where",
        "description": "Quotations and their speakers, found in a folder of texts by Quoth. "
        "Every start and end is in Unicode code points into the text, from 0, the end not included.",
        "databases": {
            DATABASE: {
                "description_html": _START,
                "tables": described,
                "queries": {
                    name: {"title": query.title, "description": query.description, "sql": " ".join(query.sql.split())}
                    for name, query in QUERIES.items()
                },
            }
        },
    }
    return yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False, width=120)


def _table(table: Table) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": table.description,
        "columns": {column.name: column.description for column in table.columns},
        **_sort(table.name),
    }
    if table.name in _FACETS:
        found["facets"] = list(_FACETS[table.name])
    if table.name in _LABELS:
        found["label_column"] = _LABELS[table.name]
    return found


def _sort(name: str) -> dict[str, str]:
    return dict([_SORTS[name]]) if name in _SORTS else {}
