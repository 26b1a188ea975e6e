"""Texts set as pages, with what print adds to them: the material on which the PDF reader is measured.

Every layout puts running heads, page numbers and footnotes that the text does not have, and says what it put.
LibreOffice (``soffice``) or TeX (``pdflatex``) makes the pages; a layout whose program is not there is left out.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.records import ParagraphKind

_EVERY = 3
_NOTES = (
    "See the minutes of the meeting, p. 14.",
    "The figure is that of the second edition; the first has another, which the author himself never used again.",
    "Ibid.",
    "Letters of the family are quoted from the copies in the town library, by the number of the box.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A paragraph to be set, and the footnote at the end of its first sentence; "" where there is none."""

    kind: ParagraphKind
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A way of setting pages: the file that the program takes, and the command that makes a PDF of it."""

    name: str
    program: str
    suffix: str
    write: Callable[[Sequence[Unit], str], str]
    command: Callable[[Path], list[str]]


def read_units(text: str) -> list[Unit]:
    """The paragraphs of a text, each on one line, with a footnote in every third."""
    units, n_body = [], 0
    for paragraph in split_paragraphs(text, doc_id="x"):
        words = " ".join(text[paragraph.start : paragraph.end].split())
        n_body += paragraph.kind == "body"
        noted = paragraph.kind == "body" and n_body % _EVERY == 0
        note = _NOTES[n_body // _EVERY % len(_NOTES)] if noted else ""
        units.append(Unit(kind=paragraph.kind, text=words, note=note))
    return units


def make_pdf(units: Sequence[Unit], title: str, layout: Layout, folder: Path) -> Path:
    """The PDF of a text in a layout; raises CalledProcessError where the program fails."""
    source = folder / f"{title}{layout.suffix}"
    source.write_text(layout.write(units, title), encoding="utf-8")
    for _ in range(2 if layout.program == "pdflatex" else 1):
        subprocess.run(layout.command(source), cwd=folder, check=True, capture_output=True)
    return source.with_suffix(".pdf")


def layouts() -> Iterator[Layout]:
    """The layouts whose program is on this machine."""
    for layout in _LAYOUTS:
        if shutil.which(layout.program):
            yield layout


def _noted(unit: Unit, mark: Callable[[str], str], quoted: Callable[[str], str]) -> str:
    """The words of a unit in markup, with its note behind the first sentence."""
    end = re.search(r"[.!?][”’]?(?= |$)", unit.text)
    at = end.end() if end and unit.note else len(unit.text)
    note = mark(quoted(unit.note)) if unit.note else ""
    return quoted(unit.text[:at]) + note + quoted(unit.text[at:])


# --- LibreOffice: a flat OpenDocument file ---

_STYLES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:text-properties fo:font-size="11pt"
 fo:language="en" fo:country="GB" fo:hyphenate="true"/></style:style>
<style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties BODY/></style:style>
<style:style style:name="Quote" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-left="1cm" fo:margin-right="1cm" fo:margin-top="0.25cm"
 fo:margin-bottom="0.25cm" fo:text-align="justify"/></style:style>
<style:style style:name="Head" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.25cm" fo:keep-with-next="always"/>
<style:text-properties fo:font-size="14pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="9pt"/></style:style>
</office:styles>
<office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties fo:page-width="14.8cm"
 fo:page-height="21cm" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="2cm" fo:margin-right="2cm">
COLUMNS</style:page-layout-properties><style:header-style><style:header-footer-properties fo:min-height="1cm"
 fo:margin-bottom="0.4cm"/></style:header-style><style:footer-style><style:header-footer-properties
 fo:min-height="1cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p>TITLE</text:p></style:header>
<style:footer><text:p><text:page-number text:select-page="current"/></text:p></style:footer>
</style:master-page></office:master-styles><office:body><office:text>
"""
_INDENTED = 'fo:text-indent="0.6cm" fo:text-align="justify"'
_SPACED = 'fo:margin-bottom="0.3cm" fo:text-align="start"'
_TWO_COLUMNS = '<style:columns fo:column-count="2" fo:column-gap="0.6cm"/>'
_ODF: dict[str, str] = {"body": "Body", "block": "Quote", "note": "Footnote"}


def _odf(body: str, columns: str) -> Callable[[Sequence[Unit], str], str]:
    def write(units: Sequence[Unit], title: str) -> str:
        parts = [_STYLES.replace("BODY", body).replace("COLUMNS", columns).replace("TITLE", escape(title))]
        for number, unit in enumerate(units):
            words = _noted(unit, lambda note, n=number: _odf_note(note, n), escape)
            if unit.kind == "heading":
                parts.append(f'<text:h text:style-name="Head" text:outline-level="1">{words}</text:h>\n')
            else:
                parts.append(f'<text:p text:style-name="{_ODF[unit.kind]}">{words}</text:p>\n')
        return "".join([*parts, "</office:text></office:body></office:document>\n"])

    return write


def _odf_note(note: str, number: int) -> str:
    return (
        f'<text:note text:id="n{number}" text:note-class="footnote"><text:note-citation/><text:note-body>'
        f'<text:p text:style-name="Footnote">{note}</text:p></text:note-body></text:note>'
    )


def _soffice(source: Path) -> list[str]:
    settings = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    untagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'
    return ["soffice", settings, "--headless", "--convert-to", untagged, source.name]


# --- TeX: justified, hyphenated, with ligatures ---

_TEX = r"""\documentclass[10pt,OPTIONS]{article}
\usepackage[a5paper,margin=2cm]{geometry}
\usepackage[utf8]{inputenc}
\pagestyle{myheadings}\markboth{TITLE}{TITLE}
\begin{document}
"""
_TEX_SIGNS = {
    "\\": r"\textbackslash{}",
    **{sign: "\\" + sign for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "“": "``",
    "”": "''",
    "‘": "`",
    "’": "'",
    "'": r"{\ttfamily\char13}",
    '"': r"{\ttfamily\char34}",
    "—": "---",
    "–": "--",
    "…": "...",
    "£": r"\pounds{}",
}


def _tex_words(text: str) -> str:
    signs = "".join(_TEX_SIGNS.get(char, char) for char in text)
    return signs.replace("'''", "'{}''")  # of three TeX makes a double one and a single one


def _tex(options: str) -> Callable[[Sequence[Unit], str], str]:
    def write(units: Sequence[Unit], title: str) -> str:
        parts = [_TEX.replace("OPTIONS", options).replace("TITLE", _tex_words(title))]
        for unit in units:
            words = _noted(unit, lambda note: rf"\footnote{{{note}}}", _tex_words)
            if unit.kind == "heading":
                parts.append(rf"\section*{{{words}}}")
            elif unit.kind == "block":
                parts.append(rf"\begin{{quote}}{words}\end{{quote}}" + "\n\\noindent")
            else:
                parts.append(words + r"\par")
        return "\n".join([*parts, r"\end{document}", ""]).replace("\\noindent\n", "")

    return write


def _pdflatex(source: Path) -> list[str]:
    return ["pdflatex", "-interaction=nonstopmode", source.name]


_LAYOUTS = (
    Layout(name="indented", program="soffice", suffix=".fodt", write=_odf(_INDENTED, ""), command=_soffice),
    Layout(name="spaced, ragged", program="soffice", suffix=".fodt", write=_odf(_SPACED, ""), command=_soffice),
    Layout(
        name="two columns", program="soffice", suffix=".fodt", write=_odf(_INDENTED, _TWO_COLUMNS), command=_soffice
    ),
    Layout(name="TeX", program="pdflatex", suffix=".tex", write=_tex("oneside"), command=_pdflatex),
    Layout(
        name="TeX, two columns", program="pdflatex", suffix=".tex", write=_tex("twoside,twocolumn"), command=_pdflatex
    ),
)
