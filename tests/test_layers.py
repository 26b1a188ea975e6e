"""The shape of the code: who may import whom, and how long a function and a module may be."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_FUNCTION = 60
LONGEST_MODULE = 330
LINT_IMPORTS = (sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [*LINT_IMPORTS, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_every_import_goes_one_way(root: Path) -> None:
    result = lint_imports(root)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("records/found.py", "import pipeline.store", "One way: each layer imports only those below it BROKEN"),
        ("attribution/planted.py", "import pipeline.nlp", "One way: each layer imports only those below it BROKEN"),
        ("planted.py", "", "marked as 'exhaustive'"),
        ("quotes/planted.py", "import spacy", "Only pipeline.nlp knows spaCy and textacy BROKEN"),
        ("stages/planted.py", "from textacy import extract", "Only pipeline.nlp knows spaCy and textacy BROKEN"),
        ("stages/planted.py", "import click", "Only the command line knows click BROKEN"),
        ("nlp/planted.py", "import training", "The package never imports the recipe of its model BROKEN"),
    ],
)
def test_an_import_the_wrong_way_is_seen(root: Path, tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copy(root / "pyproject.toml", tmp_path)
    for package in ("pipeline", "training"):
        for source in (root / package).rglob("*.py"):
            copy = tmp_path / source.relative_to(root)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    planted = tmp_path / "pipeline" / module
    before = planted.read_text(encoding="utf-8") if planted.exists() else ""
    planted.write_text(before + f"\n{line}\n", encoding="utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode != 0
    assert contract in result.stdout + result.stderr


def modules(root: Path) -> Iterator[Path]:
    for package in ("pipeline", "training"):
        yield from sorted((root / package).rglob("*.py"))


def test_no_module_is_much_longer_than_three_hundred_lines(root: Path) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(root)}
    assert {path.name: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_sixty_lines(root: Path) -> None:
    too_long = {
        f"{path.name}:{node.name}": length
        for path in modules(root)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert too_long == {}
