"""What is said of marks in doubt."""

from pipeline.quotes.repairs import EMPTY, STRAY, limit_problems
from pipeline.quotes.spans import MarkProblem


def problem(offset: int, code: str) -> MarkProblem:
    return MarkProblem(offset=offset, code=code, message=f"{code} at {offset}")


def test_problems_come_in_order_of_offset() -> None:
    given = [problem(9, STRAY), problem(3, EMPTY), problem(5, STRAY)]
    assert [found.offset for found in limit_problems(given)] == [3, 5, 9]


def test_few_problems_are_all_told() -> None:
    given = [problem(offset, STRAY) for offset in range(20)]
    assert list(limit_problems(given)) == given


def test_of_many_alike_twenty_are_told_and_the_rest_counted() -> None:
    given = [problem(offset, STRAY) for offset in range(500)] + [problem(500, EMPTY)]
    found = list(limit_problems(given))
    assert len(found) == 21
    assert found[19].message == "stray_mark at 19 (and 480 more like it in this paragraph)"
    assert found[20] == problem(500, EMPTY)
