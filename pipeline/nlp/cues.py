"""The words that introduce a quotation, and how they stand to it.

Position beside a mark counts for as much as the verb (FIELD: 7,460 distinct cues in PolNeAR),
so that any verb directly beside a quotation is a cue, a listed one is a better cue, and each
kind of evidence has a name of its own whose precision is measured.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.nlp import grammar, lexicons
from pipeline.nlp.frames import Frame
from pipeline.nlp.phrases import as_somebody_puts_it, what_somebody_calls
from pipeline.nlp.sites import (
    Cue,
    Intro,
    Site,
    cue_at,
    free_subject,
    intro_of,
    is_listed,
    make_bare_cue,
    make_cue,
    make_site,
)
from pipeline.nlp.tags import dash_and_name, tag_after
from pipeline.records import Position

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "Cue",
    "Intro",
    "Site",
    "find_cues",
    "find_cues_before_block",
    "find_cues_in_heading",
    "find_cues_in_paragraph_before",
    "intro_of",
    "make_site",
]

_MAIN = frozenset({"ROOT", "conj", "ccomp", "advcl"})
_AFTER_LIMIT = 10
_HEADS = 4
_BEING = frozenset({"be", "come", "run", "read", "go", "sound", "follow", "remain", "begin", "end"})


def find_cues_before_block(frame: Frame) -> Iterator[Cue]:
    """Every reading of who says a block, from the last sentence of the paragraph before it."""
    site = _site_at_end(frame)
    if site.end == 0 or intro_of(site) not in {"colon", "comma", "word", "verb"}:
        return
    for find in (_verb_before, _noun_of_words, _name_and_colon, _according_to_before):
        for cue in find(site):
            yield replace(cue, evidence=f"paragraph before: {cue.evidence}")


def find_cues_in_paragraph_before(frame: Frame) -> Iterator[Cue]:
    """«Smith was unmoved.» and a new paragraph of his words: the last sentence of the paragraph before."""
    site = _site_at_end(frame)
    if site.end and intro_of(site) == "stop":
        for cue in _sentence_before(site):
            yield replace(cue, evidence=f"paragraph before: {cue.evidence}")


def find_cues_in_heading(frame: Frame) -> Iterator[Cue]:
    """«From the desk of Ada Lund», «Statement by the miners»: whose words a heading announces."""
    for token in frame.doc:
        is_words = token.lower_ == "desk" or token.lemma_.lower() in lexicons.cue_nouns()
        owner = _owner(token) if is_words and token.i not in frame.quoted else None
        if owner is not None and grammar.can_speak(owner) and owner.ent_type_ not in {"GPE", "LOC", "FAC"}:
            distance = len(frame.doc) - token.i
            yield make_cue("heading: words of", token, owner, position="before", distance=distance)
            return


def _site_at_end(frame: Frame) -> Site:
    end = len(frame.doc)
    return Site(frame=frame, start=end, end=end, low=0, high=end, masked=frame.quoted)


def find_cues(site: Site) -> Iterator[Cue]:
    """Every reading of who says the quotation, from its own sentence and the one before it."""
    yield from tag_after(site)
    yield from _verb_before(site)
    yield from _governing_verb(site)
    yield from _according_to(site)
    yield from _noun_of_words(site)
    yield from _governing_noun(site)
    yield from _noun_that_is_words(site)
    yield from as_somebody_puts_it(site)
    yield from what_somebody_calls(site)
    yield from _name_and_colon(site)
    yield from dash_and_name(site)
    yield from _sentence_before(site)
    yield from _sentence_after(site)


def _verb_before(site: Site) -> Iterator[Cue]:
    """«Lenin wrote: “…”», «she said, “…”», «he said “…”»: the nearest verb that can introduce words."""
    intro = intro_of(site)
    if intro not in {"colon", "comma", "verb", "that"}:
        return
    for verb in _verbs_before(site, intro):
        head = _subject_before(site, verb)
        if is_listed(verb) or (head is not None and _is_person_like(head)):
            yield cue_at(site, f"verb before, {intro}", verb, head)
            return


def _verbs_before(site: Site, intro: Intro) -> list["Token"]:
    """Verbs of the introducing sentence: listed ones, nearest first, participles after a noun last; then others.

    «said in a statement posted online: “…”» is introduced by "said".
    """
    tokens = _sentence_up_to(site)
    listed = [token for token in reversed(tokens) if is_listed(token) and _reaches(site, token, intro)]
    verbs = sorted(listed, key=lambda token: token.dep_ in {"acl", "relcl", "pcomp"})
    if intro == "colon":
        verbs += [token for token in reversed(tokens) if token.pos_ in {"VERB", "AUX"} and token.dep_ in _MAIN]
    elif intro == "comma":
        verbs += [token for token in tokens if site.start - token.i <= 2 and token.pos_ == "VERB"]
    return verbs


def _is_person_like(head: "Token") -> bool:
    """Whether a noun can speak: a person's name, a personal pronoun, a noun for human beings."""
    if head.pos_ == "PRON":
        return head.lower_ in {"he", "she", "i", "we", "they", "who"}
    return head.ent_type_ == "PERSON" or head.pos_ == "PROPN" or head.lemma_.lower() in lexicons.person_nouns()


def _reaches(site: Site, verb: "Token", intro: Intro) -> bool:
    """Whether a verb is near enough: after a comma, its clause must not have gone on to something else."""
    if intro != "comma":
        return True
    return site.start - verb.i <= 12


def _sentence_up_to(site: Site) -> list["Token"]:
    """The unquoted tokens of the sentence, from its start to the quotation."""
    before = site.doc[site.start - 1]
    start = max(before.sent.start, site.low)
    return [token for token in site.doc[start : site.start] if token.i not in site.masked]


def _subject_before(site: Site, verb: "Token") -> "Token | None":
    """The verb's subject, outside marks and inside the bounds; of a participle, that of the verb of speech above it.

    «told the paper that Smith “had …”, adding: “…”»: whoever told it adds.
    """
    if verb.tag_ == "VBG" and verb.dep_ in {"advcl", "conj", "dep"} and not grammar.has_subject(verb):
        above = next((token for token in verb.ancestors if is_listed(token) and token.i not in site.masked), None)
        verb = above if above is not None and grammar.subject_of(above) is not None else verb
    return free_subject(site, verb)


def _governing_verb(site: Site) -> Iterator[Cue]:
    """«wrote that revolution begins with “…”»: the listed verbs whose clauses hold the quotation.

    Of several the outermost and the nearest are told apart: «Ford says he believes it “…”».
    """
    verbs = _listed_ancestors(site)
    for number, verb in enumerate(verbs):
        rank = "only" if len(verbs) == 1 else "nearest" if number == 0 else "outer"
        yield cue_at(site, f"governing verb, {rank}", verb, _subject_before(site, verb))


def _listed_ancestors(site: Site) -> list["Token"]:
    """The listed verbs above the quotation in the tree, the nearest first."""
    found: dict[int, Token] = {}
    for head in grammar.quote_heads(site.doc, site.start, site.end):
        for ancestor in head.ancestors:
            if site.is_free(ancestor) and is_listed(ancestor):
                found.setdefault(ancestor.i, ancestor)
    return list(found.values())


def _according_to(site: Site) -> Iterator[Cue]:
    """«according to Smith», in the quotation's sentence."""
    yield from _according_in(site, _sentence_of(site))


def _according_to_before(site: Site) -> Iterator[Cue]:
    """«according to Smith:», in the sentence that ends before a block."""
    yield from _according_in(site, _sentence_up_to(site))


def _according_in(site: Site, tokens: Sequence["Token"]) -> Iterator[Cue]:
    """«according to Smith» anywhere; «per the party’s bylaws» directly after the quotation."""
    for token, follower in pairwise(tokens):
        last = follower if (token.lower_, follower.lower_) == ("according", "to") else token
        if last is token and (token.lower_ != "per" or not 0 <= token.i - site.end <= 1):
            continue
        head = grammar.noun_after(last, limit=8)
        if head is not None:
            place: Position = "before" if token.i < site.start else "after"
            distance = site.start - last.i - 1 if place == "before" else token.i - site.end
            yield Cue(
                evidence="according to",
                tokens=(token.i, last.i + 1),
                lemma="according to" if last is follower else "per",
                listed=True,
                head=head,
                position=place,
                distance=distance,
            )


def _sentence_of(site: Site) -> list["Token"]:
    """The unquoted tokens of the sentences that the quotation touches."""
    start = site.doc[site.start].sent.start
    if site.start > site.low and intro_of(site) not in {"stop", "start"}:
        start = site.doc[site.start - 1].sent.start
    end = site.doc[site.end - 1].sent.end
    if site.end < site.high and not site.doc[site.end].is_sent_start:
        end = site.doc[site.end].sent.end
    span = site.doc[max(start, site.low) : min(end, site.high)]
    return [token for token in span if token.i not in site.masked]


def _noun_of_words(site: Site) -> Iterator[Cue]:
    """«Lenin’s words: “…”», «the claim by Smith that “…”», «in Smith’s phrase, “…”»."""
    if intro_of(site) not in {"colon", "comma", "that"}:
        return
    for token in reversed(_sentence_up_to(site)):
        if site.start - token.i > 8:
            return
        if token.pos_ == "NOUN" and token.lemma_.lower() in lexicons.cue_nouns():
            owner = _owner(token)
            if owner is not None:
                yield cue_at(site, "words of", token, owner)
                return


def _governing_noun(site: Site) -> Iterator[Cue]:
    """«Ford’s claim that he had promised “a parliament by the spring”»: a noun for words whose clause holds them."""
    for head in grammar.quote_heads(site.doc, site.start, site.end)[:_HEADS]:
        for noun in head.ancestors:
            if noun.pos_ == "NOUN" and noun.lemma_.lower() in lexicons.cue_nouns() and noun.i not in site.masked:
                owner = _owner(noun)
                if owner is not None and grammar.can_speak(owner) and site.low <= owner.i and noun.i < site.start:
                    yield cue_at(site, "words of, governing", noun, owner)
                    return


def _noun_that_is_words(site: Site) -> Iterator[Cue]:
    """«Her answer was short: “No.”», «My own note was ‘Oh dear’», «His reply came at once. “…”»: whose words they are.

    The main verb says no more than that they are, or were heard.
    """
    before = site.start - 1
    if before < site.low or before in site.masked:
        return
    root = site.doc[before].sent.root
    if root.i in site.masked or not site.low <= root.i < site.start or root.lemma_.lower() not in _BEING:
        return
    for noun in root.children:
        if noun.dep_ == "nsubj" and noun.pos_ == "NOUN" and noun.lemma_.lower() in lexicons.cue_nouns():
            owner = _owner(noun)
            if owner is not None and grammar.can_speak(owner) and owner.i >= site.low:
                yield make_cue("words of, subject", noun, owner, position="before", distance=site.start - root.i - 1)


def _owner(noun: "Token") -> "Token | None":
    """Whose words a noun stands for: its possessor, or the noun of its "of" or "by"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"of", "by", "from"}:
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
    return None


def _name_and_colon(site: Site) -> Iterator[Cue]:
    """«Smith: “…”», «Trotsky on strikes: “…”»: a colon with no verb before it."""
    if intro_of(site) != "colon":
        return
    tokens = _sentence_up_to(site)
    if any(token.pos_ in {"VERB", "AUX"} for token in tokens):
        return
    head = next((token for token in tokens if token.pos_ in {"PROPN", "PRON"}), None)
    if head is not None:
        colon = site.start - 1
        yield make_bare_cue(site, "name and colon", grammar.name_head(head), (colon, colon + 1), position="before")


def _sentence_before(site: Site) -> Iterator[Cue]:
    """«Trotsky wrote. “The most …”»: the main verb of the sentence before."""
    position = site.start - 1
    if position < site.low or intro_of(site) != "stop":
        return
    sent = site.doc[position].sent
    tokens = [token for token in sent if token.i not in site.masked and token.i >= site.low]
    verbs = [token for token in tokens if token.pos_ == "VERB"]
    listed = [token for token in verbs if is_listed(token)]
    main = next((token for token in (*listed, *verbs) if _subject_before(site, token) is not None), None)
    if main is not None:
        distance = site.start - main.i - 1
        yield make_cue("sentence before", main, _subject_before(site, main), position="before", distance=distance)


def _sentence_after(site: Site) -> Iterator[Cue]:
    """«“We shall win.” Smith said it twice.»: a listed verb in the sentence after."""
    if site.end >= site.high or site.end in site.masked or not site.doc[site.end].is_sent_start:
        return
    sent = site.doc[site.end].sent
    for token in sent[:_AFTER_LIMIT]:
        if token.i in site.masked or token.i >= site.high:
            return
        if is_listed(token) and token.dep_ == "ROOT":
            subject = _subject_before(site, token)
            if subject is not None:
                yield cue_at(site, "sentence after", token, subject)
            return
