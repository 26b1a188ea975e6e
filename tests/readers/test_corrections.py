"""What corrections.csv says, and what of it cannot be used."""

from pathlib import Path

import pytest

from pipeline.readers.corpus import survey
from pipeline.readers.corrections import Corrections, read_corrections
from pipeline.records import Correction

HEADER = "doc_id,text,occurrence,speaker,kind\n"


def corrections(folder: Path, table: str | bytes) -> Corrections:
    (folder / "corrections.csv").write_bytes(table.encode("utf-8") if isinstance(table, str) else table)
    return read_corrections(folder)


def test_without_a_table_nothing_is_corrected(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == Corrections()
    assert read_corrections(tmp_path / "none") == Corrections()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("ford,No.,,Ada Lund,", ("No.", 1, "Ada Lund", "")),
        ("ford,No.,3,,mixed", ("No.", 3, "", "mixed")),
        ("ford,No.,,,Not a  quotation", ("No.", 1, "", "term")),
        ("ford,No.,,,term", ("No.", 1, "", "term")),
        ('ford,"No, ""never"".",1,Ada  Lund,direct', ('No, "never".', 1, "Ada Lund", "direct")),
    ],
)
def test_a_row_says_which_quotation_and_what_is_right(
    tmp_path: Path, row: str, expected: tuple[str, int, str, str]
) -> None:
    result = corrections(tmp_path, f"{HEADER}{row}\n")
    assert [(one.text, one.occurrence, one.speaker, one.kind) for one in result.rows] == [expected]
    assert [(one.line, one.doc_id) for one in result.rows] == [(2, "ford")]
    assert result.problems == ()


@pytest.mark.parametrize(
    "table",
    [
        "doc_id,text,speaker\nford,No.,Ada\n",
        "\ufeffdoc_id;text;speaker\r\nford;No.;Ada\r\n",
        " Doc_ID \t Text\tSpeaker\tmy notes\nford\tNo.\tAda\tchecked in May\n",
    ],
)
def test_tables_are_read_as_spreadsheets_write_them(tmp_path: Path, table: str) -> None:
    expected = Correction(line=2, doc_id="ford", text="No.", occurrence=1, speaker="Ada", kind="")
    assert corrections(tmp_path, table) == Corrections(rows=(expected,))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",No.,1,Ada,", "line 3: the row has no doc_id"),
        ("ford,,1,Ada,", "line 3: the row has no text"),
        ("ford,No.,second,Ada,", "line 3: occurrence is 'second': write 1 for the first"),
        ("ford,No.,0,Ada,", "line 3: occurrence is '0'"),
        ("ford,No.,²,Ada,", "line 3: occurrence is '²'"),
        ("ford,No.,1,,quote", "line 3: kind is 'quote': write one of direct, mixed, term, not a quotation"),
        ("ford,No.,1,Ada,term", "line 3: what is not a quotation has no speaker"),
        ("ford,No.,1,,", "line 3: the row corrects nothing"),
        ("ford,No, never.,1,Ada,direct", "line 3 has more cells"),
        ('ford,"No.,1,Ada,', "line 3 and what follows cannot be read"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_others_count(tmp_path: Path, row: str, words: str) -> None:
    result = corrections(tmp_path, f"{HEADER}ford,Yes.,,Ada,\n{row}\n")
    assert [one.text for one in result.rows] == ["Yes."]
    [problem] = result.problems
    assert (problem.stage, problem.path, problem.code) == ("attribute", "corrections.csv", "correction")
    assert words in problem.message


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        ("", "correction", "one of them should be `doc_id`: doc_id,text,occurrence,speaker,kind"),
        ("doc_id,words\nford,No.\n", "correction", "one of them should be `text`"),
        (b"PK\x03\x04\x00\x00", "binary", "zip archive"),
    ],
)
def test_a_table_that_cannot_be_used_is_told(tmp_path: Path, table: str | bytes, code: str, words: str) -> None:
    result = corrections(tmp_path, table)
    assert result.rows == ()
    assert [(one.stage, one.path, one.code) for one in result.problems] == [("attribute", "corrections.csv", code)]
    assert words in result.problems[0].message


def test_the_table_is_no_text_of_the_corpus(tmp_path: Path) -> None:
    corrections(tmp_path, HEADER)
    found = survey(tmp_path)
    assert (found.texts, found.problems) == ((), ())
