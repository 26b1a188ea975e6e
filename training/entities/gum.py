"""Entities of UD English GUM: named mentions, mapped to OntoNotes names; of EWT: peoples alone."""

import re
from collections.abc import Iterator
from pathlib import Path

from training.assets import is_free
from training.conllu import Sentence, Word, paragraphs, read_sentences
from training.entities.lexicon import HONORIFICS, is_people, place_label, strip_name
from training.entities.tags import CALENDAR, MISSING, OUTSIDE, Passage, is_capitalised, put, put_missing

Mention = tuple[int, int, str]
_BRACKET = re.compile(r"\((?P<opened>[^()]+)(?P<closed>\))?|(?P<number>[^()]+)\)")
_IN_NAME = frozenset("flat compound amod nmod nummod case conj cc punct goeswith".split())
_LABELS = {"person": "PERSON", "place": "GPE", "organization": "ORG", "event": "EVENT"}


def read_gum(path: Path, *, known: frozenset[str], free_only: bool) -> Iterator[Passage]:
    """Yields the paragraphs of GUM with their entities."""
    for paragraph in paragraphs(read_sentences(path)):
        if not free_only or is_free(paragraph[0].document):
            yield _passage(paragraph, [_tag_gum(sentence, known) for sentence in paragraph])


def read_ewt(path: Path, *, known: frozenset[str]) -> Iterator[Passage]:
    """Yields the paragraphs of EWT that name a people: those are annotated, other names open, the rest outside."""
    for paragraph in paragraphs(read_sentences(path)):
        tags = [_tag_peoples(sentence.words, known) for sentence in paragraph]
        if any("B-NORP" in row for row in tags):
            yield _passage(paragraph, tags)


def _passage(paragraph: list[Sentence], tags: list[list[str]]) -> Passage:
    words = [word for sentence in paragraph for word in sentence.words]
    return Passage(
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=[tag for row in tags for tag in row],
        fine_tags=["" if word.xpos == "_" else word.xpos for word in words],
    )


def _tag_peoples(words: list[Word], known: frozenset[str]) -> list[str]:
    """Tags with peoples marked and proper nouns left open."""
    tags = [MISSING if _is_proper(word) else OUTSIDE for word in words]
    for index in range(1, len(words) - 1):
        if MISSING == tags[index - 1] == tags[index + 1] and words[index].form.lower() in (
            "of",
            "the",
            "and",
            "for",
            "-",
        ):
            tags[index] = MISSING
    for index, word in enumerate(words):
        alone = not any(other.head == word.head and other.dep == "flat" for other in words)
        if word.xpos in ("JJ", "NNPS", "NNP") and alone and is_people(word.form, known):
            tags[index] = "B-NORP" if word.xpos != "NNP" else MISSING
    return tags


def _is_proper(word: Word) -> bool:
    proper = word.xpos in ("NNP", "NNPS") or word.upos == "PROPN" or (word.upos == "ADJ" and word.lemma[:1].isupper())
    return proper and word.form.lower() not in CALENDAR


def _tag_gum(sentence: Sentence, known: frozenset[str]) -> list[str]:
    """Tags of one sentence of GUM."""
    tags = _tag_peoples(sentence.words, known)
    names = [name for mention in mentions(sentence.words) if (name := name_of(sentence.words, mention)) is not None]
    taken: set[int] = set()
    for start, end, kind in sorted(names, key=lambda name: name[0] - name[1]):
        if taken.isdisjoint(range(start, end)):
            taken |= set(range(start, end))
            _put_name(sentence.words, tags, (start, end, kind))
    return tags


def _put_name(words: list[Word], tags: list[str], name: Mention) -> None:
    start, end, kind = name
    forms = [word.form for word in words[start:end]]
    plural = end - start == 1 and words[start].xpos == "NNPS"
    if kind not in _LABELS:
        put_missing(tags, start, end)
    elif tags[start] == "B-NORP" and end - start == 1:
        return
    elif plural and kind == "person":
        put(tags, start, end, "NORP") if is_people(forms[0]) else put_missing(tags, start, end)
    else:
        put(tags, start, end, place_label(forms) if kind == "place" else _LABELS[kind])


def mentions(words: list[Word]) -> list[Mention]:
    """The mentions of a sentence of GUM: start, end (exclusive) and entity type."""
    found: list[Mention] = []
    opened: dict[str, list[tuple[int, str]]] = {}
    for index, word in enumerate(words):
        for match in _BRACKET.finditer(word.misc.get("Entity", "")):
            if match["number"]:
                starts = opened.get(match["number"].split("[")[0], [])
                if starts:
                    start, kind = starts.pop()
                    found.append((start, index + 1, kind))
                continue
            number, kind = match["opened"].split("-")[:2]
            if match["closed"]:
                found.append((index, index + 1, kind))
            else:
                opened.setdefault(number.split("[")[0], []).append((index, kind))
    return found


def name_of(words: list[Word], mention: Mention) -> Mention | None:
    """The proper name at the head of a mention, `None` where its head is no proper noun or is a date."""
    start, end, kind = mention
    heads = [index for index in range(start, end) if not start <= words[index].head < end]
    if not heads or words[heads[0]].xpos not in ("NNP", "NNPS") or kind == "time":
        return None
    parts = _name_parts(words, heads[0], range(start, end))
    first, last = strip_name([word.form for word in words], min(parts), max(parts) + 1)
    only_title = last - first == 1 and words[first].form.lower() in HONORIFICS
    begins_as_name = is_capitalised(words[first].form) or words[first].form.isdigit()
    return (first, last, kind) if begins_as_name and not only_title else None


def _name_parts(words: list[Word], head: int, within: range) -> set[int]:
    """The unbroken stretch of words around the head that make up the name."""
    parts = {head}
    for index in [*range(head - 1, within.start - 1, -1), *range(head + 1, within.stop)]:
        adjacent = index + 1 in parts or index - 1 in parts
        if adjacent and words[index].dep in _IN_NAME and _joins(words, index, head):
            parts.add(index)
    while len(parts) > 1 and not _is_proper(words[max(parts)]) and words[max(parts)].upos != "NUM":
        parts.discard(max(parts))
    return parts


def _joins(words: list[Word], index: int, head: int) -> bool:
    """Whether a word next to the name belongs to it: proper nouns, and "of", "and" or a hyphen between such."""
    word = words[index]
    if word.dep in ("case", "cc", "punct"):
        return index > head and word.form.lower() in ("of", "and", "-", "&", "de") and _proper_follows(words, index)
    if word.dep == "conj" and word.head == head:
        return False
    return _is_proper(word) or (word.upos == "NUM" and index < head and word.form.isdigit() and len(word.form) == 4)


def _proper_follows(words: list[Word], index: int) -> bool:
    return index + 1 < len(words) and _is_proper(words[index + 1]) and words[index].dep != "cc"
