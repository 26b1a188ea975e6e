"""Files of every packed format, made small and by hand: what their own programs write comes to the same."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape

import pytest

from pipeline.readers.reading import Reading
from tests.readers import seen

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
FO = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"

DOCX_RELATIONSHIPS = (
    f'<Relationships xmlns="{P}"><Relationship Id="r1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
DOCX_BESIDE = (
    f'<Relationships xmlns="{P}"><Relationship Id="s" Type="{R}/styles" Target="styles.xml"/>'
    f'<Relationship Id="f" Type="{R}/footnotes" Target="footnotes.xml"/>'
    f'<Relationship Id="e" Type="{R}/endnotes" Target="endnotes.xml"/></Relationships>'
)
DOCX_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
DOCX_STYLES = """
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="My own"/><w:basedOn w:val="Zitat"/></w:style>
<w:style w:type="paragraph" w:styleId="Level"><w:name w:val="Part"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="In"><w:name w:val="Set in"/>
<w:pPr><w:ind w:left="720" w:right="720"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Unseen"><w:name w:val="Unseen"/><w:rPr><w:vanish/></w:rPr></w:style>
"""

Pack = Callable[[Mapping[str, str | bytes]], bytes]
MakeDocx = Callable[..., bytes]
MakeOdt = Callable[..., bytes]
MakeEpub = Callable[..., bytes]
Shown = Callable[[Reading], list[tuple[str, str]]]


def packed(members: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(zipfile.ZipInfo(name), member, compress_type=zipfile.ZIP_DEFLATED)
    return content.getvalue()


def replaced_in(
    content: bytes, members: Mapping[str, str | bytes], *, append: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """An archive with other members in the place of some; ``append``: a piece of a member, and what replaces it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        before: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name, (old, new) in (append or {}).items():
        text = before[name]
        assert isinstance(text, bytes)
        assert old.encode() in text
        before[name] = text.replace(old.encode(), new.encode())
    return packed({**before, **members})


def docx(
    body: str, *, footnotes: Mapping[int, str] | None = None, endnotes: Mapping[int, str] | None = None, core: str = ""
) -> bytes:
    def notes(kind: str, bodies: Mapping[int, str]) -> str:
        written = (
            f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {words}</w:t></w:r></w:p></w:{kind}>'
            for number, words in bodies.items()
        )
        return f'<w:{kind}s xmlns:w="{W}">{"".join(written)}</w:{kind}s>'

    return packed(
        {
            "[Content_Types].xml": DOCX_TYPES,
            "_rels/.rels": DOCX_RELATIONSHIPS,
            "word/_rels/document.xml.rels": DOCX_BESIDE,
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{W}">{DOCX_STYLES}</w:styles>',
            "word/footnotes.xml": notes("footnote", footnotes or {}),
            "word/endnotes.xml": notes("endnote", endnotes or {}),
            "docProps/core.xml": '<c:coreProperties xmlns:c="x" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</c:coreProperties>',
        }
    )


def odt(body: str, *, automatic: str = "", meta: str = "", members: Mapping[str, str] | None = None) -> bytes:
    spaces = f'xmlns:office="{OFFICE}" xmlns:text="{TEXT}" xmlns:style="{STYLE}" xmlns:fo="{FO}"'
    spaces += f' xmlns:table="{TABLE}" xmlns:draw="{DRAW}"'
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "meta.xml": f'<office:document-meta {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>{meta}</office:meta>'
            "</office:document-meta>",
            **(members or {}),
        }
    )


def epub(
    parts: Mapping[str, str],
    *,
    meta: str = "",
    spine: Sequence[str] = (),
    nonlinear: Sequence[str] = (),
    extra: str = "",
    members: Mapping[str, str] | None = None,
) -> bytes:
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(parts)
    )
    order = spine or tuple(parts)
    linear = {name: "no" if name in nonlinear else "yes" for name in order}
    refs = "".join(f'<itemref idref="i{list(parts).index(name)}" linear="{linear[name]}"/>' for name in order)
    head = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head>'
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<metadata>{meta}</metadata><manifest>{items}{extra}</manifest><spine>{refs}</spine></package>",
            **{f"OEBPS/{name}": f"{head}{body}</html>" for name, body in parts.items()},
            **(members or {}),
        }
    )


def wordprocessed(words: str, style: str = "", properties: str = "") -> str:
    """A paragraph of Word's; ``properties`` go beside its style."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr><w:r><w:t xml:space='preserve'>{escape(words)}</w:t></w:r></w:p>"


@pytest.fixture(scope="session")
def make_packed() -> Pack:
    return packed


@pytest.fixture(scope="session")
def replaced() -> Callable[..., bytes]:
    return replaced_in


@pytest.fixture(scope="session")
def member_of() -> Callable[[bytes, str], bytes]:
    def read(content: bytes, name: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read(name)

    return read


@pytest.fixture(scope="session")
def make_docx() -> MakeDocx:
    return docx


@pytest.fixture(scope="session")
def word_paragraph() -> Callable[..., str]:
    return wordprocessed


@pytest.fixture(scope="session")
def make_odt() -> MakeOdt:
    return odt


@pytest.fixture(scope="session")
def make_epub() -> MakeEpub:
    return epub


@pytest.fixture(scope="session")
def blocks_of() -> Shown:
    return seen.blocks_of
