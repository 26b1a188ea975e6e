"""What all tests share: examples of hypothesis that are the same for everybody, and a small corpus."""

from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: two cores are often shared. The same examples each time: a red test is red for the next person too.
settings.register_profile("quoth", deadline=None, derandomize=True)
settings.load_profile("quoth")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return Path(__file__).parents[1]
