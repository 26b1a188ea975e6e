"""The entities named in one text against its gold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.evaluation.findings import Finding
from pipeline.evaluation.gold import Gold, GoldEntity
from pipeline.evaluation.names import normalise_name
from pipeline.evaluation.values import PRF
from pipeline.records import Entity

NOT_JUDGED = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY"})
"""Types that gold files do not list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityComparison:
    """Gold entities with the rows that name them with a right type, and what is left of both."""

    doc_id: str
    pairs: tuple[tuple[GoldEntity, Entity], ...]
    missing: tuple[GoldEntity, ...]
    extra: tuple[Entity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityScore:
    """Entities, and the people among them; scores of texts add."""

    entities: PRF = field(default_factory=PRF)
    people: PRF = field(default_factory=PRF)

    def __add__(self, other: "EntityScore") -> "EntityScore":
        return EntityScore(entities=self.entities + other.entities, people=self.people + other.people)


def compare_entities(gold: Gold, rows: Iterable[Entity], *, doc_id: str) -> EntityComparison:
    """Gold entities paired one to one with rows that share a name and have one of the gold's types.

    Rows of a type that is not judged, and rows that gold calls optional, are left out.
    """
    optional = {normalise_name(name) for name in gold.optional_entities}
    judged = [row for row in rows if row.type not in NOT_JUDGED]
    row_of = _pair(gold.entities, judged)
    taken = {row.entity_id for row in row_of.values()}
    return EntityComparison(
        doc_id=doc_id,
        pairs=tuple((gold.entities[index], row) for index, row in sorted(row_of.items(), key=lambda item: item[0])),
        missing=tuple(one for index, one in enumerate(gold.entities) if index not in row_of),
        extra=tuple(row for row in judged if row.entity_id not in taken and not _names(row) & optional),
    )


def score_entities(comparison: EntityComparison) -> EntityScore:
    """Precision and recall of all entities, and of people: who is found, who is missing, who is invented.

    A person counts as found where gold gives PERSON among the types and the row says PERSON;
    as invented where a row says PERSON and gold has no such person.
    """
    people = [one for one, row in comparison.pairs if "PERSON" in one.types and row.type == "PERSON"]
    known = sum("PERSON" in one.types for one in (*(one for one, _ in comparison.pairs), *comparison.missing))
    return EntityScore(
        entities=PRF(right=len(comparison.pairs), wrong=len(comparison.extra), missing=len(comparison.missing)),
        people=PRF(
            right=len(people),
            wrong=sum(row.type == "PERSON" for row in comparison.extra),
            missing=known - len(people),
        ),
    )


def find_entity_errors(comparison: EntityComparison) -> Iterator[Finding]:
    """Every missing, wrongly typed, doubled or invented entity, by name."""
    named = {name: one for one, _ in comparison.pairs for name in map(normalise_name, one.names)}
    untyped = {name: one for one in comparison.missing for name in map(normalise_name, one.names)}
    for one in sorted(comparison.missing, key=lambda one: one.name):
        types = " or ".join(one.types)
        yield _finding(comparison, "entity missing", f"{one.name} ({types}) is not among the entities of that type")
    for row in sorted(comparison.extra, key=lambda row: (row.name, row.type)):
        mistyped = _first(untyped, row)
        if mistyped:
            message = f"{row.name} is called {row.type}; the gold says {' or '.join(mistyped.types)}"
            yield _finding(comparison, "entity type", message)
        elif _first(named, row):
            yield _finding(comparison, "entity doubled", f"{row.name} ({row.type}) is named by another row too")
        else:
            yield _finding(comparison, "entity invented", f"{row.name} ({row.type}) is not in the gold")


def _pair(gold: Sequence[GoldEntity], rows: Sequence[Entity]) -> dict[int, Entity]:
    """Index of a gold entity -> its row: same names first, then any name or alias, in the gold's order."""
    row_of: dict[int, Entity] = {}
    taken: set[str] = set()
    for by_alias in (False, True):
        for index, one in enumerate(gold):
            fitting = (row for row in rows if row.entity_id not in taken and _fits(one, row, by_alias=by_alias))
            row = next(fitting, None)
            if index not in row_of and row is not None:
                row_of[index] = row
                taken.add(row.entity_id)
    return row_of


def _fits(gold: GoldEntity, row: Entity, *, by_alias: bool) -> bool:
    if row.type not in gold.types:
        return False
    if by_alias:
        return bool(_names(row) & {normalise_name(name) for name in gold.names})
    return normalise_name(row.name) == normalise_name(gold.name)


def _names(row: Entity) -> set[str]:
    return {normalise_name(name) for name in (row.name, *row.aliases)}


def _first(known: dict[str, GoldEntity], row: Entity) -> GoldEntity | None:
    return next((known[name] for name in sorted(_names(row)) if name in known), None)


def _finding(comparison: EntityComparison, code: str, message: str) -> Finding:
    return Finding(doc_id=comparison.doc_id, start=-1, code=code, message=message, sentence="")
