"""Words in a text: what every count of them goes by."""

import re
from collections.abc import Iterator
from typing import Final

# Letters and digits, with the combining accents some systems take apart; apostrophes and hyphens join inside.
_WORD: Final = re.compile(r"[^\W_][\w\u0300-\u036f]*(?:['’ʼ\-‐‑][^\W_][\w\u0300-\u036f]*)*")


def find_words(text: str) -> Iterator[re.Match[str]]:
    """Every word of a text, in its order.

    A word is a run of letters and digits; apostrophes and hyphens inside it belong to it, so
    that "workers’ well-being" is two and "didn’t" is one. A number of 30,000 is two.
    """
    return _WORD.finditer(text)


def count_words(text: str) -> int:
    """How many words a text has, as `find_words` has them."""
    return sum(1 for _ in find_words(text))
