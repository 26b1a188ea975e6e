"""The loop of corrections: what is written for a person, what the person saves, and what comes of it."""

import csv
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import cli
from pipeline.attribution.keys import Places
from pipeline.errors import InputError, MissingStageError
from pipeline.findings import FILE
from pipeline.schema import REVIEW
from pipeline.settings import Settings
from pipeline.stages import attribute, export, interim, review, tables
from pipeline.stages import evaluate as evaluation

Row = dict[str, str]


@pytest.fixture
def settings(tmp_path: Path, small_corpus: Path) -> Settings:
    """The tiny corpus with its tables, and an empty corpus folder."""
    for part in ("interim", "texts"):
        shutil.copytree(small_corpus / part, tmp_path / "outputs" / part)
    (tmp_path / "corpus").mkdir()
    made = Settings(corpus=tmp_path / "corpus", outputs=tmp_path / "outputs")
    interim.MENTIONS.write(made, [])
    interim.REFERENCES.write(made, [])
    make(made)
    return made


def make(settings: Settings) -> dict[str, Row]:
    """What `make all` does after a change of the corrections: the quotations, by id."""
    attribute.run(settings, say=lambda _: None)
    tables.run(settings, say=lambda _: None)
    return {row["quote_id"]: row for row in read(settings.outputs / "quotations.csv")}


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def reviewed(settings: Settings, *, force: bool = False) -> list[Row]:
    return read(review.run(settings, say=lambda _: None, force=force))


def save(
    settings: Settings, rows: list[Row], *, name: str = "corrections.csv", encoding: str = "utf-8", separator: str = ","
) -> None:
    """Save the rows as a spreadsheet does."""
    folder = settings.outputs if name == "review.csv" else settings.corpus
    with (folder / name).open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=separator, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def of(rows: list[Row], quote_id: str) -> Row:
    return next(row for row in rows if row["quote_id"] == quote_id)


def problems(settings: Settings) -> list[Row]:
    return [row for row in read(settings.outputs / "problems.csv") if row["stage"] == "attribute"]


def test_the_review_has_every_quotation_and_what_is_to_do_first(settings: Settings) -> None:
    quotations = make(settings)
    rows = reviewed(settings)
    assert list(rows[0]) == [column.name for column in REVIEW.columns]
    assert sorted(row["quote_id"] for row in rows) == sorted(quotations)
    order = ["no speaker", "uncertain", "found", "term"]
    states = [row["state"] for row in rows]
    assert states == sorted(states, key=order.index)
    assert {"no speaker", "term"} <= set(states)
    assert not any(row[name] for row in rows for name in ("speaker", "kind", "checked"))
    for row in rows:
        found = quotations[row["quote_id"]]
        assert (row["found_speaker"], row["found_kind"]) == (found["speaker"], found["kind"])


def test_it_begins_with_the_mark_by_which_excel_knows_utf8(settings: Settings) -> None:
    reviewed(settings)
    assert (settings.outputs / "review.csv").read_bytes().startswith(b"\xef\xbb\xbfdoc_id,text,")


def test_the_review_saved_as_it_is_corrects_nothing(settings: Settings) -> None:
    before = make(settings)
    save(settings, reviewed(settings))
    assert (make(settings), problems(settings)) == (before, [])


@pytest.mark.parametrize(
    ("encoding", "separator"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1252", ";"), ("utf-8", ",")]
)
def test_whatever_a_spreadsheet_saves_every_row_is_corrected(settings: Settings, encoding: str, separator: str) -> None:
    rows = reviewed(settings)
    save(settings, [row | {"speaker": "Solveig Aas"} for row in rows], encoding=encoding, separator=separator)
    after = make(settings)
    assert {(row["speaker"], row["rule"]) for row in after.values()} == {("Solveig Aas", "corrected by hand")}
    assert [row for row in problems(settings) if row["code"] != "encoding_guessed"] == []


def fill(rows: list[Row]) -> dict[str, Row]:
    """Something of each sort filled in; what was, by quotation."""
    spoken = [row for row in rows if row["state"] in {"found", "no speaker", "uncertain"}]
    filled = {
        spoken[0]["quote_id"]: {"speaker": "Solveig Aas"},
        spoken[1]["quote_id"]: {"kind": "not a quotation"},
        spoken[2]["quote_id"]: {"checked": "x"},
        spoken[3]["quote_id"]: {"speaker": "?"},
    }
    for row in rows:
        row.update(filled.get(row["quote_id"], {}))
    return filled


def test_round_after_round_nothing_is_lost(settings: Settings) -> None:
    before = make(settings)
    rows = reviewed(settings)
    filled = fill(rows)
    save(settings, rows, encoding="cp1252", separator=";")
    after = make(settings)
    assert {name for name in after if after[name] != before[name]} == set(filled)
    again = reviewed(settings)
    assert {row["quote_id"] for row in again[-4:]} == set(filled)
    assert {row["state"] for row in again[-4:]} == {"corrected", "checked"}
    for quote_id, cells in filled.items():
        row = of(again, quote_id)
        assert {name: row[name] for name in cells} == cells
        assert (row["found_speaker"], row["found_kind"]) == (before[quote_id]["speaker"], before[quote_id]["kind"])
    first = next(row for row in again if row["state"] == "found")
    first["speaker"] = "Rolf Lie"
    save(settings, again)
    third = make(settings)
    assert third == after | {first["quote_id"]: third[first["quote_id"]]}
    assert third[first["quote_id"]]["speaker"] == "Rolf Lie"
    last = reviewed(settings)
    save(settings, last)
    assert make(settings) == third
    assert reviewed(settings) == last
    assert problems(settings) == []


def test_a_checked_row_keeps_what_was_confirmed_when_something_else_is_found(settings: Settings) -> None:
    rows = reviewed(settings)
    row = next(row for row in rows if row["state"] == "found")
    row |= {"checked": "x", "found_speaker": "Solveig Aas"}  # as if an earlier version had found her
    save(settings, rows)
    after = make(settings)[row["quote_id"]]
    assert (after["speaker"], after["rule"], after["score"]) == ("Solveig Aas", "checked by hand", "1")
    again = reviewed(settings)
    assert of(again, row["quote_id"])["found_speaker"] == "Solveig Aas"
    save(settings, again)
    assert make(settings)[row["quote_id"]] == after


def test_corrections_that_fit_nothing_stay_in_sight(settings: Settings) -> None:
    kept = {"doc_id": "harbour", "text": "These words stand nowhere.", "occurrence": "1", "speaker": "Solveig Aas"}
    wrong = {"doc_id": "harbour", "text": "progress", "occurrence": "1", "speaker": "", "kind": "quote"}
    save(settings, [kept | {"kind": ""}, wrong])
    make(settings)
    rows = reviewed(settings)
    assert [row["state"] for row in rows[:3]].count("misfit") == 2
    assert {name: rows[0][name] for name in kept} == kept
    assert "nothing in harbour is quoted as" in rows[0]["why"]
    assert {name: rows[1][name] for name in wrong} == wrong
    assert "kind is 'quote'" in rows[1]["why"]
    save(settings, rows)
    make(settings)
    assert [row["code"] for row in problems(settings)] == ["correction", "correction_stale"]
    assert reviewed(settings) == rows


def test_of_two_corrections_of_a_quotation_the_same_one_counts_ever_after(settings: Settings) -> None:
    cells = {"doc_id": "harbour", "text": "progress", "occurrence": "1", "kind": ""}
    save(settings, [cells | {"speaker": "Solveig Aas"}, cells | {"speaker": "Rolf Lie"}])
    after = make(settings)
    for _ in range(2):
        rows = reviewed(settings)
        assert rows[-1]["speaker"] == "Rolf Lie"
        save(settings, rows)
        assert make(settings) == after
    assert "Solveig Aas" in {row["speaker"] for row in after.values()}


def test_columns_and_notes_of_ones_own_are_kept(settings: Settings) -> None:
    rows = [row | {"my note": ""} for row in reviewed(settings)]
    rows[0] |= {"speaker": "Solveig Aas", "my note": "=sure"}
    rows[1]["my note"] = "ask the archive"
    save(settings, rows)
    make(settings)
    again = reviewed(settings)
    assert of(again, rows[0]["quote_id"])["my note"] == "'=sure"
    assert of(again, rows[1]["quote_id"])["my note"] == "ask the archive"
    assert of(again, rows[1]["quote_id"])["state"] == rows[1]["state"]
    save(settings, again)
    assert reviewed(settings) == again


@pytest.mark.parametrize("cells", [{"speaker": "Solveig Aas"}, {"checked": "x"}, {"kind": "quote"}])
def test_unsaved_work_is_not_written_over(settings: Settings, cells: Mapping[str, str]) -> None:
    rows = reviewed(settings)
    rows[0] |= cells
    save(settings, rows, name="review.csv", separator=";")
    edited = (settings.outputs / "review.csv").read_bytes()
    with pytest.raises(InputError, match=r"1 row has what .*corrections\.csv does not: save it there first"):
        reviewed(settings)
    assert (settings.outputs / "review.csv").read_bytes() == edited
    shutil.copy(settings.outputs / "review.csv", settings.corpus / "corrections.csv")
    assert any(row[name] == cell for row in reviewed(settings) for name, cell in cells.items())


def test_a_file_that_is_no_table_is_not_written_over_either(settings: Settings) -> None:
    reviewed(settings)
    (settings.outputs / "review.csv").write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(InputError, match="was edited"):
        reviewed(settings)
    assert reviewed(settings, force=True)


def test_a_review_that_nobody_touched_is_written_over(settings: Settings) -> None:
    rows = reviewed(settings)
    rows[0]["speaker"] = "Solveig Aas"
    save(settings, rows)
    make(settings)
    reviewed(settings)
    (settings.corpus / "corrections.csv").unlink()
    make(settings)
    assert not any(row["speaker"] for row in reviewed(settings))


def test_corrections_of_which_rows_would_be_lost_are_not_taken_over(settings: Settings) -> None:
    (settings.corpus / "corrections.csv").write_text('doc_id,text,speaker\nharbour,"progress,Ada\n', encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read to its end"):
        reviewed(settings)


def test_the_corpus_is_only_read(settings: Settings) -> None:
    rows = reviewed(settings)
    save(settings, [row | {"speaker": "Rolf Lie"} for row in rows])
    before = (settings.corpus / "corrections.csv").read_bytes()
    make(settings)
    reviewed(settings, force=True)
    assert [path.name for path in settings.corpus.iterdir()] == ["corrections.csv"]
    assert (settings.corpus / "corrections.csv").read_bytes() == before


def test_what_was_gone_through_is_gold_for_what_was_found(settings: Settings) -> None:
    rows = reviewed(settings)
    harbour = [row for row in rows if row["doc_id"] == "harbour"]
    for row in harbour:
        row["checked"] = "x"
    wrong = next(row for row in harbour if row["state"] == "found")
    wrong |= {"speaker": "Solveig Aas", "checked": ""}
    save(settings, rows)
    make(settings)
    [[path]] = export.run(settings, ["gold"], say=lambda _: None).values()
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert [one["id"] for one in gold["quotations"]] == sorted(row["quote_id"] for row in harbour)
    said: list[str] = []
    evaluation.run(settings, [path], say=said.append)
    errors = [line for line in said if "[speaker]" in line or "[kind]" in line]
    assert len(errors) == 1
    assert any(f"{wrong['quote_id']}: speaker is {wrong['found_speaker']}" in line for line in said)
    evaluation.run(settings, [path], say=said.append, corrected=True)
    assert len([line for line in said if "[speaker]" in line or "[kind]" in line]) == 1


def test_a_text_that_was_not_gone_through_to_the_end_is_no_gold(settings: Settings) -> None:
    rows = reviewed(settings)
    save(settings, [row | {"checked": "x"} for row in rows[1:]])
    make(settings)
    written = export.run(settings, ["gold"], say=lambda _: None)["gold"]
    assert [path.stem for path in written] == [name for name in ("harbour", "minutes") if name != rows[0]["doc_id"]]


def test_evaluation_needs_what_was_found_where_something_was_corrected(settings: Settings) -> None:
    evaluation.read_outputs(settings)
    rows = reviewed(settings)
    save(settings, [row | {"checked": "x"} for row in rows])
    make(settings)
    (settings.interim / FILE).unlink()
    with pytest.raises(MissingStageError, match="quoth attribute"):
        evaluation.read_outputs(settings)
    evaluation.read_outputs(settings, corrected=True)


def run(settings: Settings, *arguments: str) -> tuple[int, str]:
    where = ["--corpus", str(settings.corpus), "--outputs", str(settings.outputs)]
    result = CliRunner().invoke(cli.quoth, [*arguments, *where])
    return result.exit_code, result.output


@pytest.mark.parametrize("command", ["review", "roster"])
def test_the_command_says_what_to_do_next(settings: Settings, command: str) -> None:
    code, output = run(settings, command)
    assert (code, f"{command}.csv" in output, "run quoth again" in output) == (0, True, True)
    assert run(settings, command, "--quiet") == (0, "")
    (settings.outputs / f"{command}.csv").write_text("name,doc_id,text,speaker\nAda,a,b,Ada\n", encoding="utf-8")
    code, output = run(settings, command)
    assert (code, output.count("\n"), "--force" in output) == (1, 1, True)
    assert run(settings, command, "--force")[0] == 0


@pytest.mark.parametrize("command", ["review", "roster"])
def test_the_command_names_the_stage_that_is_missing(settings: Settings, command: str) -> None:
    (settings.outputs / "quotations.csv").unlink()
    assert "run `quoth tables`" in run(settings, command)[1]


def test_many_of_the_same_words_are_no_trouble(
    settings: Settings, count_calls: Callable[[Callable[[], object]], int]
) -> None:
    [some, *_] = interim.QUOTATIONS.read(settings)

    def calls(n: int) -> int:
        rows = [replace(some, quote_id=str(i), start=i, end=i + 3, text="Yes.") for i in range(n)]
        return count_calls(lambda: Places(rows).names())

    assert calls(4000) < 5 * calls(1000)
