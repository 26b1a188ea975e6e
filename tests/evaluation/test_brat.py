"""brat standoff: broken spans, roles with numbers, lines that are none."""

from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.evaluation.brat import BratSpan, read_brat

TEXT = "“We sank”, Lund said, “and\n\nnobody came.”"


def write(folder: Path, *lines: str) -> Path:
    path = folder / "sea_ab12.ann"
    path.write_bytes("\n".join(lines).encode())
    return path


def test_spans_and_events_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "T1\tSource 11 15\tLund",
        "T2\tCue 16 20\tsaid",
        # The text of a span that runs over a line's end runs over the line's end in the file, too.
        "T3\tContent 22 41;0 9\t“We sank” “and",
        "",
        "nobody came.”",
        "T4\tContent 0 9\t“We sank”",
        "E1\tAttribution:T2 Source:T1 Content:T3 Content2:T4",
        "#1\tAnnotatorNotes T1\tunsure",
    )
    brat = read_brat(path, text=TEXT)
    assert brat.spans[2] == BratSpan(label="Content", pieces=((0, 9), (22, 41)))
    (event,) = brat.events
    assert event.type == "Attribution"
    assert event.spans("Content") == (brat.spans[2], brat.spans[3])
    assert event.spans("Cue") == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1\tSource 11 99\tLund", "line 1: 11 99 is no span of a text of 41 code points"),
        ("T1\tSource 15 11\tLund", "line 1: 15 11 is no span"),
        ("E1\tAttribution:T7 Source:T8", "line 1: E1 names T7, which the file does not hold"),
    ],
)
def test_what_does_not_fit_the_text_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(GoldError, match=message):
        read_brat(write(tmp_path, line), text=TEXT)
