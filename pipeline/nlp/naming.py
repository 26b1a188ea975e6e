"""Which of the names found in a document stay: titles whole, and no common word for its capital."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.nlp.mentions import Doubt
from pipeline.nlp.works import find_again
from pipeline.records import Mention, Paragraph

_SMALL_WORD = re.compile(r"\b[^\W\d_A-Z]\w+")


def settle_names(
    found: Sequence[tuple[Mention, Doubt]], works: Sequence[Mention], text: str, paragraphs: Sequence[Paragraph]
) -> list[Mention]:
    """The mentions of a document in order, none within another.

    ``works`` are titles found in running text. A title is one wherever its words stand again, and no part
    of it is a name. A name in doubt stays if the text has it beyond doubt too, or if, opening a sentence, its
    word is nowhere in small letters.
    """
    titles = _without_overlap([*works, *_again(works, text, paragraphs)])
    starts = [title.start for title in titles]
    sure = {_spaced(mention.text) for mention, doubt in found if not doubt}
    doubtful = any(doubt == "opening" and _spaced(mention.text) not in sure for mention, doubt in found)
    small = frozenset(_SMALL_WORD.findall(text)) if doubtful else frozenset()
    kept = [
        mention
        for mention, doubt in found
        if (not doubt or _spaced(mention.text) in sure or (doubt == "opening" and mention.text.lower() not in small))
        and not _is_within(mention, titles, starts)
    ]
    return _without_overlap([*titles, *kept])


def _spaced(name: str) -> str:
    return " ".join(name.split())


def _again(works: Iterable[Mention], text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Mention]:
    """The other places of every title."""
    pattern = next(iter(works), None)
    if pattern is None:
        return
    begins = [paragraph.start for paragraph in paragraphs]
    for start, end in find_again(text, [work.text for work in works]):
        number = max(bisect_right(begins, start) - 1, 0)
        yield replace(pattern, paragraph=number, start=start, end=end, role="", quoted=False, text=text[start:end])


def _is_within(mention: Mention, titles: Sequence[Mention], starts: Sequence[int]) -> bool:
    """Whether a mention shares a place with a title."""
    index = bisect_right(starts, mention.end - 1) - 1
    return index >= 0 and titles[index].end > mention.start


def _without_overlap(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in order, of two that overlap the one that begins first, and of those the longer."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.role == "")):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
