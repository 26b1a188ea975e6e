"""The stage `attribute`: from the tables of `extract` to a speaker or a reason for every quotation."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import MissingStageError
from pipeline.records import Attribution, Candidate, Document, Mention, Quotation
from pipeline.settings import Settings
from pipeline.stages import attribute, interim

TEXTS = {
    "pilots": "Ada Lund wrote: “The channel is shut.” She added: “No ship comes.” They named it “the ditch”.\n\n"
    "“A dredger”, one pilot said, “is all we want.”\n\nNobody spoke. “Wait.”",
    "letters": "“The harbour is dead”, Lund’s letter of May begins. The manifesto says: “It lives.”",
}
QUOTED: tuple[tuple[str, str, str, str], ...] = (
    # document, words, kind, words of the quotation that opens the utterance
    ("pilots", "The channel is shut.", "direct", ""),
    ("pilots", "No ship comes.", "direct", ""),
    ("pilots", "the ditch", "term", ""),
    ("pilots", "A dredger", "direct", ""),
    ("pilots", "is all we want.", "direct", "A dredger"),
    ("pilots", "Wait.", "direct", ""),
    ("letters", "The harbour is dead", "direct", ""),
    ("letters", "It lives.", "direct", ""),
)
CUES = (
    # document, quotation, mention, form, cue, gender
    ("pilots", "The channel is shut.", "Ada Lund", "name", "wrote", ""),
    ("pilots", "No ship comes.", "She", "pronoun", "added", "fem"),
    ("pilots", "the ditch", "They", "pronoun", "named", ""),
    ("pilots", "A dredger", "one pilot", "nominal", "said", ""),
    ("letters", "The harbour is dead", "Lund’s", "name", "begins", ""),
    ("letters", "It lives.", "The manifesto", "nominal", "says", ""),
)
NAMED = (("pilots", "Ada Lund"), ("letters", "Lund’s"))


def blank(record: type[Any], **values: Any) -> Any:
    """A record with the given values; what is not given is an empty string."""
    return record(**dict.fromkeys((field.name for field in fields(record)), "") | values)


def place(doc_id: str, words: str) -> tuple[int, int]:
    start = TEXTS[doc_id].index(words)
    return start, start + len(words)


def where(doc_id: str, words: str) -> dict[str, int]:
    start, end = place(doc_id, words)
    before = TEXTS[doc_id][:start]
    return {"start": start, "end": end, "paragraph": before.count("\n\n"), "sentence": before.count(". ")}


def quote_id(doc_id: str, words: str) -> str:
    return f"{doc_id}.{place(doc_id, words)[0]}"


def documents() -> list[Document]:
    numbers = {"n_words": 9, "n_paragraphs": 3}
    return [
        blank(Document, doc_id=doc_id, title=doc_id, path=f"{doc_id}.txt", n_chars=len(text), **numbers)
        for doc_id, text in TEXTS.items()
    ]


def quotations() -> list[Quotation]:
    return [
        blank(
            Quotation,
            doc_id=doc_id,
            quote_id=quote_id(doc_id, words),
            utterance_id=quote_id(doc_id, opens or words),
            kind=kind,
            form="inline",
            text=words,
            **where(doc_id, words),
        )
        for doc_id, words, kind, opens in QUOTED
    ]


def candidates() -> list[Candidate]:
    rows = []
    for doc_id, words, mention, form, cue, gender in CUES:
        (mention_start, mention_end), (cue_start, cue_end) = place(doc_id, mention), place(doc_id, cue)
        places = {"mention_start": mention_start, "mention_end": mention_end, "cue_start": cue_start}
        made = blank(
            Candidate,
            doc_id=doc_id,
            quote_id=quote_id(doc_id, words),
            evidence="tag after, subject first",
            position="after",
            cue_lemma="say",
            mention=mention,
            mention_form=form,
            gender=gender,
            cue=cue,
            cue_end=cue_end,
            cue_listed=True,
            distance=1,
            paragraphs_away=0,
            **places,
        )
        rows.append(made)
    return rows


def mentions() -> list[Mention]:
    return [
        blank(Mention, doc_id=doc_id, label="PERSON", role="nsubj", quoted=False, text=name, **where(doc_id, name))
        for doc_id, name in NAMED
    ]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Outputs as `extract` leaves them."""
    made = Settings(outputs=tmp_path / "outputs")
    interim.DOCUMENTS.write(made, documents())
    interim.QUOTATIONS.write(made, quotations())
    interim.CANDIDATES.write(made, candidates())
    interim.MENTIONS.write(made, mentions())
    interim.REFERENCES.write(made, [])
    interim.DATED.write(made, [])
    return made


def run(settings: Settings) -> dict[tuple[str, str], Attribution]:
    """What the stage writes, by document and words."""
    attribute.run(settings, say=lambda _: None)
    words = {row.quote_id: (row.doc_id, row.text) for row in quotations()}
    return {words[row.quote_id]: row for row in interim.ATTRIBUTIONS.read(settings)}


def test_every_quotation_has_exactly_one_attribution_in_the_order_of_the_table(settings: Settings) -> None:
    attribute.run(settings, say=lambda _: None)
    written = interim.ATTRIBUTIONS.read(settings)
    expected = sorted(quotations(), key=lambda row: row.doc_id)
    assert [row.quote_id for row in written] == [row.quote_id for row in expected]


@pytest.mark.parametrize(
    ("doc_id", "words", "speaker", "kind"),
    [
        ("pilots", "The channel is shut.", "Ada Lund", "person"),
        ("pilots", "No ship comes.", "Ada Lund", "person"),
        ("pilots", "A dredger", "one pilot", "unnamed"),
        ("pilots", "is all we want.", "one pilot", "unnamed"),
        ("letters", "The harbour is dead", "Lund", "person"),
        ("letters", "It lives.", "The manifesto", "work"),
    ],
)
def test_the_speaker_of(doc_id: str, words: str, speaker: str, kind: str, settings: Settings) -> None:
    row = run(settings)[doc_id, words]
    assert (row.speaker, row.speaker_kind, row.reason) == (speaker, kind, "")


@pytest.mark.parametrize(("words", "reason"), [("the ditch", "term"), ("Wait.", "no_cue")])
def test_nobody_says(words: str, reason: str, settings: Settings) -> None:
    row = run(settings)["pilots", words]
    assert (row.speaker, row.speaker_id, row.reason) == ("", "", reason)


def test_every_place_holds_the_words_it_says(settings: Settings) -> None:
    for row in run(settings).values():
        text = TEXTS[row.doc_id]
        assert row.speaker_mention == (
            text[row.mention_start : row.mention_end] if row.mention_start is not None else ""
        )
        assert row.cue == (text[row.cue_start : row.cue_end] if row.cue_start is not None else "")


def test_every_identifier_leads_to_its_row(settings: Settings) -> None:
    found = run(settings)
    entities = {row.entity_id: row for row in interim.ENTITIES.read(settings)}
    assert entities
    assert {row.entity_id for row in interim.ENTITY_MENTIONS.read(settings)} == set(entities)
    assert entities[found["pilots", "No ship comes."].speaker_id].name == "Ada Lund"
    assert {row.doc_id for row in interim.ENTITY_MENTIONS.read(settings)} <= set(TEXTS)


def test_one_identifier_is_one_speaker(settings: Settings) -> None:
    names: dict[str, set[str]] = {}
    for row in run(settings).values():
        names.setdefault(row.speaker_id, set()).add(row.speaker)
    assert all(len(same) == 1 for same in names.values())


def test_the_count_is_of_quotations_with_a_speaker(settings: Settings) -> None:
    said: list[str] = []
    counts = attribute.run(settings, say=said.append).counts
    assert counts == {"attributed": sum(1 for row in run(settings).values() if row.speaker)}
    assert len(said) == 1


def test_running_twice_writes_the_same_bytes(settings: Settings) -> None:
    made = (interim.ATTRIBUTIONS, interim.ENTITIES, interim.ENTITY_MENTIONS, interim.ATTRIBUTE_PROBLEMS)
    run(settings)
    first = [table.read(settings) for table in made]
    content = interim.ENTITIES.path(settings).read_bytes()
    run(settings)
    assert [table.read(settings) for table in made] == first
    assert interim.ENTITIES.path(settings).read_bytes() == content


def test_without_any_quotation_the_tables_are_empty_and_there(tmp_path: Path) -> None:
    settings = Settings(outputs=tmp_path / "outputs")
    for table in (interim.DOCUMENTS, interim.QUOTATIONS, interim.CANDIDATES, interim.MENTIONS, interim.REFERENCES):
        table.write(settings, [])
    assert run(settings) == {}
    assert interim.ENTITIES.read(settings) == []


def test_before_extract_it_says_what_is_missing(tmp_path: Path) -> None:
    settings = Settings(outputs=tmp_path / "outputs")
    interim.DOCUMENTS.write(settings, documents())
    with pytest.raises(MissingStageError, match="extract"):
        attribute.run(settings, say=lambda _: None)
