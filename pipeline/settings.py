"""One frozen settings object, read from ``pipeline.toml``."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError

EMBEDDED_MODEL = "embedded"
_FROM, _TO = {"jobs": 0}, {"seconds_per_text": 1_000_000}
"""The least and the most of a setting that is a whole number, where they are not 1 and 10,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of a table with a text a row, by what they hold; "" is "there is none".

    The names are those of the table's first line, or the keys of its JSON objects, in capitals or not.
    """

    text: str = "text"
    id: str = "id"
    title: str = "title"
    author: str = "author"
    date: str = "date"
    source: str = "source"
    language: str = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a run can be told. Paths are as given, relative to the working folder.

    ``model`` is ``embedded``, the name of an installed spaCy pipeline, or a folder.
    ``jobs`` is how many processes work at once, 0 as many as there are cores. ``cluster`` is the address of the
    scheduler of many machines, "" for none. ``seconds_per_text`` is how long a
    text of up to 100,000 characters may take, and each further 100,000 of a longer one.
    ``context_width`` is in code points; ``uncertain_below`` is a score, 0 to 1.
    """

    corpus: Path = Path("corpus")
    outputs: Path = Path("outputs")
    model: str = EMBEDDED_MODEL
    jobs: int = 0
    cluster: str = ""
    seconds_per_text: int = 300
    context_width: int = 60
    uncertain_below: float = 0.7
    columns: Columns = Columns()

    @property
    def interim(self) -> Path:
        """Where the stages hand over to each other."""
        return self.outputs / "interim"

    @property
    def texts(self) -> Path:
        """Where the texts lie that every offset points into."""
        return self.outputs / "texts"

    @property
    def cache(self) -> Path:
        """Where parsed texts are kept, keyed by content."""
        return self.outputs / "cache"


def load_settings(path: Path, *, folder: Callable[[str], Path] = Path, **overrides: object) -> Settings:
    """Settings from the ``[quoth]`` table of a TOML file, overridden by the given options.

    A file that does not exist gives the defaults; an option that is None is not given. ``folder`` gives the
    path of a folder from what is said of it.

    Raises:
        SettingsError: the file is not TOML, or names a setting unknown or of the wrong type.
    """
    in_file = _read_toml(path) if path.is_file() else {}
    checked = {name: _check(name, value, where=f"{path}: {name}", folder=folder) for name, value in in_file.items()}
    given = {name: value for name, value in overrides.items() if value is not None}
    checked |= {name: _check(name, value, where=f"--{name}", folder=folder) for name, value in given.items()}
    return replace(Settings(), **checked)


def _read_toml(path: Path) -> dict[str, object]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not a TOML file: {error}") from error
    tables = set(content) - {"quoth"}
    if tables:
        raise SettingsError(f"{path}: unknown table or key {min(tables)!r}; settings go under [quoth]")
    values = content.get("quoth", {})
    if not isinstance(values, dict):
        raise SettingsError(f"{path}: write the settings under a [quoth] table")
    return values


def _check(name: str, value: object, *, where: str, folder: Callable[[str], Path]) -> Any:
    defaults = {field.name: getattr(Settings(), field.name) for field in fields(Settings)}
    if name not in defaults:
        raise SettingsError(f"{where} is no setting; there are {', '.join(defaults)}")
    default = defaults[name]
    if isinstance(default, Columns):
        return _check_columns(value, where=where)
    if isinstance(default, Path) and isinstance(value, str | Path) and str(value):
        return folder(str(value))
    if isinstance(default, float) and isinstance(value, int | float) and not isinstance(value, bool):
        return _in_range(float(value), low=0.0, high=1.0, where=where)
    if type(default) is int and type(value) is int:
        return _in_range(value, low=_FROM.get(name, 1), high=_TO.get(name, 10_000), where=where)
    if isinstance(default, str) and isinstance(value, str) and value:
        return value
    raise SettingsError(f"{where} = {value!r} should be like {_example(default)}")


def _check_columns(value: object, *, where: str) -> Columns:
    """The columns that a table of TOML names; those it does not name have the names they have."""
    known = [field.name for field in fields(Columns)]
    if not isinstance(value, dict):
        raise SettingsError(f'{where} = {value!r} should be like {{ text = "body", date = "day" }}')
    for name, column in value.items():
        if name not in known:
            raise SettingsError(f"{where}.{name} is no column that is looked for; there are {', '.join(known)}")
        if not isinstance(column, str) or (name == "text" and not column.strip()):
            raise SettingsError(f'{where}.{name} = {column!r} should be the name of a column, like "{name}"')
    return Columns(**{name: column.strip() for name, column in value.items()})


def _example(default: object) -> str:
    return f'"{default}"' if isinstance(default, str | Path) else str(default)


def _in_range(value: float, *, low: float, high: float, where: str) -> float:
    if not low <= value <= high:
        raise SettingsError(f"{where} = {value!r} should be from {low} to {high}")
    return value
