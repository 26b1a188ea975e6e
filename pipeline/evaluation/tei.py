"""TEI as gold: who says what after ``said``, ``q``, ``quote`` and ``sp``, found again in a text of the outputs.

A TEI file and a text have other white space and other marks, and so places are found by letters and figures alone:
those of the file are counted as the reader takes them, notes after all else, and looked up in the text.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.errors import GoldError
from pipeline.evaluation.gold import Gold, GoldKind, GoldQuotation, GoldSpan
from pipeline.evaluation.outputs import Outputs, candidates
from pipeline.evaluation.report import Report
from pipeline.evaluation.tei_walk import KIND, TERMS, Quoted, join_streams, walk_file
from pipeline.evaluation.texts import TextResult, judge_document, make_report
from pipeline.quotes.tei import tag_of, words_of

if TYPE_CHECKING:
    from lxml import etree

_NAMES: Final = frozenset("persName orgName name title role forename surname".split())
_OPENING: Final = "\"“«„‘‚‹'`"
_CLOSING: Final = "\"”»“’›'`"
_CONTEXT: Final = 40
_XML_ID: Final = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letters:
    """The letters and figures of a text, where each stands, and how many at its beginning are those of the file."""

    letters: str
    places: Sequence[int]
    n_same: int


def is_tei(path: Path) -> bool:
    """Whether a path looks like a TEI file: XML by its suffix."""
    return path.is_file() and path.suffix.lower() == ".xml"


def evaluate(paths: Sequence[Path], outputs: Outputs) -> Report:
    """The report over TEI files as gold: quotations and speakers, and kinds where the file has Quoth's own.

    Raises:
        GoldError: a file is no TEI, is of no text in the outputs, or has quotations that are not in it.
    """
    results = [_judge(path, outputs) for path in paths]
    title = results[0].gold.document if len(results) == 1 else f"{len(results)} TEI files"
    return make_report(results, form="tei", title=title)


def _judge(path: Path, outputs: Outputs) -> TextResult:
    root = parse_tei(path)
    doc_id = _locate(path, root, outputs)
    return judge_document(read_gold(path, root, text=outputs.read_text(doc_id)), doc_id, outputs)


def parse_tei(path: Path) -> "etree._Element":
    """The root of a TEI file, nothing fetched and no entity expanded; raises GoldError where it is none."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except OSError as error:
        raise GoldError(f"{path} cannot be read: {error.strerror or error}") from error
    except etree.XMLSyntaxError as error:
        raise GoldError(f"{path} is not well-formed XML: {error.msg}") from error
    if tag_of(root) not in {"TEI", "TEI.2", "teiCorpus", "teiCorpus.2"}:
        raise GoldError(f"{path} is XML, but no TEI: its root is {tag_of(root)!r}")
    return root


def _locate(path: Path, root: "etree._Element", outputs: Outputs) -> str:
    """The document that a TEI file is of: itself, or the one whose id or bytes it names, or that of its name."""
    stated = {one.get("type", ""): words_of(one).strip() for one in root.iter() if tag_of(one) == "idno"}
    own = hashlib.sha256(path.read_bytes()).hexdigest()
    found = [
        *candidates(outputs, name=path.name, sha256=own),
        *(one.doc_id for one in outputs.documents if one.doc_id == stated.get("doc_id")),
        *candidates(outputs, name=f"{path.stem}.txt", sha256=stated.get("sha256", "")),
    ]
    if not found:
        raise GoldError(
            f"{path} is of none of the {len(outputs.documents)} documents in the outputs; "
            "run Quoth on a corpus that holds it, or a text of its name"
        )
    return found[0]


def read_gold(path: Path, root: "etree._Element", *, text: str) -> Gold:
    """What a TEI file says of the quotations in a text.

    Kind is judged where the file has the kinds that Quoth writes, speakers where it names any.

    Raises:
        GoldError: a quotation of the file is not in the text.
    """
    quoted, streams = walk_file(root)
    file = join_streams(streams)
    found = _read_letters(text, file)
    members = dict(_members(root))
    judged = ("kind", "speaker") if any(KIND.search(one.element.get("ana", "")) for one in quoted) else ("speaker",)
    merged = [one for one in _merge(quoted) if _kind(one[0]) is not None]
    ids = {id(part): f"{path.stem}.q{number:04}" for number, parts in enumerate(merged, 1) for part in parts}
    quotations: list[GoldQuotation] = []
    start = 0
    for parts in merged:
        start, end = _place(parts, file, found, text, after=start)
        if start < 0:
            where = f"{path}, line {_line_of(parts[0].element)}"
            words = " ".join(parts[0].words.split())[:60]
            raise GoldError(f"{where}: {words!r} is not in the text; run Quoth on this file, or on its own text")
        quotations += _gold(parts, ids, members, text, start, end)
    return Gold(
        path=str(path),
        document=path.name,
        sha256="",
        quotations=tuple(sorted(quotations, key=lambda one: (one.place.start, -one.place.end))),
        entities=(),
        optional_entities=(),
        judges_entities=False,
        judges=judged,
    )


def _read_letters(text: str, file: str) -> _Letters:
    places = [place for place, char in enumerate(text) if char.isalnum()]
    letters = "".join(text[place] for place in places)
    differs = (number for number, pair in enumerate(zip(letters, file, strict=False)) if pair[0] != pair[1])
    return _Letters(letters=letters, places=places, n_same=next(differs, min(len(letters), len(file))))


def _line_of(element: "etree._Element") -> int:
    line: Any = element.sourceline
    return int(line or 0)


def _members(root: "etree._Element") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Whoever has an id, with the names given there: the first is the main one."""
    for one in root.iter():
        identifier = one.get(_XML_ID)
        if identifier and tag_of(one) in {"person", "personGrp", "org", "castItem", "role", "bibl", "persName"}:
            names = [one] if tag_of(one) in _NAMES else [name for name in one.iter() if tag_of(name) in _NAMES]
            given = (" ".join(words_of(name).split()) for name in names)
            yield identifier, tuple(dict.fromkeys(name for name in given if name))


def _merge(quoted: Sequence[Quoted]) -> list[list[Quoted]]:
    """The quotations, those of Quoth in one: it writes one that crosses an element in pieces of one ``@n``."""
    merged: dict[object, list[Quoted]] = {}
    for one in quoted:
        ours = KIND.search(one.element.get("ana", "")) is not None and one.element.get("n")
        merged.setdefault(one.element.get("n") if ours else id(one), []).append(one)
    return list(merged.values())


def _kind(one: Quoted) -> GoldKind | None:
    """The kind of a quotation; None of what is indirect, which has no marks and no gold."""
    ours = KIND.search(one.element.get("ana", ""))
    kind = ours[1] if ours else "term" if tag_of(one.element) in TERMS else "direct"
    if kind == "indirect" or (not ours and one.element.get("direct") == "false"):
        return None
    # Of a quotation inside another the judge asks only who says it; where no one does it is one like any other.
    inside = one.parent is not None and _kind(one.parent) not in (None, "term")
    if inside and (one.element.get("who") or (one.element.get("corresp") and tag_of(one.element) == "quote")):
        return "nested"
    return "term" if kind == "term" else "mixed" if kind == "mixed" else "direct"


def _place(parts: Sequence[Quoted], file: str, found: _Letters, text: str, *, after: int) -> tuple[int, int]:
    """Where the parts of a quotation, which are one, begin and end in a text, less their marks; twice -1 if nowhere."""
    first, last = parts[0], parts[-1]
    start, end = first.stream.before + first.start, last.stream.before + last.end
    lead, tail = _around(first, last)
    if start == end:  # "…?": it has no letters
        begin = text.find(lead, found.places[start - 1] + 1) if lead and 0 < start <= found.n_same else -1
        return (begin, begin + len(lead)) if begin >= 0 else (-1, -1)
    at = _find(file, start, end, found, after=bisect_left(found.places, after))
    if at < 0:
        return -1, -1
    begin, stop = found.places[at], found.places[at + end - start - 1] + 1
    for char in reversed(lead):
        begin = _step(text, begin, char, back=True)
    for char in tail:
        stop = _step(text, stop, char, back=False)
    return begin, stop


def _step(text: str, place: int, char: str, *, back: bool) -> int:
    """The place behind the next character of a text, white space aside, if it is the given one; else the same place."""
    at, step = (place - 1, -1) if back else (place, 1)
    while 0 <= at < len(text) and text[at].isspace():
        at += step
    if not (0 <= at < len(text) and text[at] == char):
        return place
    return at if back else at + 1


def _find(file: str, start: int, end: int, found: _Letters, *, after: int) -> int:
    """Where the letters of a file from ``start`` to ``end`` stand among those of a text; -1 where they do not.

    Where the two differ they are looked for with what stands before them, then alone, and first behind ``after``,
    where the quotation before them begins.
    """
    if end <= found.n_same:
        return start
    context = file[max(0, start - _CONTEXT) : start]
    for words in (context + file[start:end], file[start:end]):
        for origin in (max(0, after - _CONTEXT), 0):
            at = found.letters.find(words, origin)
            if at >= 0:
                return at + len(words) - (end - start)
    return -1


def _around(first: Quoted, last: Quoted) -> tuple[str, str]:
    """What stands before the first letter and after the last of a quotation, less white space and its own marks."""
    lead, tail = re.match(r"[\W_]*", first.words), re.search(r"[\W_]*\Z", last.words)
    before, after = ("".join((match[0] if match else "").split()) for match in (lead, tail))
    ours = KIND.search(first.element.get("ana", "")) is not None  # these have their marks outside
    if not ours and before[:1] and before[0] in _OPENING:
        before = before[1:]
        after = after[:-1] if after[-1:] and after[-1] in _CLOSING else after
    return before, after


def _gold(
    parts: Sequence[Quoted],
    ids: Mapping[int, str],
    members: Mapping[str, tuple[str, ...]],
    text: str,
    start: int,
    end: int,
) -> Iterator[GoldQuotation]:
    """The quotation, one for each paragraph that it has a part in."""
    one = parts[0]
    names = _speaker(one, members)
    pieces = [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"\S(?:(?!\n\s*\n).)*", text[start:end], re.DOTALL)
    ]
    for number, (begin, stop) in enumerate(pieces):
        words = text[begin:stop].rstrip()
        yield GoldQuotation(
            id=ids[id(one)] + (f".{number + 1}" if number else ""),
            kind=_kind(one) or "direct",
            place=GoldSpan(start=begin, end=begin + len(words), text=words),
            speaker=names[0] if names else "",
            aliases=tuple(names[1:]),
            mention=None,
            cue=None,
            form="",
            utterance=ids[id(one)],
            source_work="",
            source_author="",
            date="",
            parent=ids.get(id(one.parent), "") if one.parent is not None else "",
        )


def _speaker(one: Quoted, members: Mapping[str, tuple[str, ...]]) -> Sequence[str]:
    """The names of the speaker: of the person that ``@who`` points to, or of a play's ``speaker``."""
    element = one.element
    pointer = element.get("who", "") or (element.get("corresp", "") if tag_of(element) == "quote" else "")
    first = next(iter(pointer.split()), "")
    if first.startswith("#"):
        return members.get(first[1:]) or (re.sub(r"[_.-]+", " ", first[1:]).strip(),)
    label = next((words_of(child) for child in element if tag_of(child) == "speaker"), "")
    words = " ".join(label.split()).strip(" .:—–-")
    return (first or words,) if first or words else ()
