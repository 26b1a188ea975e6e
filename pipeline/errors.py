"""The errors Quoth raises on purpose.

Each says what was found, where, and what to do about it. The library raises;
only the command line prints them and chooses the exit status.
"""


class QuothError(Exception):
    """Base of every error that Quoth raises on purpose."""


class SettingsError(QuothError):
    """A setting in ``pipeline.toml``, or an option, cannot be used."""


class InputError(QuothError):
    """The corpus, or a hand-made table beside it, cannot be used as a whole."""


class MissingStageError(QuothError):
    """A stage was asked for before the one that makes what it needs."""


class ModelError(QuothError):
    """The language model cannot be loaded, or lacks what Quoth needs of it."""


class TableError(QuothError):
    """A table on disk does not have the columns or values its schema declares."""


class GoldError(QuothError):
    """A gold file for ``quoth evaluate`` cannot be read or does not fit the text."""


class MissingPackageError(QuothError):
    """What was asked for needs a package that is not installed."""


class ClusterError(QuothError):
    """The scheduler of many machines, or its workers, cannot be reached."""


class AddressError(QuothError):
    """A folder that lies elsewhere, at an address like ``s3://bucket``, cannot be reached, or not be kept here."""


class StorageError(QuothError):
    """The disk is full, or a file of the outputs cannot be written."""


class FaultError(QuothError):
    """The work on a text came to nothing by a fault of the program, where the others cannot go on without it."""


class BusyError(QuothError):
    """Another run is writing the same outputs."""


def one_line(message: str) -> str:
    """A message without line ends."""
    return " ".join(message.split())


def describe_os_error(error: OSError) -> str:
    """What the system will not do, and with which file."""
    what = error.strerror or type(error).__name__
    return f"{error.filename}: {what}" if error.filename else what
