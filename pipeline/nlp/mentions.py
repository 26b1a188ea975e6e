"""Mentions: what a noun phrase tells of whom it names, and every named entity of a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.nlp import lexicons
from pipeline.nlp.frames import Frame
from pipeline.nlp.grammar import is_pronoun
from pipeline.records import MentionForm
from pipeline.titles import PARTICLES, opens_title, title_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_MASCULINE = frozenset({"he", "him", "his", "himself"})
_FEMININE = frozenset({"she", "her", "hers", "herself"})
_PLURAL = frozenset(
    {"they", "them", "their", "themselves", "we", "us", "our", "many", "some", "others", "both", "most", "few"}
)
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
    """A named entity in a frame: its tokens, label and the role of its head."""

    tokens: tuple[int, int]
    label: str
    role: str


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
    for ent in frame.doc.ents:
        start, end = _trimmed(ent)
        start = _with_titles(frame, start) if ent.label_ == "PERSON" and start < end else start
        if start >= end or (start, end) in shown:
            continue
        if all(frame.places[index][0] >= 0 for index in (start, end - 1)):
            yield NamedSpan(tokens=(start, end), label=_label(ent, start, end), role=ent.root.dep_)


def _label(ent: "Span", start: int, end: int) -> str:
    """The entity's type; a single plural that is called a person names a group: «the Marxists»."""
    if ent.label_ == "PERSON" and end - start == 1 and ent.doc[start].tag_ in {"NNS", "NNPS"}:
        return "NORP"
    return ent.label_


def _trimmed(ent: "Span") -> tuple[int, int]:
    """The entity's tokens without what cannot begin or end a name."""
    start, end = ent.start, ent.end
    while start < end and _is_no_beginning(ent.doc[start], ent.label_):
        start += 1
    if ent.label_ == "PERSON":
        end = next((token.i for token in ent.doc[start + 1 : end] if _is_no_name(token)), end)
    while start < end and _is_no_end(ent.doc[end - 1]):
        end -= 1
    return start, end


def _is_no_name(token: "Token") -> bool:
    """Whether a word cannot be part of a person's name: «Anna [forlornly]», «Aunt Ida [a] Berg»."""
    return token.text[0].islower() and token.lower_ not in PARTICLES and token.lower_ != "of" and token.tag_ != "POS"


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


def _is_no_beginning(token: "Token", label: str) -> bool:
    """«[Has] Kerensky», «[the] Court»; a work's title may begin with any word."""
    if label == "WORK_OF_ART":
        return token.is_punct
    if token.is_punct or token.lower_ in {"the", "a", "an"}:
        return True
    return label == "PERSON" and token.pos_ in {"AUX", "VERB", "ADP", "CCONJ", "SCONJ", "PRON", "DET"}


def _is_no_end(token: "Token") -> bool:
    return token.tag_ == "POS" or (token.is_punct and token.text not in {".", ")", "!", "?"})
