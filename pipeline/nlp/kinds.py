"""Utterance, fragment or term: what a pair of marks is there for.

The writer's grammar decides. A whole utterance is set off by a colon, a comma or its own
sentence; a fragment is a constituent of the writer's clause under a verb of speech; a term
quotes nobody (Chicago Manual of Style, 17th ed., 7.57-7.63 and 13.7-13.16).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.nlp import lexicons
from pipeline.nlp.cues import Cue, Intro, Site, intro_of
from pipeline.records import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL_WORDS = frozenset(
    "a an and as at but by de for from in into la le nor of off on or over per the to und up upon van via von".split()
)
_FEW = 4
"""Up to so many words a fragment without a cue is taken for a term: «a series of “stages”»."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A kind, its subkind, and in words what it was decided on."""

    kind: Kind
    subkind: str
    evidence: str


def judge_kind(site: Site, cues: Sequence[Cue], content: str, *, is_block: bool) -> Verdict:
    """The kind of one quoted stretch, from its words, its place and the cues found for it."""
    words = _WORD.findall(content)
    intro = intro_of(site)
    term = _as_term(site, words, content, intro)
    strong = [cue for cue in cues if _is_strong(cue)]
    if is_block:
        return Verdict(kind="direct", subkind=_subkind(strong), evidence="a paragraph of its own")
    if term is not None:
        return term
    if _is_set_off(site, content, intro, strong):
        return Verdict(kind="direct", subkind=_subkind(strong), evidence="set off as an utterance")
    if strong:
        return Verdict(kind="mixed", subkind=_subkind(strong), evidence="part of a clause under a verb of speech")
    return _without_cue(content, words)


def _is_strong(cue: Cue) -> bool:
    """Whether a cue makes words somebody's: all but the neighbouring sentences and chance verbs."""
    return cue.listed and not cue.evidence.startswith("sentence")


def _subkind(cues: Sequence[Cue]) -> str:
    verbs = lexicons.cue_verbs()
    return next((verbs[cue.lemma] for cue in cues if cue.lemma in verbs), "speech")


def _as_term(site: Site, words: Sequence[str], content: str, intro: Intro) -> Verdict | None:
    """The verdict where marks name a thing whatever verb is near."""
    if not words:
        return Verdict(kind="term", subkind="mention", evidence="no word inside")
    if _is_nickname(site, words):
        return Verdict(kind="term", subkind="nickname", evidence="between the parts of a name")
    if _is_title(site, words, content, intro):
        return Verdict(kind="term", subkind="title", evidence="capitals and place of a title")
    if _is_inscription(site, words, content):
        return Verdict(kind="term", subkind="mention", evidence="words written on something")
    before = _word_before(site)
    if before is not None and len(words) <= _FEW + 2 and _names_what_follows(before):
        return Verdict(kind="term", subkind="mention", evidence=f"after «{before.lower_}»")
    return None


def _names_what_follows(token: "Token") -> bool:
    """Whether a word says that what follows is a name: «the so-called “…”», «a policy called “…”»."""
    return token.lower_ in {"so-called", "termed", "nicknamed"} or (token.lower_ == "called" and token.tag_ == "VBN")


def _word_before(site: Site) -> "Token | None":
    return site.doc[site.start - 1] if site.start > site.low else None


def _is_nickname(site: Site, words: Sequence[str]) -> bool:
    """«Jack “Shorty” Brown»."""
    if len(words) > 3 or not words[0][:1].isupper() or not site.low < site.start or site.end >= site.high:
        return False
    before, after = site.doc[site.start - 1], site.doc[site.end]
    return before.pos_ == "PROPN" and after.pos_ == "PROPN" and after.i not in site.masked


def _is_inscription(site: Site, words: Sequence[str], content: str) -> bool:
    """«we write “Liberty” on our banners»: a few words, put on a thing by a verb of writing."""
    before = _word_before(site)
    if before is None or len(words) > _FEW or content[-1:] in ".,!?" or site.end >= site.high:
        return False
    is_written = lexicons.cue_verbs().get(before.lemma_.lower()) == "writing"
    return is_written and site.doc[site.end].lower_ in {"on", "across", "over", "upon", "onto"}


def _is_title(site: Site, words: Sequence[str], content: str, intro: Intro) -> bool:
    """«his essay “The State and Revolution”»: every main word capital, in the place of a title."""
    if len(words) > 14 or content[-1:] in ".,;" or not _is_title_case(words):
        return False
    near = [token.lemma_.lower() for token in site.doc[max(site.low, site.start - 4) : site.start]]
    if lexicons.work_nouns() & set(near):
        return True
    before = _word_before(site)
    is_placed = before is not None and before.lower_ in {
        "in",
        "of",
        "titled",
        "entitled",
        "on",
        "from",
        "to",
        "and",
        "the",
    }
    return len(words) >= 2 and is_placed and intro in {"word", "verb"}


def _is_title_case(words: Sequence[str]) -> bool:
    main = [word for word in words if word.lower() not in _SMALL_WORDS]
    return bool(main) and all(word[0].isupper() or word[0].isdigit() for word in main) and words[0][:1].isupper()


def _is_set_off(site: Site, content: str, intro: Intro, strong: Sequence[Cue]) -> bool:
    """Whether the words stand as an utterance: after a colon or comma of speech, or as a sentence."""
    begins_sentence = re.match(r"[\[(‘'\"“…. ]*[A-Z0-9]", content) is not None
    tags = [cue for cue in strong if cue.evidence.startswith("tag after")]
    if intro == "colon" or (intro == "comma" and any(cue.position == "before" and cue.distance <= 6 for cue in strong)):
        return begins_sentence or bool(strong)
    if intro in {"start", "stop"}:
        return bool(tags) or (begins_sentence and _ends_sentence(site, content))
    if intro == "verb":
        return begins_sentence
    return bool(tags) and begins_sentence and intro in {"comma", "word"} and tags[0].distance <= 3


def _ends_sentence(site: Site, content: str) -> bool:
    """Whether the sentence ends with the quotation: inside the marks, or at the mark after them."""
    if re.search(r"[.!?…—-]['’\")\]]*$", content):
        return True
    return site.end >= site.high or site.doc[site.end].text in {".", "!", "?", ":", ";"}


def _without_cue(content: str, words: Sequence[str]) -> Verdict:
    """The verdict where nothing says whose the words are."""
    if len(words) <= _FEW:
        return Verdict(kind="term", subkind="scare", evidence="a few words and no verb of speech")
    if content[:1].isupper() and re.search(r"[.!?…]$", content):
        return Verdict(kind="direct", subkind="speech", evidence="a whole sentence without a cue")
    return Verdict(kind="mixed", subkind="speech", evidence="many words without a cue")
