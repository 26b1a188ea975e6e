"""Two small made-up texts and what the stages find in them: what tables and report are tested on.

``python tests/data/tiny/make.py FOLDER`` writes them to a folder, as `write` does for the tests. The places
are found in the texts by their words; `place` says which occurrence is meant.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from pipeline import store
from pipeline.quotes.paragraphs import split_paragraphs
from pipeline.quotes.words import count_words
from pipeline.records import (
    Attribution,
    Candidate,
    DatedSentence,
    Document,
    Entity,
    EntityMention,
    KeyTerm,
    Paragraph,
    Problem,
    Quotation,
    TextStatistics,
)
from pipeline.settings import Settings
from pipeline.stages import interim

HARBOUR = """\
The harbour and the light

Margaret Oyelaran, who kept the light for thirty years, wrote in 1911: “The sea does not read our notices.” She \
called the new lamp “progress” and kept the old one.

“We were promised a bell”, the keepers said, “and we were sent a form.” Oyelaran answered: “Send them my reply: ‘We \
cannot ring a form.’”

One sailor put it so in a letter that was printed in Notes from the Pier:

“The light is where it was. The rocks are where they were. It is the harbour that has moved.”

“Nobody asked us” was painted on the wall.

In the winter of 1912 Oyelaran moved the light to Ferris Point.
"""
MINUTES = """\
According to the Gazette, the cost was “within <reason> & the budget”.

He added: “It will be paid.”
"""
TEXTS = {"harbour": HARBOUR, "minutes": MINUTES}


def place(doc_id: str, words: str, *, occurrence: int = 1) -> dict[str, Any]:
    """Where words stand in a text: start, end and the words."""
    start = -1
    for _ in range(occurrence):
        start = TEXTS[doc_id].index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def paragraph_of(doc_id: str, start: int) -> int:
    """The number of the paragraph that holds a place."""
    return max(row.paragraph for row in split_paragraphs(TEXTS[doc_id], doc_id=doc_id) if row.start <= start)


def quotation(doc_id: str, number: int, words: str, **others: Any) -> Quotation:
    """A quotation, with whatever is not said left at its commonest."""
    at = place(doc_id, words)
    quote_id = f"{doc_id}.q{number:04d}"
    commonest = {
        "kind": "direct",
        "subkind": "speech",
        "form": "inline",
        "utterance_id": quote_id,
        "parent_id": "",
        "sentence": 0,
        "marks": "“”",
        "kind_evidence": "",
        "source_title": "",
        "source_author": "",
        "stated_date": "",
    }
    paragraph = paragraph_of(doc_id, at["start"])
    if others.get("stated_date"):
        date = place(doc_id, others["stated_date"])
        others |= {"stated_date_start": date["start"], "stated_date_end": date["end"]}
    return Quotation(doc_id=doc_id, quote_id=quote_id, paragraph=paragraph, **at, **(commonest | others))


def attribution(quote_id: str, speaker: str = "", kind: str = "", **others: Any) -> Attribution:
    """A decision; ``mention`` and ``cue`` are places."""
    doc_id = quote_id.split(".", maxsplit=1)[0]
    mention, cue = (others.pop(name, {"start": None, "end": None, "text": ""}) for name in ("mention", "cue"))
    return Attribution(
        doc_id=doc_id,
        quote_id=quote_id,
        speaker_id=speaker.lower().replace(" ", "-"),
        speaker=speaker,
        speaker_kind=kind,
        speaker_mention=mention["text"],
        mention_start=mention["start"],
        mention_end=mention["end"],
        cue=cue["text"],
        cue_start=cue["start"],
        cue_end=cue["end"],
        **({"rule": "", "score": None, "reason": ""} | others),
    )


def candidate(found: Attribution, **others: Any) -> Candidate:
    """The evidence behind a decision."""
    return Candidate(
        doc_id=found.doc_id,
        quote_id=found.quote_id,
        evidence="subject_of_cue",
        mention_start=found.mention_start,
        mention_end=found.mention_end,
        mention=found.speaker_mention,
        mention_form="name",
        mention_label="PERSON",
        number="sing",
        gender="",
        cue_start=found.cue_start,
        cue_end=found.cue_end,
        cue=found.cue,
        cue_lemma=found.cue,
        cue_listed=True,
        position="before",
        paragraphs_away=0,
        **({"distance": 1} | others),
    )


def document(doc_id: str, **others: Any) -> Document:
    """A document, with its counts."""
    text = TEXTS[doc_id]
    return Document(
        doc_id=doc_id,
        source="",
        sha256=doc_id.encode().hex().ljust(64, "0"),
        encoding="utf-8",
        n_chars=len(text),
        n_words=count_words(text),
        n_paragraphs=len(paragraphs(doc_id)),
        **others,
    )


def dated_sentence(doc_id: str, beginning: str, words: str, *, date: str) -> DatedSentence:
    """A sentence up to its full stop, and the date in it."""
    start, at = place(doc_id, beginning)["start"], place(doc_id, words)
    return DatedSentence(
        doc_id=doc_id,
        paragraph=paragraph_of(doc_id, start),
        start=start,
        end=TEXTS[doc_id].index(".", start) + 1,
        date_start=at["start"],
        date_end=at["end"],
        date=date,
    )


def paragraphs(doc_id: str) -> list[Paragraph]:
    """The paragraphs of a text, as `pipeline.quotes` sees them."""
    return list(split_paragraphs(TEXTS[doc_id], doc_id=doc_id))


QUOTATIONS = [
    quotation("harbour", 1, "The sea does not read our notices.", subkind="writing", stated_date="1911"),
    quotation("harbour", 2, "progress", kind="term", subkind="scare"),
    quotation("harbour", 3, "We were promised a bell", utterance_id="harbour.q0003"),
    quotation("harbour", 4, "and we were sent a form.", utterance_id="harbour.q0003"),
    quotation("harbour", 5, "Send them my reply: ‘We cannot ring a form.’"),
    quotation("harbour", 6, "We cannot ring a form.", parent_id="harbour.q0005", marks="‘’"),
    quotation(
        "harbour",
        7,
        "The light is where it was. The rocks are where they were. It is the harbour that has moved.",
        form="block",
        source_title="Notes from the Pier",
    ),
    quotation("harbour", 8, "Nobody asked us", kind="mixed"),
    quotation("minutes", 1, "within <reason> & the budget", kind="mixed", subkind="writing"),
    quotation("minutes", 2, "It will be paid."),
]
KEEPERS = {
    "mention": place("harbour", "the keepers"),
    "cue": place("harbour", "said"),
    "rule": "named subject of the cue",
    "score": 0.95,
}
ATTRIBUTIONS = [
    attribution(
        "harbour.q0001",
        "Margaret Oyelaran",
        "person",
        mention=place("harbour", "Margaret Oyelaran"),
        cue=place("harbour", "wrote"),
        rule="named subject of the cue",
        score=0.95,
    ),
    attribution("harbour.q0002", reason="term"),
    attribution("harbour.q0003", "the keepers", "group", **KEEPERS),
    attribution("harbour.q0004", "the keepers", "group", **(KEEPERS | {"rule": "same utterance"})),
    attribution(
        "harbour.q0005",
        "Margaret Oyelaran",
        "person",
        mention=place("harbour", "Oyelaran", occurrence=2),
        cue=place("harbour", "answered"),
        rule="named subject of the cue",
        score=0.95,
    ),
    attribution("harbour.q0006", "the keepers", "group", rule="inside another's words", score=0.41),
    attribution(
        "harbour.q0007",
        "One sailor",
        "unnamed",
        mention=place("harbour", "One sailor"),
        cue=place("harbour", "put"),
        rule="block introduced by the paragraph before",
        score=0.8,
    ),
    attribution("harbour.q0008", reason="no_cue"),
    attribution(
        "minutes.q0001",
        "the Gazette",
        "work",
        mention=place("minutes", "the Gazette"),
        cue=place("minutes", "According to"),
        rule="according to",
        score=0.97,
    ),
    attribution(
        "minutes.q0002",
        mention=place("minutes", "He"),
        cue=place("minutes", "added"),
        reason="pronoun_unresolved",
    ),
]
NAMES = [
    ("margaret-oyelaran", "Margaret Oyelaran", "PERSON", ("Oyelaran",)),
    ("ferris-point", "Ferris Point", "LOC", ()),
    ("notes-from-the-pier", "Notes from the Pier", "WORK_OF_ART", ()),
    ("gazette", "the Gazette", "ORG", ()),
]
MENTIONS = [
    ("margaret-oyelaran", "PERSON", "harbour", place("harbour", "Margaret Oyelaran")),
    ("margaret-oyelaran", "PERSON", "harbour", place("harbour", "Oyelaran", occurrence=2)),
    ("notes-from-the-pier", "WORK_OF_ART", "harbour", place("harbour", "Notes from the Pier")),
    ("margaret-oyelaran", "PERSON", "harbour", place("harbour", "Oyelaran", occurrence=3)),
    ("ferris-point", "LOC", "harbour", place("harbour", "Ferris Point")),
    ("gazette", "ORG", "minutes", place("minutes", "the Gazette")),
]
DATED = [dated_sentence("harbour", "In the winter of 1912 Oyelaran", "the winter of 1912", date="1912-24")]
KEY_TERMS = [
    ("harbour", "keepers", 1.0, 1),
    ("harbour", "light", 0.82, 3),
    ("harbour", "new lamp", 0.411, 1),
    ("minutes", "cost", 1.0, 1),
]
STATISTICS = [
    TextStatistics(
        doc_id="harbour",
        n_sentences=10,
        n_unique_words=63,
        words_per_sentence=10.3,
        flesch_reading_ease=87.1,
        flesch_kincaid_grade=2.8,
        mtld=71.3,
    ),
    TextStatistics(
        doc_id="minutes",
        n_sentences=2,
        n_unique_words=15,
        words_per_sentence=8.5,
        flesch_reading_ease=None,
        flesch_kincaid_grade=None,
        mtld=None,
    ),
]


def key_terms() -> list[KeyTerm]:
    """The key terms of both texts, numbered from 1 in each."""
    ranks: Counter[str] = Counter()
    found = []
    for doc_id, term, score, count in KEY_TERMS:
        ranks[doc_id] += 1
        found.append(KeyTerm(doc_id=doc_id, rank=ranks[doc_id], term=term, score=score, n_occurrences=count))
    return found


def write(settings: Settings) -> None:
    """Write texts, tables and what the model says of itself."""
    for doc_id, text in TEXTS.items():
        store.write_text(settings.texts / f"{doc_id}.txt", text)
    interim.DOCUMENTS.write(
        settings,
        [
            document(
                "harbour", title="The harbour and the light", author="", date="", language="en-GB", path="harbour.txt"
            ),
            document(
                "minutes", title="", author="The harbour board", date="1912", language="English", path="minutes.md"
            ),
        ],
    )
    interim.PARAGRAPHS.write(settings, [row for doc_id in TEXTS for row in paragraphs(doc_id)])
    interim.QUOTATIONS.write(settings, QUOTATIONS)
    interim.DATED.write(settings, DATED)
    interim.ATTRIBUTIONS.write(settings, ATTRIBUTIONS)
    interim.CORRECTED.write(settings, [])
    interim.CANDIDATES.write(settings, [candidate(found) for found in ATTRIBUTIONS if found.cue])
    interim.KEY_TERMS.write(settings, key_terms())
    interim.STATISTICS.write(settings, STATISTICS)
    interim.ENTITIES.write(
        settings,
        [
            Entity(
                entity_id=entity_id,
                name=name,
                type=label,
                aliases=aliases,
                n_mentions=sum(mention[0] == entity_id for mention in MENTIONS),
                n_documents=1,
            )
            for entity_id, name, label, aliases in NAMES
        ],
    )
    interim.ENTITY_MENTIONS.write(
        settings,
        [
            EntityMention(
                doc_id=doc_id, entity_id=entity_id, label=label, paragraph=paragraph_of(doc_id, at["start"]), **at
            )
            for entity_id, label, doc_id, at in MENTIONS
        ],
    )
    binary = Problem(
        stage="ingest",
        doc_id="",
        path="plan of the pier.txt",
        code="binary",
        message="the file is no text: save it as .txt, or take it out of the corpus",
    )
    interim.INGEST_PROBLEMS.write(settings, [binary])
    interim.EXTRACT_PROBLEMS.write(settings, [])
    interim.ATTRIBUTE_PROBLEMS.write(settings, [])
    model = {"name": "en_made_up", "version": "1.2.3", "sha256": "ab" * 32}
    store.write_text(settings.interim / "model.json", json.dumps(model, indent=2) + "\n")


if __name__ == "__main__":
    write(Settings(outputs=Path(sys.argv[1])))
