"""Records as most tests want them: what a test is about is given, the rest has a plain value."""

from collections.abc import Callable
from typing import Any

import pytest

from pipeline.attribution import ranker, rules
from pipeline.records import Candidate, Document, Mention, Quotation

Make = Callable[..., Any]

PLAIN = ranker.Model(
    weights={
        "evidence=subject of the cue": 4.0,
        "evidence=according to": 3.0,
        "evidence=unlikely": -3.0,
        rules.SAME_UTTERANCE: 3.0,
        rules.SAME_PARAGRAPH: 2.0,
        rules.LAST_QUOTED: 1.0,
        "nearest cue": 0.1,
    },
    points=(),
)
"""A model that knows two kinds of evidence, so that no test depends on fitted weights."""


@pytest.fixture(autouse=True)
def plain_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranker, "load_model", lambda: PLAIN)


@pytest.fixture(scope="session")
def make_mention() -> Make:
    def make(text: str, **others: Any) -> Mention:
        start = others.pop("start", 0)
        plain = {"doc_id": "essay", "paragraph": 0, "sentence": 0, "label": "PERSON", "role": "nsubj", "quoted": False}
        return Mention(**(plain | {"start": start, "end": start + len(text), "text": text} | others))

    return make


@pytest.fixture(scope="session")
def make_quotation() -> Make:
    def make(quote_id: str = "q1", **others: Any) -> Quotation:
        plain = {
            **dict.fromkeys(("subkind", "parent_id", "kind_evidence", "source_title", "source_author"), ""),
            "doc_id": "essay",
            "quote_id": quote_id,
            "kind": "direct",
            "form": "inline",
            "utterance_id": quote_id,
            "paragraph": 0,
            "sentence": 0,
            "start": 0,
            "end": 4,
            "marks": "“”",
            "stated_date": "",
            "text": "Wait",
        }
        return Quotation(**(plain | others))

    return make


@pytest.fixture(scope="session")
def make_candidate() -> Make:
    def make(mention: str = "", **others: Any) -> Candidate:
        """A cue, "said", with its subject; without one where the mention is empty."""
        start = others.pop("mention_start", 10) if mention else None
        plain = {
            "doc_id": "essay",
            "quote_id": "q1",
            "evidence": "subject of the cue",
            "mention_start": start,
            "mention_end": None if start is None else start + len(mention),
            "mention": mention,
            "mention_form": "name" if mention else "",
            "mention_label": "",
            "number": "sing",
            "gender": "",
            "cue_start": 40,
            "cue_end": 44,
            "cue": "said",
            "cue_lemma": "say",
            "cue_listed": True,
            "position": "after",
            "distance": 1,
            "paragraphs_away": 0,
        }
        return Candidate(**(plain | others))

    return make


@pytest.fixture(scope="session")
def document() -> Document:
    return Document(
        doc_id="essay",
        title="The Tide",
        author="Ada Lund",
        date="",
        source="",
        language="en",
        path="essay.txt",
        sha256="",
        encoding="utf-8",
        n_chars=0,
        n_words=0,
        n_paragraphs=0,
    )
