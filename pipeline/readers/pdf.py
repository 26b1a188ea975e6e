"""PDF, ``.pdf``: its paragraphs, without what belongs to the pages."""

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from pipeline.readers.blocks import Block, compose_blocks
from pipeline.readers.office_properties import state_properties
from pipeline.readers.pdf_fonts import Fonts
from pipeline.readers.pdf_glyphs import MAX_OPERATIONS, PageWords, read_page
from pipeline.readers.pdf_lines import Line, find_gutter, read_lines
from pipeline.readers.pdf_pages import part_footnotes, type_size, without_running_lines
from pipeline.readers.pdf_paragraphs import measure_lines, read_blocks, read_notes
from pipeline.readers.pdf_words import read_usage
from pipeline.readers.reading import NOTHING_STATED, Metadata, Notice, Reading, UnreadableError

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_PAGES: Final = 20_000
_MAX_WORDS: Final = 10_000_000
_MAX_CROWDED: Final = 5
# pypdf says so itself: broken files raise other errors than its own ("Please note that broken PDF files might cause
# other Exceptions"). These are the ones that mutated files raised: numbers, names and keys where others belong, too
# deep a nesting, and filters and codecs that cannot be had.
_BROKEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
_SCANNED_SHARE: Final = 0.4
_MANY_LOST: Final = 0.02
_DATE: Final = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_HOW: Final = 'make the text searchable with a program such as OCRmyPDF ("ocrmypdf in.pdf out.pdf"), then put that here'


def read_pdf(content: bytes, *, encoding: str = "") -> Reading:  # noqa: ARG001  # a PDF says itself how it is encoded
    """The paragraphs of a PDF, put together from its lines; the footnotes after all else.

    Left out are running heads and feet, page numbers, the numbers that refer to notes and those that notes begin
    with, writing askew (watermarks), and hyphens that only broke a word at a line's end. ``kinds`` holds the headings,
    by size and weight of their type, and the block quotations, by their indent or smaller type.

    Raises:
        UnreadableError: ``needs_ocr`` where its pages are images; ``encrypted`` where it asks for a password;
            ``broken`` where it is none or damaged beyond repair; ``too_large`` where no prose is so large.
    """
    from pypdf import apply_configuration
    from pypdf.errors import DependencyError, PyPdfError

    with _silenced(), apply_configuration(stream_parsing_work_maximum_count=MAX_OPERATIONS):
        try:
            return _read(content)
        except RecursionError as error:
            raise _broken("its parts are nested too deep") from error
        except DependencyError as error:
            raise _broken("it is encrypted or packed in a way that cannot be undone here") from error
        except (PyPdfError, *_BROKEN) as error:
            raise _broken("it is damaged, or no PDF at all") from error


def _read(content: bytes) -> Reading:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        message = "it is encrypted and asks for a password: save it without one"
        raise UnreadableError(Notice(code="encrypted", message=message))
    pages, notices = _pages(reader)
    text_pages = without_running_lines([lines for _, lines in pages])
    scanned = [
        number
        for number, ((words, _), lines) in enumerate(zip(pages, text_pages, strict=True), 1)
        if not lines and words.image_share >= _SCANNED_SHARE
    ]
    if scanned and not any(text_pages):
        raise UnreadableError(Notice(code="needs_ocr", message=f"needs OCR, for its pages are images: {_HOW}"))
    text, kinds = compose_blocks(_blocks(text_pages))
    if scanned:
        message = f"{_name_pages(scanned)} without text, only an image: {_HOW}"
        notices.append(Notice(code="needs_ocr", message=message))
    n_lost = sum(words.n_lost for words, _ in pages)
    if n_lost > _MANY_LOST * (len(text) + n_lost):
        message = f"{n_lost:,} letters in it cannot be told, for its fonts do not say what they are: {_HOW}"
        notices.append(Notice(code="letters_lost", message=message))
    return Reading(text=text, encoding="pdf", kinds=kinds, metadata=_metadata(reader), notices=tuple(notices))


@contextmanager
def _silenced() -> Iterator[None]:
    """Keep to itself what pypdf logs of a file that it repairs."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _broken(found: str) -> UnreadableError:
    message = f"it cannot be read as a PDF: {found}; open it in another program and save it again"
    return UnreadableError(Notice(code="broken", message=message))


def _pages(reader: "PdfReader") -> tuple[list[tuple[PageWords, list[Line]]], list[Notice]]:
    """What stands on each page; a page that cannot be read is empty, and said so."""
    from pypdf.errors import LimitReachedError, PyPdfError

    n_pages = len(reader.pages)
    fonts, pages, lost = Fonts(), [], []
    n_words = column = n_crowded = 0
    gutters: list[float | None] = [None, None]  # of left and right pages
    if n_pages > _MAX_PAGES:
        raise _too_large(f"{n_pages:,} pages")
    for number in range(n_pages):
        try:
            words = read_page(reader.pages[number], reader, fonts)
        except (PyPdfError, *_BROKEN) as error:
            words = PageWords(words=(), image_share=0.0, n_lost=0)
            lost.append(number + 1)
            n_crowded += isinstance(error, LimitReachedError)
            if n_crowded > _MAX_CROWDED:
                raise _too_large(
                    f"more than {_MAX_CROWDED} pages with more drawn on them than can be followed"
                ) from error
        n_words += len(words.words)
        if n_words > _MAX_WORDS:
            raise _too_large(f"more than {_MAX_WORDS:,} words")
        gutter = find_gutter(words.words)
        lines = read_lines(words.words, page=number, column=column, hint=gutters[number % 2])
        if gutter is not None:
            gutters = [gutter if side == number % 2 or known is None else known for side, known in enumerate(gutters)]
        column = lines[-1].column + 1 if lines else column
        pages.append((words, lines))
    if lost and len(lost) == n_pages:
        raise _broken("none of its pages can be made out")
    message = f"{_name_pages(lost)} that cannot be read: open it in another program and save it again"
    return pages, [Notice(code="pages_lost", message=message)] if lost else []


def _too_large(found: str) -> UnreadableError:
    return UnreadableError(Notice(code="too_large", message=f"it has {found}, more than a book has: split it"))


def _name_pages(numbers: Sequence[int]) -> str:
    """Pages counted from 1, the first of very many: "it has a page (3)", "it has 12 pages (1, 2, 3, …)"."""
    shown = ", ".join(map(str, numbers[:20])) + (", …" if len(numbers) > 20 else "")
    return f"it has a page ({shown})" if len(numbers) == 1 else f"it has {len(numbers)} pages ({shown})"


def _blocks(pages: Sequence[Sequence[Line]]) -> list[Block]:
    em = type_size(line for page in pages for line in page)
    bodies, notes = part_footnotes(pages, em=em)
    lines = [line for page in bodies for line in page]
    usage = read_usage(line.text for line in (*lines, *notes))
    if not lines:
        return list(read_notes(notes, usage))
    em = type_size(lines)
    return [*read_blocks(lines, measure_lines(lines, em=em), usage), *read_notes(notes, usage)]


def _metadata(reader: "PdfReader") -> Metadata:
    """What the properties of the file state, where a person and not a program seems to have written it."""
    from pypdf.errors import PyPdfError

    try:
        found: Any = reader.metadata or {}
        title, author, created = (_property(found, name) for name in ("/Title", "/Author", "/CreationDate"))
    except (PyPdfError, *_BROKEN):
        return NOTHING_STATED
    match = _DATE.match(created)
    year, month, day = (int(part or 0) for part in match.groups()) if match else (0, 0, 0)
    return state_properties(title=title, author=author, date=(year, month, day))


def _property(found: Any, name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""
