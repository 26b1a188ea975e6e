"""The names that a model finds, put right: what cannot belong to one, and the type that its own words tell."""

from typing import TYPE_CHECKING

from pipeline.nlp import lexicons
from pipeline.titles import PARTICLES, title_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_RETYPED = _PLACES | {"PERSON", "ORG", "NORP", "WORK_OF_ART", "EVENT", "PRODUCT", "LAW"}
_OF_PEOPLES = ("ian", "ean", "ese", "ish")


def type_of(ent: "Span", start: int, end: int) -> str:
    """The entity's type, by what its own words tell where the model may have been misled.

    «Market Street» is a street whatever «Market» is; «the Jacobins» are a group, since no person has an
    article; «Tarsenian» before a noun is no place.
    """
    span = ent.doc[start:end]
    if ent.label_ not in _RETYPED:
        return ent.label_
    if len(span) == 1:
        return _label_of_word(span[0], ent.label_)
    told = _designated(span)
    if ent.label_ == "WORK_OF_ART":
        return told if told == "ORG" else ent.label_
    return ent.label_ if not told or (ent.label_ in _PLACES and told in _PLACES) else told


def _designated(span: "Span") -> str:
    """The type that the last word of a name tells, or the first before "of"; empty where neither does."""
    designators = lexicons.designators()
    if len(span) > 2 and span[1].lower_ == "of":
        told = designators.get(span[0].lower_, "")
        return told if told not in _PLACES else ""  # «the Church of England» is no building
    return designators.get(span[-1].lower_.strip("."), "") if span[-2].text != "-" else ""


def _label_of_word(token: "Token", label: str) -> str:
    """The type of a single word: a group if it is a plural with an article, or an adjective of a people."""
    has_article = token.i > 0 and token.nbor(-1).lower_ in {"the", "these", "those"}
    plural = token.tag_ in {"NNS", "NNPS"} or (has_article and token.lower_.endswith("s"))
    if label == "PERSON" and plural:
        return "NORP"
    if label in {"PERSON", "ORG"} and token.dep_ == "pobj" and token.head.lower_ in {"in", "near", "outside"}:
        return "GPE"  # the other mentions of the document outvote it where it is somebody: «in Marx»
    is_adjective = token.tag_.startswith("JJ") or token.dep_ == "amod"
    return "NORP" if is_adjective and token.lower_.endswith(_OF_PEOPLES) and label != "WORK_OF_ART" else label


def trim_name(ent: "Span") -> tuple[int, int]:
    """The entity's tokens without what cannot begin or end a name."""
    start, end = ent.start, ent.end
    while start < end and _is_no_beginning(ent.doc[start], ent.label_):
        start += 1
    if ent.label_ in {"PERSON", "GPE"}:
        end = next((token.i for token in ent.doc[start + 1 : end] if _is_dash(token)), end)
    if ent.label_ == "PERSON":
        end = next((token.i for token in ent.doc[start + 1 : end] if _is_no_name(token)), end)
    if ent.label_ != "WORK_OF_ART":
        end = next((token.i for token in ent.doc[start + 1 : end] if _leaves_name(token, end)), end)
    while start < end and _is_no_end(ent.doc[end - 1]):
        end -= 1
    return _widened(ent, start, end) if ent.label_ == "PERSON" and start < end else (start, end)


def _widened(ent: "Span", start: int, end: int) -> tuple[int, int]:
    """A person's name with the names beside it that the model left out: «Alonso [Cruz-Pinto]», «[Ye] Shulan»."""
    doc = ent.doc
    while end < len(doc) and _goes_on(doc[end], doc[end - 1]):
        end += 2 if doc[end].text == "-" else 1
    while start > 0 and _is_bare_name(doc[start - 1]) and start <= doc[start - 1].head.i < end:
        start -= 1
    if start < ent.start and start > 0 and doc[start - 1].lower_ in {"the", "a", "an"}:
        return ent.start, end  # «on the Oise Gough was beaten»: no person has an article
    return start, end


def _goes_on(token: "Token", before: "Token") -> bool:
    if token.text == "-":
        glued = not before.whitespace_ and not token.whitespace_ and token.i + 1 < len(token.doc)
        return glued and _is_bare_name(token.nbor())
    return bool(before.whitespace_) and _is_bare_name(token) and before.tag_ != "POS"


def _is_bare_name(token: "Token") -> bool:
    """Whether a token is a proper noun that is part of no name yet, nor a title."""
    is_name = token.pos_ == "PROPN" and not token.ent_type_ and token.text[0].isupper() and token.is_alpha
    return is_name and not title_of(token.text) and not (token.is_sent_start and token.dep_ != "compound")


def _leaves_name(token: "Token", end: int) -> bool:
    """Whether an article begins another phrase: «the Zarqan Pass [the young Kamrani]»."""
    return token.lower_ in {"the", "a", "an"} and all(follower.is_lower for follower in token.doc[token.i : end])


def _is_dash(token: "Token") -> bool:
    """Whether a token is a dash with space around it: «CHARLOTTE - Nearly»."""
    return token.text in {"-", "–", "—", "--", "|"} and bool(token.nbor(-1).whitespace_)


def _is_no_name(token: "Token") -> bool:
    """Whether a word cannot be part of a person's name: «Anna [forlornly]», «Aunt Ida [a] Berg»."""
    return token.text[0].islower() and token.lower_ not in PARTICLES and token.lower_ != "of" and token.tag_ != "POS"


def _is_no_beginning(token: "Token", label: str) -> bool:
    """«[Has] Kerensky», «[the] Court»; a work's title may begin with any word."""
    if label == "WORK_OF_ART":
        return token.is_punct
    if token.is_punct or token.lower_ in {"the", "a", "an"}:
        return True
    return label == "PERSON" and token.pos_ in {"AUX", "VERB", "ADP", "CCONJ", "SCONJ", "PRON", "DET"}


def _is_no_end(token: "Token") -> bool:
    return token.tag_ == "POS" or (token.is_punct and token.text not in {".", ")", "!", "?"})
