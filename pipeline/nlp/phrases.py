"""Set phrases that give words to somebody: «as Smith puts it», «what the critics call “…”»."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.nlp import grammar, lexicons
from pipeline.nlp.sites import STOPS, Cue, Site, cue_at, free_subject, is_listed, make_cue
from pipeline.records import Position

if TYPE_CHECKING:
    from spacy.tokens import Token

_CALLING = frozenset({"call", "term", "dub", "label", "style", "name", "describe", "refer", "brand", "christen"})
_NO_CALLERS = frozenset({"we", "you", "one", "it", "i"})
"""«What we call “freedom”» quotes nobody: the word is everybody's."""
_REACH = 10
_VERB_REACH = 6


def as_somebody_puts_it(site: Site) -> Iterator[Cue]:
    """«“…”, as Lady Smith put it,» and «As Smith wrote, “…”»."""
    for token in site.doc[max(site.start - _REACH, site.low) : min(site.end + _REACH, site.high)]:
        if token.lower_ != "as" or token.i in site.masked:
            continue
        verb = _verb_after(site, token)
        subject = free_subject(site, verb) if verb is not None else None
        if verb is None or subject is None:
            continue
        place: Position = "before" if verb.i < site.start else "after"
        distance = site.start - verb.i - 1 if place == "before" else token.i - site.end
        yield make_cue("as somebody puts it", verb, subject, position=place, distance=distance)


def _verb_after(site: Site, conjunction: "Token") -> "Token | None":
    """The verb of speech that follows "as" in its clause."""
    for token in site.doc[conjunction.i + 1 : min(conjunction.i + 1 + _VERB_REACH, site.high)]:
        if token.i in site.masked or token.text in STOPS or token.text == ",":
            return None
        if is_listed(token):
            return token
    return None


def what_somebody_calls(site: Site) -> Iterator[Cue]:
    """«what the minutes call “language of the quayside”», «what Smith termed his “second mind”»."""
    before = [
        token for token in site.doc[max(site.start - _REACH, site.low) : site.start] if token.i not in site.masked
    ]
    for number in range(len(before) - 1, max(len(before) - 4, 0), -1):
        verb = before[number]
        if not _is_calling(verb):
            continue
        words = [token.lower_ for token in before[:number]]
        if "what" not in words:
            return
        caller = grammar.subject_of(verb) if verb.pos_ == "VERB" else None
        caller = caller if caller is not None and before[0].i <= caller.i < verb.i else grammar.phrase_beside(verb)
        if caller is not None and caller.i < verb.i and caller.lower_ not in _NO_CALLERS:
            yield cue_at(site, "what somebody calls", verb, caller)
        return


def _is_calling(token: "Token") -> bool:
    """Whether a token is a verb of naming, whatever the tagger took its form for."""
    if token.pos_ == "VERB":
        return token.lemma_.lower() in _CALLING
    return lexicons.cue_forms().get(token.lower_, token.lower_) in _CALLING
