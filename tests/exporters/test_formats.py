"""What holds for every format there is, on every corpus."""

from pathlib import Path

import pytest

from pipeline.exporters.formats import FORMATS
from pipeline.exporters.material import Material


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder: its path and its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_is_what_is_said_and_the_same_every_time(
    name: str, any_material: Material, tmp_path: Path
) -> None:
    runs = []
    for attempt in ("first", "second"):
        folder = tmp_path / attempt / "export"
        folder.mkdir(parents=True)
        said = [path.relative_to(folder).as_posix() for path in FORMATS[name].load()(any_material, folder)]
        assert sorted(said) == sorted(contents(folder))
        assert [path.name for path in folder.parent.iterdir()] == ["export"]
        runs.append(contents(folder))
    assert runs[0] == runs[1]
