"""The model as it is shipped: the trained halves, and the rules that need no training."""

import shutil
from pathlib import Path

import spacy
from spacy.language import Language

from training import attributes, patterns

NAME, VERSION = "quoth", "0.1.0"
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
        "name": "spacy-lookups-data: tables of the English lemmatizer, after WordNet",
        "url": "https://github.com/explosion/spacy-lookups-data",
        "author": "Explosion; Princeton University",
        "license": "MIT; WordNet 3.0 License",
    },
)


def assemble(parser: Path, ner: Path) -> Language:
    """The whole pipeline from the two trained ones; needs the tables of spacy-lookups-data."""
    nlp = spacy.blank("en")
    syntax, entities = spacy.load(parser), spacy.load(ner)
    for name in ("tok2vec", "tagger", "parser"):
        nlp.add_pipe(name, source=syntax)
    add_attribute_ruler(nlp)
    add_lemmatizer(nlp)
    nlp.add_pipe("ner", source=entities)
    add_entity_ruler(nlp)
    describe(nlp)
    return nlp


def add_attribute_ruler(nlp: Language) -> None:
    """Adds the rules that give parts of speech, features and irregular lemmas."""
    ruler = nlp.add_pipe("attribute_ruler")
    for condition, given in attributes.rules():
        ruler.add(patterns=[[condition]], attrs=given)


def add_lemmatizer(nlp: Language) -> None:
    """Adds the rule lemmatizer with its tables, which the model then carries."""
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(list, nlp=nlp)


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
    for name, content in kept.items():
        (folder / name).write_bytes(content)


def size(folder: Path) -> int:
    """The bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
