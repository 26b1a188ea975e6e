"""What looks odd in a text: scans read badly, letters of a wrong encoding, another language, markup, lines.

The thresholds were measured on 924 articles of PolNeAR, 67 samples of LitBank, the 14 novels of PDNC, the 39
essays beside this program, and 415 stretches of 200,000 characters of the novels, books and speeches that the
model's vectors come from. None of the sure oddities is found in any of them. Noise was made from the essays and
60 articles by misreading letters as scans are misread (h as b, e as c, m as rn, l as 1), by blanks and stray
signs inside words.

- Broken words: at most 0.4 in 100 words in texts of 300 words or more, and 1.6 in an article with dividing
  strokes, all of one kind. Of texts with noise in every tenth word 1 % is reached by all but the shortest.
- Common English words: 7.2 in 100 and more, a list of short bulletins; 26 and more in essays and fiction.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.readers.decode import BYTES_REPLACED
from pipeline.readers.reading import Notice

OCR: Final = "looks_ocr"
MOJIBAKE: Final = "looks_mojibake"
NOT_ENGLISH: Final = "not_english"

# A text is judged by so much of it, in pieces from its whole length: the costs are the same for any book.
_JUDGED: Final = 100_000
_PIECES: Final = 20

_FEWEST_WORDS: Final = 100
_SHOWN: Final = 3
_LONGEST_SHOWN: Final = 20

# What scans make of words. Misreadings of the commonest ones, h for b or li, e for c (Ted Underwood, "A half-decent
# OCR normalizer for English texts after 1700", 2013), or two of them run together.
_MISREAD: Final = frozenset(
    "tbe tle tlie tbat tbis tben tbey tbere tbeir tliat tliis tlien tliey tliere tlieir wbich wbo wben wbat wbere "
    "wliich wlio wlien wliat wliere aud liave bave liad liis witb witli thc tke ihe fhe frorn wns hns wcre bccn becn "
    "hcr thcy thnt ofthe inthe tothe onthe andthe".split()
)
# A word that is spaced out: "t h e". French has d, l, m, n, s, t by themselves, and texts cut into words have them.
_LONE: Final = frozenset("bcfghjklpqrvwxz")
# "w0rd", "l9l7", "1t": digits for letters. "wor,d": a speck read as a sign. "tbrgh": no vowel. "wo|rd": a stroke.
_BROKEN: Final = tuple(
    re.compile(rf"[^\w]*(?:{pattern})[^\w’'.@/]*")
    for pattern in (
        r"[A-Za-z]?[a-z]+[013568][a-z]+|[lI]\d{2,3}|\d+[lO]\d*|0[fnr]|1[tns]",
        r"[a-z]+[,;:!?][a-z]+",
        r"[b-df-hj-np-tv-xz]{4,}",
        r"[\w’'-]*(?:[^\W\d_][~^|\\¬¦■□♦¤]|[~^|\\¬¦■□♦¤][^\W\d_])[\w’'-]*",
    )
)
# Every broken word has one of these, and hardly any other word has.
_TRACE: Final = re.compile(
    r"[a-z][013568,;:!?][a-z]|[lI]\d\d|\d[lO]|\b0[fnr]\b|\b1[tns]\b|[b-df-hj-np-tv-xz]{4}|[~^|\\¬¦■□♦¤]"
)
_BROKEN_SHARE: Final = 0.01
_FEWEST_BROKEN: Final = 5
# Strokes alone are a table, digits in words alone the names of genes or parts.
_FEWEST_OTHERS: Final = 2

# The commonest function words of English (tags DET, ADP, PRON, CCONJ, SCONJ, AUX, PART of UD English Web Treebank
# 2.16), those left out that other languages have, too: in, a, is, on, as, be, or, an, all, me, we, do.
_COMMON: Final = frozenset(
    "the of and to that it was he for with his they this have from by but not what were when there which she their "
    "would him been who could my than its you".split()
)
_PUNCTUATION: Final = ".,;:!?()[]…\"'“”‘’«»-–—"
_COMMON_SHARE: Final = 0.05
# A list of names is in no language; in prose of any, more than half of the words are small.
_SMALL_SHARE: Final = 0.5
_LATIN: Final = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")
_OTHER: Final = re.compile(r"[^\W\d_A-Za-z\u00aa-\u024f\u1e00-\u1eff]")

# Letters of a wrong encoding come beside one of these; curly marks and dashes by themselves are no sign of it.
_SUSPECT: Final = re.compile(r"[^\n\x00-\x7f‘’“”–—…]")
_AROUND: Final = 4
_FEWEST_BAD: Final = 3
_LOST: Final = "\N{REPLACEMENT CHARACTER}"

_TAG: Final = re.compile(
    r"</?(?:a|b|blockquote|body|br|div|em|font|h[1-6]|head|html|i|img|li|ol|p|span|strong|table|td|tr|ul)\b[^<>]*>|"
    r"&(?:[a-z]{2,8}|#\d{2,5});",
    re.IGNORECASE,
)
_FEWEST_TAGS: Final = 5
_SPLIT_WORD: Final = re.compile(r"[^\W\d_]-\n[^\W\d_A-Z]")
_FEWEST_SPLIT: Final = 5
_SPLIT_SHARE: Final = 0.03
_FEWEST_LINES: Final = 20
_WRAPPED: Final = range(40, 101)
_SENTENCE_END: Final = (".", "!", "?", ":", "”", "’", '"', "'", "…")
_SHORT: Final = 20


def sure_oddities(text: str, *, language: str = "", notices: Sequence[Notice] = ()) -> Iterator[Notice]:
    """What is surely wrong with a text, a notice each: `looks_ocr`, `looks_mojibake`, `not_english`.

    ``language`` is the one stated; where it is another than English, the text is not asked to be. ``notices``
    are what its reader has said, which is not said again.
    """
    tokens = Counter(_sample(text).split())
    words = _words_of(tokens)
    english = language.partition("-")[0].lower() in {"", "en"}
    foreign = _judge_language(tokens, words) if english else ""
    if foreign:
        yield Notice(code=NOT_ENGLISH, message=foreign)
    elif english:
        yield from _judge_scan(tokens, words)
    yield from _judge_encoding(text, notices)


def possible_oddities(text: str, *, n_words: int) -> Iterator[str]:
    """What may be wrong with a plain text, in words: markup, lines that end where the page did, hardly any text."""
    if n_words < _SHORT:
        yield f"it is short: {n_words} words"
    tags = Counter(_TAG.findall(_sample(text)))
    if tags.total() >= _FEWEST_TAGS and len(tags) > 1:
        yield f"markup stands in it ({_shown(tags)}): save it as .html, or take the tags out"
    lines = text.splitlines()
    n_split = len(_SPLIT_WORD.findall(text))
    if n_split >= max(_FEWEST_SPLIT, _SPLIT_SHARE * len(lines)):
        yield f"{n_split:,} words are split at line ends with a hyphen: join them, or names and quotations are missed"
    if _is_one_block(lines):
        yield (
            f"{len(lines):,} lines without a blank one, which are one paragraph: put a blank line between paragraphs, "
            "or a paragraph on each line"
        )


def _sample(text: str) -> str:
    """The text, or pieces from the whole of a long one, cut at blanks."""
    if len(text) <= _JUDGED:
        return text
    step, size = len(text) // _PIECES, _JUDGED // _PIECES
    pieces = (text[at : at + size] for at in range(0, step * _PIECES, step))
    return "\n".join(piece[piece.find(" ") + 1 : piece.rfind(" ") + 1] for piece in pieces)


def _words_of(tokens: Counter[str]) -> Counter[str]:
    """The words in small letters and without the signs around them, each as often as it occurs."""
    words: Counter[str] = Counter()
    for token, number in tokens.items():
        words[token.strip(_PUNCTUATION).lower()] += number
    return words


def _judge_scan(tokens: Counter[str], words: Counter[str]) -> Iterator[Notice]:
    n_words = words.total()
    if n_words < _FEWEST_WORDS:
        return
    kinds = [Counter({word: words[word] for word in _MISREAD if word in words})]
    kinds += [Counter({letter: tokens[letter] for letter in _LONE if letter in tokens})]
    traced = sorted(_traced(tokens))
    kinds += [Counter({token: tokens[token] for token in traced if one.fullmatch(token)}) for one in _BROKEN]
    broken = sum(kinds, Counter[str]())
    beside = broken.total() - max(kind.total() for kind in kinds)
    if beside >= _FEWEST_OTHERS and broken.total() >= max(_FEWEST_BROKEN, _BROKEN_SHARE * n_words):
        message = (
            f"it looks like a scan that was read badly: {broken.total():,} of {n_words:,} words are broken "
            f"({_shown(broken)}); correct them or find a better copy, or quotations and names are missed"
        )
        yield Notice(code=OCR, message=message)


def _traced(tokens: Counter[str]) -> set[str]:
    """The tokens that may be broken: each is looked at once, half of those of an article, a tenth of a book's."""
    lines = "\n".join(tokens)
    found = set()
    for match in _TRACE.finditer(lines):
        end = lines.find("\n", match.start())
        found.add(lines[lines.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else len(lines)])
    return found


def _judge_language(tokens: Counter[str], words: Counter[str]) -> str:
    """What to say of a text that is not in English; "" where it is, or cannot be told."""
    n_words, n_common = words.total(), sum(words[word] for word in _COMMON)
    if n_common >= _COMMON_SHARE * n_words:
        return ""
    advice = "Quoth reads English alone; if it is another language, state it in metadata.csv"
    letters = "".join(tokens)
    latin, other = len(_LATIN.findall(letters)), len(_OTHER.findall(letters))
    if other >= _FEWEST_WORDS and other > latin:
        return f"it does not look like English: most of its letters are not Latin; {advice}"
    n_small = sum(number for token, number in tokens.items() if token.strip(_PUNCTUATION).islower())
    if n_words < _FEWEST_WORDS or n_small < _SMALL_SHARE * n_words:
        return ""
    shown = f"{n_common:,} of {n_words:,} words are common English ones"
    return f"it does not look like English: {shown}, where a quarter are in English prose; {advice}"


def _judge_encoding(text: str, notices: Sequence[Notice]) -> Iterator[Notice]:
    lost = text.count(_LOST)
    if lost and all(notice.code != BYTES_REPLACED for notice in notices):
        line = text.count("\n", 0, text.index(_LOST)) + 1
        found = f"{_LOST} stands for a letter that was lost, {lost:,} times, the first in line {line:,}"
        yield Notice(code=MOJIBAKE, message=f"{found}: save the text again in UTF-8 from where it came from")
    bad = find_mojibake(text)
    if len(bad) >= _FEWEST_BAD:
        found = f"letters look like those of a wrong encoding ({_shown(Counter(bad))}), {len(bad):,} times"
        advice = "save the text again in UTF-8 from where it came from, or state its encoding in metadata.csv"
        yield Notice(code=MOJIBAKE, message=f"{found}: {advice}")


def find_mojibake(text: str) -> list[str]:
    """The stretches of a text that letters in a wrong encoding look like, as ftfy knows them: "â€œ", "Ã©".

    Only the places around letters beyond ASCII are looked at, since its search takes microseconds a word.
    """
    pieces, end = [], 0
    for match in _SUSPECT.finditer(text):
        if match.start() >= end:
            pieces.append(text[max(end, match.start() - _AROUND) : match.end() + _AROUND])
        else:
            pieces[-1] += text[end : match.end() + _AROUND]
        end = match.end() + _AROUND
    if not pieces:
        return []
    from ftfy.badness import BADNESS_RE  # costs a twentieth of a second, and plain English texts do without

    return [match[0] for match in BADNESS_RE.finditer("\n".join(pieces))]


def _is_one_block(lines: Sequence[str]) -> bool:
    """Whether lines broken at the width of a page follow each other without a blank one between paragraphs."""
    if len(lines) < _FEWEST_LINES or not all(line.strip() for line in lines[:-1]):
        return False
    lengths = sorted(len(line) for line in lines)
    ended = sum(line.rstrip().endswith(_SENTENCE_END) for line in lines)
    return lengths[len(lines) // 2] in _WRAPPED and lengths[-1] <= 2 * _WRAPPED[-1] and 2 * ended < len(lines)


def _shown(found: Counter[str]) -> str:
    """The commonest of what was found, on one line."""
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(_printable(text) for text, _ in ranked[:_SHOWN])


def _printable(text: str) -> str:
    short = " ".join(text.split())[:_LONGEST_SHOWN]
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in short)
