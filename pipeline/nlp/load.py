"""The language model: the embedded one, an installed spaCy pipeline, or a folder."""

import hashlib
import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.settings import EMBEDDED_MODEL

if TYPE_CHECKING:
    from spacy.language import Language

_PAPERS = ("README", "LICENSE")
NEEDED_LABELS = frozenset({"nsubj", "ccomp", "dobj", "pobj", "prep"})
"""Labels of the ClearNLP scheme that every rule leans on; Universal Dependencies lack the last three."""


def load_model(name: str) -> "Language":
    """The spaCy pipeline of that name: ``embedded``, an installed package, or a folder.

    Raises:
        ModelError: there is none of that name, it has no parser, or its labels are not ClearNLP's.
    """
    nlp = _load(name)
    if not nlp.has_pipe("parser"):
        raise ModelError(f"the model {name!r} has no parser; use one like en_core_web_sm, or the embedded one")
    missing = NEEDED_LABELS - set(nlp.pipe_labels["parser"])
    if missing:
        raise ModelError(
            f"the model {name!r} has no dependency label {min(missing)!r}: its labels must be those of "
            "en_core_web_* (ClearNLP), not Universal Dependencies"
        )
    return nlp


def describe_model(nlp: "Language") -> dict[str, str]:
    """The model's name, version and a digest of all it does: what a table must be traced to."""
    meta = nlp.meta
    return {
        "name": f"{meta.get('lang', '')}_{meta.get('name', '')}",
        "version": str(meta.get("version", "")),
        "sha256": _digest(nlp),
    }


def _load(name: str) -> "Language":
    import spacy

    if name == EMBEDDED_MODEL:
        with as_file(files("pipeline") / "model") as folder:
            if not (folder / "config.cfg").is_file():
                raise ModelError("the embedded model is missing: run `make model`, or give --model NAME_OR_PATH")
            return spacy.load(folder)
    try:
        return spacy.load(name)
    except OSError as error:
        raise ModelError(
            f"no spaCy model {name!r}: give the name of an installed one, a folder, or leave --model out"
        ) from error
    except (ValueError, KeyError, ImportError) as error:
        raise ModelError(f"the model {name!r} cannot be loaded: {str(error).splitlines()[0]}") from error


def _digest(nlp: "Language") -> str:
    """A digest of the model's own description and of every file of it, its card and licence left out."""
    digest = hashlib.sha256(json.dumps(nlp.meta, sort_keys=True, default=str).encode("utf-8"))
    folder = nlp.path
    if isinstance(folder, Path):
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(_PAPERS)):
            digest.update(path.relative_to(folder).as_posix().encode("utf-8"))
            digest.update(path.read_bytes())
    return digest.hexdigest()
