"""The word lists beside this module: one entry a line, tab-separated fields, ``#`` for comments."""

from functools import cache
from importlib.resources import files


@cache
def cue_verbs() -> dict[str, str]:
    """Lemma -> subkind (speech, writing, thought) of every verb that may introduce a quotation."""
    return {row[0]: row[1] for row in _rows("cue_verbs")}


@cache
def cue_forms() -> dict[str, str]:
    """Inflected form -> lemma of the verbs of the lexicon: said, says, writes; base forms are left out."""
    forms: dict[str, str] = {}
    for lemma in cue_verbs():
        for form in _regular_forms(lemma):
            forms.setdefault(form, lemma)
    forms.update({form: row[0] for row in _rows("irregular_forms") for form in row[1:] if row[0] in cue_verbs()})
    return {form: lemma for form, lemma in forms.items() if form not in cue_verbs()}


def _regular_forms(lemma: str) -> tuple[str, str]:
    """The third person and the past of a regular verb."""
    if lemma.endswith("e"):
        return f"{lemma}s", f"{lemma}d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return f"{lemma[:-1]}ies", f"{lemma[:-1]}ied"
    third = f"{lemma}es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else f"{lemma}s"
    return third, f"{lemma}ed"


@cache
def cue_nouns() -> frozenset[str]:
    """Lemmas of nouns that stand for somebody's words: claim, slogan, remark."""
    return frozenset(row[0] for row in _rows("cue_nouns"))


@cache
def work_nouns() -> frozenset[str]:
    """Lemmas of nouns for works that have titles: book, essay, pamphlet."""
    return frozenset(row[0] for row in _rows("work_nouns"))


@cache
def designators() -> dict[str, str]:
    """Last word of a name -> the type it tells: street, committee, treaty."""
    return {row[0]: row[1] for row in _rows("designators")}


@cache
def person_nouns() -> dict[str, str]:
    """Lemma -> gender (masc, fem, or empty) of nouns for human beings."""
    return {row[0]: row[1] if len(row) > 1 else "" for row in _rows("person_nouns")}


@cache
def general_nouns() -> frozenset[str]:
    """Lemmas of nouns that tell nothing of what a text is about: fact, way, year."""
    return frozenset(row[0] for row in _rows("general_nouns"))


@cache
def negative_pronouns() -> frozenset[str]:
    """Pronouns that name nobody, in small letters: nobody, no one, none."""
    return frozenset(row[0] for row in _rows("negative_pronouns"))


def _rows(name: str) -> list[list[str]]:
    text = (files("pipeline.nlp") / "lexicon" / f"{name}.txt").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
