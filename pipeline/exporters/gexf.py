"""GEXF: one network of who quotes and who names whom, for Gephi and networkx."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline import store
from pipeline.exporters.characters import xml_safe
from pipeline.exporters.material import Material
from pipeline.records import AttributedQuotation, EntityMention

if TYPE_CHECKING:
    import networkx

# networkx writes the day and its own version: neither belongs in a file that is the same every time.
_DAY: Final = re.compile(r' lastmodifieddate="[^"]*"')
_CREATOR: Final = re.compile("<creator>[^<]*</creator>")

_Edge = tuple[str, str]


def export(material: Material, folder: Path) -> Iterator[Path]:
    """The file written: ``network.gexf``."""
    import networkx

    path = folder / "network.gexf"
    with store.replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        stream.write("<?xml version='1.0' encoding='utf-8'?>\n")
        stream.writelines(f"{line}\n" for line in _undated(networkx.generate_gexf(make_network(material))))
    yield path


def _undated(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a file without its day; what stands before the graph alone is networkx's own."""
    in_head = True
    for line in lines:
        yield _CREATOR.sub("<creator>Quoth</creator>", _DAY.sub("", line)) if in_head else line
        in_head = in_head and "<graph" not in line


def make_network(material: Material) -> "networkx.DiGraph":
    """Documents, speakers and whoever these name, each with counts; an edge quotes or names, its weight says how often.

    A document quotes a speaker (``quotes``, a quotation each), a speaker names an entity (``names``, a mention
    each that stands in what they say; in a quotation inside a quotation it is the inner speaker who names).
    The id of a node is the one it has in the tables, with ``document:`` before that of a document; its
    ``role`` is document, speaker or named. Characters that XML cannot hold are U+FFFD.
    """
    import networkx

    quotes, names = _quotes(material.quotations), _names(material)
    network = networkx.DiGraph()
    for document in material.documents:
        label = document.title or document.doc_id
        known = {"role": "document", "author": document.author, "date": document.date, "n_words": document.n_words}
        network.add_node(_document_node(document.doc_id), **_attributes(label, known))
    for identifier, label, known in _people(material, {node for edge in (*quotes, *names) for node in edge}):
        network.add_node(xml_safe(identifier), **_attributes(label, known))
    for relation, edges in (("quotes", quotes), ("names", names)):
        for (source, target), weight in sorted(edges.items()):
            network.add_edge(xml_safe(source), xml_safe(target), weight=weight, relation=relation)
    return network


def _quotes(rows: Iterable[AttributedQuotation]) -> Counter[_Edge]:
    """How many quotations each document has of each speaker."""
    return Counter((_document_node(row.doc_id), row.speaker_id) for row in rows if row.speaker_id)


def _names(material: Material) -> Counter[_Edge]:
    """How often each speaker names each entity."""
    found: Counter[_Edge] = Counter()
    for opened in material.opened():
        spoken = [row for row in opened.quotations if row.kind != "term"]
        for mention, row in _inside(opened.mentions, spoken):
            if row.speaker_id:
                found[row.speaker_id, mention.entity_id] += 1
    return found


def _inside(
    mentions: Sequence[EntityMention], rows: Sequence[AttributedQuotation]
) -> Iterator[tuple[EntityMention, AttributedQuotation]]:
    """The mentions that stand in a quotation, each with the innermost."""
    waiting = sorted(rows, key=lambda row: (row.start, -row.end), reverse=True)
    opened: list[AttributedQuotation] = []
    for mention in sorted(mentions, key=lambda one: one.start):
        while waiting and waiting[-1].start <= mention.start:
            opened.append(waiting.pop())
        opened = [row for row in opened if row.end > mention.start]
        around = [row for row in opened if row.end >= mention.end]
        if around:
            yield mention, around[-1]


def _people(material: Material, wanted: set[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """The speakers and entities that are in the network: id, name and what is known, by id."""
    speakers = {speaker.speaker_id: speaker for speaker in material.speakers if speaker.speaker_id in wanted}
    entities = {entity.entity_id: entity for entity in material.entities if entity.entity_id in wanted}
    for identifier in sorted({*speakers, *entities}):
        speaker, entity = speakers.get(identifier), entities.get(identifier)
        known: dict[str, Any] = {"role": "named" if speaker is None else "speaker"}
        if entity is not None:
            known |= {"entity_type": entity.type, "n_mentions": entity.n_mentions, "wikidata": entity.wikidata}
        if speaker is not None:
            known |= {"kind": speaker.type, "n_quotations": speaker.n_quotations, "n_words": speaker.n_words}
        name = speaker.name if speaker is not None else entities[identifier].name
        yield identifier, name, known


def _document_node(doc_id: str) -> str:
    return f"document:{doc_id}"


def _attributes(label: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of a node, less those that are not known."""
    said = {"label": label, **known}
    return {name: xml_safe(value) if isinstance(value, str) else value for name, value in said.items() if value != ""}
