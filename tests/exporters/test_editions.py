"""What holds for the formats that carry the texts with them: text and file give the same quotations back."""

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import UnionType
from typing import Any, get_args, get_type_hints
from urllib.parse import unquote

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline import records
from pipeline.evaluation.matching import overlap_any
from pipeline.evaluation.polnear import read_polnear
from pipeline.exporters.characters import id_of_name
from pipeline.exporters.formats import FORMATS
from pipeline.exporters.material import Material
from pipeline.quotes.paragraphs import split_paragraphs

Found = dict[str, tuple[int, int, str]]
"""Quotations as a file has them: start, end and the id of the speaker, by ``quote_id``."""

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
QUOTED = frozenset(TEI + tag for tag in ("said", "quote", "q", "soCalled", "title", "mentioned"))


# ---------------------------------------------------------------- texts with anything anywhere on them

PIECES = [
    "Ada",
    " ",
    "\n\n",
    "\n",
    "\r",
    "\t",
    "“",
    "”",
    "’",
    "<b>",
    "&",
    "]]>",
    "\x00",
    "\x1b",
    "\ufffe",
    "\x85",
    "\xa0",
]
PIECES += [
    "\u2028",
    "👩‍🚀",
    "e\u0301",
    "שלום",
    "भाषा",
    "|",
    "\\",
    "_",
    "said",
    "T1\tSource 0 1",
    "\u202e",
    "x-y",
    "don’t",
]
DOC_IDS = ["ferry", "1984", "письма-भाषा", "a-b.c"]


def filled(record_type: type[Any], **known: Any) -> Any:
    """A record in which whatever is not said is empty."""
    hints = get_type_hints(record_type)
    return record_type(**{field.name: _nothing(hints[field.name]) for field in fields(record_type)} | known)


def _nothing(hint: Any) -> Any:
    if isinstance(hint, UnionType) and type(None) in get_args(hint):
        return None
    return {int: 0, float: 0.0, bool: False, tuple[str, ...]: ()}.get(hint, "")


@st.composite
def corpora(draw: st.DrawFn) -> Material:
    """A document with quotations, names and cues that nest, touch and cross in any way, each in one paragraph."""
    doc_id = draw(st.sampled_from(DOC_IDS))
    text = "".join(draw(st.lists(st.sampled_from(PIECES), max_size=40)))
    kinds = st.sampled_from(["body", "heading", "block"])
    paragraphs = [replace(one, kind=draw(kinds)) for one in split_paragraphs(text, doc_id=doc_id)]
    people = [f"{doc_id}.q0001", "ada", "officials", "report"]
    rows = [draw(quotations(doc_id, number, paragraphs, people)) for number in range(draw(st.integers(0, 6)))]
    rows = [] if not paragraphs else [replace(row, text=text[row.start : row.end]) for row in rows]
    mentions = (
        [draw(mentioned(doc_id, paragraphs, people)) for _ in range(draw(st.integers(0, 4)))] if paragraphs else []
    )
    return Material(
        rows={
            "documents": [
                filled(records.Document, doc_id=doc_id, title="\x00<T>", author="&", date="1905", language="en")
            ],
            "quotations": sorted(rows, key=lambda row: (row.start, -row.end)),
            "mentions": sorted(mentions, key=lambda row: (row.start, row.end)),
            "speakers": [filled(records.Speaker, speaker_id=one, name=f"\x1b{one}", type="person") for one in people],
            "entities": [filled(records.Entity, entity_id=one, name=one, type="ORG", aliases=("<",)) for one in people],
        },
        paragraphs={doc_id: paragraphs},
        texts={doc_id: text},
        package={},
    )


@st.composite
def places(draw: st.DrawFn, paragraphs: list[records.Paragraph]) -> tuple[int, int, int]:
    """A paragraph's number and a stretch in it that is not empty."""
    paragraph = draw(st.sampled_from(paragraphs))
    start = draw(st.integers(paragraph.start, paragraph.end - 1))
    return paragraph.paragraph, start, draw(st.integers(start + 1, paragraph.end))


@st.composite
def quotations(
    draw: st.DrawFn, doc_id: str, number: int, paragraphs: list[records.Paragraph], people: list[str]
) -> records.AttributedQuotation:
    row: records.AttributedQuotation = filled(
        records.AttributedQuotation, doc_id=doc_id, quote_id=f"{doc_id}.q{number:04d}"
    )
    if not paragraphs:
        return row
    paragraph, start, end = draw(places(paragraphs))
    kind = draw(st.sampled_from(["direct", "mixed", "indirect", "term"]))
    subkinds = (
        ["scare", "title", "slogan", "nickname", "mention", ""] if kind == "term" else ["speech", "writing", "thought"]
    )
    speaker = "" if kind == "term" else draw(st.sampled_from([*people, ""]))
    named = draw(st.none() | places(paragraphs)) if speaker else None
    cue = draw(st.none() | places(paragraphs))
    return replace(
        row,
        kind=kind,
        subkind=draw(st.sampled_from(subkinds)),
        form=draw(st.sampled_from(["inline", "block"])),
        utterance_id=f"{doc_id}.u{draw(st.integers(0, 2))}",
        speaker_id=speaker,
        speaker=speaker,
        mention_start=named[1] if named else None,
        mention_end=named[2] if named else None,
        cue_start=cue[1] if cue else None,
        cue_end=cue[2] if cue else None,
        rule="\x00<rule>" if speaker else "",
        score=0.5 if speaker else None,
        reason="" if speaker else "]]>",
        source_title=draw(st.sampled_from(["", "Through & <b>"])) if kind != "term" else "",
        source_author=draw(st.sampled_from(["", "Ada"])) if kind != "term" else "",
        paragraph=paragraph,
        start=start,
        end=end,
    )


@st.composite
def mentioned(
    draw: st.DrawFn, doc_id: str, paragraphs: list[records.Paragraph], people: list[str]
) -> records.EntityMention:
    paragraph, start, end = draw(places(paragraphs))
    label = draw(st.sampled_from(["PERSON", "ORG", "GPE", "EVENT"]))
    entity_id = draw(st.sampled_from(people))
    return records.EntityMention(
        doc_id=doc_id, entity_id=entity_id, label=label, paragraph=paragraph, start=start, end=end, text=""
    )


# ---------------------------------------------------------------- readers


def read_xml(path: Path) -> etree._Element:
    return etree.parse(str(path), etree.XMLParser(huge_tree=True)).getroot()


def walk_body(root: etree._Element) -> Iterator[tuple[str, etree._Element, str]]:
    """The text of a TEI file bit by bit, with the element that begins before it or has ended."""
    body = next(root.iter(f"{TEI}body"))
    for event, element in etree.iterwalk(body, events=("start", "end")):
        yield "", element, event
        if event == "start" and element.tag == f"{TEI}g":
            yield chr(int(str(element.attrib["ref"]).removeprefix("char:U+"), 16)), element, "text"
        elif event == "start":
            yield element.text or "", element, "text"
        elif element is not body:
            yield element.tail or "", element, "text"


def text_of_tei(root: etree._Element) -> str:
    """The text of the document: that of the body, with the characters that an empty ``g`` names."""
    return "".join(words for words, _, _ in walk_body(root))


def elements_of_tei(root: etree._Element) -> list[tuple[etree._Element, int, int]]:
    """Every element of the body with its place in the text."""
    at = 0
    starts: dict[etree._Element, int] = {}
    ends: dict[etree._Element, int] = {}
    for words, element, what in walk_body(root):
        at += len(words)
        if what == "start":
            starts[element] = at
        elif what == "end":
            ends[element] = at
    return [(element, start, ends[element]) for element, start in starts.items()]


def read_tei(folder: Path, doc_id: str) -> Found:
    root = read_xml(folder / f"{doc_id}.xml")
    elements = {str(one.get(XML_ID)): one for one in root.iter() if one.get(XML_ID)}
    found: Found = {}
    for element, start, end in elements_of_tei(root):
        if element.tag not in QUOTED:
            continue
        quote_id = str(element.attrib["n"])
        first, last, _ = found.get(quote_id, (start, start, ""))
        assert last == start, "the pieces of a quotation follow each other"
        who = element.get("who") or (element.get("corresp") if element.tag == f"{TEI}quote" else "") or ""
        found[quote_id] = (first, end, str(elements[who.removeprefix("#")].get("n")) if who else "")
    return found


def read_webanno(folder: Path, doc_id: str) -> Found:
    found: Found = {}
    for one in json.loads((folder / f"{doc_id}.jsonld").read_bytes())["first"]["items"]:
        position = one["target"]["selector"][0]
        said = one["body"][-1]
        assert unquote(one["id"].removeprefix("#")) == said["quote_id"]
        found[said["quote_id"]] = (position["start"], position["end"], said.get("speaker_id", ""))
    return found


def read_brat_notes(folder: Path, doc_id: str) -> Found:
    lines = (folder / f"{doc_id}.ann").read_bytes().decode().splitlines()
    notes = [line.split("\t", 2)[2] for line in lines if line.startswith("#")]
    parts = [part for note in notes for part in json.loads(note)]
    return {part["quote_id"]: (part["start"], part["end"], part.get("speaker_id", "")) for part in parts}


def read_conll(folder: Path, doc_id: str) -> Found:
    found: Found = {}
    content = (folder / f"{doc_id}.conll").read_bytes().decode()
    rows = csv.DictReader(content.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    for row in rows:
        ids, speakers = row["quote_id"].split("|"), row["speaker_id"].split("|")
        for quote_id, speaker in zip(ids, speakers, strict=True):
            if quote_id != "_":
                first = found.get(quote_id, (int(row["start"]), 0, ""))[0]
                found[quote_id] = (first, int(row["end"]), "" if speaker == "_" else speaker)
    return found


READERS: Mapping[str, Callable[[Path, str], Found]] = {
    "tei": read_tei,
    "webanno": read_webanno,
    "brat": read_brat_notes,
    "conll": read_conll,
}


def expected(material: Material, doc_id: str) -> Found:
    return {row.quote_id: (row.start, row.end, row.speaker_id) for row in material.quotations if row.doc_id == doc_id}


def write(name: str, material: Material, folder: Path) -> Path:
    assert list(FORMATS[name].load()(material, folder))
    return folder


def check_tei(root: etree._Element, schemas: list[etree.RelaxNG]) -> None:
    """A file of TEI is valid, no two of its elements have one id, and every reference leads to one."""
    for schema in schemas:
        assert schema.validate(root), schema.error_log
    ids = [str(one.get(XML_ID)) for one in root.iter() if one.get(XML_ID)]
    assert len(set(ids)) == len(ids)
    references = [word for one in root.iter() for value in one.attrib.values() for word in str(value).split()]
    names = {word.removeprefix("#") for word in references if word.startswith("#")}
    assert names <= set(ids)


@pytest.fixture(scope="session")
def tei_schemas(root: Path) -> list[etree.RelaxNG]:
    """The schema of the part of TEI that is used; and TEI's own, where QUOTH_TEI_SCHEMA says where it lies."""
    paths = [str(root / "tests" / "data" / "tei" / "subset.rng"), os.environ.get("QUOTH_TEI_SCHEMA", "")]
    return [etree.RelaxNG(etree.parse(path)) for path in paths if path]


# ---------------------------------------------------------------- what must always hold


@pytest.mark.parametrize("name", READERS)
def test_a_file_and_its_text_give_the_same_quotations_back(name: str, any_material: Material, tmp_path: Path) -> None:
    if any_material.documents:
        write(name, any_material, tmp_path)
    for document in any_material.documents:
        assert READERS[name](tmp_path, document.doc_id) == expected(any_material, document.doc_id)


@pytest.mark.parametrize("name", READERS)
@given(material=corpora())
def test_so_it_is_however_quotations_lie(name: str, material: Material) -> None:
    doc_id = material.documents[0].doc_id
    with TemporaryDirectory() as folder:
        assert READERS[name](write(name, material, Path(folder)), doc_id) == expected(material, doc_id)


@given(material=corpora())
def test_tei_without_its_tags_is_the_text_and_the_file_is_valid(
    material: Material, tei_schemas: list[etree.RelaxNG]
) -> None:
    doc_id = material.documents[0].doc_id
    with TemporaryDirectory() as folder:
        root = read_xml(write("tei", material, Path(folder)) / f"{doc_id}.xml")
    assert text_of_tei(root) == material.texts[doc_id]
    check_tei(root, tei_schemas)


def test_tei_is_valid_and_true_to_the_text(
    any_material: Material, tei_schemas: list[etree.RelaxNG], tmp_path: Path
) -> None:
    paths = list(FORMATS["tei"].load()(any_material, tmp_path))
    assert [path.stem for path in paths] == [document.doc_id for document in any_material.documents]
    for path in paths:
        root = read_xml(path)
        check_tei(root, tei_schemas)
        assert text_of_tei(root) == any_material.texts[path.stem]


@given(material=corpora())
def test_brat_and_evaluation_read_the_same_attributions(material: Material) -> None:
    doc_id = material.documents[0].doc_id
    with TemporaryDirectory() as folder:
        write("brat", material, Path(folder))
        content = (Path(folder) / f"{doc_id}.ann").read_bytes().decode()
        (document,) = read_polnear(Path(folder))
    # brat ends a line at a line feed, Python at more: the same lines both ways.
    assert content.splitlines() == content.split("\n")[:-1]
    assert document.text == material.texts[doc_id]
    spoken = [row for row in material.quotations if row.kind != "term"]
    for row in spoken:
        covering = [one for one in document.attributions if overlap_any((row.start, row.end), one.content)]
        assert covering or not row.text.strip("\n\r\x85\u2028")


@given(material=corpora())
def test_the_network_can_be_read_whoever_is_in_it(material: Material) -> None:
    with TemporaryDirectory() as folder:
        network = networkx.read_gexf(write("gexf", material, Path(folder)) / "network.gexf")
    quoted = [row.speaker_id for row in material.quotations if row.speaker_id]
    weights = {target: edge["weight"] for _, target, edge in network.edges(data=True) if edge["relation"] == "quotes"}
    assert weights == {speaker: quoted.count(speaker) for speaker in quoted}


@given(material=corpora())
def test_names_of_xml_are_the_ids_again(material: Material) -> None:
    doc_id = material.documents[0].doc_id
    with TemporaryDirectory() as folder:
        root = read_xml(write("tei", material, Path(folder)) / f"{doc_id}.xml")
    first = [one for one in root.iter() if one.get("n") and "_p_" not in str(one.get(XML_ID))]
    assert all(id_of_name(str(one.get(XML_ID))) == one.get("n") for one in first)


@given(material=corpora())
def test_cues_and_mentions_are_where_the_tables_have_them(material: Material) -> None:
    doc_id = material.documents[0].doc_id
    with TemporaryDirectory() as folder:
        of_tei = roles_of_tei(read_xml(write("tei", material, Path(folder)) / f"{doc_id}.xml"))
        of_conll = roles_of_conll(write("conll", material, Path(folder)) / f"{doc_id}.conll")
    rows = list(material.quotations)
    wanted = {(row.quote_id, "mention", row.mention_start, row.mention_end) for row in rows}
    wanted |= {(row.quote_id, "cue", row.cue_start, row.cue_end) for row in rows}
    wanted = {place for place in wanted if place[2] is not None}
    assert of_conll == wanted
    assert of_tei == wanted


def roles_of_tei(root: etree._Element) -> set[tuple[str, str, int, int]]:
    """The cues and mentions with the quotations they belong to; those in pieces are put together."""
    names = {str(one.get(XML_ID)): one for one in root.iter() if one.get(XML_ID)}
    places: dict[str, tuple[int, int]] = {}
    found: set[tuple[str, str, int, int]] = set()
    for number, (element, start, end) in enumerate(elements_of_tei(root)):
        if element.tag in QUOTED or not element.get("corresp") or element.tag == f"{TEI}bibl":
            continue
        key = str(element.get(XML_ID, number)).partition("_p_")[0]
        places[key] = (places.get(key, (start, end))[0], end)
        if not element.get("next"):
            layer = "cue" if element.get("type") == "cue" else "mention"
            ids = [str(names[word.removeprefix("#")].get("n")) for word in str(element.get("corresp")).split()]
            found |= {(quote_id, layer, *places[key]) for quote_id in ids}
    return found


def roles_of_conll(path: Path) -> set[tuple[str, str, int, int]]:
    """The cues and mentions with the quotations they belong to."""
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for row in csv.DictReader(path.read_bytes().decode().split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE):
        for role, quote_ids in zip(row["role"].split("|"), row["role_of"].split("|"), strict=True):
            for quote_id in quote_ids.split(",") if role != "O" else ():
                key = (quote_id, role[2:])
                places[key] = (places.get(key, (int(row["start"]), 0))[0], int(row["end"]))
    return {(*key, *place) for key, place in places.items()}
