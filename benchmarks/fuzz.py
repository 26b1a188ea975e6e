"""Mutated files through the stage ``ingest`` and the search for quotation marks: no crash, no hang, no lost row.

``make fuzz`` runs it; to try other files, or more of them::

    python -m benchmarks.fuzz --inputs 1000000 --first 100000
    python -m benchmarks.fuzz --inputs 2000 --only .docx --only .pdf

The seeds are the small files of every kind in ``tests/data/formats``. Input N is the same wherever and whenever it is
made, and can be made alone: ``--first N --inputs 1 --only SUFFIX``. Of every input it is asked that

* the stage ends well, and in time: a file that takes longer than the time limit of a document counts as a hang;
* the file is a row of ``documents.csv`` or of ``problems.csv``;
* what can be read satisfies what `benchmarks.promises` says of every text and of every quotation in it.

What fails is kept in ``build/fuzz``, one file each, to become a test in ``tests/data/broken``.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.evaluation_sets import ROOT
from benchmarks.mutations import mutate
from benchmarks.promises import broken_promises
from pipeline.records import Document, Problem
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.run import run_stage

SEEDS = ROOT / "tests/data/formats"
KEPT = ROOT / "build/fuzz"
BATCH = 500
"""Files that go through the stage together."""
SECONDS = 20
"""The time limit of one file."""
FAULTS = frozenset({"crashed", "failed", "too_slow"})
"""The codes of problems that no file should be able to cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A mutated file: its name, which says from which seed it was made by which number, and its bytes."""

    name: str
    content: bytes


@dataclass(slots=True)
class Tally:
    """What became of the inputs, and the names of those that broke something, with what it was."""

    outcomes: Counter[tuple[str, str]]
    broken: dict[str, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the inputs and say what became of them; returns 1 if any broke something, else 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000, help="how many files to try (default: 100,000)")
    parser.add_argument("--first", type=int, default=0, help="the number of the first (default: 0)")
    parser.add_argument("--only", action="append", metavar="SUFFIX", help="mutate files of this kind alone")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default: all cores)")
    options = parser.parse_args(arguments)
    seeds = read_seeds(SEEDS, only=options.only)
    tally, begun = Tally(Counter(), {}), time.monotonic()
    last = options.first + options.inputs
    for start in range(options.first, last, BATCH):
        inputs = [make_input(number, seeds) for number in range(start, min(start + BATCH, last))]
        try_inputs(inputs, tally, jobs=options.jobs)
        done = start + len(inputs) - options.first
        sys.stderr.write(f"{done:,} tried in {time.monotonic() - begun:,.0f} s, {len(tally.broken)} broken\n")
    sys.stdout.write(render(tally))
    return 1 if tally.broken else 0


def read_seeds(folder: Path, *, only: Sequence[str] | None = None) -> dict[str, bytes]:
    """The files that are mutated, by name; of the kinds in ``only`` where that is given."""
    paths = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return {path.name: path.read_bytes() for path in paths if not only or path.suffix in only}


def make_input(number: int, seeds: Mapping[str, bytes]) -> Input:
    """Input ``number``: one of the seeds, mutated."""
    chance = Random(number)
    name = chance.choice(sorted(seeds))
    stem, suffix = name.rsplit(".", 1)
    return Input(name=f"{stem}-{number}.{suffix}", content=mutate(seeds[name], f".{suffix}", chance))


def try_inputs(inputs: Sequence[Input], tally: Tally, *, jobs: int) -> None:
    """Read the inputs together; where that breaks something that no single file answers for, each for itself."""
    try:
        broken = read_together(inputs, tally.outcomes, jobs=jobs)
    except Exception:  # noqa: BLE001 (whatever it is, it is what is looked for)
        if len(inputs) == 1:
            broken = {inputs[0].name: traceback.format_exc()}
        else:
            middle = len(inputs) // 2
            try_inputs(inputs[:middle], tally, jobs=jobs)
            try_inputs(inputs[middle:], tally, jobs=jobs)
            return
    tally.broken |= broken
    for one in inputs:
        if one.name in broken:
            KEPT.mkdir(parents=True, exist_ok=True)
            (KEPT / one.name).write_bytes(one.content)
            (KEPT / f"{one.name}.why").write_text(broken[one.name], encoding="utf-8")
            sys.stderr.write(f"{one.name}: {broken[one.name].splitlines()[-1]}\n")


def read_together(inputs: Sequence[Input], outcomes: Counter[tuple[str, str]], *, jobs: int) -> dict[str, str]:
    """What is wrong with what became of each input, by its name; ``outcomes`` are counted."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(
            corpus=Path(scratch, "corpus"), outputs=Path(scratch, "outputs"), jobs=jobs, seconds_per_text=SECONDS
        )
        settings.corpus.mkdir()
        for one in inputs:
            (settings.corpus / one.name).write_bytes(one.content)
        run_stage("ingest", settings, say=lambda _: None)
        documents = list(interim.DOCUMENTS.read(settings))
        problems = list(interim.INGEST_PROBLEMS.read(settings))
        broken = dict(_broken(inputs, documents, problems, settings, outcomes))
        shutil.rmtree(settings.outputs)
    return broken


def _broken(
    inputs: Sequence[Input],
    documents: Sequence[Document],
    problems: Sequence[Problem],
    settings: Settings,
    outcomes: Counter[tuple[str, str]],
) -> Iterator[tuple[str, str]]:
    read: dict[str, list[Document]] = {}
    for document in documents:
        read.setdefault(document.path.partition("#")[0], []).append(document)
    refused: dict[str, list[str]] = {}
    for problem in problems:
        refused.setdefault(problem.path.partition("#")[0], []).append(problem.code)
    paragraphs = interim.by_document(interim.PARAGRAPHS.read(settings))
    for one in inputs:
        codes, suffix = refused.get(one.name, []), Path(one.name).suffix
        outcomes[suffix, "read" if one.name in read else next(iter(codes), "lost")] += 1
        if one.name not in read and not codes:
            yield one.name, "neither a document nor a problem"
        for code in FAULTS.intersection(codes):
            yield one.name, code
        for document in read.get(one.name, ()):
            text = interim.read_doc_text(settings, document.doc_id)
            for promise in broken_promises(text, paragraphs.get(document.doc_id, []), document.doc_id):
                yield one.name, promise


def render(tally: Tally) -> str:
    """A Markdown table: a line a kind of file, how many were read, how many refused, and why, how many broken."""
    lines = ["| kind | inputs | read | refused, by code | broken |", "|---|--:|--:|---|--:|"]
    for suffix in sorted({suffix for suffix, _ in tally.outcomes}):
        of_kind = {code: count for (kind, code), count in sorted(tally.outcomes.items()) if kind == suffix}
        refused = ", ".join(f"{code} {count:,}" for code, count in of_kind.items() if code != "read")
        broken = sum(1 for name in tally.broken if name.endswith(suffix))
        total = sum(of_kind.values())
        lines.append(f"| {suffix} | {total:,} | {of_kind.get('read', 0):,} | {refused} | {broken} |")
    total = sum(tally.outcomes.values())
    read = sum(count for (_, code), count in tally.outcomes.items() if code == "read")
    lines.append(f"| all | {total:,} | {read:,} | {total - read:,} | {len(tally.broken)} |")
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
