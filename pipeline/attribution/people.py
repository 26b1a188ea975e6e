"""Who is who within a document: mentions that name the same person or thing, under its fullest name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.attribution.names import (
    clean_name,
    is_short_for,
    modifier_label,
    name_parts,
    singular,
    slug,
    title_gender,
)
from pipeline.records import Entity, EntityMention, Mention

_UNNAMED_LABELS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
"""Types that are found by pattern and are no entities that a reader looks up."""


_MODIFIERS = frozenset({"compound", "amod", "nmod"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One person or thing of one document: its fullest name, every name used, and its gender if known."""

    name: str
    label: str
    aliases: tuple[str, ...]
    gender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The figures of one document, and which of them every name stands for."""

    figures: tuple[Figure, ...]
    by_name: Mapping[str, int]

    def find(self, name: str) -> Figure | None:
        """The figure of that name, or None: it may not be a name of the document."""
        index = self.by_name.get(clean_name(name))
        return None if index is None else self.figures[index]


def gather_cast(mentions: Iterable[Mention]) -> Cast:
    """The figures of one document, from its mentions.

    A name takes the type most of its mentions have. A person's surname, first name or initials
    stand for the fullest name that fits; where several fit, for the one named most.
    """
    labels = _count_labels(mentions)
    counts = {name: sum(counter.values()) for name, counter in labels.items()}
    groups = _group_people(_of_type(labels, person=True), counts) + _group_others(
        _of_type(labels, person=False), counts
    )
    figures = tuple(_figure(group, labels) for group in groups)
    by_name = {name: index for index, group in enumerate(groups) for name in group}
    return Cast(figures=figures, by_name=by_name)


def _count_labels(mentions: Iterable[Mention]) -> dict[str, Counter[str]]:
    """How often each name has each type; types that no entity has are left out.

    A single word that is called a person but only ever stands before a noun («the Petrograd worker»,
    «the Menshevik leader») is a place or a group: a bare surname is somewhere a subject or an object.
    """
    own = [mention for mention in mentions if mention.label not in _UNNAMED_LABELS]
    heads = {clean_name(mention.text) for mention in own if mention.role not in _MODIFIERS}
    labels: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in own:
        name = clean_name(mention.text)
        modifies = mention.label == "PERSON" and " " not in name and name not in heads
        labels[name][modifier_label(name) if modifies else mention.label] += 1
    return labels


def _of_type(labels: Mapping[str, Counter[str]], *, person: bool) -> list[str]:
    return [name for name, counter in labels.items() if name and (_main_label(counter) == "PERSON") == person]


def _main_label(counter: Counter[str]) -> str:
    return max(sorted(counter), key=lambda label: counter[label])


def _group_people(names: Sequence[str], counts: Mapping[str, int]) -> list[list[str]]:
    """Names of persons by bearer, the fullest first in each group."""
    groups: list[list[str]] = []
    for name in sorted(names, key=lambda name: (-len(name_parts(name)), name)):
        fitting = [group for group in groups if _same_person(name, group)]
        if fitting:
            max(fitting, key=lambda group: sum(counts[member] for member in group)).append(name)
        else:
            groups.append([name])
    return groups


def _same_person(name: str, group: Sequence[str]) -> bool:
    """Whether a name can stand for the bearer of a group's names: short for the fullest, and no title forbids it."""
    genders = {title_gender(member) for member in (name, *group)} - {""}
    return len(genders) < 2 and is_short_for(name_parts(name), name_parts(group[0]))


def _group_others(names: Sequence[str], counts: Mapping[str, int]) -> list[list[str]]:
    """Other names: those that differ only by number, case or a leading article are one."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-counts[name], -len(name), name)):
        groups[singular(name.removeprefix("The ").removeprefix("the "))].append(name)
    return list(groups.values())


def _figure(group: Sequence[str], labels: Mapping[str, Counter[str]]) -> Figure:
    total: Counter[str] = Counter()
    for name in group:
        total.update(labels[name])
    genders = sorted({title_gender(name) for name in group} - {""})
    return Figure(
        name=group[0],
        label=_main_label(total),
        aliases=tuple(sorted(set(group[1:]))),
        gender=genders[0] if len(genders) == 1 else "",
    )


def list_entities(mentions: Sequence[Mention], casts: Mapping[str, Cast]) -> tuple[list[Entity], list[EntityMention]]:
    """Every entity of the corpus and every mention of it, by full name across documents."""
    ids = _entity_ids(casts)
    rows: list[EntityMention] = []
    for mention in mentions:
        figure = casts[mention.doc_id].find(mention.text)
        if figure is not None:
            rows.append(_entity_mention(mention, ids[_key(figure)]))
    return _entities(rows, casts, ids), rows


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
    rows: Sequence[EntityMention], casts: Mapping[str, Cast], ids: Mapping[tuple[str, str], str]
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
            )
            for key, names in aliases.items()
            if counts[ids[key]]
        ),
        key=lambda entity: entity.entity_id,
    )
