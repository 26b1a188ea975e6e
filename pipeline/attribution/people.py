"""Who is who within a document: mentions that name the same person or thing, under its fullest name."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.attribution.bearers import group_people
from pipeline.attribution.labels import count_labels, is_entity, main_label, settle_labels
from pipeline.attribution.names import clean_name, name_gender, name_parts, parse_person, singular, title_gender
from pipeline.records import Candidate, Mention
from pipeline.titles import kind_of_title, title_of

_SHORTENED = frozenset({"ORG", "EVENT", "LAW", "FAC"})
_RARE = 40
"""A full name is too rare to be called by if the first name alone stands so many times as often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One person or thing of one document: its fullest name, every name used, and its gender if known."""

    name: str
    label: str
    aliases: tuple[str, ...]
    gender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The figures of one document, which of them every name stands for, and where they are named."""

    figures: tuple[Figure, ...]
    by_name: Mapping[str, int]
    by_word: Mapping[str, int] = field(default_factory=dict)
    places: Sequence[tuple[int, int, int]] = ()
    by_title: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    """Title, or what people are called beside their names -> where they are named, in order, and who each is."""

    def find(self, name: str) -> Figure | None:
        """The figure of that name, or None: it may not be a name of the document."""
        index = self.by_name.get(clean_name(name))
        return None if index is None else self.figures[index]

    def at(self, start: int, end: int) -> Figure | None:
        """The figure named by the mention that holds a place, or None: «Lund» of «Mrs Lund» is she."""
        after = bisect_right(self.places, start, key=lambda place: place[0])
        for begin, stop, index in self.places[max(after - 1, 0) : after]:
            if begin <= start and end <= stop:
                return self.figures[index]
        return None


def find_figure(name: str, cast: Cast, *, place: tuple[int, int] | None = None) -> Figure | None:
    """The figure that a name stands for, also where the model missed it as a name at that place.

    ``place`` is where the name stands in the text; a title there tells «Mrs Lund» from «Mr Lund».
    """
    found = (cast.at(*place) if place is not None else None) or cast.find(name)
    if found is not None:
        return found
    words = name_parts(clean_name(name))
    index = cast.by_word.get(words[-1] if words else "", cast.by_word.get(singular(clean_name(name))))
    if index is None:
        return None
    figure = cast.figures[index]
    genders = {title_gender(clean_name(name)), figure.gender} - {""}
    is_short = figure.label != "PERSON" or len(words) == 1
    return figure if is_short and len(genders) < 2 else None


def gather_cast(mentions: Iterable[Mention], candidates: Iterable[Candidate] = ()) -> Cast:
    """The figures of one document, from its mentions, and from those beside its quotations.

    A name takes the type most of its mentions have. A person's surname, first name or initials
    stand for the fullest name that fits; where several fit, for the one named most.
    """
    own = [mention for mention in mentions if is_entity(mention)]
    counted = count_labels(own, candidates)
    counts = {name: sum(counter.values()) for name, counter in counted.items()}
    labels = settle_labels(counted)
    people = group_people([name for name, label in labels.items() if name and label == "PERSON"], counts)
    rest = [name for name, label in labels.items() if name and label != "PERSON"]
    others = _group_others(rest, counts, short_for=find_short_forms(labels) | find_acronyms(own))
    figures = (*(_person(group, counts) for group in people), *(_thing(group, labels, counts) for group in others))
    groups = [*people, *others]
    by_name = {name: index for index, group in enumerate(groups) for name in group}
    places = sorted(
        (mention.start, mention.end, by_name[clean_name(mention.text)])
        for mention in own
        if clean_name(mention.text) in by_name
    )
    return Cast(
        figures=figures,
        by_name=by_name,
        by_word=_index_words(figures, counts),
        places=places,
        by_title=_index_titles(figures, places, own),
    )


def _index_titles(
    figures: Sequence[Figure], places: Sequence[tuple[int, int, int]], mentions: Iterable[Mention]
) -> dict[str, list[tuple[int, int]]]:
    """Title or description -> the places of everybody who is ever called by it, courtesy titles left out."""
    borne: dict[int, set[str]] = defaultdict(set)
    for index, figure in enumerate(figures):
        if figure.label == "PERSON":
            borne[index] |= {title_of(name.split()[0]) for name in (figure.name, *figure.aliases) if " " in name}
    described = {mention.start: mention.described for mention in mentions if mention.described}
    for start, _, index in places:
        if start in described:
            borne[index] |= {described[start], described[start].split()[-1]}
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, _, index in places:
        for title in borne.get(index, ()):
            if title and kind_of_title(title) != "courtesy":
                found[title].append((start, index))
    return dict(found)


def _index_words(figures: Sequence[Figure], counts: Mapping[str, int]) -> dict[str, int]:
    """Word -> the figure it names most: surnames before first names, and other names without their plural."""
    weights = {
        index: sum(counts.get(name, 0) for name in (figure.name, *figure.aliases))
        for index, figure in enumerate(figures)
    }
    by_word: dict[str, int] = {}
    order = sorted(weights, key=lambda index: (-weights[index], figures[index].name))
    people = [(index, name_parts(figures[index].name)) for index in order if figures[index].label == "PERSON"]
    for position in (-1, 0):
        for index, words in people:
            by_word.setdefault(words[position], index) if words else None
    for index in order:
        if figures[index].label != "PERSON":
            by_word.setdefault(singular(figures[index].name), index)
    return by_word


def find_acronyms(mentions: Iterable[Mention]) -> dict[str, str]:
    """Acronym -> the name it stands for, where one is given in brackets: «Social Workers Party (SWP)»."""
    found: dict[str, str] = {}
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    for full, short in pairwise(ordered):
        name, acronym = clean_name(full.text), clean_name(short.text)
        initials = "".join(word[0] for word in name.split() if word[0].isupper())
        if short.start - full.end == len(" (") and len(acronym) > 1 and acronym.replace(".", "") == initials:
            found.setdefault(acronym, name)
    return found


def _group_others(names: Sequence[str], counts: Mapping[str, int], *, short_for: Mapping[str, str]) -> list[list[str]]:
    """Other names: those that differ only by number, case or a leading article are one, and an acronym is its name."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (name in short_for, -counts[name], -len(name), name)):
        full = short_for.get(name, name)
        groups[singular(full.removeprefix("The ").removeprefix("the "))].append(name)
    return list(groups.values())


def find_short_forms(labels: Mapping[str, str]) -> dict[str, str]:
    """Name -> the only fuller name of a body or event that ends or begins with it: «Water Authority».

    Two words at least are the same: «Northern Water Authority», and «French Revolution of 1789».
    """
    fuller: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, label in labels.items():
        words = name.split()
        if label in _SHORTENED:
            for place in range(1, len(words) - 1):
                fuller[" ".join(words[place:]), label].add(name)
            for place in (place for place in range(2, len(words)) if words[place].islower()):
                fuller[" ".join(words[:place]), label].add(name)
    pairs = ((name, fuller.get((name, label), set())) for name, label in labels.items())
    return {name: next(iter(found)) for name, found in pairs if len(found) == 1}


def _thing(group: Sequence[str], labels: Mapping[str, str], counts: Mapping[str, int]) -> Figure:
    votes: Counter[str] = Counter()
    for name in group:
        votes[labels[name]] += counts[name]
    return Figure(name=group[0], label=main_label(votes), aliases=tuple(sorted(set(group[1:]))), gender="")


def _person(group: Sequence[str], counts: Mapping[str, int]) -> Figure:
    name = _called(group, counts)
    return Figure(name=name, label="PERSON", aliases=tuple(sorted(set(group) - {name})), gender=_gender(group))


def _gender(group: Sequence[str]) -> str:
    """What the titles of a person tell, else what the first name does; empty where they disagree."""
    for tell in (title_gender, name_gender):
        genders = {tell(name) for name in group} - {""}
        if genders:
            return genders.pop() if len(genders) == 1 else ""
    return ""


def _called(group: Sequence[str], counts: Mapping[str, int]) -> str:
    """The name a person goes by: the fullest, without a title that says nothing more.

    Of single names it is the commonest form («Mrs Brown»). A name that stands once for forty times of another
    is no commoner than the errors of a parser («Ada Howards End» for Ada): it is passed over, unless the other
    is but the surname.
    """
    full = [name for name in group if parse_person(name).is_full]
    single = [name for name in group if not parse_person(name).is_full]
    n_full = sum(counts[name] for name in full)
    surnames = {name_parts(name)[-1] for name in full}
    n_other = sum(counts[name] for name in single if parse_person(name).titles or name_parts(name)[-1] not in surnames)
    if n_full * _RARE > n_other and full:
        usual = [name for name in full if counts[name] * _RARE > n_full]
        return _without_title(min(usual or full, key=lambda name: _fullness(name, counts)))
    return min(single, key=lambda name: (name.isupper(), -counts[name], -len(name), name))


def _fullness(name: str, counts: Mapping[str, int]) -> tuple[bool, bool, int, int, int, int, str]:
    """A key that puts the fullest name first, of several that are as full the commonest.

    «Mike Pence of Indiana» is no fuller than «Mike Pence».
    """
    parsed = parse_person(name)
    by_place = parsed.suffix.startswith("of ") and len(parsed.words) > 1
    n_words = len(parsed.words) + bool(parsed.suffix)
    spelled = sum(len(word) > 1 for word in parsed.words)
    return name.isupper(), by_place, -n_words, -spelled, -counts[name], -len(name), name


def _without_title(name: str) -> str:
    """A full name without courtesy title, rank or office; «Sir William Ford» and «Mrs Paul Ford» keep theirs."""
    parsed = parse_person(name)
    if any(kind_of_title(title) == "first_name" for title in parsed.titles):
        return name
    bare = " ".join(name.split()[len(name.split()) - _own_words(name) :])
    return bare if not title_gender(name) or name_gender(bare) in {"", title_gender(name)} else name


def _own_words(name: str) -> int:
    """How many words of a name stand behind its titles."""
    words = name.split()
    while words and parse_person(" ".join(words)).titles:
        words.pop(0)
    return len(words)
