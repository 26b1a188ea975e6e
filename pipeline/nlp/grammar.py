"""Who does what in a parsed sentence: subjects, mentions and heads, in the ClearNLP scheme."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.nlp import lexicons
from pipeline.titles import TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "csubj", "nsubjpass"})
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_SPEECHLESS = frozenset({"there", "what", "how", "if", "this", "that", "these", "which", "where", "when", "why"})
_TIMES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})
_TELLING = frozenset({"tell", "ask", "inform", "remind", "assure", "warn", "advise", "urge"})
_NUMBERS = frozenset({"CARDINAL", "ORDINAL"}) | _TIMES
_OPEN_CLAUSES = frozenset({"xcomp", "advcl", "conj", "ccomp", "pcomp", "dep", "parataxis", "acl", "prep"})
_OF = frozenset({"of", "for", "from", "at", "in", "on", "to", "with", "within", "among", "against", "behind", "by"})
_MAX_CLIMB = 6
_BESIDE = 8


def subject_of(verb: "Token") -> "Token | None":
    """The token that heads whoever does the verb: its subject, its agent, or that of the clause it depends on.

    «Smith, who said», «Smith rose, saying», «by Smith» of a passive and «said Smith» give Smith.
    """
    token = verb
    for _ in range(_MAX_CLIMB):
        found = _own_subject(token, passive=token is not verb)
        if found is not None:
            return _antecedent(found, token)
        if _is_passive(token) and token is verb:
            return None
        if token.dep_ in {"acl", "relcl"}:
            return token.head
        if token.dep_ not in _OPEN_CLAUSES or token.head is token:
            return None
        token = token.head
    return None


def _own_subject(verb: "Token", *, passive: bool) -> "Token | None":
    """The verb's own subject; of a passive its agent, and its subject only where that is asked for.

    «He was told» and «it was called» do not name who speaks; «he was quoted as saying» does. Where a
    parser sees several, as in «These sources, the lawyers said, “all …”», the nearest that can speak;
    what follows a verb of telling is who was told.
    """
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    if agent is not None:
        return next((child for child in agent.children if child.dep_ == "pobj"), None)
    wanted = SUBJECTS if passive else {"nsubj", "csubj"}
    subjects = [child for child in verb.children if child.dep_ in wanted]
    told = lexicons.cue_forms().get(verb.lower_, verb.lemma_.lower()) in _TELLING
    return min(
        subjects,
        key=lambda child: (not can_speak(child), told and child.i > verb.i, abs(child.i - verb.i)),
        default=None,
    )


def _is_passive(verb: "Token") -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def _antecedent(subject: "Token", verb: "Token") -> "Token | None":
    """What a relative pronoun stands for; the subject itself if it can speak, None if it cannot.

    «Smith, who said» gives Smith, by the tree or, where the tree fails, by what stands before "who".
    """
    if subject.lower_ in _RELATIVES:
        clause = _relative_clause(verb)
        return clause.head if clause is not None else _noun_just_before(subject)
    return subject if can_speak(subject) else None


def can_speak(token: "Token") -> bool:
    """Whether a token can head the name or description of a speaker: no time or number, no "there" or "what"."""
    is_nominal = token.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM"}
    return is_nominal and token.ent_type_ not in _TIMES and token.lower_ not in _SPEECHLESS


def phrase_beside(verb: "Token") -> "Token | None":
    """The noun that stands directly before a verb, brackets and adverbs between, else the one directly after it.

    «Elizabeth Warren (D-MA) said», «In other words, explained the moderator:» where a parser ties neither to its verb.
    """
    depth = 0
    for token in reversed(verb.doc[max(verb.i - _BESIDE, 0) : verb.i]):
        depth += (token.text in ")]") - (token.text in "([")
        if depth or token.text in "([" or token.pos_ in {"ADV", "AUX", "PART"}:
            continue
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and can_speak(token):
            return _head_of_phrase(token, verb)
        break
    return noun_after(verb, limit=_BESIDE)


def _relative_clause(verb: "Token") -> "Token | None":
    clause = verb
    for _ in range(_MAX_CLIMB):
        if clause.dep_ in {"relcl", "acl"}:
            return clause
        if clause.dep_ != "conj" or clause.head is clause:
            break
        clause = clause.head
    return None


def _noun_just_before(token: "Token") -> "Token | None":
    """The noun before a token, commas and dashes between."""
    for before in reversed(token.doc[max(token.i - 3, 0) : token.i]):
        if before.pos_ in {"NOUN", "PROPN"}:
            return before
        if not before.is_punct:
            return None
    return None


def _head_of_phrase(token: "Token", verb: "Token") -> "Token":
    """The head of the phrase that ends with a token, before a verb: «the leader of the city council» is a leader."""
    for _ in range(_MAX_CLIMB):
        head = token.head
        if token.dep_ == "compound" and token.i < head.i < verb.i:
            token = head
        elif (
            token.dep_ == "pobj"
            and head.dep_ == "prep"
            and head.head.pos_ in {"NOUN", "PROPN"}
            and head.head.i < head.i
        ):
            token = head.head
        else:
            break
    return token


def noun_after(verb: "Token", *, limit: int) -> "Token | None":
    """The head of the noun phrase that directly follows an inverted verb: «said the old man».

    The parser may call it an object; in this place, after a quotation, it is the speaker.
    """
    for token in verb.doc[verb.i + 1 : min(verb.i + 1 + limit, len(verb.doc))]:
        if token.is_punct or token.pos_ in {"VERB", "AUX", "SCONJ", "ADP"}:
            return None
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.tag_ != "PRP$":
            return phrase_head(token)
    return None


def name_head(token: "Token") -> "Token":
    """The last token of the run of proper nouns that begins here: the head of a name."""
    head = token
    while head.pos_ == "PROPN" and head.i + 1 < len(head.doc) and head.doc[head.i + 1].pos_ == "PROPN":
        head = head.doc[head.i + 1]
    return head


def is_pronoun(token: "Token") -> bool:
    """Whether a token refers to somebody named elsewhere.

    «Someone» and «everybody» are pronouns for Universal Dependencies and for the official English
    pipelines, but nobody's stand-in: their fine tag is that of a noun, and so they are taken here.
    """
    return token.pos_ == "PRON" and token.tag_ != "NN"


def names_nobody(head: "Token") -> bool:
    """Whether a token heads a pronoun that says there is nobody: «no one», «none of them»; «Mr Nobody» is a name."""
    before = head.doc[max(head.i - 2, 0) : head.i]
    if len(before) and before[-1].pos_ == "PROPN":
        return False
    forms = (head.doc[head.i - back : head.i + 1].text.lower() for back in range(len(before) + 1))
    return not lexicons.negative_pronouns().isdisjoint(forms)


def has_subject(verb: "Token") -> bool:
    """Whether a verb has a subject of its own."""
    return any(child.dep_ in SUBJECTS for child in verb.children)


def phrase_head(token: "Token") -> "Token":
    """The head of the run of names or nouns that begins with the token."""
    head = token
    for follower in token.doc[token.i + 1 : token.i + 8]:
        if follower.pos_ not in {"NOUN", "PROPN"} or is_pronoun(head):
            break
        head = follower
    return head


def mention_of(head: "Token") -> tuple[int, int]:
    """The tokens that make up a mention, as a half-open range.

    A name is the name alone («the Menshevik leader Julius Martov» gives Julius Martov), or the
    name in apposition to a common noun; anything else is its noun phrase, relative clauses and
    what follows a comma left out.
    """
    if is_pronoun(head):
        return head.i, head.i + 1
    if head.pos_ == "NOUN" or head.lower_ in lexicons.person_nouns():
        name = _name_in_apposition(head)
        if name is not None:
            return name_range(name)
    if (head.ent_type_ and head.ent_type_ not in _NUMBERS) or head.pos_ == "PROPN":
        start, end = _with_conjuncts(head)
        return _with_titles(head.doc, start, end)
    return _noun_phrase(head)


def _with_titles(doc: "Doc", start: int, end: int) -> tuple[int, int]:
    """A name with the titles before it: «Sen. Ada Lund», «Mr Lund»; a title alone has its article, «the Baron»."""
    while start > 0 and doc[start - 1].lower_.strip(".") in TITLES and doc[start - 1].text[:1].isupper():
        start -= 1
    alone = end - start == 1 and doc[start].lower_.strip(".") in TITLES
    return (start - 1, end) if alone and start > 0 and doc[start - 1].lower_ == "the" else (start, end)


def _name_in_apposition(head: "Token") -> "Token | None":
    """The person a noun phrase goes on to name: «its leader, Julius Martov,».

    Without commas, «the Menshevik leader Julius Martov wrote», a parser may see two subjects side by side.
    """
    for child in head.children:
        if child.dep_ == "appos" and child.i > head.i and (child.ent_type_ == "PERSON" or child.pos_ == "PROPN"):
            return child
    follower = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else head
    name = name_head(follower)
    beside = follower.pos_ == "PROPN" and name.head == head.head and name.dep_ == head.dep_ and name.head != name
    return name if beside else None


def _with_conjuncts(head: "Token") -> tuple[int, int]:
    """A name, with the names joined to it by "and": «Marx and Engels»."""
    start, end = name_range(head)
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ == "PROPN" and child.i - end <= 1:
            end = name_range(child)[1]
    return start, end


def name_range(head: "Token") -> tuple[int, int]:
    """The tokens of the name that a token belongs to: its entity, or the proper nouns around it."""
    doc = head.doc
    start = end = head.i
    if head.ent_type_:
        while start > 0 and doc[start].ent_iob_ == "I":
            start -= 1
        while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
            end += 1
        return _without_possessive(doc, *_trim(doc, start, end + 1))
    while start > 0 and _goes_before(doc[start - 1], doc[start], head):
        start -= 1
    return start, end + 1


def _goes_before(token: "Token", follower: "Token", head: "Token") -> bool:
    """Whether a token is part of the name that goes on after it; a hyphen joins whatever the tree says."""
    if token.pos_ == "PROPN":
        return token.head in (head, follower) or follower.text == "-" or token.dep_ in {"compound", "attr"}
    return token.text == "-" and token.i > 0 and token.nbor(-1).pos_ == "PROPN"


def _trim(doc: "Doc", start: int, end: int) -> tuple[int, int]:
    """The range without a leading article."""
    if end - start > 1 and doc[start].lower_ in {"the", "a", "an"}:
        return start + 1, end
    return start, end


def _without_possessive(doc: "Doc", start: int, end: int) -> tuple[int, int]:
    return (start, end - 1) if end - start > 1 and doc[end - 1].tag_ == "POS" else (start, end)


def _noun_phrase(head: "Token") -> tuple[int, int]:
    """A common noun with what stands before it and the "of" phrase after it."""
    start = head.i
    for token in _left_modifiers(head):
        start = min(start, token.left_edge.i)
    end = head.i + 1
    for child in head.children:
        if child.dep_ == "prep" and child.i == end and child.lower_ in _OF:
            stop = next((token.i for token in head.doc[child.i : child.right_edge.i + 1] if token.is_punct), None)
            stop = child.right_edge.i + 1 if stop is None else stop
            end = max(end, min(stop, child.i + 8)) if stop > child.i + 1 else end
    return start, end


def _left_modifiers(head: "Token") -> Iterator["Token"]:
    for child in head.children:
        if child.i < head.i and child.dep_ not in {
            "punct",
            "cc",
            "preconj",
            "relcl",
            "acl",
            "mark",
            "nsubj",
            "advcl",
            "prep",
            "cop",
        }:
            yield child


def quote_heads(doc: "Doc", start: int, end: int) -> Sequence["Token"]:
    """The tokens of a range whose head lies outside it, marks aside: what ties it to the sentence."""
    inside = [token for token in doc[start:end] if not token.is_punct]
    return [token for token in inside if not start <= token.head.i < end or token.head is token]
