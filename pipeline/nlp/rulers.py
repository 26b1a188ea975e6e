"""The rule-based parts of a spaCy pipeline, made to look only where they can find something.

spaCy's `Matcher` tries the beginning of every pattern at every token, in Python wherever a pattern lists words. With
the 67 patterns of the embedded model that is a tenth of the parse. What a token can be in a pattern depends on its form
and its tag, nearly always; so each pair of these is tried once, by a `Matcher` too, and remembered.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_FORM = frozenset(
    """
    ORTH TEXT LOWER NORM SHAPE PREFIX SUFFIX LENGTH IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_UPPER IS_TITLE IS_PUNCT
    IS_SPACE IS_STOP IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY LIKE_NUM LIKE_URL LIKE_EMAIL
    """.split()
)
"""What is the same for every token of one form."""
_PART, _NEEDED = "part", "needed"
_ALWAYS_THERE = frozenset({"1", "+"})
_LISTED = ("TEXT", "ORTH", "LOWER")
_KEPT = 50_000
"""Pairs of a form and a tag that are remembered at a time, so that memory is bounded."""

_Spec = Mapping[str, Any]
_Match = tuple[int, int, int]


def hasten_rulers(nlp: "Language") -> None:
    """Make the rulers of a pipeline faster; what they find stays the same."""
    for name, pipe in nlp.pipeline:
        if nlp.get_pipe_meta(name).factory == "entity_ruler":
            _hasten_entities(pipe)
        elif nlp.get_pipe_meta(name).factory == "attribute_ruler":
            _hasten_attributes(pipe)


def _hasten_entities(ruler: Any) -> None:
    patterns = [entry["pattern"] for entry in ruler.patterns]
    if patterns and not any(isinstance(pattern, str) for pattern in patterns):
        ruler.matcher = SparseMatcher(ruler.matcher, patterns, ruler.nlp.vocab)


def _hasten_attributes(ruler: Any) -> None:
    patterns = [pattern for entry in ruler.patterns for pattern in entry["patterns"]]
    if patterns and all(len(pattern) == 1 and _is_plain(pattern[0]) for pattern in patterns):
        ruler.matcher = TokenMatcher(ruler.matcher)


def _is_plain(spec: _Spec) -> bool:
    """Whether form and tag decide, and nothing is repeated or left out."""
    return all(name in _FORM or name == "TAG" for name in spec)


class _Memory:
    """What single tokens are, each by its form and tag, found by a matcher of patterns of one token."""

    def __init__(self, matcher: "Matcher") -> None:
        self._matcher = matcher
        self._known: dict[tuple[int, int], tuple[int, ...]] = {}

    def recall(self, doc: "Doc") -> list[tuple[int, ...]]:
        """The ids of the patterns that each token fits."""
        from spacy.attrs import ORTH, TAG

        known = self._known
        forms, tags = doc.to_array([ORTH, TAG]).T.tolist()
        pairs = list(zip(forms, tags, strict=True))
        if not known.keys() >= set(pairs):
            self._learn(doc, pairs)
        return [known[pair] for pair in pairs]

    def _learn(self, doc: "Doc", pairs: Sequence[tuple[int, int]]) -> None:
        """Try the tokens that are not known yet; what is known is given up when it grows too much."""
        if len(self._known) > _KEPT:
            self._known.clear()
        for place, pair in enumerate(pairs):
            if pair not in self._known:
                found = self._matcher(doc[place : place + 1], allow_missing=True)
                self._known[pair] = tuple(pattern for pattern, _, _ in found)


class TokenMatcher:
    """A `Matcher` of patterns of one token each, which its form and tag decide: the same matches in their order."""

    def __init__(self, matcher: "Matcher") -> None:
        self._memory = _Memory(matcher)

    def __call__(self, doc: "Doc", **_: object) -> list[_Match]:
        """Every match: the id of the pattern, its token, and the one after it."""
        fits = self._memory.recall(doc)
        return [(pattern, place, place + 1) for place, found in enumerate(fits) for pattern in found]


class SparseMatcher:
    """A `Matcher` that looks only at stretches in which a pattern can stand: the same matches in their order.

    A token that no part of any pattern fits ends every match before it, so that the stretches between such tokens are
    searched apart; and only those that hold a token which some pattern cannot do without.
    """

    def __init__(self, matcher: "Matcher", patterns: Iterable[Sequence[_Spec]], vocab: "Vocab") -> None:
        self._matcher = matcher
        self._memory = _Memory(_matcher_of_parts(vocab, list(patterns)))
        self._needed = vocab.strings[_NEEDED]

    def __call__(self, doc: "Doc", **options: Any) -> list[_Match]:
        """Every match: the id of the pattern, its first token, and the one after its last."""
        fits = self._memory.recall(doc)
        return [
            (pattern, start + low, end + low)
            for low, high in self._stretches(fits)
            for pattern, start, end in self._matcher(doc[low:high], **options)
        ]

    def _stretches(self, fits: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, int]]:
        """The longest runs of tokens that can be part of a match, where one can be."""
        start, is_wanted = 0, False
        for place, found in enumerate((*fits, ())):
            if not found:
                if is_wanted:
                    yield start, place
                start, is_wanted = place + 1, False
            elif not is_wanted and self._needed in found:
                is_wanted = True


def _matcher_of_parts(vocab: "Vocab", patterns: Sequence[Sequence[_Spec]]) -> "Matcher":
    """Finds the tokens that can be part of a match, and those that a match cannot do without."""
    from spacy.matcher import Matcher

    matcher = Matcher(vocab)
    matcher.add(_PART, [[_less(spec)] for pattern in patterns for spec in pattern])
    matcher.add(_NEEDED, [[_less(_rarest(pattern))] for pattern in patterns])
    return matcher


def _less(spec: _Spec) -> dict[str, Any]:
    """What a part of a pattern asks of a token's form and tag alone; nothing where it is turned round by a ``!``."""
    if spec.get("OP") == "!":
        return {}
    return {name: value for name, value in spec.items() if name in _FORM or name == "TAG"}


def _rarest(pattern: Sequence[_Spec]) -> _Spec:
    """A part that is in every match of a pattern, one that lists words before one that does not; else any token."""
    there = [spec for spec in pattern if spec.get("OP", "1") in _ALWAYS_THERE]
    return max(there, key=_rarity, default={})


def _rarity(spec: _Spec) -> int:
    """How rarely a part is met, on a rough scale: the "of" of «Battle of» is met everywhere."""
    words = [value for name, value in spec.items() if name in _LISTED]
    return len(words) + any(value != {"IN": ["of"]} for value in words)
