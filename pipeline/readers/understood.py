"""What was understood of a file before anything is parsed: its words, paragraphs, marks, and what looks odd."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.quotes.marks import find_quotations
from pipeline.quotes.quoted import AT_PARAGRAPH_END, BEFORE_NEXT, WITH_OUTER
from pipeline.quotes.repairs import STRAY
from pipeline.readers.oddities import possible_oddities
from pipeline.records import LoadedDocument

_PLAIN: Final = ".txt"
_UNPAIRED: Final = frozenset({STRAY, AT_PARAGRAPH_END, BEFORE_NEXT, WITH_OUTER})
# How people call the marks that open a quotation.
_MARKS: Final = {
    "“": "double curly",
    "‘": "single curly",
    '"': "double straight",
    "'": "single straight",
    "«": "guillemets",
    "»": "guillemets turned",
    "‹": "single guillemets",
    "„": "low",
    "‚": "single low",
    "—": "dashes",
    "―": "dashes",
    "-": "dashes",
    "`": "backquotes",
    "": "none, set off or led in",
}
_KINDS: Final = {"heading": "heading", "block": "block quotation", "note": "note"}


@dataclass(slots=True, kw_only=True)
class Understood:
    """What the texts of one file hold, counted as they come by."""

    suffix: str
    n_texts: int = 0
    n_words: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    marks: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    n_quotations: int = 0
    n_unpaired: int = 0
    odd: list[str] = field(default_factory=list)

    def add(self, loaded: LoadedDocument) -> None:
        """Count one text; its marks are paired, and nothing is parsed."""
        marked = find_quotations(loaded.text, loaded.paragraphs)
        self.n_texts += 1
        self.n_words += loaded.document.n_words
        self.kinds.update(paragraph.kind for paragraph in loaded.paragraphs)
        self.marks.update(_MARKS.get(span.marks[:1], span.marks[:1]) for span in marked.spans)
        self.encodings[loaded.document.encoding] += 1
        self.n_quotations += len(marked.spans)
        self.n_unpaired += sum(problem.code in _UNPAIRED for problem in marked.problems)
        if self.suffix == _PLAIN:
            self.odd += possible_oddities(loaded.text, n_words=loaded.document.n_words)

    def lines(self) -> Iterator[tuple[str, str]]:
        """What to say, each with its label."""
        kinds = [counted(self.kinds[kind], noun) for kind, noun in _KINDS.items() if self.kinds[kind]]
        special = f" ({', '.join(kinds)})" if kinds else ""
        texts = f"{counted(self.n_texts, 'text')}, " if self.n_texts != 1 else ""
        read_as = f", read as {', '.join(sorted(self.encodings))}" if self.encodings else ""
        paragraphs = counted(self.kinds.total(), "paragraph")
        yield "text", f"{texts}{counted(self.n_words, 'word')} in {paragraphs}{special}{read_as}"
        ranked = sorted(self.marks.items(), key=lambda item: (-item[1], item[0]))
        unpaired = f"; {counted(self.n_unpaired, 'mark')} without a partner" if self.n_unpaired else ""
        yield "marks", (", ".join(f"{name} {count:,}" for name, count in ranked) or "no quotation marks") + unpaired
        yield "quotations", f"{self.n_quotations:,} found by their marks, before it is judged who says what"
        yield from (("odd", message) for message in self.odd)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 word", "1,204 words"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
