"""The speed and the memory of whole runs, beside the bare parser in the same run: `make bench`.

It takes an hour; ``--full`` takes the sizes that the promises are made for, and hours::

    python -m benchmarks.pipeline_speed
    python -m benchmarks.pipeline_speed --full --only memory
    python -m benchmarks.pipeline_speed --only memory --megabytes 1 --megabytes 60

The texts are made of the shipped essays' paragraphs (`benchmarks.made_texts`). Each figure that compares is of two
commands run by turns. Processor time is compared, since other work on the computer counts little in it, except where
two processes are to be faster than one. The table is Markdown; ``--readme`` writes it into README.md.
"""

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from benchmarks.evaluation_sets import ROOT
from benchmarks.made_texts import make_texts
from benchmarks.processes import Measured, measure, quoth
from benchmarks.replay import make_alike

BEGIN, END = "<!-- begin speed -->", "<!-- end speed -->"
WORDS = 600
"""Of a text, about: a newspaper article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is measured: words for the stages and for two jobs, words of each of 1,000 texts, characters for memory.

    ``long`` is the length of the one long text, in characters, ``replayed`` that of all texts whose parse is replayed.
    """

    stages: int
    jobs: int
    each: int
    memory: Sequence[int]
    long: int
    replayed: int
    rounds: int


SMALL: Final = Sizes(
    stages=300_000,
    jobs=300_000,
    each=300,
    memory=(1_000_000, 10_000_000),
    long=5_000_000,
    replayed=10_000_000,
    rounds=3,
)
FULL: Final = Sizes(
    stages=600_000,
    jobs=1_000_000,
    each=WORDS,
    memory=(1_000_000, 10_000_000, 100_000_000),
    long=5_000_000,
    replayed=100_000_000,
    rounds=3,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table."""

    what: str
    measured: str
    promised: str = ""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="the sizes the promises are made for: takes hours")
    parser.add_argument("--only", choices=sorted(SECTIONS), action="append", help="leave the others out")
    parser.add_argument("--megabytes", type=int, action="append", help="of the corpora for memory, smallest first")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md")
    options = parser.parse_args(arguments)
    sizes, rows = FULL if options.full else SMALL, []
    if options.megabytes:
        sizes = replace(sizes, memory=tuple(one * 1_000_000 for one in options.megabytes))
    for name, section in SECTIONS.items():
        if not options.only or name in options.only:
            with tempfile.TemporaryDirectory() as scratch:
                for row in section(Path(scratch), sizes):
                    sys.stderr.write(f"{row.what}: {row.measured}\n")
                    rows.append(row)
    table = render(rows)
    sys.stdout.write(table)
    if options.readme:
        write_into(ROOT / "README.md", table)


def measure_stages(scratch: Path, sizes: Sizes) -> Iterator[Row]:
    """Words a second of the bare parser, of the whole run and of its stages; and textacy's extractor."""
    words = make_texts(scratch / "corpus", count=sizes.stages // WORDS, words=WORDS)
    ratios, bare, whole, stages = list[float](), list[Any](), list[float](), list[Any]()
    for number in range(sizes.rounds):
        outputs = scratch / f"outputs-{number}"
        one = measure([sys.executable, "-m", "benchmarks.bare_parse", str(scratch / "corpus")])
        other = measure(_run_of(scratch / "corpus", outputs))
        bare.append(json.loads(one.said))
        whole.append(other.processor)
        stages.append(json.loads((outputs / "run.json").read_text(encoding="utf-8"))["seconds"])
        ratios.append(other.processor / (one.processor - bare[-1]["textacy"]))
    parse, found = (_middle(bare, name) for name in ("parse", "textacy"))
    yield Row(what=f"bare `nlp.pipe`, words/s over {words:,} words", measured=_rate(words, parse))
    spread = f"{statistics.median(ratios):.2f} (rounds from {min(ratios):.2f} to {max(ratios):.2f})"
    yield Row(what="`quoth run`, words/s", measured=_rate(words, statistics.median(whole)))
    yield Row(what="`quoth run` against bare `nlp.pipe`, time", measured=spread, promised="at most 1.35")
    for name in stages[0]:
        yield Row(what=f"stage `{name}`, words/s", measured=_rate(words, _middle(stages, name)))
    yield Row(what="textacy's extractor, on the parses of the same run, words/s", measured=_rate(words, found))


def measure_start(scratch: Path, sizes: Sizes) -> Iterator[Row]:
    """Seconds before anything is done."""
    make_texts(scratch / "corpus", count=1, words=50)
    places = ("--corpus", scratch / "corpus", "--outputs", scratch / "outputs")
    version = [measure(quoth("--version")) for _ in range(sizes.rounds)]
    first = measure(quoth("run", "--quiet", *places))
    again = [measure(quoth("run", "--quiet", *places)) for _ in range(sizes.rounds)]
    make = ["make", "--no-print-directory", "-C", str(ROOT), "all", f"PY={sys.executable}", "READY="]
    make += [f"CORPUS={scratch / 'corpus'}", f"OUTPUTS={scratch / 'outputs'}"]
    measure(make)
    nothing = [measure(make) for _ in range(sizes.rounds)]
    yield Row(what="`quoth --version`", measured=_seconds(version))
    yield Row(what="`quoth run` on one text of 50 words", measured=_seconds([first]))
    yield Row(what="`quoth run`, nothing changed", measured=_seconds(again))
    yield Row(what="second `make all`, nothing changed", measured=_seconds(nothing), promised="at most 0.3 s")


def measure_added(scratch: Path, sizes: Sizes) -> Iterator[Row]:
    """What one text more costs, where 1,000 are done already, beside a run on that text alone."""
    corpus = scratch / "corpus"
    words = make_texts(corpus, count=1000, words=sizes.each)
    run = _run_of(corpus, scratch / "outputs")
    measure(run)
    same = measure(run)
    by_itself, added = list[Measured](), list[Measured]()
    for number in range(1000, 1000 + sizes.rounds):
        alone = scratch / f"alone-{number}"
        make_texts(alone / "corpus", count=1, words=sizes.each, first=number)
        make_texts(corpus, count=1, words=sizes.each, first=number)
        by_itself.append(measure(_run_of(alone / "corpus", alone / "outputs")))
        added.append(measure(run))
    (corpus / "text-000500.txt").unlink()
    removed = measure(run)
    more = statistics.median(one.processor - other.processor for one, other in zip(added, by_itself, strict=True))
    yield Row(what=f"1,000 texts, {words:,} words: run again, nothing changed", measured=_seconds([same]))
    yield Row(what="a run on one text alone", measured=_seconds(by_itself))
    yield Row(
        what="that text added to the 1,000",
        measured=f"{_seconds(added)}: {more:+.2f} s",
        promised="at most 3 s more than alone",
    )
    yield Row(what="one of the 1,000 removed", measured=_seconds([removed]))


def _run_of(corpus: Path, outputs: Path, *, jobs: int = 1) -> list[str]:
    return quoth("run", "--quiet", "--jobs", str(jobs), "--corpus", corpus, "--outputs", outputs)


def measure_jobs(scratch: Path, sizes: Sizes) -> Iterator[Row]:
    """One process against two, by the clock."""
    words = make_texts(scratch / "corpus", count=sizes.jobs // WORDS, words=WORDS)
    one, two = (measure(_run_of(scratch / "corpus", scratch / f"outputs-{jobs}", jobs=jobs)) for jobs in (1, 2))
    yield Row(
        what=f"two jobs against one, {words:,} words, by the clock",
        measured=f"{one.seconds / two.seconds:.2f} times as fast",
        promised="at least 1.7",
    )


def measure_memory(scratch: Path, sizes: Sizes) -> Iterator[Row]:
    """The most memory a process has, and what a word costs, as the corpus grows."""
    costs: list[float] = []
    for size in sizes.memory:
        words, measured = _measure_corpus(scratch, size)
        costs.append(measured.processor / words)
        yield Row(
            what=f"{size / 1e6:g} MB of texts, {words:,} words, one job",
            measured=f"{measured.memory:,.0f} MB, {costs[-1] * 1e6:,.0f} s a million words",
            promised="at most 1,000 MB",
        )
    yield _disk(scratch / f"outputs-{sizes.memory[-1]}", words)
    # The largest takes hours, in which the computer may become slower: so the smallest is measured after it as well.
    words, again = _measure_corpus(scratch, sizes.memory[0])
    smallest = (costs[0] + again.processor / words) / 2
    yield Row(
        what="cost a word of the largest corpus",
        measured=f"{costs[-1] / smallest:.2f} of the smallest's",
        promised="at most 1.1",
    )
    yield from _measure_long(scratch, sizes)


def _measure_corpus(scratch: Path, size: int) -> tuple[int, Measured]:
    """How many words a corpus of so many bytes has, and what a run over it takes."""
    corpus, outputs = scratch / f"corpus-{size}", scratch / f"outputs-{size}"
    words = make_texts(corpus, count=size // (6 * WORDS), words=WORDS)
    shutil.rmtree(outputs, ignore_errors=True)
    return words, measure(_run_of(corpus, outputs))


def _disk(outputs: Path, words: int) -> Row:
    """What the outputs of a run take on disk, and the tables as Parquet beside."""
    measure(quoth("export", "parquet", "--outputs", outputs))
    parts = {
        "texts": [outputs / "texts"],
        "tables": list(outputs.glob("*.csv")),
        "tables as Parquet": [outputs / "export/parquet"],
        "report": [outputs / "report", *outputs.glob("report.*"), outputs / "figures"],
        "`interim/`": [outputs / "interim"],
        "`cache/`": [outputs / "cache"],
    }
    sizes = {name: sum(map(_size, paths)) / words for name, paths in parts.items()}
    said = ", ".join(f"{name} {size:.0f} MB" for name, size in sizes.items())
    return Row(what=f"disk for a million words, by {words:,}", measured=said)


def _size(path: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def measure_replayed(scratch: Path, sizes: Sizes) -> Iterator[Row]:
    """All but the parse, over more texts than can be parsed in a while."""
    words = make_alike(scratch / "corpus", count=sizes.replayed // (6 * WORDS), words=WORDS)
    measured = measure([sys.executable, "-m", "benchmarks.replay", str(scratch / "corpus"), str(scratch / "outputs")])
    yield Row(
        what=f"{sizes.replayed / 1e6:g} MB of texts, {words:,} words, their parse replayed, one job",
        measured=f"{measured.memory:,.0f} MB, {measured.processor / words * 1e6:,.0f} s a million words",
        promised="at most 1,000 MB",
    )


def _measure_long(scratch: Path, sizes: Sizes) -> Iterator[Row]:
    small, large = (
        _measure_one_text(scratch / name, characters=characters)
        for name, characters in (("short", 300), ("long", sizes.long))
    )
    yield Row(
        what=f"one text of {sizes.long:,} characters, beside one of 300",
        measured=f"{large.memory:,.0f} MB: {large.memory - small.memory:+,.0f} MB",
        promised="at most 300 MB more",
    )


def _measure_one_text(folder: Path, *, characters: int) -> Measured:
    make_texts(folder / "corpus", count=1, words=characters // 6)
    return measure(_run_of(folder / "corpus", folder / "outputs"))


def _middle(rows: Sequence[dict[str, Any]], name: str) -> float:
    return float(statistics.median(row[name] for row in rows))


def _rate(words: int, seconds: float) -> str:
    return f"{words / max(seconds, 1e-3):,.0f}"


def _seconds(measured: Sequence[Measured]) -> str:
    return f"{statistics.median(one.seconds for one in measured):.2f} s"


def render(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | measured | aim |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.measured} | {row.promised} |" for row in rows]
    return "".join(f"{line}\n" for line in lines)


def write_into(path: Path, table: str) -> None:
    """Put the table between its marks in a Markdown file."""
    before, rest = path.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    path.write_text(f"{before}{BEGIN}\n{table}{END}{after}", encoding="utf-8")


Section = Callable[[Path, Sizes], Iterator[Row]]
SECTIONS: Final = MappingProxyType[str, Section](
    {
        "stages": measure_stages,
        "start": measure_start,
        "added": measure_added,
        "jobs": measure_jobs,
        "memory": measure_memory,
        "replayed": measure_replayed,
    }
)


if __name__ == "__main__":
    main()
