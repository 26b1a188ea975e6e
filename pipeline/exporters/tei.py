"""TEI P5: a file a document, the text to the character, with its quotations, speakers and names marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline import store
from pipeline.exporters.markup import TeiBuilder
from pipeline.exporters.material import Material
from pipeline.exporters.tei_cast import Edition, editions
from pipeline.exporters.tei_header import write_evidence, write_header, write_works
from pipeline.exporters.tei_marks import Element, Mark, mark_paragraphs
from pipeline.records import Paragraph

if TYPE_CHECKING:
    from lxml import etree

# The only white space that may stand between the elements of TEI.
_WHITE: Final = " \t\r\n"


def export(material: Material, folder: Path) -> Iterator[Path]:
    """The files written: ``<doc_id>.xml`` for every document."""
    from lxml import etree

    for edition in editions(material):
        path = folder / f"{edition.document.doc_id}.xml"
        content = etree.tostring(make_tei(edition), encoding="UTF-8", xml_declaration=True)
        store.write_bytes(path, content + b"\n")
        yield path


def make_tei(edition: Edition) -> "etree._Element":
    """The root of a document's TEI file: header, text, evidence, works."""
    tei = TeiBuilder()
    with tei.element("TEI"):
        write_header(tei, edition)
        with tei.element("text"):
            _write_body(tei, edition)
            write_evidence(tei, edition.rows)
            write_works(tei, edition)
    return tei.finish()


@dataclass(slots=True, kw_only=True)
class _Writing:
    """A body being written: the text, the place in it, whether a div is open and has nothing but heads."""

    tei: TeiBuilder
    text: str
    at: int = 0
    in_div: bool = False
    only_heads: bool = False
    empty: bool = True

    def words(self, end: int) -> None:
        """Write the text up to a place."""
        self.tei.text(self.text[self.at : end])
        self.at = end


def _write_body(tei: TeiBuilder, edition: Edition) -> None:
    """The body: its text, put together, is that of the document; a heading begins a division."""
    writing = _Writing(tei=tei, text=edition.text)
    bounds = [*(paragraph.start for paragraph in edition.paragraphs), len(edition.text)]
    with tei.element("body"):
        first = _gap(writing, 0, bounds[0])
        if first:
            writing.empty = False
            with tei.element("ab", {"type": "space"}):
                writing.words(first)
        writing.words(bounds[0])
        for number, (paragraph, marks) in enumerate(zip(edition.paragraphs, mark_paragraphs(edition), strict=True), 1):
            until = _gap(writing, paragraph.end, bounds[number])
            _write_paragraph(writing, paragraph, marks, until=until)
            writing.words(bounds[number])
        if writing.empty:
            tei.leaf("p")
        if writing.in_div:
            tei.close("div")


def _gap(writing: _Writing, start: int, end: int) -> int:
    """How far that goes, between two paragraphs, which TEI does not let stand there: a no-break space and the like."""
    return start + len(writing.text[start:end].rstrip(_WHITE))


def _write_paragraph(writing: _Writing, paragraph: Paragraph, marks: Sequence[Mark], *, until: int) -> None:
    """One paragraph, and what belongs to none after it, as far as ``until``."""
    heading, block = paragraph.kind == "heading", paragraph.kind == "block"
    if heading and not writing.only_heads:
        if writing.in_div:
            writing.tei.close("div")
        writing.tei.open("div")
        writing.in_div = True
    writing.only_heads, writing.empty = heading, False
    if block and until == paragraph.end and _fills(marks, paragraph):
        _write_words(writing, marks, until)
        return
    if paragraph.kind == "note":
        name, attributes = "note", {"place": "end"}
    else:
        name, attributes = "head" if heading else "p", {"rend": "block" if block else ""}
    with writing.tei.element(name, attributes):
        _write_words(writing, marks, until)


def _fills(marks: Sequence[Mark], paragraph: Paragraph) -> bool:
    """Whether a paragraph is one quotation from end to end, which needs no p around it."""
    if not marks or marks[0].opens is None or marks[0].opens.tag not in {"said", "quote"}:
        return False
    depth = 0
    for mark in marks[:-1]:
        depth += 1 if mark.opens else -1
        if depth == 0:
            return False
    return marks[0].at == paragraph.start and marks[-1].at == paragraph.end


def _write_words(writing: _Writing, marks: Iterable[Mark], end: int) -> None:
    opened: list[Element] = []
    for mark in marks:
        writing.words(mark.at)
        if mark.opens:
            opened.append(mark.opens)
            _open(writing.tei, mark.opens)
        else:
            _close(writing.tei, opened.pop())
    writing.words(end)


def _open(tei: TeiBuilder, element: Element) -> None:
    if element.cited:
        tei.open("cit")
    tei.open(element.tag, element.attributes)


def _close(tei: TeiBuilder, element: Element) -> None:
    tei.close(element.tag)
    if element.cited:
        tei.leaf("bibl", {"corresp": f"#{element.cited}"})
        tei.close("cit")
