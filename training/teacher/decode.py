"""What is made of the teacher's scores: trees, entity tags, and how many are right."""

import re
from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Doc

from training.entities.tags import MISSING, OUTSIDE

# An entity tag less probable than this is left open: the recogniser shall not learn guesses.
SURE = 0.6
_RUN_ON = re.compile(r"""(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)[.!?]["”]? ["“][A-Z]""")


def dependency(head: int, label: str) -> str:
    """The label of an arc made consistent with its head, 0 being none."""
    if head == 0:
        return "ROOT"
    return "dep" if label == "ROOT" else label


def is_forest(heads: list[int]) -> bool:
    """Whether heads (from 1; 0 for none) have no circle and each tree covers a stretch of words."""
    roots = [_root(heads, place) for place in range(len(heads))]
    if -1 in roots:
        return False
    changes = sum(first != second for first, second in pairwise(roots))
    return changes == len(set(roots)) - 1


def _root(heads: list[int], place: int) -> int:
    """The place of the root over a word, -1 on a circle."""
    for _ in heads:
        if heads[place] == 0:
            return place
        place = heads[place] - 1
    return -1


def sequence(tags: list[str], chances: list[float]) -> list[str]:
    """Entity tags made consistent: doubtful names are open from end to end, an `I-` that continues nothing begins."""
    made: list[str] = []
    for tag in tags:
        label = tag[2:]
        continues = tag.startswith("I-") and bool(made) and made[-1][2:] == label
        made.append(tag if tag == OUTSIDE or continues else f"B-{label}")
    start = 0
    for place in range(1, len(made) + 1):
        if place == len(made) or not made[place].startswith("I-"):
            if min(chances[start:place]) < SURE:
                made[start:place] = [MISSING] * (place - start)
            start = place
    return made


def runs_on(doc: Doc) -> bool:
    """Whether a sentence of the analysis holds the end of another before a quotation: «he said. “Go on.”».

    The treebanks hold few such passages, and the teacher likes to join what they would part.
    """
    return any(_RUN_ON.search(sentence.text) for sentence in doc.sents)


def count_right(gold: Iterable[Doc], predicted: Iterable[Doc]) -> dict[str, float]:
    """Percent of words with the right tag, part of speech, head, head and label; the last two without marks."""
    counts = dict.fromkeys(("tag", "pos", "uas", "las"), 0)
    words = marks = 0
    by_text = {doc.text: doc for doc in predicted}
    for doc in gold:
        other = by_text.get(doc.text)
        if other is None:
            continue
        for token, own in zip(doc, other, strict=True):
            words += 1
            counts["tag"] += token.tag_ in ("", own.tag_)
            counts["pos"] += token.pos_ in ("", own.pos_)
            if token.dep_ == "punct":
                marks += 1
                continue
            same = own.dep_ != "" and own.head.i == token.head.i
            counts["uas"] += same
            counts["las"] += same and own.dep_ == token.dep_
    total = {"tag": words, "pos": words, "uas": words - marks, "las": words - marks}
    return {name: round(100 * count / max(1, total[name]), 2) for name, count in counts.items()}
