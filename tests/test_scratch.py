"""A table that is sorted and thrown away."""

import sqlite3

import pytest

from pipeline.scratch import scratch


def test_rows_come_back_sorted_also_where_they_are_more_than_the_memory_for_them() -> None:
    with scratch("number INTEGER, words TEXT") as connection:
        connection.execute("PRAGMA cache_size = 10")
        rows = ((number * 7_919 % 20_011, f"\x00é{number}") for number in range(20_000))
        connection.executemany("INSERT INTO row VALUES (?, ?)", rows)
        numbers = [number for (number,) in connection.execute("SELECT number FROM row ORDER BY number")]
        (words,) = connection.execute("SELECT words FROM row WHERE number = 7919").fetchone()
    assert numbers == sorted(number * 7_919 % 20_011 for number in range(20_000))
    assert words == "\x00é1"


def test_two_at_once_know_nothing_of_each_other() -> None:
    with scratch("n INTEGER") as one, scratch("n INTEGER") as other:
        one.execute("INSERT INTO row VALUES (1)")
        assert other.execute("SELECT * FROM row").fetchall() == []


def test_nothing_is_left_where_the_block_ends_with_an_error() -> None:
    with pytest.raises(ValueError, match="enough"), scratch("n INTEGER") as connection:
        raise ValueError("enough")
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT * FROM row")
