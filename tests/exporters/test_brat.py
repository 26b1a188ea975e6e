"""brat's files: PolNeAR's labels, text that brat accepts, and gold that Quoth's own evaluation reads."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation import forms
from pipeline.evaluation.outputs import group_outputs
from pipeline.evaluation.polnear import read_polnear
from pipeline.exporters.brat import annotate
from pipeline.exporters.material import Material
from pipeline.records import AttributedQuotation

Write = Callable[[str, Material], Path]

SPAN = re.compile(r"(T\d+)\t(Source|Cue|Content|Term|Attribution) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
EVENT = re.compile(r"(E\d+)\tAttribution:(T\d+)((?: (?:Content|Cue|Source)\d*:T\d+)+)")
NOTE = re.compile(r"(#\d+)\tAnnotatorNotes ([TE]\d+)\t\[.*\]")


def row(text: str, words: str, **known: Any) -> AttributedQuotation:
    start = text.index(words)
    empty = dict.fromkeys(AttributedQuotation.__dataclass_fields__, "")
    places = dict.fromkeys(("mention_start", "mention_end", "cue_start", "cue_end", "score"))
    usual = {"quote_id": f"sea.q{start:04d}", "utterance_id": words, "kind": "direct", "start": start, "text": words}
    return AttributedQuotation(**{**empty, **places, **usual, "end": start + len(words), **known})


BROKEN = "“We sank”, Lund said, “and\nnobody came.” The ‘wreck’ lay there."
LUND = {"mention_start": 11, "mention_end": 15, "cue_start": 16, "cue_end": 20, "speaker": "Lund", "utterance_id": "u"}

CASES = [
    (
        "a content has its marks, and a piece for every part and every line",
        BROKEN,
        [("We sank", LUND), ("and\nnobody came.", LUND)],
        [
            "T1\tContent 0 9;22 26;27 40\t“We sank” “and nobody came.”",
            "T2\tCue 16 20\tsaid",
            "T3\tSource 11 15\tLund",
            "T4\tAttribution 16 20\tsaid",
            "E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3",
        ],
    ),
    (
        "without a cue the event stands on the source, without either on the content",
        "“Yes.” “No.”",
        [("Yes.", {}), ("No.", {"mention_start": 0, "mention_end": 1})],
        [
            "T1\tContent 0 6\t“Yes.”",
            "T2\tAttribution 0 6\t“Yes.”",
            "E1\tAttribution:T2 Content:T1",
            "T3\tContent 7 12\t“No.”",
            "T4\tSource 0 1\t“",
            "T5\tAttribution 0 1\t“",
            "E2\tAttribution:T5 Content:T3 Source:T4",
        ],
    ),
    ("a term is no attribution", BROKEN, [("wreck", {"kind": "term"})], ["T1\tTerm 46 51\twreck"]),
    (
        "a part that another is said to have spoken is another attribution",
        "“Yes”, “no”.",
        [("Yes", {"utterance_id": "u", "speaker_id": "a"}), ("no", {"utterance_id": "u", "speaker_id": "b"})],
        [
            "T1\tContent 0 5\t“Yes”",
            "T2\tAttribution 0 5\t“Yes”",
            "E1\tAttribution:T2 Content:T1",
            "T3\tContent 7 11\t“no”",
            "T4\tAttribution 7 11\t“no”",
            "E2\tAttribution:T4 Content:T3",
        ],
    ),
    (
        "marks that two share are the first's",
        '"Yes"no"',
        [("Yes", {"utterance_id": "u"}), ("no", {"utterance_id": "u"})],
        [
            'T1\tContent 0 5;5 8\t"Yes" no"',
            'T2\tAttribution 0 5\t"Yes"',
            "E1\tAttribution:T2 Content:T1",
        ],
    ),
]


@pytest.mark.parametrize(("what", "text", "quoted", "expected"), CASES)
def test_lines_are_those_of_polnear(
    what: str, text: str, quoted: list[tuple[str, dict[str, Any]]], expected: list[str]
) -> None:
    rows = [row(text, words, **known) for words, known in quoted]
    lines = [line for line in annotate(rows, text) if not line.startswith("#")]
    assert lines == expected, what


def test_brat_can_read_every_line(any_material: Material, exported: Write) -> None:
    folder = exported("brat", any_material)
    for document in any_material.documents:
        text = (folder / f"{document.doc_id}.txt").read_bytes().decode()
        assert text == any_material.texts[document.doc_id]
        content = (folder / f"{document.doc_id}.ann").read_bytes().decode()
        # brat ends a line at a line feed, Python at more: the same lines both ways.
        lines = content.splitlines()
        assert lines == content.split("\n")[:-1]
        known: set[str] = set()
        for line in lines:
            span, event, note = SPAN.fullmatch(line), EVENT.fullmatch(line), NOTE.fullmatch(line)
            assert span or event or note, line
            if span:
                pieces = [tuple(map(int, piece.split())) for piece in span[3].split(";")]
                assert all(first[1] <= second[0] for first, second in pairwise(pieces))
                assert " ".join(text[start:end] for start, end in pieces) == span[4]
            for named in (*re.findall(r":(T\d+)", event[0] if event else ""), *([note[2]] if note else [])):
                assert named in known
            known.add(line.partition("\t")[0])


def test_what_is_exported_is_all_right_as_gold(any_material: Material, exported: Write) -> None:
    folder = exported("brat", any_material)
    judged = [one for one in read_polnear(folder) if any(gold.quoted for gold in one.attributions)]
    outputs = group_outputs(
        documents=any_material.documents,
        rows=any_material.quotations,
        entities=any_material.entities,
        mentions=any_material.rows["mentions"],
        read_text=lambda doc_id: any_material.texts[doc_id],
    )
    if not any_material.documents:
        return
    (report,) = forms.evaluate([folder], outputs)
    figures = {figure.name: figure for section in report.sections for figure in section.figures}
    for name in ("recall", "precision", "speaker, of those found", "right of all"):
        assert figures[name].right == figures[name].total, name
    assert bool(judged) == any(row.kind != "term" for row in any_material.quotations)
    assert not report.findings


def test_the_configuration_knows_every_label(material: Material, exported: Write) -> None:
    configuration = (exported("brat", material) / "annotation.conf").read_text(encoding="utf-8")
    assert re.findall(r"^\[(\w+)\]$", configuration, re.MULTILINE) == ["entities", "relations", "events", "attributes"]
    for label in ("Source", "Cue", "Content", "Term"):
        assert f"\n{label}\n" in configuration
