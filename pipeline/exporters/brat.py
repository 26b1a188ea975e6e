"""brat: a text and its standoff file a document, with Source, Cue, Content and Attribution, as PolNeAR has them.

Newell, Margolin and Ruths, "An Attribution Relations Corpus for Political News" (LREC 2018). A content
takes in its quotation marks, the parts of an utterance are pieces of one content, and an attribution is an event that
stands on its cue. `quoth evaluate` reads the folder as gold.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pipeline import store
from pipeline.exporters.material import Material
from pipeline.quotes.glyphs import MARK_CHARS
from pipeline.records import AttributedQuotation

CONFIGURATION: Final = """\
[entities]
Source
Cue
Content
Term

[relations]

[events]
Attribution\tSource*:Source, Cue*:Cue, Content+:Content

[attributes]
"""

_MARKS: Final = re.escape("".join(sorted(MARK_CHARS)))
# A mark of two characters is two single ones; French puts a space between a mark and the words.
_BEFORE: Final = re.compile(rf"(?:''|``|[{_MARKS}])[ \u00a0\u202f]?\Z")
_AFTER: Final = re.compile(rf"[ \u00a0\u202f]?(?:''|[{_MARKS}])")
# Whatever some program takes for the end of a line (str.splitlines); none of it stands in a .ann file.
_ENDS: Final = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE: Final = re.compile(f"[^{_ENDS}]+")
_END: Final = re.compile(f"[{_ENDS}]")

_NOTED: Final = ("quote_id", "start", "end", "kind", "subkind", "speaker_id", "speaker", "rule", "score", "reason")

_Span = tuple[int, int]


def export(material: Material, folder: Path) -> Iterator[Path]:
    """The files written: ``annotation.conf``, then ``<doc_id>.txt`` and ``<doc_id>.ann`` for every document."""
    path = folder / "annotation.conf"
    store.write_text(path, CONFIGURATION)
    yield path
    for opened in material.opened():
        doc_id = opened.document.doc_id
        text = material.texts[doc_id]
        lines = annotate(opened.quotations, text)
        for suffix, content in (("txt", text), ("ann", "".join(f"{line}\n" for line in lines))):
            path = folder / f"{doc_id}.{suffix}"
            store.write_text(path, content)
            yield path


def annotate(rows: Sequence[AttributedQuotation], text: str) -> list[str]:
    """The lines of a ``.ann`` file: an event an utterance, a Term a term."""
    lines = _Lines(text=text)
    for parts in _utterances(rows):
        if parts[0].kind == "term":
            place = lines.add_span("Term", [(parts[0].start, parts[0].end)])
            lines.add_note(place, parts)
        else:
            _add_attribution(lines, parts)
    return lines.done


@dataclass(slots=True, kw_only=True)
class _Lines:
    """The lines of a file, and how many there are of each sort."""

    text: str
    done: list[str] = field(default_factory=list)
    spans: int = 0
    events: int = 0
    notes: int = 0

    def add_span(self, label: str, spans: Iterable[_Span]) -> str:
        """Write a T line: pieces without the ends of lines, which brat allows in no span."""
        pieces = [piece for start, end in spans for piece in _pieces(self.text, start, end)]
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(_END.sub(" ", self.text[start:end]) for start, end in pieces)
        self.spans += 1
        self.done.append(f"T{self.spans}\t{label} {places}\t{words}")
        return f"T{self.spans}"

    def add_event(self, trigger: str, arguments: Sequence[tuple[str, str]]) -> str:
        """Write an E line."""
        self.events += 1
        roles = " ".join(f"{role}:{place}" for role, place in arguments)
        self.done.append(f"E{self.events}\tAttribution:{trigger} {roles}")
        return f"E{self.events}"

    def add_note(self, place: str, parts: Sequence[AttributedQuotation]) -> None:
        """Write a note that says what the tables know."""
        self.notes += 1
        self.done.append(f"#{self.notes}\tAnnotatorNotes {place}\t{_note(parts)}")


def _add_attribution(lines: _Lines, parts: Sequence[AttributedQuotation]) -> None:
    content: list[_Span] = []
    for part in parts:
        start, end = _with_marks(lines.text, part)
        content.append((max(start, content[-1][1] if content else 0), end))
    sources = _places((part.mention_start, part.mention_end) for part in parts)
    cues = _places((part.cue_start, part.cue_end) for part in parts)
    arguments = [("Content", lines.add_span("Content", content))]
    arguments += _numbered("Cue", [lines.add_span("Cue", [place]) for place in cues])
    arguments += _numbered("Source", [lines.add_span("Source", [place]) for place in sources])
    # brat wants words to hang an event on: the cue, as in PolNeAR, or what there is.
    trigger = lines.add_span("Attribution", [(cues or sources or content)[0]])
    lines.add_note(lines.add_event(trigger, arguments), parts)


def _utterances(rows: Sequence[AttributedQuotation]) -> list[list[AttributedQuotation]]:
    """The quotations by utterance and speaker, in the order in which these begin; a term is by itself."""
    groups: list[list[AttributedQuotation]] = []
    latest: dict[tuple[str, str, bool], list[AttributedQuotation]] = {}
    for row in rows:
        key = (row.utterance_id, row.speaker_id, row.kind == "term")
        group = latest.get(key)
        # Pieces of one span may not overlap.
        if group is None or row.kind == "term" or group[-1].end >= row.start:
            group = []
            groups.append(group)
            latest[key] = group
        group.append(row)
    return groups


def _with_marks(text: str, row: AttributedQuotation) -> _Span:
    """A quotation with the marks beside it, where it has them."""
    before = _BEFORE.search(text[max(0, row.start - 3) : row.start])
    after = _AFTER.match(text[row.end : row.end + 3])
    start = row.start - (len(before[0]) if before else 0)
    return start, row.end + (len(after[0]) if after else 0)


def _pieces(text: str, start: int, end: int) -> Iterator[_Span]:
    """The stretches of a span without the ends of lines; the whole of one that holds nothing else."""
    found = [(start + match.start(), start + match.end()) for match in _LINE.finditer(text[start:end])]
    yield from found or [(start, end)]


def _places(places: Iterable[tuple[int | None, int | None]]) -> list[_Span]:
    """The places there are, each once, in order."""
    return sorted({(start, end) for start, end in places if start is not None and end is not None and start < end})


def _numbered(role: str, places: Sequence[str]) -> list[tuple[str, str]]:
    """The role of each argument: the second of a role is called 2."""
    return [(f"{role}{number if number > 1 else ''}", place) for number, place in enumerate(places, 1)]


def _note(parts: Sequence[AttributedQuotation]) -> str:
    """What the tables know of the parts of an utterance, as JSON on one line; their places are without marks."""
    known = [{name: getattr(part, name) for name in _NOTED} for part in parts]
    said = [{name: value for name, value in one.items() if value not in ("", None)} for one in known]
    return _END.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(said, ensure_ascii=False))
