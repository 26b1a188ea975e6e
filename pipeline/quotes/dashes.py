"""Speech that a dash opens: "— Come up, he called. Come up, you coward!" is dialogue in the manner of Joyce.

The dash opens speech at the start of a paragraph and nothing closes it, so that the words of the narrator
in it are known by their form alone: a speech verb with its subject after a comma, full stop, question or exclamation
mark (Joyce; French and Russian novels in translation). Speech goes on after the narrator's sentence.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.quotes.glyphs import DOUBLE
from pipeline.quotes.quoted import Quoted, has_content, trim
from pipeline.records import Paragraph

_DASH = re.compile(r"(?:—|―|--)[ \t\u00a0\u2009]*(?=[^\W_]|[\"'“‘«¿¡…(\[])")
_VERB = (
    r"(?:said|says|cried|called|asked|answered|replied|murmured|muttered|whispered|shouted|exclaimed|added|continued|"
    r"repeated|returned|remarked|observed|began|went on|declared|sighed|laughed|snapped|growled|put in|broke in|told|"
    r"inquired|enquired|demanded|insisted|agreed|suggested|interrupted|ordered|begged|called out|cried out)"
)
_SUBJECT = (
    r"(?:he|she|they|I|we|it|"
    r"(?:(?:Mr|Mrs|Miss|Ms|Dr|Sir|Lady|Father|Uncle|Aunt)\.?\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}|"
    r"(?:the|his|her|my|their)\s(?:[a-z]+\s){0,2}[a-z]+)"
)
# What comes after the verb is the narrator's to the end of the sentence (", he said kindly."), unless a comma follows
# at once and speech goes on in the same breath (", he said, you old fool!").
_NARRATOR = re.compile(
    rf"(?<=[,.!?…])\s(?P<clause>(?:{_SUBJECT}\s{_VERB}|{_VERB}\s{_SUBJECT})(?![\w’'-]))"
    r"(?:,(?!\s(?:\w+ing|as|while|and|with|without|in|on|at|from|to|his|her|turning)\b)|[^.!?…]{0,200}(?:[.!?…]|\Z))"
)
_FEWEST_PARAGRAPHS = 3
_SHARE_WITH_NARRATOR = 0.15


def dash_paragraphs(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the numbers of the paragraphs in which a dash opens speech; none where dashes only make lists.

    A text has such dialogue if three paragraphs or more begin with a dash and a narrator breaks in on some of them.
    """
    dashed = [
        paragraph for paragraph in paragraphs if paragraph.kind != "heading" and _DASH.match(text, paragraph.start)
    ]
    broken = sum(_NARRATOR.search(text, paragraph.start, paragraph.end) is not None for paragraph in dashed)
    if len(dashed) < _FEWEST_PARAGRAPHS or broken < _SHARE_WITH_NARRATOR * len(dashed):
        return frozenset()
    return frozenset(paragraph.paragraph for paragraph in dashed)


def speech_after_dash(text: str, paragraph: Paragraph, stretches: Sequence[Quoted]) -> list[Quoted]:
    """Return the parts of ``paragraph`` that are spoken, none where they would cut through one of ``stretches``."""
    parts = list(_parts(text, paragraph))
    if any(_cuts(part, stretch) for part in parts for stretch in stretches):
        return []
    return parts


def _parts(text: str, paragraph: Paragraph) -> Iterator[Quoted]:
    dash = _DASH.match(text, paragraph.start, paragraph.end)
    if dash is None:
        return
    outer_start, start = paragraph.start, dash.end()
    for narrator in _NARRATOR.finditer(text, dash.end(), paragraph.end):
        if has_content(text, start, narrator.start("clause")):
            yield _part(text, outer_start, start, narrator.start("clause"), opening=text[outer_start:start])
        outer_start = start = narrator.end()
    if has_content(text, start, paragraph.end):
        yield _part(text, outer_start, start, paragraph.end, opening=text[outer_start:start])


def _part(text: str, outer_start: int, start: int, end: int, *, opening: str) -> Quoted:
    start, end = trim(text, start, end)
    return Quoted(
        family=DOUBLE,
        start=start,
        end=end,
        outer_start=outer_start if opening.strip() else start,
        outer_end=end,
        marks=opening.strip(),
        repair="",
        carried=None,
        left_open=False,
    )


def _cuts(part: Quoted, stretch: Quoted) -> bool:
    """Return whether the two overlap and neither holds the other."""
    apart = stretch.outer_end <= part.start or part.end <= stretch.outer_start
    inside = part.start <= stretch.outer_start and stretch.outer_end <= part.end
    return not apart and not inside
