"""Names as strings: what identifies a bearer, what two names have in common, and what a title tells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from pipeline.titles import PARTICLES, gender_of_title, opens_title, title_of

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_SPACE = re.compile(r"\s+")
_SLUG = re.compile(r"[^\w]+", re.UNICODE)
_DASHES = re.compile(r"[.,;:!?]*[-–—]+$")
_SUFFIX = re.compile(r"(?:jr|sr|esq|junior|senior|i{1,3}|iv|vi{0,3}|ix|x[iv]+)\.?", re.IGNORECASE)
_EPITHETS = frozenset("dear dearest darling little old poor young big naughty good".split())
"""Words of affection or age before a name: «Dear Ada», «Little Olaf»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's name taken apart, in small letters.

    ``words`` identify the bearer: first names or initials, and the surname last; particles («de», «van») and
    words of affection are left out. ``suffix`` is what stands behind («jr», «iii», «of aragon»).
    """

    titles: tuple[str, ...]
    words: tuple[str, ...]
    suffix: str

    @property
    def is_full(self) -> bool:
        """Whether the name can stand for one bearer by itself: two words at least, or a number («Henry VIII»)."""
        return len(self.words) > 1 or bool(self.words and self.suffix)


@lru_cache(maxsize=65536)
def parse_person(name: str) -> PersonName:
    """The parts of a person's name: «Dr. Martin L. King Jr.» is (dr), (martin, l, king), jr."""
    words = name.split()
    titles: list[str] = []
    while len(words) > 1 and words[0].lower() in _EPITHETS:
        words.pop(0)
    while words and (title_of(words[0]) or (opens_title(words[0]) and len(words) > 1 and title_of(words[1]))):
        titles.append(title_of(words.pop(0)))
    if not words and len([title for title in titles if title]) > 1:  # «Dr. King»
        words = [name.rsplit(maxsplit=1)[-1]]
        titles.pop()
    kept = [word.strip(".,'’").lower() for word in words if word.strip(".,'’")]
    if "and" in kept:  # «Captain and Mrs Ford»: two people, and nobody's full name
        return PersonName(titles=(), words=(" ".join(name.lower().split()),), suffix="")
    if len(kept) > 1 and kept[-2] == "st":  # «Madame St. Aubert»
        kept[-2:] = [f"st {kept[-1]}"]
    suffix = ""
    if "of" in kept[1:]:  # «Catherine of Aragon»
        suffix = " ".join(kept[kept.index("of", 1) :])
        kept = kept[: kept.index("of", 1)]
    elif len(kept) > 1 and _SUFFIX.fullmatch(kept[-1]) and len(words[-1]) > 1:
        suffix = kept.pop()
    while len(kept) > 1 and kept[0] in _EPITHETS:
        kept.pop(0)
    own = [word.removeprefix("al-").removeprefix("el-") for word in kept if word not in PARTICLES] or kept
    own = kept if words[:1] == ["Al"] else own  # «Al Ford» is an Albert, «al Ford» has a particle
    spread = [part for word in own for part in _initials(word)]
    return PersonName(titles=tuple(title for title in titles if title), words=tuple(spread), suffix=suffix)


def _initials(word: str) -> Sequence[str]:
    """The word, or its initials: «J.R.R.» gives j, r, r."""
    parts = [part for part in word.split(".") if part]
    return parts if len(parts) > 1 and all(len(part) == 1 for part in parts) else (word.replace(".", ""),)


@lru_cache(maxsize=65536)
def clean_name(text: str) -> str:
    """The name without a possessive ending or a dash, and with single spaces: «Trotsky’s» gives "Trotsky"."""
    return _POSSESSIVE.sub("", _DASHES.sub("", _SPACE.sub(" ", text).strip()))


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name that identify its bearer, lower case, titles and full stops left out."""
    parsed = parse_person(name)
    return parsed.words or parsed.titles


def title_gender(name: str) -> str:
    """``masc`` or ``fem`` where a title before the name tells; else empty."""
    parsed = parse_person(name)
    genders = {gender_of_title(title) for title in parsed.titles} - {""} if parsed.words else set()
    return genders.pop() if len(genders) == 1 else ""


def name_gender(name: str) -> str:
    """The gender that a name shows: by its title, else by its first name; empty where neither tells.

    A first name that is borne as a surname too («Martin») tells only before a surname.
    """
    told = title_gender(name)
    words = parse_person(name).words
    if told or not words:
        return told
    gender, also_surname = first_names().get(words[0], ("", False))
    return "" if also_surname and len(words) == 1 else gender


def is_short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether one name can stand for a fuller one: its surname, its first name, or with initials.

    «Lenin» and «V. Lenin» are short for «Vladimir Lenin»; «Vladimir Putin» is not.
    """
    if not short or len(short) > len(full):
        return False
    if len(short) == 1:
        return short[0] in {full[-1], full[0]} and short[0] not in PARTICLES
    return short[-1] == full[-1] and all(_fits(part, full[:-1]) for part in short[:-1])


def _fits(part: str, given: Sequence[str]) -> bool:
    """Whether a first name or initial agrees with one of the fuller name's: «V.» and «Vladimir», either way."""
    return any(
        part == name
        or (len(part) == 1 and name.startswith(part))
        or (len(name) == 1 and part.startswith(name))
        or bool(formal_names(part) & formal_names(name))
        for name in given
    )


def formal_names(given: str) -> frozenset[str]:
    """The first names that a word can be, itself among them: «bill» gives bill and william."""
    return frozenset({given, *_nicknames().get(given, ())})


@cache
def _nicknames() -> dict[str, tuple[str, ...]]:
    """Short form -> the first names it is short for."""
    formal: dict[str, list[str]] = {}
    for name, *shorts in _rows("nicknames"):
        for short in shorts:
            formal.setdefault(short, []).append(name)
    return {short: tuple(names) for short, names in formal.items()}


@cache
def first_names() -> dict[str, tuple[str, bool]]:
    """First name -> its gender, and whether it is borne as a surname too."""
    return {row[0]: (row[1], len(row) > 2) for row in _rows("first_names")}


def _rows(lexicon: str) -> list[list[str]]:
    text = (files("pipeline.attribution") / "lexicon" / f"{lexicon}.txt").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def slug(text: str) -> str:
    """A readable identifier: lower case, words joined by hyphens; letters of any script are kept."""
    return _SLUG.sub("-", text.lower()).strip("-_") or "unnamed"


def singular(name: str) -> str:
    """A name of a group without its plural ending, for comparing «Mensheviks» with «Menshevik»."""
    lowered = name.lower()
    return lowered[:-1] if lowered.endswith("s") and not lowered.endswith("ss") else lowered


def modifier_label(name: str) -> str:
    """The type of a single name that only stands before nouns: a group by its ending, else a place."""
    return "NORP" if name.lower().endswith(_GROUP_ENDINGS) else "GPE"


_GROUP_ENDINGS = ("ist", "ite", "ian", "ean", "ese", "ish", "ik", "crat", "ic", "an", "i")
