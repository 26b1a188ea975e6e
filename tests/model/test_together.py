"""Texts parsed together are parsed as each is alone, to the last bit: so it does not matter which are new in a run."""

from pathlib import Path

import pytest
from spacy.tokens import DocBin

from pipeline.nlp.load import load_model
from pipeline.nlp.parsed import parse_text, parse_texts
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.records import Paragraph

ESSAYS = sorted((Path(__file__).parents[1] / "data/essays/dev").glob("*.txt"))[:5]
ATTRIBUTES = ("TAG", "POS", "LEMMA", "MORPH", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE", "SENT_START")


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, list[Paragraph]]]:
    """The first 3,000 characters of some essays, with their paragraphs."""
    found = [path.read_text(encoding="utf-8")[:3000] for path in ESSAYS]
    return [(text, list(split_paragraphs(text, doc_id="d"))) for text in found]


def test_texts_parsed_together_are_parsed_as_each_alone(texts: list[tuple[str, list[Paragraph]]]) -> None:
    nlp = load_model("embedded")
    together = parse_texts(texts, nlp)
    alone = [parse_text(text, paragraphs, nlp) for text, paragraphs in texts]
    for some, others in zip(together, alone, strict=True):
        assert some.marked == others.marked
        ours, theirs = ([frame.doc for frame in one.frames] for one in (some, others))
        assert sum(map(len, ours)) > 300
        assert DocBin(ATTRIBUTES, docs=ours).to_bytes() == DocBin(ATTRIBUTES, docs=theirs).to_bytes()


@pytest.mark.parametrize("name", ["parser", "ner"])
def test_what_the_model_reckons_for_a_text_is_the_same_in_any_company(
    texts: list[tuple[str, list[Paragraph]]], name: str
) -> None:
    nlp = load_model("embedded")
    docs = [frame.doc for one in parse_texts(texts, nlp) for frame in one.frames]
    reckon = nlp.get_pipe(name).model.get_ref("tok2vec").predict  # type: ignore[attr-defined]
    whole, begun = reckon(docs), 0
    for doc in docs:
        assert (reckon([doc]) == whole[begun : begun + len(doc)]).all()
        begun += len(doc)
    assert begun == len(whole)
