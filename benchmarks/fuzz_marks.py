"""Fuzzing of the search for quotation marks that is led by the code it reaches (atheris, on libFuzzer).

The package is not among those of the tests; it exists for Linux and macOS::

    pip install atheris
    python -m benchmarks.fuzz_marks -max_total_time=600 -timeout=10

Each byte stands for a piece of text: a mark, a word, a sign or space that marks are found beside. What breaks a promise
of `benchmarks.promises`, or takes longer than ``-timeout`` seconds, is written to a file and ends the run. To read it::

    python -m benchmarks.fuzz_marks --show FILE
"""

import sys
from pathlib import Path
from typing import Final

from benchmarks.promises import broken_promises
from pipeline.quotes.glyphs import MARK_CHARS
from pipeline.quotes.paragraphs import split_paragraphs

PIECES: Final = (
    *sorted(MARK_CHARS),
    *("“", "”", '"', "‘", "’", "'", "``", "''", "—", "…", "...", ".", ",", ":", ";", "?", "!", "(", ")", "[", "]"),
    *("*", "_", "`", "```", "<a b=", ">", "<q>", "</q>", "&", "#", "/", "\\", "|", "-", "--", "’s", "’n’", "′"),
    *(" ", " ", " ", " ", "\n", "\n\n", "\n\n    ", "\n\n> ", "\n\n# ", "\n\n- ", "\n\n—No, he said. ", "\t", "\r"),
    *("\u00a0", "\u2009", "\u202f", "\u200b", "\u0301", "\ufeff", "\U0001f469", "中", "é", "ß", "\x0c", "\x85"),
    *("word", "Word", "workers", "don", "t", "s", "n", "tis", "I", "Mr.", "Mrs", "said", "he said", "she wrote:"),
    *("1905", "90s", "6", "6' 2\"", "LUND: ", "Q. ", "(Berg 1931, 4)", "[3]", "12", "so-called ", "Berg wrote:\n\n"),
)


def text_of(content: bytes) -> str:
    """The text that bytes stand for, a piece each."""
    return "".join(PIECES[byte % len(PIECES)] for byte in content)


def try_one(content: bytes) -> None:
    """Search one text; raises AssertionError where a promise does not hold."""
    text = text_of(content)
    if text.strip():
        broken = list(broken_promises(text, split_paragraphs(text, doc_id="a"), "a"))
        assert not broken, f"{broken}: {text!r}"


def main(arguments: list[str]) -> None:
    """Fuzz until something breaks, or as long as the options say."""
    if arguments[:1] == ["--show"]:
        sys.stdout.write(f"{text_of(Path(arguments[1]).read_bytes())!r}\n")
        return
    import atheris  # type: ignore[import-not-found]

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *arguments], try_one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
