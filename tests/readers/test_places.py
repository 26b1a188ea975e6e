"""Where a text is to lie: names that every system takes, that are read, and that no other text has."""

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.readers.corpus import is_passed_over, is_readable
from pipeline.readers.places import corpus_name, free_name, name_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bridge.txt", "bridge.txt"),
        ("Löwen & Söhne/Письмо 1.txt", "Löwen & Söhne/Письмо 1.txt"),
        ("e\u0301te\u0301.md", "été.md"),
        ("letters\\ford.TXT", "letters/ford.TXT"),
        ("./a//b.txt", "a/b.txt"),
        (" a .txt", "a.txt"),
        ("~$draft.txt", "draft.txt"),
        ("..../x.txt", "text/x.txt"),
        (".hidden/.x.txt", "hidden/x.txt"),
        ("two\nlines.txt", "two-lines.txt"),
        ("\u202etxt.txt", "-txt.txt"),
        ("news.CSV", "news.CSV"),
        ('Who? "Me": <a|b>.txt', "Who- -Me-- -a-b-.txt"),
        ("con/AUX.txt", "con-text/AUX-text.txt"),
        ("橋" * 200 + ".txt", "橋" * 65 + ".txt"),
    ],
)
def test_a_name_as_it_can_stand_in_a_corpus(name: str, expected: str) -> None:
    assert corpus_name(name) == expected


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/etc/x.txt", "leads out of the corpus"),
        ("a/../../x.txt", "leads out of the corpus"),
        ("..\\x.txt", "leads out of the corpus"),
        ("C:\\x.txt", "leads out of the corpus"),
        ("photo.heic", r"none of the kinds that are read \(\.csv, .*\.txt.*\): save it as one of them"),
        ("bridge", "none of the kinds that are read"),
        ("x/Metadata.csv", "is a table beside the texts"),
        ("README.txt", "are passed over in a corpus: give it another name with --name"),
    ],
)
def test_a_name_that_cannot_be_is_refused(name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        corpus_name(name)


@given(st.text(max_size=30), st.sampled_from([".txt", ".md", ".csv"]))
def test_any_name_is_refused_or_one_that_is_read_within_the_corpus(stem: str, suffix: str) -> None:
    try:
        name = corpus_name(stem + suffix)
    except InputError:
        return
    pure = PurePosixPath(name)
    assert is_readable(name)
    assert not pure.is_absolute()
    assert ".." not in pure.parts
    assert not any(is_passed_over(part) for part in pure.parts[-1:])
    assert not any(part.startswith(".") or len(part.encode()) > 255 for part in pure.parts)
    assert corpus_name(name) == name


def test_bytes_that_are_no_letters_are_replaced() -> None:
    assert name_of(Path("caf\udce9.txt")) == "caf\ufffd.txt"


def test_a_name_that_is_taken_gets_the_next_number() -> None:
    taken = {"a/bridge.txt", "a/bridge-2.txt"}
    assert free_name("a/bridge.txt", taken.__contains__) == "a/bridge-3.txt"
    assert free_name("a/ford.txt", taken.__contains__) == "a/ford.txt"
