"""Annotations as the Web Annotation Data Model has them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from pipeline.exporters.material import Material

Write = Callable[[str, Material], Path]


def collections(folder: Path, material: Material) -> list[dict[str, Any]]:
    return [json.loads((folder / f"{one.doc_id}.jsonld").read_bytes()) for one in material.documents]


def test_a_document_is_a_collection_of_one_page(any_material: Material, tmp_path: Path, request: Any) -> None:
    folder = tmp_path
    if any_material.documents:
        folder = request.getfixturevalue("exported")("webanno", any_material)
    for opened, collection in zip(any_material.opened(), collections(folder, any_material), strict=True):
        rows = opened.quotations
        page = collection["first"]
        assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert (collection["type"], page["type"]) == ("AnnotationCollection", "AnnotationPage")
        assert collection["label"] == (opened.document.title or opened.document.doc_id)
        assert collection["total"] == len(page["items"]) == len(rows)
        assert page["startIndex"] == 0
        assert all(one["type"] == "Annotation" for one in page["items"])
        ids = [collection["id"], page["id"], *(one["id"] for one in page["items"])]
        assert len(set(ids)) == len(ids)


def test_both_selectors_find_the_words_in_the_text(hostile: Material, exported: Write) -> None:
    for opened, collection in zip(hostile.opened(), collections(exported("webanno", hostile), hostile), strict=True):
        text = hostile.texts[opened.document.doc_id]
        for row, one in zip(opened.quotations, collection["first"]["items"], strict=True):
            position, words = one["target"]["selector"]
            assert text[position["start"] : position["end"]] == words["exact"] == row.text
            assert text[: position["start"]].endswith(words["prefix"])
            assert text[position["end"] :].startswith(words["suffix"])
            assert len(words["prefix"]) == min(32, position["start"])


def test_the_source_is_the_text_in_the_outputs(hostile: Material, exported: Write) -> None:
    for opened, collection in zip(hostile.opened(), collections(exported("webanno", hostile), hostile), strict=True):
        for one in collection["first"]["items"]:
            whole = urljoin("http://example.org/outputs/export/webanno/x.jsonld", one["target"]["source"])
            assert unquote(whole) == f"http://example.org/outputs/texts/{opened.document.doc_id}.txt"


def test_bodies_say_the_kind_and_the_speaker_and_every_name_has_a_meaning(material: Material, exported: Write) -> None:
    for opened, collection in zip(material.opened(), collections(exported("webanno", material), material), strict=True):
        known = set(collection["@context"][1])
        for row, one in zip(opened.quotations, collection["first"]["items"], strict=True):
            *shown, said = one["body"]
            purposes = {body["purpose"]: body["value"] for body in shown}
            assert purposes == {"classifying": row.kind} | ({"identifying": row.speaker} if row.speaker else {})
            assert set(said) - {"type"} <= known
            assert said.get("score") == row.score
            assert said.get("cue", {}).get("exact", "") == row.cue
            assert said.get("mention", {}).get("start") == row.mention_start
