"""What the introducing words say beside the speaker: the work that is cited, its author, and a date."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.nlp import lexicons
from pipeline.nlp.cues import Cue
from pipeline.nlp.frames import Frame
from pipeline.nlp.grammar import name_head, name_range

if TYPE_CHECKING:
    from spacy.tokens import Token

_DATE = re.compile(
    r"\b(1[0-9]{3}|20[0-9]{2}|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today)\b"
)
_TIME_PREPOSITIONS = frozenset({"in", "on", "at", "during", "since", "from", "by", "of"})
_SMALL_WORDS = frozenset("a an and as at for from in of on or the to with".split())
_TITLE_LIMIT = 12
_PHRASE_LIMIT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The work, author and date stated for a quotation, as token ranges of a frame; None where not stated."""

    title: tuple[int, int] | None
    author: tuple[int, int] | None
    date: tuple[int, int] | None


def find_citation(frame: Frame, cue: Cue, *, masked: Container[int]) -> Citation:
    """What the clause of a cue says of work, author and date.

    «Smith wrote in Jones’ memoir Days of Hope in 1910» gives the title, Jones and 1910.
    """
    if cue.tokens[0] == cue.tokens[1]:
        return Citation(title=None, author=None, date=None)
    verb = frame.doc[cue.tokens[0]]
    title = author = None
    for noun in _work_nouns_of(verb, masked):
        title = _title_after(noun, masked)
        if title is not None:
            author = _author_of(noun, title)
            break
    if title is None:
        title = _named_work(verb, masked)
    return Citation(title=title, author=author, date=_date_of(verb, masked))


def _work_nouns_of(verb: "Token", masked: Container[int]) -> Iterator["Token"]:
    """Nouns for works in the phrases that depend on a verb."""
    for child in verb.children:
        if child.dep_ in {"prep", "dobj", "pobj", "advcl"} and child.i not in masked:
            for token in child.subtree:
                if (
                    token.i not in masked
                    and token.lemma_.lower() in lexicons.work_nouns()
                    and token.pos_ in {"NOUN", "PROPN"}
                ):
                    yield token


def _title_after(noun: "Token", masked: Container[int]) -> tuple[int, int] | None:
    """The run of capitals after a noun for a work: «the account Through the Revolution»."""
    doc = noun.doc
    start = noun.i + 1
    while start < len(doc) and doc[start].lower_ in {",", "called", "entitled", "titled"}:
        start += 1
    end = start
    for position in range(start, min(start + _TITLE_LIMIT, len(doc))):
        token = doc[position]
        if position in masked or not (token.text[:1].isupper() or (token.lower_ in _SMALL_WORDS and position > start)):
            break
        if token.text[:1].isupper():
            end = position + 1
    return (start, end) if end > start else None


def _author_of(noun: "Token", title: tuple[int, int]) -> tuple[int, int] | None:
    """The possessor of a work, or the name after "by"."""
    after = noun.doc[title[1] : title[1] + 2]
    if len(after) == 2 and after[0].lower_ == "by" and after[1].pos_ == "PROPN":
        return name_range(name_head(after[1]))
    return _possessor(noun)


def _possessor(noun: "Token") -> tuple[int, int] | None:
    """The name whose possessive ending stands within four words before a noun: «Williams’ eyewitness account»."""
    doc = noun.doc
    for position in range(noun.i - 1, max(noun.i - 6, 0), -1):
        if doc[position].tag_ == "POS" or doc[position].text in {"’s", "'s", "’", "'"}:
            start = position
            while start > 0 and doc[start - 1].pos_ == "PROPN":
                start -= 1
            return (start, position) if start < position else None
    return None


def _named_work(verb: "Token", masked: Container[int]) -> tuple[int, int] | None:
    """A work that the model names in a phrase with "in" or "from" under the verb."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in {"in", "from"}:
            tokens = [token for token in child.subtree if token.ent_type_ == "WORK_OF_ART" and token.i not in masked]
            if tokens:
                return tokens[0].i, tokens[-1].i + 1
    return None


def _date_of(verb: "Token", masked: Container[int]) -> tuple[int, int] | None:
    """The time phrase under a verb: «wrote at the beginning of 1905» gives "the beginning of 1905"."""
    for child in verb.children:
        if child.i in masked or child.dep_ not in {"prep", "npadvmod", "advmod"}:
            continue
        if child.dep_ == "prep" and child.lower_ not in _TIME_PREPOSITIONS:
            continue
        tokens = [token for token in child.subtree if token.i != child.i or child.dep_ != "prep"]
        if not tokens or len(tokens) > _PHRASE_LIMIT or any(token.i in masked for token in tokens):
            continue
        start, end = tokens[0].i, tokens[-1].i + 1
        while end > start and verb.doc[end - 1].is_punct:
            end -= 1
        if (
            end > start
            and end - start == len([token for token in tokens if token.i < end])
            and _is_time(verb, start, end)
        ):
            return start, end
    return None


def _is_time(verb: "Token", start: int, end: int) -> bool:
    """Whether a phrase is about time: headed by, or ending in, a date rather than merely holding one."""
    phrase = verb.doc[start:end]
    head = phrase.root
    dates = [token for token in phrase if token.ent_type_ in {"DATE", "TIME"} or _DATE.fullmatch(token.text)]
    return bool(dates) and (head in dates or head.lower_ in _TIME_WORDS)


_TIME_WORDS = frozenset(
    "beginning start end middle eve spring summer autumn fall winter morning evening day month year week dawn height "
    "outset close wake aftermath night".split()
)
