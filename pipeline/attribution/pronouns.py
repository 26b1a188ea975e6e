"""Whom a pronoun stands for: the person named before it who fits and stands out most.

The weights follow the salience factors of Lappin and Leass (1994), An algorithm for pronominal
anaphora resolution: subjects before other roles, near sentences before far ones.
"""

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.attribution.people import Cast, Figure
from pipeline.records import Mention

_ROLE_WEIGHTS = {
    "nsubj": 80,
    "nsubjpass": 80,
    "csubj": 80,
    "agent": 60,
    "ROOT": 70,
    "dobj": 50,
    "dative": 40,
    "poss": 40,
}
_OTHER_ROLE = 30
_SAME_PARAGRAPH = 40
_SENTENCE_LOSS = 30
_WINDOW = 12
"""Sentences back that a name may stand; a paragraph's topic is seldom further."""


def resolve_pronoun(
    *, offset: int, paragraph: int, sentence: int, gender: str, mentions: Sequence[Mention], cast: Cast
) -> Figure | None:
    """The person that "he" or "she" at an offset stands for, or None where nobody fits.

    ``mentions`` are those of the document in order; only persons named before the offset, outside
    quotations, within twelve sentences are weighed. Each mention of a person adds to the weight.
    """
    weights: dict[str, float] = {}
    figures: dict[str, Figure] = {}
    for mention in _window(mentions, offset=offset, sentence=sentence):
        figure = cast.find(mention.text)
        if figure is None or mention.quoted or not _fits(figure, gender):
            continue
        before = weights.get(figure.name, 0.0)
        figures[figure.name] = figure
        weights[figure.name] = max(before / 2, _weight(mention, paragraph=paragraph, sentence=sentence)) + before / 10
    if not weights:
        return None
    return figures[max(weights, key=lambda name: weights[name])]


def _window(mentions: Sequence[Mention], *, offset: int, sentence: int) -> Sequence[Mention]:
    """The mentions before an offset that are near enough, in order."""
    end = bisect_left(mentions, offset, key=lambda mention: mention.start)
    start = end
    while start > 0 and sentence - mentions[start - 1].sentence <= _WINDOW:
        start -= 1
    return mentions[start:end]


def _fits(figure: Figure, gender: str) -> bool:
    return figure.label == "PERSON" and (not gender or not figure.gender or gender == figure.gender)


def _weight(mention: Mention, *, paragraph: int, sentence: int) -> float:
    weight = float(_ROLE_WEIGHTS.get(mention.role, _OTHER_ROLE))
    if mention.paragraph == paragraph:
        weight += _SAME_PARAGRAPH
    return max(weight - _SENTENCE_LOSS * (sentence - mention.sentence) / 2, 1.0)
