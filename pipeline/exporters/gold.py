"""Gold: what a person has gone through, in the form that `quoth evaluate` reads.

A file for each document in which every row of ``quotations.csv`` was corrected or checked by hand, terms
too; of the others it is not known what is right. It holds what the person said: kind, speaker and place.
What Quoth overlooked is not in it, so that it measures speakers and kinds, and not how much is found.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pipeline import store
from pipeline.exporters.material import Material
from pipeline.records import BY_HAND, AttributedQuotation, Document

_KINDS: Final = frozenset({"direct", "mixed", "term"})
_OFFSETS: Final = "Unicode code points into the text; a span holds the quoted content without its outer marks"


def export(material: Material, folder: Path) -> Iterator[Path]:
    """Write ``<doc_id>.json`` for every document that was gone through."""
    aliases = {speaker.name: speaker.aliases for speaker in material.speakers}
    for opened in material.opened():
        document, rows = opened.document, opened.quotations
        if rows and all(row.rule in BY_HAND for row in rows):
            path = folder / f"{document.doc_id}.json"
            gold = _gold(document, material.texts[document.doc_id], rows, aliases)
            store.write_text(path, json.dumps(gold, ensure_ascii=False, indent=1) + "\n")
            yield path


def _gold(
    document: Document, text: str, rows: Sequence[AttributedQuotation], aliases: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    return {
        "document": document.path,
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "offsets": _OFFSETS,
        "judges": ["kind", "speaker"],
        "quotations": [_quotation(row, aliases) for row in rows if row.kind in _KINDS],
    }


def _quotation(row: AttributedQuotation, aliases: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """One quotation; what stands inside another is nested, and says what it stands in."""
    found: dict[str, Any] = {
        "id": row.quote_id,
        "start": row.start,
        "end": row.end,
        "kind": "nested" if row.parent_id else row.kind,
        "text": row.text,
    }
    if row.parent_id:
        found["parent"] = row.parent_id
    if row.speaker:
        found |= {"speaker": row.speaker, "aliases": list(aliases.get(row.speaker, ()))}
    return found
