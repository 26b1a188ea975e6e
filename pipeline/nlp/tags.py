"""The words after a quotation that say whose it was: a tag, or a signature after a dash."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.nlp import grammar
from pipeline.nlp.sites import (
    COLONS,
    COMMAS,
    STOPS,
    Cue,
    Site,
    cue_at,
    free_subject,
    intro_of,
    is_listed,
    make_bare_cue,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_EMBEDDED_LIMIT = 4
_SIGNATURE_LIMIT = 12
_AFTER_LIMIT = 30
"""How many tokens after a quotation the verb may stand: «“…” Ada Lund, the director of the centre, said»."""


def tag_after(site: Site) -> Iterator[Cue]:
    """«“…”, Lenin wrote», «“…” said the old man»: a clause of speech attached to the end."""
    first = _first_after(site)
    if first is None or not _is_attached(site, first):
        return
    verb = _tag_verb(site, first)
    if verb is None:
        return
    head = _tag_subject(site, verb, first)
    order = "subject first" if head is not None and head.i < verb.i else "verb first"
    embedded = intro_of(site) in {"word", "verb", "that"}
    if embedded and (head is None or head.i < site.end or verb.i - first > _EMBEDDED_LIMIT):
        return
    evidence = f"tag after, {order}" + (", of a fragment" if embedded else "")
    yield cue_at(site, evidence, verb, head)


def _first_after(site: Site) -> int | None:
    """The first word after the quotation, past a comma or a dash."""
    position = site.end
    while position < site.high and site.doc[position].text in COMMAS | COLONS:
        position += 1
    if position >= site.high or position in site.masked or site.doc[position].is_punct:
        return None
    return position


def _is_attached(site: Site, first: int) -> bool:
    """Whether the words after the quotation go on with its sentence rather than begin another.

    A fragment of the writer's own clause is followed by the rest of that clause, so that a tag
    after it must be cut off by a comma: «called it “a trap”, Ford said».
    """
    last = _last_inside(site)
    if first > site.end or last in COMMAS | {"—", "–", "―", "-"}:
        return True
    if intro_of(site) in {"word", "verb", "that"}:
        return False
    token = site.doc[first]
    if last in STOPS:
        return not token.is_sent_start or token.text[:1].islower() or _looks_like_tag(site, first)
    return _looks_like_tag(site, first)


def _last_inside(site: Site) -> str:
    """The last token inside the closing mark."""
    for token in reversed(site.doc[site.start : site.end]):
        if not token.is_quote and token.text not in {"’", "”", "'", '"', "''", "»"}:
            return token.text
    return ""


def _looks_like_tag(site: Site, first: int) -> bool:
    """«… ?” she asked.»: a subject and a listed verb, or the reverse, within a few words."""
    tokens = [token for token in site.doc[first : min(first + 4, site.high)] if token.i not in site.masked]
    return _last_inside(site) != "." and any(is_listed(token) for token in tokens)


def _tag_verb(site: Site, first: int) -> "Token | None":
    """The first listed verb of the tag, else its first verb if that comes at once."""
    if site.doc[first].lower_ in {"and", "but", "or", "which", "because", "if"}:
        return None
    fallback = None
    for token in site.doc[first : min(first + _AFTER_LIMIT, site.high)]:
        if token.i in site.masked or token.text in STOPS | {";", ":"}:
            break
        if is_listed(token) and not _is_deep(token, first):
            return _innermost(site, token)
        if fallback is None and token.pos_ == "VERB" and token.i - first <= 4 and token.tag_ not in {"VB", "VBG"}:
            fallback = token
    return fallback


def _innermost(site: Site, verb: "Token") -> "Token":
    """«he is reported to have asked», «he is said to have shouted»: the verb of speech that another one reports."""
    for child in verb.children:
        if child.dep_ == "xcomp" and verb.i < child.i < site.high and is_listed(child) and child.i not in site.masked:
            return child
    return verb


def _is_deep(verb: "Token", first: int) -> bool:
    """Whether a verb belongs to a relative clause of the tag's subject: «said Smith, who wrote»."""
    return verb.dep_ in {"relcl", "acl"} and verb.head.i >= first


def _tag_subject(site: Site, verb: "Token", first: int) -> "Token | None":
    """The subject of a tag: the parser's if it stands outside marks, else the noun phrase beside the verb."""
    subject = free_subject(site, verb)
    if subject is None and verb.i - first <= 2:
        subject = grammar.noun_after(verb, limit=6)
    if subject is None:
        subject = _first_noun(site, verb, first)
    return subject


def _first_noun(site: Site, verb: "Token", first: int) -> "Token | None":
    """The head of the phrase that a tag begins with, where the parser found no subject.

    «“…,” Ford, who was there at the time, said.»
    """
    for token in site.doc[first : verb.i]:
        if token.i in site.masked or token.is_punct:
            return None
        if token.pos_ in {"PROPN", "PRON", "NOUN"}:
            return grammar.phrase_head(token)
    return None


def dash_and_name(site: Site) -> Iterator[Cue]:
    """«“…” — Smith»: a signature after a dash, to the end of the paragraph or the next quotation."""
    if site.end >= site.high or site.doc[site.end].text not in COLONS - {":"} | {"("}:
        return
    rest = list(_signature(site))
    if rest and len(rest) <= _SIGNATURE_LIMIT and rest[0].pos_ == "PROPN" and not _has_verb(rest):
        yield make_bare_cue(
            site, "signature after a dash", grammar.name_head(rest[0]), (site.end, site.end + 1), position="after"
        )


def _signature(site: Site) -> Iterator["Token"]:
    """The words after the dash, to the next quotation: a column of signed answers may be one paragraph."""
    for token in site.doc[site.end + 1 : min(site.high, site.end + 2 * _SIGNATURE_LIMIT)]:
        if token.i in site.masked:
            return
        if not token.is_punct:
            yield token


def _has_verb(tokens: Sequence["Token"]) -> bool:
    return any(token.pos_ == "VERB" for token in tokens)
