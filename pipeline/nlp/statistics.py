"""Figures on a text as a whole: sentences, different words, readability, lexical diversity.

Words are those that are counted everywhere (`pipeline.quotes.words`), not the tokens of the parser, for which "didn’t"
is two; sentences are those of the parser, in the text and inside its quotations.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.nlp.frames import Frame
from pipeline.nlp.syllables import count_syllables
from pipeline.quotes.spans import QuotedSpan
from pipeline.quotes.words import find_words
from pipeline.records import TextStatistics

if TYPE_CHECKING:
    from spacy.vocab import Vocab

SHORTEST = 100
"""Words below which readability and diversity are not given: Flesch measured on samples of a hundred words, and
McCarthy and Jarvis (2010) found MTLD steady from about as many."""


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


def describe_text(doc_id: str, text: str, sentences: Sequence[int], *, vocab: "Vocab") -> TextStatistics:
    """The figures on a text; ``sentences`` are where they begin, in any order. What has no meaning is None.

    Readability is by Flesch (1948) and by Kincaid and others (1975); diversity is the MTLD of McCarthy and Jarvis
    (2010), which does not fall with the length of a text. It is left out where the text is shorter than a run in it.
    """
    words = [(match.start(), _plain(match.group())) for match in find_words(text)]
    counts = Counter(word for _, word in words)
    n_sentences = _count_filled(sorted(sentences), [start for start, _ in words])
    mean = len(words) / n_sentences if words else None
    ease = grade = mtld = None
    if mean is not None and len(words) >= SHORTEST:
        ease, grade = _readability(mean, _syllables(counts) / len(words))
        mtld = _diversity([word for _, word in words], vocab)
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


def _diversity(words: Sequence[str], vocab: "Vocab") -> float | None:
    """The MTLD; None where it comes out longer than the text, so that no run of words has ended in it."""
    # Imported where it is needed: it takes more than a second, once a process.
    from spacy.tokens import Doc
    from textacy.text_stats.diversity import mtld

    found = float(mtld(Doc(vocab, words=list(words))))
    return found if found <= len(words) else None


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 1)
