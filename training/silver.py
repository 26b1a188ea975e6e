"""Free prose as the teacher analyses it."""

import random
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from training.assets import UD
from training.raw import sample
from training.teacher.annotate import annotate
from training.teacher.batches import Pieces
from training.teacher.decode import runs_on
from training.teacher.network import Teacher
from training.tokens import make_tokenizer
from training.treebank import read_docs

# Words drawn from each file of free prose; some six in ten remain, in passages whose analysis is well-formed.
WORDS = {"nonfiction": 1_000_000, "novels": 600_000, "speeches": 400_000}
MOST_TOKENS = 300
SILVER, WEB = "silver.spacy", "web.spacy"


def build(data: Path, encoder: Path, teacher: Teacher, folder: Path) -> None:
    """Writes the analysed prose."""
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp)
    docs = [nlp.make_doc(text) for text in sample(data, WORDS, random.Random(0))]
    docs = [doc for doc in docs if 1 < len(doc) <= MOST_TOKENS]
    folder.mkdir(parents=True, exist_ok=True)
    annotated = (doc for doc in annotate(teacher, docs, Pieces(encoder)) if not runs_on(doc))
    found = sorted(annotated, key=lambda doc: doc.text)
    DocBin(docs=found, store_user_data=True).to_disk(folder / SILVER)


def name_web(data: Path, encoder: Path, teacher: Teacher, folder: Path) -> None:
    """Writes the web treebank, of which the names are not annotated, with the names that the teacher finds."""
    vocab = spacy.blank("en").vocab
    docs = [doc for doc in read_docs(data / UD["train"][0], vocab, free_only=True) if len(doc) <= MOST_TOKENS]
    found = sorted(annotate(teacher, docs, Pieces(encoder), trees=False), key=lambda doc: doc.text)
    DocBin(docs=found, store_user_data=True).to_disk(folder / WEB)
