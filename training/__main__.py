"""`python -m training STEP`: the recipe, step by step. What lies in the work folder is not made again."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from training.assets import MissingAssetsError, data_folder, encoder_folder

HERE = Path(__file__).parent
MODEL = HERE.parent / "pipeline" / "model"
METRICS = HERE / "metrics.json"
# How often what is annotated by hand stands in the mixture with what the teacher annotated.
COPIES = 2


def make_corpus(work: Path) -> None:
    """Writes the DocBins of both halves."""
    from training import treebank
    from training.entities import corpus

    data = data_folder()
    if not (work / "treebank" / "train-frames.spacy").exists():
        treebank.build(data, work / "treebank")
    if not (work / "entities" / "litbank-test.spacy").exists():
        corpus.build(data, work / "entities")


def train_teacher(work: Path) -> None:
    """Trains the transformer that teaches the shipped model."""
    from training.teacher import learn

    if learn.epochs_done(work / "teacher") < learn.EPOCHS:
        learn.learn(learn.load(work / "treebank", work / "entities"), encoder_folder(), work / "teacher")


def annotate_prose(work: Path) -> None:
    """Lets the teacher analyse free prose and mixes it with what is annotated by hand."""
    from training import mixture, silver
    from training.teacher.learn import restore

    encoder, prose = encoder_folder(), work / "prose"
    if not (prose / silver.SILVER).exists():
        silver.build(data_folder(), encoder, restore(encoder, work / "teacher"), prose)
    if not (prose / silver.WEB).exists():
        silver.name_web(data_folder(), encoder, restore(encoder, work / "teacher"), prose)
    taught = {"treebank": [prose / silver.SILVER], "entities": [prose / silver.SILVER, prose / silver.WEB]}
    for corpus, names in taught.items():
        mixed = work / corpus / mixture.MIXED
        if not mixed.exists():
            mixture.mix(work / corpus / "train.spacy", names, mixed, copies=COPIES)


def make_vectors(work: Path) -> None:
    """Distils the word vectors."""
    from training import vectors
    from training.teacher.learn import load, restore

    if not (work / "vectors" / "config.cfg").exists():
        corpus = load(work / "treebank", work / "entities")
        docs, teacher = [*corpus.trees, *corpus.names], restore(encoder_folder(), work / "teacher")
        vectors.build(data_folder(), docs, encoder_folder(), teacher, work / "vectors")


def train_parser(work: Path) -> None:
    """Trains tagger and parser on the mixture, then on with what is annotated by hand and retold speech frames."""
    from training.fit import is_finished, train

    vectors = work / "vectors"
    if not is_finished(work / "parser"):
        train("parser", work / "treebank", work / "parser", vectors=vectors)
    if not is_finished(work / "frames"):
        train("frames", work / "treebank", work / "frames", vectors=vectors, base=work / "parser" / "model-best")


def train_ner(work: Path) -> None:
    """Trains the entity recogniser on the mixture, then on with what is annotated by hand."""
    from training.fit import is_finished, train

    if not is_finished(work / "ner"):
        train("ner", work / "entities", work / "ner", vectors=work / "vectors")
    if not is_finished(work / "names"):
        base = work / "ner" / "model-best"
        train("names", work / "entities", work / "names", vectors=work / "vectors", base=base)


def assemble_model(work: Path) -> None:
    """Puts the pipeline together in the work folder."""
    from training.assemble import assemble, write

    # The second stage is taken at its end: the dev sets hold hardly any of the frames that it teaches.
    parser, ner = work / "frames" / "model-last", work / "names" / "model-best"
    write(assemble(parser, ner, work / "treebank" / "train.spacy"), work / "model")


def measure(work: Path) -> None:
    """Writes the scores of the assembled model beside this file."""
    from training.evaluate import evaluate, write

    write(evaluate(work / "model", work / "treebank", work / "entities"), METRICS)


def ship(work: Path) -> None:
    """Writes the model with its card and licence where the package takes it from."""
    from training.card import ship_model

    ship_model(work / "model", METRICS, MODEL)


STEPS: dict[str, Callable[[Path], None]] = {
    "corpus": make_corpus,
    "teacher": train_teacher,
    "prose": annotate_prose,
    "vectors": make_vectors,
    "parser": train_parser,
    "ner": train_ner,
    "assemble": assemble_model,
    "measure": measure,
    "ship": ship,
}


def main() -> int:
    """The exit code: 1 where a corpus is missing, which is said in one line."""
    options = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    options.add_argument("step", choices=["all", *STEPS], help="one step, or all in this order")
    options.add_argument("--work", type=Path, default=HERE / "work", help="folder for corpora and trained halves")
    given = options.parse_args()
    try:
        data_folder()
        for name in STEPS if given.step == "all" else [given.step]:
            print(f"training: {name}", flush=True)
            STEPS[name](given.work)
    except MissingAssetsError as error:
        print(f"training: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
