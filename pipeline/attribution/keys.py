"""Where a quotation is, by its document and its words: what a correction is kept by.

Numbers and offsets change with every edit of a text; the words that somebody corrected do not. What
spreadsheets do to words does not count: marks made curly, dashes made long, cells cut short.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Generic, Protocol, TypeVar

SHOWN: Final = 2000
"""So many characters of a quotation stand in a table for a person; Excel cuts a cell at 32,767."""
_LEAST_BEGINNING: Final = 1000
"""The fewest characters that stand for a longer quotation of which they are the beginning."""

# Spreadsheets and word processors make straight marks curly, two hyphens a dash and three dots one.
_STRAIGHT: Final = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"…": "..."}
)
# No spreadsheet keeps these: they cannot stand in its file.
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_OUTER_MARKS: Final = re.compile(r"\A[\"']+\s*|\s*[\"']+\Z")
_DASHES: Final = re.compile("-{2,}")
_ELLIPSIS: Final = "..."

Key = tuple[str, str]


class Quoted(Protocol):
    """A quotation as far as its place goes."""

    @property
    def doc_id(self) -> str: ...  # noqa: D102
    @property
    def quote_id(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


Quote = TypeVar("Quote", bound=Quoted)


def text_key(text: str) -> str:
    """A quoted text for comparison: single spaces, straight marks, none around it, no control characters."""
    line = " ".join(_CONTROLS.sub("", text).translate(_STRAIGHT).split())
    return _OUTER_MARKS.sub("", _DASHES.sub("-", line))


class Places(Generic[Quote]):
    """The quotations of some documents by their words, each group in the order of its text."""

    def __init__(self, quotations: Iterable[Quote]) -> None:
        self._exact: dict[Key, list[Quote]] = defaultdict(list)
        for quotation in sorted(quotations, key=lambda row: (row.doc_id, row.start, -row.end)):
            self._exact[quotation.doc_id, text_key(quotation.text)].append(quotation)
        self._long: dict[Key, list[tuple[str, Quote]]] = defaultdict(list)
        for (doc_id, key), group in self._exact.items():
            if len(key) >= _LEAST_BEGINNING:
                self._long[doc_id, key[:_LEAST_BEGINNING]] += ((key, one) for one in group)
        self._begun: dict[Key, list[Quote]] = {}
        self._spoiled: dict[Key, list[str]] | None = None

    def find(self, doc_id: str, text: str) -> Sequence[Quote]:
        """The quotations that are meant by a text as it came back from a spreadsheet, in their order; maybe none.

        They have these words; or begin with them, where the cell was too long; or have them where a file of
        Windows had question marks.
        """
        key = text_key(text)
        return self._exact.get((doc_id, key)) or self._find_begun(doc_id, key) or self._find_spoiled(doc_id, key)

    def names(self) -> Mapping[str, tuple[str, int]]:
        """The text to show for every quotation, by its id, and which occurrence of it that is, from 1.

        `find` leads back from the two to the quotation.
        """
        found: dict[str, tuple[str, int]] = {}
        for (doc_id, key), group in self._exact.items():
            for number, one in enumerate(group, 1):
                shown = shown_text(one.text)
                same = [] if text_key(shown) == key else [other.quote_id for other in self.find(doc_id, shown)]
                if one.quote_id in same:
                    found[one.quote_id] = (shown, same.index(one.quote_id) + 1)
                else:
                    found[one.quote_id] = (whole_text(one.text), number)
        return found

    def _find_begun(self, doc_id: str, key: str) -> Sequence[Quote]:
        """The quotations that begin with the words of a cell that was cut, with or without an ellipsis."""
        begun = key.removesuffix(_ELLIPSIS).rstrip()
        if len(begun) < _LEAST_BEGINNING:
            return ()
        if (doc_id, begun) not in self._begun:
            longer = self._long.get((doc_id, begun[:_LEAST_BEGINNING]), [])
            same = [one for whole, one in longer if whole.startswith(begun)]
            self._begun[doc_id, begun] = sorted(same, key=lambda row: (row.start, -row.end))
        return self._begun[doc_id, begun]

    def _find_spoiled(self, doc_id: str, key: str) -> Sequence[Quote]:
        """The quotations whose words Windows would have written so, where no others would have come out alike."""
        if "?" not in key:
            return ()
        if self._spoiled is None:
            self._spoiled = defaultdict(list)
            for doc, whole in self._exact:
                self._spoiled[doc, _as_windows_writes(whole)].append(whole)
        same = self._spoiled.get((doc_id, _as_windows_writes(key)), [])
        return self._exact[doc_id, same[0]] if len(same) == 1 else ()


def shown_text(text: str) -> str:
    """A quoted text on one line, without control characters; the beginning of a very long one, with an ellipsis."""
    line = whole_text(text)
    return line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()}…"


def whole_text(text: str) -> str:
    """A quoted text on one line, without control characters."""
    return " ".join(_CONTROLS.sub("", text).split())


def _as_windows_writes(key: str) -> str:
    """The words as Windows-1252 has them: what is not in it is a question mark, or several."""
    written = key.encode("cp1252", errors="replace").decode("cp1252")
    return re.sub(r"\?+", "?", written)
