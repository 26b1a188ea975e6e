"""Two language models side by side in one run: size on disk, time to load, words a second on one core.

Run it by hand; the texts are plain files with a paragraph a line::

    python -m benchmarks.model_speed OLD NEW TEXT...

Models are timed by turns, so that what else the machine does falls on both alike; the ratio is the figure to quote. A
former model lies in the history of the repository::

    git archive COMMIT pipeline/model | tar -x -C FOLDER
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.stages.processes import ONE_THREAD

LOADING = "import spacy, sys, time; t = time.perf_counter(); spacy.load(sys.argv[1]); print(time.perf_counter() - t)"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path, help="the folder of the model to compare with")
    parser.add_argument("new", type=Path, help="the folder of the model")
    parser.add_argument("texts", type=Path, nargs="+", help="plain texts, a paragraph a line")
    parser.add_argument("--rounds", type=int, default=5, help="how often each model reads the texts (default: 5)")
    options = parser.parse_args(arguments)
    for variable in ONE_THREAD:
        os.environ[variable] = "1"
    paragraphs = [
        line for path in options.texts for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    models = {"old": options.old, "new": options.new}
    loads = {name: statistics.median(load_seconds(path) for _ in range(3)) for name, path in models.items()}
    rates = words_per_second(models, paragraphs, rounds=options.rounds)
    for name, path in models.items():
        rate = statistics.median(rates[name])
        sys.stdout.write(f"{name}: {megabytes(path):.1f} MB, loads in {loads[name]:.2f} s, {rate:,.0f} words/s\n")
    ratio = statistics.median(new / old for old, new in zip(rates["old"], rates["new"], strict=True))
    sys.stdout.write(f"speed, new to old, median of {options.rounds} rounds: {ratio:.2f}\n")


def megabytes(folder: Path) -> float:
    """The size of all files of a folder, in millions of bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def load_seconds(folder: Path) -> float:
    """The seconds `spacy.load` takes in a new process, spaCy itself already imported."""
    command = [sys.executable, "-c", LOADING, str(folder)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def words_per_second(models: dict[str, Path], paragraphs: list[str], *, rounds: int) -> dict[str, list[float]]:
    """The tokens a second of each model in each round, the models by turns."""
    import spacy

    pipelines = {name: spacy.load(path) for name, path in models.items()}
    for nlp in pipelines.values():
        list(nlp.pipe(paragraphs[:50]))
    rates: dict[str, list[float]] = {name: [] for name in models}
    for _ in range(rounds):
        for name, nlp in pipelines.items():
            begun = time.perf_counter()
            tokens = sum(len(doc) for doc in nlp.pipe(paragraphs))
            rates[name].append(tokens / (time.perf_counter() - begun))
    return rates


if __name__ == "__main__":
    main()
