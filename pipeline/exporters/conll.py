r"""CoNLL: a token a line, with quotations, speakers, cues and entities in columns parted by tabs.

The first line names the columns; a blank line ends a paragraph. A token is a run of letters and digits with the
marks on them and the apostrophes and hyphens inside, or any other one character; it ends wherever something marked
begins or ends. White space is no token, unless something marked begins or ends with it. Where several things lie on
a token their cells are joined with ``|``, the outermost first; ``_`` is "none". In a cell ``\u0020`` stands for a
character that would break the table (white space, control characters, ``\`` and ``|``), so that a file and its
text give every span back to the character.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from pipeline import store
from pipeline.exporters.material import Material
from pipeline.exporters.nesting import Span, clip
from pipeline.records import AttributedQuotation, EntityMention, Paragraph

COLUMNS: Final = (
    "doc_id",
    "paragraph",
    "number",
    "start",
    "end",
    "token",
    "quotation",
    "quote_id",
    "kind",
    "speaker_id",
    "role",
    "role_of",
    "entity",
    "entity_id",
)
"""Of these ``quotation``, ``role`` and ``entity`` are in BIO: B- where something begins, I- inside, O outside."""

_UNSAFE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\\|\ud800-\udfff]")

# The columns after the token where nothing lies on it.
_NOTHING: Final = "O\t_\t_\t_\tO\t_\tO\t_"

Layer = Literal["quotation", "mention", "cue", "entity"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """Something that lies on the text: its layer and what its columns say."""

    layer: Layer
    label: str
    identifier: str
    speaker_id: str = ""


def export(material: Material, folder: Path) -> Iterator[Path]:
    """The files written: ``<doc_id>.conll`` for every document."""
    for opened in material.opened():
        doc_id = opened.document.doc_id
        paragraphs = material.paragraphs[doc_id]
        spans = [*_quoted(opened.quotations), *_named(opened.mentions)]
        path = folder / f"{doc_id}.conll"
        store.write_text(path, "".join(_table(material.texts[doc_id], paragraphs, spans)))
        yield path


def _table(text: str, paragraphs: Sequence[Paragraph], spans: Iterable[Span]) -> Iterator[str]:
    yield "\t".join(COLUMNS) + "\n"
    bounds = [(paragraph.start, paragraph.end) for paragraph in paragraphs]
    for paragraph, within in zip(paragraphs, clip(spans, bounds), strict=True):
        yield from _lines(text, paragraph, within)
        yield "\n"


def _lines(text: str, paragraph: Paragraph, spans: Sequence[Span]) -> Iterator[str]:
    """The tokens of one paragraph, each with whatever lies on it."""
    where = f"{_cell(paragraph.doc_id)}\t{paragraph.paragraph}"
    waiting = sorted(spans, key=lambda span: (span.start, -span.end, span.weight), reverse=True)
    active: list[Span] = []
    for number, (start, end) in enumerate(tokens(text, paragraph.start, paragraph.end, spans), 1):
        if active:
            active = [span for span in active if span.end > start]
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        columns = "\t".join(_columns(active, start)) if active else _NOTHING
        yield f"{where}\t{number}\t{start}\t{end}\t{_cell(text[start:end])}\t{columns}\n"


def tokens(text: str, start: int, end: int, spans: Iterable[Span] = ()) -> Iterator[tuple[int, int]]:
    """The tokens of a stretch of text, as places in it; they are cut at the edges of spans."""
    edges = sorted({edge for span in spans for edge in (span.start, span.end)}, reverse=True)
    known = set(edges)
    for match in _token_pattern().finditer(text, start, end):
        at, last = match.span()
        while at < last:
            while edges and edges[-1] <= at:
                edges.pop()
            stop = min(last, edges[-1]) if edges else last
            if not text[at].isspace() or at in known or stop in known:
                yield at, stop
            at = stop


@lru_cache(maxsize=1)
def _token_pattern() -> re.Pattern[str]:
    """White space, a word, or one character; the vowel signs of Indic scripts are marks, and belong to the word."""
    marks = "".join(char for char in map(chr, range(0x300, 0x10000)) if unicodedata.category(char).startswith("M"))
    letter = r"[^\W_]"
    return re.compile(rf"\s+|{letter}(?:[\w{marks}]|[-'’](?={letter}))*|.", re.DOTALL)


def _columns(active: Sequence[Span], start: int) -> Iterator[str]:
    """The columns after the token, from what lies on it, the outermost first."""
    quotations = [span for span in active if _of(span).layer == "quotation"]
    roles = [span for span in active if _of(span).layer in {"mention", "cue"}]
    entities = [span for span in active if _of(span).layer == "entity"]
    yield _bio(quotations[-1], start) if quotations else "O"
    yield _joined(_of(span).identifier for span in quotations)
    yield _joined(_of(span).label for span in quotations)
    yield _joined(_of(span).speaker_id or "_" for span in quotations)
    for spans in (roles, entities):
        yield "|".join(_bio(span, start) for span in spans) or "O"
        yield _joined(_of(span).identifier for span in spans)


def _bio(span: Span, start: int) -> str:
    return ("B-" if span.start == start else "I-") + _of(span).label


def _joined(cells: Iterable[str]) -> str:
    return "|".join(cells) or "_"


def _of(span: Span) -> _Marked:
    marked: _Marked = span.key  # type: ignore[assignment]
    return marked


def _quoted(rows: Sequence[AttributedQuotation]) -> Iterator[Span]:
    """The quotations, and the places of their speakers and cues, each once."""
    roles: dict[tuple[Layer, int, int], list[str]] = {}
    for row in rows:
        quote_id = _cell(row.quote_id)
        marked = _Marked(layer="quotation", label=row.kind, identifier=quote_id, speaker_id=_cell(row.speaker_id))
        yield Span(start=row.start, end=row.end, weight=0, key=marked)
        places: tuple[tuple[Layer, int | None, int | None], ...] = (
            ("mention", row.mention_start, row.mention_end),
            ("cue", row.cue_start, row.cue_end),
        )
        for layer, start, end in places:
            if start is not None and end is not None:
                roles.setdefault((layer, start, end), []).append(quote_id.replace(",", "\\u002c"))
    for (layer, start, end), quote_ids in roles.items():
        marked = _Marked(layer=layer, label=layer, identifier=",".join(quote_ids))
        yield Span(start=start, end=end, weight=1, key=marked)


def _named(mentions: Sequence[EntityMention]) -> Iterator[Span]:
    for mention in mentions:
        marked = _Marked(layer="entity", label=_cell(mention.label), identifier=_cell(mention.entity_id))
        yield Span(start=mention.start, end=mention.end, weight=2, key=marked)


def _cell(text: str) -> str:
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
