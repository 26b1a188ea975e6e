"""Names as strings: what two of them have in common, and what a title tells."""

import re
from collections.abc import Sequence

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_SPACE = re.compile(r"\s+")
_SLUG = re.compile(r"[^\w]+", re.UNICODE)

TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady king queen prince princess emperor empress "
    "tsar tsarina czar president premier chancellor minister senator sen representative rep congressman "
    "congresswoman governor gov mayor judge justice general gen colonel col major captain capt lieutenant "
    "lt sergeant sgt commander admiral comrade father brother sister reverend rev bishop archbishop "
    "cardinal pope saint st secretary ambassador chairman chairwoman director officer detective inspector "
    "constable uncle aunt madame monsieur mme count countess duke duchess baron baroness".split()
)
MASCULINE_TITLES = frozenset(
    "mr sir lord king prince emperor tsar czar father brother pope uncle monsieur count duke baron".split()
)
FEMININE_TITLES = frozenset(
    "mrs ms miss dame lady queen princess empress tsarina sister aunt madame mme countess duchess baroness".split()
)


def clean_name(text: str) -> str:
    """The name without a possessive ending and with single spaces: «Trotsky’s» gives "Trotsky"."""
    return _POSSESSIVE.sub("", _SPACE.sub(" ", text).strip())


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a name that identify its bearer, lower case, titles and full stops left out."""
    words = [word.strip(".,").lower() for word in name.split()]
    kept = [word for word in words if word and word not in TITLES]
    return tuple(kept or words)


def title_gender(name: str) -> str:
    """``masc`` or ``fem`` where a title before the name tells; else empty."""
    words = {word.strip(".,").lower() for word in name.split()[:-1]}
    if words & MASCULINE_TITLES:
        return "masc"
    return "fem" if words & FEMININE_TITLES else ""


def is_short_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether one name can stand for a fuller one: its surname, its first name, or with initials.

    «Lenin» and «V. Lenin» are short for «Vladimir Lenin»; «Vladimir Putin» is not.
    """
    if not short or len(short) > len(full):
        return False
    if len(short) == 1:
        return short[0] in {full[-1], full[0]} and short[0] not in _PARTICLES
    return short[-1] == full[-1] and all(_fits(part, full[:-1]) for part in short[:-1])


def _fits(part: str, given: Sequence[str]) -> bool:
    """Whether a given name or initial is among the fuller name's given names."""
    return any(part == name or (len(part) == 1 and name.startswith(part)) for name in given)


_PARTICLES = frozenset("de la le van von der den al bin ibn el di da du".split())


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
