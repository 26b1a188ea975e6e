"""Key terms: the text's own noun phrases, names and stand-ins left out, each counted wherever it stands."""

from collections.abc import Callable, Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.nlp.frames import Frame
from pipeline.nlp.keyterms import LONGEST, Phrase, Word, find_key_terms, find_phrases
from pipeline.records import KeyTerm, Mention

# A row of tokens, and the keys of the phrases in it.
PHRASES = [
    ("the/DT/det/class working/JJ/amod/class class/NN/ROOT/class", ["working class"]),
    ("workers/NNS/nsubj/met met/VBD/ROOT/met ./met", ["worker"]),
    ("the/DT/det/class ruling/VBG/amod/class class/NN/ROOT/class", ["ruling class"]),
    ("men/NNS/ROOT/men ruling/VBG/acl/men", ["man"]),  # a verb after its noun is none of the phrase
    ("light/NN/ROOT/light and/CC/cc/light bell/NN/conj/light", ["light", "bell"]),
    ("light/NN/nsubj/failed failed/VBD/ROOT/failed bell/NN/ROOT/bell", ["light", "bell"]),
    ("bell/NN/ROOT/bell light/NN/ROOT/light", ["bell", "light"]),  # two sentences
    ("old/JJ/ROOT/old and/CC/cc/old new/JJ/conj/old", []),  # no noun
    ("new/JJ/amod/lamp lamp/NN/ROOT/lamp old/JJ/amod/lamp", ["new lamp"]),
    ("such/JJ/amod/lamps lamps/NN/ROOT/lamps", ["lamps"]),
    ("1905/NN/compound/x x/NN/ROOT/x", []),
    ("<lamp>/NN/ROOT/<lamp>", []),
    ("=lamp()/NN/ROOT/=lamp()", []),
    ("a" * 51 + "/NN/ROOT/" + "a" * 51, []),
]


@pytest.mark.parametrize(("row", "expected"), PHRASES)
def test_phrases_are_runs_of_adjectives_and_nouns(
    frame_of: Callable[[str], Frame], row: str, expected: list[str]
) -> None:
    assert [" ".join(word.key for word in phrase) for phrase in find_phrases(frame_of(row))] == expected


def test_parts_joined_by_a_hyphen_are_one_word(frame_of: Callable[[str], Frame]) -> None:
    frame = frame_of("working/JJ/amod/class -/class class/NN/compound/movement movement/NN/ROOT/movement")
    joined = with_places(frame, [(0, 7), (7, 8), (8, 13), (14, 22)])
    ((compound, head),) = find_phrases(joined)
    assert (compound.key, compound.start, compound.end, head.key) == ("working-class", 0, 13, "movement")
    apart = with_places(frame, [(0, 7), (8, 9), (10, 15), (16, 24)])
    assert [[word.key for word in phrase] for phrase in find_phrases(apart)] == [["class", "movement"]]


def test_a_stand_in_is_no_term_and_parts_phrases(frame_of: Callable[[str], Frame]) -> None:
    frame = frame_of("harbour/NN/compound/light words/NNS/compound/light light/NN/ROOT/light")
    masked = with_places(frame, [(0, 7), (-1, -1), (30, 35)])
    assert [[word.key for word in phrase] for phrase in find_phrases(masked)] == [["harbour"], ["light"]]


def with_places(frame: Frame, places: Sequence[tuple[int, int]]) -> Frame:
    return Frame(unit=frame.unit, doc=frame.doc, places=tuple(places), spans=frame.spans)


def phrases_of(text: str, *, adjectives: Iterable[str] = (), names: Iterable[str] = ()) -> list[Phrase]:
    """The phrases of a text in which a word of three letters or fewer parts phrases and the others are nouns."""
    phrases: list[Phrase] = []
    run: list[Word] = []
    position = 0
    for word in text.split(" "):
        if len(word) > 3:
            key = word.lower().removesuffix("s")
            end = position + len(word)
            noun = word not in adjectives
            run.append(Word(start=position, end=end, key=key, is_noun=noun, is_name=word in names))
        elif run:
            phrases.append(run)
            run = []
        position += len(word) + 1
    return [*phrases, run] if run else phrases


def mention(text: str, words: str, label: str) -> Mention:
    start = text.index(words)
    return Mention(
        doc_id="d",
        paragraph=0,
        sentence=0,
        start=start,
        end=start + len(words),
        label=label,
        role="",
        quoted=False,
        text=words,
    )


def terms_of(text: str, *, mentions: Iterable[Mention] = (), **others: Iterable[str]) -> list[KeyTerm]:
    return list(find_key_terms("d", phrases_of(text, **others), mentions, text))


def counts_of(text: str, *, mentions: Iterable[Mention] = (), **others: Iterable[str]) -> dict[str, int]:
    return {term.term: term.n_occurrences for term in terms_of(text, mentions=mentions, **others)}


BELLS = "the bell and the harbour bell or the bells of the harbour bells at the harbour to a light in the light "


def test_a_term_is_counted_wherever_it_stands() -> None:
    assert counts_of(BELLS.strip()) == {"bell": 4, "harbour bell": 2, "harbour": 3, "light": 2}


def test_a_text_that_repeats_next_to_nothing_has_what_it_has() -> None:
    assert counts_of("the lamp on the pier") == {"lamp": 1, "pier": 1}
    assert counts_of("the lamp") == {"lamp": 1}
    assert counts_of("") == {}


def test_a_term_has_the_form_the_text_uses_most() -> None:
    assert list(counts_of("bells or bell or bells")) == ["bells"]


def test_a_capital_counts_for_the_small_letter() -> None:
    assert list(counts_of("Bells or bell or bells or Bells or bell")) == ["bells"]
    assert list(counts_of("BELL or bell")) == ["bell"]


def test_white_space_inside_a_term_is_one_space() -> None:
    text = "harbour\n  light"
    words = [Word(start=0, end=7, key="harbour", is_noun=True, is_name=False)]
    words.append(Word(start=10, end=15, key="light", is_noun=True, is_name=False))
    assert "harbour light" in {term.term for term in find_key_terms("d", [words], [], text)}


def test_a_noun_that_says_nothing_is_no_term_nor_the_head_of_one() -> None:
    assert counts_of("the long year or long year or year list", adjectives=["long"]) == {}
    assert "year book" in counts_of("the year book or year book")


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("PERSON", {"bell": 1, "lamp": 2}),
        ("DATE", {"bell": 1, "lamp": 2}),
        ("GPE", {"Marsivan bell": 1, "lamp": 2}),  # it may stand before a noun
    ],
)
def test_names_are_no_terms(label: str, expected: dict[str, int]) -> None:
    text = "lamp or Marsivan bell or lamp"
    found = counts_of(text, mentions=[mention(text, "Marsivan", label)], names=["Marsivan"])
    assert found == expected


def test_the_last_noun_of_a_name_is_no_term() -> None:
    text = "lamp or harbour board or lamp"
    assert counts_of(text, mentions=[mention(text, "harbour board", "ORG")]) == {"lamp": 2}


def test_in_a_text_that_repeats_little_what_it_repeats_goes_before_what_is_longer() -> None:
    assert counts_of("old bell or new bell or lamp", adjectives=["old", "new"]) == {"bell": 2, "lamp": 1}


def test_a_capitalised_noun_is_a_term_if_the_text_has_it_small_or_it_is_a_doctrine() -> None:
    text = "the Harbour or harbour or Bellism or Bellism or Marlow or Marlow"
    assert counts_of(text, names=["Harbour", "Bellism", "Marlow"]) == {"harbour": 2, "Bellism": 2}


def test_what_comes_early_weighs_more() -> None:
    assert [term.term for term in terms_of("bell or lamp or lamp or bell")] == ["bell", "lamp"]
    assert [term.term for term in terms_of("lamp or bell or bell or lamp")] == ["lamp", "bell"]


def test_a_long_text_has_twenty() -> None:
    text = " or ".join(f"{letter * 4}{other * 2}" for letter in "abcdefgh" for other in "ijklmnop") + " or"
    assert len(terms_of(" ".join([text] * 20))) == 20


def test_the_order_of_phrases_does_not_matter() -> None:
    phrases = phrases_of(BELLS.strip())
    found = list(find_key_terms("d", phrases, [], BELLS))
    assert found == list(find_key_terms("d", phrases[::-1], [], BELLS))


def test_a_phrase_of_a_hundred_thousand_nouns_goes_through() -> None:
    text = " ".join(["harbour light bell"] * 33_000)
    found = terms_of(text)
    assert found[0].n_occurrences in {33_000, 32_999}


@given(st.lists(st.sampled_from(["lamp", "lamps", "bell", "Bells", "harbour", "year", "or"]), max_size=40))
def test_terms_are_the_texts_own_words_truly_counted(words: list[str]) -> None:
    text = " ".join(words)
    found = terms_of(text)
    assert [term.rank for term in found] == list(range(1, len(found) + 1))
    assert [term.score for term in found] == sorted((term.score for term in found), reverse=True)
    assert all(0 <= term.score <= 1 for term in found)
    keys = [word.lower().removesuffix("s") for word in words]
    for term in found:
        assert term.term in text or term.term.lower() in text.lower()
        key = [word.lower().removesuffix("s") for word in term.term.split()]
        assert 1 <= len(key) <= LONGEST
        starts = range(len(keys) - len(key) + 1)
        assert term.n_occurrences == sum(keys[start : start + len(key)] == key for start in starts)
