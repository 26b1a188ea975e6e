"""The essay that comes with the project: every quotation of its gold, and no other."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Scan = Callable[[str], Any]


def test_all_quoted_stretches_of_the_essay_are_found_to_the_character(scan: Scan, root: Path) -> None:
    gold = json.loads((root / "tests/data/permanent-revolution.json").read_text(encoding="utf-8"))["quotations"]
    scanned = scan((root / "corpus/permanent-revolution.txt").read_text(encoding="utf-8"))
    found = [(span.start, span.end, span.form) for span in scanned.spans]
    assert found == [(row["start"], row["end"], row.get("form", "inline")) for row in gold]
    parents = [None if span.parent is None else gold[span.parent]["id"] for span in scanned.spans]
    assert parents == [row.get("parent") for row in gold]
    assert scanned.codes == []
