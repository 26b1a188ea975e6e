"""A draft of ``people.csv`` from who was found: names and aliases that mean the same one in every text.

Saved as it is, the draft changes nobody: it says what was found. A name that two have is not said of either,
and «Ford» is no alias of Harrison Ford where another text knows a Ford and no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipeline.attribution.names import parse_person, singular
from pipeline.attribution.people import Figure
from pipeline.records import KnownPerson
from pipeline.titles import title_of

KINDS = frozenset({"PERSON", "NORP", "ORG", "GPE", "WORK_OF_ART"})
"""The types that a row of people.csv can have."""
ALIAS_SEPARATOR = ";"

_Who = tuple[str, str]


def draft_people(documents: Iterable[Iterable[Figure]], known: Sequence[KnownPerson] = ()) -> list[KnownPerson]:
    """Everybody and everything that the documents name and people.csv does not know, by name and type.

    The figures of each document are under the names and types that hold for all.
    """
    figures: dict[_Who, list[Figure]] = defaultdict(list)
    for own in documents:
        for figure in own:
            figures[figure.name, figure.label].append(figure)
    given = {name.casefold() for one in known for name in (one.name, *one.aliases)}
    borne = _bearers(figures, given)
    claimed = _claims(figures, given)
    drafted = (_draft(who, own, borne, claimed) for who, own in sorted(figures.items()) if who[1] in KINDS)
    return [one for one in drafted if one is not None]


def _bearers(figures: Mapping[_Who, Sequence[Figure]], given: Iterable[str]) -> dict[str, set[_Who]]:
    """Everybody who has a name, by name in small letters; what people.csv gives belongs to nobody else."""
    borne: dict[str, set[_Who]] = defaultdict(set)
    for who, own in figures.items():
        for name in _names(own):
            borne[name.casefold()].add(who)
    for name in given:
        borne[name].add(("", ""))
    return borne


def _claims(figures: Mapping[_Who, Sequence[Figure]], given: Iterable[str]) -> dict[str, set[_Who]]:
    """Everybody who would be taken for whom a row names: by the name a figure goes by, or a full one of its others."""
    claimed: dict[str, set[_Who]] = defaultdict(set)
    for who, own in figures.items():
        for name in _names(own):
            if name == who[0] or parse_person(name).is_full:
                claimed[name.casefold()].add(who)
    for name in given:
        claimed[name].add(("", ""))
    return claimed


def _names(own: Iterable[Figure]) -> set[str]:
    return {name for figure in own for name in (figure.name, *figure.aliases)}


def _draft(
    who: _Who, own: Sequence[Figure], borne: Mapping[str, set[_Who]], claimed: Mapping[str, set[_Who]]
) -> KnownPerson | None:
    """The row for one person or thing; None where a row could not say whom it means."""
    name, label = who
    others = sorted(_names(own) - {name}, key=lambda alias: (alias.casefold(), alias))
    shared = [alias for alias in others if borne[alias.casefold()] != {who}]
    if claimed[name.casefold()] != {who} or any(_is_needed(alias, who) for alias in shared):
        return None
    genders = {figure.gender for figure in own} - {""}
    return KnownPerson(
        name=name,
        aliases=tuple(_unlike(name, [alias for alias in others if alias not in shared])),
        type=label,
        gender=genders.pop() if len(genders) == 1 and genders <= {"masc", "fem"} else "",
        wikidata="",
    )


def _is_needed(alias: str, who: _Who) -> bool:
    """Whether a text may know the bearer by this name alone, so that a row without it would part them."""
    name, label = who
    if label == "PERSON":
        return parse_person(alias).is_full
    return _bare(alias) == _bare(name)


def _bare(name: str) -> str:
    return singular(name.removeprefix("The ").removeprefix("the "))


def _unlike(name: str, aliases: Iterable[str]) -> Iterable[str]:
    """The aliases that differ from the name and each other in more than capitals, and can stand in the table.

    A title alone («Baron») is nobody's for good.
    """
    seen = {name.casefold()}
    for alias in aliases:
        if alias.casefold() not in seen and ALIAS_SEPARATOR not in alias and not title_of(alias):
            seen.add(alias.casefold())
            yield alias
