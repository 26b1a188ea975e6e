"""Mentions: what a noun phrase tells of whom it names, and every named entity of a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.nlp import lexicons
from pipeline.nlp.frames import Frame
from pipeline.nlp.grammar import is_pronoun
from pipeline.nlp.names import trim_name, type_of
from pipeline.records import MentionForm
from pipeline.titles import kind_of_title, opens_title, title_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset(
    {"they", "them", "their", "themselves", "we", "us", "our", "many", "some", "others", "both", "most", "few"}
)
Doubt = Literal["", "opening", "headline"]
_COMPASS = frozenset({"north", "south", "east", "west"})
_PARTY_AND_STATE = re.compile(r"[DRI]-[A-Z].*")
_TWO_LETTERS = re.compile(r"[^\W\d_].?[^\W\d_]")
_HEADLINE_WORDS = 5
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_OFFICES = frozenset(
    "analyst candidate chair chairman chairwoman correspondent director editor executive founder host leader manager "
    "member minister officer official president reporter secretary spokesman spokesperson spokeswoman staffer".split()
)
"""Nouns for what people are in a body: «a Univision host», but «a Petrograd worker»."""
_TITLES = {
    "masc": frozenset({"mr", "mr.", "sir", "lord", "king", "prince", "father", "tsar", "emperor", "duke", "pope"}),
    "fem": frozenset(
        {"mrs", "mrs.", "ms", "ms.", "miss", "lady", "queen", "princess", "dame", "madame", "empress", "duchess"}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionTraits:
    """The form, entity label, number and gender of a mention, as far as its words show them."""

    form: MentionForm
    label: str
    number: str
    gender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSpan:
    """A named entity in a frame: its tokens, label and the role of its head.

    ``doubt`` says why its capital may be none of a name's: it opens a sentence, or stands in a headline;
    ``described`` is what the words beside a person's name call the person.
    """

    tokens: tuple[int, int]
    label: str
    role: str
    doubt: Doubt = ""
    described: str = ""


def traits_of(head: "Token", tokens: tuple[int, int]) -> MentionTraits:
    """What a mention's own words tell of whoever it names."""
    named = next((token for token in head.doc[tokens[0] : tokens[1]] if token.ent_type_ and not is_pronoun(head)), None)
    if is_pronoun(head):
        form: MentionForm = "pronoun"
    else:
        form = "name" if _is_name(head, named, tokens) else "nominal"
    label = named.ent_type_ if named is not None and form == "name" else ""
    return MentionTraits(form=form, label=label, number=_number(head, tokens), gender=_gender(head, tokens))


def _is_name(head: "Token", named: "Token | None", tokens: tuple[int, int]) -> bool:
    """Whether the phrase is a name rather than a description that holds one: «One Petrograd worker» is none."""
    last = head.doc[tokens[1] - 1]
    return last.pos_ == "PROPN" or (named is not None and bool(last.ent_type_) and tokens[0] <= head.i)


def _number(head: "Token", tokens: tuple[int, int]) -> str:
    words = {token.lower_ for token in head.doc[tokens[0] : tokens[1]]}
    if head.lower_ in _PLURAL or head.tag_ in {"NNS", "NNPS"} or "and" in words:
        return "plur"
    return "sing"


def _gender(head: "Token", tokens: tuple[int, int]) -> str:
    word = head.lower_
    if word in _MASCULINE or word in _FEMININE:
        return "masc" if word in _MASCULINE else "fem"
    before = head.doc[tokens[0] - 1].lower_ if tokens[0] else ""
    first = head.doc[tokens[0]].lower_
    for gender, titles in _TITLES.items():
        if before in titles or first in titles:
            return gender
    return lexicons.person_nouns().get(head.lemma_.lower(), "") if head.pos_ == "NOUN" else ""


def named_spans(frame: Frame) -> Iterator[NamedSpan]:
    """Every named entity of a frame, less articles and possessive endings, and less any stand-in.

    A person's title belongs to the name: «Mrs Ford» is not «Mr Ford».

    A name that fills a pair of marks by itself («we write “Liberty”») is a word that is shown, no name.
    """
    shown = {(start + 1, end - 1) for start, end in frame.spans.values()}
    in_headline = len(frame.doc.ents) > 0 and is_headline(frame.doc)
    for ent in frame.doc.ents:
        start, end = trim_name(ent)
        if start >= end or (start, end) in shown or not _can_be_name(frame.doc[start:end]):
            continue
        start = _with_titles(frame, start) if ent.label_ == "PERSON" else _with_direction(frame.doc, start, end)
        if all(frame.places[index][0] >= 0 for index in (start, end - 1)):
            doubt: Doubt = "headline" if in_headline else "opening" if _opens(frame.doc, start, end) else ""
            label = type_of(ent, start, end)
            described = described_as(ent.root) if label == "PERSON" else ""
            yield NamedSpan(tokens=(start, end), label=label, role=ent.root.dep_, doubt=doubt, described=described)


def described_as(name: "Token") -> str:
    """What the words beside a name call its bearer, in small letters; empty where they do not.

    «its secretary, Ada Lund», «Ada Lund, a novelist, said», «transport minister Ada Lund», «Lund is a novelist».
    """
    beside = [child for child in name.children if child.dep_ == "appos" and child.i > name.i]
    if name.dep_ == "appos":
        beside.append(name.head)
    if name.dep_ == "nsubj" and name.head.lemma_ == "be":
        beside += [child for child in name.head.children if child.dep_ == "attr" and child.i > name.i]
    before = [child for child in name.children if child.dep_ == "compound" and child.pos_ == "NOUN"]
    for noun in (*before[-1:], *beside):
        if noun.pos_ in {"NOUN", "PROPN"} and noun.lemma_.lower() in lexicons.person_nouns():
            start = noun.i
            while start > 0 and noun.doc[start - 1].dep_ == "compound" and noun.doc[start - 1].head == noun:
                start -= 1
            return noun.doc[start : noun.i + 1].text.lower()
    return ""


def missed_names(frame: Frame) -> Iterator[NamedSpan]:
    """Single names that the model missed, where the grammar leaves no doubt: «one Petrograd worker».

    A capitalised word that stands by itself before a noun for a human being names a place or, before an
    office, a body: so do 11 of the 13 that the embedded model misses in 400 texts of PolNeAR.
    """
    for token in frame.doc:
        if _is_missed(token) and frame.places[token.i][0] >= 0:
            label = "ORG" if token.head.lemma_.lower() in _OFFICES or token.is_upper else "GPE"
            yield NamedSpan(tokens=(token.i, token.i + 1), label=label, role=token.dep_)


def _is_missed(token: "Token") -> bool:
    if token.ent_type or token.is_lower or token.pos_ != "PROPN":
        return False
    if token.dep_ != "compound" or token.head.i != token.i + 1:
        return False
    before = token.nbor(-1) if token.i and not token.is_sent_start else None
    alone = before is not None and before.pos_ != "PROPN" and before.ent_type_ in {"", "CARDINAL", "ORDINAL", "DATE"}
    person = token.head.is_lower and token.head.lemma_.lower() in lexicons.person_nouns()
    return alone and person and token.text.isalpha() and not title_of(token.text)


def is_headline(doc: "Doc") -> bool:
    """Whether words are set in headline style or capitals, so that a capital tells no name."""
    words = _LONG_WORD.findall(doc.text)
    capital = sum(word[0].isupper() for word in words)
    return doc.text.isupper() or (len(words) >= _HEADLINE_WORDS and capital * 10 >= len(words) * 9)


def _opens(doc: "Doc", start: int, end: int) -> bool:
    """Whether a single word opens a sentence: its capital may be the sentence's."""
    if end - start > 1:
        return False
    before = [token for token in doc[max(start - 2, 0) : start + 1] if token.is_sent_start]
    return bool(before) and not any(token.is_alpha for token in doc[before[-1].i : start])


def _can_be_name(span: "Span") -> bool:
    """Whether a span can be a name at all: no «D-Mass.» behind a senator, no single letter, no sign, no «Sir»."""
    titles = [title_of(token.text) for token in span]
    if all(title and kind_of_title(title) == "courtesy" for title in titles):
        return False
    return bool(_TWO_LETTERS.search(span.text)) and not _PARTY_AND_STATE.fullmatch(span.text) and span.text[0] != "@"


def _with_direction(doc: "Doc", start: int, end: int) -> int:
    """Where the name of a region begins: «the [global] South» is not all that is south."""
    if end - start == 1 and doc[start].lower_ in _COMPASS and start > 0:
        before = doc[start - 1]
        return start - 1 if before.dep_ in {"amod", "compound"} and before.head.i == start else start
    return start


def _with_titles(frame: Frame, start: int) -> int:
    """Where a person's name begins with the titles before it."""
    quoted, doc = frame.quoted, frame.doc
    while start > 0 and _is_title(doc[start - 1], doc[start]) and ((start - 1) in quoted) == (start in quoted):
        start -= 1
    return start


def _is_title(token: "Token", follower: "Token") -> bool:
    if not token.text[:1].isupper():
        return False
    return bool(title_of(token.text)) or (opens_title(token.text) and bool(title_of(follower.text)))
