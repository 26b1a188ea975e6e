"""What a text says about itself in YAML: front matter, or a sidecar file."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

import yaml
from frontmatter.default_handlers import YAMLHandler

from pipeline.readers.reading import NOTHING_STATED, Metadata, Notice

FIELDS: Final = tuple(field.name for field in fields(Metadata))

_BOUNDARY: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
# A rule ("---") above prose is not front matter: that begins with a key, a comment, or its end.
_OPENING: Final = re.compile(r"---[ \t]*\n(?:#.*\n)*(?:[\w][\w -]*:(?:[ \t]|\n)|(?:---|\.\.\.)[ \t]*(?:\n|\Z))")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_MAX_CHARS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """A text parted from its front matter."""

    body: str
    metadata: Metadata = NOTHING_STATED
    notices: tuple[Notice, ...] = ()


def split_front_matter(text: str) -> FrontMatter:
    """The text below a YAML block between ``---`` and ``---`` (or ``...``) at its very beginning, and what that says.

    A block that begins like front matter and is no YAML is left out of the text as well, with
    a notice. A ``---`` that opens no such block is a rule, and the text is as it was: so is one
    above an interview ("Q: Were you there?") with another rule below it, for a block with blank
    lines in it has to state something that Quoth knows.
    """
    handler = YAMLHandler(fm_boundary=_BOUNDARY)
    if not _OPENING.match(text) or len(_BOUNDARY.split(text, 2)) < 3:
        return FrontMatter(body=text)
    block, body = handler.split(text)
    metadata, notices = parse_yaml(block, where="the front matter")
    if "\n\n" in block and metadata == NOTHING_STATED:
        return FrontMatter(body=text, notices=notices)
    return FrontMatter(body=body, metadata=metadata, notices=notices)


def parse_yaml(text: str, *, where: str) -> tuple[Metadata, tuple[Notice, ...]]:
    """What a YAML mapping states, and what could not be used of it; ``where`` names it in the notices.

    Every scalar is a string, as written: a date stays "1905-01-09", and the language code of
    Norwegian, "no", does not become the opposite of "yes".
    """
    try:
        content = YAMLHandler().load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        return NOTHING_STATED, (_broken(where, error),)
    if content is None or content == "":
        return NOTHING_STATED, ()
    if not isinstance(content, dict):
        return NOTHING_STATED, (_notice(f"{where} should be lines such as `title: My life`; what stands there is not"),)
    return parse_fields(content, where=where)


def parse_fields(content: Mapping[Any, object], *, where: str) -> tuple[Metadata, tuple[Notice, ...]]:
    """Metadata from values by field name, upper or lower case; fields that Quoth does not know are passed over."""
    values, notices = {}, []
    for key, value in content.items():
        name = str(key).strip().lower()
        if name in FIELDS:
            try:
                values[name] = _checked(name, _one_line(value))
            except ValueError as error:
                notices.append(_notice(f"{where}: {name} {error}"))
    return Metadata(**values), tuple(notices)


def _one_line(value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("should be a word, a line or a list of such, and was passed over")
    # An escape of YAML can bring in a NUL, or half a surrogate pair, which no file can hold.
    printable = "".join(" " if unicodedata.category(char) == "Cc" else char for char in value)
    return " ".join(printable.split()).encode("utf-8", errors="replace").decode("utf-8")


def _checked(name: str, value: str) -> str:
    if len(value) > _MAX_CHARS:
        raise ValueError(f"is {len(value):,} characters long, more than {_MAX_CHARS:,}, and was passed over")
    if name == "language" and value and not _LANGUAGE.fullmatch(value):
        raise ValueError(f"is {value!r} and was passed over; write a code such as en, de or pt-BR")
    return value


def _broken(where: str, error: Exception) -> Notice:
    mark = getattr(error, "problem_mark", None)
    line = f", line {mark.line + 1}" if mark else ""
    reason = getattr(error, "problem", None) or "it is nested too deeply or holds characters that YAML does not allow"
    return _notice(f"{where}{line} is not YAML ({reason}); put values that hold a colon or a mark in quotation marks")


def _notice(message: str) -> Notice:
    return Notice(code="metadata", message=message)
