"""The drawings of the charts, kept in ``outputs/interim/charts/``: what has not changed is not drawn again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline import store
from pipeline.reporting.charts.drawing import draw
from pipeline.reporting.charts.shapes import Sheet
from pipeline.stages.versions import digest_of, digest_of_code

FOLDER: Final = "charts"
_CODE: Final = (
    "reporting/charts/drawing.py",
    "reporting/charts/shapes.py",
    "lib:altair",
    "lib:vl-convert-python",
)
_NAME_DIGITS: Final = 16


@contextmanager
def kept(interim: Path) -> Iterator[Callable[[Sheet], str]]:
    """What gives the drawing of a sheet; when the block ends without an error, those not asked for are removed."""
    folder = interim / FOLDER
    asked: set[Path] = set()

    def drawn(sheet: Sheet) -> str:
        path = folder / f"{sheet.name}-{_digest(sheet)[:_NAME_DIGITS]}.svg"
        asked.add(path)
        if not path.is_file():
            store.write_text(path, draw(sheet))
        return store.read_text(path, made_by="report")

    yield drawn
    for stale in sorted(set(folder.glob("*.svg")) - asked):
        stale.unlink()


def _digest(sheet: Sheet) -> str:
    return digest_of(digest_of_code(*_CODE), repr(sheet))
