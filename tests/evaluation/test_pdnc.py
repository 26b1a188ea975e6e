"""PDNC's folders."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.evaluation.pdnc import novel_folders, read_novel

TEXT = '"The tide," said Mr. Lund, "is late.\n\n"It is often late."\n\n"Is it?" she asked.\n'
COLUMNS = ["quoteID", "quoteText", "quoteByteSpans", "speaker", "quoteType", "referringExpression"]
CHARACTERS = [
    ["Character ID", "Main Name", "Aliases"],
    ["0", "Mr. Lund", "{'Lund', 'Mr. Lund'}"],
    ["1", "Ada", "['Ada', 'the girl']"],
]
QUOTATIONS = [
    ["Q0", "", "[[28, 56], [1, 10]]", "Mr. Lund", "Explicit", "said Mr. Lund"],
    ["Q1", "", "[[60, 66]]", "the girl", "Anaphoric", "she asked"],
]


def write_csv(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Tides"
    folder.mkdir()
    (folder / "novel_text.txt").write_bytes(TEXT.encode())
    write_csv(folder / "quotation_info.csv", [COLUMNS, *QUOTATIONS])
    write_csv(folder / "character_info.csv", CHARACTERS)
    return folder


def test_a_quotation_has_a_part_for_every_paragraph_without_marks(folder: Path) -> None:
    novel = read_novel(folder)
    words = [[TEXT[start:end] for start, end in one.parts] for one in novel.quotations]
    assert words == [["The tide,", "is late.", "It is often late."], ["Is it?"]]
    assert (novel.name, novel.text) == ("Tides", TEXT)


def test_a_speaker_has_all_names_of_the_character_whichever_is_given(folder: Path) -> None:
    first, second = read_novel(folder).quotations
    assert (first.speaker, first.aliases, first.type) == ("Mr. Lund", ("Lund", "Mr. Lund"), "Explicit")
    assert (second.speaker, second.aliases) == ("the girl", ("Ada", "the girl"))


@pytest.mark.parametrize(
    ("kind", "referring", "form"),
    [
        ("Explicit", "said Mr. Lund", "name"),
        ("Anaphoric", "cried she", "pronoun"),
        ("Anaphoric", "He had said", "pronoun"),
        ("Anaphoric", "said the helmsman", "nominal"),
        ("Anaphoric", "", "nominal"),
        ("Implicit", "nan", "none"),
    ],
)
def test_the_form_is_how_the_speaker_is_named(folder: Path, kind: str, referring: str, form: str) -> None:
    write_csv(folder / "quotation_info.csv", [COLUMNS, ["Q0", "", "[[1, 10]]", "Ada", kind, referring]])
    assert read_novel(folder).quotations[0].form == form


@pytest.mark.parametrize("speaker", ["_group", "_unknowable", "unknowable", "nan", ""])
def test_a_speaker_the_corpus_does_not_name_is_empty(folder: Path, speaker: str) -> None:
    write_csv(folder / "quotation_info.csv", [COLUMNS, ["Q0", "", "[[1, 10]]", speaker, "Implicit", "nan"]])
    assert read_novel(folder).quotations[0].speaker == ""


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["quoteID", "speaker"]], "has no column 'quoteByteSpans'"),
        ([COLUMNS, ["Q0", "", "[[1, 900]]", "Ada", "Implicit"]], "line 2: 1 to 900 is no span of a text of 79 code"),
        ([COLUMNS, ["Q0", "", "[1, 9]", "Ada", "Implicit"]], r"line 2: '\[1, 9\]' is not a list of \[start, end\]"),
        ([COLUMNS, ["Q0", "", "[[1, 9", "Ada", "Implicit"]], r"line 2: '\[\[1, 9' cannot be read"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(folder: Path, rows: list[list[str]], message: str) -> None:
    write_csv(folder / "quotation_info.csv", rows)
    with pytest.raises(GoldError, match=message):
        read_novel(folder)


def test_a_folder_of_novels_or_one_novel(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert novel_folders(tmp_path) == (folder,)
    assert novel_folders(folder) == (folder,)
    assert novel_folders(tmp_path / "empty") == ()
