"""What results depend on beside the texts: the program's own code and data, and the packages that read and parse."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline import __version__

_COMPILED = "__pycache__"


def digest_of(*parts: str | bytes) -> str:
    """A digest of the parts in their order; other parts, or the same differently cut, give another."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", errors="surrogatepass") if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal; nothing where there is no file."""
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def with_files(key: str, paths: Iterable[Path]) -> str:
    """The key with the contents of the files made, so that a file that is lost or changed is made again."""
    return digest_of(key, *map(digest_of_file, paths))


@cache
def digest_of_code(*packages: str) -> str:
    """A digest of the files of some of the program's packages, its version, and the packages named ``lib:NAME``."""
    parts = [__version__]
    for name in packages:
        library = name.removeprefix("lib:")
        if library != name:
            parts.append(f"{library} {_version_of(library)}")
            continue
        root = files("pipeline").joinpath(*name.split("/"))
        for path, content in _files(root, name):
            parts += (path, hashlib.sha256(content).hexdigest())
    return digest_of(*parts)


def _files(root: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if root.is_file():
        yield name, root.read_bytes()
        return
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        if entry.name != _COMPILED:
            yield from _files(entry, f"{name}/{entry.name}")


def _version_of(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
