"""Titles of works in running text: «his essay Days of Hope», «in Ford’s Days of Hope», «_Days of Hope_».

Titles are given in headline style: every main word capital, small words within (Chicago Manual of
Style, 17th ed., 8.156-8.159), and set in italics or in marks (8.163), which plain text shows with
``_`` or ``*``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.nlp import lexicons
from pipeline.nlp.frames import Frame
from pipeline.quotes.spans import QuotedSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SMALL_WORDS = frozenset("a an and as at but by for from in into nor of on or the to und upon with".split())
_ANNOUNCING = frozenset({",", "called", "entitled", "titled", ":"})
_OF_WORKS = frozenset(
    "published unpublished forthcoming posthumous bestselling selling seminal celebrated acclaimed".split()
)
"""Adjectives of works, between the author and the title: «her soon-to-be published Days of Hope»."""
_OTHER_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "DATE", "PRODUCT", "LANGUAGE"})
_ARTICLES = frozenset({"The", "A", "An"})
_LONGEST = 14
_BETWEEN = 9
"""Tokens that may stand between an author and a title, the parts of a hyphened word each one."""
_ITALICS = re.compile(r"(?<![\w*_])([_*])(?=[^\W_])([^_*\n]{3,90})(?<=[^\s_*])\1(?![\w*_])")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def find_works(frame: Frame) -> Iterator[tuple[int, int]]:
    """The titles of works in a frame, as token ranges: after a noun for a work, before one, or after whose it is."""
    for token in frame.doc:
        if frame.places[token.i][0] < 0:
            continue
        found = None
        if token.is_lower and token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in lexicons.work_nouns():
            found = _after_noun(token) or _before_noun(token)
        elif token.tag_ == "POS" or token.lower_ in {"his", "her", "their"}:
            found = _after_owner(token)
        if found is not None and all(frame.places[index][0] >= 0 for index in range(*found)):
            yield found


def title_run(doc: "Doc", start: int) -> tuple[int, int] | None:
    """The run of words in headline style that begins at a token: capitals, with small words between them.

    It ends before an author, a place or a date that follows: «Days of Hope [by Ada Ford]», «Days of Hope [in 1910]».
    """
    end = start
    for token in doc[start : start + _LONGEST]:
        if token.text[:1].isupper() or (token.is_digit and token.i > start):
            end = token.i + 1
        elif token.i == start or not _is_inside(token):
            break
    return (start, end) if end > start else None


def _is_inside(token: "Token") -> bool:
    """Whether a word in small letters can stand within a title."""
    if token.text in {"-", "’s", "'s"}:
        return True
    return token.lower_ in _SMALL_WORDS and not _goes_on(token)


def _goes_on(token: "Token") -> bool:
    """Whether a small word belongs to the sentence: a name of another kind follows, or another title does."""
    if token.i in {0, len(token.doc) - 1}:
        return False
    before, after = token.nbor(-1), token.nbor()
    if after.ent_iob_ == "B" and after.ent_type_ in {"PERSON", "DATE"} and token.lower_ in {"by", "in", "on"}:
        return True
    if token.lower_ == "and" and after.text == "The":
        return True
    is_title = before.ent_type_ == "WORK_OF_ART" and not token.ent_type_
    return is_title and after.ent_iob_ == "B" and after.ent_type_ in _OTHER_NAMES


def _after_noun(noun: "Token") -> tuple[int, int] | None:
    """The title after a noun for a work: «the account Days of Hope», «a novel called Hope»."""
    doc, start = noun.doc, noun.i + 1
    announced = False
    while start < len(doc) and doc[start].lower_ in _ANNOUNCING:
        announced = announced or doc[start].is_alpha
        start += 1
    run = title_run(doc, start) if start < len(doc) else None
    if run is None or not _can_be_title(doc, run):
        return None
    return run if announced or _has_two_words(doc, run) else None


def _after_owner(owner: "Token") -> tuple[int, int] | None:
    """The title after its author: «her soon-to-be published Hope», «in Ford’s Days of Hope», «Ford’s The Tide»."""
    doc, start = owner.doc, owner.i + 1
    limit = min(start + _BETWEEN, len(doc))
    while start < limit and not doc[start].text[:1].isupper():
        if doc[start].pos_ in {"NOUN", "PRON", "AUX"} and doc[start].lower_ != "be":
            return None
        start += 1
    run = title_run(doc, start) if start < limit else None
    if run is None or not _can_be_title(doc, run):
        return None
    if doc[start].text in _ARTICLES and _has_two_words(doc, run):
        return run
    if doc[start].ent_type_ in _OTHER_NAMES and not _holds_work(doc, run):
        return None
    if _OF_WORKS & {token.lower_ for token in doc[owner.i : start]}:
        return run
    head = doc[owner.i].head if owner.tag_ == "POS" else owner
    placed = doc[head.left_edge.i - 1].lower_ == "in" if head.left_edge.i else False
    return run if placed and start == owner.i + 1 and _has_small_word(doc, run) else None


def _before_noun(noun: "Token") -> tuple[int, int] | None:
    """The title that a noun for a work explains: «in Days of Hope, a book of letters»."""
    doc = noun.doc
    comma = next((token for token in reversed(doc[max(noun.i - 4, 0) : noun.i]) if token.text == ","), None)
    if comma is None or comma.i == 0 or doc[comma.i + 1].lower_ not in {"a", "an", "the", "his", "her", "their"}:
        return None
    start = comma.i
    while (
        start > 0 and comma.i - start < _LONGEST and (doc[start - 1].text[:1].isupper() or _is_inside(doc[start - 1]))
    ):
        start -= 1
    while start < comma.i and (doc[start].is_lower or (doc[start].is_sent_start and doc[start].lower_ in _SMALL_WORDS)):
        start += 1
    run = title_run(doc, start) if start < comma.i else None
    labels = {token.ent_type_ for token in doc[start : comma.i]}
    sure = run is not None and (_has_small_word(doc, run) or "WORK_OF_ART" in labels)
    return run if run is not None and run[1] == comma.i and sure and not labels & {"PERSON", "DATE"} else None


def _holds_work(doc: "Doc", run: tuple[int, int]) -> bool:
    return any(token.ent_type_ == "WORK_OF_ART" for token in doc[run[0] : run[1]])


def _can_be_title(doc: "Doc", run: tuple[int, int]) -> bool:
    """Whether a run stands like a name of its own, and the model does not take it for a name of another kind."""
    labels = {token.ent_type_ for token in doc[run[0] : run[1]]}
    if doc[run[0]].ent_type_ in _OTHER_NAMES and len(labels) == 1:
        return False
    if doc[run[0]].ent_type_ == "PERSON" and not _holds_work(doc, run):
        return False
    after = doc[run[1]] if run[1] < len(doc) else None
    return after is None or after.pos_ not in {"NOUN", "ADJ", "NUM", "PROPN"}


def _has_two_words(doc: "Doc", run: tuple[int, int]) -> bool:
    return sum(token.text[:1].isupper() and token.lower_ not in _SMALL_WORDS for token in doc[run[0] : run[1]]) > 1


def _has_small_word(doc: "Doc", run: tuple[int, int]) -> bool:
    return any(token.lower_ in _SMALL_WORDS for token in doc[run[0] + 1 : run[1]])


def title_in_marks(span: QuotedSpan, text: str) -> tuple[int, int]:
    """Where a title in marks stands, less the comma or full stop that printers set inside the marks."""
    return span.start, span.start + len(text[span.start : span.end].rstrip(" ,.;"))


def find_italics(text: str) -> Iterator[tuple[int, int]]:
    """Where ``_`` or ``*`` set off two main words or more in headline style: «_Days of Hope_»."""
    for match in _ITALICS.finditer(text):
        words = _WORD.findall(match[2])
        main = [word for word in words if word.lower() not in _SMALL_WORDS]
        if len(main) > 1 and len(words) <= _LONGEST and all(not word[0].islower() for word in (words[0], *main)):
            yield match.start(2), match.end(2)


def find_again(text: str, titles: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Every place where the text has one of the titles, of two words or more, word for word; the longest first."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for title in sorted(set(titles), key=lambda title: (-len(title), title)):
        words = _WORD.findall(title)
        if len(words) > 1 and len(by_first[words[0]]) < _LONGEST:
            by_first[words[0]].append(title)
    end = 0
    for match in _WORD.finditer(text) if by_first else ():
        for title in by_first.get(match[0], ()):
            stop = match.start() + len(title)
            if match.start() >= end and text.startswith(title, match.start()) and not text[stop : stop + 1].isalnum():
                end = stop
                yield match.start(), stop
                break
