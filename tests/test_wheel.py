"""The wheel and the source archive hold all that a run needs, and run far from the project."""

import csv
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from pipeline import __version__
from pipeline.exporters.formats import FORMATS

SOURCES = ("pyproject.toml", "README.md", "LICENSE", "pipeline")


@pytest.fixture(scope="module")
def dist(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a wheel and a source archive, built from a copy so that nothing is left in the project."""
    copy, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in SOURCES:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(root / name, copy)
    # Without options the source archive is built first and the wheel from it: both must be whole.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(copy)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("*.whl")
    return found


def files_of_the_package(root: Path) -> set[str]:
    files = (path for path in (root / "pipeline").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix() for path in files}


def test_the_wheel_holds_the_package_to_the_file_and_nothing_else(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == files_of_the_package(root)


def test_the_model_the_lexicons_and_the_templates_are_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert wheel.name == f"quoth-{__version__}-py3-none-any.whl"
    for pattern in ("model/config.cfg", "model/meta.json", "py.typed"):
        assert f"pipeline/{pattern}" in names
    for folder, suffix in (("nlp/lexicon", ".txt"), ("reporting/templates", ".j2")):
        assert [name for name in names if name.startswith(f"pipeline/{folder}/") and name.endswith(suffix)]
    assert f"quoth-{__version__}.dist-info/licenses/LICENSE" in names


def test_the_source_archive_holds_the_package_too(root: Path, dist: Path) -> None:
    (found,) = dist.glob("*.tar.gz")
    with tarfile.open(found) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert files_of_the_package(root) <= names
    assert {"LICENSE", "README.md", "pyproject.toml"} <= names


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of an empty environment with the wheel in it.

    It sees the libraries of this environment, so that the test needs no network, but not the
    project's own folder: a .pth file is not followed a second time.
    """
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=False)
    base = {"base": str(environment), "platbase": str(environment)}
    library, scripts = (Path(sysconfig.get_path(name, "venv", base)) for name in ("purelib", "scripts"))
    (library / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python"), "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    return scripts


def clean_environment() -> dict[str, str]:
    """The environment without what would lead Python back to the project."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def test_an_installed_quoth_runs_on_any_folder_and_writes_only_in_the_outputs(installed: Path, tmp_path: Path) -> None:
    corpus, home, here = tmp_path / "my texts", tmp_path / "home", tmp_path / "here"
    for folder in (corpus, home, here):
        folder.mkdir()
    text = "“We shall repair the bridge before winter”, said Maud Ellery, the mayor.\n"
    (corpus / "the bridge é.txt").write_text(text, encoding="utf-8")
    environment = clean_environment() | {"HOME": str(home), "USERPROFILE": str(home)}
    command = [installed / "quoth", "run", "--corpus", corpus, "--outputs", tmp_path / "my results"]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "my results" / "quotations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["text"] for row in rows] == ["We shall repair the bridge before winter"]
    assert (tmp_path / "my results" / "report.html").is_file()
    assert [list(folder.iterdir()) for folder in (home, here)] == [[], []]
    assert [path.name for path in corpus.iterdir()] == ["the bridge é.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here", "home", "my results", "my texts"]
    command = [installed / "quoth", "export", "all", "--outputs", tmp_path / "my results"]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "my results" / "export").iterdir()} == set(FORMATS)
    assert [list(folder.iterdir()) for folder in (home, here)] == [[], []]


def test_it_is_the_wheel_that_was_run(installed: Path, tmp_path: Path) -> None:
    script = "import pipeline, sys; print(pipeline.__file__)"
    command = [installed / "python", "-c", script]
    done = subprocess.run(command, cwd=tmp_path, env=clean_environment(), capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(installed.parent)


def test_the_locks_pin_what_the_project_asks_for_and_name_no_address(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    asked, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    formats = [*extras["export"], *extras["browse"]]
    dev = [item for item in project["dependency-groups"]["dev"] if isinstance(item, str)]
    everything = [*asked, *dev, *(requirement for extra in extras.values() for requirement in extra)]
    locks = {
        "requirements.lock": asked,
        "requirements-export.lock": [*asked, *formats],
        "requirements-dev.lock": everything,
    }
    for name, wanted in locks.items():
        lock = (root / name).read_text("utf-8")
        pinned = {line.partition("==")[0] for line in lock.splitlines() if "==" in line}
        assert {re.split(r"[\[>]", requirement)[0].lower() for requirement in wanted} <= pinned
        assert "://" not in lock
        assert "--index" not in lock
        assert "--find-links" not in lock


def test_the_locks_agree_with_each_other(root: Path) -> None:
    def pins(name: str) -> set[str]:
        lines = (root / name).read_text("utf-8").splitlines()
        return {line.split()[0] for line in lines if "==" in line}

    run_pins = pins("requirements.lock")
    for name in ("requirements-export.lock", "requirements-dev.lock", "requirements-training.lock"):
        shared = {pin for pin in pins(name) if any(pin.startswith(own.partition("==")[0] + "==") for own in run_pins)}
        assert shared <= run_pins
