"""What kind of speaker a description names, and the identifier every speaker gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attribution.speakers import add_speaker_ids, ids_by_name, noun_kind, source_nouns
from pipeline.records import Attribution, Entity, SpeakerKind


@pytest.mark.parametrize(
    ("description", "kind"),
    [
        ("One worker", "unnamed"),
        ("a Petrograd worker", "unnamed"),
        ("officials", "unnamed"),
        ("the manifesto", "work"),
        ("The manifestos", "work"),  # the plural is the same noun
        ("The Manifesto", "work"),
        ("the committee", "organisation"),
        ("the audience", "group"),
        ("the author of the manifesto", "unnamed"),  # the head speaks, not the phrase after "of"
        ("the manifesto of the workers", "work"),
        ("", "unnamed"),
    ],
)
def test_the_head_noun_tells_the_kind_of_speaker(description: str, kind: SpeakerKind) -> None:
    assert noun_kind(description) == kind


def test_every_noun_of_the_list_is_lower_case_and_of_a_kind_that_speaks() -> None:
    nouns = source_nouns()
    assert all(noun == noun.lower().strip() for noun in nouns)
    assert set(nouns.values()) == {"group", "organisation", "work"}


def attribution(speaker: str, kind: SpeakerKind, doc_id: str = "essay") -> Attribution:
    return Attribution(
        doc_id=doc_id,
        quote_id=f"{doc_id}.1",
        speaker_id="",
        speaker=speaker,
        speaker_kind=kind,
        speaker_mention="",
        mention_start=None,
        mention_end=None,
        cue="",
        cue_start=None,
        cue_end=None,
        rule="",
        score=None,
        reason="" if speaker else "no_cue",
    )


def entity(name: str, type_: str, entity_id: str) -> Entity:
    return Entity(entity_id=entity_id, name=name, type=type_, aliases=(), n_mentions=1, n_documents=1)


def ids(rows: list[Attribution], entities: list[Entity]) -> list[str]:
    return [row.speaker_id for row in add_speaker_ids(rows, ids_by_name(entities))]


def test_a_speaker_that_is_an_entity_has_the_entity_s_identifier() -> None:
    assert ids([attribution("Ada Lund", "person")], [entity("Ada Lund", "PERSON", "ada-lund-2")]) == ["ada-lund-2"]


def test_of_two_entities_of_one_name_the_person_speaks() -> None:
    both = [entity("Victoria", "GPE", "victoria-gpe"), entity("Victoria", "PERSON", "victoria-person")]
    assert ids([attribution("Victoria", "person")], both) == ["victoria-person"]


def test_a_name_is_one_speaker_in_every_document() -> None:
    first, second = ids([attribution("Ada Lund", "person", "one"), attribution("Ada Lund", "person", "two")], [])
    assert first == second != ""


@pytest.mark.parametrize(("speaker", "kind"), [("One worker", "unnamed"), ("the report", "work"), ("I", "narrator")])
def test_a_description_is_a_speaker_of_its_own_document(speaker: str, kind: SpeakerKind) -> None:
    first, second = ids([attribution(speaker, kind, "one"), attribution(speaker, kind, "two")], [])
    assert first != second


@given(st.lists(st.sampled_from(["", "Ada Lund", "One worker", "the report"]), max_size=6))
def test_whoever_speaks_has_an_identifier_and_nobody_has_none(speakers: list[str]) -> None:
    found = ids([attribution(speaker, "unnamed") for speaker in speakers], [])
    assert [bool(one) for one in found] == [bool(speaker) for speaker in speakers]
