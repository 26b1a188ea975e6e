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


@pytest.mark.parametrize(
    ("cell", "occurrence"),
    [("", 1), ("1", 1), ("1.0", 1), ("1,0", 1), ("TRUE", 1), ("2", 2), ("2,00", 2), ("2.", 2), ("007", 7)],
)
def test_spreadsheets_write_numbers_in_their_ways(tmp_path: Path, cell: str, occurrence: int) -> None:
    result = corrections(tmp_path, f'{HEADER}ford,No.,"{cell}",Ada,\n')
    assert ([one.occurrence for one in result.rows], result.problems) == ([occurrence], ())


REVIEWED = "doc_id,text,occurrence,speaker,kind,checked,state,found_speaker,found_kind,score\n"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("ford,No.,1,Ada,,,found,Olaf Berg,direct,0.9", ("Ada", "", False)),
        ("ford,No.,1,Ada,,x,found,Olaf Berg,direct,0.9", ("Ada", "", False)),
        ("ford,No.,1,,,x,found,Olaf Berg,direct,0.9", ("Olaf Berg", "direct", True)),
        ("ford,No.,1,,,TRUE,term,,term,", ("", "term", True)),
        ("ford,No.,1,,,Yes,no speaker,,mixed,", ("?", "mixed", True)),
        ("ford,No.,1,,,x,found,Olaf Berg,quote,", ("Olaf Berg", "", True)),
        ("ford,No.,1,?,,,found,Olaf Berg,direct,", ("?", "", False)),
        ("ford,No.,1,?,term,,found,Olaf Berg,direct,", ("", "term", False)),
        ("'2021-03-04,'9/11,1,'@olaf,,,found,,direct,", ("@olaf", "", False)),
    ],
)
def test_a_row_of_the_review_is_corrected_or_checked(tmp_path: Path, row: str, expected: tuple[str, str, bool]) -> None:
    result = corrections(tmp_path, f"{REVIEWED}{row}\n")
    assert [(one.speaker, one.kind, one.checked) for one in result.rows] == [expected]
    assert result.problems == ()


def test_an_apostrophe_that_quoth_wrote_before_a_document_goes(tmp_path: Path) -> None:
    result = corrections(tmp_path, f"{REVIEWED}'2021-03-04,'9/11,1,Ada,,,found,,direct,\n")
    assert [one.doc_id for one in result.rows] == ["2021-03-04"]


def test_rows_of_the_review_with_nothing_filled_in_are_passed_over(tmp_path: Path) -> None:
    unfilled = "ford,No.,1,,,,found,Olaf Berg,direct,0.9\n,,,,,no,found,,,\n,,,,,,,,,\n"
    result = corrections(tmp_path, f"{REVIEWED}{unfilled}")
    assert (result.rows, result.problems) == ((), ())
    assert result.written.cells == {}


def test_a_mistake_in_the_review_is_told_nonetheless(tmp_path: Path) -> None:
    rows = ["ford,No.,1,,quote,,found,,direct,", "ford,No.,1,,,maybe,found,,direct,", ",No.,1,Ada,,,found,,direct,"]
    result = corrections(tmp_path, REVIEWED + "\n".join(rows))
    told = ["kind is 'quote'", "checked is 'maybe': write x", "the row has no doc_id"]
    assert [words in problem.message for words, problem in zip(told, result.problems, strict=True)] == [True] * 3
    assert list(result.written.refused) == [2, 3, 4]
    assert result.written.complete


def test_a_check_in_a_table_by_hand_confirms_what_is_found(tmp_path: Path) -> None:
    result = corrections(tmp_path, "doc_id,text,checked\nford,No.,x\n")
    assert [(one.speaker, one.kind, one.checked) for one in result.rows] == [("", "", True)]


def test_a_note_of_ones_own_is_kept_although_it_corrects_nothing(tmp_path: Path) -> None:
    table = REVIEWED.replace("\n", ",my note\n") + "ford,No.,1,,,,found,,direct,,ask Ines\n"
    result = corrections(tmp_path, table)
    assert (result.rows, result.problems) == ((), ())
    assert [one.text for one in result.written.noted] == ["No."]
    assert result.written.cells[2]["my note"] == "ask Ines"


@pytest.mark.parametrize(
    "content",
    [
        'doc_id;text;speaker;;\r\nford;"No,\r\nnever.";Ada;;\r\n;;;;\r\n'.encode("utf-16"),
        b"doc_id\ttext\tspeaker\rford\tNo, never.\tAda\r",
        "\ufeffdoc_id;text;speaker\nford;“No, never.”;Ada\n".encode(),
    ],
    ids=["UTF-16 with breaks and empty columns", "carriage returns alone", "byte order mark"],
)
def test_files_as_spreadsheets_save_them(tmp_path: Path, content: bytes) -> None:
    result = corrections(tmp_path, content)
    assert [" ".join(one.text.split()).strip("“”") for one in result.rows] == ["No, never."]
    assert result.problems == ()


def test_a_cell_may_be_as_long_as_a_quotation(tmp_path: Path) -> None:
    result = corrections(tmp_path, f"{HEADER}ford,{'x' * 200_000},1,Ada,\n")
    assert [len(one.text) for one in result.rows] == [200_000]


@pytest.mark.parametrize("rest", ['ford,"No.,1,Ada,\n', "ford,No,never,1,Ada,direct\n"])
def test_a_table_of_which_a_line_is_lost_is_not_complete(tmp_path: Path, rest: str) -> None:
    assert not corrections(tmp_path, f"{HEADER}ford,Yes.,1,Ada,\n{rest}").written.complete
    assert corrections(tmp_path, f"{HEADER}ford,Yes.,1,Ada,\nford,No.,x,Ada,\n").written.complete
