"""Work on folders that lie elsewhere: their files are brought here before it, and what it made is taken there after it.

What lies there is done with as a folder here would be: a file that has gone there goes here, one that a person has
changed there is taken, and nothing is removed there but what an earlier run has put there and this one has not made.
"""

import errno
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pipeline import store
from pipeline.errors import (
    AddressError,
    BusyError,
    InputError,
    QuothError,
    SettingsError,
    StorageError,
    describe_os_error,
)
from pipeline.settings import Settings
from pipeline.stages.addresses import Places, is_safe, shown
from pipeline.stages.base import Say
from pipeline.stages.far import Entry, Remote, connect

LIST: Final = ".quoth-files.json"
"""The list, at the address of the outputs, of what runs have put there, with the digest of each."""
LAST: Final = "datapackage.json"
"""What is put after everything that it describes."""

_READ_CORPUS: Final = {"run", "ingest", "attribute", "review", "roster"}
_ONLY_READ_OUTPUTS: Final = {"evaluate"}
_STAY: Final = ("cache", "interim")
_DRAFTS: Final = ("review.csv", "roster.csv")
"""What people may have written in, or put there themselves."""
_STATE: Final = "state.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What is known of a mirror: the marks of the files there that are also here, and the digests of their list."""

    path: Path
    marks: dict[str, str] = field(default_factory=dict)
    lists: list[str] = field(default_factory=list)

    def save(self) -> None:
        store.write_text(self.path, json.dumps({"marks": self.marks, "lists": self.lists}, sort_keys=True) + "\n")


@contextmanager
def near(places: Places, command: str, *, say: Say) -> Iterator[tuple[Settings, Say]]:
    """The settings for a command, with all it reads on this computer, and a ``say`` that names the addresses.

    When the block ends without an error, what is new in the outputs is at their address.

    Raises:
        AddressError: something there cannot be read or written.
        BusyError: another run on this computer has these outputs, or is fetching this corpus.
        SettingsError: the corpus and the outputs are in each other's way.
    """
    if not places.far:
        yield places.settings, say
        return
    settings = places.settings

    def told(line: str) -> None:
        say(places.shown(line))

    with _naming(places), ExitStack() as stack:
        _check_apart(places)
        if settings.outputs in places.far:
            outputs = connect(places.far[settings.outputs])
            stack.enter_context(_outputs(outputs, settings.outputs, reads=command in _ONLY_READ_OUTPUTS, say=told))
        if settings.corpus in places.far and command in _READ_CORPUS:
            _fetch_corpus(connect(places.far[settings.corpus]), settings.corpus, say=told)
        yield settings, told


def with_corpus_here(places: Places) -> Settings:
    """The settings, for a command that writes to the corpus; raises SettingsError where that is an address."""
    if places.settings.corpus in places.far:
        raise SettingsError(
            f"texts are not added at {shown(places.far[places.settings.corpus])}: put the files there yourself, "
            "or add them to a folder with --corpus DIR and copy that there"
        )
    return places.settings


@contextmanager
def _naming(places: Places) -> Iterator[None]:
    """Within the block errors name the addresses in place of the folders that stand for them."""
    try:
        yield
    except QuothError as error:
        error.args = (places.shown(str(error)),)
        raise
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise StorageError(places.shown(describe_os_error(error))) from error


def _check_apart(places: Places) -> None:
    """Raise SettingsError where one address is in the way of the other, as for folders on this computer."""
    settings = places.settings
    if settings.corpus not in places.far or settings.outputs not in places.far:
        return
    corpus, outputs = (PurePosixPath(shown(places.far[one])) for one in (settings.corpus, settings.outputs))
    if outputs.is_relative_to(corpus) or any(corpus.is_relative_to(outputs / name) for name in ("texts", *_STAY)):
        raise SettingsError(
            f"the outputs {settings.outputs} and the corpus {settings.corpus} are in each other's way: "
            "name an address beside that of the corpus with --outputs"
        )


def _fetch_corpus(remote: Remote, folder: Path, *, say: Say) -> None:
    """Make the folder hold what lies at the address, and nothing else."""
    with _locked(folder, f"{folder} is being fetched by another run of quoth: wait until it has ended"):
        try:
            found = remote.find(say=say)
        except FileNotFoundError as error:
            raise InputError(f"the corpus {folder} is not there: name that of your texts with --corpus") from error
        folder.mkdir(exist_ok=True)
        state = _read_state(folder)
        _bring(remote, found, folder, state, here={*_files(folder), *state.marks}, lost=True, say=say)


@contextmanager
def _outputs(remote: Remote, folder: Path, *, reads: bool, say: Say) -> Iterator[None]:
    """Within the block the folder holds what runs have put at the address; after it the address holds what it holds."""
    busy = f"{folder} is being written by another run of quoth: wait until it has ended, or name another with --outputs"
    with _locked(folder, busy):
        state = _read_state(folder)
        listed = _fetch_outputs(remote, folder, state, say=say)
        yield
        if not reads:
            _put_outputs(remote, folder, state, listed, say=say)


def _fetch_outputs(remote: Remote, folder: Path, state: _State, *, say: Say) -> dict[str, str]:
    """What runs have put there, with the digest of each, after it has been brought here."""
    content = remote.read(LIST)
    listed = _read_list(content, remote)
    found = remote.look_up([*listed, *_DRAFTS])
    if content and _digest(content) not in state.lists:
        # Another computer has written there: what the stages handed over to each other here is not of these tables.
        for table in (folder / "interim").glob("*.csv"):
            table.unlink()
        state.lists[:] = [_digest(content)]
    if "" in listed.values():
        say(f"{folder}: a run was cut off while it put its files there; `quoth run` makes them whole")
    if found or state.marks:
        folder.mkdir(parents=True, exist_ok=True)
        _bring(remote, found, folder, state, here=set(state.marks), lost=False, say=say)
    return listed


def _bring(
    remote: Remote,
    found: Mapping[str, Entry],
    folder: Path,
    state: _State,
    *,
    here: Iterable[str],
    lost: bool,
    say: Say,
) -> None:
    """Fetch the files that are new or have changed, and remove those of ``here`` that are no longer there.

    With ``lost``, those are fetched as well that have been here and are not: they were not removed on purpose.
    """
    for name in sorted(set(here) - found.keys()):
        state.marks.pop(name, None)
        (folder / name).unlink(missing_ok=True)
        _remove_empty((folder / name).parent, folder)
    wanted = {
        name: entry
        for name, entry in found.items()
        if not entry.mark or state.marks.get(name) != entry.mark or (lost and not (folder / name).is_file())
    }
    done = 0
    try:
        for names in remote.fetch(wanted, folder):
            state.marks.update({name: wanted[name].mark for name in names})
            done += len(names)
            say(f"{folder}: files fetched {done:,} of {len(wanted):,}")
    finally:
        state.save()


def _put_outputs(remote: Remote, folder: Path, state: _State, listed: Mapping[str, str], *, say: Say) -> None:
    """Take there what is new; what describes the rest comes last, so that it is never ahead of it."""
    if not folder.is_dir():
        return
    digests = {name: _digest_of(folder / name) for name in _files(folder) if name.split("/")[0] not in _STAY}
    there = remote.look_up([*listed, *digests])
    sizes = {name: entry.size for name, entry in there.items()}
    changed = [
        name
        for name, digest in digests.items()
        if listed.get(name) != digest or sizes.get(name) != (folder / name).stat().st_size
    ]
    gone = sorted(name for name in listed if name not in digests)
    if not changed and not gone:
        return
    # Whatever happens on the way, the list names all that was put there.
    _put_list(remote, state, {**listed, **dict.fromkeys(changed, "")})
    remote.put({name: folder / name for name in changed if name != LAST})
    remote.remove([name for name in gone if name in there])
    remote.put({name: folder / name for name in changed if name == LAST})
    _put_list(remote, state, digests)
    _note(remote.look_up(changed), gone, state)
    say(f"{folder}: files put {len(changed):,}, removed {len(gone):,}")


def _put_list(remote: Remote, state: _State, digests: Mapping[str, str]) -> None:
    content = json.dumps({"files": digests}, indent=0, sort_keys=True).encode("ascii") + b"\n"
    local = state.path.with_name(LIST)
    store.write_bytes(local, content)
    state.lists[:] = [*state.lists[-1:], _digest(content)]
    state.save()
    remote.put({LIST: local})


def _note(there: Mapping[str, Entry], gone: Iterable[str], state: _State) -> None:
    """Note what lies there now, which need not be fetched again."""
    for name in gone:
        state.marks.pop(name, None)
    state.marks.update({name: entry.mark for name, entry in there.items()})
    state.save()


def _read_list(content: bytes, remote: Remote) -> dict[str, str]:
    """The names of a list and their digests, none of which leads out of the folder or into what stays here."""
    if not content:
        return {}
    try:
        files: dict[str, Any] = json.loads(content)["files"]
        listed = {str(name): str(digest) for name, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AddressError(f"{shown(remote.address)}/{LIST} is not a list of quoth's: remove it there") from error
    for name in listed:
        if not is_safe(name) or name.split("/")[0] in _STAY or name == LIST:
            raise AddressError(
                f"{shown(remote.address)}/{LIST} names {name!r}, which no run puts there: remove that list"
            )
    return listed


def _read_state(folder: Path) -> _State:
    path = folder.with_name(_STATE)
    try:
        said = json.loads(path.read_text("utf-8"))
        return _State(path=path, marks=dict(said["marks"]), lists=list(said["lists"]))
    except (OSError, ValueError, KeyError, TypeError):
        return _State(path=path)


@contextmanager
def _locked(folder: Path, busy: str) -> Iterator[None]:
    from filelock import FileLock, Timeout

    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(folder.with_name("lock"), timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(busy) from error
    try:
        yield
    finally:
        lock.release()


def _files(folder: Path) -> Iterator[str]:
    """The names of the finished files below a folder."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(PurePosixPath(part).match(store.UNFINISHED) for part in parts):
            yield "/".join(parts)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_relative_to(root) and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
