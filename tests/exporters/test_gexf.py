"""The network of who quotes and who names whom."""

import re
from collections.abc import Callable
from pathlib import Path

import networkx
from lxml import etree

from pipeline.exporters.material import Material

Write = Callable[[str, Material], Path]


def read(folder: Path) -> networkx.DiGraph:
    etree.parse(str(folder / "network.gexf"), etree.XMLParser(huge_tree=True))
    return networkx.read_gexf(folder / "network.gexf")


def test_a_document_quotes_each_speaker_as_often_as_the_table_says(any_material: Material, exported: Write) -> None:
    network = read(exported("gexf", any_material))
    quoted = [(row.doc_id, row.speaker_id) for row in any_material.quotations if row.speaker_id]
    weights = {
        (source.removeprefix("document:"), target): edge["weight"]
        for source, target, edge in network.edges(data=True)
        if edge["relation"] == "quotes"
    }
    assert weights == {pair: quoted.count(pair) for pair in quoted}
    assert {f"document:{document.doc_id}" for document in any_material.documents} <= set(network)


def test_a_speaker_names_what_is_mentioned_in_what_they_say(any_material: Material, exported: Write) -> None:
    network = read(exported("gexf", any_material))
    names = [edge for edge in network.edges(data=True) if edge[2]["relation"] == "names"]
    speakers = {speaker.speaker_id for speaker in any_material.speakers}
    entities = {entity.entity_id for entity in any_material.entities}
    assert {source for source, _, _ in names} <= speakers
    assert {target for _, target, _ in names} <= entities
    inside = [
        mention
        for mention in any_material.rows["mentions"]
        if any(
            row.start <= mention.start and mention.end <= row.end and row.speaker_id for row in any_material.quotations
        )
    ]
    assert sum(edge["weight"] for _, _, edge in names) <= len(inside)
    assert bool(names) == bool(inside)


def test_a_node_says_who_it_is(material: Material, exported: Write) -> None:
    network = read(exported("gexf", material))
    for speaker in material.speakers:
        node = network.nodes[speaker.speaker_id]
        assert node["label"] == speaker.name
        assert node["role"] == "speaker"
        assert (node["n_quotations"], node["n_words"]) == (speaker.n_quotations, speaker.n_words)
        assert node.get("kind", "") == speaker.type


def test_no_day_is_in_the_file(any_material: Material, exported: Write) -> None:
    content = (exported("gexf", any_material) / "network.gexf").read_text(encoding="utf-8")
    assert not re.search(r"lastmodifieddate|NetworkX", content)
