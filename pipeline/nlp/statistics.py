"""Figures on a text as a whole: sentences, different words, readability, lexical diversity.

Words are those that are counted everywhere (`pipeline.quotes.words`), not the tokens of the parser, for which "didn’t"
is two; sentences are those of the parser, in the text and inside its quotations.
"""

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.nlp.frames import Frame
from pipeline.nlp.syllables import count_syllables
from pipeline.quotes.spans import QuotedSpan
from pipeline.quotes.words import find_words
from pipeline.records import TextStatistics

SHORTEST = 100
"""Words below which readability and diversity are not given: Flesch measured on samples of a hundred words, and
McCarthy and Jarvis (2010) found MTLD steady from about as many."""
_DIVERSE = 0.72
"""The share of different words at which a run ends, after McCarthy and Jarvis (2010)."""


def find_sentences(frame: Frame, spans: Sequence[QuotedSpan]) -> Iterator[int]:
    """Where sentences begin in a frame, in code points: in a quotation, all but the one its first words go on with.

    «She said: “It is late. We go.”» is two sentences. A paragraph always begins one.
    """
    unit = frame.unit
    begins = [_first_place(frame, sent.start, sent.end) for sent in frame.doc.sents]
    if unit.span is None:
        yield unit.start
    elif unit.start == spans[unit.span].start:
        begins = begins[1:]
    yield from (place for place in begins if place >= 0)


def describe_text(doc_id: str, text: str, sentences: Sequence[int]) -> TextStatistics:
    """The figures on a text; ``sentences`` are where they begin, in any order. What has no meaning is None.

    Readability is by Flesch (1948) and by Kincaid and others (1975); diversity is the MTLD of McCarthy and Jarvis
    (2010), which does not fall with the length of a text. It is left out where the text is shorter than a run in it.
    """
    one_of: dict[str, str] = {}
    words: list[str] = []
    starts = array("q")
    for match in find_words(text):  # a book has a million of them: each is kept but once
        word = _plain(match.group())
        words.append(one_of.setdefault(word, word))
        starts.append(match.start())
    counts = Counter(words)
    n_sentences = _count_filled(sorted(sentences), starts)
    mean = len(words) / n_sentences if words else None
    ease = grade = mtld = None
    if mean is not None and len(words) >= SHORTEST:
        ease, grade = _readability(mean, _syllables(counts) / len(words))
        mtld = _diversity(words)
    return TextStatistics(
        doc_id=doc_id,
        n_sentences=n_sentences,
        n_unique_words=len(counts),
        words_per_sentence=_rounded(mean),
        flesch_reading_ease=_rounded(ease),
        flesch_kincaid_grade=_rounded(grade),
        mtld=_rounded(mtld),
    )


def _first_place(frame: Frame, start: int, end: int) -> int:
    """Where the first of some tokens that has a place stands; -1 where none has."""
    return next((frame.places[token][0] for token in range(start, end) if frame.places[token][0] >= 0), -1)


def _plain(word: str) -> str:
    return word.lower().replace("’", "'").replace("ʼ", "'")


def _count_filled(sentences: Sequence[int], words: Sequence[int]) -> int:
    """How many sentences have a word in them."""
    return len({bisect_right(sentences, start) for start in words})


def _syllables(counts: Mapping[str, int]) -> int:
    return sum(count_syllables(word) * count for word, count in counts.items())


def _readability(words_a_sentence: float, syllables_a_word: float) -> tuple[float, float]:
    """Flesch's reading ease and the Flesch-Kincaid grade."""
    ease = 206.835 - 1.015 * words_a_sentence - 84.6 * syllables_a_word
    grade = 0.39 * words_a_sentence + 11.8 * syllables_a_word - 15.59
    return ease, grade


def _diversity(words: Sequence[str]) -> float | None:
    """The MTLD, as textacy counts it; None where it comes out longer than the text: no run of words has ended in it."""
    found = (_mean_run(words) + _mean_run(reversed(words))) / 2
    return found if found <= len(words) else None


def _mean_run(words: Iterable[str]) -> float:
    """How long, on average, are the runs of words in which the share of different ones stays above a threshold.

    The run that the end of the text cuts off counts for as much of one as its share has fallen.
    """
    n_words = n_runs = 0
    length, rest = 0, 0.0
    different: set[str] = set()
    for word in words:
        n_words += 1
        length += 1
        different.add(word)
        share = len(different) / length
        if share < _DIVERSE:
            n_runs, length, rest = n_runs + 1, 0, 0.0
            different.clear()
        else:
            rest = (1.0 - share) / (1.0 - _DIVERSE)
    return n_words / (n_runs + rest + 1e-6)


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 1)
