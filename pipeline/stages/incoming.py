"""What is to be added to the corpus: files, folders and standard input, each text with the name it is to have."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO, Final

from pipeline.errors import InputError
from pipeline.readers.corpus import UNKNOWN_SUFFIX, is_readable, survey
from pipeline.readers.metadata import read_stated
from pipeline.readers.places import corpus_name, name_of
from pipeline.readers.reading import NOTHING_STATED, Metadata
from pipeline.readers.understood import counted
from pipeline.settings import Settings

STANDARD_INPUT: Final = "-"

# What keeps a file of a folder from being read.
_REFUSED: Final = frozenset({"link", "not_a_file", "unreadable"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be added, and how. ``given`` is what the person states about every text of it.

    ``name`` is that of a single text in the corpus, ``suffix`` the kind of what comes from ``stream``. ``ask`` takes
    a name and what was found, and gives what is to be written; it is None where nobody is to be asked.
    """

    sources: tuple[str, ...]
    given: Metadata = NOTHING_STATED
    name: str = ""
    suffix: str = ".txt"
    stream: BinaryIO | None = None
    ask: Callable[[str, Metadata], Metadata] | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to be added, its name in the corpus if that is free, and what is stated about it where it comes from."""

    path: Path
    name: str
    stated: Metadata = NOTHING_STATED


def request_of(
    sources: tuple[str, ...],
    options: Mapping[str, Any],
    *,
    stream: BinaryIO,
    ask: Callable[[str, Metadata], Metadata],
) -> Request:
    """The request that a command line makes, by the names of its options; a person is asked about a single file."""
    asked = len(sources) == 1 and Path(sources[0]).is_file() and not (options["yes"] or options["quiet"])
    return Request(
        sources=sources,
        given=Metadata(**{field.name: options[field.name] for field in fields(Metadata)}),
        name=options["name"],
        suffix=f".{options['format'].lstrip('.').lower()}",
        stream=stream if STANDARD_INPUT in sources else None,
        ask=ask if asked and stream.isatty() else None,
        dry_run=options["dry_run"],
    )


@contextmanager
def gather(settings: Settings, request: Request) -> Iterator[tuple[list[Source], list[str], list[str]]]:
    """The files to be added, and a line for each that cannot be, and what else there is to say.

    Standard input is kept as a file until the end.
    """
    sources: list[Source] = []
    failures: list[str] = []
    notes: list[str] = []
    with _spooled(settings, request) as spooled:
        for given in request.sources:
            path = spooled if given == STANDARD_INPUT and spooled else Path(given)
            if path.is_dir():
                sources += _in_folder(path, failures, notes)
            elif path.exists():
                sources.append(Source(path=path, name=corpus_name(_wanted_name(path, request))))
            else:
                raise InputError(f"there is no file or folder {given}: check its name")
        if len(sources) != 1 and (request.name or request.given.title):
            option = "--name" if request.name else "--title"
            raise InputError(f"{option} is for one text, and there are {len(sources):,}: leave it out")
        yield sources, failures, notes


@contextmanager
def _spooled(settings: Settings, request: Request) -> Iterator[Path | None]:
    """Standard input as a file in a hidden folder of the corpus, which is removed; None where it is not asked for."""
    if STANDARD_INPUT not in request.sources:
        yield None
        return
    if request.stream is None or not request.name:
        raise InputError("say what the text from standard input is to be called: --name bridge.txt")
    if not request.dry_run:
        settings.corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".add-", dir=None if request.dry_run else settings.corpus) as folder:
        path = Path(folder, "input")
        with path.open("wb") as stream:
            shutil.copyfileobj(request.stream, stream)
        yield path


def _wanted_name(path: Path, request: Request) -> str:
    """The name that was asked for, with the suffix of the kind where it has none that is known, or the file's own."""
    if not request.name:
        return name_of(path)
    suffix = request.suffix if STANDARD_INPUT in request.sources else path.suffix
    return request.name + ("" if is_readable(request.name) else suffix)


def _in_folder(folder: Path, failures: list[str], notes: list[str]) -> Iterator[Source]:
    """The texts in a folder, below its own name, with what its tables and sidecars state about them."""
    found = survey(folder)
    stated = read_stated(found)
    top = name_of(folder.resolve())
    notes += (f"{problem.path}: {problem.message}" for problem in stated.problems)
    unknown = [problem.path for problem in found.problems if problem.code == UNKNOWN_SUFFIX]
    if unknown:
        such = f"{unknown[0]}, for example" if len(unknown) > 1 else unknown[0]
        notes.append(f"{counted(len(unknown), 'file')} passed over, of kinds that are not read ({such})")
    failures += (f"{problem.path}: {problem.message}" for problem in found.problems if problem.code in _REFUSED)
    for text in found.texts:
        relative = text.path.relative_to(folder)
        name = "/".join([top, *(name_of(Path(part)) for part in relative.parts)])
        yield Source(path=text.path, name=corpus_name(name), stated=stated.about(text.name))
