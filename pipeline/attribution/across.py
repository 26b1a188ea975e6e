"""Who is who across documents: by what people.csv says, else by full name, and never by less.

A surname alone is not joined to a full name of another document: two texts need not mean the same Ford.
Of each document a list of its figures is enough to say who is the same in several.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.attribution.labels import main_label
from pipeline.attribution.names import clean_name, name_gender, parse_person, singular
from pipeline.attribution.people import Cast, Figure
from pipeline.records import KnownPerson

Who = tuple[str, str]
"""The name and the type of a figure."""
_Rename = dict[Who, Who]


@dataclass(frozen=True, slots=True, kw_only=True)
class CastList:
    """The figures of one document, and how often each is named in it: all that the other documents need to know."""

    figures: tuple[Figure, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Who is the same in several documents: whom people.csv knows, and who is called what.

    ``known`` has every name of its rows in small letters, ``known_names`` those that the tables use.
    ``everybody`` are all figures, under the names and types that hold for all documents.
    """

    known: Mapping[str, KnownPerson]
    known_names: frozenset[str]
    renamed: Mapping[Who, Who]
    everybody: frozenset[Who]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The figures of one document as they hold for all, and the names they had in it.

    ``places`` says of each figure that it had before which of these it is.
    """

    figures: tuple[Figure, ...]
    names: tuple[str, ...]
    places: tuple[int, ...]


def list_cast(cast: Cast) -> CastList:
    """The figures of one document, each with how often it is named."""
    named = Counter(index for _, _, index in cast.places)
    return CastList(figures=cast.figures, counts=tuple(named[index] for index in range(len(cast.figures))))


def join_lists(lists: Iterable[CastList], known: Sequence[KnownPerson] = ()) -> Joined:
    """Who is the same in all these documents, in any order, and whom people.csv knows of them."""
    by_name = {name.casefold(): one for one in reversed(known) for name in (one.name, *one.aliases)}
    names = frozenset(one.name for one in known)
    counts: Counter[tuple[str, str, str]] = Counter()
    found: set[Who] = set()
    for one in lists:
        for figure, count in _settled_counts(one, by_name):
            if figure.name in names:
                found.add((figure.name, figure.label))
            else:
                counts[figure.name, figure.label, figure.gender] += count
    renamed = _join_people(counts) | _join_others(counts)
    found.update(renamed.get((name, label), (name, label)) for name, label, _ in counts)
    return Joined(known=by_name, known_names=names, renamed=renamed, everybody=frozenset(found))


def settle_figures(figures: Sequence[Figure], joined: Joined) -> Settled:
    """The figures of one document under the names and types that hold for all documents.

    Those that people.csv knows have its name, type and gender, and are one each.
    """
    settled = _with_known(figures, joined.known)
    return replace(settled, figures=tuple(_called(figure, joined) for figure in settled.figures))


def settle_cast(cast: Cast, settled: Settled) -> Cast:
    """The cast of one document with its figures as they hold for all; every name and place leads to the same one."""
    new = settled.places
    by_name = {name: new[index] for name, index in cast.by_name.items()}
    for names in (settled.names, (figure.name for figure in settled.figures)):
        for index, name in enumerate(names):
            by_name.setdefault(clean_name(name), index)
    return Cast(
        figures=settled.figures,
        by_name=by_name,
        by_word={word: new[index] for word, index in cast.by_word.items()},
        places=[(start, end, new[index]) for start, end, index in cast.places],
        by_title={title: [(start, new[index]) for start, index in places] for title, places in cast.by_title.items()},
    )


def join_casts(casts: Mapping[str, Cast], known: Sequence[KnownPerson] = ()) -> dict[str, Cast]:
    """The casts with one name and type for whoever is the same in several documents, and for whoever is known."""
    joined = join_lists(map(list_cast, casts.values()), known)
    return {doc_id: settle_cast(cast, settle_figures(cast.figures, joined)) for doc_id, cast in casts.items()}


def _settled_counts(one: CastList, by_name: Mapping[str, KnownPerson]) -> Iterator[tuple[Figure, int]]:
    """The figures of a document, people.csv considered, and how often each is named."""
    if not by_name:
        yield from zip(one.figures, one.counts, strict=True)
        return
    settled = _with_known(one.figures, by_name)
    counts = [0] * len(settled.figures)
    for place, count in zip(settled.places, one.counts, strict=True):
        counts[place] += count
    yield from zip(settled.figures, counts, strict=True)


def _with_known(figures: Sequence[Figure], by_name: Mapping[str, KnownPerson]) -> Settled:
    """The figures with those that people.csv knows under its name, type and gender, and made one each."""
    found = [_known_as(figure, by_name) for figure in figures] if by_name else [None] * len(figures)
    own: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(found):
        if one is not None:
            own[one.name].append(index)
    first = {name: indices[0] for name, indices in own.items()}
    kept: list[Figure] = []
    places: list[int] = []
    for index, one in enumerate(found):
        if one is None or first[one.name] == index:
            places.append(len(kept))
            same = [] if one is None else [figures[other] for other in own[one.name]]
            kept.append(figures[index] if one is None else _as_known(one.name, same, by_name))
        else:
            places.append(places[first[one.name]])
    return Settled(figures=tuple(kept), names=tuple(figure.name for figure in kept), places=tuple(places))


def _as_known(name: str, own: Sequence[Figure], by_name: Mapping[str, KnownPerson]) -> Figure:
    """The figure that some figures of one document are, by what people.csv says."""
    one = by_name[name.casefold()]
    aliases = {alias for figure in own for alias in (figure.name, *figure.aliases)} - {name}
    gender = one.gender or next((figure.gender for figure in own if figure.gender), "")
    return Figure(name=name, label=one.type, aliases=tuple(sorted(aliases)), gender=gender)


def _known_as(figure: Figure, by_name: Mapping[str, KnownPerson]) -> KnownPerson | None:
    """Who a figure is, by the name it goes by or a full name; «Ford», of a Harrison Ford, is nobody else's alias."""
    full = [alias for alias in figure.aliases if parse_person(alias).is_full]
    return next((by_name[name.casefold()] for name in (figure.name, *full) if name.casefold() in by_name), None)


def _join_people(counts: Counter[tuple[str, str, str]]) -> _Rename:
    """Full names of one person: first name and surname alike, and nothing between them or behind that differs."""
    groups: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    genders: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for (name, label, gender), count in counts.items():
        parsed = parse_person(name)
        if label == "PERSON" and len(parsed.words) > 1 and len(parsed.words[0]) > 1:
            key = parsed.words[0], parsed.words[-1], parsed.suffix
            groups[key][name] += count
            genders[key].update({gender or name_gender(name)} - {""})
    renamed: _Rename = {}
    for key, names in groups.items():
        middles = {"".join(word[0] for word in parse_person(name).words[1:-1]) for name in names} - {""}
        if len(names) > 1 and len(middles) < 2 and len(genders[key]) < 2:
            best = min(names, key=lambda name: (name.isupper(), -len(parse_person(name).words), -names[name], name))
            renamed.update({(name, "PERSON"): (best, "PERSON") for name in names})
    return renamed


def _join_others(counts: Counter[tuple[str, str, str]]) -> _Rename:
    """Names of groups, places, bodies and works that differ by number, article or type alone: the commonest counts."""
    groups: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (name, label, _), count in counts.items():
        if label != "PERSON":
            groups[singular(name.removeprefix("The ").removeprefix("the "))][name, label] = count
    renamed: _Rename = {}
    for variants in groups.values():
        labels: Counter[str] = Counter()
        for (_, label), count in variants.items():
            labels[label] += count
        name = min(variants, key=lambda variant: (-variants[variant], -len(variant[0]), variant))[0]
        renamed.update(dict.fromkeys(variants, (name, main_label(labels))))
    return renamed


def _called(figure: Figure, joined: Joined) -> Figure:
    """The figure under the name and type that hold for all documents; whom people.csv knows has its name already."""
    who = figure.name, figure.label
    name, label = who if figure.name in joined.known_names else joined.renamed.get(who, who)
    if (name, label) == who:
        return figure
    aliases = {figure.name, *figure.aliases} - {name}
    return replace(figure, name=name, label=label, aliases=tuple(sorted(aliases)))
