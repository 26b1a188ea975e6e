"""Names compared as the measure compares them."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"'s?$")

# A capital on these marks the beginning of a sentence or a pronoun, not a name: else "The minister"
# and "The committee" would share their last capitalised word.
_NOT_NAMES = frozenset(
    "a all an another any anyone both each everyone few he her hers him his i it its many me mine most my nobody none"
    " one others our ours she several some someone that the their theirs them these they this those us we who you"
    " your".split()
)


def normalise_name(name: str) -> str:
    """A name for comparison: small letters, straight apostrophes, single spaces, no "the" before and no 's after."""
    words = straighten(name).casefold().split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return _POSSESSIVE.sub("", " ".join(words))


def last_capitalised_word(name: str) -> str:
    """The last word that begins with a capital, less a possessive 's; "" where there is none.

    Articles, determiners and pronouns are no such words, wherever they stand.
    """
    words = [match[0].removesuffix("'s") for match in _WORD.finditer(straighten(name))]
    names = [word for word in words if word[0].isupper() and word.casefold() not in _NOT_NAMES]
    return names[-1] if names else ""


def same_speaker(predicted: str, *, name: str, aliases: Iterable[str] = ()) -> bool:
    """Whether a canonical name is the gold name, an alias, or shares the gold name's last capitalised word."""
    return same_name(predicted, name=name, aliases=aliases) or shares_last_word(predicted, name)


def same_name(predicted: str, *, name: str, aliases: Iterable[str] = ()) -> bool:
    """Whether a predicted name is the gold name or one of its aliases."""
    wanted = normalise_name(predicted)
    return bool(wanted) and any(normalise_name(other) == wanted for other in (name, *aliases))


def shares_last_word(first: str, second: str) -> bool:
    """Whether two names end in the same capitalised word."""
    word = last_capitalised_word(first)
    return bool(word) and word.casefold() == last_capitalised_word(second).casefold()


def straighten(name: str) -> str:
    """The name with straight apostrophes."""
    return name.replace("’", "'").replace("‘", "'").replace("ʼ", "'")
