"""Speech that a dash opens: "— Come up, he called. Come up, you coward!" is dialogue in the manner of Joyce.

The dash opens speech at the start of a paragraph and nothing closes it, so that the words of the narrator
in it are known by their form alone: a speech verb with its subject after a comma, full stop, question or exclamation
mark (Joyce; French and Russian novels in translation). Speech goes on after the narrator's sentence, with another
dash or without. In such a text a dash after a colon opens speech, too: "He leaned over and called: — Come up!"
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from pipeline.quotes.glyphs import DOUBLE
from pipeline.quotes.quoted import Quoted, has_content, trim
from pipeline.records import Paragraph

_DASH = re.compile(r"(?:—|―|--)[ \t\u00a0\u2009]*(?=[^\W_]|[\"'“‘«¿¡…(\[])")
_AGAIN = re.compile(rf"\s*(?P<dash>{_DASH.pattern})")
_VERB = (
    r"(?:said|says|cried|called|asked|answered|replied|murmured|muttered|whispered|shouted|exclaimed|added|continued|"
    r"repeated|returned|remarked|observed|began|went on|declared|sighed|laughed|snapped|growled|put in|broke in|told|"
    r"inquired|enquired|demanded|insisted|agreed|suggested|interrupted|ordered|begged|called out|cried out|explained|"
    r"affirmed|ventured|pleaded|retorted|rejoined|gasped|queried|responded|ejaculated|resumed|mused|confided|granted)"
)
_SUBJECT = (
    r"(?:he|she|they|I|we|it|"
    r"(?:(?:Mr|Mrs|Miss|Ms|Dr|Sir|Lady|Father|Uncle|Aunt)\.?\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2}|"
    r"(?:the|his|her|my|their)\s(?:[a-z]+\s){0,2}[a-z]+)"
)
# What comes after the verb is the narrator's to the end of the sentence (", he said kindly.") or to a dash (", he said
# kindly, — but no."), unless a comma follows at once and speech goes on in one breath (", he said, you old fool!").
_NARRATOR = (
    rf"(?<=[,.!?…])\s(?P<clause>(?:{_SUBJECT}\s{_VERB}|{_VERB}\s{_SUBJECT})(?![\w’'-]))"
    r"(?:,(?!\s(?:\w+ing|as|while|and|with|without|in|on|at|from|to|his|her|turning)\b)|[^.!?…]{0,200}?(?:[.!?…]|,\s(?=[—―])|\Z))"
)
_TAG = re.compile(_NARRATOR)
# A sentence of the narrator's that ends in a colon and a dash.
_LEAD_IN = r"(?:\A|(?<=[.!?…])\s)(?P<lead>[^.!?…]{1,300}:)\s{1,2}(?=[—―])"
_PAUSE = re.compile(rf"{_NARRATOR}|{_LEAD_IN}")
_HAS_LEAD_IN = re.compile(r":\s{1,2}[—―]\s?[^\W_]")
_FEWEST_PARAGRAPHS = 3
_SHARE_WITH_NARRATOR = 0.15
_SPOKEN = ("body", "block")


def dash_paragraphs(text: str, paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Return the numbers of the paragraphs in which a dash opens speech; none where dashes only make lists.

    A text has such dialogue if three paragraphs or more begin with a dash and a narrator breaks in on some of them.
    """
    dashed = [paragraph for paragraph in paragraphs if paragraph.kind in _SPOKEN and _DASH.match(text, paragraph.start)]
    broken = sum(_TAG.search(text, paragraph.start, paragraph.end) is not None for paragraph in dashed)
    if len(dashed) < _FEWEST_PARAGRAPHS or broken < _SHARE_WITH_NARRATOR * len(dashed):
        return frozenset()
    led_in = (paragraph for paragraph in paragraphs if _HAS_LEAD_IN.search(text, paragraph.start, paragraph.end))
    return frozenset(paragraph.paragraph for paragraph in (*dashed, *led_in))


def speech_after_dash(text: str, paragraph: Paragraph, stretches: Sequence[Quoted]) -> list[Quoted]:
    """Return the parts of ``paragraph`` that are spoken, none where they would cut through one of ``stretches``.

    ``stretches`` are in order of start.
    """
    parts = list(_parts(text, paragraph))
    starts = [stretch.outer_start for stretch in stretches]
    reach = list(accumulate((stretch.outer_end for stretch in stretches), max, initial=0))
    cut = any(_cuts(part.start, starts, reach) or _cuts(part.end, starts, reach) for part in parts)
    return [] if cut else parts


def _cuts(offset: int, starts: Sequence[int], reach: Sequence[int]) -> bool:
    """Return whether ``offset`` stands inside a stretch: ``reach`` is how far those before each of ``starts`` go."""
    return reach[bisect_left(starts, offset)] > offset


def _parts(text: str, paragraph: Paragraph) -> Iterator[Quoted]:
    dash = _DASH.match(text, paragraph.start, paragraph.end)
    resumes = False
    outer_start, start = paragraph.start, dash.end() if dash else paragraph.end
    for pause in _PAUSE.finditer(text, dash.end() if dash else paragraph.start, paragraph.end):
        led_in = pause.group("lead") is not None
        if start == paragraph.end and not led_in:
            continue
        border = pause.start("lead" if led_in else "clause")
        if has_content(text, start, border):
            yield _part(text, outer_start, start, border, resumes=resumes)
        again = _AGAIN.match(text, pause.end(), paragraph.end)
        resumes = not led_in
        outer_start, start = (again.start("dash"), again.end()) if again else (pause.end(), pause.end())
    if has_content(text, start, paragraph.end):
        yield _part(text, outer_start, start, paragraph.end, resumes=resumes)


def _part(text: str, outer_start: int, start: int, end: int, *, resumes: bool) -> Quoted:
    opening = text[outer_start:start].strip()
    start, end = trim(text, start, end)
    return Quoted(
        family=DOUBLE,
        start=start,
        end=end,
        outer_start=outer_start if opening else start,
        outer_end=end,
        marks=opening,
        repair="",
        carried=None,
        left_open=False,
        dash="resumes" if resumes else "opens",
    )
