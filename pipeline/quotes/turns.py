"""Turns of a transcript: "BERG: We had no choice." is said by Berg, though no mark says so.

Interviews, hearings and debates are printed so: each turn begins a paragraph with its speaker's name and a colon, in
capitals or as names are written (Chicago Manual of Style 13.48, "Interviews and discussions": the speakers' names set
off at the beginning of each speech). Lists and headed notes ("Note: ...", "Sources: ...") have colons too, but not the
same few names over and over.
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.quotes.quoted import Quoted, has_content, trim, without_marks
from pipeline.records import Paragraph

_CAPITALS = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ.’'-]+"
_NAME = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*[.’'-]?[^\W\d_]*\.?"
_LABEL = re.compile(
    rf"(?:\*\*|__)?(?P<label>{_CAPITALS}(?: {_CAPITALS}){{0,4}}|{_NAME}(?: {_NAME}){{0,3}})"
    r"(?:\*\*|__)?:(?:\*\*|__)?\s+(?=\S)"
)
_NO_SPEAKERS = frozenset(
    "note notes source sources update updates figure table chapter part section title author date place time photo "
    "caption correction example step summary abstract keywords question questions answer answers warning tip result "
    "results conclusion background introduction contents address phone email e-mail website subject re cc from to ps "
    "volume edition published translation see also read more related tags category location editor".split()
)
_FEWEST_TURNS = 4
_LEAST_SHARE = 0.5


def turn_starts(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, int]:
    """Return where the words begin in each paragraph that is a turn, by its number; none where a text is no transcript.

    A text is one if four paragraphs or more, and half of those from the first to the last of them, begin with labels of
    which there are two or more and each, but for some, comes back.
    """
    labelled = {
        paragraph.paragraph: match
        for paragraph in paragraphs
        if paragraph.kind == "body"
        and (match := _LABEL.match(text, paragraph.start, paragraph.end))
        and len(match["label"]) > 1
        and match["label"].split()[0].strip(".").lower() not in _NO_SPEAKERS
    }
    counts = Counter(match["label"] for match in labelled.values())
    returning = {number for number, match in labelled.items() if counts[match["label"]] > 1}
    if len(counts) < 2 or len(returning) < _FEWEST_TURNS or len(returning) * 2 < len(labelled):
        return {}
    between = max(labelled) - min(labelled) + 1
    return (
        {number: match.end() for number, match in labelled.items()} if len(labelled) >= _LEAST_SHARE * between else {}
    )


def speech_of_turn(text: str, paragraph: Paragraph, start: int, stretches: Sequence[Quoted]) -> list[Quoted]:
    """Return the words of a turn from ``start`` on; none where marks hold them already."""
    start, end = trim(text, start, paragraph.end)
    held = any(stretch.outer_start <= start and end <= stretch.outer_end for stretch in stretches)
    if held or not has_content(text, start, end):
        return []
    return [without_marks(start, end)]
