"""What holds for every format there is, on every corpus."""

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import MissingPackageError
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


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_is_written_says_where(name: str, material: Material, tmp_path: Path) -> None:
    for _ in FORMATS[name].load()(material, tmp_path):
        pass
    assert [path for path, content in contents(tmp_path).items() if str(tmp_path).encode() in content] == []


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.packages])
def test_a_missing_package_is_named_with_what_to_type(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = FORMATS[name].packages
    real_import = builtins.__import__

    def refuse(module: str, *arguments: Any, **options: Any) -> Any:
        if module.partition(".")[0] in blocked:
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)
        return real_import(module, *arguments, **options)

    for package in blocked:
        # What None stands for cannot be imported, not even by importlib.
        monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, f"pipeline.exporters.{name}", raising=False)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingPackageError) as caught:
        FORMATS[name].load()
    said = str(caught.value)
    assert said.startswith(f"quoth export {name} needs {blocked[0]}")
    assert "pip install 'quoth[export]'" in said
    assert "make export" in said
    assert "\n" not in said


def test_the_packages_of_the_formats_are_those_of_the_extra(root: Path) -> None:
    import tomllib

    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["export"]]
    names = {requirement.partition(">")[0].lower().replace("-", "_") for requirement in asked}
    assert {package for one in FORMATS.values() for package in one.packages} <= names


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_in_a_line_what_it_is(name: str) -> None:
    one = FORMATS[name]
    assert one.name == name
    assert one.description.endswith(".")
    assert len(one.description) < 100
    assert name.isidentifier()
    assert name.islower()
