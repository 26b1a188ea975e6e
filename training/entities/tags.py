"""Token tags of one annotated passage, and the words from which it is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.vocab import Vocab

OUTSIDE, MISSING = "O", ""
CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. mon.
    tue. wed. thu. fri. sat. sun.""".split()
)
OPENING = frozenset("( [ { “ ‘ $ £ €".split())
CLOSING = frozenset(") ] } ” ’ , . ; : ! ? % ... …".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words, whether a space follows each, and their tags: `B-…`, `I-…`, `O`, or nothing where it is not known."""

    words: list[str]
    spaces: list[bool]
    tags: list[str]
    fine_tags: list[str] | None = None

    def to_doc(self, vocab: Vocab) -> Doc:
        """The passage as a Doc with entities set and missing ones left open."""
        return Doc(vocab, words=self.words, spaces=self.spaces, ents=list(self.tags), tags=self.fine_tags)


def is_capitalised(word: str) -> bool:
    """Whether a word begins as a name does."""
    return word[:1].isupper()


def put(tags: list[str], start: int, end: int, label: str) -> None:
    """Writes an entity over the tokens from `start` to before `end`."""
    tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]


def put_missing(tags: list[str], start: int, end: int) -> None:
    """Leaves the tokens from `start` to before `end` open."""
    tags[start:end] = [MISSING] * (end - start)


def guess_spaces(words: Sequence[str]) -> list[bool]:
    """Whether a space follows each word, for corpora that keep words only."""
    spaces: list[bool] = []
    open_mark = False
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in ('"', "_"):
            open_mark = not open_mark
        glued_right = word in OPENING or (word in ('"', "_") and open_mark)
        glued_left = following in CLOSING or following.lower() in ENDINGS or (following in ('"', "_") and open_mark)
        spaces.append(not glued_right and not glued_left)
    return spaces


ENDINGS = frozenset("'s ’s 'll ’ll 've ’ve 're ’re 'm ’m 'd ’d n't n’t 't '".split())
