"""The corpus of tagger and parser: one Doc per paragraph, converted to ClearNLP."""

import random
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from training.assets import UD, is_free
from training.conllu import Sentence, paragraphs, read_sentences
from training.convert import convert
from training.frames import reframe

UNANNOTATED_TAGS = ("_", "")
GENRE = "genre"


def build(data: Path, folder: Path) -> None:
    """Writes train, dev and test, and train with retold speech frames."""
    vocab = spacy.blank("en").vocab
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("dev", "test"):
        docs = [doc for name in UD[part] for doc in read_docs(data / name, vocab, free_only=False)]
        _write(docs, folder / f"{part}.spacy")
    chance = random.Random(0)
    train = [doc for name in UD["train"] for doc in read_docs(data / name, vocab, free_only=True)]
    chance.shuffle(train)
    _write(train, folder / "train.spacy")
    framed = [*train, *reframe(train, chance)]
    chance.shuffle(framed)
    _write(framed, folder / "train-frames.spacy")


def _write(docs: list[Doc], path: Path) -> None:
    DocBin(docs=docs, store_user_data=True).to_disk(path)


def read_docs(path: Path, vocab: Vocab, *, free_only: bool) -> Iterator[Doc]:
    """Yields a Doc for each paragraph of a treebank, only those whose licence is free if `free_only`."""
    for paragraph in paragraphs(read_sentences(path)):
        if not free_only or is_free(paragraph[0].document):
            doc = make_doc(paragraph, vocab)
            doc.user_data[GENRE] = genre_of(paragraph[0].document)
            yield doc


def genre_of(document: str) -> str:
    """The genre that the id of a document names: GUM_genre_title in GUM, genre-title in EWT."""
    if document.startswith("GUM_"):
        return f"gum {document.split('_')[1]}"
    return f"ewt {document.split('-', maxsplit=1)[0]}"


def make_doc(paragraph: list[Sentence], vocab: Vocab) -> Doc:
    """The Doc of a paragraph, with tags, coarse parts of speech, lemmas, heads and ClearNLP labels."""
    words = [word for sentence in paragraph for word in sentence.words]
    heads: list[int] = []
    deps: list[str] = []
    for sentence in paragraph:
        offset = len(heads)
        for node in convert(sentence.words):
            heads.append(offset + (node.index if node.head < 0 else node.head))
            deps.append(node.dep)
    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        tags=["" if word.xpos in UNANNOTATED_TAGS else word.xpos for word in words],
        pos=["" if word.upos in UNANNOTATED_TAGS else word.upos for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=deps,
    )
