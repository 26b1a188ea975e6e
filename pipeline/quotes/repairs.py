"""What is said of a mark in doubt: a code, and one line for the reader of ``problems.csv``."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.quotes.pairing import Mark
from pipeline.quotes.quoted import (
    AT_PARAGRAPH_END,
    AT_PARAGRAPH_START,
    BEFORE_NEXT,
    DIFFERENT,
    REVERSED,
    WITH_OUTER,
    Quoted,
)
from pipeline.quotes.spans import MarkProblem

STRAY = "stray_mark"
EMPTY = "empty_quotation"
_MESSAGES = {
    AT_PARAGRAPH_END: "the quotation that {mark} opens is not closed: taken to end with its paragraph",
    BEFORE_NEXT: "the quotation that {mark} opens is not closed before the next: taken to end at a full stop or comma",
    WITH_OUTER: "the quotation that {mark} opens is not closed: taken to end with the one around it",
    AT_PARAGRAPH_START: "a quotation of the paragraph before ends here, but its mark was not set again at the start",
    REVERSED: "{mark} faces the wrong way: read as the space around it suggests",
    DIFFERENT: "{mark} opens a quotation and a mark of another kind closes it: read as a pair",
    STRAY: "{mark} opens or closes nothing: left out",
    EMPTY: "{mark} holds no words: no quotation",
}
_MOST_OF_A_KIND = 20


def stretch_problem(text: str, stretch: Quoted) -> MarkProblem:
    """Return the problem behind the repair of ``stretch``."""
    return _problem(stretch.repair, stretch.outer_start, text[stretch.outer_start : stretch.start].strip())


def stray_problem(mark: Mark) -> MarkProblem:
    """Return the problem of a mark that is no part of a pair."""
    return _problem(STRAY, mark.start, mark.glyph)


def empty_problem(stretch: Quoted) -> MarkProblem:
    """Return the problem of a pair of marks with nothing between them."""
    return _problem(EMPTY, stretch.outer_start, stretch.marks)


def _problem(code: str, offset: int, mark: str) -> MarkProblem:
    return MarkProblem(offset=offset, code=code, message=_MESSAGES[code].format(mark=mark))


def limit_problems(problems: Iterable[MarkProblem]) -> Iterator[MarkProblem]:
    """Yield the problems of one paragraph in order of offset, but no more than 20 of a kind.

    The last of a kind says how many more there are: a page of bare marks gives a row or two, not a hundred thousand.
    """
    ordered = sorted(problems, key=lambda problem: (problem.offset, problem.code))
    totals = Counter(problem.code for problem in ordered)
    seen: Counter[str] = Counter()
    for problem in ordered:
        seen[problem.code] += 1
        left_out = totals[problem.code] - _MOST_OF_A_KIND
        if seen[problem.code] == _MOST_OF_A_KIND and left_out > 0:
            message = f"{problem.message} (and {left_out} more like it in this paragraph)"
            yield MarkProblem(offset=problem.offset, code=problem.code, message=message)
        elif seen[problem.code] <= _MOST_OF_A_KIND:
            yield problem
