"""Memory is given back to the system."""

import ctypes
from pathlib import Path

import pytest

from pipeline.memory import give_back

STATM = Path("/proc/self/statm")
BLOCK = 100_000


def _resident() -> int:
    """The memory that this process has, in bytes."""
    return int(STATM.read_text(encoding="ascii").split()[1]) * 4096


@pytest.mark.skipif(
    not (STATM.is_file() and hasattr(ctypes.CDLL(None), "malloc_trim")), reason="the C library has no malloc_trim"
)
def test_what_lies_free_below_a_block_in_use_is_given_back() -> None:
    blocks = [b"x" * (BLOCK + number) for number in range(1000)]
    last = blocks.pop()
    blocks.clear()
    kept = _resident()
    give_back()
    assert kept - _resident() > 500 * BLOCK
    assert len(last) == BLOCK + 999


def test_where_the_c_library_cannot_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: object) -> object:
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", missing)
    give_back()
