"""Scores of the assembled pipeline on the dev and test sets."""

import json
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example

from training.treebank import GENRE

TREEBANKS = ("ewt", "gum")
SYNTAX = ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")
ENTITY_SETS = {
    "dev": ("crossner-dev", "gum-dev", "litbank-dev"),
    "test": ("crossner-politics-test", "crossner-literature-test", "gum-test", "litbank-test"),
}
MAPPED_SETS = {"dev": ("crossner-dev",), "test": ("crossner-politics-test", "crossner-literature-test")}
# The ruler's labels are not annotated in the gold sets and are left out of their scores.
RULED = frozenset("DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL".split())


def evaluate(
    model: Path, treebanks: Path, entities: Path, *, parts: tuple[str, ...] = ("dev", "test")
) -> dict[str, Any]:
    """The scores by part and set, in percent."""
    nlp = spacy.load(model)
    metrics: dict[str, Any] = {}
    for part in parts:
        examples = read_treebank(nlp, treebanks / f"{part}.spacy")
        by_genre = group(examples)
        syntax = {"ewt+gum": score_syntax(nlp, examples)}
        for name in TREEBANKS:
            own = [example for genre, some in by_genre.items() if genre.startswith(name) for example in some]
            syntax[name] = score_syntax(nlp, own)
        metrics[part] = {
            "syntax": syntax,
            "genres": {genre: score_syntax(nlp, some) for genre, some in sorted(by_genre.items())},
            "labels": score_labels(nlp, examples),
            "entities": {name: score_entities(nlp, entities / f"{name}.spacy") for name in ENTITY_SETS[part]},
            "mapped": score_mapped(nlp, entities, part),
        }
    return metrics


def score_mapped(nlp: Language, entities: Path, part: str) -> dict[str, dict[str, float]]:
    """Scores on CrossNER's politics and literature together, with one label for places as CrossNER has it.

    A facility in the gold set is a place; one that the model finds is none, so that this does not flatter it.
    """
    docs = [doc for name in MAPPED_SETS[part] for doc in _docs(nlp, entities / f"{name}.spacy")]
    return _score_entities(nlp, docs, gold_labels={"LOC": "GPE", "FAC": "GPE"}, labels={"LOC": "GPE"})


def write(metrics: dict[str, Any], path: Path) -> None:
    """Writes the scores as JSON."""
    path.write_text(json.dumps(metrics, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def read_treebank(nlp: Language, path: Path) -> list[Example]:
    """What the model makes of the texts of a treebank, beside the gold analysis; gold sentences are not given."""
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name in ("name_ruler", "ner", "entity_ruler")]):
        return [Example(nlp(gold.text), gold) for gold in _docs(nlp, path)]


def group(examples: list[Example]) -> dict[str, list[Example]]:
    """The examples by the genre of their text."""
    groups: dict[str, list[Example]] = {}
    for example in examples:
        groups.setdefault(example.reference.user_data[GENRE], []).append(example)
    return groups


def score_syntax(nlp: Language, examples: list[Example]) -> dict[str, float]:
    """Tag, part-of-speech, lemma, attachment and sentence scores."""
    tagger = nlp.get_pipe("tagger").score(examples)  # type: ignore[attr-defined]
    parser = nlp.get_pipe("parser").score(examples)  # type: ignore[attr-defined]
    scores = {**tagger, **parser, "pos_acc": _accuracy(examples, "POS"), "lemma_acc": _accuracy(examples, "LEMMA")}
    return {name: _percent(scores[name]) for name in SYNTAX}


def score_labels(nlp: Language, examples: list[Example]) -> dict[str, float]:
    """F of every label of arcs, head and label right."""
    scores = nlp.get_pipe("parser").score(examples)["dep_las_per_type"]  # type: ignore[attr-defined]
    return {label: _percent(values["f"]) for label, values in sorted(scores.items()) if label != "punct"}


def _accuracy(examples: list[Example], attribute: str) -> float:
    """The share of aligned tokens with the right part of speech or lemma, without regard to case."""
    right = total = 0
    for example in examples:
        golds = example.get_aligned(attribute, as_string=True)
        for token, gold in zip(example.predicted, golds, strict=True):
            if gold:
                total += 1
                right += (token.pos_ if attribute == "POS" else token.lemma_).lower() == gold.lower()
    return right / total if total else 0.0


def score_entities(nlp: Language, path: Path) -> dict[str, dict[str, float]]:
    """Precision, recall and F of all labels together and of each; what a corpus leaves open is not counted."""
    return _score_entities(nlp, _docs(nlp, path), gold_labels={}, labels={})


def _score_entities(
    nlp: Language, golds: list[Doc], *, gold_labels: dict[str, str], labels: dict[str, str]
) -> dict[str, dict[str, float]]:
    examples = []
    for gold in golds:
        predicted = nlp(gold.text)
        predicted.ents = tuple(_renamed(ent, labels) for ent in predicted.ents if ent.label_ not in RULED)
        gold.set_ents([_renamed(ent, gold_labels) for ent in gold.ents], default="unmodified")
        examples.append(Example(predicted, gold))
    scores = nlp.get_pipe("ner").score(examples)  # type: ignore[attr-defined]
    table = {"all": {key: _percent(scores[f"ents_{key}"]) for key in ("p", "r", "f")}}
    for label, values in sorted((scores["ents_per_type"] or {}).items()):
        table[label] = {key: _percent(values[key]) for key in ("p", "r", "f")}
    return table


def _renamed(ent: Span, labels: dict[str, str]) -> Span:
    return Span(ent.doc, ent.start, ent.end, label=labels.get(ent.label_, ent.label_))


def _docs(nlp: Language, path: Path) -> list[Doc]:
    return list(DocBin().from_disk(path).get_docs(nlp.vocab))


def _percent(share: float | None) -> float:
    return round(100 * (share or 0.0), 1)
