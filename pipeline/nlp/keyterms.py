"""What a text is about: its key terms, noun phrases of one to four words, weighed by textacy's network of words.

Candidates are the common nouns of the text with the adjectives and nouns before them, wherever they stand, inside
quotations too; names are left out, since `entities.csv` has them. Forms of one lemma are one term, and it is shown
in the form the text uses most. Each stretch of a phrase goes to the longest term that the text repeats; the terms in
their order make a network, in which two are joined where they stand near each other, and a term weighs what PageRank
gives it, with a preference for what comes early in the text. That is PositionRank (Florescu and Caragea 2017): TextRank
(Mihalcea and Tarau 2004) with counted edges, a wide window and that preference.

The ready-made functions of `textacy.extract.keyterms` are not used. They weigh a phrase by the sum of its words, so
that «large working class capable», said once, goes before «working class», and they give lemmas in small letters,
"russian worker", without their places. YAKE prefers names, sCAKE is quadratic in words, and SGRank takes longer than
the parse.
"""

import re
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.nlp import lexicons
from pipeline.nlp.frames import Frame
from pipeline.quotes.words import count_words
from pipeline.records import KeyTerm, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 4
"""Words of a term: beyond these a phrase describes more than it names."""
_WINDOW = 10
"""Terms that stand within so many of each other are joined, as in SingleRank."""
_NODES = 500
"""The network is of the most frequent terms alone, so that its size is bounded, whatever the length of the text."""
_FEWEST, _MOST, _WORDS_A_TERM = 5, 20, 50
_HYPHENS = frozenset("-‐‑")
_LONGEST_WORD = 50
_WORD = re.compile(r"(?=.*[^\W\d_]{2})[^\W_][\w\u0300-\u036f'’‐‑-]*")
"""Two letters in it beside each other, and nothing but letters, digits, apostrophes and hyphens."""
_QUALIFYING_NAMES = frozenset({"NORP", "GPE", "LOC", "FAC", "ORG", "LANGUAGE", "EVENT"})
"""«the Russian revolution», «the Petrograd garrison»: such a name may stand before the noun; a person's may not."""

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a phrase, parts joined by hyphens being one: its place, its lemma in small letters, what it can be.

    ``is_noun`` says that a term may end with it; ``is_name`` that it is one at first sight.
    """

    start: int
    end: int
    key: str
    is_noun: bool
    is_name: bool


Phrase = Sequence[Word]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """The terms of a text: how often each stands in it, and in what order, each stretch under its longest."""

    counts: Counter[_Key]
    sequence: list[_Key]


def find_phrases(frame: Frame) -> Iterator[Phrase]:
    """Every longest run of adjectives and nouns in the text's own words of a frame; stand-ins part them."""
    run: list[Word] = []
    for tokens in _words(frame):
        word = _word(frame, tokens)
        if word is None or tokens[0].is_sent_start:
            yield from _whole(run)
            run = []
        if word is not None:
            run.append(word)
    yield from _whole(run)


def find_key_terms(doc_id: str, phrases: Iterable[Phrase], mentions: Iterable[Mention], text: str) -> Iterator[KeyTerm]:
    """The key terms of a text, the weightiest first: one for fifty of its words, from five to twenty.

    ``phrases`` are those of all its frames, in any order, ``mentions`` its names. ``score`` is relative: the
    weightiest term of each text has 1.
    """
    ordered = sorted((phrase for phrase in phrases if phrase), key=lambda phrase: phrase[0].start)
    runs = list(_without_names(ordered, mentions))
    terms = _terms(runs)
    weights = _weights(terms)
    wanted = min(_MOST, max(_FEWEST, count_words(text) // _WORDS_A_TERM))
    ranked = sorted(weights, key=lambda key: (-weights[key], -terms.counts[key], key))[:wanted]
    forms = _forms(runs, frozenset(ranked), text)
    for rank, key in enumerate(ranked, 1):
        yield KeyTerm(doc_id=doc_id, rank=rank, term=forms[key], score=weights[key], n_occurrences=terms.counts[key])


def load_network() -> None:
    """Load all that weighing terms takes, before a long text is read.

    Loaded among what is found in the text, it would keep the memory of that from being given back.
    """
    lexicons.general_nouns()
    _page_ranks(("one", "other"))


def _words(frame: Frame) -> Iterator[list["Token"]]:
    """The tokens of each word: those of «working-class» are one word, and a stand-in is a word without a place."""
    group: list[Token] = []
    for token in frame.doc:
        if group and not _is_joined(frame, group[-1], token):
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _is_joined(frame: Frame, token: "Token", follower: "Token") -> bool:
    touching = frame.places[token.i][1] == frame.places[follower.i][0] >= 0
    return touching and (token.text in _HYPHENS) != (follower.text in _HYPHENS)


def _word(frame: Frame, tokens: Sequence["Token"]) -> Word | None:
    """The word that tokens make, if it can be part of a term."""
    last = tokens[-1]
    start, end = frame.places[tokens[0].i][0], frame.places[last.i][1]
    if start < 0 or end - start > _LONGEST_WORD or last.is_stop or not _qualifies(last):
        return None
    before = "".join(token.text for token in tokens[:-1])
    if not _WORD.fullmatch(before + last.text):
        return None
    key = before + (last.lemma_ if last.pos_ == "NOUN" and last.lemma_ else last.text)
    is_name = last.pos_ == "PROPN"
    key = sys.intern(key.lower())  # a book has hundreds of thousands of words: each form is held but once
    return Word(start=start, end=end, key=key, is_noun=is_name or last.pos_ == "NOUN", is_name=is_name)


def _qualifies(token: "Token") -> bool:
    """Whether a token is a noun, or may stand before one in a term: «the *ruling* class»."""
    return token.pos_ in {"NOUN", "PROPN", "ADJ"} or (token.pos_ == "VERB" and token.dep_ == "amod")


def _whole(run: Sequence[Word]) -> Iterator[Phrase]:
    """The run as far as its last noun, if it has one."""
    length = next((number for number in range(len(run), 0, -1) if run[number - 1].is_noun), 0)
    if length:
        yield tuple(run[:length])


def _without_names(phrases: Sequence[Phrase], mentions: Iterable[Mention]) -> Iterator[Phrase]:
    """What is left of phrases, in the order of the text, when names are taken out; some may stay as qualifiers."""
    places = sorted((mention.start, mention.end, mention.label) for mention in mentions)
    common = {word.key for phrase in phrases for word in phrase if word.is_noun and not word.is_name}
    passed = 0
    for phrase in phrases:
        run: list[Word] = []
        for word in phrase:
            while passed < len(places) and places[passed][1] <= word.start:
                passed += 1
            named = passed < len(places) and places[passed][0] < word.end
            if named and places[passed][2] not in _QUALIFYING_NAMES:
                yield from _whole(run)
                run = []
            else:
                is_noun = not named and word.is_noun and _is_common(word, common)
                run.append(word if is_noun == word.is_noun else replace(word, is_noun=is_noun))
        yield from _whole(run)


def _is_common(word: Word, common: Container[str]) -> bool:
    """Whether a noun is no name: the text writes it small too («the Revolution»), or it is a doctrine («Marxism»)."""
    return not word.is_name or word.key in common or word.key.endswith("ism")


def _terms(runs: Sequence[Phrase]) -> _Terms:
    """The terms that the text repeats; where there are hardly any, those it has once as well."""
    for least in (2, 1):
        counts = _counts(runs, least=least)
        if len(counts) >= _FEWEST:
            break
    levels = range(2, least - 1, -1)
    one_of = {key: key for key in counts}
    return _Terms(counts=counts, sequence=[one_of[key] for run in runs for key in _segments(run, counts, levels)])


def _counts(runs: Sequence[Phrase], *, least: int) -> Counter[_Key]:
    """How often each term stands in the text, inside longer ones too, of those that do so ``least`` times."""
    words = Counter(word.key for run in runs for word in run)
    keys = (_key(run[start:end]) for run in runs for start, end in _stretches(run))
    # A phrase is no more frequent than its rarest word: what cannot be often enough is not counted.
    terms = Counter(key for key in keys if all(words[part] >= least for part in key))
    return Counter({key: count for key, count in terms.items() if count >= least})


def _stretches(run: Phrase) -> Iterator[tuple[int, int]]:
    """Every stretch of a run that may be a term, the longest first, those of one length from the left."""
    general = lexicons.general_nouns()
    heads = [number for number, word in enumerate(run) if word.is_noun and word.key not in general]
    for length in range(min(LONGEST, len(run)), 0, -1):
        yield from ((head + 1 - length, head + 1) for head in heads if head + 1 >= length)


def _segments(run: Phrase, counts: Mapping[_Key, int], levels: Iterable[int]) -> list[_Key]:
    """The terms of a run in their order, each word in one alone: the longest takes what it can.

    Terms that stand in the text as often as the first of ``levels`` says take before those that do as the next says.
    """
    taken: dict[int, _Key] = {}
    free = [True] * len(run)
    for least in levels:
        for start, end in _stretches(run):
            key = _key(run[start:end])
            if all(free[start:end]) and counts.get(key, 0) >= least:
                taken[start] = key
                free[start:end] = [False] * (end - start)
    return [taken[start] for start in sorted(taken)]


def _key(words: Phrase) -> _Key:
    return tuple(word.key for word in words)


def _weights(terms: _Terms) -> dict[_Key, float]:
    """What each of the most frequent terms weighs, the weightiest 1.

    A phrase says more than a word: its PageRank is multiplied by the number of its words, as in TextRank, where it
    has the sum of theirs.
    """
    frequent = {
        key for key, _ in sorted(Counter(terms.sequence).items(), key=lambda item: (-item[1], item[0]))[:_NODES]
    }
    names = {key: " ".join(key) for key in sorted(frequent)}
    ranks = _page_ranks([names[key] for key in terms.sequence if key in frequent])
    weights = {key: ranks[name] * len(key) for key, name in names.items()}
    heaviest = max(weights.values(), default=1.0)
    return {key: round(weight / heaviest, 3) for key, weight in weights.items()}


def _page_ranks(names: Sequence[str]) -> dict[str, float]:
    """The PageRank of each name in the network of those that stand near each other."""
    if len(set(names)) < 2:
        return dict.fromkeys(names, 1.0)
    # Imported where it is needed: it takes more than a second, once a process.
    from textacy.representations.network import build_cooccurrence_network, rank_nodes_by_pagerank

    graph = build_cooccurrence_network(names, window_size=_WINDOW, edge_weighting="count")
    graph.remove_edges_from([(name, name) for name in graph if graph.has_edge(name, name)])
    bias: dict[str, float] = dict.fromkeys(names, 0.0)
    for position, name in enumerate(names, 1):
        bias[name] += 1 / position
    return dict(rank_nodes_by_pagerank(graph, personalization=bias))


def _forms(runs: Iterable[Phrase], keys: Container[_Key], text: str) -> dict[_Key, str]:
    """The form of each term that the text uses most: one with a capital counts for the small one, if there is that."""
    found: dict[_Key, Counter[str]] = {}
    for run in runs:
        for start, end in _stretches(run):
            key = _key(run[start:end])
            if key in keys:
                form = " ".join(text[run[start].start : run[end - 1].end].split())
                found.setdefault(key, Counter())[form] += 1
    return {key: _commonest(forms) for key, forms in found.items()}


def _commonest(forms: Mapping[str, int]) -> str:
    counts: Counter[str] = Counter()
    for form, count in forms.items():
        small = form[:1].lower() + form[1:]
        counts[small if small in forms else form] += count
    return min(counts, key=lambda form: (-counts[form], sum(map(str.isupper, form)), form))
