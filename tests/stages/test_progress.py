"""A person sees how far a stage has come, how fast it is and how long it will take; a log is not filled with it."""

from dataclasses import dataclass, field

import pytest

from pipeline.stages.base import Advance
from pipeline.stages.progress import Screen, describe


def advance(texts: int, *, of: int = 4, stage: str = "extract", words: int = 100) -> Advance:
    name = f"text-{texts}" if texts else ""
    return Advance(stage=stage, doc_id=name, texts=texts, of_texts=of, words=words * texts, share=texts / of)


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Terminal:
    """What is written, and what a terminal of one line shows of it."""

    written: list[str] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.written.append(text)

    @property
    def lines(self) -> list[str]:
        """The lines that stay, each as it is last drawn over."""
        shown = []
        for line in "".join(self.written).split("\n"):
            cells: list[str] = []
            for stretch in line.split("\r"):
                cells[: len(stretch)] = stretch
            shown.append("".join(cells).rstrip())
        return shown


@pytest.mark.parametrize(
    ("texts", "words", "seconds", "line"),
    [
        (0, 100, 0.0, "extract: 0 of 4 texts"),
        (1, 100, 0.5, "extract: 1 of 4 texts"),
        (1, 100, 2.0, "extract: 1 of 4 texts, 50 words/s, 6 s left"),
        (1, 90_000, 60.0, "extract: 1 of 4 texts, 1,500 words/s, 3 min left"),
        (1, 0, 7200.0, "extract: 1 of 4 texts, 6.0 h left"),
        (4, 100, 10.0, "extract: 4 of 4 texts, 40 words/s, 0 s left"),
    ],
)
def test_the_line_says_how_far_how_fast_and_how_long(texts: int, words: int, seconds: float, line: str) -> None:
    assert describe(advance(texts, words=words), seconds=seconds) == line


def test_on_a_terminal_one_line_is_drawn_over_and_over_and_what_is_said_stays() -> None:
    terminal, clock = Terminal(), Clock()
    screen = Screen(write=terminal.write, live=True, clock=clock)
    screen.say("begun")
    screen.watch(advance(0))
    for texts in (1, 2):
        clock.now += 2
        screen.watch(advance(texts))
    assert terminal.lines == ["begun", "############............  extract: 2 of 4 texts, 50 words/s, 4 s left"]
    screen.say("a word in between")
    assert terminal.lines == ["begun", "a word in between", ""]
    clock.now += 2
    screen.watch(advance(3))
    assert terminal.lines[-1].startswith("##################......  extract: 3 of 4")
    screen.watch(advance(4))
    assert terminal.lines == ["begun", "a word in between", ""]


def test_a_bar_is_not_drawn_for_every_text() -> None:
    terminal, clock = Terminal(), Clock()
    screen = Screen(write=terminal.write, live=True, clock=clock)
    for texts in range(1000):
        clock.now += 0.001
        screen.watch(advance(texts, of=1000))
    assert len(terminal.written) <= 10


def test_elsewhere_there_is_a_line_now_and_then() -> None:
    terminal, clock = Terminal(), Clock()
    screen = Screen(write=terminal.write, clock=clock)
    for texts in range(101):
        screen.watch(advance(texts, of=100))
        clock.now += 1
    assert terminal.lines == [
        "extract: 30 of 100 texts, 100 words/s, 1 min left",
        "extract: 60 of 100 texts, 100 words/s, 40 s left",
        "extract: 90 of 100 texts, 100 words/s, 10 s left",
        "",
    ]


def test_every_stage_begins_anew() -> None:
    terminal, clock = Terminal(), Clock()
    screen = Screen(write=terminal.write, clock=clock)
    screen.watch(advance(0, stage="ingest"))
    clock.now += 1000
    screen.watch(advance(0))
    clock.now += 40
    screen.watch(advance(2))
    assert terminal.lines == ["extract: 2 of 4 texts, 5 words/s, 40 s left", ""]


def test_every_text_is_named_where_that_is_asked_for() -> None:
    terminal = Terminal()
    screen = Screen(write=terminal.write, verbose=True)
    for texts in range(3):
        screen.watch(advance(texts))
    assert terminal.lines == ["extract 1/4 text-1", "extract 2/4 text-2", ""]
