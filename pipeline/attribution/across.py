"""Who is who across documents: by what people.csv says, else by full name, and never by less.

A surname alone is not joined to a full name of another document: two texts need not mean the same Ford.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.attribution.labels import main_label
from pipeline.attribution.names import clean_name, name_gender, parse_person, singular
from pipeline.attribution.people import Cast, Figure
from pipeline.records import KnownPerson

_Rename = dict[tuple[str, str], tuple[str, str]]


def join_casts(casts: Mapping[str, Cast], known: Sequence[KnownPerson] = ()) -> dict[str, Cast]:
    """The casts with one name and type for whoever is the same in several documents, and for whoever is known."""
    by_name = {name.casefold(): one for one in reversed(known) for name in (one.name, *one.aliases)}
    settled = {doc_id: _with_known(cast, by_name) for doc_id, cast in casts.items()}
    names = {one.name for one in known}
    counts = _count_figures(settled.values(), names)
    renamed = _join_people(counts) | _join_others(counts)
    return {doc_id: _renamed(cast, renamed, names) for doc_id, cast in settled.items()}


def _with_known(cast: Cast, by_name: Mapping[str, KnownPerson]) -> Cast:
    """A cast in which the figures that people.csv knows have its name, type and gender, and are one each."""
    found = {index: _known_as(figure, by_name) for index, figure in enumerate(cast.figures)} if by_name else {}
    first: dict[str, int] = {}
    moved: dict[int, int] = {}
    for index, one in found.items():
        if one is not None:
            moved[index] = first.setdefault(one.name, index)
    figures = list(cast.figures)
    for name, index in first.items():
        own = [figures[other] for other, target in moved.items() if target == index]
        aliases = {alias for figure in own for alias in (figure.name, *figure.aliases)} - {name}
        one = by_name[name.casefold()]
        gender = one.gender or next((figure.gender for figure in own if figure.gender), "")
        figures[index] = Figure(name=name, label=one.type, aliases=tuple(sorted(aliases)), gender=gender)
    return _regrouped(cast, figures, moved)


def _known_as(figure: Figure, by_name: Mapping[str, KnownPerson]) -> KnownPerson | None:
    """Who a figure is, by the name it goes by or a full name; «Ford», of a Harrison Ford, is nobody else's alias."""
    full = [alias for alias in figure.aliases if parse_person(alias).is_full]
    return next((by_name[name.casefold()] for name in (figure.name, *full) if name.casefold() in by_name), None)


def _regrouped(cast: Cast, figures: Sequence[Figure], moved: Mapping[int, int]) -> Cast:
    """The cast with those figures that were moved into others taken out."""
    gone = {index for index, target in moved.items() if index != target}
    place = {index: number for number, index in enumerate(index for index in range(len(figures)) if index not in gone)}

    def new(index: int) -> int:
        return place[moved.get(index, index)]

    by_name = {name: new(index) for name, index in cast.by_name.items()}
    kept = tuple(figure for index, figure in enumerate(figures) if index not in gone)
    for index, figure in enumerate(kept):
        by_name.setdefault(clean_name(figure.name), index)
    return Cast(
        figures=kept,
        by_name=by_name,
        by_word={word: new(index) for word, index in cast.by_word.items()},
        places=[(start, end, new(index)) for start, end, index in cast.places],
        by_title={title: [(start, new(index)) for start, index in places] for title, places in cast.by_title.items()},
    )


def _count_figures(casts: Iterable[Cast], known: set[str]) -> Counter[tuple[str, str, str]]:
    """How often each figure is named, by name, type and gender; those that people.csv names are left out."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for cast in casts:
        named = Counter(index for _, _, index in cast.places)
        for index, figure in enumerate(cast.figures):
            if figure.name not in known:
                counts[figure.name, figure.label, figure.gender] += named[index]
    return counts


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


def _renamed(cast: Cast, renamed: _Rename, known: set[str]) -> Cast:
    """The cast under the names and types that hold for all documents."""
    figures = tuple(
        figure if figure.name in known else _under(figure, *renamed.get((figure.name, figure.label), ("", "")))
        for figure in cast.figures
    )
    by_name = dict(cast.by_name)
    for index, figure in enumerate(figures):
        by_name.setdefault(clean_name(figure.name), index)
    return replace(cast, figures=figures, by_name=by_name)


def _under(figure: Figure, name: str, label: str) -> Figure:
    if not name or (name, label) == (figure.name, figure.label):
        return figure
    aliases = {figure.name, *figure.aliases} - {name}
    return replace(figure, name=name, label=label, aliases=tuple(sorted(aliases)))
