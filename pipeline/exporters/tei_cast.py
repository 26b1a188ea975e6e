"""Who and what one document speaks of, and the ids its TEI file has for them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from pipeline.exporters.characters import xml_name
from pipeline.exporters.material import Material
from pipeline.records import AttributedQuotation, Document, Entity, EntityMention, Paragraph, Speaker

Sort = Literal["person", "org", "work"]

_SORTS: Final[Mapping[str, Sort]] = {
    "group": "org",
    "organisation": "org",
    "work": "work",
    "NORP": "org",
    "ORG": "org",
}
_LISTED: Final = frozenset({"PERSON", "NORP", "ORG"})
_LIKE_A_QUOTATION: Final = re.compile(r"\.(?=q[0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who speaks or is named; ``role`` is their kind as a speaker, "" where they do not speak."""

    xml_id: str
    identifier: str
    name: str
    sort: Sort
    role: str
    aliases: tuple[str, ...]
    wikidata: str


@dataclass(frozen=True, kw_only=True)
class Edition:
    """All that goes into the TEI file of one document.

    Not slotted: what is asked for often is kept once it is known.
    """

    document: Document
    text: str
    rows: Sequence[AttributedQuotation]
    mentions: Sequence[EntityMention]
    paragraphs: Sequence[Paragraph]
    members: Mapping[str, Member]

    @cached_property
    def works(self) -> Mapping[tuple[str, str], str]:
        """The id of every work that is cited, by (title, author), in the order of the text."""
        cited = dict.fromkeys(cited_work(row) for row in self.rows if any(cited_work(row)))
        return {work: f"_w_{number}" for number, work in enumerate(cited, 1)}


def editions(material: Material) -> Iterable[Edition]:
    """The documents with all that is known of them, one by one."""
    speakers = {speaker.speaker_id: speaker for speaker in material.speakers}
    entities = {entity.entity_id: entity for entity in material.entities}
    for opened in material.opened():
        doc_id = opened.document.doc_id
        rows, mentions = opened.quotations, opened.mentions
        speaking = {row.speaker_id: speakers[row.speaker_id] for row in rows if row.speaker_id}
        named = {row.entity_id: entities[row.entity_id] for row in mentions}
        yield Edition(
            document=opened.document,
            text=material.texts[doc_id],
            rows=rows,
            mentions=mentions,
            paragraphs=material.paragraphs[doc_id],
            members=cast_of(speaking, named),
        )


def cast_of(speaking: Mapping[str, Speaker], named: Mapping[str, Entity]) -> dict[str, Member]:
    """Whoever speaks, and every person, people and organisation that is named, by id."""
    listed = {key for key, entity in named.items() if entity.type in _LISTED}
    return {key: _member(key, speaking.get(key), named.get(key)) for key in sorted(listed | set(speaking))}


def quotation_name(quote_id: str) -> str:
    """The ``xml:id`` of a quotation."""
    return xml_name(quote_id)


def member_name(identifier: str) -> str:
    """The ``xml:id`` of a speaker or entity: another than that of any quotation, whose number comes after ``.q``."""
    return _LIKE_A_QUOTATION.sub("_2e_", xml_name(identifier))


def cited_work(row: AttributedQuotation) -> tuple[str, str]:
    """The title and author of the work that a quotation is cited from."""
    return row.source_title, row.source_author


def _member(key: str, speaker: Speaker | None, entity: Entity | None) -> Member:
    known = [one for one in (speaker, entity) if one is not None]
    name = known[0].name
    return Member(
        xml_id=member_name(key),
        identifier=key,
        name=name,
        sort=_sort([one.type for one in known]),
        role=speaker.type if speaker else "",
        aliases=tuple(dict.fromkeys(alias for one in known for alias in one.aliases if alias != name)),
        wikidata=entity.wikidata if entity else "",
    )


def _sort(types: Sequence[str]) -> Sort:
    """Whether it is a person, a body of people or a work; whoever speaks is what the speaker is called."""
    return _SORTS.get(next(filter(None, types), ""), "person")
