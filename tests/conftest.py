"""What all tests share: examples of hypothesis that are the same for everybody, and how made files are made again."""

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import settings

from pipeline.settings import Settings

# No deadline: two cores are often shared. The same examples each time: a red test is red for the next person too.
settings.register_profile("quoth", deadline=None, derandomize=True)
settings.load_profile("quoth")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write the golden files and the made parts of the README anew; then read the diff",
    )


@pytest.fixture(scope="session")
def regenerate(pytestconfig: pytest.Config) -> bool:
    """Whether golden files are to be written, not compared."""
    return bool(pytestconfig.getoption("--regenerate"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def small_corpus(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``interim/`` and ``texts/`` of the two small texts of tests/data/tiny; not to be written into."""
    outputs = tmp_path_factory.mktemp("small")
    runpy.run_path(str(root / "tests" / "data" / "tiny" / "make.py"))["write"](Settings(outputs=outputs))
    return outputs


@pytest.fixture(scope="session")
def count_calls() -> Callable[[Callable[[], object]], int]:
    """How many functions of Python some work calls: a measure of time that is the same on every machine."""

    def calls_of(work: Callable[[], object]) -> int:
        calls = 0

        def count(_frame: FrameType, event: str, _arg: object) -> None:
            nonlocal calls
            calls += event == "call"

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            work()
        finally:
            sys.setprofile(before)
        return calls

    return calls_of
