"""Rows made by hand for the charts."""

from collections.abc import Callable

import pytest

from pipeline.records import Cooccurrence, Entity, Speaker, TimelineEntry

MakeSpeaker = Callable[..., Speaker]


@pytest.fixture(scope="session")
def speaker() -> Callable[..., Speaker]:
    def make(speaker_id: str, *, name: str = "", words: int = 10, quotations: int = 1) -> Speaker:
        return Speaker(
            speaker_id=speaker_id,
            name=name or speaker_id.title(),
            type="person",
            aliases=(),
            n_quotations=quotations,
            n_utterances=quotations,
            n_words=words,
            n_documents=1,
            documents=("harbour",),
            verbs=(),
        )

    return make


@pytest.fixture(scope="session")
def entity() -> Callable[..., Entity]:
    def make(entity_id: str, *, mentions: int = 1) -> Entity:
        return Entity(
            entity_id=entity_id, name=entity_id, type="PERSON", aliases=(), n_mentions=mentions, n_documents=1
        )

    return make


@pytest.fixture(scope="session")
def pair() -> Callable[..., Cooccurrence]:
    def make(
        one: str, other: str, paragraphs: int = 1, *, kinds: tuple[str, str] = ("PERSON", "PERSON")
    ) -> Cooccurrence:
        return Cooccurrence(
            entity_id=one,
            name=one.title(),
            type=kinds[0],
            other_id=other,
            other_name=other.title(),
            other_type=kinds[1],
            n_paragraphs=paragraphs,
            n_documents=1,
            documents=("harbour",),
        )

    return make


@pytest.fixture(scope="session")
def event() -> Callable[..., TimelineEntry]:
    """A row of the timeline; a statement where it has a speaker."""

    def make(date: str, text: str = "The pier was built.", *, speaker: str = "", date_text: str = "") -> TimelineEntry:
        return TimelineEntry(
            doc_id="harbour",
            date=date,
            kind="statement" if speaker else "event",
            quote_id="harbour.q0001" if speaker else "",
            speaker_id=speaker,
            speaker=speaker.title(),
            date_text=date_text or date,
            date_start=0,
            date_end=4,
            paragraph=0,
            start=0,
            end=19,
            text=text,
        )

    return make
