"""What stands before and after the text in a TEI file: where it is from, who is who, what the evidence is."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pipeline import __version__, store
from pipeline.exporters.characters import xml_safe
from pipeline.exporters.markup import TeiBuilder
from pipeline.exporters.tei_cast import Edition, Member, quotation_name
from pipeline.records import AttributedQuotation

KINDS: Final = {
    "direct": "An utterance in the speaker's own words",
    "mixed": "A quoted fragment inside the writer's own clause",
    "indirect": "Words reported without marks",
    "term": "Words in marks that quote nobody",
    "speech": "Said",
    "writing": "Written",
    "thought": "Thought",
    "scare": "A word the writer keeps at a distance",
    "title": "A title",
    "slogan": "A slogan",
    "nickname": "A nickname",
    "mention": "A word spoken of",
}
"""The kinds and subkinds of quotations, with what they mean: the categories that ``@ana`` points to."""

_RULES: Final = (
    "The text is that of the source to the character: the text of all that stands in body, put together, is the text.",
    "A character that XML cannot hold is an empty g, whose ref names it in Unicode: char:U+0001.",
    "The number of a quotation in the tables is its n; pieces of one quotation have the same n.",
    "What follows in the same quotation or utterance is its next.",
    "A said has its speaker in who; a quote, which TEI gives no who, has it in corresp, and its work in source.",
    "cert is how often such evidence was right where the truth is known, from 0 to 1.",
    "A certainty after the text says what the evidence is, and a note why no speaker was found.",
    "A name with the role speaker, and a seg of type cue, belong to the quotations that their corresp names.",
)
_VERSION: Final = re.compile(r"\d+(\.\d+){0,3}")
_LANGUAGE: Final = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_TOKEN: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def write_header(tei: TeiBuilder, edition: Edition) -> None:
    """The teiHeader; nothing in it depends on when it was made."""
    with tei.element("teiHeader"):
        with tei.element("fileDesc"):
            _write_title(tei, edition)
            _write_source(tei, edition)
        _write_encoding(tei)
        _write_profile(tei, edition)


def write_evidence(tei: TeiBuilder, rows: Sequence[AttributedQuotation]) -> None:
    """The rule, the reason and the date of every quotation that has them, in the order of the text."""
    for row in rows:
        target = "#" + quotation_name(row.quote_id)
        if row.rule:
            match = "@who" if element_of(row) == "said" else "@corresp"
            degree = store.to_cell(row.score)
            with tei.element("certainty", {"target": target, "match": match, "locus": "value", "degree": degree}):
                tei.leaf("desc", text=xml_safe(row.rule))  # no g stands in a desc
        if row.reason and row.kind != "term":
            tei.leaf("note", {"type": "reason", "target": target}, row.reason)
        if row.stated_date:
            tei.leaf("note", {"type": "date", "target": target}, row.stated_date)


def write_works(tei: TeiBuilder, edition: Edition) -> None:
    """The works that speak and those that are cited, behind the text, if there are any."""
    speaking = [member for member in edition.members.values() if member.sort == "work"]
    if not speaking and not edition.works:
        return
    with tei.element("back"), tei.element("div", {"type": "works"}), tei.element("listBibl"):
        for member in speaking:
            with tei.element("bibl", {"xml:id": member.xml_id, "n": member.identifier}):
                _write_names(tei, "title", member)
        for (title, author), name in edition.works.items():
            with tei.element("bibl", {"xml:id": name}):
                if author:
                    tei.leaf("author", text=author)
                if title:
                    tei.leaf("title", text=title)


def element_of(row: AttributedQuotation) -> str:
    """The element for a quotation: ``said`` or ``quote``.

    After the TEI Guidelines, 3.3.3: said holds what is spoken or thought, whether directly or indirectly
    reported; quote what the author attributes to an agency outside the text, such as another text. So what
    is written, and whatever is cited from a work, is a quote; all else is said.
    """
    return "quote" if row.kind != "indirect" and (row.subkind == "writing" or row.source_title) else "said"


def token(value: str) -> str:
    """A value as TEI wants it where it wants one word; "" where it is none."""
    return value if _TOKEN.fullmatch(value) else ""


def _write_title(tei: TeiBuilder, edition: Edition) -> None:
    document = edition.document
    with tei.element("titleStmt"):
        tei.leaf("title", text=document.title or document.doc_id)
        if document.author:
            tei.leaf("author", text=document.author)
    with tei.element("publicationStmt"):
        tei.leaf("p", text="Quotations marked by Quoth; not published.")


def _write_source(tei: TeiBuilder, edition: Edition) -> None:
    document = edition.document
    with tei.element("sourceDesc"), tei.element("bibl"):
        for tag, value in (("author", document.author), ("title", document.title)):
            if value:
                tei.leaf(tag, text=value)
        if document.date:
            when = document.date if _DATE.fullmatch(document.date) else ""
            tei.leaf("date", {"when": when}, document.date)
        if document.source:
            tei.leaf("note", {"type": "source"}, document.source)
        for name, value in (("doc_id", document.doc_id), ("path", document.path), ("sha256", document.sha256)):
            tei.leaf("idno", {"type": name}, value)


def _write_encoding(tei: TeiBuilder) -> None:
    version = _VERSION.match(__version__)
    with tei.element("encodingDesc"):
        with (
            tei.element("appInfo"),
            tei.element("application", {"ident": "quoth", "version": version[0] if version else "0"}),
        ):
            tei.leaf("label", text=f"Quoth {__version__}")
        with tei.element("editorialDecl"):
            for rule in _RULES:
                tei.leaf("p", text=rule)
        with tei.element("classDecl"), tei.element("taxonomy"):
            for kind, meaning in KINDS.items():
                with tei.element("category", {"xml:id": f"_k_{kind}"}):
                    tei.leaf("catDesc", text=meaning)


def _write_profile(tei: TeiBuilder, edition: Edition) -> None:
    language = edition.document.language
    people = [member for member in edition.members.values() if member.sort == "person"]
    bodies = [member for member in edition.members.values() if member.sort == "org"]
    with tei.element("profileDesc"):
        if _LANGUAGE.fullmatch(language):
            with tei.element("langUsage"):
                tei.leaf("language", {"ident": language}, language)
        if people or bodies:
            with tei.element("particDesc"):
                _write_members(tei, "listPerson", "person", "persName", people)
                _write_members(tei, "listOrg", "org", "orgName", bodies)


def _write_members(tei: TeiBuilder, group: str, tag: str, name: str, members: Iterable[Member]) -> None:
    listed = list(members)
    if not listed:
        return
    with tei.element(group):
        for member in listed:
            with tei.element(tag, {"xml:id": member.xml_id, "n": member.identifier, "role": token(member.role)}):
                _write_names(tei, name, member)
                if member.wikidata:
                    tei.leaf("idno", {"type": "wikidata"}, member.wikidata)


def _write_names(tei: TeiBuilder, tag: str, member: Member) -> None:
    tei.leaf(tag, text=member.name)
    for alias in member.aliases:
        tei.leaf(tag, {"type": "alias"}, alias)
