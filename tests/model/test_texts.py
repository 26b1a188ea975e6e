"""Key terms and figures of whole texts, read with the shipped model: quotations are read where they stand."""

import pytest
from spacy.language import Language

from pipeline.nlp import annotate
from pipeline.nlp import extract as extract_module
from pipeline.nlp.extract import Extracted, extract_document
from pipeline.nlp.load import load_model
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.settings import EMBEDDED_MODEL


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_model(EMBEDDED_MODEL)


def extract(text: str, nlp: Language) -> Extracted:
    return extract_document("d", "d.txt", text, split_paragraphs(text, doc_id="d"), nlp)


@pytest.mark.parametrize(
    ("text", "n_sentences"),
    [
        ("The bell rang.", 1),
        ("The bell rang. Nobody came.", 2),
        ("She said: “The bell rang.” He left.", 2),
        ("She said: “The bell rang. Nobody came.” He left the room.", 3),
        ("“The bell rang. Nobody came.” He left the room.", 3),
        ("She called it a “great success” for the harbour.", 1),
        ("The harbour\n\nThe bell rang.\n\n“Nobody came.”", 3),
        ("She said: “The keeper told me: ‘The bell rang. Nobody came.’ I left the room.”", 3),
    ],
)
def test_sentences_are_counted_inside_quotations_too(nlp: Language, text: str, n_sentences: int) -> None:
    assert extract(text, nlp).statistics.n_sentences == n_sentences


def test_key_terms_come_from_quotations_and_the_text_around_them_and_no_stand_in_is_one(nlp: Language) -> None:
    text = (
        "The harbour bell was old. Ada Lund wrote: “The harbour bell has a voice of its own. Nobody can mend the "
        "bell.” Lund loved the lighthouse, and the lighthouse was to be sold. She said: “They shall not have the "
        "lighthouse.”"
    )
    found = {term.term: term.n_occurrences for term in extract(text, nlp).key_terms}
    assert found == {"harbour bell": 2, "bell": 3, "voice": 1, "lighthouse": 3}


@pytest.mark.parametrize("limit", ["_STRINGS", "LONG"])
def test_a_model_that_forgets_words_reads_as_before(nlp: Language, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    text = (
        "Ottoline Vanterpool, the quaymaster, wrote in May 1921: “The unseaworthy lightship has no lampwright.”\n\n"
        "“Nobody relights it,” she told the Wexholm Intelligencer. Vanterpool’s unseaworthy lightship sank.\n"
    )
    expected = extract(text, nlp)
    for module in (annotate, extract_module):
        monkeypatch.setattr(module, limit, 0, raising=False)
    assert [extract(text, nlp) for _ in range(2)] == [expected] * 2
