"""Every entity of the corpus, by full name across documents, and every mention of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.attribution.across import Who
from pipeline.attribution.names import slug
from pipeline.attribution.people import Cast, Figure
from pipeline.records import Entity, EntityMention, KnownPerson, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """The figures of one document, as they hold for all, and how often each entity is mentioned in it, by id."""

    figures: Sequence[Figure]
    mentions: Mapping[str, int]


def entity_ids(everybody: Iterable[Who]) -> dict[Who, str]:
    """An identifier for each name and type; the type is added where one name has several."""
    keys = sorted(everybody)
    per_slug = Counter(slug(name) for name, _ in keys)
    ids: dict[Who, str] = {}
    taken: set[str] = set()
    for name, label in keys:
        wanted = slug(name) if per_slug[slug(name)] == 1 else f"{slug(name)}-{label.lower()}"
        number = 2
        unique = wanted
        while unique in taken:
            unique, number = f"{wanted}-{number}", number + 1
        taken.add(unique)
        ids[name, label] = unique
    return ids


def entity_mentions(mentions: Iterable[Mention], cast: Cast, ids: Mapping[Who, str]) -> Iterator[EntityMention]:
    """Every mention of one document that names an entity, in their order."""
    for mention in mentions:
        figure = cast.find(mention.text)
        if figure is not None:
            yield _entity_mention(mention, ids[figure.name, figure.label])


def list_entities(
    appearances: Iterable[Appearance], ids: Mapping[Who, str], known: Sequence[KnownPerson] = ()
) -> list[Entity]:
    """Every entity that is mentioned in the corpus, by id; ``appearances`` are those of its documents, in any order."""
    n_mentions: Counter[str] = Counter()
    n_documents: Counter[str] = Counter()
    aliases: dict[Who, set[str]] = defaultdict(set)
    for one in appearances:
        n_mentions.update(one.mentions)
        n_documents.update(one.mentions.keys())
        for figure in one.figures:
            aliases[figure.name, figure.label].update(figure.aliases)
    items = {(one.name, one.type): one.wikidata for one in known}
    return sorted(
        (
            Entity(
                entity_id=ids[who],
                name=who[0],
                type=who[1],
                aliases=tuple(sorted(names)),
                n_mentions=n_mentions[ids[who]],
                n_documents=n_documents[ids[who]],
                wikidata=items.get(who, ""),
            )
            for who, names in aliases.items()
            if n_mentions[ids[who]]
        ),
        key=lambda entity: entity.entity_id,
    )


def _entity_mention(mention: Mention, entity_id: str) -> EntityMention:
    return EntityMention(
        doc_id=mention.doc_id,
        entity_id=entity_id,
        label=mention.label,
        paragraph=mention.paragraph,
        start=mention.start,
        end=mention.end,
        text=mention.text,
    )
