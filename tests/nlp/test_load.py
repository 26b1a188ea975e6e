"""A model that cannot serve is refused in one line that says what to do."""

from pathlib import Path

import pytest
import spacy

from pipeline.errors import ModelError
from pipeline.nlp.load import identify_model, load_model


def _save(folder: Path, labels: tuple[str, ...]) -> str:
    nlp = spacy.blank("en")
    if labels:
        parser = nlp.add_pipe("parser")
        for label in labels:
            parser.add_label(label)  # type: ignore[attr-defined]
        nlp.initialize()
    nlp.to_disk(folder)
    return str(folder)


CASES = [
    ((), "no parser"),
    (("nsubj", "obj", "obl", "case"), "ClearNLP"),
]


@pytest.mark.parametrize(("labels", "message"), CASES, ids=["without a parser", "Universal Dependencies"])
def test_a_model_that_rules_cannot_lean_on_is_refused(tmp_path: Path, labels: tuple[str, ...], message: str) -> None:
    with pytest.raises(ModelError, match=message) as caught:
        load_model(_save(tmp_path / "model", labels))
    assert "\n" not in str(caught.value)


def test_a_name_that_is_no_model_is_said_so() -> None:
    with pytest.raises(ModelError, match="no spaCy model 'en_no_such'"):
        load_model("en_no_such")


def test_a_model_with_the_labels_loads_and_is_described_by_all_it_does(tmp_path: Path) -> None:
    name = _save(tmp_path / "model", ("nsubj", "ccomp", "dobj", "pobj", "prep"))
    described = identify_model(name)
    (tmp_path / "model" / "README.md").write_text("A card.\n", encoding="utf-8")
    assert identify_model(name) == described
    (tmp_path / "model" / "tokenizer").write_bytes((tmp_path / "model" / "tokenizer").read_bytes())
    (tmp_path / "model" / "notes.bin").write_bytes(b"more")
    assert identify_model(name)["sha256"] != described["sha256"]
