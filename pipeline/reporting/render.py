"""The files of the report: view in, HTML and Markdown out, by the templates in ``templates/``.

Whatever is not a template's own words is escaped: HTML by Jinja's autoescape, Markdown by
`escape_markdown`, both for every expression, so that no template can forget it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.records import Document
from pipeline.reporting import relations, summary, view
from pipeline.reporting.charts import Chart
from pipeline.reporting.context import excerpt
from pipeline.reporting.entries import Entry
from pipeline.reporting.escaping import escape_markdown
from pipeline.reporting.links import INDEX, PAGES, Links, anchor, speaker_anchor
from pipeline.reporting.material import Material
from pipeline.reporting.policy import content_policy, own_text
from pipeline.reporting.search import finder
from pipeline.reporting.texts import DocumentView, document_view, paragraph_views
from pipeline.reporting.view import SpeakerView
from pipeline.reporting.wording import visible

MARKDOWN = "report.md"
_SHORT = 90


def render_report(material: Material, charts: Sequence[Chart] = ()) -> Iterator[tuple[str, str]]:
    """The path below the outputs, with ``/``, and the content of every file of the report."""
    html = html_environment()
    index = {
        **_index_context(material, Links(paged=material.paged, doc_id="", speakers=material.numbers)),
        "pictures": {chart.name: chart for chart in charts},
    }
    yield MARKDOWN, markdown_environment().get_template("report.md.j2").render(index)
    yield INDEX, html.get_template("report.html.j2").render(index)
    if material.paged:
        template = html.get_template("document.html.j2")
        neighbours = [None, *material.documents, None]
        for before, document, after in zip(neighbours, material.documents, neighbours[2:], strict=False):
            context = _page_context(document, material, before=before, after=after)
            yield f"{PAGES}/{document.doc_id}.html", template.render(context)


def html_environment() -> Environment:
    """Jinja for HTML: every expression is escaped and shows its control characters."""
    environment = _environment(autoescape=True, finalize=_shown)
    style, script = own_text("report.css"), own_text("report.js")
    environment.globals.update(longest_cards=view.LONGEST_CARDS)
    environment.globals.update(style=style, script=script, policy=content_policy(style=style, script=script))
    return environment


def markdown_environment() -> Environment:
    """Jinja for Markdown: every expression is escaped and put on one line."""
    return _environment(autoescape=False, finalize=_escaped)


def _environment(**options: Any) -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.reporting"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        **options,
    )
    environment.filters["anchor"] = anchor
    environment.filters["shortened"] = _shortened
    return environment


def _shortened(text: str) -> str:
    return excerpt(text, width=_SHORT)


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _escaped(value: object) -> object:
    return escape_markdown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _index_context(material: Material, links: Links) -> Mapping[str, Any]:
    terms, more_terms = view.term_views(material, links)
    doubtful, more_doubtful = view.doubtful_entries(material, links)
    problems, more_problems = view.problem_views(material.problems)
    speakers = list(view.speaker_views(material, links))
    nobody = view.nobody_view(material, links)
    across, more_across = relations.across_views(material, links)
    key_terms, more_key_terms = relations.key_term_views(material, links)
    together, more_together = relations.together_views(material, links)
    timeline, more_timeline = relations.timeline_views(material, links)
    documents = [document_view(document, material, links) for document in material.documents]
    listed = _listed([*speakers, nobody])
    return {
        "title": summary.report_title(material),
        "sentences": summary.sentences(material),
        "figures": summary.figures(material),
        "kinds": summary.kind_rows(material),
        "speakers": speakers,
        "folded": len(speakers) >= view.FOLDED_FROM,
        "charted": speakers[: view.LONGEST_CHART],
        "nobody": nobody,
        "finder": finder(material.spoken, material),
        "across": across,
        "more_across": more_across,
        "key_terms": key_terms,
        "more_key_terms": more_key_terms,
        "together": together,
        "more_together": more_together,
        "timeline": timeline,
        "more_timeline": more_timeline,
        "terms": terms,
        "more_terms": more_terms,
        "entity_groups": list(view.entity_groups(material.entities)),
        "documents": documents,
        "readings": [_reading(material, links, document, listed) for document in ([] if material.paged else documents)],
        "paged": material.paged,
        "doubtful": doubtful,
        "more_doubtful": more_doubtful,
        "problems": problems,
        "more_problems": more_problems,
        "facts": summary.making(material),
        "table_files": summary.table_files(material),
        "citation": summary.citation(material),
        "place_citation": summary.place_citation(material),
    }


def _page_context(
    document: Document, material: Material, *, before: Document | None, after: Document | None
) -> Mapping[str, Any]:
    links = Links(paged=True, doc_id=document.doc_id, speakers=material.numbers)
    rows = [row for row in material.quotations_of.get(document.doc_id, ()) if row.kind != "term"]
    speakers = list(view.document_speaker_views(rows, material, links))
    return {
        "title": material.titles[document.doc_id],
        "reading": _reading(material, links, document_view(document, material, links), _listed(speakers)),
        "speakers": speakers,
        "folded": len(speakers) >= view.FOLDED_FROM,
        "finder": finder(rows, material, doc_id=document.doc_id),
        "before": before and (material.titles[before.doc_id], links.document(before.doc_id)),
        "after": after and (material.titles[after.doc_id], links.document(after.doc_id)),
    }


def _listed(speakers: Iterable[SpeakerView]) -> Set[str]:
    """The anchors of the quotations that are listed under their speakers."""
    return {entry.anchor for speaker in speakers for entry in speaker.entries}


def _reading(material: Material, links: Links, document: DocumentView, listed: Set[str]) -> Mapping[str, Any]:
    """One document's paragraphs, what its quotations are, and where on the page each is listed, by id."""
    rows = material.quotations_of.get(document.doc_id, ())
    paragraphs = material.paragraphs_of.get(document.doc_id, ())
    entries = {entry.row.quote_id: entry for entry in view.entries_of(rows, material, links)}
    text = material.texts[document.doc_id]
    return {
        "document": document,
        "paragraphs": paragraph_views(text, paragraphs, rows),
        "entries": entries,
        "cards": {name: _card(entry, listed, material) for name, entry in entries.items()},
    }


def _card(entry: Entry, listed: Set[str], material: Material) -> str:
    """The anchor of a quotation's entry; of its speaker where the entry is not listed."""
    if entry.anchor in listed:
        return entry.anchor
    return speaker_anchor(material.numbers.get(entry.row.speaker_id, 0))
