"""What lies in the corpus: its texts with their ids, what is stated about them, and what is of no use."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from pipeline.errors import InputError
from pipeline.readers import READERS, is_collection, known_suffixes
from pipeline.readers.ids import assign_ids, natural_id
from pipeline.readers.reading import Notice, UnreadableError, unreadable
from pipeline.records import Problem

METADATA_TABLE: Final = "metadata.csv"
CORRECTIONS_TABLE: Final = "corrections.csv"
PEOPLE_TABLE: Final = "people.csv"
REVIEW_TABLE: Final = "review.csv"
ROSTER_TABLE: Final = "roster.csv"
SIDECAR_SUFFIX: Final = ".yaml"

# Hand-made tables that are read elsewhere; they lie at the top of the corpus.
_TABLES: Final = frozenset({METADATA_TABLE, CORRECTIONS_TABLE, PEOPLE_TABLE})
UNKNOWN_SUFFIX: Final = "unknown_suffix"

# Tables of Quoth's own that are no texts, whoever put them there: under another name they are read.
_SAVED_AS: Final = {REVIEW_TABLE: CORRECTIONS_TABLE, ROSTER_TABLE: PEOPLE_TABLE}
# What file managers and Office leave behind, besides names that begin with a dot.
_LITTER: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_OFFICE_LOCK: Final = "~$"
_README: Final = "readme"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusFile:
    """A file of the corpus. ``name`` is its path relative to the corpus as the tables give it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusText:
    """A file that a reader can be tried on, and the id of its document; of many, what their ids begin with."""

    path: Path
    name: str
    doc_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What was found. ``texts`` are in order of ``doc_id``, ``sidecars`` and ``tables`` in order of name."""

    texts: tuple[CorpusText, ...]
    sidecars: tuple[CorpusFile, ...]
    tables: tuple[CorpusFile, ...]
    problems: tuple[Problem, ...]


def survey(folder: Path) -> Corpus:
    """What lies in a folder and the folders in it; nothing is opened.

    Texts are the files whose suffix has a reader, in capitals too. Passed over without a word
    are hidden files and folders, what file managers leave behind, files called README and the
    hand-made tables. Links are followed to files inside the folder only, and never to folders.

    Raises:
        InputError: the folder is not there, or cannot be opened.
    """
    _check_folder(folder)
    problems: list[Problem] = []
    files = sorted(_usable(folder, problems), key=lambda file: file.name)
    sidecars = tuple(file for file in files if _suffix(file.name) == SIDECAR_SUFFIX)
    tables = tuple(file for file in files if file.name in _TABLES)
    texts = [file for file in files if is_readable(file.name)]
    of_use = {file.name for file in (*sidecars, *tables, *texts)}
    problems += (_unknown_suffix(file.name) for file in files if file.name not in of_use)
    named = _with_ids(texts)
    problems += _duplicates(named)
    by_id = tuple(sorted(named, key=lambda text: text.doc_id))
    return Corpus(texts=by_id, sidecars=sidecars, tables=tables, problems=tuple(problems))


def display_name(path: Path, folder: Path) -> str:
    r"""A path as the tables give it: relative to the folder, with ``/``, in normal form C, on one line.

    macOS takes accents apart and Linux does not; the same corpus gives the same tables on both.
    Bytes that are no UTF-8 and control characters are written as ``\xe9``.
    """
    raw = os.fsencode(path.relative_to(folder).as_posix())
    name = unicodedata.normalize("NFC", raw.decode("utf-8", errors="backslashreplace"))
    return "".join(char if char.isprintable() or char == " " else _escaped(char) for char in name)


def is_readable(name: str) -> bool:
    """Whether a file of this name is read as a text, or as many."""
    return _suffix(name) in READERS or (is_collection(name) and not is_by_hand(name))


def is_by_hand(name: str) -> bool:
    """Whether a file is called like one of the hand-made tables, or of the drafts that become one."""
    return PurePosixPath(name).name.casefold() in {*_TABLES, *_SAVED_AS}


def is_passed_over(name: str) -> bool:
    """Whether a file of this name is passed over without a word: hidden, litter, or a README."""
    return _is_hidden(name) or _is_readme(name)


def read_content(path: Path) -> bytes:
    """The bytes of a file of the corpus; raises UnreadableError where the system will not open it."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(unreadable(error)) from error


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii") if ord(char) < 160 else char


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        found = "is a file, not a folder" if folder.exists() else "is not there"
        raise InputError(f"the corpus {folder} {found}: make a folder and put your texts ({known_suffixes()}) into it")
    try:
        with os.scandir(folder):
            pass
    except OSError as error:
        raise InputError(f"the corpus {folder} cannot be opened ({error.strerror}): check its permissions") from error


def _usable(folder: Path, problems: list[Problem]) -> Iterator[CorpusFile]:
    """Every regular file of the corpus that is not to be passed over; the others become problems."""
    root = folder.resolve()

    def report(path: Path, notice: Notice) -> None:
        problems.append(notice.about(display_name(path, folder)))

    def on_error(error: OSError) -> None:
        report(Path(error.filename), unreadable(error))

    for parent, folders, names in os.walk(folder, onerror=on_error):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        wanted = [name for name in names if not is_passed_over(name)]
        for path in (Path(parent, name) for name in (*folders, *wanted)):
            notice = _refusal(path, root)
            if notice:
                report(path, notice)
            elif path.is_file():
                yield CorpusFile(path=path, name=display_name(path, folder))


def _is_hidden(name: str) -> bool:
    return name.startswith((".", _OFFICE_LOCK)) or name.lower() in _LITTER


def _is_readme(name: str) -> bool:
    return PurePosixPath(name).stem.lower() == _README


def _refusal(path: Path, root: Path) -> Notice | None:
    """Why a path is not followed, if it is a link that leads elsewhere, or no file; None where it is in order."""
    try:
        if path.is_symlink():
            target = path.resolve(strict=True)
            if target.is_dir():
                return Notice(
                    code="link", message="a link to a folder is not followed: copy the folder into the corpus"
                )
            if not target.is_relative_to(root):
                return Notice(code="link", message="a link out of the corpus is not followed: copy the file into it")
        mode = path.stat().st_mode
    except PermissionError as error:
        return unreadable(error)
    except (OSError, RuntimeError):  # a loop of links is a RuntimeError up to Python 3.12
        return Notice(code="link", message="this link leads nowhere: remove it, or copy the file here")
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return Notice(code="not_a_file", message="this is no file but a device, pipe or socket: remove it")
    return None


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _unknown_suffix(name: str) -> Problem:
    suffix = _suffix(name)
    if suffix == ".yml":
        message = f"metadata beside a text goes into a file ending in {SIDECAR_SUFFIX}: rename it"
    elif is_by_hand(name):
        message = _misplaced(PurePosixPath(name).name)
    else:
        found = f"files ending in {suffix} are not read" if suffix else "a file without a suffix is not read"
        message = f"{found}: save it as {known_suffixes()}, or move it out of the corpus"
    return Notice(code=UNKNOWN_SUFFIX, message=message).about(name)


def _misplaced(name: str) -> str:
    wanted = name.casefold()
    if wanted in _SAVED_AS:
        return f"{wanted} is a draft: go through it and save it as {_SAVED_AS[wanted]} at the top of the corpus"
    if wanted != name:
        return f"this table is read where its name is {wanted}, in small letters: rename it"
    return "this table is read only at the top of the corpus: move it there"


def _with_ids(files: list[CorpusFile]) -> list[CorpusText]:
    ids = assign_ids([file.name for file in files])
    return [CorpusText(path=file.path, name=file.name, doc_id=doc_id) for file, doc_id in zip(files, ids, strict=True)]


def _duplicates(texts: list[CorpusText]) -> Iterator[Problem]:
    holders = {text.doc_id: text.name for text in texts}
    for text in texts:
        natural = natural_id(text.name)
        if text.doc_id != natural:
            message = (
                f"its name gives the id {natural}, as that of {holders[natural]} does; it was read as {text.doc_id}: "
                "rename one of the two, so that neither id depends on the other file"
            )
            yield Notice(code="duplicate_id", message=message).about(text.name, doc_id=text.doc_id)
