"""Where a quotation stands in its frame, and what a cue is."""

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pipeline.nlp import grammar, lexicons
from pipeline.nlp.frames import Frame, Quoted
from pipeline.records import Position

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Intro = Literal["colon", "comma", "verb", "that", "word", "stop", "start"]

COLONS = frozenset({":", "–", "—", "―", "--", "---", "-"})
COMMAS = frozenset({",", ";"})
STOPS = frozenset({".", "!", "?", "…", "..."})
_OPENERS = frozenset({"(", "[", "“", "‘", '"', "'", "«", "„"})
_NOMINATIVES = frozenset({"he", "she", "they", "i", "we", "who"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One reading of who says a quotation: the cue's tokens, the speaker's head, the evidence.

    ``tokens`` is a half-open range, empty where there is no cue but position; ``head`` is None
    where the cue has no subject. ``distance`` counts tokens between the cue and the quotation.
    """

    evidence: str
    tokens: tuple[int, int]
    lemma: str
    listed: bool
    head: "Token | None"
    position: Position
    distance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a quotation stands in its frame: its tokens, marks included, and those it may look at.

    ``low``/``high`` bound the search: the unit, or the quotation it stands inside.
    ``masked`` are the tokens that belong to quotations.
    """

    frame: Frame
    start: int
    end: int
    low: int
    high: int
    masked: Container[int]

    @property
    def doc(self) -> "Doc":
        """The frame's parsed tokens."""
        return self.frame.doc

    def is_free(self, token: "Token") -> bool:
        """Whether a token is the writer's own: inside the bounds and outside quotations."""
        return token.i not in self.masked and self.low <= token.i < self.high


def make_site(frame: Frame, span: int, parent: int | None) -> Site:
    """The site of one span of a frame; ``parent`` is the span it stands inside, if in this frame."""
    start, end = frame.spans[span]
    low, high = frame.spans[parent] if parent in frame.spans and parent is not None else (0, len(frame.doc))
    but = (low, high) if parent in frame.spans else (0, 0)
    return Site(frame=frame, start=start, end=end, low=low, high=high, masked=Quoted(depths=frame.depths, but=but))


def intro_of(site: Site) -> Intro:
    """What stands directly before the quotation."""
    if site.start <= site.low or site.doc[site.start - 1].lower_ in _OPENERS:
        return "start"
    before = site.doc[site.start - 1]
    if before.text in COLONS:
        return "colon"
    if before.text in COMMAS:
        return "comma"
    if before.text in STOPS or before.i in site.masked:
        return "stop"
    if before.lower_ == "that":
        return "that"
    return "verb" if is_listed(before) else "word"


def is_listed(token: "Token") -> bool:
    """Whether a token is a verb of the lexicon; one that the tagger took for a noun counts beside its subject.

    «the tide turned, Ford notes» is a verb of speech whatever the tagger says.
    """
    if token.pos_ == "VERB":
        return token.lemma_.lower() in lexicons.cue_verbs() or token.lower_ in lexicons.cue_forms()
    if token.lower_ not in lexicons.cue_forms() or token.i == 0:
        return False
    before = token.nbor(-1)
    return before.pos_ == "PROPN" or before.lower_ in _NOMINATIVES


def lemma_of(token: "Token") -> str:
    """The lemma of a cue, from the lexicon where the form is known there."""
    return lexicons.cue_forms().get(token.lower_, token.lemma_.lower())


def make_cue(evidence: str, token: "Token", head: "Token | None", *, position: Position, distance: int) -> Cue:
    """A cue of one word."""
    return Cue(
        evidence=evidence,
        tokens=(token.i, token.i + 1),
        lemma=lemma_of(token),
        listed=is_listed(token) or token.pos_ == "NOUN",
        head=head,
        position=position,
        distance=max(distance, 0),
    )


def cue_at(site: Site, evidence: str, token: "Token", head: "Token | None") -> Cue:
    """A cue of one word, with its position and distance from the quotation."""
    if token.i < site.start:
        return make_cue(evidence, token, head, position="before", distance=site.start - token.i - 1)
    return make_cue(evidence, token, head, position="after", distance=token.i - site.end)


def free_subject(site: Site, verb: "Token") -> "Token | None":
    """Whoever does a verb, if that is the writer's own word."""
    subject = grammar.subject_of(verb)
    return subject if subject is not None and site.is_free(subject) else None


def make_bare_cue(site: Site, evidence: str, head: "Token", tokens: tuple[int, int], *, position: Position) -> Cue:
    """A cue that is a mark, not a word: a colon or a dash beside a name."""
    return Cue(
        evidence=evidence,
        tokens=tokens,
        lemma=site.doc[tokens[0]].text,
        listed=True,
        head=head,
        position=position,
        distance=0,
    )
