"""Runs in which the parse is replayed, for sizes whose parse would take hours.

``python -m benchmarks.replay CORPUS OUTPUTS`` is a run of one job over the texts that `make_alike` has written: the
first `ORIGINALS` of them are read by the model, and every other one has the findings of that which is like it, with
its own ids. All else is done as ever, so that the results are those of a true run, to the byte.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.made_texts import make_texts
from pipeline.findings import Rows
from pipeline.settings import Settings
from pipeline.stages import extract, run

ORIGINALS = 200
"""Texts that are parsed: so many different ones are enough for hundreds of thousands of names and terms."""
_DIGITS = 6


def make_alike(folder: Path, *, count: int, words: int, originals: int = ORIGINALS) -> int:
    """Write texts, all but the first ``originals`` like one of these but for the number in their heading.

    Returns how many words they have in all.
    """
    make_texts(folder, count=min(count, originals), words=words)
    contents = [path.read_text(encoding="utf-8").split("\n", 1)[1] for path in sorted(folder.glob("text-*.txt"))]
    total = 0
    for number in range(count):
        content = f"On text {number:0{_DIGITS}}\n{contents[number % originals]}"
        (folder / f"text-{number:0{_DIGITS}}.txt").write_text(content, encoding="utf-8")
        total += len(content.split())
    return total


class Replay:
    """Extracts the original texts, and gives those that are like them what was found there."""

    def __init__(self, *, originals: int = ORIGINALS) -> None:
        self._originals = originals
        self._found: dict[int, tuple[str, extract.Packed]] = {}
        self._extract = extract.extract_text

    def __call__(self, setup: extract.Setup, job: extract.Job) -> extract.Packed:
        """What one text gives."""
        number = int(job.doc_id[-_DIGITS:]) % self._originals
        if number not in self._found:
            self._found[number] = job.doc_id, self._extract(setup, job)
        doc_id, found = self._found[number]
        old, new = doc_id.encode("ascii"), job.doc_id.encode("ascii")
        return {name: Rows(content=rows.content.replace(old, new), count=rows.count) for name, rows in found.items()}


@contextmanager
def one_by_one(_: extract.Setup, jobs: Sequence[extract.Job]) -> Iterator[Sequence[extract.Job]]:
    """The jobs as they are: nothing is parsed for several at once."""
    yield jobs


def main(corpus: Path, outputs: Path) -> None:
    """Run through every stage."""
    extract.extract_text = Replay()  # type: ignore[assignment]
    extract.parsed_together = one_by_one  # type: ignore[assignment]
    run.run(Settings(corpus=corpus, outputs=outputs, jobs=1), say=lambda _: None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
