"""How many paragraphs of texts set as pages come back exactly: what the PDF reader is measured by.

Every text is set in every layout of ``made_pages`` whose program is there, and read again::

    python -m benchmarks.pages_read tests/data/essays/dev
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.made_pages import Layout, Unit, layouts, make_pdf, read_units
from pipeline.readers.pdf import read_pdf
from pipeline.readers.reading import Reading
from pipeline.records import ParagraphKind


def main() -> None:
    """Write a row for each layout: the paragraphs read exactly, and with their kind; what was added."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of texts")
    texts = sorted(parser.parse_args().folder.glob("*.txt"))
    units = {path.stem: read_units(path.read_text(encoding="utf-8")) for path in texts}
    sys.stdout.write("layout               paragraphs   exact  and kind   notes  added\n")
    for layout in layouts():
        counts = sum(_measure(units, layout), Counter[str]())
        exact, kind = (counts[name] / (counts["paragraphs"] or 1) for name in ("exact", "kind"))
        notes = counts["notes"] / (counts["noted"] or 1)
        row = f"{layout.name:20} {counts['paragraphs']:10,} {exact:7.1%} {kind:9.1%} {notes:7.1%} {counts['added']:6}\n"
        sys.stdout.write(row)
        sys.stdout.flush()


def _measure(texts: dict[str, list[Unit]], layout: Layout) -> Iterator[Counter[str]]:
    with tempfile.TemporaryDirectory() as folder:
        for title, units in texts.items():
            yield _compare(units, read_pdf(make_pdf(units, title, layout, Path(folder)).read_bytes()))


def _compare(units: Sequence[Unit], reading: Reading) -> Counter[str]:
    """How many units of a text, and its notes, are among the paragraphs read; how many of these are none of it."""
    found = Counter(_paragraphs(reading))
    texts = Counter(text for _, text in found.elements())
    wanted, notes = Counter(unit.text for unit in units), Counter(unit.note for unit in units if unit.note)
    return Counter(
        {
            "paragraphs": len(units),
            "exact": (wanted & texts).total(),
            "kind": (Counter((unit.kind, unit.text) for unit in units) & found).total(),
            "noted": notes.total(),
            "notes": sum(min(count, found["note", note]) for note, count in notes.items()),
            "added": (texts - wanted - notes).total(),
        }
    )


def _paragraphs(reading: Reading) -> Iterator[tuple[ParagraphKind, str]]:
    kinds: dict[int, ParagraphKind] = {known.start: known.kind for known in reading.kinds}
    at = 0
    for block in reading.text.removesuffix("\n").split("\n\n"):
        yield kinds.get(at, "body"), " ".join(block.split())
        at += len(block) + 2


if __name__ == "__main__":
    main()
