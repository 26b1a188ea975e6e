"""Plain text, ``.txt``: the file itself, to the character."""

from pipeline.readers.decode import decode
from pipeline.readers.reading import Reading


def read_plain(content: bytes, *, encoding: str = "") -> Reading:
    r"""The text of a plain file, less a byte order mark and with ``\r\n`` as ``\n``; all else stands as it is.

    A lone ``\r``, a form feed, blanks at line ends and everything else are kept, so that
    offsets can be checked against the file. For that reason front matter is not looked for:
    a ``---`` at the top of a plain file is part of its text. State what is known about a
    plain file in ``metadata.csv`` or in ``<name>.yaml`` beside it.

    Raises:
        UnreadableError: the file is binary, or in no encoding that can be made out.
    """
    decoded = decode(content, declared=encoding)
    return Reading(text=decoded.text, encoding=decoded.encoding, notices=decoded.notices)
