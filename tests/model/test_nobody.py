"""Words that nobody says, read with the shipped model: a negative pronoun is no speaker, whatever the cue."""

from dataclasses import replace

import pytest
from spacy.language import Language

from pipeline.attribution.decide import Scene, attribute_document
from pipeline.attribution.people import gather_cast
from pipeline.nlp.extract import extract_document
from pipeline.nlp.load import load_model
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.records import Document
from pipeline.settings import EMBEDDED_MODEL

BLOCK = "    The bridge will stand a hundred years, and whoever built it will be forgotten in ten of them."
TEXTS = (
    "“Go,” said nobody.",
    "“Go!” no one shouted.",
    "“Go,” none of the miners answered.",
    "Nobody said: “The bell will ring.”",
    "No one said that “the bell would ring”.",
    "According to nobody, “the bell will ring”.",
    "Neither wrote: “The bell will ring.”",
    "“The bell will ring.” Nothing was said.",
    f"Nobody believed her.\n\n{BLOCK}",
    f"No one has put it better:\n\n{BLOCK}",
)


DOCUMENT = Document(
    doc_id="d",
    title="",
    author="",
    date="",
    source="",
    language="en",
    path="d.txt",
    sha256="",
    encoding="utf-8",
    n_chars=0,
    n_words=0,
    n_paragraphs=0,
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model(EMBEDDED_MODEL)


@pytest.mark.parametrize("text", TEXTS)
def test_a_negative_pronoun_is_no_speaker(nlp: Language, text: str) -> None:
    paragraphs = [replace(one, kind="block") if one.paragraph else one for one in split_paragraphs(text, doc_id="d")]
    found = extract_document("d", "d.txt", text, paragraphs, nlp)
    cast = gather_cast(found.mentions, found.candidates)
    scene = Scene(document=DOCUMENT, mentions=found.mentions, cast=cast, references=found.references)
    (attribution,) = attribute_document(found.quotations, found.candidates, scene)
    assert (attribution.speaker, attribution.speaker_mention) == ("", "")
    assert attribution.reason in {"no_cue", "cue_without_subject"}
    assert [one.mention for one in found.candidates if one.mention.lower().startswith(("no", "neither"))] == []


def test_whoever_is_not_nobody_still_speaks(nlp: Language) -> None:
    text = "“Nobody believed me,” said Ada Lund."
    found = extract_document("d", "d.txt", text, split_paragraphs(text, doc_id="d"), nlp)
    assert {one.mention for one in found.candidates} == {"Ada Lund"}
