"""The language model: the embedded one, an installed spaCy pipeline, or a folder."""

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import ModelError
from pipeline.nlp.rulers import hasten_rulers
from pipeline.settings import EMBEDDED_MODEL

if TYPE_CHECKING:
    from spacy.language import Language

_PAPERS = ("README", "LICENSE")
_NO_MODEL = "no spaCy model {name!r}: give the name of an installed one, a folder, or leave --model out"
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
    hasten_rulers(nlp)
    return nlp


def identify_model(name: str) -> dict[str, str]:
    """The model's name, version and a digest of all its files: what a table must be traced to. Nothing is loaded.

    Raises:
        ModelError: there is no model of that name.
    """
    folder = _folder(name)
    meta = _read_meta(folder)
    return {
        "name": f"{meta.get('lang', '')}_{meta.get('name', '')}",
        "version": str(meta.get("version", "")),
        "sha256": _digest(folder),
    }


def _folder(name: str) -> Path:
    """Where the files of a model lie; in an installed package its folder, one level up."""
    if name == EMBEDDED_MODEL:
        return Path(str(files("pipeline").joinpath("model")))
    # As spaCy does: an installed package goes before a folder of that name.
    spec = find_spec(name) if _is_installed(name) else None
    if spec is not None and spec.submodule_search_locations:
        return Path(spec.submodule_search_locations[0])
    if not Path(name).is_dir():
        raise ModelError(_NO_MODEL.format(name=name))
    return Path(name)


def _is_installed(name: str) -> bool:
    try:
        return bool(name.isidentifier() and version(name))
    except PackageNotFoundError:
        return False


def _read_meta(folder: Path) -> dict[str, object]:
    """What a model says of itself; nothing where it says nothing that can be read."""
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return meta if isinstance(meta, dict) else {}


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
        raise ModelError(_NO_MODEL.format(name=name)) from error
    except (ValueError, KeyError, ImportError) as error:
        raise ModelError(f"the model {name!r} cannot be loaded: {str(error).splitlines()[0]}") from error


def _digest(folder: Path) -> str:
    """A digest of every file of a model, its card and licence left out."""
    digest = hashlib.sha256()
    paths = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(_PAPERS))
    for path in sorted(path for path in paths if "__pycache__" not in path.parts):
        digest.update(path.relative_to(folder).as_posix().encode("utf-8"))
        digest.update(path.read_bytes())
    return digest.hexdigest()
