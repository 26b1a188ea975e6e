"""W3C Web Annotation: a collection of annotations a document, as JSON-LD.

After the Web Annotation Data Model (W3C Recommendation, 23 February 2017). The standard counts the
positions of a text in code points from 0, the end not included, as the tables do.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from pipeline import store
from pipeline.exporters.material import Material
from pipeline.records import AttributedQuotation, Document

# How much of the text on either side finds the words again where positions have changed, in code points.
_CONTEXT: Final = 32

_WORDS: Final = (
    "quote_id",
    "kind",
    "subkind",
    "form",
    "utterance_id",
    "parent_id",
    "speaker_id",
    "speaker",
    "speaker_kind",
    "rule",
    "score",
    "reason",
    "source_title",
    "source_author",
    "stated_date",
)
_CONTEXTS: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {"quoth": "urn:quoth:", **{name: f"quoth:{name}" for name in (*_WORDS, "mention", "cue")}},
]
"""What the names mean: those of the standard, and the columns of ``quotations.csv``."""


def export(material: Material, folder: Path) -> Iterator[Path]:
    """The files written: ``<doc_id>.jsonld`` for every document, an annotation a line."""
    for opened in material.opened():
        document = opened.document
        text = material.texts[document.doc_id]
        path = folder / f"{document.doc_id}.jsonld"
        lines = [_to_json(annotation(row, text)) for row in opened.quotations]
        store.write_text(path, _collection(document, lines))
        yield path


def annotation(row: AttributedQuotation, text: str) -> dict[str, Any]:
    """A quotation or term as an annotation: what it is and who says it, on the stretch of text where it stands."""
    return {
        "id": _reference(row.quote_id),
        "type": "Annotation",
        "motivation": ["classifying", "identifying"] if row.speaker else "classifying",
        "body": list(_bodies(row)),
        "target": {"source": _source(row.doc_id), "selector": _selectors(text, row.start, row.end)},
    }


def _collection(document: Document, annotations: list[str]) -> str:
    """The annotations of a document: a collection of one page."""
    head = {
        "@context": _CONTEXTS,
        "id": _reference(document.doc_id),
        "type": "AnnotationCollection",
        "label": document.title or document.doc_id,
        "total": len(annotations),
    }
    page = {"id": _reference(f"{document.doc_id}.page1"), "type": "AnnotationPage", "startIndex": 0}
    first = f'{_to_json(page)[:-1]},"items":[\n' + ",\n".join(annotations) + "\n]}"
    return f'{_to_json(head)[:-1]},\n"first":{first}}}\n'


def _bodies(row: AttributedQuotation) -> Iterator[dict[str, Any]]:
    """The kind and the speaker in words that any program shows, then all that is known, in the columns' names."""
    yield {"type": "TextualBody", "purpose": "classifying", "value": row.kind}
    if row.speaker:
        yield {"type": "TextualBody", "purpose": "identifying", "value": row.speaker}
    known: dict[str, Any] = {name: getattr(row, name) for name in _WORDS}
    known["mention"] = _place(row.speaker_mention, row.mention_start, row.mention_end)
    known["cue"] = _place(row.cue, row.cue_start, row.cue_end)
    yield {"type": "quoth:Quotation", **{name: value for name, value in known.items() if value not in ("", None)}}


def _place(words: str, start: int | None, end: int | None) -> dict[str, Any] | None:
    return None if start is None else {"type": "TextPositionSelector", "start": start, "end": end, "exact": words}


def _selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - _CONTEXT) : start],
            "suffix": text[end : end + _CONTEXT],
        },
    ]


def _reference(identifier: str) -> str:
    """A reference within the file."""
    return f"#{quote(identifier, safe='')}"


def _source(doc_id: str) -> str:
    """Where the text lies, seen from the file: beside the folder of exports."""
    return f"../../texts/{quote(doc_id, safe='')}.txt"


def _to_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
