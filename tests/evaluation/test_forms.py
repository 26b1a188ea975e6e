"""Every form of gold from its files to its report."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import GoldError
from pipeline.evaluation import forms
from pipeline.evaluation.outputs import Outputs
from pipeline.evaluation.report import Report
from pipeline.records import AttributedQuotation, Entity

MakeOutputs = Callable[..., Outputs]
MakeRow = Callable[..., AttributedQuotation]

NEWS = "“We sank”, Ada Lund said."
PEOPLE = tuple(
    Entity(entity_id=name, name=name, type=label, aliases=(), n_mentions=1, n_documents=1)
    for name, label in (("Ada Lund", "PERSON"), ("Olaf Berg", "PERSON"), ("The Tide Book", "WORK_OF_ART"))
)


def scores(report: Report, key: str) -> dict[str, float | None]:
    return {
        figure.name: figure.value for section in report.sections if section.key == key for figure in section.figures
    }


@pytest.fixture
def polnear(tmp_path: Path) -> Path:
    folder = tmp_path / "polnear"
    for name, content in (
        ("text/sea.txt", NEWS),
        ("text/calm.txt", "It was calm."),
        ("attributions/calm_a1b2.ann", ""),
        (
            "attributions/sea_a1b2.ann",
            "T1\tContent 0 9\t…\nT2\tSource 11 19\t…\nT3\tCue 20 24\t…\nE1\tAttribution:T3 Content:T1 Source:T2 Cue:T3",
        ),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())
    return folder


@pytest.fixture
def pdnc(tmp_path: Path) -> Path:
    folder = tmp_path / "pdnc" / "Sea"
    folder.mkdir(parents=True)
    (folder / "novel_text.txt").write_bytes(NEWS.encode())
    (folder / "quotation_info.csv").write_text(
        'quoteID,quoteByteSpans,speaker,quoteType\nQ0,"[[1, 8]]",Lund,Explicit\n', encoding="utf-8"
    )
    (folder / "character_info.csv").write_text("Main Name,Aliases\nLund,\"{'Ada Lund'}\"\n", encoding="utf-8")
    return folder.parent


@pytest.fixture
def litbank(tmp_path: Path) -> Path:
    folder = tmp_path / "litbank"
    folder.mkdir()
    (folder / "sea_brat.txt").write_bytes("“ We sank ” , Ada Lund said .".encode())
    (folder / "sea_brat.ann").write_bytes("QUOTE\tQ1\t0\t0\t0\t3\t…\n".encode())
    return folder


def test_a_gold_file_and_rows_that_say_the_same(
    gold_path: Path, text: str, perfect: tuple[AttributedQuotation, ...], make_outputs: MakeOutputs
) -> None:
    (report,) = forms.evaluate([gold_path], make_outputs({"tide.txt": text}, perfect, PEOPLE))
    assert (report.form, report.title, report.findings) == ("gold", "tide.txt", ())
    keys = [section.key for section in report.sections]
    judged = ["detection", "found", "right", "facts", "kinds", "forms", "entities", "people"]
    assert keys == [*judged, "calibration", "rules"]
    for key in judged:
        assert set(scores(report, key).values()) == {1.0}, key
    assert scores(report, "rules") == {"subject of the cue": 1.0}


def test_entities_are_not_judged_where_the_gold_lists_none(
    tmp_path: Path, gold_json: dict[str, Any], text: str, make_outputs: MakeOutputs
) -> None:
    path = tmp_path / "tide.json"
    path.write_text(json.dumps({key: gold_json[key] for key in ("document", "quotations")}), encoding="utf-8")
    (report,) = forms.evaluate([path], make_outputs({"tide.txt": text}, (), PEOPLE))
    assert "entities" not in [section.key for section in report.sections]
    assert {finding.code for finding in report.findings} == {"not found"}


def test_several_gold_files_are_summed_and_told_apart(
    tmp_path: Path,
    gold_path: Path,
    gold_json: dict[str, Any],
    text: str,
    perfect: Sequence[AttributedQuotation],
    make_outputs: MakeOutputs,
) -> None:
    other = tmp_path / "other.json"
    other.write_text(json.dumps(gold_json | {"document": "copy.txt", "sha256": ""}), encoding="utf-8")
    outputs = make_outputs({"tide.txt": text, "copy.txt": text}, tuple(perfect), PEOPLE)
    (report,) = forms.evaluate([gold_path, other], outputs)
    assert report.title == "2 gold files"
    assert scores(report, "detection") == {"precision": 1.0, "recall": 0.5, "F1": pytest.approx(2 / 3)}
    assert scores(report, "texts") == {"copy.txt": 0.0, "tide.txt": 1.0}


def test_rows_that_stand_for_nothing_or_for_a_term_are_wrong_to_have_a_speaker(
    gold_path: Path, text: str, perfect: tuple[AttributedQuotation, ...], make_outputs: MakeOutputs, make_row: MakeRow
) -> None:
    term = replace(perfect[1], speaker="Ada Lund", score=0.5, rule="near")
    invented = make_row(text, "The pilots", speaker="Ada Lund", score=0.5, rule="near")
    (report,) = forms.evaluate([gold_path], make_outputs({"tide.txt": text}, (perfect[0], term, invented)))
    assert scores(report, "rules") == {"near": 0.0, "subject of the cue": 1.0}


def test_a_gold_of_a_text_that_was_not_read_is_an_error(gold_path: Path, make_outputs: MakeOutputs) -> None:
    with pytest.raises(GoldError, match=r"tide.txt is none of the 1 documents in the outputs; run Quoth on a corpus"):
        forms.evaluate([gold_path], make_outputs({"sea.txt": "“No”."}))


def test_a_gold_of_a_text_that_has_changed_is_an_error(gold_path: Path, make_outputs: MakeOutputs) -> None:
    with pytest.raises(GoldError, match="annotate the text as it is now"):
        forms.evaluate([gold_path], make_outputs({"tide.txt": "“No”."}))


def test_polnear(polnear: Path, make_outputs: MakeOutputs, make_row: MakeRow) -> None:
    row = make_row(NEWS, "We sank", mention="Lund", doc_id="sea", rule="X said", score=0.9, speaker="Ada Lund")
    (report,) = forms.evaluate([polnear], make_outputs({"sea.txt": NEWS}, (row,)))
    assert (report.form, report.title) == ("polnear", "PolNeAR, 1 text (1 more are not in the outputs)")
    assert set(scores(report, "measure").values()) == {1.0}
    assert [scores(report, key) for key in ("found", "right", "forms", "cues", "speakers")] == [
        {"direct": 1.0},
        {"direct": 1.0},
        {"named": 1.0},
        {"after": 1.0},
        {"X said": 1.0},
    ]
    (empty,) = forms.evaluate([polnear], make_outputs({"sea.txt": NEWS, "calm.txt": "It was calm."}))
    assert (empty.title, [finding.code for finding in empty.findings]) == ("PolNeAR, 2 texts", ["not found"])
    assert scores(empty, "measure")["end-to-end F1"] == 0.0


def test_pdnc(pdnc: Path, make_outputs: MakeOutputs, make_row: MakeRow) -> None:
    row = make_row(NEWS, "We sank", doc_id="novel_text", speaker="Ada Lund", rule="X said", score=0.9)
    outputs = make_outputs({"Sea/novel_text.txt": NEWS}, (row,))
    for folder in (pdnc, pdnc / "Sea"):
        (report,) = forms.evaluate([folder], outputs)
        assert (report.form, report.findings) == ("pdnc", ())
        assert scores(report, "right") == {"Explicit": 1.0, "Anaphoric": None, "Implicit": None, "all": 1.0}
        assert scores(report, "novels") == {"Sea": 1.0}


def test_litbank(litbank: Path, make_outputs: MakeOutputs, make_row: MakeRow) -> None:
    text = (litbank / "sea_brat.txt").read_bytes().decode()
    row = make_row(text, " We sank ", doc_id="sea_brat")
    (report,) = forms.evaluate([litbank], make_outputs({"sea_brat.txt": text}, (row,)))
    assert (report.form, report.title, report.findings) == ("litbank", "LitBank, 1 text", ())
    assert scores(report, "detection") == {"precision": 1.0, "recall": 1.0, "F1": 1.0}


def test_a_corpus_of_which_no_text_was_read_says_what_to_run(
    polnear: Path, pdnc: Path, litbank: Path, make_outputs: MakeOutputs
) -> None:
    for folder, corpus in ((polnear, polnear / "text"), (pdnc, pdnc), (litbank, litbank)):
        with pytest.raises(GoldError) as error:
            forms.evaluate([folder], make_outputs({"tide.txt": "One."}))
        assert f"run `quoth run --corpus {corpus} --outputs DIR`" in str(error.value)


def test_each_form_has_its_report(polnear: Path, litbank: Path, make_outputs: MakeOutputs) -> None:
    text = (litbank / "sea_brat.txt").read_bytes().decode()
    outputs = make_outputs({"sea.txt": NEWS, "sea_brat.txt": text})
    assert [report.form for report in forms.evaluate([litbank, polnear], outputs)] == ["litbank", "polnear"]


def test_what_has_no_known_form_is_an_error_that_lists_them(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Gold?", encoding="utf-8")
    for path in (tmp_path, tmp_path / "notes.txt"):
        with pytest.raises(GoldError) as error:
            forms.recognise(path)
        assert all(form.looks_like in str(error.value) for form in forms.FORMS)
    with pytest.raises(GoldError, match="is not there"):
        forms.recognise(tmp_path / "none")
