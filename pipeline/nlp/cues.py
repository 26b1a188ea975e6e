"""The words that introduce a quotation, and how they stand to it.

Position beside a mark counts for as much as the verb (FIELD: 7,460 distinct cues in PolNeAR),
so that any verb directly beside a quotation is a cue, a listed one is a better cue, and each
kind of evidence has a name of its own whose precision is measured.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pipeline.nlp import grammar, lexicons
from pipeline.nlp.frames import Frame
from pipeline.records import Position

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Intro = Literal["colon", "comma", "verb", "that", "word", "stop", "start"]

_COLONS = frozenset({":", "–", "—", "--", "-"})
_COMMAS = frozenset({",", ";"})
_STOPS = frozenset({".", "!", "?", "…", "..."})
_OPENERS = frozenset({"(", "[", "“", "‘", '"', "'", "«", "„"})
_MAIN = frozenset({"ROOT", "conj", "ccomp", "advcl"})
_AFTER_LIMIT = 14
"""How many tokens after a quotation its tag may begin: «“…”, the old man by the door at last said»."""


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
    masked: frozenset[int]

    @property
    def doc(self) -> "Doc":
        """The frame's parsed tokens."""
        return self.frame.doc


def make_site(frame: Frame, span: int, parent: int | None) -> Site:
    """The site of one span of a frame; ``parent`` is the span it stands inside, if in this frame."""
    start, end = frame.spans[span]
    low, high = frame.spans[parent] if parent in frame.spans and parent is not None else (0, len(frame.doc))
    others = (range(*tokens) for index, tokens in frame.spans.items() if index != parent)
    masked = frozenset(token for tokens in others for token in tokens)
    return Site(frame=frame, start=start, end=end, low=low, high=high, masked=masked)


def intro_of(site: Site) -> Intro:
    """What stands directly before the quotation."""
    if site.start <= site.low or site.doc[site.start - 1].lower_ in _OPENERS:
        return "start"
    before = site.doc[site.start - 1]
    if before.text in _COLONS:
        return "colon"
    if before.text in _COMMAS:
        return "comma"
    if before.text in _STOPS or before.i in site.masked:
        return "stop"
    if before.lower_ == "that":
        return "that"
    return "verb" if is_listed(before) else "word"


def is_listed(token: "Token") -> bool:
    """Whether a token is a verb of the lexicon, by lemma or, where the tagger erred, by its form."""
    if token.pos_ not in {"VERB", "AUX", "NOUN", "ADJ", "PROPN"}:
        return False
    verbs = lexicons.cue_verbs()
    if token.pos_ == "VERB":
        return token.lemma_.lower() in verbs
    return token.lower_ in {"said", "says", "wrote", "writes", "asked", "replied", "added", "told"}


def find_cues_before_block(frame: Frame) -> Iterator[Cue]:
    """Every reading of who says a block, from the last sentence of the paragraph before it."""
    end = len(frame.doc)
    masked = frozenset(token for tokens in frame.spans.values() for token in range(*tokens))
    site = Site(frame=frame, start=end, end=end, low=0, high=end, masked=masked)
    if end == 0 or intro_of(site) not in {"colon", "comma", "word", "verb"}:
        return
    for find in (_verb_before, _noun_of_words, _name_and_colon, _according_to_before):
        for cue in find(site):
            yield replace(cue, evidence=f"paragraph before: {cue.evidence}")


def find_cues(site: Site) -> Iterator[Cue]:
    """Every reading of who says the quotation, from its own sentence and the one before it."""
    yield from _tag_after(site)
    yield from _verb_before(site)
    yield from _governing_verb(site)
    yield from _according_to(site)
    yield from _noun_of_words(site)
    yield from _name_and_colon(site)
    yield from _dash_and_name(site)
    yield from _sentence_before(site)
    yield from _sentence_after(site)


# --- after -----------------------------------------------------------------------------------------------


def _tag_after(site: Site) -> Iterator[Cue]:
    """«“…”, Lenin wrote», «“…” said the old man»: a clause of speech attached to the end."""
    first = _first_after(site)
    if first is None or not _is_attached(site, first):
        return
    verb = _tag_verb(site, first)
    if verb is None:
        return
    head = _tag_subject(site, verb, first)
    order = "subject first" if head is not None and head.i < verb.i else "verb first"
    yield _cue(site, f"tag after, {order}", verb, head, position="after", distance=verb.i - site.end)


def _first_after(site: Site) -> int | None:
    """The first word after the quotation, past a comma or a dash."""
    position = site.end
    while position < site.high and site.doc[position].text in _COMMAS | _COLONS:
        position += 1
    if position >= site.high or position in site.masked or site.doc[position].is_punct:
        return None
    return position


def _is_attached(site: Site, first: int) -> bool:
    """Whether the words after the quotation go on with its sentence rather than begin another."""
    if first > site.end:
        return True
    last = _last_inside(site)
    if last in _COMMAS | {"—", "–", "-"}:
        return True
    token = site.doc[first]
    if last in _STOPS:
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
        if token.i in site.masked or token.text in _STOPS | {";", ":"}:
            break
        if is_listed(token) and not _is_deep(token, first):
            return token
        if fallback is None and token.pos_ == "VERB" and token.i - first <= 4 and token.tag_ not in {"VB", "VBG"}:
            fallback = token
    return fallback


def _is_deep(verb: "Token", first: int) -> bool:
    """Whether a verb belongs to a relative clause of the tag's subject: «said Smith, who wrote»."""
    return verb.dep_ in {"relcl", "acl"} and verb.head.i >= first


def _tag_subject(site: Site, verb: "Token", first: int) -> "Token | None":
    subject = grammar.subject_of(verb)
    if subject is not None and subject.i in site.masked:
        subject = None
    if subject is None and verb.i - first <= 2:
        subject = grammar.noun_after(verb, limit=6)
    if subject is None:
        subject = _noun_before(site, verb, first)
    return subject


def _noun_before(site: Site, verb: "Token", first: int) -> "Token | None":
    """The last noun between the quotation and its verb, where the parser found no subject."""
    for token in reversed(site.doc[first : verb.i]):
        if token.i not in site.masked and token.pos_ in {"PROPN", "PRON", "NOUN"}:
            return token
    return None


# --- before ----------------------------------------------------------------------------------------------


def _verb_before(site: Site) -> Iterator[Cue]:
    """«Lenin wrote: “…”», «she said, “…”», «he said “…”»: the nearest verb that can introduce words."""
    intro = intro_of(site)
    if intro not in {"colon", "comma", "verb", "that"}:
        return
    for verb in _verbs_before(site, intro):
        head = _subject_before(site, verb)
        if is_listed(verb) or (head is not None and _is_person_like(head)):
            distance = site.start - verb.i - 1
            yield _cue(site, f"verb before, {intro}", verb, head, position="before", distance=distance)
            return


def _verbs_before(site: Site, intro: Intro) -> list["Token"]:
    """Verbs of the introducing sentence: listed ones, nearest first, participles after a noun last; then others.

    «said in a statement posted online: “…”» is introduced by "said".
    """
    tokens = _sentence_up_to(site)
    listed = [token for token in reversed(tokens) if is_listed(token) and _reaches(site, token, intro)]
    verbs = sorted(listed, key=lambda token: token.dep_ in {"acl", "relcl"})
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
    subject = grammar.subject_of(verb)
    return None if subject is not None and subject.i in site.masked else subject


def _governing_verb(site: Site) -> Iterator[Cue]:
    """«wrote that revolution begins with “…”»: a listed verb whose clause holds the quotation."""
    seen: set[int] = set()
    for head in grammar.quote_heads(site.doc, site.start, site.end):
        for ancestor in head.ancestors:
            if ancestor.i in site.masked or not site.low <= ancestor.i < site.high or ancestor.i in seen:
                continue
            seen.add(ancestor.i)
            if is_listed(ancestor):
                place: Position = "before" if ancestor.i < site.start else "after"
                distance = site.start - ancestor.i - 1 if place == "before" else ancestor.i - site.end
                subject = _subject_before(site, ancestor)
                yield _cue(site, "governing verb", ancestor, subject, position=place, distance=distance)


def _according_to(site: Site) -> Iterator[Cue]:
    """«according to Smith», in the quotation's sentence."""
    yield from _according_in(site, _sentence_of(site))


def _according_to_before(site: Site) -> Iterator[Cue]:
    """«according to Smith:», in the sentence that ends before a block."""
    yield from _according_in(site, _sentence_up_to(site))


def _according_in(site: Site, tokens: Sequence["Token"]) -> Iterator[Cue]:
    for token, follower in zip(tokens, tokens[1:], strict=False):
        if token.lower_ != "according" or follower.lower_ != "to":
            continue
        head = grammar.noun_after(follower, limit=8)
        if head is not None:
            place: Position = "before" if token.i < site.start else "after"
            distance = site.start - follower.i - 1 if place == "before" else token.i - site.end
            yield Cue(
                evidence="according to",
                tokens=(token.i, follower.i + 1),
                lemma="according to",
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
    if intro_of(site) == "stop":
        return
    for token in reversed(_sentence_up_to(site) if site.start > site.low else []):
        if site.start - token.i > 8:
            return
        if token.pos_ == "NOUN" and token.lemma_.lower() in lexicons.cue_nouns():
            owner = _owner(token)
            if owner is not None:
                distance = site.start - token.i - 1
                yield _cue(site, "words of", token, owner, position="before", distance=distance)
                return


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
        yield _bare(site, "name and colon", grammar_head(head), (colon, colon + 1), position="before")


def _dash_and_name(site: Site) -> Iterator[Cue]:
    """«“…” — Smith»: a signature after a dash, to the end of the paragraph."""
    if site.end >= site.high or site.doc[site.end].text not in _COLONS - {":"} | {"("}:
        return
    rest = [token for token in site.doc[site.end + 1 : site.high] if not token.is_punct]
    if rest and len(rest) <= 12 and rest[0].pos_ == "PROPN" and not any(token.pos_ == "VERB" for token in rest):
        yield _bare(site, "signature after a dash", grammar_head(rest[0]), (site.end, site.end + 1), position="after")


def grammar_head(token: "Token") -> "Token":
    """The last token of the run of proper nouns that begins here: the head of a name."""
    head = token
    while head.pos_ == "PROPN" and head.i + 1 < len(head.doc) and head.doc[head.i + 1].pos_ == "PROPN":
        head = head.doc[head.i + 1]
    return head


# --- neighbours ------------------------------------------------------------------------------------------


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
        yield _cue(site, "sentence before", main, _subject_before(site, main), position="before", distance=distance)


def _sentence_after(site: Site) -> Iterator[Cue]:
    """«“We shall win.” Smith said it twice.»: a listed verb in the sentence after."""
    if site.end >= site.high or site.end in site.masked or not site.doc[site.end].is_sent_start:
        return
    sent = site.doc[site.end].sent
    for token in sent[: _AFTER_LIMIT - 4]:
        if token.i in site.masked or token.i >= site.high:
            return
        if is_listed(token) and token.dep_ == "ROOT":
            subject = _subject_before(site, token)
            if subject is not None:
                distance = token.i - site.end
                yield _cue(site, "sentence after", token, subject, position="after", distance=distance)
            return


def _cue(site: Site, evidence: str, token: "Token", head: "Token | None", *, position: Position, distance: int) -> Cue:
    return Cue(
        evidence=evidence,
        tokens=(token.i, token.i + 1),
        lemma=token.lemma_.lower(),
        listed=is_listed(token) or token.pos_ == "NOUN",
        head=head,
        position=position,
        distance=max(distance, 0),
    )


def _bare(site: Site, evidence: str, head: "Token", tokens: tuple[int, int], *, position: Position) -> Cue:
    return Cue(
        evidence=evidence,
        tokens=tokens,
        lemma=site.doc[tokens[0]].text,
        listed=True,
        head=head,
        position=position,
        distance=0,
    )
