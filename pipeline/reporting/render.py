"""The files of the report: view in, HTML and Markdown out, by the templates in ``templates/``.

Whatever is not a template's own words is escaped: HTML by Jinja's autoescape, Markdown by
`escape_markdown`, both for every expression, so that no template can forget it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.records import AttributedQuotation, Document
from pipeline.reporting import relations, summary, tally, view
from pipeline.reporting.charts import Chart
from pipeline.reporting.context import excerpt
from pipeline.reporting.entries import Entry
from pipeline.reporting.escaping import escape_markdown
from pipeline.reporting.links import INDEX, PAGES, Links, anchor
from pipeline.reporting.material import Material, Opened
from pipeline.reporting.policy import SCRIPTS, content_policy, own_text
from pipeline.reporting.relations import TERMS_OF_A_TEXT
from pipeline.reporting.search import index_finder, page_finder
from pipeline.reporting.texts import document_view, listed_view, paragraph_views
from pipeline.reporting.view import SpeakerView, page_numbers
from pipeline.reporting.wording import counted, visible

MARKDOWN = "report.md"
_SHORT = 90


def render_index(
    material: Material, charts: Sequence[Chart] = (), *, rows: str = "", parts: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """The path below the outputs and the content of ``report.md`` and ``report.html``, in the order to write them.

    ``rows`` is what `search.index_rows` gave; where that is nothing, ``parts`` are the paths of `search.index_parts`.
    """
    links = Links(paged=material.paged, doc_id="", speakers=material.numbers, listed=tally.LISTED_SPEAKERS)
    index = {
        **_index_context(material, links),
        "finder": index_finder(material, links, rows=rows, parts=parts),
        "pictures": {chart.name: chart for chart in charts},
        "policy": _policy(loads=bool(parts)),
    }
    yield MARKDOWN, markdown_environment().get_template("report.md.j2").render(index)
    yield INDEX, html_environment().get_template("report.html.j2").render(index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document whose page is to be made, and those before and after it, to which it links."""

    opened: Opened
    before: Document | None
    after: Document | None

    def facts(self, material: Material) -> str:
        """A digest of all that the page shows beside the text and its paragraphs."""
        numbers = page_numbers(self.opened.quotations, material)
        names = [(one, material.speakers[material.numbers[one] - 1].name) for one in numbers]
        around = [other and (other.doc_id, material.titles[other.doc_id]) for other in (self.before, self.after)]
        terms = self.opened.keyterms[:TERMS_OF_A_TEXT]
        rest = (self.opened.document, terms, names, around, len(material.documents) == 1, material.uncertain_below)
        digest = hashlib.sha256()
        for shown in (*self.opened.quotations, rest):  # one by one: those of a book together would take 80 MB
            digest.update(repr(shown).encode("utf-8", errors="surrogatepass"))
        return digest.hexdigest()

    def needed(self, material: Material) -> Material:
        """The part of what the report is made from that the page needs; the same page comes of it."""
        doc_id = self.opened.document.doc_id
        numbers = page_numbers(self.opened.quotations, material)
        return Material(
            documents=[one for one in (self.before, self.opened.document, self.after) if one],
            paragraphs={doc_id: material.paragraphs.get(doc_id, ())},
            quotations=(),
            speakers=[material.speakers[material.numbers[one] - 1] for one in numbers],
            entities=(),
            problems=(),
            rows={},
            texts={doc_id: material.texts[doc_id]},
            made_by=material.made_by,
            uncertain_below=material.uncertain_below,
        )

    def render(self, material: Material) -> Iterator[str]:
        """The page, a piece after the other."""
        template = html_environment().get_template("document.html.j2")
        return template.generate(_page_context(self.opened, material, before=self.before, after=self.after))


def list_pages(material: Material) -> Iterator[Page]:
    """The pages of all documents, in their order, each made when its turn comes."""
    others = zip(chain([None], material.documents), chain(material.documents[1:], [None]), strict=False)
    for opened, (before, after) in zip(material.opened(), others, strict=False):
        yield Page(opened=opened, before=before, after=after)


def page_path(doc_id: str) -> str:
    """The path of a document's page below the outputs."""
    return f"{PAGES}/{doc_id}.html"


@cache
def html_environment() -> Environment:
    """Jinja for HTML, made once: every expression is escaped and shows its control characters."""
    environment = _environment(autoescape=True, finalize=_shown)
    environment.globals.update(style=own_text("report.css"), script=own_text(*SCRIPTS))
    return environment


@cache
def _policy(*, loads: bool = False) -> str:
    """What a page may do; ``loads``: its script may load others."""
    return content_policy(style=own_text("report.css"), script=own_text(*SCRIPTS), loads=loads)


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
    environment.filters["counted"] = counted
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
    few = material.documents[: tally.LISTED_TEXTS if material.paged else None]
    listed = _listed([*speakers, nobody])
    return {
        "title": summary.report_title(material),
        "sentences": summary.sentences(material, key_terms),
        "figures": summary.figures(material),
        "kinds": summary.kind_rows(material),
        "speakers": speakers,
        "more_speakers": len(material.speakers) - len(speakers),
        "folded": len(speakers) >= view.FOLDED_FROM,
        "longest_cards": view.LONGEST_CARDS,
        "charted": speakers[: view.LONGEST_CHART],
        "nobody": nobody,
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
        "documents": [listed_view(document, material, links) for document in few],
        "more_documents": len(material.documents) - len(few),
        "readings": [] if material.paged else [_reading(one, material, links, listed) for one in material.opened()],
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
    opened: Opened, material: Material, *, before: Document | None, after: Document | None
) -> Mapping[str, Any]:
    document = opened.document
    numbers = page_numbers(opened.quotations, material)
    links = Links(paged=True, doc_id=document.doc_id, speakers=numbers)
    rows = [row for row in opened.quotations if row.kind != "term"]
    speakers = list(view.document_speaker_views(rows, material, links))
    return {
        "title": material.titles[document.doc_id],
        "policy": _policy(),
        "reading": _reading(opened, material, links, _listed(speakers)),
        "speakers": speakers,
        "folded": len(speakers) >= view.FOLDED_FROM,
        "longest_cards": view.LONGEST_CARDS,
        "finder": page_finder(rows, document, material, links),
        "before": before and (material.titles[before.doc_id], links.document(before.doc_id)),
        "after": after and (material.titles[after.doc_id], links.document(after.doc_id)),
    }


def _listed(speakers: Iterable[SpeakerView]) -> Mapping[str, Entry]:
    """The quotations that are listed under their speakers, by id."""
    return {entry.row.quote_id: entry for speaker in speakers for entry in speaker.entries}


def _reading(opened: Opened, material: Material, links: Links, listed: Mapping[str, Entry]) -> Mapping[str, Any]:
    """One document's paragraphs, what its quotations are, and where on the page each is listed, by id."""
    doc_id, rows = opened.document.doc_id, opened.quotations
    return {
        "document": document_view(opened, material, links),
        "paragraphs": paragraph_views(material.texts[doc_id], material.paragraphs.get(doc_id, ()), rows),
        "entries": _Entries(rows, material, links, listed),
        "cards": {row.quote_id: _card(row, listed, links) for row in rows},
    }


class _Entries:
    """The entry of every quotation, by id, made when it is asked for: a book has too many to hold them all."""

    def __init__(
        self, rows: Sequence[AttributedQuotation], material: Material, links: Links, listed: Mapping[str, Entry]
    ) -> None:
        self._rows = {row.quote_id: row for row in rows}
        self._begins = {row.utterance_id: row.quote_id for row in reversed(rows)}
        self._material, self._links, self._listed = material, links, listed
        # Of one quotation several things are shown, one after the other.
        self._kept = lru_cache(maxsize=16)(self._make)

    def __getitem__(self, quote_id: str) -> Entry:
        return self._kept(quote_id)

    def _make(self, quote_id: str) -> Entry:
        row = self._rows[quote_id]
        continued = self._begins[row.utterance_id] != quote_id
        known = self._listed.get(quote_id)
        if known is not None and known.continued == continued:
            return known
        return view.entry_of(row, self._material, self._links, continued=continued)


def _card(row: AttributedQuotation, listed: Mapping[str, Entry], links: Links) -> str:
    """The anchor of a quotation's entry; of its speaker where the entry is not listed."""
    entry = listed.get(row.quote_id)
    return links.entry(row.speaker_id) if entry is None else entry.anchor
