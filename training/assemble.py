"""The model as it is shipped: the trained halves, and the rules that need no training."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import DocBin

from training import attributes, names, patterns
from training.lemmas import add_irregular
from training.tokens import make_tokenizer

NAME, VERSION = "quoth", "0.2.0"
NAME_RULER = "name_ruler"
# Paragraphs read at a time: with spaCy's own thousand the states leave the cache, and it is a fifth slower.
BATCH = 256
LICENCE = "CC BY-SA 4.0"
SPACY_VERSION = ">=3.8.7,<3.9.0"
SOURCES = (
    {
        "name": "UD English EWT 2.16",
        "url": "https://github.com/UniversalDependencies/UD_English-EWT",
        "author": "Natalia Silveira, Timothy Dozat, Christopher Manning, Sebastian Schuster et al.",
        "license": "CC BY-SA 4.0",
    },
    {
        "name": "UD English GUM 11, the genres under CC BY and CC BY-SA",
        "url": "https://github.com/UniversalDependencies/UD_English-GUM",
        "author": "Amir Zeldes et al.",
        "license": "CC BY 4.0 (annotations), CC BY and CC BY-SA (texts)",
    },
    {
        "name": "CrossNER",
        "url": "https://github.com/zliucr/CrossNER",
        "author": "Zihan Liu et al.",
        "license": "MIT",
    },
    {
        "name": "LitBank",
        "url": "https://github.com/dbamman/litbank",
        "author": "David Bamman et al.",
        "license": "CC BY 4.0",
    },
    {
        "name": "all-MiniLM-L6-v2 (teacher and word vectors)",
        "url": "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
        "author": "sentence-transformers; Microsoft (MiniLM)",
        "license": "Apache-2.0",
    },
    {
        "name": "Books of Project Gutenberg, State of the Union and inaugural addresses: unannotated prose",
        "url": "https://www.gutenberg.org",
        "author": "various; in the public domain in the USA",
        "license": "public domain",
    },
    {
        "name": "spacy-lookups-data: tables of the English lemmatizer, after WordNet",
        "url": "https://github.com/explosion/spacy-lookups-data",
        "author": "Explosion; Princeton University",
        "license": "MIT; WordNet 3.0 License",
    },
)


def assemble(parser: Path, ner: Path, treebank: Path) -> Language:
    """The whole pipeline from the two trained ones; needs the tables of spacy-lookups-data.

    Args:
        parser: the folder of the trained tagger, morphologizer and parser, which has the word vectors too.
        ner: the folder of the entity recogniser, trained with the same vectors.
        treebank: the DocBin of the training treebanks, for the lemmas that the tables lack.
    """
    syntax = spacy.load(parser)
    nlp = spacy.blank("en", config={"nlp": {"batch_size": BATCH}})
    nlp.vocab.vectors = syntax.vocab.vectors
    nlp.tokenizer = make_tokenizer(nlp)
    for name in ("tok2vec", "tagger", "morphologizer", "parser"):
        nlp.add_pipe(name, source=syntax)
    add_attribute_ruler(nlp)
    add_lemmatizer(nlp)
    add_irregular(nlp, DocBin().from_disk(treebank).get_docs(nlp.vocab))
    add_name_ruler(nlp)
    nlp.add_pipe("ner", source=spacy.load(ner))
    add_entity_ruler(nlp)
    describe(nlp)
    return nlp


def add_attribute_ruler(nlp: Language) -> None:
    """Adds the rules that give features, and white space its part of speech."""
    ruler = nlp.add_pipe("attribute_ruler")
    for condition, given in attributes.rules():
        ruler.add(patterns=[[condition]], attrs=given)


def add_lemmatizer(nlp: Language) -> None:
    """Adds the rule lemmatizer with its tables, which the model then carries."""
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(list, nlp=nlp)


def add_name_ruler(nlp: Language) -> None:
    """Adds the patterns of events, laws, languages and machines before the recogniser, which leaves them alone."""
    nlp.add_pipe("entity_ruler", name=NAME_RULER).add_patterns(names.patterns())


def add_entity_ruler(nlp: Language) -> None:
    """Adds the patterns of dates and numbers after the recogniser, whose entities they leave alone."""
    ruler = nlp.add_pipe("entity_ruler", after="ner", config={"overwrite_ents": False})
    ruler.add_patterns(patterns.patterns())


def describe(nlp: Language) -> None:
    """Fills in what the model says of itself."""
    nlp.meta |= {
        "name": NAME,
        "version": VERSION,
        "description": "English for reading essays: tags, ClearNLP dependencies, lemmas, names, dates and numbers.",
        "author": "The Quoth authors",
        "license": LICENCE,
        "sources": [dict(source) for source in SOURCES],
        "spacy_version": SPACY_VERSION,
    }


def write(nlp: Language, folder: Path, *, keep: tuple[str, ...] = ("README.md", "LICENSE")) -> None:
    """Writes the model to a folder, in place of what is there except the files named in `keep`."""
    kept = {name: (folder / name).read_bytes() for name in keep if (folder / name).is_file()}
    if folder.exists():
        shutil.rmtree(folder)
    nlp.to_disk(folder)
    strings = sorted(strings_in_use(nlp))
    (folder / "vocab" / "strings.json").write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")
    for name, content in kept.items():
        (folder / name).write_bytes(content)


def strings_in_use(nlp: Language) -> set[str]:
    """The strings that the components need; the words met in training, many times as many, are forgotten."""
    used = set(spacy.blank(nlp.lang).vocab.strings)
    for labels in nlp.pipe_labels.values():
        used |= {part for label in labels for part in (label, *re.split(r"[|=]|\|\|", label))}
    for name in ("attribute_ruler", NAME_RULER, "entity_ruler"):
        used |= set(_strings(nlp.get_pipe(name).patterns))  # type: ignore[attr-defined]
    return used


def _strings(value: object) -> Iterator[str]:
    """Yields every string in a structure of dictionaries and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(key)
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def size(folder: Path) -> int:
    """The bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
