"""Which names of one document belong to the same person.

Full names come first: they are one where surname, first names or initials, number behind the name and
gender agree, and two full names that disagree are never one. Shorter names are then given to the full
name they fit, as people use them: «Mr Ford» by surname, «Sir William» by first name, «Ford» to
whoever of that name is named most. All is looked up by surname and first name, so that the time is
linear in the number of names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.attribution.names import (
    PersonName,
    formal_names,
    is_short_for,
    name_gender,
    parse_person,
    title_gender,
)
from pipeline.titles import TitleKind, kind_of_title

_LOOKED_AT = 16
"""How many bearers of one surname and first name are compared with a name: more are not told apart by it."""
_REPUBLICAN = frozenset({"president", "senator", "representative", "congressman", "congresswoman"})
_NOBLE = frozenset({"sir", "dame", "lord", "lady", "king", "queen", "prince", "princess", "baron", "count", "duke"})
"""«President Wilson» is not «Sir Henry Wilson»."""
_CLEARLY = 3
"""«Mr Ford» is taken for one of several Fords that is named so many times as often as the next."""


@dataclass(slots=True)
class Bearer:
    """A person: the names, how often the full or titled ones stand, the titles and genders they show."""

    names: list[str]
    parsed: PersonName
    weight: int
    by_full_name: int = 0
    by_first_name: bool = False
    titled_full: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)

    def add(self, name: str, *, weight: int) -> None:
        """Take in a name that the person is known by."""
        self.names.append(name)
        self.weight += weight
        parsed = parse_person(name)
        if parsed.is_full:
            self.by_full_name += weight
            self.titled_full.update(dict.fromkeys(parsed.titles, weight))
        self.titles.update(parsed.titles)
        self.genders.update({title_gender(name)} - {""})

    @property
    def gender(self) -> str:
        """What the titles tell, else the first name; empty where neither does, or the titles disagree."""
        told = self.genders or {name_gender(self.names[0])}
        return next(iter(told)) if len(told) == 1 else ""

    def admits(self, gender: str) -> bool:
        """Whether a name of that gender can be the person's."""
        return not gender or not self.gender or gender == self.gender


class _Register:
    """The bearers found so far, by surname, by first name, by both, and by title."""

    def __init__(self) -> None:
        self.bearers: list[Bearer] = []
        self.by_surname: dict[str, list[Bearer]] = defaultdict(list)
        self.by_first: dict[str, list[Bearer]] = defaultdict(list)
        self.by_both: dict[tuple[str, str], list[Bearer]] = defaultdict(list)

    def open(self, name: str, *, weight: int) -> Bearer:
        """A new bearer of a name."""
        parsed = parse_person(name)
        bearer = Bearer(names=[], parsed=parsed, weight=0)
        bearer.add(name, weight=weight)
        self.bearers.append(bearer)
        if parsed.words:
            self.by_surname[parsed.words[-1]].append(bearer)
        if parsed.is_full:
            self.by_first[parsed.words[0]].append(bearer)
            for key in _keys_of(parsed):
                self.by_both[key].append(bearer)
        return bearer

    def rank(self) -> None:
        """Put whoever is named most first in every list."""
        for register in (self.by_surname, self.by_first):
            for bearers in register.values():
                bearers.sort(key=lambda bearer: -bearer.weight)


def group_people(names: Iterable[str], counts: Mapping[str, int]) -> list[list[str]]:
    """The names of each person, in groups; every name is in one, and the order of the names does not matter."""
    register = _Register()
    singles: list[str] = []
    for name in sorted(names, key=lambda name: (-len(parse_person(name).words), -counts[name], name)):
        if parse_person(name).is_full:
            _place_full(name, counts[name], register)
        else:
            singles.append(name)
    register.rank()
    _note_first_names(singles, counts, register)
    titled = [name for name in singles if parse_person(name).titles and parse_person(name).words]
    plain = [name for name in singles if not parse_person(name).titles]
    shared = _shared_surnames(titled)
    for name in titled:
        _place_titled(name, counts[name], register, shared=shared)
    register.rank()
    for name in plain:
        _place_plain(name, register)
    by_title = _bearers_by_title(register)
    for name in singles:
        if not parse_person(name).words:
            _place_title(name, by_title, register)
    return [bearer.names for bearer in register.bearers]


def _keys_of(parsed: PersonName) -> Iterator[tuple[str, str]]:
    """Where a full name is entered: surname and each first name it can be, and surname and initial."""
    first, last = parsed.words[0], parsed.words[-1]
    yield last, f"{first[0]}*"
    if len(first) > 1:
        yield from ((last, formal) for formal in sorted(formal_names(first)))
    else:
        yield last, f"{first}."


def _asked(parsed: PersonName) -> Iterator[tuple[str, str]]:
    """Where the bearers of a full name are looked up."""
    first, last = parsed.words[0], parsed.words[-1]
    if len(first) == 1:
        yield last, f"{first}*"
        return
    yield from ((last, formal) for formal in sorted(formal_names(first)))
    yield last, f"{first[0]}."


def _place_full(name: str, weight: int, register: _Register) -> None:
    parsed, gender = parse_person(name), name_gender(name)
    fitting = [
        bearer
        for key in _asked(parsed)
        for bearer in register.by_both.get(key, [])[:_LOOKED_AT]
        if _agree(parsed, bearer.parsed) and bearer.admits(gender)
    ]
    if fitting:
        max(fitting, key=lambda bearer: bearer.weight).add(name, weight=weight)
    else:
        register.open(name, weight=weight)


def _agree(name: PersonName, fuller: PersonName) -> bool:
    """Whether two full names can be one person's, the second the fuller."""
    suffixes = {name.suffix, fuller.suffix} - {""}
    if len(suffixes) > 1:
        return False
    if len(name.words) == 1 or len(fuller.words) == 1:
        return name.words == fuller.words and name.suffix == fuller.suffix
    return is_short_for(name.words, fuller.words)


def _note_first_names(singles: Iterable[str], counts: Mapping[str, int], register: _Register) -> None:
    """Mark those who go by their first name: «Charles», and seldom «Charles Ford», is not «Mr Ford» besides."""
    for name in singles:
        parsed = parse_person(name)
        bearers = register.by_first.get(parsed.words[0], ()) if parsed.words and not parsed.titles else ()
        for bearer in bearers[:1]:
            bearer.by_first_name = counts[name] > bearer.by_full_name


def _shared_surnames(titled: Iterable[str]) -> frozenset[str]:
    """Surnames that stand with titles of a man and with titles of a woman."""
    genders: dict[str, set[str]] = defaultdict(set)
    for name in titled:
        genders[parse_person(name).words[-1]].add(title_gender(name))
    return frozenset(word for word, found in genders.items() if {"masc", "fem"} <= found)


def _place_titled(name: str, weight: int, register: _Register, *, shared: frozenset[str]) -> None:
    """Give «Mr Ford» or «Aunt Ida» to the full name it fits, or else let it be somebody by itself.

    Where several fit, the one must be named much more often: of «Charles Ford» and «Paul Ford» either, or their
    father, may be «Mr Ford».
    """
    parsed, gender = parse_person(name), title_gender(name)
    kinds = {kind_of_title(title) for title in parsed.titles}
    for bearers in _places_of(parsed.words[-1], kinds, register):
        fitting = [
            one
            for one in bearers[:_LOOKED_AT]
            if _admits(one, gender, set(parsed.titles))
            and not _is_elder(parsed, weight, one)
            and not (gender and parsed.words[-1] in shared and one.parsed.is_full and not one.gender)
        ]
        same_title = [one for one in fitting if one.titles & set(parsed.titles)]
        found = _clear(same_title) or _clear(fitting)
        if found is not None:
            found.add(name, weight=weight)
            return
    register.open(name, weight=weight)


def _places_of(word: str, kinds: set[TitleKind], register: _Register) -> Iterator[Sequence[Bearer]]:
    """Where the bearer of a titled name is looked for, the likeliest place first."""
    surname, first = register.by_surname.get(word, ()), register.by_first.get(word, ())
    if "first_name" in kinds:
        yield first
        yield surname
    else:
        yield surname
        if "courtesy" not in kinds and "rank" not in kinds:
            yield first  # «President Xi»


def _admits(bearer: Bearer, gender: str, titles: set[str]) -> bool:
    """Whether a person may bear such a title: «Colonel Ford» is not «Mrs Ford» unless a full name says so."""
    if not bearer.admits(gender):
        return False
    if bearer.parsed.is_full:
        return not (_REPUBLICAN & titles and _NOBLE & bearer.titles)
    own = {kind_of_title(title) for title in bearer.titles}
    kinds = {kind_of_title(title) for title in titles}
    by_first_name = "first_name" in kinds
    return by_first_name == ("first_name" in own) and not _are_apart(titles, bearer)


def _is_elder(parsed: PersonName, weight: int, bearer: Bearer) -> bool:
    """Whether «Mr Ford» is more likely the father, husband or elder brother of the bearer of a full name.

    So it is if that person goes by the first name («said Charles» is not «said Mr Ford»), or by title and full
    name: in older usage the elder brother is «Mr. Ford», the younger «Mr. John Ford».
    """
    if not bearer.parsed.is_full or parsed.words[-1] != bearer.parsed.words[-1]:
        return False
    titles = set(parsed.titles)
    formally = bearer.titled_full["mr"] if "mr" in titles else 0
    if formally > 1 and formally * 2 >= bearer.by_full_name and weight > bearer.by_full_name:
        return True
    told = any(kind_of_title(title) in {"courtesy", "first_name"} for title in titles - {"miss", "ms"})
    return bearer.by_first_name and told and not titles & bearer.titles


def _are_apart(titles: set[str], bearer: Bearer) -> bool:
    """Whether two titles before one surname are those of two people, where no full name says otherwise.

    «Miss Ford» is the daughter of «Mrs Ford», and «Dr Ford» or «Colonel Ford» her father or husband; only «Ms Ford»
    may be either.
    """
    both = titles, bearer.titles
    for own, other in (both, both[::-1]):
        if "mrs" in own and other & {"miss", "mademoiselle"}:
            return True
        kinds = {kind_of_title(title) for title in other}
        if own & {"mrs", "miss", "madame"} and kinds & {"rank", "office"}:
            return True
    return False


def _clear(fitting: Sequence[Bearer]) -> Bearer | None:
    """The one person who fits, or who is named clearly more often than the next; ``fitting`` has the most first."""
    if not fitting:
        return None
    if len(fitting) == 1 or fitting[0].weight >= _CLEARLY * fitting[1].weight:
        return fitting[0]
    return None


def _place_plain(name: str, register: _Register) -> None:
    """Give a bare surname or first name to whoever of that name is named most."""
    word, gender = parse_person(name).words[-1], name_gender(name)
    weights = {id(one): (one.by_full_name, one) for one in register.by_first.get(word, ())[:_LOOKED_AT]}
    weights |= {id(one): (one.weight, one) for one in register.by_surname.get(word, ())[:_LOOKED_AT]}
    fitting = [pair for pair in weights.values() if pair[1].admits(gender)] or list(weights.values())
    if fitting:
        max(fitting, key=lambda pair: pair[0])[1].add(name, weight=0)
    else:
        register.open(name, weight=0)


def _bearers_by_title(register: _Register) -> dict[str, list[Bearer]]:
    by_title: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in register.bearers:
        for title in sorted(bearer.titles):
            by_title[title].append(bearer)
    return by_title


def _place_title(name: str, by_title: Mapping[str, Sequence[Bearer]], register: _Register) -> None:
    """Give a title alone («the Queen») to the only person of that title; it is somebody by itself otherwise.

    It may be a surname too: «King», of a Martin Luther King.
    """
    titles = parse_person(name).titles
    bearers = register.by_surname.get(titles[-1]) or by_title.get(titles[-1], ()) if titles else ()
    if len(bearers) == 1:
        bearers[0].add(name, weight=0)
    else:
        register.open(name, weight=0)
