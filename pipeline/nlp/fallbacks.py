"""Weaker readings of who says a quotation, for the ranker to weigh where no verb of speech has a subject.

None of them makes words a quotation (``kinds`` looks at listed verbs alone); they only offer speakers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.nlp import grammar
from pipeline.nlp.sites import Cue, Site, cue_at, is_listed

if TYPE_CHECKING:
    from spacy.tokens import Token

OF_SENTENCE = "subject of the sentence"
_CLAUSE_LIMIT = 2
_BEFORE_LIMIT = 60
_AFTER_LIMIT = 12


def weaker_cues(site: Site, found: Sequence[Cue]) -> Iterator[Cue]:
    """The readings that position alone supports, given those that were found by words of speech."""
    beside = [*_clause_verbs(site), *_verbs_beside(site)]
    yield from beside
    subject = _subject_of_sentence(site)
    for cue in (*found, *beside):
        verb = site.doc[cue.tokens[0]]
        phrase = None if verb.pos_ == "NOUN" or grammar.has_subject(verb) else grammar.phrase_beside(verb)
        if phrase is not None and phrase != cue.head and _is_free(site, phrase):
            yield replace(cue, evidence=f"{cue.evidence}, phrase beside it", head=phrase)
        if subject is not None and cue.head is None:
            yield replace(cue, evidence=f"{cue.evidence}, {OF_SENTENCE}", head=subject[1])
    if subject is not None and all(cue.head is not None for cue in found):
        yield cue_at(site, OF_SENTENCE, *subject)


def _clause_verbs(site: Site) -> Iterator[Cue]:
    """«Ford has gone after Berg as a “human leech”»: the verbs, none of speech, whose clauses hold the words."""
    found: dict[int, Token] = {}
    for head in grammar.quote_heads(site.doc, site.start, site.end):
        for ancestor in head.ancestors:
            if ancestor.pos_ == "VERB" and _is_free(site, ancestor) and not is_listed(ancestor):
                found.setdefault(ancestor.i, ancestor)
    for verb in list(found.values())[:_CLAUSE_LIMIT]:
        yield from _with_subject(site, "clause of another verb", verb)


def _verbs_beside(site: Site) -> Iterator[Cue]:
    """«After saying her foot was “so swollen”, she …»: the nearest verb on either side, whatever the tree says.

    The nearest verb of speech, and the nearest of any kind: «As the miners sang in those days, “…”».
    """
    tokens = [token for token in _sentence(site) if _is_free(site, token)]
    before = [token for token in reversed(tokens) if token.i < site.start]
    after = [token for token in tokens if token.i >= site.end]
    for side in (before, after):
        listed = next((token for token in side if is_listed(token)), None)
        nearest = next((token for token in side if token.pos_ == "VERB"), None)
        if listed is not None:
            yield from _with_subject(site, "verb in the sentence", listed)
        if nearest is not None and nearest is not listed:
            yield from _with_subject(site, "other verb in the sentence", nearest)


def _with_subject(site: Site, evidence: str, verb: "Token") -> Iterator[Cue]:
    """The verb with whoever does it; a verb of speech also where the tree shows nobody."""
    subject = _speaker_of(site, verb)
    if subject is not None or is_listed(verb):
        yield cue_at(site, evidence, verb, subject)


def _subject_of_sentence(site: Site) -> "tuple[Token, Token] | None":
    """The main verb of the quotation's sentence with whoever does it."""
    root = site.doc[max(site.start - 1, site.low)].sent.root
    if not _is_free(site, root):
        return None
    subject = _speaker_of(site, root)
    return None if subject is None else (root, subject)


def _sentence(site: Site) -> list["Token"]:
    """The tokens of the quotation's sentence, up to sixty before it and twelve after."""
    start = max(site.doc[max(site.start - 1, site.low)].sent.start, site.low, site.start - _BEFORE_LIMIT)
    end = min(site.doc[min(site.end, site.high - 1)].sent.end, site.high, site.end + _AFTER_LIMIT)
    return list(site.doc[start:end])


def _speaker_of(site: Site, verb: "Token") -> "Token | None":
    subject = grammar.subject_of(verb)
    return subject if subject is not None and _is_free(site, subject) else None


def _is_free(site: Site, token: "Token") -> bool:
    """Whether a token is the writer's own: inside the bounds, outside quotations, and no stand-in."""
    return site.is_free(token) and site.frame.places[token.i][0] >= 0
