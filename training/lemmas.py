"""Irregular lemmas that the tables of the rule lemmatizer lack or give otherwise, as the treebanks have them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from training.augment import with_words

# A form counts as irregular if the treebanks give it the same other lemma at least so often, and in so large a share.
FEWEST, SHARE = 3, 0.75
OPEN = frozenset({"NOUN", "VERB", "ADJ", "ADV", "PROPN"})
CLOSED = frozenset({"PRON", "DET", "CCONJ", "SCONJ", "ADP", "PART", "AUX", "PUNCT"})
AS_WRITTEN = frozenset({"PROPN", "PRON"})


def add_irregular(nlp: Language, docs: Iterable[Doc]) -> None:
    """Adds to the lemmatizer what the training treebanks know better than its tables."""
    table = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_exc")  # type: ignore[attr-defined]
    for pos, form, lemma in sorted(irregular(nlp, docs)):
        table[pos] = {**table.get(pos, {}), form: [lemma]}


def irregular(nlp: Language, docs: Iterable[Doc]) -> Iterator[tuple[str, str, str]]:
    """Yields part of speech, form and lemma where the rules give another lemma, and all closed parts of speech.

    A part of speech that has a table gets unknown forms back as they are written, capital and all; that is why the
    table of a closed one holds all its forms. Lemmas are in lower case but for names and "I".
    """
    gold: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    ruled: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc in docs:
        own = nlp.get_pipe("lemmatizer")(
            nlp.get_pipe("attribute_ruler")(with_words(doc, [token.text for token in doc]))
        )
        for token, guess in zip(doc, own, strict=True):
            if token.lemma_ not in ("", "_") and token.pos_:
                key = (token.pos_.lower(), token.lower_)
                gold[key][token.lemma_ if token.pos_ in AS_WRITTEN else token.lemma_.lower()] += 1
                ruled[key][guess.lemma_.lower()] += 1
    for key, lemmas in gold.items():
        (lemma, count), total = lemmas.most_common(1)[0], sum(lemmas.values())
        regular = ruled[key].most_common(1)[0][0] == lemma.lower()
        if key[0].upper() in CLOSED:
            yield *key, lemma
        elif key[0].upper() not in OPEN:
            continue
        elif count >= FEWEST and count >= SHARE * total and not regular and lemma.replace(".", "").isalpha():
            yield *key, lemma
