"""Marks that quote nobody: titles, nicknames, names for things, and words shown or explained.

Scare quotes are what is left, and are told in ``kinds``, for they are known only by what they lack.
Chicago Manual of Style, 17th ed., 7.57 (scare quotes), 7.62-63 (words as words), 8.168-195 (titles of works).
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from pipeline.nlp import lexicons
from pipeline.nlp.sites import Intro, Site

if TYPE_CHECKING:
    from spacy.tokens import Token

Sense = Literal["mention", "nickname", "title", "slogan", "scare"]
Found = tuple[Sense, str] | None

FEW = 4
"""Up to so many words a fragment without a cue is taken for a term: «a series of “stages”»."""

_SMALL_WORDS = frozenset(
    """
    a an and as at but by de for from in into la le nor of off on or over per the to und up upon van via von with
    """.split()
)
_ARTICLES = frozenset("a an the his her its their my our your simply merely just only".split())
# Participles that give a name to the noun before them: «a class called “Perception”», «a bottle marked “poison”».
_NAMING = frozenset(
    """
    baptised baptized called christened dubbed entitled headed headlined labeled labelled marked named nicknamed
    subtitled termed titled
    """.split()
)
_WORD_NOUNS = frozenset(
    "word name letter letters initials prefix suffix syllable adjective adverb noun pronoun".split()
)
_MEANING = frozenset(
    "mean means meaning meant signifies signified signifying denotes denoted denoting i.e. viz.".split()
)
_TITLE_PLACES = frozenset("in of titled entitled on from to and the at".split())
# What is done with a work by whoever makes, shows or takes it in: «published “The Iron Heel”».
_MAKING = frozenset(
    """
    compose direct edit film host paint perform play produce publish read record release review sing stage translate
    watch write
    """.split()
)
_SLOGANS = frozenset("slogan motto watchword chant battle-cry rallying-cry catchphrase mantra".split())
_TITLE_LONGEST = 14
_NAME_REACH = 10


def as_term(site: Site, words: Sequence[str], content: str, intro: Intro) -> Found:
    """The sense and the reason of marks that name or show a thing whatever verb is near; None for other marks."""
    if not words:
        return "mention", "no word inside"
    if _is_bracketed(content):
        return "mention", "a note in brackets"
    if _is_nickname(site, words):
        return "nickname", "between the parts of a name"
    if _is_title(site, words, content, intro):
        return "title", "capitals and place of a title"
    if _is_inscription(site, words, content):
        return "mention", "words written on something"
    before = word_before(site)
    if before is None or len(words) > FEW + 2:
        return None
    return _as_name(site, intro) or _as_word(site, words, content, before) or _as_gloss(site, content, before)


def _as_name(site: Site, intro: Intro) -> Found:
    """«the so-called “experts”», «a policy called “the Curb”»: the word before says that a name follows."""
    if _is_so_called(site):
        return "scare", "after «so-called»"
    naming = _naming_word(site) if intro in {"word", "verb"} else None
    return ("mention", f"after «{naming.lower_}»") if naming is not None else None


def _as_word(site: Site, words: Sequence[str], content: str, before: "Token") -> Found:
    """«the word “soviet”», «the “I” disappears»: a word that is shown."""
    if before.lower_ in _WORD_NOUNS and len(words) <= 2 and content[-1:] not in ".!?":
        return "mention", f"after «{before.lower_}»"
    if _is_word_shown(site, words, before):
        return "mention", "a word that is no noun, after an article"
    return None


def word_before(site: Site) -> "Token | None":
    """The token before the opening mark, inside the bounds of the site."""
    return site.doc[site.start - 1] if site.start > site.low else None


def is_title_case(words: Sequence[str]) -> bool:
    """Whether every main word has a capital: «The State and Revolution»."""
    main = [word for word in words if word.lower() not in _SMALL_WORDS]
    return bool(main) and all(word[0].isupper() or word[0].isdigit() for word in main) and words[0][:1].isupper()


def _is_bracketed(content: str) -> bool:
    """«“(LAUGHTER.)”»: what a transcript notes, said by nobody."""
    inner = content.strip()
    return (inner[:1], inner[-1:]) in {("(", ")"), ("[", "]")} and not re.search(r"[()\[\]]", inner[1:-1])


def _is_nickname(site: Site, words: Sequence[str]) -> bool:
    """«Jack “Shorty” Brown»."""
    if len(words) > 3 or not words[0][:1].isupper() or not site.low < site.start or site.end >= site.high:
        return False
    before, after = site.doc[site.start - 1], site.doc[site.end]
    return before.pos_ == "PROPN" and after.pos_ == "PROPN" and after.i not in site.masked


def _is_inscription(site: Site, words: Sequence[str], content: str) -> bool:
    """«we write “Liberty” on our banners»: a few words, put on a thing by a verb of writing."""
    before = word_before(site)
    if before is None or len(words) > FEW or content[-1:] in ".,!?" or site.end >= site.high:
        return False
    is_written = lexicons.cue_verbs().get(before.lemma_.lower()) == "writing"
    return is_written and site.doc[site.end].lower_ in {"on", "across", "over", "upon", "onto"}


def _is_title(site: Site, words: Sequence[str], content: str, intro: Intro) -> bool:
    """«his essay “The State and Revolution”», «on CNN's “State of the Union,”»: capitals, in the place of a title.

    The comma or full stop that American printers set inside the marks is no part of it. «in», «of» and the like prove a
    title of two words or more only; after a broadcaster's or a paper's name one word is enough.
    """
    if len(words) > _TITLE_LONGEST or content[-1:] in "!?" or not is_title_case(words):
        return False
    near = [token.lemma_.lower() for token in site.doc[max(site.low, site.start - FEW) : site.start]]
    if lexicons.work_nouns() & set(near) or near[-1:] in (["title"], ["heading"], ["headline"]):
        return True
    before = word_before(site)
    if content[-1:] == "," and _is_explained_as_work(site):
        return True
    if before is None or intro not in {"word", "verb"}:
        return False
    is_placed = before.lower_ in _TITLE_PLACES or before.lemma_.lower() in _MAKING
    return _is_publishers(before) or (len(words) >= 2 and is_placed)


def _is_explained_as_work(site: Site) -> bool:
    """«the quarrels over “The Restoration,” a pamphlet that nobody printed»: a noun for a work in apposition."""
    after = site.doc[site.end : min(site.end + FEW + 1, site.high)]
    if not len(after) or after[0].lower_ not in {"a", "an", "the", "his", "her", "their"}:
        return False
    return any(token.pos_ == "NOUN" and token.lemma_.lower() in lexicons.work_nouns() for token in after)


def _is_publishers(ending: "Token") -> bool:
    """Whether a possessive is that of an organisation or a day: «CBS’s “Face the Nation”», «Sunday’s “Meet the Press”».

    A person's is left out: «Trump’s “Crooked Hillary”» is quoted.
    """
    if ending.tag_ != "POS" or ending.i == 0:
        return False
    owner = ending.nbor(-1)
    return owner.ent_type_ in {"ORG", "DATE", "TIME"} or (owner.text.isupper() and len(owner.text) > 1)


def _is_so_called(site: Site) -> bool:
    """«the so-called “experts”», in one word or, as some tokenisers have it, in two or three."""
    position = before_article(site)
    words = [token.lower_ for token in site.doc[max(site.low, position - 2) : position + 1]]
    return bool(words) and (words[-1] == "so-called" or (words[-1] == "called" and "so" in words))


def _naming_word(site: Site) -> "Token | None":
    """The word that says that a name follows: «a policy called “…”», «known as “…”», «nicknamed “…”»."""
    position = before_article(site)
    token = site.doc[position]
    if token.lower_ == "as":
        return next((word for word in _back(site, position) if word.lower_ == "known"), None)
    return token if token.lower_ == "nicknamed" or _names_the_noun_before(site, token) else None


def _names_the_noun_before(site: Site, token: "Token") -> bool:
    """Whether a participle stands right after a common noun, or after a form of "be", and nobody does the naming.

    «what Ford called “a farce”», «what lawmakers called “fraud”» quote those who call it so.
    """
    is_active = any(child.dep_ == "nsubj" for child in token.children)
    if token.lower_ not in _NAMING or token.i <= site.low or is_active:
        return False
    before = token.nbor(-1)
    if before.text == "," and before.i > site.low:
        before = before.nbor(-1)
    if before.lemma_.lower() == "be":
        return token.lower_ in {"called", "named"}
    return before.pos_ == "NOUN" and before.i not in site.masked and token.tag_ == "VBN"


def is_slogan(site: Site) -> bool:
    """«the slogan “Peace, Land, Bread” was on every wall»: a noun for a slogan stands right before, of nobody's."""
    before = word_before(site)
    if before is None or before.lemma_.lower() not in _SLOGANS:
        return False
    return not any(child.dep_ == "poss" for child in before.children)


def before_article(site: Site) -> int:
    """The position of the word before the opening mark, articles and "his", "simply" and the like passed over."""
    position = site.start - 1
    while position > site.low and site.doc[position].lower_ in _ARTICLES:
        position -= 1
    return position


def _back(site: Site, position: int) -> Iterator["Token"]:
    """The tokens before a position, the nearest first, to the end of the clause before."""
    for token in reversed(site.doc[max(site.low, position - _NAME_REACH) : position]):
        if token.is_punct or token.i in site.masked:
            return
        yield token


def _is_word_shown(site: Site, words: Sequence[str], before: "Token") -> bool:
    """«the “I” disappears», «attacked for that “nearly”»: one word in the place of a noun that can be none."""
    if len(words) != 1 or before.lower_ not in {"a", "an", "the", "this", "that", "every", "each"}:
        return False
    inside = [token for token in site.doc[site.start : site.end] if not token.is_punct]
    if len(inside) != 1 or inside[0].tag_ not in {"CC", "DT", "IN", "MD", "PRP", "RB", "WP", "WRB"}:
        return False
    return site.end >= site.high or site.doc[site.end].pos_ not in {"ADJ", "NOUN", "PROPN"}


def _as_gloss(site: Site, content: str, before: "Token") -> Found:
    """«“hleb”, that is, “bread”», «which means “white”», «Latin for “speech”», «by “capital” he means»: meanings."""
    if content[-1:] in "!?":
        return None
    if before.text == "," and before.i > site.low:
        before = before.nbor(-1)
        is_short = before.i > site.low and (before.nbor(-1).lower_, before.lower_) == ("that", "is")
        return ("mention", "after «that is»") if is_short or before.lower_ in {"i.e.", "viz."} else None
    if before.lower_ == "by":
        after = [token.lemma_.lower() for token in site.doc[site.end : min(site.end + FEW, site.high)]]
        return ("mention", "after «by», before a verb of meaning") if {"mean", "understand"} & set(after) else None
    if before.lower_ in _MEANING and not any(child.lower_ in _PERSONS for child in before.children):
        return "mention", f"after «{before.lower_}»"
    language = before.nbor(-1) if before.lower_ == "for" and before.i > site.low else None
    if language is not None and (language.ent_type_ in {"NORP", "LANGUAGE"} or language.lower_ == "word"):
        return "mention", f"after «{language.lower_} for»"
    return None


_PERSONS = frozenset("i you he she we they".split())
