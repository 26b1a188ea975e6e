"""Work that takes too long ends, a fault is a value, and nothing rings after the work is done."""

import sys
import threading
import time
from collections.abc import Callable

import pytest

from pipeline.errors import ModelError
from pipeline.stages.limits import FAILED, Failure, TimeIsOver, guarded, seconds_for, time_limit
from pipeline.stages.versions import digest_of


def here(work: Callable[[], None]) -> None:
    work()


def elsewhere(work: Callable[[], None]) -> None:
    """Do work in another thread, where no signal arrives."""
    errors: list[TimeIsOver] = []

    def attempt() -> None:
        try:
            work()
        except TimeIsOver as error:
            errors.append(error)

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    for error in errors:
        raise error


def count_forever() -> None:
    while True:
        for _ in range(1000):
            pass


def catch_everything_once() -> None:
    """What some libraries do: they catch what is raised, and go on."""
    try:
        count_forever()
    except TimeIsOver:
        count_forever()


@pytest.mark.parametrize("place", [here, elsewhere])
@pytest.mark.parametrize("work", [count_forever, catch_everything_once])
def test_work_that_takes_too_long_ends(place: Callable[[Callable[[], None]], None], work: Callable[[], None]) -> None:
    def limited() -> None:
        with time_limit(0.05):
            work()

    with pytest.raises(TimeIsOver):
        place(limited)


@pytest.mark.parametrize("place", [here, elsewhere])
def test_nothing_rings_after_the_work_is_done(place: Callable[[Callable[[], None]], None]) -> None:
    ended: list[str] = []

    def limited() -> None:
        with time_limit(0.1):
            pass
        time.sleep(0.3)
        ended.append("well")

    place(limited)
    assert ended == ["well"]


def test_a_long_text_may_take_longer_and_a_short_one_no_less() -> None:
    assert [seconds_for(length, seconds_per_text=300) for length in (0, 100, 100_000, 250_000)] == [300, 300, 300, 750]


def test_a_fault_is_a_value_that_says_where_it_arose() -> None:
    found = guarded(lambda length: seconds_for(length, seconds_per_text=1 // length), 0)
    assert isinstance(found, Failure)
    assert found.code == FAILED
    assert found.message.startswith("ZeroDivisionError in a library: this is a fault of Quoth or of a library")


def test_a_fault_of_the_program_names_its_own_line() -> None:
    found = guarded(digest_of, 5)
    assert isinstance(found, Failure)
    assert found.message.startswith("TypeError in stages/versions.py, line ")


@pytest.mark.parametrize("error", [ModelError("there is none"), OSError(28, "No space left on device")])
def test_what_concerns_more_than_one_text_is_raised(error: Exception) -> None:
    def work(_: int) -> None:
        raise error

    with pytest.raises(type(error)):
        guarded(work, 0)


def test_work_elsewhere_that_took_too_long_leaves_the_interpreter_as_it_was() -> None:
    """CPython 3.11 hangs in the next function that is profiled, where something said to a thread was never heard."""

    def limited() -> None:
        with time_limit(0.05):
            count_forever()

    with pytest.raises(TimeIsOver):
        elsewhere(limited)
    with time_limit(5):
        before = sys.getprofile()
        sys.setprofile(lambda *_: None)
        try:
            assert seconds_for(100, seconds_per_text=1) == 1
        finally:
            sys.setprofile(before)
