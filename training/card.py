"""The model as it is shipped: weights, card and licence."""

import json
import shutil
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCORES = ("tag_acc", "pos_acc", "lemma_acc", "dep_uas", "dep_las", "sents_f")


def ship_model(model: Path, metrics: Path, output: Path) -> None:
    """Copies the model to `output` with its scores in meta.json, a card and the licence of the weights."""
    scores = json.loads(metrics.read_text(encoding="utf-8"))
    shutil.rmtree(output, ignore_errors=True)
    shutil.copytree(model, output)
    add_performance(output / "meta.json", scores)
    card = (HERE / "card.md").read_text(encoding="utf-8")
    tables = {
        "syntax": syntax_table(scores),
        "genres": genre_table(scores),
        "labels": label_table(scores),
        "mapped": mapped_table(scores),
        "entities": entity_table(scores),
    }
    filled = card
    for name, table in tables.items():
        filled = filled.replace(f"{{{name}}}", table)
    (output / "README.md").write_text(filled, encoding="utf-8")
    shutil.copyfile(HERE / "LICENSE-WEIGHTS", output / "LICENSE-WEIGHTS")


def add_performance(path: Path, scores: dict[str, Any]) -> None:
    """Writes the dev scores into the model's own description, as shares of one as spaCy has them."""
    meta = json.loads(path.read_text(encoding="utf-8"))
    syntax = scores["dev"]["syntax"]["ewt+gum"]
    named = scores["dev"]["entities"]["crossner-dev"]["all"]
    performance = {name: round(value / 100, 4) for name, value in syntax.items()}
    performance |= {f"ents_{key}": round(value / 100, 4) for key, value in named.items()}
    meta["performance"] = performance
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def syntax_table(scores: dict[str, Any]) -> str:
    """A Markdown table of the scores of tagger, lemmatizer and parser."""
    sets = {
        f"{name.upper()} {part}": values for part in ("dev", "test") for name, values in scores[part]["syntax"].items()
    }
    return _syntax_rows("set", sets)


def genre_table(scores: dict[str, Any]) -> str:
    """A Markdown table of the test scores of every genre."""
    return _syntax_rows("genre", scores["test"]["genres"])


def label_table(scores: dict[str, Any]) -> str:
    """One line with the test score of every label of arcs."""
    return ", ".join(f"{label} {value:.0f}" for label, value in scores["test"]["labels"].items())


def mapped_table(scores: dict[str, Any]) -> str:
    """A Markdown table of the scores on politics and literature together, one label for places."""
    rows = {f"politics and literature {part}": scores[part]["mapped"] for part in ("dev", "test")}
    return _entity_rows(rows, ["PERSON", "ORG", "GPE", "EVENT", "NORP", "WORK_OF_ART"])


def entity_table(scores: dict[str, Any]) -> str:
    """A Markdown table of the F scores of the entity recogniser, all labels together and each; nought is left blank."""
    rows = {name: table for part in ("dev", "test") for name, table in scores[part]["entities"].items()}
    return _entity_rows(rows, sorted({label for table in rows.values() for label in table if label != "all"}))


def _syntax_rows(first: str, sets: dict[str, dict[str, float]]) -> str:
    lines = [f"| {first} | TAG | POS | lemma | UAS | LAS | sentences F |", "|---|---|---|---|---|---|---|"]
    for name, values in sets.items():
        lines.append(f"| {name} | " + " | ".join(f"{values[key]:.1f}" for key in SCORES) + " |")
    return "\n".join(lines)


def _entity_rows(sets: dict[str, dict[str, dict[str, float]]], labels: list[str]) -> str:
    lines = ["| set | P | R | F | " + " | ".join(labels) + " |", "|---" * (len(labels) + 4) + "|"]
    for name, table in sets.items():
        cells = [f"{table['all'][key]:.1f}" for key in ("p", "r", "f")]
        cells += [f"{table[label]['f']:.1f}" if label in table and table[label]["f"] else "" for label in labels]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)
