"""What an end that nobody planned leaves behind: a process killed, a full disk, two runs at once."""

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.errors import BusyError
from pipeline.settings import Settings
from pipeline.stages.alone import alone

NOT_THE_RESULT = {"run.json"}
TEXTS = {
    "bells": "The bell was cast in 1871.\n\n“It has never rung true”, the sexton Amos Fell wrote to his sister.\n",
    "ferry": "Nora Quill ran the ferry. “Nobody drowned in my time”, she told the Harbour Review in May 1902.\n\n"
    "“The river”, she added, “was kinder than the council.”\n",
    "tides": "# Tides\n\nThe engineer put it so:\n\n> A wall is an argument with the sea.\n\nHe lost it in 1910.\n",
}


def quoth(folder: Path, *arguments: str, limit: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
    """A run of quoth on the folder's corpus, under way."""
    root = str(Path(__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", "run", *arguments],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit,  # noqa: PLW1509 (no threads here)
    )


def finish(process: "subprocess.Popen[str]") -> str:
    """What a run said on its way, once it has ended well."""
    _, said = process.communicate()
    assert process.returncode == 0, said
    return said


def results(folder: Path) -> dict[str, bytes]:
    """Every file a person would look at, by its path."""
    outputs = folder / "outputs"
    passed_over = {outputs / "interim", outputs / "cache"}
    return {
        path.relative_to(outputs).as_posix(): path.read_bytes()
        for path in sorted(outputs.rglob("*"))
        if path.is_file() and path.name not in NOT_THE_RESULT and not passed_over.intersection(path.parents)
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small corpus."""
    (tmp_path / "corpus").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "corpus" / f"{name}.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, bytes], float]]:
    """What an undisturbed run makes of the small corpus, and the seconds it takes."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "corpus").mkdir()
    for name, text in TEXTS.items():
        (folder / "corpus" / f"{name}.md").write_text(text, encoding="utf-8")
    begun = time.monotonic()
    finish(quoth(folder))
    yield results(folder), time.monotonic() - begun
    shutil.rmtree(folder)


@pytest.mark.parametrize("trial", range(4))
def test_a_run_that_was_killed_is_taken_up_again_with_the_same_result(
    folder: Path, expected: tuple[dict[str, bytes], float], trial: int
) -> None:
    made, seconds = expected
    chance = random.Random(trial)
    for _ in range(2):
        process = quoth(folder)
        time.sleep(seconds * (trial + chance.random()) / 4)
        process.kill()
        process.communicate()
    finish(quoth(folder))
    assert results(folder) == made
    assert not list((folder / "outputs").rglob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files cannot be limited there")
@pytest.mark.parametrize("size", [0, 30_000])
def test_a_disk_that_is_full_is_a_clear_error_and_the_old_outputs_stay(
    folder: Path, expected: tuple[dict[str, bytes], float], size: int
) -> None:
    finish(quoth(folder))
    (folder / "corpus" / "bells.md").write_text(TEXTS["bells"] * 9, encoding="utf-8")
    process = quoth(folder, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    _, said = process.communicate()
    assert process.returncode == 1, said
    assert "Traceback" not in said
    assert said.splitlines()[-1].startswith("Error: ")
    before = expected[0]
    now = results(folder)
    assert {name for name in before if now[name] != before[name]} <= {"texts/bells.txt"}
    assert not list((folder / "outputs").rglob("*.part"))
    (folder / "corpus" / "bells.md").write_text(TEXTS["bells"], encoding="utf-8")
    finish(quoth(folder))
    assert results(folder) == before


def test_a_second_run_at_the_same_time_is_told_to_wait(folder: Path) -> None:
    with alone(Settings(outputs=folder / "outputs")):
        process = quoth(folder)
        _, said = process.communicate()
    assert process.returncode == 1
    assert "is being written by another run of quoth (process " in said
    assert said.count("\n") == 1
    finish(quoth(folder))


def test_whoever_has_ended_holds_nothing(tmp_path: Path) -> None:
    settings = Settings(outputs=tmp_path)
    with alone(settings), pytest.raises(BusyError), alone(settings):
        pass
    with alone(settings):
        pass
