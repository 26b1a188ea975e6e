"""Folders that lie elsewhere: how an address like ``s3://bucket/essays`` is told, and the folder that stands for it.

A user and a password in an address are for whoever opens it: they are never told, and no name is made of a password.
"""

import hashlib
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from pipeline.errors import AddressError
from pipeline.settings import Settings, load_settings

FILES: Final = "files"
"""The folder within a mirror that holds the files themselves."""

_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]+"
_ADDRESS = re.compile(rf"(?:{_SCHEME}::)*{_SCHEME}://")
_HERE = re.compile(r"(?:file|local)://", re.IGNORECASE)
_USER = re.compile(r"(?<=://)([^/]*)@")
_PASSWORD = re.compile(r"(?<=://)([^/:]*):[^/]*@")
_QUERY = re.compile(r"\?.*", re.DOTALL)
_DISK = re.compile(r"[A-Za-z]:")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The settings, whose folders are all on this computer, and the addresses that some of them stand for."""

    settings: Settings
    far: Mapping[Path, str]

    def shown(self, text: str) -> str:
        """The text with the address, without what is secret in it, wherever it names the folder that stands for it."""
        for folder, address in self.far.items():
            text = text.replace(str(folder), shown(address))
        return text


def load_places(path: Path, **overrides: object) -> Places:
    """The settings as `load_settings` gives them, whose corpus and outputs may be addresses.

    Raises:
        SettingsError: as `load_settings`.
    """
    addresses: dict[Path, str] = {}

    def folder(said: str) -> Path:
        if _HERE.match(said):
            return Path(_HERE.sub("", said))
        if not is_address(said):
            return Path(said)
        mirror = mirror_of(said) / FILES
        addresses[mirror] = said
        return mirror

    settings = load_settings(path, folder=folder, **overrides)
    used = {folder: addresses[folder] for folder in (settings.corpus, settings.outputs) if folder in addresses}
    return Places(settings=settings, far=used)


def is_address(said: str) -> bool:
    """Whether a folder is said by an address: ``s3://bucket``, but not ``C:/essays``."""
    return _ADDRESS.match(said) is not None


def shown(address: str) -> str:
    """The address as it may be told and written down: without user, password and what follows a question mark."""
    told = _QUERY.sub("", _USER.sub("", address))
    return told if told.endswith("://") else told.rstrip("/")


def scrub(message: str, address: str) -> str:
    """A message of somebody else's about an address, without what is secret in it."""
    for secret in sorted(_secrets(address), key=len, reverse=True):
        message = message.replace(secret, "***")
    return message


def _secrets(address: str) -> set[str]:
    """A user and password, whole and by themselves, as they stand there and as they are meant."""
    found = {match[0].removeprefix("?") for match in _QUERY.finditer(address)}
    for match in _USER.finditer(address):
        found |= {match[1], match[1].partition(":")[2]}
    return {form for secret in found for form in (secret, unquote(secret)) if form}


def mirror_of(address: str) -> Path:
    """The folder on this computer that stands for an address, in the user's folder for caches.

    It does not depend on the password, nor on a slash at the end.
    """
    plain = _PASSWORD.sub(r"\1@", address).rstrip("/")
    return _caches().resolve() / "quoth" / hashlib.sha256(plain.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _caches() -> Path:
    """Where programs keep what can be had again, by the custom of each system."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given)
    if sys.platform == "win32":  # pragma: no cover
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":  # pragma: no cover
        return Path.home() / "Library" / "Caches"
    return Path.home() / ".cache"


def is_safe(name: str) -> bool:
    """Whether the name of a file, its folders before it, is one below any folder of any system."""
    if "\\" in name or "\0" in name or _DISK.match(name):
        return False
    return all(part not in {"", ".", ".."} and not _DEVICES.fullmatch(part) for part in name.split("/"))


def check_name(name: str, address: str) -> str:
    """The name of a file at an address, which a file here can have.

    Raises:
        AddressError: it would lie outside the folder, or be no file, on some system.
    """
    if not is_safe(name):
        raise AddressError(f"{shown(address)} holds {name!r}, which is no name for a file here: give it another there")
    return name
