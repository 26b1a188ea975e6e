"""Lines put together to paragraphs: hyphens at line ends, dashes, soft hyphens."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

SOFT_HYPHEN: Final = "\u00ad"
_WORD: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LAST: Final = re.compile(r"([^\W_]+(?:[-‐’'][^\W_]+)*)[-‐\u00ad]\Z")
_FIRST: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_HYPHENS: Final = "-‐\u00ad"
# What is written with a hyphen before any word, and before some (Chicago Manual of Style, 7.89, hyphenation table):
# the second only where the word that follows stands elsewhere in the text ("ex-minister", but "ex-ile").
_ALWAYS: Final = frozenset("self quasi twenty thirty forty fifty sixty seventy eighty ninety".split())
_SOMETIMES: Final = frozenset(
    "ex all half cross great vice ill well would so mid non anti pro post pre semi neo pan then one two three four "
    "five six seven eight nine ten hundred old new long short high low ever much".split()
)
_BEFORE_VOWELS: Final = frozenset("re co pre anti semi de".split())
_SUSPENDED: Final = frozenset("and or to nor but".split())
_DASHES: Final = "—–"
_TIGHT_DASH: Final = re.compile(r"[^\W\d_]—[^\W\d_]")
_LOOSE_DASH: Final = re.compile(r"\s—\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How a document writes: its words that no line breaks, in small letters, and its dashes without spaces."""

    words: Counter[str]
    tight_dashes: bool


def read_usage(lines: Iterable[str]) -> Usage:
    """The words and dashes of a document; what stands at a line's end or begin with a break is not counted."""
    words = Counter[str]()
    tight = loose = 0
    cut = False
    for line in lines:
        found = _WORD.findall(line.casefold())
        ends_cut = line.endswith(tuple(_HYPHENS))
        words.update(found[int(cut) : len(found) - int(ends_cut)])
        tight += len(_TIGHT_DASH.findall(line))
        loose += len(_LOOSE_DASH.findall(line))
        cut = ends_cut
    return Usage(words=words, tight_dashes=tight >= loose)


def join_lines(lines: Sequence[str], usage: Usage, *, breaks: frozenset[int] = frozenset()) -> str:
    """One paragraph of several lines; ``breaks`` are the numbers of the lines that a line break follows, in verse."""
    pieces: list[str] = []
    for number, line in enumerate(lines):
        if not pieces:
            pieces.append(line)
            continue
        before = pieces[-1]
        if number - 1 in breaks:
            pieces.append("\n" + line)
        elif before[-1:] in _HYPHENS:
            pieces[-1] = before[:-1]
            pieces.append(_hyphen(before, line, usage) + line)
        elif before[-1:] in _DASHES or line[:1] in _DASHES:
            pieces.append(_around_dash(before, line, usage) + line)
        else:
            pieces.append(" " + line)
    return "".join(pieces).replace(SOFT_HYPHEN, "").strip()


def _hyphen(before: str, line: str, usage: Usage) -> str:
    """What stands between two lines of which the first ends in a hyphen: nothing, the hyphen, or a hyphen and a space.

    A soft hyphen is no part of the word. Of any other hyphen the document decides: whichever of "teamwork" and
    "team-work" stands elsewhere, the more frequent of the two. Where neither does, the hyphen stays before a capital
    ("Anglo-American") and a figure, in a word that has another ("state-of-the-art"), and after what takes one
    ("self-"); else it goes, for a line breaks words more often than it meets a hyphen.
    """
    last, first = _LAST.search(before[-80:]), _FIRST.match(line[:80])
    if before.endswith((" -", " ‐")):
        return "- "
    if last is None or first is None:
        return "" if before.endswith(SOFT_HYPHEN) else "-"
    left, right = last[1].casefold().replace("‐", "-"), first[0].casefold()
    if before.endswith(SOFT_HYPHEN):
        return ""
    if right in _SUSPENDED and usage.words[left + right] == 0:
        return "- "
    whole, hyphenated = usage.words[left + right], usage.words[f"{left}-{right}"]
    if whole != hyphenated:
        return "" if whole > hyphenated else "-"
    keeps = first[0][0].isupper() and not last[1].isupper()
    figures = left[-1].isdigit() or right[0].isdigit()
    compound = "-" in left or ("-" in right and usage.words[left] > 0)
    takes = left in _ALWAYS or (left in _SOMETIMES and usage.words[right] > 0)
    doubled = left in _BEFORE_VOWELS and left[-1] == right[0]  # "re-examined", "co-operate"
    return "-" if keeps or figures or compound or takes or doubled else ""


def _around_dash(before: str, line: str, usage: Usage) -> str:
    """A space or nothing at a dash at a line's end: as the line has it before the dash, else as the document does."""
    if before[-1:] in _DASHES:
        if before[-2:-1] == " ":
            return " "
        return "" if before[-2:-1].isdigit() or before[-1] == "—" else " "
    if line[1:2] == " ":
        return " "
    return "" if usage.tight_dashes and line[1:2].isalpha() else " "
