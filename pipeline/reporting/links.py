"""Where things stand in the report: the anchors, and the links that lead to them.

The report is one file, or an index and a page a document. An anchor is the id of the tables
itself, percent-encoded, so that ``report.html#essay.q0007`` can be cited.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from pipeline.reporting.tally import LISTED_SPEAKERS

INDEX = "report.html"
PAGES = "report"
UNLISTED = "unlisted"
"""The id of the place that says how many speakers are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of one page: ``doc_id`` is the document of the page, "" where it is the index.

    ``paged`` says that the texts stand on pages of their own; ``speakers`` holds the number of
    every speaker of the page, by id. The index lists as many of them as ``listed`` says.
    """

    paged: bool
    doc_id: str
    speakers: Mapping[str, int]
    listed: int = LISTED_SPEAKERS

    def quotation(self, doc_id: str, quote_id: str) -> str:
        """The link to a quotation in the reading view."""
        return f"{self._page(doc_id)}#{anchor(quote_id)}"

    def paragraph(self, doc_id: str, number: int) -> str:
        """The link to a paragraph of the reading view, counted from 1."""
        return f"{self._page(doc_id)}#{paragraph_anchor(doc_id, number)}"

    def document(self, doc_id: str) -> str:
        """The link to a document in the reading view."""
        return f"{self._page(doc_id)}#{document_anchor(doc_id)}"

    def speaker(self, speaker_id: str) -> str:
        """The link to a speaker in the index; the empty id stands for "no speaker found".

        To whoever is not listed in the index it leads where that is said.
        """
        if self.doc_id:
            return f"../{INDEX}#{named_anchor(speaker_id) if self.speakers.get(speaker_id) else speaker_anchor(0)}"
        unlisted = self.paged and self.speakers.get(speaker_id, 0) > self.listed
        return f"#{UNLISTED if unlisted else self.entry(speaker_id)}"

    def entry(self, speaker_id: str) -> str:
        """The id of a speaker's entry on this page; in an index of many texts it stays what it is from run to run."""
        number = self.speakers.get(speaker_id, 0)
        return named_anchor(speaker_id) if number and self.paged and not self.doc_id else speaker_anchor(number)

    def output(self, name: str) -> str:
        """The link to a file of the outputs."""
        return f"../{quote(name)}" if self.doc_id else quote(name)

    def _page(self, doc_id: str) -> str:
        if not self.paged or doc_id == self.doc_id:
            return ""
        return f"{anchor(doc_id)}.html" if self.doc_id else f"{PAGES}/{anchor(doc_id)}.html"


@lru_cache(maxsize=4096)
def anchor(name: str) -> str:
    """An id of the tables as the id of an element, which is also its form in a link."""
    return quote(name, safe="")


def document_anchor(doc_id: str) -> str:
    """The id of a document's text; a colon stands in no ``doc_id``, so that none is taken for a section."""
    return f"text:{anchor(doc_id)}"


def paragraph_anchor(doc_id: str, number: int) -> str:
    """The id of a paragraph of a text, counted from 1."""
    return anchor(f"{doc_id}.p{number}")


def entry_anchor(quote_id: str) -> str:
    """The id of a quotation's entry under its speaker."""
    return f"entry:{anchor(quote_id)}"


def named_anchor(speaker_id: str) -> str:
    """The id of a speaker's entry in an index of many texts, to which their pages lead."""
    return f"speaker:{anchor(speaker_id)}"


def speaker_anchor(number: int) -> str:
    """The id of a speaker's entry where all stand in one file; 0 is that of the quotations without one."""
    return f"speaker-{number}" if number else "no-speaker"
