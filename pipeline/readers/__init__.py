"""Readers: the bytes of a file in, the text that every offset counts in out.

A reader is chosen by the suffix of the file's name. A new format is a module with one such
function, a line in `READERS` and a test.
"""

from types import MappingProxyType
from typing import Final

from pipeline.readers.markdown import read_markdown
from pipeline.readers.pdf import read_pdf
from pipeline.readers.plain import read_plain
from pipeline.readers.reading import Reader
from pipeline.readers.rtf import read_rtf
from pipeline.readers.tei import read_tei

READERS: Final = MappingProxyType[str, Reader](
    {
        ".md": read_markdown,
        ".pdf": read_pdf,
        ".rtf": read_rtf,
        ".txt": read_plain,
        ".xml": read_tei,
    }
)
