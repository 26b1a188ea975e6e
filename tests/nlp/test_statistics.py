"""Figures on a text: they are those a person reckons by hand, and missing where they would mean nothing."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.nlp import statistics
from pipeline.nlp.frames import Frame
from pipeline.nlp.statistics import SHORTEST, describe_text, find_sentences
from pipeline.nlp.units import Unit
from pipeline.quotes.spans import QuotedSpan
from pipeline.records import TextStatistics

TWO = "It/PRP/nsubj/rang rang/VBD/ROOT/rang ./rang We/PRP/nsubj/left left/VBD/ROOT/left ./left"
SPAN = QuotedSpan(
    paragraph=0,
    start=0,
    end=20,
    outer_start=0,
    outer_end=20,
    form="inline",
    marks="“”",
    parent=None,
    continues=None,
    repair="",
)


def of_unit(frame: Frame, *, span: int | None, start: int) -> Frame:
    unit = Unit(paragraph=0, span=span, start=start, end=frame.unit.end, children=())
    return Frame(unit=unit, doc=frame.doc, places=frame.places, spans={})


def test_a_paragraph_begins_a_sentence_and_every_sentence_in_it(frame_of: Callable[[str], Frame]) -> None:
    assert sorted(set(find_sentences(of_unit(frame_of(TWO), span=None, start=0), ()))) == [0, 10]


def test_the_first_words_of_a_quotation_go_on_with_the_sentence_it_stands_in(frame_of: Callable[[str], Frame]) -> None:
    assert list(find_sentences(of_unit(frame_of(TWO), span=0, start=0), [SPAN])) == [10]


def test_a_later_piece_of_a_quotation_begins_a_sentence(frame_of: Callable[[str], Frame]) -> None:
    before = replace(SPAN, start=-30, outer_start=-30)
    assert list(find_sentences(of_unit(frame_of(TWO), span=0, start=0), [before])) == [0, 10]


def test_a_sentence_of_stand_ins_alone_begins_none(frame_of: Callable[[str], Frame]) -> None:
    frame = frame_of(TWO)
    places = (*frame.places[:3], *[(-1, -1)] * 3)
    masked = Frame(unit=frame.unit, doc=frame.doc, places=places, spans={})
    assert set(find_sentences(masked, ())) == {0}


def described(text: str, sentences: Sequence[int] = (0,)) -> TextStatistics:
    return describe_text("d", text, sentences)


def test_a_short_text_has_counts_alone() -> None:
    assert described("The bell rang. The BELL didn’t; it didn't.", [0, 15]) == TextStatistics(
        doc_id="d",
        n_sentences=2,
        n_unique_words=5,
        words_per_sentence=4,
        flesch_reading_ease=None,
        flesch_kincaid_grade=None,
        mtld=None,
    )


def test_a_text_without_words_has_no_sentence() -> None:
    found = described("… — ?", [0, 2])
    assert (found.n_sentences, found.n_unique_words, found.words_per_sentence) == (0, 0, None)


def test_a_sentence_without_words_is_none() -> None:
    assert described("Ring. … Ring.", [0, 6, 8]).n_sentences == 2


def test_readability_is_that_of_the_formulas() -> None:
    # A hundred words of 150 syllables in five sentences.
    text = "table hand " * 50
    found = described(text, [place * 220 for place in range(5) if place * 220 < len(text)] * 2)
    sentences = found.n_sentences
    ease = 206.835 - 1.015 * 100 / sentences - 84.6 * 1.5
    grade = 0.39 * 100 / sentences + 11.8 * 1.5 - 15.59
    assert found.words_per_sentence == round(100 / sentences, 1)
    assert (found.flesch_reading_ease, found.flesch_kincaid_grade) == (round(ease, 1), round(grade, 1))


@pytest.mark.parametrize("n_words", [SHORTEST - 1, SHORTEST])
def test_readability_needs_a_hundred_words(n_words: int) -> None:
    found = described("table " * n_words)
    assert (found.flesch_reading_ease is None) == (n_words < SHORTEST)


def test_diversity_is_the_mean_length_of_runs_of_different_words() -> None:
    # Of two words by turns a run ends at the third, where two in three are different: 0.67 is below 0.72.
    assert described("bell light " * 150).mtld == 3
    # Whatever the length.
    assert described("bell light " * 1_500).mtld == 3


@pytest.mark.parametrize(("n_words", "n_different"), [(100, 9), (101, 40), (500, 150), (3_000, 400)])
def test_diversity_is_what_textacy_counts(blank: Language, n_words: int, n_different: int) -> None:
    from textacy.text_stats.diversity import mtld

    dice = random.Random(n_words)
    words = [
        f"w{chr(97 + dice.randrange(26))}{'xyz'[dice.randrange(3)] * dice.randrange(n_different)}"
        for _ in range(n_words)
    ]
    expected = mtld(Doc(blank.vocab, words=words))
    assert statistics._diversity(words) == (pytest.approx(expected) if expected <= n_words else None)


def test_diversity_longer_than_the_text_is_none() -> None:
    different = " ".join("b" + letter + other for letter in "abcdefghijk" for other in "abcdefghijk")
    assert described(different).mtld is None


def test_what_was_described_before_changes_nothing() -> None:
    text = "The bell of the harbour rang and nobody heard it. " * 20
    first = described(text)
    described("Other words entirely were written here. " * 40)
    assert described(text) == first
