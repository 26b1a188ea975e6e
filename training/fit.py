"""Training of the two halves of the model, each from its own configuration, with spaCy's own training loop."""

import os
from pathlib import Path

CONFIGS = Path(__file__).parent / "configs"
TRAIN = {
    "parser": "train-mixed.spacy",
    "frames": "train-frames.spacy",
    "ner": "train-mixed.spacy",
    "names": "train-last.spacy",
}
FINISHED = "finished"
ONE_CORE = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def train(
    name: str, corpus: Path, output: Path, *, vectors: Path, base: Path | None = None, steps: int | None = None
) -> Path:
    """The folder of the best model of a configuration trained on `corpus`, written under `output`.

    Args:
        name: the configuration.
        corpus: the folder with its DocBins.
        output: where model-best and model-last go.
        vectors: the pipeline that has the word vectors.
        base: the model whose components learn on, for a configuration that takes one.
        steps: another number of training steps than the configuration has.
    """
    for variable in ONE_CORE:
        os.environ.setdefault(variable, "1")
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train as run
    from spacy.util import load_config
    from thinc.api import NumpyOps, set_current_ops

    import training.augment  # noqa: F401  (registers the augmenter that the configurations name)
    from training.tokens import make_tokenizer

    # numpy multiplies matrices several times faster than the BLIS that comes with thinc, where that knows no kernel for
    # the processor at hand.
    set_current_ops(NumpyOps(use_blis=False))
    overrides: dict[str, object] = {"paths.train": str(corpus / TRAIN[name]), "paths.dev": str(corpus / "dev.spacy")}
    overrides["paths.vectors"] = str(vectors)
    if base is not None:
        overrides["paths.base"] = str(base)
    if steps is not None:
        overrides["training.max_steps"] = steps
    config = load_config(CONFIGS / f"{name}.cfg", overrides=overrides, interpolate=False)
    output.mkdir(parents=True, exist_ok=True)
    nlp = init_nlp(config)
    nlp.tokenizer = make_tokenizer(nlp)
    _, best = run(nlp, output)
    if best is None:
        raise RuntimeError(f"training {name} wrote no model to {output}")
    (output / FINISHED).write_text("", encoding="utf-8")
    return Path(best)


def is_finished(output: Path) -> bool:
    """Whether a training into this folder came to its end; the models do not tell, being written on the way."""
    return (output / FINISHED).exists()
