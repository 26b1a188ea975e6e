"""LitBank's quotations: tokens and sentences to code points."""

from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.evaluation.litbank import is_litbank, read_litbank

TEXT = "“ The tide is late , ” said Lund .\n“ It is .\nOften . ” He slept .\n— No , said Ada .\n"
ANNOTATION = "QUOTE\tQ1\t0\t0\t0\t6\t…\nQUOTE\tQ2\t1\t0\t2\t2\t…\nQUOTE\tQ3\t3\t0\t3\t1\t…\nATTRIB\tQ1\tLund-1\n"


def write(folder: Path, annotation: str) -> Path:
    (folder / "tides_brat.txt").write_bytes(TEXT.encode())
    (folder / "tides_brat.ann").write_bytes(annotation.encode())
    # A text in which nobody speaks: its annotation is an empty file.
    (folder / "silence_brat.txt").write_bytes(b"It rained .\n")
    (folder / "silence_brat.ann").write_bytes(b"")
    return folder


def test_quotations_are_found_by_sentence_and_token_and_lose_their_marks(tmp_path: Path) -> None:
    silence, tides = read_litbank(write(tmp_path, ANNOTATION))
    assert [tides.text[start:end] for start, end in tides.quotations] == [
        "The tide is late ,",
        "It is .\nOften .",
        "No",
    ]
    assert (silence.name, silence.quotations, tides.name) == ("silence_brat", (), "tides_brat")


def test_the_form_is_known_by_its_lines(tmp_path: Path) -> None:
    assert is_litbank(write(tmp_path, ANNOTATION))
    assert not is_litbank(write(tmp_path, "T1\tSource 0 5\tThe t\n"))


def test_the_corpus_own_folders_are_gone_into(tmp_path: Path) -> None:
    folder = tmp_path / "quotations" / "tsv"
    folder.mkdir(parents=True)
    write(folder, ANNOTATION)
    assert is_litbank(tmp_path)
    assert len(list(read_litbank(tmp_path))) == 2


@pytest.mark.parametrize(
    "line", ["QUOTE\tQ1\t0\t0\t0\t99\t…", "QUOTE\tQ1\t9\t0\t9\t1\t…", "QUOTE\tQ1\t0\tone\t0\t1\t…"]
)
def test_tokens_that_are_not_there_are_an_error(tmp_path: Path, line: str) -> None:
    with pytest.raises(GoldError, match=r"tides_brat.ann, line 1: no such tokens in tides_brat.txt"):
        list(read_litbank(write(tmp_path, line)))
