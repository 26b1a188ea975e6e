"""A short text with its gold, rows made by hand, and tables as a run would leave them."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.gold import Gold, GoldQuotation, read_gold
from pipeline.evaluation.outputs import Outputs, group_outputs
from pipeline.records import AttributedQuotation, Document, Entity, EntityMention

MakeRow = Callable[..., AttributedQuotation]
MakeOutputs = Callable[..., Outputs]

TEXT = """Ada Lund wrote in 1931: “The channel has silted up, and no ship will come.” The pilots called it “the ditch”.

“We asked for a dredger”, she said. “We were sent a committee.”

The mayor argued that the town “would live from its memories”. In The Tide Book, Olaf Berg has an old pilot answer:

“He told us ‘wait’, and we waited.”
"""

QUOTATIONS: tuple[dict[str, Any], ...] = (
    {"text": "The channel has silted up, and no ship will come.", "speaker": "Ada Lund", "mention": "Ada Lund",
     "cue": "wrote", "utterance": "u1", "date": "1931"},
    {"text": "the ditch", "kind": "term"},
    {"text": "We asked for a dredger", "speaker": "Ada Lund", "mention": "she", "cue": "said", "utterance": "u2"},
    {"text": "We were sent a committee.", "speaker": "Ada Lund", "mention": "she", "cue": "said", "utterance": "u2"},
    {"text": "would live from its memories", "kind": "mixed", "speaker": "The mayor", "mention": "The mayor",
     "cue": "argued", "utterance": "u3"},
    {"text": "He told us ‘wait’, and we waited.", "speaker": "an old pilot", "mention": "an old pilot", "cue": "answer",
     "utterance": "u4", "form": "block", "source_work": "The Tide Book", "source_author": "Olaf Berg"},
    {"text": "wait", "kind": "nested", "parent": "q6"},
)  # fmt: skip

ENTITIES = (
    {"name": "Ada Lund", "types": ["PERSON"], "aliases": ["Ada Lund", "Lund"]},
    {"name": "Olaf Berg", "types": ["PERSON"], "aliases": ["Olaf Berg"]},
    {"name": "The Tide Book", "types": ["WORK_OF_ART"], "aliases": ["The Tide Book"]},
)

LEFT_EMPTY: dict[str, Any] = {
    "kind": "direct",
    "subkind": "",
    "form": "inline",
    "parent_id": "",
    "speaker_id": "",
    "speaker_kind": "",
    "rule": "",
    "score": None,
    "reason": "",
    "source_title": "",
    "source_author": "",
    "stated_date": "",
    "paragraph": 0,
    "left": "",
    "right": "",
}


def build_row(text: str, quoted: str, *, mention: str = "", cue: str = "", **others: Any) -> AttributedQuotation:
    """A row at the first place where its words, its mention and its cue stand in the text."""
    start = text.index(quoted)
    values = {
        **LEFT_EMPTY,
        "doc_id": "tide",
        "quote_id": f"tide.{start}",
        "utterance_id": f"tide.{start}",
        "speaker": "",
    }
    for name, words in (("mention", mention), ("cue", cue)):
        place = text.index(words) if words else None
        values |= {f"{name}_start": place, f"{name}_end": None if place is None else place + len(words)}
    values |= {"speaker_mention": mention, "cue": cue, "start": start, "end": start + len(quoted), "text": quoted}
    return AttributedQuotation(**(values | others))


def copy_gold(one: GoldQuotation) -> AttributedQuotation:
    """The row that says of a quotation just what gold says."""
    mention, cue = one.mention, one.cue
    return AttributedQuotation(
        **LEFT_EMPTY
        | {
            "doc_id": "tide",
            "quote_id": f"tide.{one.id}",
            "kind": "term" if one.kind == "nested" else one.kind,
            "form": one.form or "inline",
            "utterance_id": one.utterance or f"alone {one.id}",
            "parent_id": f"tide.{one.parent}" if one.parent else "",
            "speaker": one.speaker,
            "speaker_mention": mention.text if mention else "",
            "mention_start": mention.start if mention else None,
            "mention_end": mention.end if mention else None,
            "cue": cue.text if cue else "",
            "cue_start": cue.start if cue else None,
            "cue_end": cue.end if cue else None,
            "rule": "subject of the cue",
            "score": 0.9 if one.speaker else None,
            "source_title": one.source_work,
            "source_author": one.source_author,
            "stated_date": one.date,
            "start": one.place.start,
            "end": one.place.end,
            "text": one.place.text,
        }
    )


def describe(spec: dict[str, Any], identifier: str) -> dict[str, Any]:
    """One quotation of the gold file."""

    def place(words: str) -> dict[str, Any]:
        return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), "text": words}

    described = {"id": identifier, "kind": "direct", "form": "inline"} | spec | place(spec["text"])
    if "mention" in spec:
        described["speaker_mention"] = place(described.pop("mention"))
        described["cue"] = place(spec["cue"])
    return described


@pytest.fixture(scope="session")
def text() -> str:
    return TEXT


@pytest.fixture(scope="session")
def gold_json() -> dict[str, Any]:
    """The gold file's content; change a copy."""
    return {
        "document": "tide.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "quotations": [describe(spec, f"q{number}") for number, spec in enumerate(QUOTATIONS, 1)],
        "entities": list(ENTITIES),
        "entities_optional": ["Harbour Day"],
    }


@pytest.fixture(scope="session")
def gold_path(tmp_path_factory: pytest.TempPathFactory, gold_json: dict[str, Any]) -> Path:
    path = tmp_path_factory.mktemp("gold") / "tide.json"
    path.write_text(json.dumps(gold_json), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def gold(gold_path: Path) -> Gold:
    return read_gold(gold_path)


@pytest.fixture(scope="session")
def copy_rows() -> Callable[[Gold], tuple[AttributedQuotation, ...]]:
    """Gives rows that say just what a gold says."""
    return lambda gold: tuple(copy_gold(one) for one in gold.quotations)


@pytest.fixture(scope="session")
def perfect(gold: Gold) -> tuple[AttributedQuotation, ...]:
    """Rows that say just what the gold says."""
    return tuple(copy_gold(one) for one in gold.quotations)


@pytest.fixture(scope="session")
def make_row() -> MakeRow:
    return build_row


@pytest.fixture(scope="session")
def make_outputs() -> MakeOutputs:
    """Tables of texts, a name of a file and a text each; ``rows`` carry the name's stem as ``doc_id``."""

    def make(
        texts: dict[str, str], rows: tuple[AttributedQuotation, ...] = (), entities: tuple[Entity, ...] = ()
    ) -> Outputs:
        by_id = {Path(path).stem: text for path, text in texts.items()}
        documents = [document(path, text) for path, text in texts.items()]
        mentions = [mention(doc_id, entity) for doc_id in by_id for entity in entities]
        return group_outputs(
            documents=documents, rows=rows, entities=entities, mentions=mentions, read_text=by_id.__getitem__
        )

    return make


def document(path: str, text: str) -> Document:
    return Document(
        doc_id=Path(path).stem,
        title="",
        author="",
        date="",
        source="",
        language="en",
        path=path,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        encoding="utf-8",
        n_chars=len(text),
        n_words=len(text.split()),
        n_paragraphs=1,
    )


def mention(doc_id: str, entity: Entity) -> EntityMention:
    return EntityMention(
        doc_id=doc_id,
        entity_id=entity.entity_id,
        label=entity.type,
        paragraph=0,
        start=0,
        end=len(entity.name),
        text=entity.name,
    )
