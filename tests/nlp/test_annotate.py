"""What was parsed once is not parsed again, and a cache that does not fit is not believed."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.nlp.annotate import parse_frames, parse_key
from pipeline.nlp.frames import Frame, build_frame
from pipeline.nlp.units import list_units

TEXT = "One plain line.\n\nAnother plain line."
PLACES = [(0, 15), (17, 36)]


class _Counter:
    """A pipeline component that counts the Docs it is given."""

    def __init__(self) -> None:
        self.seen = 0

    def __call__(self, doc: Doc) -> Doc:
        self.seen += 1
        return doc


def _frames(nlp: Language) -> list[Frame]:
    return [build_frame(unit, (), TEXT, nlp) for unit in list_units(PLACES, (), TEXT)]


def _nlp(counter: _Counter) -> Language:
    nlp = Language()
    Language.component("count_docs", func=counter)
    nlp.add_pipe("count_docs")
    return nlp


def test_a_second_run_reads_what_the_first_has_kept(tmp_path: Path) -> None:
    counter = _Counter()
    nlp = _nlp(counter)
    first = list(parse_frames(iter(_frames(nlp)), nlp, kept=tmp_path / "parse"))
    second = list(parse_frames(iter(_frames(nlp)), nlp, kept=tmp_path / "parse"))
    assert counter.seen == len(PLACES)
    assert [frame.doc.text for frame in second] == [frame.doc.text for frame in first]
    assert [frame.places for frame in second] == [frame.places for frame in first]


def test_a_broken_file_is_parsed_anew(tmp_path: Path) -> None:
    counter = _Counter()
    nlp = _nlp(counter)
    (tmp_path / "parse").write_bytes(b"\x00 no parse")
    assert len(list(parse_frames(iter(_frames(nlp)), nlp, kept=tmp_path / "parse"))) == len(PLACES)
    assert counter.seen == len(PLACES)


def test_the_key_changes_with_text_and_model() -> None:
    keys = {parse_key(text, (), model_digest=model) for text in ("a", "b") for model in ("x", "y")}
    assert len(keys) == 4
    assert parse_key("a", (), model_digest="x") in keys
