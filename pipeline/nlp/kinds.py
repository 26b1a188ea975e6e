"""Utterance, fragment or term: what a pair of marks is there for.

The writer's grammar decides. A whole utterance is set off by a colon, a comma or its own
sentence; a fragment is a constituent of the writer's clause under a verb of speech; a term
quotes nobody (Chicago Manual of Style, 17th ed., 7.57-7.63 and 13.7-13.16).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.nlp import lexicons
from pipeline.nlp.cues import Cue, Intro, Site, intro_of
from pipeline.nlp.grammar import SUBJECTS, quote_heads
from pipeline.nlp.sites import COLONS
from pipeline.nlp.terms import FEW, as_term, before_article, is_slogan, is_title_case, word_before
from pipeline.records import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FIRST = re.compile(r"[^\W_]")
_ENDS = re.compile(r"[.!?…—-][_*'’\")\]]*$")
_CRIES = re.compile(r"[!?][_*'’\")\]]*$")
# Verbs of naming give a description, not an utterance: «called it “The best plan”».
_NAMING_VERBS = frozenset("brand call christen deem describe dub entitle label name nickname term title".split())
NO_CUE = "a few words and no verb of speech"
_IN_CLAUSE = "part of a clause under a verb of speech"
_DESCRIPTION = "somebody's description"
# A word of this kind at the start is spoken, whatever stands around it: «with so quiet a “Yes,” that she doubted it».
_INTERJECTIONS = frozenset(
    "ah alas aye bravo good-bye goodbye hallo hello hullo hurrah hush nay no oh well yes".split()
)
_LIVELY = re.compile(r"[!?]")
_ENOUGH = 12
_MOSTLY = 0.85
_A_FAIR_SHARE = 0.25
_A_WORD_OR_TWO = 2
_SERVING = frozenset(
    "act begin emerge end function know operate pose remain serve stand start survive use work".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A kind, its subkind, and in words what it was decided on."""

    kind: Kind
    subkind: str
    evidence: str


TERM_OF_DIALOGUE = Verdict(kind="term", subkind="scare", evidence="a word or two among whole utterances")


def judge_kind(site: Site, cues: Sequence[Cue], content: str, *, is_block: bool) -> Verdict:
    """The kind of one quoted stretch, from its words, its place and the cues found for it."""
    words = _WORD.findall(content)
    intro = intro_of(site)
    strong = [cue for cue in cues if _is_strong(cue)]
    if is_block:
        return Verdict(kind="direct", subkind=_subkind(strong), evidence="a paragraph of its own")
    term = as_term(site, words, content, intro)
    if term is not None:
        return Verdict(kind="term", subkind=term[0], evidence=term[1])
    if _is_set_off(site, words, content, intro, cues):
        return Verdict(kind="direct", subkind=_subkind(strong), evidence="set off as an utterance")
    if intro == "word" and is_slogan(site):
        return Verdict(kind="term", subkind="slogan", evidence="after a word for a slogan")
    if any(_calls_it_so(cue) for cue in strong):
        return Verdict(kind="mixed", subkind="speech", evidence="what somebody calls it")
    if strong:
        return Verdict(kind="mixed", subkind=_subkind(strong), evidence=_IN_CLAUSE)
    if (intro == "word" and _is_described(site)) or _is_as_said(site, content):
        return Verdict(kind="mixed", subkind="speech", evidence=_DESCRIPTION)
    if _is_interjection(site, words, content):
        return Verdict(kind="mixed", subkind="speech", evidence="an exclamation or a question")
    return _without_cue(content, words)


def terms_of_dialogue(verdicts: Mapping[int, Verdict], contents: Mapping[int, str]) -> Iterator[int]:
    """The fragments of a word or two that are terms because the text gives dialogue: whole, lively utterances.

    In PDNC and LitBank one such fragment in eight is spoken («told the “girl” what to have for dinner»); in PolNeAR
    (train), where nine in ten are, hardly a text has so many whole utterances, and questions and cries among them.
    """
    quoted = [index for index, verdict in verdicts.items() if verdict.kind != "term"]
    whole = [index for index in quoted if verdicts[index].kind == "direct"]
    lively = sum(_LIVELY.search(contents[index]) is not None for index in whole)
    if len(quoted) < _ENOUGH or len(whole) < _MOSTLY * len(quoted) or lively < _A_FAIR_SHARE * len(whole):
        return
    for index in quoted:
        is_fragment = verdicts[index].evidence in {_IN_CLAUSE, _DESCRIPTION}
        if is_fragment and len(_WORD.findall(contents[index])) <= _A_WORD_OR_TWO:
            yield index


def _calls_it_so(cue: Cue) -> bool:
    """«He calls her “the archive”»: a verb of naming close by, done by somebody rather than by people at large."""
    is_near = cue.lemma in _NAMING_VERBS and cue.position == "before" and cue.distance <= FEW
    return is_near and cue.head is not None and cue.head.lower_ not in {"they", "we", "people", "one", "you", "some"}


def _is_strong(cue: Cue) -> bool:
    """Whether a cue makes words somebody's: all but the neighbouring sentences and chance verbs."""
    return cue.listed and not cue.evidence.startswith("sentence")


def _subkind(cues: Sequence[Cue]) -> str:
    verbs = lexicons.cue_verbs()
    return next((verbs[cue.lemma] for cue in cues if cue.lemma in verbs), "speech")


def _is_set_off(site: Site, words: Sequence[str], content: str, intro: Intro, cues: Sequence[Cue]) -> bool:
    """Whether the words stand as an utterance: after a colon or comma of speech, or as a sentence."""
    strong = [cue for cue in cues if _is_strong(cue)]
    begins = _begins_sentence(content)
    tags = [cue for cue in strong if cue.evidence.startswith("tag after")]
    if intro == "colon" or (intro == "comma" and any(cue.position == "before" and cue.distance <= 6 for cue in strong)):
        return begins or (bool(strong) and (intro == "colon" or _has_clause(site)))
    if intro in {"start", "stop"}:
        return bool(tags) or (begins and _ends_sentence(site, content)) or _is_broken_off(site, words, content, cues)
    if intro == "verb":
        return begins and (not _is_naming(site) or _CRIES.search(content) is not None)
    if intro == "comma" and begins and len(words) > 1 and _ENDS.search(content):
        return True
    if intro == "word" and begins and strong and _CRIES.search(content) and site.doc[site.start - 1].dep_ == "cc":
        return True
    return bool(tags) and begins and intro in {"comma", "word"} and tags[0].distance <= 3


def _has_clause(site: Site) -> bool:
    """Whether the words hold a verb with its subject: «As Ford put it, “the strike is over”».

    «It was, said Ford, “the greatest strike in history”» is a part of the writer's clause. Where the words are folded
    away the stand-in is a clause.
    """
    inside = range(site.start, site.end)
    return any(
        token.dep_ in SUBJECTS and token.head.i in inside and token.head.dep_ not in {"relcl", "acl"}
        for token in site.doc[site.start : site.end]
    )


def _begins_sentence(content: str) -> bool:
    """Whether the first letter is a capital, or a figure comes first."""
    first = _FIRST.search(content)
    return first is not None and (first[0].isupper() or first[0].isdigit())


def _ends_sentence(site: Site, content: str) -> bool:
    """Whether the sentence ends with the quotation: inside the marks, or at the mark after them."""
    if _ENDS.search(content):
        return True
    return site.end >= site.high or site.doc[site.end].text in {".", "!", "?", ":", ";"}


def _is_broken_off(site: Site, words: Sequence[str], content: str, cues: Sequence[Cue]) -> bool:
    """«“Now,” he pursued, “you remember”», «“For my own part”—he shook his head»: speech is interrupted.

    It begins a sentence and ends in a comma before any verb, known or not, or at a dash. A title before a comma has no
    verb: «“Amazing Grace,” a hymn of 1779, …».
    """
    if not _begins_sentence(content) or site.end >= site.high:
        return False
    if site.doc[site.end].text in COLONS - {":"}:
        return True
    if content[-1:] != ",":
        return False
    has_tag = any(cue.evidence.startswith("tag after") for cue in cues)
    return has_tag or (len(words) > 1 and not is_title_case(words))


def _is_naming(site: Site) -> bool:
    before = word_before(site)
    return before is not None and before.lemma_.lower() in _NAMING_VERBS


def _is_described(site: Site) -> bool:
    """«hailed him as a “saviour”», «likened it to “a prison”», «his claim that there were “thousands of them”».

    Of 76 fragments after "as" in PolNeAR (train) 68 are quoted; verbs of being and serving («serves as a “bridge”») and
    passives («is presented as a “rising”») are left out, for what follows them is the writer's own word.
    """
    preposition = site.doc[before_article(site)]
    verb = preposition.head
    if verb.pos_ == "VERB" and preposition.i > site.low and verb.i not in site.masked:
        if preposition.lower_ == "as" and preposition.dep_ == "prep" and preposition.i > verb.i:
            return verb.lemma_.lower() not in _SERVING and not any(token.dep_ == "auxpass" for token in verb.children)
        if preposition.lower_ == "to" and verb.lemma_.lower() in {"compare", "liken"}:
            return True
    return any(_is_claim(token) for head in quote_heads(site.doc, site.start, site.end) for token in head.ancestors)


def _is_as_said(site: Site, content: str) -> bool:
    """«felt “tuckered out,” as she expressed it»: a comma, "as", and at once somebody and a verb."""
    after = [token for token in site.doc[site.end : min(site.end + 5, site.high)] if token.i not in site.masked]
    if after and after[0].text == ",":
        after = after[1:]
    elif content[-1:] != ",":
        return False
    if len(after) < 3 or after[0].lower_ != "as" or after[1].pos_ not in {"PRON", "PROPN"}:
        return False
    return any(token.pos_ == "VERB" for token in after[2:])


def _is_claim(verb: "Token") -> bool:
    """Whether a verb stands in a clause with "that" which depends on a noun for words: «the claim that …»."""
    noun = verb.head
    is_clause = verb.dep_ in {"acl", "ccomp"} and noun.pos_ == "NOUN" and noun.i < verb.i
    return (
        is_clause
        and noun.lemma_.lower() in lexicons.cue_nouns()
        and any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
    )


def _is_interjection(site: Site, words: Sequence[str], content: str) -> bool:
    """«a quiet “Yes,”», but not «the “No” campaign», where a noun follows at once."""
    if len(words) > FEW or words[0].lower() not in _INTERJECTIONS or not words[0][0].isupper():
        return False
    return content[-1:] in ",.!?" or site.end >= site.high or site.doc[site.end].pos_ not in {"NOUN", "PROPN"}


def _without_cue(content: str, words: Sequence[str]) -> Verdict:
    """The verdict where nothing says whose the words are."""
    if len(words) <= FEW:
        if _CRIES.search(content) and not is_title_case(words[1:] or ["a"]):
            return Verdict(kind="mixed", subkind="speech", evidence="an exclamation or a question")
        return Verdict(kind="term", subkind="scare", evidence=NO_CUE)
    if content[:1].isupper() and _ENDS.search(content):
        return Verdict(kind="direct", subkind="speech", evidence="a whole sentence without a cue")
    return Verdict(kind="mixed", subkind="speech", evidence="many words without a cue")
