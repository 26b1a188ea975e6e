"""The files that Quoth writes for a person to fill in: never over what somebody has filled in and not saved yet."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from pipeline import store
from pipeline.errors import InputError
from pipeline.settings import Settings

_DIGESTS: Final = ".sha256"


def check_draft(path: Path, settings: Settings, *, unsaved: Callable[[], int], save_as: Path) -> None:
    """Raise where an earlier draft holds work that would be lost; ``unsaved`` counts it, and may not be able to.

    A file that nobody has touched since it was written holds none.

    Raises:
        InputError: something is filled in that ``save_as`` does not have.
    """
    if not path.is_file() or _digest(path) == _digest_written(path, settings):
        return
    rows = unsaved()
    if rows:
        what = "1 row has" if rows == 1 else f"{rows:,} rows have"
        raise InputError(
            f"{path} was edited, and {what} what {save_as} does not: "
            "save it there first; to lose it, remove the file or take --force"
        )


def write_draft(path: Path, settings: Settings, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Write the file for a spreadsheet, and note how it was written."""
    store.write_rows(path, columns, rows, for_spreadsheets=True)
    store.write_text(_noted(path, settings), f"{_digest(path)}\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest_written(path: Path, settings: Settings) -> str:
    noted = _noted(path, settings)
    return noted.read_text(encoding="utf-8").strip() if noted.is_file() else ""


def _noted(path: Path, settings: Settings) -> Path:
    return settings.interim / f"{path.name}{_DIGESTS}"
