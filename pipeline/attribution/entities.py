"""Every entity of the corpus, by full name across documents, and every mention of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipeline.attribution.names import slug
from pipeline.attribution.people import Cast, Figure
from pipeline.records import Entity, EntityMention, KnownPerson, Mention


def list_entities(
    mentions: Sequence[Mention], casts: Mapping[str, Cast], known: Sequence[KnownPerson] = ()
) -> tuple[list[Entity], list[EntityMention]]:
    """Every entity of the corpus and every mention of it, by full name across documents."""
    ids = _entity_ids(casts)
    rows: list[EntityMention] = []
    for mention in mentions:
        cast = casts[mention.doc_id]
        figure = cast.find(mention.text)
        if figure is not None:
            rows.append(_entity_mention(mention, ids[_key(figure)]))
    items = {(one.name, one.type): one.wikidata for one in known}
    return _entities(rows, casts, ids, items), rows


def _key(figure: Figure) -> tuple[str, str]:
    return figure.name, figure.label


def _entity_ids(casts: Mapping[str, Cast]) -> dict[tuple[str, str], str]:
    """An identifier for each name and type; the type is added where one name has several."""
    keys = sorted({_key(figure) for cast in casts.values() for figure in cast.figures})
    per_slug = Counter(slug(name) for name, _ in keys)
    ids: dict[tuple[str, str], str] = {}
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


def _entities(
    rows: Sequence[EntityMention],
    casts: Mapping[str, Cast],
    ids: Mapping[tuple[str, str], str],
    items: Mapping[tuple[str, str], str],
) -> list[Entity]:
    counts = Counter(row.entity_id for row in rows)
    documents = defaultdict(set)
    for row in rows:
        documents[row.entity_id].add(row.doc_id)
    aliases: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cast in casts.values():
        for figure in cast.figures:
            aliases[_key(figure)].update(figure.aliases)
    return sorted(
        (
            Entity(
                entity_id=ids[key],
                name=key[0],
                type=key[1],
                aliases=tuple(sorted(names)),
                n_mentions=counts[ids[key]],
                n_documents=len(documents[ids[key]]),
                wikidata=items.get(key, ""),
            )
            for key, names in aliases.items()
            if counts[ids[key]]
        ),
        key=lambda entity: entity.entity_id,
    )
