"""What people.csv says, and what of it cannot be used."""

from pathlib import Path

import pytest

from pipeline.readers.corpus import survey
from pipeline.readers.people import People, read_people, read_people_as_written
from pipeline.records import KnownPerson

HEADER = "name,aliases,kind,gender,wikidata\n"


def people(folder: Path, table: str | bytes) -> People:
    (folder / "people.csv").write_bytes(table.encode("utf-8") if isinstance(table, str) else table)
    return read_people(folder)


def test_without_a_table_nobody_is_known(tmp_path: Path) -> None:
    assert read_people(tmp_path) == People()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Ada Lund,,,,", ("Ada Lund", (), "PERSON", "", "")),
        ("Ada  Lund,Lund; Mrs Lund ;,person,f,Q42", ("Ada Lund", ("Lund", "Mrs Lund"), "PERSON", "fem", "Q42")),
        ("Olaf Berg,,Person,Male,", ("Olaf Berg", (), "PERSON", "masc", "")),
        ("Iskra,The Spark,work,,", ("Iskra", ("The Spark",), "WORK_OF_ART", "", "")),
        ("Mensheviks,,group,,", ("Mensheviks", (), "NORP", "", "")),
        ("The Admiralty,,organization,,", ("The Admiralty", (), "ORG", "", "")),
        ("Oslo,,place,,", ("Oslo", (), "GPE", "", "")),
    ],
)
def test_a_row_says_who_is_who(tmp_path: Path, row: str, expected: tuple[str, tuple[str, ...], str, str, str]) -> None:
    name, aliases, type_, gender, item = expected
    known = KnownPerson(name=name, aliases=aliases, type=type_, gender=gender, wikidata=item)
    assert people(tmp_path, f"{HEADER}{row}\n") == People(rows=(known,))


def test_only_the_name_is_needed(tmp_path: Path) -> None:
    assert [one.name for one in people(tmp_path, "name\nAda Lund\n").rows] == ["Ada Lund"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",Lund,,,", "line 3: the row names nobody: write the full name"),
        ("Lund,,robot,,", "line 3: kind is 'robot': write one of person, group"),
        ("Lund,,,x,", "line 3: gender is 'x': write masc or fem"),
        ("Lund,,,,42", "line 3: wikidata is '42': write the number of the item, like Q42"),
        ("Ida Holm,,,,", "line 3: 'Ida Holm' stands in line 2 too, which counts"),
        ("Lund,Lund,person,,Q1,more", "line 3 has more cells"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_and_the_others_count(tmp_path: Path, row: str, words: str) -> None:
    result = people(tmp_path, f"{HEADER}Ida Holm,Holm,,,\n{row}\n")
    assert [one.name for one in result.rows] == ["Ida Holm"]
    [problem] = result.problems
    assert (problem.stage, problem.path, problem.code) == ("attribute", "people.csv", "people")
    assert words in problem.message


def test_an_alias_of_two_is_the_first_one_s_and_the_second_keeps_the_rest(tmp_path: Path) -> None:
    result = people(tmp_path, f"{HEADER}Ida Holm,Holm,,,\nOlaf Holm,Holm; Olaf,,,\n")
    assert [(one.name, one.aliases) for one in result.rows] == [("Ida Holm", ("Holm",)), ("Olaf Holm", ("Olaf",))]
    assert ["line 3: 'Holm' stands in line 2" in problem.message for problem in result.problems] == [True]


def test_a_table_without_names_is_told(tmp_path: Path) -> None:
    result = people(tmp_path, "who\nAda\n")
    assert result.rows == ()
    assert "one of them should be `name`" in result.problems[0].message


def test_the_table_is_no_text_of_the_corpus(tmp_path: Path) -> None:
    people(tmp_path, HEADER)
    found = survey(tmp_path)
    assert (found.texts, found.problems) == ((), ())


def test_the_table_as_written_has_every_row_and_every_column(tmp_path: Path) -> None:
    people(tmp_path, "Name,kind,my notes\nAda Lund,robot,ask\n,,nobody\n")
    rows, unread = read_people_as_written(tmp_path)
    assert rows == (
        {"name": "Ada Lund", "kind": "robot", "my notes": "ask"},
        {"name": "", "kind": "", "my notes": "nobody"},
    )
    assert unread == ()


def test_the_table_as_written_tells_of_rows_that_are_lost(tmp_path: Path) -> None:
    people(tmp_path, f'{HEADER}Ada Lund,,,,\n"Olaf\n')
    rows, unread = read_people_as_written(tmp_path)
    assert ([row["name"] for row in rows], len(unread)) == (["Ada Lund"], 1)
