"""What is stated about the texts outside them: ``metadata.csv`` and the ``<name>.yaml`` beside a text."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from pipeline.readers.corpus import METADATA_TABLE, Corpus, CorpusFile, read_content
from pipeline.readers.decode import decode
from pipeline.readers.front_matter import parse_fields, parse_yaml
from pipeline.readers.reading import NOTHING_STATED, Metadata, Notice, UnreadableError
from pipeline.readers.sheet import Columns, read_sheet
from pipeline.records import Problem

PATH_COLUMN: Final = "path"
COLUMNS: Final = Columns(needed=(PATH_COLUMN,), example="path,title,author,date,source,language")
_CODE: Final = "metadata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What is stated, by the name of the text, and the problems met on the way."""

    by_name: Mapping[str, Metadata] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def about(self, name: str) -> Metadata:
        """What is stated about one text."""
        return self.by_name.get(name, NOTHING_STATED)


def read_stated(corpus: Corpus) -> Stated:
    """What ``metadata.csv`` and the sidecars state about the texts of a corpus, the table before the sidecar.

    Whatever cannot be used, and whatever speaks of a text that is not there, is a problem.
    """
    problems: list[Problem] = []
    names = tuple(text.name for text in corpus.texts)
    sidecars = dict(_read_sidecars(corpus.sidecars, names, problems))
    rows: dict[str, Metadata] = {}
    for table in corpus.tables:
        if table.name == METADATA_TABLE:
            rows = dict(_read_table(table, names, problems))
    by_name = {
        name: rows.get(name, NOTHING_STATED).over(sidecars.get(name, NOTHING_STATED)) for name in (*sidecars, *rows)
    }
    return Stated(by_name=by_name, problems=tuple(problems))


def title_from_name(name: str) -> str:
    """A title from the name of a file: ``letters/permanent_revolution.txt`` is "Permanent revolution"."""
    words = " ".join(PurePosixPath(name).stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] or PurePosixPath(name).name


def _read_sidecars(
    sidecars: Iterable[CorpusFile], names: Iterable[str], problems: list[Problem]
) -> Iterator[tuple[str, Metadata]]:
    texts: dict[PurePosixPath, list[str]] = {}
    for name in names:
        texts.setdefault(PurePosixPath(name).with_suffix(""), []).append(name)
    for sidecar in sidecars:
        described = texts.get(PurePosixPath(sidecar.name).with_suffix(""), [])
        metadata, notices = _read_sidecar(sidecar)
        problems += (notice.about(sidecar.name) for notice in notices)
        if not described:
            problems.append(_orphan("there is no text of this name beside it: rename or remove it").about(sidecar.name))
        yield from ((name, metadata) for name in described)


def _read_sidecar(sidecar: CorpusFile) -> tuple[Metadata, tuple[Notice, ...]]:
    try:
        decoded = decode(read_content(sidecar.path))
    except UnreadableError as error:
        return NOTHING_STATED, error.notices
    metadata, notices = parse_yaml(decoded.text, where="the file")
    return metadata, (*decoded.notices, *notices)


def _read_table(table: CorpusFile, names: Iterable[str], problems: list[Problem]) -> Iterator[tuple[str, Metadata]]:
    """The rows of ``metadata.csv`` by the name of their text; the first row about a text counts."""
    wanted, seen = frozenset(names), set()
    for line, cells in read_sheet(table, columns=COLUMNS, code=_CODE, problems=problems):
        name = normal_path(cells.pop(PATH_COLUMN, "") or "")
        where = f"line {line}"
        if name in wanted and name not in seen:
            metadata, notices = parse_fields(cells, where=where)
            problems += (notice.about(table.name) for notice in notices)
            seen.add(name)
            yield name, metadata
        elif name in seen:
            problems.append(_notice(f"{where}: there is a row about {name} above, which counts").about(table.name))
        elif name:
            found = f"{where}: there is no text {' '.join(name.split())} in the corpus"
            problems.append(_orphan(f"{found}: correct the path or remove the row").about(table.name))
        else:
            problems.append(_notice(f"{where}: the row names no text: write its path").about(table.name))


def normal_path(path: str) -> str:
    r"""A path as people write it, as the tables have it: ``.\letters\ford.txt`` is ``letters/ford.txt``."""
    return unicodedata.normalize("NFC", path.replace("\\", "/")).removeprefix("./")


def _orphan(message: str) -> Notice:
    return Notice(code="metadata_without_text", message=message)


def _notice(message: str) -> Notice:
    return Notice(code=_CODE, message=message)
