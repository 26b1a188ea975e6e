"""Speech frames made from reported speech: "X said that S" also trains as “S,” said X.

The free treebanks hold few quotations whose frame follows, and fewer with the verb before its subject; essays and
fiction are full of them. A sentence whose root is a verb of saying with nothing but a subject and a clause is told
again in the other orders, its analysis unchanged.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from training.clauses import REPORTING

PAST = """added admitted announced answered argued asked claimed commented concluded continued declared explained
    insisted noted observed proclaimed recalled remarked replied reported said said stated warned wrote
    wrote wrote""".split()
PRESENT = """adds argues asks claims concludes declares explains insists notes observes recalls replies says warns
    writes""".split()
ORDERS = ("subject verb", "verb subject", "before")
# The share of told frames after which the text goes on: “S,” said X. “T.” or X asked, “S?” T.
GOES_ON = 0.6
ENDS = (".", ".", ".", "?", "!")


@dataclass(frozen=True, slots=True)
class Part:
    """A word of the sentence to be made: an old token or a new mark, which hangs under the clause."""

    form: str
    tag: str
    pos: str
    dep: str
    token: Token | None = None
    space: bool = True


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb of saying with its subject and what is said."""

    verb: Token
    subject: list[Token]
    said: list[Token]
    clause: Token


def reframe(docs: list[Doc], chance: random.Random, *, times: int = 6) -> Iterator[Doc]:
    """Yields each speech frame of the documents told several times, in every order, with other subjects too."""
    subjects = [subject for doc in docs for token in doc if (subject := _named_subject(token))]
    frames = [frame for doc in docs for sentence in doc.sents if (frame := find_frame(sentence)) is not None]
    for frame in frames:
        for turn in range(times):
            order = ORDERS[turn % len(ORDERS)]
            pronoun = frame.subject[-1].tag_ == "PRP"
            swap = chance.random() < (0.9 if pronoun and order == "verb subject" else 0.5)
            other = chance.choice(subjects) if swap else frame.subject
            subject = frame.subject if other[0] in frame.said else other
            told = tell(Frame(frame.verb, subject, frame.said, frame.clause), order, chance)
            yield go_on(told, order, chance.choice(frames), chance) if chance.random() < GOES_ON else told


def go_on(told: Doc, order: str, following: Frame, chance: random.Random) -> Doc:
    """A told frame and a sentence after it: in marks after “S,” said X., mostly without where the frame came first."""
    in_marks = chance.random() < (0.8 if order != "before" else 0.1)
    both = Doc.from_docs([told, utter(following, in_marks=in_marks)])
    assert both is not None  # from_docs returns None for no docs alone
    return both


def _named_subject(token: Token) -> list[Token]:
    """The words of a short subject that is a name or begins with an article; none where the token is not one."""
    if token.dep_ != "nsubj" or token.tag_ not in ("NNP", "NN"):
        return []
    words = list(token.subtree)
    unbroken = words[-1].i - words[0].i == len(words) - 1
    short = len(words) <= 4 and words[-1] == token and not any(word.is_punct for word in words)
    return words if unbroken and short and (token.tag_ == "NNP" or words[0].tag_ == "DT") else []


def find_frame(sentence: Span) -> Frame | None:
    """The frame that a sentence consists of, `None` where it is something else."""
    verb = sentence.root
    children = [child for child in verb.children if child.dep_ != "punct"]
    if verb.lemma_ not in REPORTING or verb.tag_ not in ("VBD", "VBZ"):
        return None
    if sorted(child.dep_ for child in children) != ["ccomp", "nsubj"]:
        return None
    subject, clause = sorted(children, key=lambda child: child.dep_ == "ccomp")
    said = _strip(list(clause.subtree), clause)
    whole = said and said[-1].i - said[0].i == len(said) - 1 and 3 <= len(said) <= 40
    if not whole or clause not in said or any(token.tag_ in ("``", "''") for token in said):
        return None
    return Frame(verb=verb, subject=_strip(list(subject.subtree), subject), said=said, clause=clause)


def _strip(tokens: list[Token], clause: Token) -> list[Token]:
    """The tokens of a clause without "that" and without marks at either end."""
    tokens = [t for t in tokens if not (t.dep_ == "mark" and t.lower_ == "that" and t.head == clause)]
    while tokens and tokens[0].is_punct and tokens[0] != clause:
        tokens = tokens[1:]
    while tokens and tokens[-1].is_punct and tokens[-1] != clause:
        tokens = tokens[:-1]
    return tokens


def tell(frame: Frame, order: str, chance: random.Random) -> Doc:
    """The frame told in one of the `ORDERS`."""
    subject = [_old(token) for token in frame.subject]
    subject[-1] = _spaced(subject[-1])
    verb = Part(_verb(frame.verb, chance), frame.verb.tag_, "VERB", "ROOT", frame.verb)
    said = [_old(token) for token in frame.said]
    said[-1] = _glued(said[-1])
    stop = Part(".", ".", "PUNCT", "punct")
    if order == "before":
        opening = [_capital(subject[0]), *subject[1:], _glued(verb), _mark(chance.choice((",", ":")))]
        end = chance.choice(ENDS)
        stop = Part(end, ".", "PUNCT", "punct")
        return _doc(frame, [*opening, _quote(True), _capital(said[0]), *said[1:], _glued(stop), _quote(False)])
    end = Part(",", ",", "PUNCT", "punct", space=False)
    spoken = [_quote(True), _capital(said[0]), *said[1:], end, _quote(False)]
    telling = [*subject, _glued(verb)] if order == "subject verb" else [verb, *subject[:-1], _glued(subject[-1])]
    return _doc(frame, [*spoken, *telling, stop])


def utter(frame: Frame, *, in_marks: bool = True) -> Doc:
    """What is said, as a sentence of its own, in marks or without."""
    said = [_old(token) for token in frame.said]
    place = frame.said.index(frame.clause)
    said[place] = Part(said[place].form, said[place].tag, said[place].pos, "ROOT", frame.clause, said[place].space)
    said[-1] = _glued(said[-1])
    stop = Part(".", ".", "PUNCT", "punct", space=False)
    sentence = [_capital(said[0]), *said[1:], stop]
    return _doc(frame, [_quote(True), *sentence, _quote(False)] if in_marks else sentence, root=frame.clause)


def _verb(verb: Token, chance: random.Random) -> str:
    """The verb itself or another of saying in the same tense."""
    return verb.text if chance.random() < 0.4 else chance.choice(PAST if verb.tag_ == "VBD" else PRESENT)


def _old(token: Token) -> Part:
    form = token.text
    if token.is_sent_start and token.tag_ in ("DT", "PRP", "PRP$", "IN") and token.lower_ != "i":
        form = token.lower_
    return Part(form, token.tag_, token.pos_, token.dep_, token, bool(token.whitespace_))


def _glued(part: Part) -> Part:
    return Part(part.form, part.tag, part.pos, part.dep, part.token, space=False)


def _spaced(part: Part) -> Part:
    return Part(part.form, part.tag, part.pos, part.dep, part.token, space=True)


def _capital(part: Part) -> Part:
    return Part(part.form[:1].upper() + part.form[1:], part.tag, part.pos, part.dep, part.token, part.space)


def _mark(form: str) -> Part:
    return Part(form, form, "PUNCT", "punct")


def _quote(opens: bool) -> Part:
    return Part('"', "``" if opens else "''", "PUNCT", "punct", space=not opens)


def _doc(frame: Frame, parts: list[Part], *, root: Token | None = None) -> Doc:
    """The Doc of a sentence with the verb of saying, or the given token, at its root."""
    places = {part.token: place for place, part in enumerate(parts) if part.token is not None}
    top, clause = places[root or frame.verb], places[frame.clause]
    heads: list[int] = []
    for place, part in enumerate(parts):
        if part.token is None:
            heads.append(top if place == len(parts) - 1 or part.form == ":" else clause)
        else:
            heads.append(top if place == top else places.get(part.token.head, top))
    return Doc(
        frame.verb.vocab,
        words=[part.form for part in parts],
        spaces=[part.space for part in parts[:-1]] + [False],
        tags=[part.tag for part in parts],
        pos=[part.pos for part in parts],
        heads=heads,
        deps=[part.dep for part in parts],
    )
