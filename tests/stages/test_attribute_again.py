"""The stage `attribute` on a corpus that changes: only what can come out otherwise is done again."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.attribution.corrections import apply_corrections
from pipeline.attribution.decide import attribute_document
from pipeline.findings import open_findings
from pipeline.records import Attribution, Candidate, Document, Entity, EntityMention, Mention, Quotation
from pipeline.settings import Settings
from pipeline.stages import attribute, deciding, executors, interim

# Who speaks in each text, in their order: the name stands for itself, the words before "said" for the text.
TEXTS = {
    "letters": "“The quay is empty”, Lund said. Lund left.",
    "minutes": "“We vote”, Rolf Lie said.",
    "pilots": "“The channel is shut”, Ada Lund said. “No ship comes”, Lund said.",
}
NEW = {"reports": "“I was there”, Ada Marie Lund said. Ada Marie Lund left."}
NAMES = ("Ada Marie Lund", "Ada Lund", "Rolf Lie", "Lund")


def blank(record: type[Any], **values: Any) -> Any:
    """A record with the given values; what is not given is an empty string."""
    return record(**dict.fromkeys((field.name for field in fields(record)), "") | values)


def named_in(text: str) -> list[tuple[int, str]]:
    """Every name of a text, with where it begins."""
    found: list[tuple[int, str]] = []
    for name in NAMES:
        at = text.find(name)
        while at >= 0:
            if not any(start <= at < start + len(longer) for start, longer in found):
                found.append((at, name))
            at = text.find(name, at + 1)
    return sorted(found)


def quoted_in(text: str) -> list[tuple[int, int]]:
    return [(at + 1, text.index("”", at)) for at, sign in enumerate(text) if sign == "“"]


def keep(settings: Settings, texts: dict[str, str]) -> None:
    """Leave what `extract` leaves; what other stages have done before stays as it is."""
    numbers = {"n_chars": 9, "n_words": 9, "n_paragraphs": 1}
    documents = [blank(Document, doc_id=doc_id, path=f"{doc_id}.txt", **numbers) for doc_id in sorted(texts)]
    interim.DOCUMENTS.write(settings, documents)
    with open_findings(settings.interim) as findings:
        for doc_id, text in texts.items():
            findings.keep("extract", doc_id, text, rows_of(doc_id, text))
        gone = findings.keys("extract").keys() - texts.keys()
        findings.forget("extract", rows_of("", ""), gone)


def rows_of(doc_id: str, text: str) -> dict[str, Any]:
    place = {"paragraph": 0, "sentence": 0}
    quotations, candidates = [], []
    for start, end in quoted_in(text):
        own = {"doc_id": doc_id, "quote_id": f"{doc_id}.{start}"}
        row = {"kind": "direct", "form": "inline", "start": start, "end": end, "text": text[start:end]}
        quotations.append(blank(Quotation, **own, **place, **row, utterance_id=own["quote_id"]))
        at, name = next(one for one in named_in(text) if one[0] > end)
        mention = {"mention": name, "mention_form": "name", "mention_start": at, "mention_end": at + len(name)}
        said = {"cue": "said", "cue_start": at + len(name) + 1, "cue_end": at + len(name) + 5, "cue_listed": True}
        near = {"position": "after", "cue_lemma": "say", "distance": 1, "paragraphs_away": 0}
        candidates.append(blank(Candidate, **own, **mention, **said, **near, evidence="tag after, subject first"))
    mentions = [
        blank(Mention, doc_id=doc_id, label="PERSON", quoted=False, start=at, end=at + len(name), text=name, **place)
        for at, name in named_in(text)
    ]
    return {
        interim.QUOTATIONS.name: interim.QUOTATIONS.pack(quotations),
        interim.CANDIDATES.name: interim.CANDIDATES.pack(candidates),
        interim.MENTIONS.name: interim.MENTIONS.pack(mentions),
        interim.REFERENCES.name: interim.REFERENCES.pack([]),
    }


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A corpus of three texts, attributed."""
    (tmp_path / "corpus").mkdir()
    made = Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "outputs")
    keep(made, TEXTS)
    attribute.run(made, say=lambda _: None)
    return made


Run = Callable[[Settings], tuple[list[str], list[str]]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the stage; the documents that were decided on, and those whose speakers and corrections were put in."""
    decided: list[str] = []
    settled: list[str] = []

    def decide(*arguments: Any) -> Any:
        decided.append(arguments[2].document.doc_id)
        return attribute_document(*arguments)

    def correct(corrections: Any, quotations: Any, attributions: Any, known: Any) -> Any:
        settled.extend({row.doc_id for row in attributions})
        return apply_corrections(corrections, quotations, attributions, known)

    monkeypatch.setattr(deciding, "attribute_document", decide)
    monkeypatch.setattr(deciding, "apply_corrections", correct)

    def run_once(settings: Settings) -> tuple[list[str], list[str]]:
        decided.clear()
        settled.clear()
        attribute.run(settings, say=lambda _: None)
        return list(decided), list(settled)

    return run_once


Made = tuple[list[Attribution], list[Entity], list[EntityMention], bytes]


def made(settings: Settings) -> Made:
    """All that the stage makes for the others."""
    return (
        interim.ATTRIBUTIONS.read(settings),
        interim.ENTITIES.read(settings),
        interim.ENTITY_MENTIONS.read(settings),
        interim.ATTRIBUTE_PROBLEMS.path(settings).read_bytes(),
    )


def made_at_once(settings: Settings, texts: dict[str, str]) -> Made:
    """The same, of these texts and what is written by hand, where nothing was there before."""
    fresh = replace(settings, outputs=settings.outputs.with_name("fresh"))
    keep(fresh, texts)
    attribute.run(fresh, say=lambda _: None)
    return made(fresh)


def speakers(settings: Settings) -> dict[str, str]:
    return {row.quote_id: row.speaker for row in interim.ATTRIBUTIONS.read(settings)}


def test_where_nothing_has_changed_nothing_is_done(settings: Settings, run: Run) -> None:
    before = made(settings)
    assert run(settings) == ([], [])
    assert made(settings) == before


def test_a_text_that_names_nobody_else_s_people_is_all_that_is_decided(settings: Settings, run: Run) -> None:
    texts = TEXTS | {"votes": "“We vote again”, Rolf Lie said."}
    keep(settings, texts)
    assert run(settings) == (["votes"], ["votes"])
    assert made(settings) == made_at_once(settings, texts)


def test_who_has_a_fuller_name_in_a_new_text_is_decided_again(settings: Settings, run: Run) -> None:
    keep(settings, TEXTS | NEW)
    assert run(settings) == (["pilots", "reports"], ["pilots", "reports"])
    assert speakers(settings)["pilots.1"] == "Ada Marie Lund"
    assert made(settings) == made_at_once(settings, TEXTS | NEW)


def test_a_text_that_is_gone_leaves_nothing_and_changes_who_was_joined(settings: Settings, run: Run) -> None:
    keep(settings, TEXTS | NEW)
    run(settings)
    keep(settings, TEXTS)
    assert run(settings) == (["pilots"], ["pilots"])
    assert made(settings) == made_at_once(settings, TEXTS)
    with open_findings(settings.interim) as findings:
        assert list(findings.connection.execute("SELECT name FROM found WHERE doc_id = 'reports'")) == []
        assert list(findings.connection.execute("SELECT stage FROM done WHERE doc_id = 'reports'")) == []


def test_a_text_that_has_changed_is_decided_again(settings: Settings, run: Run) -> None:
    texts = TEXTS | {"minutes": "“We vote”, Lund said."}
    keep(settings, texts)
    assert run(settings) == (["minutes"], ["minutes"])
    assert made(settings) == made_at_once(settings, texts)


def test_an_author_who_is_another_is_decided_again(settings: Settings, run: Run) -> None:
    documents = interim.DOCUMENTS.read(settings)
    interim.DOCUMENTS.write(settings, [replace(documents[0], author="Nils Vik"), *documents[1:]])
    assert run(settings) == (["letters"], ["letters"])
    documents = interim.DOCUMENTS.read(settings)
    interim.DOCUMENTS.write(settings, [replace(documents[0], title="Letters"), *documents[1:]])
    assert run(settings) == ([], [])


def test_people_csv_decides_again_where_it_names_somebody(settings: Settings, run: Run) -> None:
    before = made(settings)
    people = settings.corpus / "people.csv"
    people.write_text("name,aliases,kind\nRolf Emil Lie,Rolf Lie,person\n", encoding="utf-8")
    assert run(settings) == (["minutes"], ["minutes"])
    assert speakers(settings)["minutes.1"] == "Rolf Emil Lie"
    assert made(settings) == made_at_once(settings, TEXTS)
    people.unlink()
    assert run(settings) == (["minutes"], ["minutes"])
    assert made(settings) == before


def test_an_item_of_wikidata_decides_nothing_again(settings: Settings, run: Run) -> None:
    people = settings.corpus / "people.csv"
    people.write_text("name,kind\nRolf Lie,person\n", encoding="utf-8")
    run(settings)
    people.write_text("name,kind,wikidata\nRolf Lie,person,Q9\n", encoding="utf-8")
    assert run(settings) == ([], [])
    assert [row.wikidata for row in interim.ENTITIES.read(settings) if row.name == "Rolf Lie"] == ["Q9"]


def test_a_correction_changes_its_document_and_decides_nothing(settings: Settings, run: Run) -> None:
    before = made(settings)
    corrections = settings.corpus / "corrections.csv"
    corrections.write_text(
        "doc_id,text,speaker\npilots,No ship comes,Rolf Lie\nnowhere,What,Ada\npilots,Never,Ada\n", encoding="utf-8"
    )
    assert run(settings) == ([], ["pilots"])
    assert list(speakers(settings).values()) == ["Lund", "Rolf Lie", "Ada Lund", "Rolf Lie"]
    problems = interim.ATTRIBUTE_PROBLEMS.read(settings)
    assert [(row.doc_id, row.message.split(":")[0]) for row in problems] == [
        ("nowhere", "line 3"),
        ("pilots", "line 4"),
    ]
    assert made(settings) == made_at_once(settings, TEXTS)
    corrections.unlink()
    assert run(settings) == ([], ["pilots"])
    assert made(settings) == before


def test_a_corrected_speaker_has_the_name_that_a_new_text_gives(settings: Settings, run: Run) -> None:
    corrections = settings.corpus / "corrections.csv"
    corrections.write_text(
        "doc_id,text,speaker\nminutes,We vote,Nils Vik\nletters,The quay is empty,Ada Lund\n", "utf-8"
    )
    run(settings)
    keep(settings, TEXTS | NEW)
    assert run(settings) == (["pilots", "reports"], ["letters", "pilots", "reports"])
    assert made(settings) == made_at_once(settings, TEXTS | NEW)


@pytest.mark.parametrize("table", [interim.ENTITIES, interim.ATTRIBUTE_PROBLEMS])
@pytest.mark.parametrize("content", [None, b"entity_id,name\n"])
def test_a_table_that_is_lost_or_changed_is_made_again(
    settings: Settings, run: Run, table: interim.Interim[Any], content: bytes | None
) -> None:
    before = made(settings)
    if content is None:
        table.path(settings).unlink()
    else:
        table.path(settings).write_bytes(content)
    assert run(settings) == ([], [])
    assert made(settings) == before


def test_a_run_that_broke_off_is_taken_up_where_it_stood(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = TEXTS | NEW | {"votes": "“We vote again”, Rolf Lie said."}
    keep(settings, texts)
    seen: list[str] = []

    def break_off(*arguments: Any) -> Any:
        seen.append(arguments[2].document.doc_id)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return attribute_document(*arguments)

    monkeypatch.setattr(deciding, "attribute_document", break_off)
    monkeypatch.setattr(executors, "_SMALL", 0.0)  # a batch that breaks off is done again
    with pytest.raises(KeyboardInterrupt):
        attribute.run(settings, say=lambda _: None)
    attribute.run(settings, say=lambda _: None)
    kept, broken, *again = seen
    assert sorted([kept, *again]) == ["pilots", "reports", "votes"]
    assert broken in again
    assert made(settings) == made_at_once(settings, texts)
