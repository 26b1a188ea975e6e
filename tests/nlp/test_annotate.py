"""What was parsed once is not parsed again, a cache that does not fit is not believed, no long text is held whole."""

import random
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.nlp import annotate
from pipeline.nlp.annotate import ParseCache, bounded_memory, parse_frames, parse_together
from pipeline.nlp.frames import Frame, build_frame
from pipeline.nlp.units import list_units
from pipeline.quotes.marks import find_quotations
from pipeline.quotes.paragraphs import split_paragraphs

TEXT = "One plain line.\n\nAnother plain line."
PLACES = [(0, 15), (17, 36)]
WORDS = "the pilot saw a light and no ship came into harbour that night she wrote".split()


class _Counter:
    """A pipeline component that counts the Docs and tokens it is given, and the most Docs in one batch."""

    def __init__(self) -> None:
        self.seen = self.tokens = self.most = 0

    def __call__(self, doc: Doc) -> Doc:
        self.seen += 1
        self.tokens += len(doc)
        return doc


def _frames(nlp: Language, text: str = TEXT) -> list[Frame]:
    paragraphs = split_paragraphs(text, doc_id="d")
    places = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
    spans = find_quotations(text, paragraphs).spans
    return [build_frame(unit, spans, text, nlp) for unit in list_units(places, spans, text)]


def _nlp(counter: _Counter) -> Language:
    nlp = Language()
    Language.component("count_docs", func=counter)
    nlp.add_pipe("count_docs")
    return nlp


def _long_text(*, paragraphs: int = 400) -> str:
    """Paragraphs of different words, some 16,000 of them, with a quotation here and there."""
    dice = random.Random(7)
    made = [" ".join(dice.choices(WORDS, k=dice.randint(20, 60))) + "." for _ in range(paragraphs)]
    made[::9] = [f"{paragraph} “The harbour is shut. No ship comes,” said Ada Lund." for paragraph in made[::9]]
    return "\n\n".join(made)


def test_a_second_run_reads_what_the_first_has_kept(tmp_path: Path) -> None:
    counter, cache = _Counter(), ParseCache(folder=tmp_path, model_digest="m")
    nlp = _nlp(counter)
    first = list(parse_frames(_frames(nlp), nlp, cache=cache))
    second = list(parse_frames(_frames(nlp), nlp, cache=cache))
    assert counter.seen == len(PLACES)
    assert [frame.doc.text for frame in second] == [frame.doc.text for frame in first]
    assert [frame.places for frame in second] == [frame.places for frame in first]


def test_a_broken_file_is_parsed_anew(tmp_path: Path) -> None:
    counter, cache = _Counter(), ParseCache(folder=tmp_path, model_digest="m")
    nlp = _nlp(counter)
    list(parse_frames(_frames(nlp), nlp, cache=cache))
    (kept,) = tmp_path.rglob("*.spacy")
    kept.write_bytes(b"\x00 no parse")
    assert len(list(parse_frames(_frames(nlp), nlp, cache=cache))) == len(PLACES)
    assert counter.seen == 2 * len(PLACES)


def test_the_place_in_the_cache_changes_with_words_and_model(tmp_path: Path) -> None:
    paths = {ParseCache(folder=tmp_path, model_digest=model).path(words) for words in (b"a", b"b") for model in "xy"}
    assert len(paths) == 4
    assert ParseCache(folder=tmp_path, model_digest="x").path(b"a") in paths


@pytest.mark.parametrize("text", ["", "\n\n \n"])
def test_nothing_to_parse_is_no_frame(tmp_path: Path, text: str) -> None:
    nlp = _nlp(_Counter())
    assert list(parse_frames(_frames(nlp, text), nlp, cache=ParseCache(folder=tmp_path, model_digest=""))) == []
    assert list(tmp_path.iterdir()) == []


def test_a_long_text_is_parsed_in_chunks_and_comes_out_whole_and_in_order() -> None:
    nlp = _nlp(_Counter())
    frames = [frame for frame in _frames(nlp, _long_text()) if len(frame.doc)]
    pulled = iter(frames)
    parsed = parse_frames(pulled, nlp, cache=None)
    first = next(parsed)
    ahead = len(frames) - len(list(pulled))
    assert 1 < ahead < len(frames) / 2
    assert first.places == frames[0].places
    whole = list(parse_frames(frames, nlp, cache=None))
    assert [(frame.unit, frame.places, frame.doc.text) for frame in whole] == [
        (frame.unit, frame.places, frame.doc.text) for frame in frames
    ]


def test_texts_parsed_together_come_out_as_each_alone_and_are_kept_as_such(tmp_path: Path) -> None:
    texts = ["A light.\n\n“A ship!” she said.", "", TEXT, _long_text()]
    counter, cache = _Counter(), ParseCache(folder=tmp_path, model_digest="m")
    nlp = _nlp(counter)
    list(parse_frames(_frames(nlp, TEXT), nlp, cache=cache))
    before, n_kept = counter.tokens, len(list(tmp_path.rglob("*.spacy")))
    together = parse_together((_frames(nlp, text) for text in texts), nlp, cache=cache)
    parsed, n_tokens = counter.tokens - before, [sum(len(frame.doc) for frame in frames) for frames in together]
    assert parsed == sum(n_tokens) - n_tokens[2]  # what is kept is not parsed again
    alone = [list(parse_frames(_frames(nlp, text), nlp, cache=cache)) for text in texts]
    assert counter.tokens - before == parsed
    assert len(list(tmp_path.rglob("*.spacy"))) > n_kept + 2
    for some, others in zip(together, alone, strict=True):
        assert [(one.unit, one.places, one.doc.text) for one in some] == [
            (one.unit, one.places, one.doc.text) for one in others
        ]


def test_chunks_are_bounded_also_within_one_long_paragraph() -> None:
    nlp = _nlp(_Counter())
    text = " ".join(_long_text().split("\n\n")) * 3
    sizes = [sum(len(frame.doc) for frame in chunk) for chunk in annotate._chunks(_frames(nlp, text))]
    assert len(sizes) > 5
    assert max(sizes) <= annotate._LONGEST


@pytest.mark.parametrize("place", [0, 0.5, 0.99])
def test_an_edit_parses_little_more_than_its_own_pages(tmp_path: Path, place: float) -> None:
    counter, cache = _Counter(), ParseCache(folder=tmp_path, model_digest="m")
    nlp, text = _nlp(counter), _long_text()
    list(parse_frames(_frames(nlp, text), nlp, cache=cache))
    whole, counter.tokens = counter.tokens, 0
    at = text.index("\n\n", int(len(text) * place) - 1) + 2 if place else 0
    edited = text[:at] + "A storm came up.\n\nThen it was gone. " + text[at:]
    list(parse_frames(_frames(nlp, edited), nlp, cache=cache))
    assert 0 < counter.tokens <= 2 * annotate._LONGEST < whole


def test_a_paragraph_that_has_moved_is_not_parsed_again(tmp_path: Path) -> None:
    counter, cache = _Counter(), ParseCache(folder=tmp_path, model_digest="m")
    nlp = _nlp(counter)
    list(parse_frames(_frames(nlp, TEXT), nlp, cache=cache))
    list(parse_frames(_frames(nlp, "\n\n\n" + TEXT), nlp, cache=cache))
    assert counter.seen == len(PLACES)


def test_a_model_that_remembers_many_words_forgets_those_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = Language()
    nlp.vocab.strings.add("kept")
    with bounded_memory(nlp, length=100):
        nlp.make_doc("remembered")
    assert "remembered" in nlp.vocab.strings
    monkeypatch.setattr(annotate, "_STRINGS", 1)
    with bounded_memory(nlp, length=100):
        assert [token.text for token in nlp.make_doc("forgotten soon")] == ["forgotten", "soon"]
        with bounded_memory(nlp):
            nlp.make_doc("unforgotten")
        assert {"soon", "unforgotten"} <= set(nlp.vocab.strings)  # the outer block is not over
    assert "forgotten" not in nlp.vocab.strings
    assert "kept" in nlp.vocab.strings


def test_a_long_text_leaves_no_word_and_no_lemma_behind() -> None:
    nlp = Language()
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    lemmas = nlp.get_pipe("lemmatizer").cache  # type: ignore[attr-defined]
    with bounded_memory(nlp, length=annotate.LONG + 1):
        assert len(nlp.make_doc("forgotten soon")) == 2
        lemmas["forgotten", 1] = ["forget"]
    assert "forgotten" not in nlp.vocab.strings
    assert not lemmas
