"""`make bench` through, with the embedded model, on next to nothing."""

import re
from pathlib import Path

from benchmarks.pipeline_speed import SECTIONS, Sizes

SMALL = Sizes(stages=1_200, jobs=1_200, each=40, memory=(8_000, 16_000), long=2_000, replayed=20_000, rounds=1)


def test_the_stages_are_measured_beside_the_bare_parser(tmp_path: Path) -> None:
    rows = list(SECTIONS["stages"](tmp_path, SMALL))
    assert len(rows) >= 4
    assert all(re.search(r"\d", row.measured) for row in rows)
    assert any(row.promised for row in rows)
