"""What XML can hold, and ids as XML wants them."""

import re
from collections.abc import Iterator
from typing import Final

# XML 1.0, production 2: control characters, surrogates, U+FFFE and U+FFFF stand in no document, however written.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Letters that are letters in the fourth edition of XML 1.0 and in the fifth: validators go by either.
_LETTERS: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e"
    "\u038e-\u03a1\u03a3-\u03ce\u0401-\u040c\u040e-\u044f\u0451-\u045c\u045e-\u0481\u0531-\u0556\u0561-\u0586"
    "\u05d0-\u05ea\u0621-\u063a\u0641-\u064a\u0905-\u0939\u0e01-\u0e2e\u3041-\u3094\u30a1-\u30fa\u4e00-\u9fa5\uac00-\ud7a3"
)
_ESCAPED: Final = re.compile(f"^[^{_LETTERS}]|[^{_LETTERS}0-9.-]")
_ESCAPE: Final = re.compile("_([0-9a-f]+)_")


def split_xml(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each as (what XML can hold, the one character after it that it cannot); the last has none."""
    at = 0
    for match in _NOT_XML.finditer(text):
        yield text[at : match.start()], match[0]
        at = match.end()
    yield text[at:], ""


def xml_safe(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold: for attributes."""
    return _NOT_XML.sub("\ufffd", text)


def xml_name(identifier: str) -> str:
    """An id as a name of XML (NCName), the same for no other id; `id_of_name` takes it back.

    What may not stand in a name is written in hexadecimal between ``_``: ``1984.q0001`` is ``_31_984.q0001``.
    So ``_`` never stands before anything but a hexadecimal number, and a name made otherwise cannot collide.
    """
    return _ESCAPED.sub(lambda match: f"_{ord(match[0]):x}_", identifier)


def id_of_name(name: str) -> str:
    """The id that `xml_name` made a name of."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), name)
