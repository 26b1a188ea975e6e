"""Gold files: a JSON document that says what is right in one text.

The form is that of ``tests/data/permanent-revolution.json``. Offsets are code points into the text
of the document as ``outputs/texts`` holds it; a span holds the quoted content without its marks.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from pipeline.errors import GoldError
from pipeline.evaluation.files import read_source
from pipeline.evaluation.matching import Span

GoldKind = Literal["direct", "mixed", "term", "nested"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSpan:
    """A place in the text, in code points, and the words that stand there."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """Its start and end."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuotation:
    """One quotation or term; ``aliases`` are other names of its speaker, ``parent`` the id of the one around it."""

    id: str
    kind: GoldKind
    place: GoldSpan
    speaker: str
    aliases: tuple[str, ...]
    mention: GoldSpan | None
    cue: GoldSpan | None
    form: str
    utterance: str
    source_work: str
    source_author: str
    date: str
    parent: str

    @property
    def is_quotation(self) -> bool:
        """Whether somebody is quoted, outside any other quotation."""
        return self.kind in {"direct", "mixed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """Somebody or something the text names; any of the types is right."""

    name: str
    types: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One gold file. Entities are judged only where ``judges_entities``: the file lists them.

    ``judges`` names the facts that it speaks of; where it is empty that is all of them.
    """

    path: str
    document: str
    sha256: str
    quotations: tuple[GoldQuotation, ...]
    entities: tuple[GoldEntity, ...]
    optional_entities: tuple[str, ...]
    judges_entities: bool
    judges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of one JSON object, checked as they are read; ``where`` says which object."""

    values: Mapping[str, Any]
    where: str

    def text(self, name: str, *, required: bool = False) -> str:
        """A string; "" where it is not given."""
        value = self.values.get(name, "")
        if not isinstance(value, str) or (required and not value):
            raise GoldError(f"{self.where}: {name} should be a text, and is {value!r}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; empty where it is not given."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise GoldError(f"{self.where}: {name} should be a list of texts, and is {value!r}")
        return tuple(value)

    def objects(self, name: str) -> "Iterator[_Fields]":
        """A list of objects; empty where it is not given."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise GoldError(f"{self.where}: {name} should be a list")
        for number, item in enumerate(value, 1):
            yield _as_fields(item, f"{self.where}, {name} {number}")

    def place(self) -> GoldSpan:
        """The object's own start, end and text."""
        start, end = self.values.get("start"), self.values.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            raise GoldError(f"{self.where}: start and end should be code points, and are {start!r} and {end!r}")
        return GoldSpan(start=start, end=end, text=self.text("text", required=True))

    def place_of(self, name: str) -> GoldSpan | None:
        """The place a field holds, where it is given."""
        value = self.values.get(name)
        return None if value is None else _as_fields(value, f"{self.where}, {name}").place()


def read_gold(path: Path) -> Gold:
    """One gold file.

    Raises:
        GoldError: the file cannot be read, or a field is missing, of the wrong sort or contradicts another.
    """
    fields = _read_fields(path)
    entities = tuple(_read_entity(one) for one in fields.objects("entities"))
    gold = Gold(
        path=str(path),
        document=fields.text("document", required=True),
        sha256=fields.text("sha256"),
        quotations=tuple(_read_quotation(one, entities) for one in fields.objects("quotations")),
        entities=entities,
        optional_entities=fields.texts("entities_optional"),
        judges_entities="entities" in fields.values,
        judges=fields.texts("judges"),
    )
    _check_ids(gold)
    return gold


def is_gold(path: Path) -> bool:
    """Whether a path looks like a gold file: JSON by its suffix."""
    return path.is_file() and path.suffix.lower() == ".json"


def check_text(gold: Gold, text: str) -> None:
    """Raise where the gold was not made on this text.

    Raises:
        GoldError: the sha256 is another, or a span does not hold the words the gold gives.
    """
    found = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if gold.sha256 and found != gold.sha256:
        raise GoldError(
            f"{gold.path}: made for a text with sha256 {gold.sha256}, but {gold.document} has {found}; "
            "annotate the text as it is now, or put back the one that was annotated"
        )
    for place, where in _places(gold):
        if text[place.start : place.end] != place.text:
            raise GoldError(
                f"{gold.path}, {where}: the text from {place.start} to {place.end} is "
                f"{text[place.start : place.end]!r}, not {place.text!r}; count code points, from 0"
            )


def _places(gold: Gold) -> Iterator[tuple[GoldSpan, str]]:
    for quotation in gold.quotations:
        yield quotation.place, quotation.id
        if quotation.mention:
            yield quotation.mention, f"{quotation.id}, speaker_mention"
        if quotation.cue:
            yield quotation.cue, f"{quotation.id}, cue"


def _read_fields(path: Path) -> _Fields:
    try:
        content = json.loads(read_source(path).removeprefix("\ufeff"))
    except ValueError as error:
        raise GoldError(f"{path} is not a JSON file: {error}") from error
    return _as_fields(content, str(path))


def _as_fields(value: object, where: str) -> _Fields:
    if not isinstance(value, dict):
        raise GoldError(f"{where} should be an object with named fields")
    return _Fields(value, where)


def _read_quotation(fields: _Fields, entities: Sequence[GoldEntity]) -> GoldQuotation:
    identifier = fields.text("id", required=True)
    named = _Fields(fields.values, f"{fields.where} ({identifier})")
    kind, speaker = named.text("kind", required=True), named.text("speaker")
    if kind not in get_args(GoldKind):
        raise GoldError(f"{named.where}: the kind {kind!r} is none of {', '.join(get_args(GoldKind))}")
    return GoldQuotation(
        id=identifier,
        kind=cast(GoldKind, kind),
        place=named.place(),
        speaker=speaker,
        aliases=_aliases_of(speaker, named.texts("aliases"), entities),
        mention=named.place_of("speaker_mention"),
        cue=named.place_of("cue"),
        form=named.text("form"),
        utterance=named.text("utterance"),
        source_work=named.text("source_work"),
        source_author=named.text("source_author"),
        date=named.text("date"),
        parent=named.text("parent"),
    )


def _aliases_of(speaker: str, given: Sequence[str], entities: Sequence[GoldEntity]) -> tuple[str, ...]:
    listed = (alias for entity in entities if entity.name == speaker for alias in entity.aliases)
    return tuple(dict.fromkeys([*given, *listed]))


def _read_entity(fields: _Fields) -> GoldEntity:
    types = fields.texts("types")
    if not types:
        raise GoldError(f"{fields.where}: types should name at least one type")
    return GoldEntity(name=fields.text("name", required=True), types=types, aliases=fields.texts("aliases"))


def _check_ids(gold: Gold) -> None:
    seen: set[str] = set()
    for quotation in gold.quotations:
        if quotation.id in seen:
            raise GoldError(f"{gold.path}: two quotations have the id {quotation.id!r}")
        seen.add(quotation.id)
    for quotation in gold.quotations:
        if quotation.parent and quotation.parent not in seen:
            raise GoldError(f"{gold.path}: {quotation.id} has the parent {quotation.parent!r}, which is not there")
