"""Files at an address, on any file system that fsspec knows: listed, fetched and put, each whole or not at all."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pipeline.errors import AddressError, MissingPackageError, QuothError, one_line
from pipeline.stages.addresses import check_name, scrub, shown
from pipeline.stages.base import Say

_AT_ONCE: Final = 200
"""How many files are asked for at once; a file system that can do so moves them side by side."""
_RENAMING: Final = {"file", "local", "sftp", "ssh"}
"""The protocols that write a file bit by bit, and rename one over another in one step."""
_SUMS = ("ETag", "etag", "md5Hash", "md5", "content_md5", "crc32c", "sha256", "sha", "checksum", "generation")
_TIMES = ("LastModified", "last_modified", "mtime", "modified", "updated", "timeModified", "modify", "created")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file at an address: its size in bytes, and a mark that changes with it.

    A size of -1 is not known; a mark is "" where the file system says nothing that would change.
    """

    size: int
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A folder at an address."""

    address: str
    system: Any
    root: str

    def find(self, *, say: Say) -> dict[str, Entry]:
        """Every file in the folder and those below it, by name; links are not followed, and told.

        Raises:
            AddressError: it cannot be listed to its end, or a name is one that no file here can have.
            FileNotFoundError: there is no such folder.
        """
        found: dict[str, Entry] = {}
        folders, links = [""], 0
        while folders:
            folder = folders.pop()
            try:
                listed = list(self._list(folder))
            except FileNotFoundError as error:
                if not folder:
                    raise
                raise AddressError(f"{shown(self.address)}/{folder} went while it was read: run it again") from error
            for name, info in listed:
                kind = info.get("type")
                if info.get("islink") or kind == "link":
                    links += 1
                elif kind == "directory":
                    folders.append(check_name(name, self.address))
                else:
                    found[check_name(name, self.address)] = _entry(info)
        if links:
            say(f"{shown(self.address)}: {links:,} links are not followed")
        return found

    def look_up(self, names: Sequence[str]) -> dict[str, Entry]:
        """Those of the names that are files there; whatever else lies beside them is left alone."""
        self.system.invalidate_cache()
        wanted, found = set(names), {}
        for folder in sorted({name.rpartition("/")[0] for name in names}):
            try:
                listed = list(self._list(folder))
            except FileNotFoundError:
                continue
            found.update({name: _entry(info) for name, info in listed if name in wanted and info.get("type") == "file"})
        return found

    def _list(self, folder: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """What lies in a folder, by its name below the address."""
        path = self.path(folder).rstrip("/") or self.root
        with self._told("be read", or_missing=True):
            listed = self.system.ls(path, detail=True)
        above = path.strip("/")
        for info in listed:
            raw = str(info["name"]).lstrip("/")
            name = raw.rstrip("/") if info.get("type") == "directory" else raw
            if name.rstrip("/") == above:
                self._check_itself(info, raw, above)
                continue
            below = name.removeprefix(f"{above}/") if above else name
            if above and below == name:
                lies = scrub(repr(name), self.address)
                raise AddressError(f"{shown(self.address)} lists {lies}, which does not lie in it")
            yield (f"{folder}/{below}" if folder else below), info

    def _check_itself(self, info: Mapping[str, Any], raw: str, above: str) -> None:
        """Raise where what a folder lists under its own name is not the empty object that stands for a folder."""
        if info.get("type") == "file" and info.get("size"):
            raise AddressError(f"{shown(self.address)} is a file, not a folder")
        if info.get("type") == "directory" and raw == f"{above}/":
            raise AddressError(f"{shown(self.address)} holds a folder without a name, as in a//b: rename it")

    def fetch(self, entries: Mapping[str, Entry], into: Path) -> Iterator[list[str]]:
        """Copy files here, some hundred at a time, whose names are given when they are there, whole.

        Raises:
            AddressError: one cannot be had, or not whole.
        """
        for names in _batches(entries):
            parts = {name: _part(into / name) for name in names}
            try:
                with self._told("be read"):
                    for part in parts.values():
                        part.parent.mkdir(parents=True, exist_ok=True)
                    self.system.get([self.path(name) for name in names], [str(part) for part in parts.values()])
                    for name, part in parts.items():
                        self._check_whole(name, part, entries[name])
                        part.replace(into / name)
            finally:
                for part in parts.values():
                    part.unlink(missing_ok=True)
            yield names

    def _check_whole(self, name: str, part: Path, entry: Entry) -> None:
        if entry.size >= 0 and part.stat().st_size != entry.size:
            raise AddressError(
                f"{shown(self.address)}/{name} came with {part.stat().st_size:,} of {entry.size:,} bytes: run it again"
            )

    def put(self, files: Mapping[str, Path]) -> None:
        """Copy files there, each whole or not at all where the file system can do so.

        Raises:
            AddressError: one cannot be written.
        """
        system = getattr(self.system, "fs", self.system)
        protocols = {system.protocol} if isinstance(system.protocol, str) else set(system.protocol)
        renames = bool(protocols & _RENAMING)
        with self._told("be written"):
            for names in _batches(files):
                targets = [self.path(name) for name in names]
                written = [_beside(target) for target in targets] if renames else targets
                self.system.put([str(files[name]) for name in names], written)
                for part, target in zip(written, targets, strict=True):
                    if part != target:
                        self.system.mv(part, target)

    def remove(self, names: Sequence[str]) -> None:
        """Remove files; one that is gone already is no error."""
        with self._told("be written"):
            for name in names:
                try:
                    self.system.rm_file(self.path(name))
                except FileNotFoundError:
                    continue

    def read(self, name: str) -> bytes:
        """What a small file holds; nothing where it is not there."""
        try:
            with self._told("be read", or_missing=True):
                return bytes(self.system.cat_file(self.path(name)))
        except FileNotFoundError:
            return b""

    def path(self, name: str) -> str:
        """The path of a file as the file system takes it."""
        return f"{self.root.rstrip('/')}/{name}" if self.root else name

    @contextmanager
    def _told(self, what: str, *, or_missing: bool = False) -> Iterator[None]:
        """Within the block whatever the file system raises, each its own errors, is one that names the address.

        That something is not there may be for the caller to judge.
        """
        try:
            yield
        except QuothError:
            raise
        except Exception as error:
            if or_missing and isinstance(error, FileNotFoundError):
                raise
            why = scrub(one_line(str(error)), self.address) or type(error).__name__
            raise AddressError(f"{shown(self.address)} cannot {what}: {why}") from error


def connect(address: str) -> Remote:
    """The folder at an address; nothing is asked of it yet, as a rule.

    Raises:
        MissingPackageError: fsspec is not installed, or what it needs for this protocol.
        AddressError: no such protocol is known, or nobody answers.
    """
    try:
        from fsspec.core import url_to_fs
        from fsspec.registry import known_implementations
    except ImportError as error:
        raise MissingPackageError(f'{shown(address)} needs the package fsspec: pip install "quoth[cluster]"') from error
    try:
        system, root = url_to_fs(address)
        system.invalidate_cache()
    except ImportError as error:
        package = _package(known_implementations, address)
        raise MissingPackageError(f"{shown(address)} needs a package that is not installed: {package}") from error
    except Exception as error:
        why = scrub(one_line(str(error)), address)
        raise AddressError(f"{shown(address)} cannot be opened: {why}") from error
    return Remote(address=address, system=system, root=str(root))


def _package(known: Mapping[str, Mapping[str, str]], address: str) -> str:
    """What to type for the package of the protocol, as fsspec names it."""
    said = [known.get(part.partition("://")[0], {}) for part in address.split("::")]
    packages = [one["class"].partition(".")[0] for one in said if not one.get("class", "fsspec.").startswith("fsspec.")]
    if packages:
        return f"pip install {' '.join(dict.fromkeys(packages))}"
    return one_line("; ".join(one["err"] for one in said if "err" in one))


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(names)
    for begin in range(0, len(ordered), _AT_ONCE):
        yield ordered[begin : begin + _AT_ONCE]


def _entry(info: Mapping[str, Any]) -> Entry:
    size = info.get("size")
    # What is packed there may come unpacked.
    packed = any("encoding" in key.lower() and info[key] for key in info)
    marks = [f"{key}={info[key]}" for key in (*_SUMS, *_TIMES) if info.get(key) is not None]
    mark = hashlib.sha256(" ".join([f"size={size}", *marks]).encode()).hexdigest()[:32] if marks else ""
    return Entry(size=size if isinstance(size, int) and not packed else -1, mark=mark)


def _part(path: Path) -> Path:
    return path.with_name(_unfinished(path.name))


def _beside(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{_unfinished(name)}"


def _unfinished(name: str) -> str:
    """What a file is called while it is written: its name may be as long as a file system allows already."""
    return f".{hashlib.sha256(name.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.part"
