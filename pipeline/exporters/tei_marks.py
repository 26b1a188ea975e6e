"""The elements that lie on the text of a TEI file: quotations, names and cues, as they open and close."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from pipeline import store
from pipeline.exporters.nesting import Event, Span, clip, nest
from pipeline.exporters.tei_cast import Edition, cited_work, quotation_name
from pipeline.exporters.tei_header import KINDS, element_of, token
from pipeline.records import AttributedQuotation

# soCalled is what the author disclaims, mentioned what is spoken of and not used (TEI Guidelines, 3.3.3).
_TERMS: Final[Mapping[str, str]] = {"title": "title", "slogan": "mentioned", "mention": "mentioned"}
_NAMES: Final[Mapping[str, str]] = {
    "PERSON": "persName",
    "ORG": "orgName",
    "GPE": "placeName",
    "LOC": "placeName",
    "FAC": "placeName",
}

# What a name may have and what stands in for it may not.
_OF_NAMES: Final = frozenset({"type", "ref", "key", "role"})

Layer = Literal["quotation", "name", "cue"]
# Where two cross, a quotation stays whole before a name, and a name before a cue.
_WEIGHTS: Final[Mapping[Layer, int]] = {"quotation": 0, "name": 1, "cue": 2}
_Key = tuple[Layer, int, int]
"""A quotation by its number among the rows, anything else by where it starts and ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """An element to be opened; ``cited`` is the id of the work it is cited from, "" where there is none.

    ``stand_in`` is the tag and type it has where it holds a quotation and TEI does not let it.
    """

    tag: str
    attributes: Mapping[str, str]
    cited: str = ""
    stand_in: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place where an element opens, or where the one opened last closes."""

    at: int
    opens: Element | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The elements by what they stand for, and of each the number of pieces and the ids around it."""

    elements: Mapping[_Key, Element]
    names: Mapping[_Key, str]
    before: Mapping[_Key, _Key]
    after: Mapping[_Key, _Key]
    counts: Mapping[_Key, int]


def mark_paragraphs(edition: Edition) -> list[list[Mark]]:
    """The marks of every paragraph, in order."""
    elements = {**_quotations(edition), **_names(edition), **_cues(edition)}
    spans = [_span(key, edition) for key in elements]
    events = [nest(within) for within in clip(spans, [(one.start, one.end) for one in edition.paragraphs])]
    after = _next_parts(edition.rows)
    plan = _Plan(
        elements=elements,
        names=_ids(elements, edition.rows),
        after=after,
        before={second: first for first, second in after.items()},
        counts=Counter(_key(event) for one in events for event in one if event.what == "open"),
    )
    done: Counter[_Key] = Counter()
    return [list(_marks(one, plan, done)) for one in events]


def _marks(events: Sequence[Event], plan: _Plan, done: Counter[_Key]) -> Iterator[Mark]:
    """The marks of one paragraph; ``done`` counts the pieces that were opened before."""
    holding = _holding(events)
    for number, event in enumerate(events):
        if event.what == "close":
            yield Mark(at=event.at, opens=None)
            continue
        key = _key(event)
        yield Mark(at=event.at, opens=_piece(key, done[key], plan, holds=number in holding))
        done[key] += 1


def _holding(events: Sequence[Event]) -> set[int]:
    """The numbers of the events that open an element with a quotation inside."""
    opened: list[int] = []
    holding: set[int] = set()
    for number, event in enumerate(events):
        if event.what == "close":
            opened.pop()
            continue
        if _key(event)[0] == "quotation":
            holding.update(opened)
        opened.append(number)
    return holding


def _piece(key: _Key, number: int, plan: _Plan, *, holds: bool) -> Element:
    """A piece of an element: the first has its id, and each says which comes before and after."""
    element = plan.elements[key]
    count = plan.counts[key]
    follows = (key, number + 1) if number + 1 < count else (plan.after.get(key), 0)
    precedes = (key, number - 1) if number else (plan.before.get(key), -1)
    linked = count > 1 or key[0] == "quotation"
    attributes = {
        "xml:id": _piece_id(plan, key, number) if linked else "",
        **element.attributes,
        "next": _pointer(plan, *follows),
        "prev": _pointer(plan, *precedes),
    }
    tag, kind = element.stand_in if holds and element.stand_in[0] else (element.tag, "")
    if kind:
        kept = {name: value for name, value in attributes.items() if name not in _OF_NAMES}
        attributes = {"type": kind, **kept}
    return Element(tag=tag, attributes=attributes, cited=element.cited if count == 1 else "")


def _pointer(plan: _Plan, key: _Key | None, number: int) -> str:
    """A reference to a piece; -1 is the last."""
    if key is None or not plan.counts[key]:
        return ""
    return "#" + _piece_id(plan, key, number % plan.counts[key])


def _piece_id(plan: _Plan, key: _Key, number: int) -> str:
    return f"{plan.names[key]}_p_{number + 1}" if number else plan.names[key]


def _quotations(edition: Edition) -> dict[_Key, Element]:
    return {("quotation", number, 0): _quotation(row, edition) for number, row in enumerate(edition.rows)}


def _quotation(row: AttributedQuotation, edition: Edition) -> Element:
    known = [f"#_k_{kind}" for kind in (row.kind, row.subkind) if kind in KINDS]
    common = {"n": row.quote_id, "ana": " ".join(known), "rend": "block" if row.form == "block" else ""}
    if row.kind == "term":
        tag = _TERMS.get(row.subkind, "soCalled")
        return Element(tag=tag, attributes=common, stand_in=("", "") if tag == "title" else ("q", tag))
    speaker = f"#{edition.members[row.speaker_id].xml_id}" if row.speaker_id else ""
    work = edition.works.get(cited_work(row), "")
    source = f"#{work}" if work else ""
    certainty = {"cert": store.to_cell(row.score) if speaker else ""}
    if element_of(row) == "quote":
        return Element(
            tag="quote", attributes={**common, "corresp": speaker, "source": source, **certainty}, cited=work
        )
    direct = "false" if row.kind == "indirect" else "true"
    return Element(tag="said", attributes={**common, "who": speaker, "direct": direct, "corresp": source, **certainty})


def _names(edition: Edition) -> dict[_Key, Element]:
    """Names, and the words that name a speaker; where these are the same words one element is both."""
    found: dict[_Key, Element] = {}
    for mention in edition.mentions:
        member = edition.members.get(mention.entity_id)
        refers = {"ref": f"#{member.xml_id}"} if member else {"key": mention.entity_id}
        tag = _NAMES.get(mention.label, "name")
        kind = token(mention.label) if tag == "name" else ""
        key: _Key = ("name", mention.start, mention.end)
        found.setdefault(key, Element(tag=tag, attributes={"type": kind, **refers}, stand_in=("seg", "name")))
    for key, rows in _places(edition.rows, "name").items():
        speaker = rows[0].speaker_id
        reference = {"ref": f"#{edition.members[speaker].xml_id}"} if speaker else {}
        plain = Element(tag="rs", attributes=reference, stand_in=("seg", "name"))
        element = found.get(key, plain)
        attributes = {**element.attributes, "role": "speaker", "corresp": _pointers(rows)}
        found[key] = Element(tag=element.tag, attributes=attributes, stand_in=element.stand_in)
    return found


def _cues(edition: Edition) -> dict[_Key, Element]:
    return {
        key: Element(tag="seg", attributes={"type": "cue", "corresp": _pointers(rows)})
        for key, rows in _places(edition.rows, "cue").items()
    }


def _places(
    rows: Sequence[AttributedQuotation], layer: Literal["name", "cue"]
) -> dict[_Key, list[AttributedQuotation]]:
    """The quotations by where their speaker is named, or where their cue stands."""
    places: dict[_Key, list[AttributedQuotation]] = {}
    for row in rows:
        start, end = (row.mention_start, row.mention_end) if layer == "name" else (row.cue_start, row.cue_end)
        if start is not None and end is not None:
            places.setdefault((layer, start, end), []).append(row)
    return places


def _pointers(rows: Sequence[AttributedQuotation]) -> str:
    return " ".join(f"#{quotation_name(row.quote_id)}" for row in rows)


def _span(key: _Key, edition: Edition) -> Span:
    layer, first, second = key
    if layer == "quotation":
        first, second = edition.rows[first].start, edition.rows[first].end
    return Span(start=first, end=second, weight=_WEIGHTS[layer], key=key)


def _key(event: Event) -> _Key:
    key: _Key = event.span.key  # type: ignore[assignment]
    return key


def _ids(elements: Mapping[_Key, Element], rows: Sequence[AttributedQuotation]) -> dict[_Key, str]:
    return {
        key: quotation_name(rows[key[1]].quote_id) if key[0] == "quotation" else f"_x_{number}"
        for number, key in enumerate(elements)
    }


def _next_parts(rows: Sequence[AttributedQuotation]) -> dict[_Key, _Key]:
    """For every quotation the next part of its utterance, where there is one; a term has no parts."""
    parts: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        if row.kind != "term" and row.start < row.end:
            parts.setdefault(row.utterance_id, []).append(number)
    return {
        ("quotation", first, 0): ("quotation", second, 0)
        for numbers in parts.values()
        for first, second in pairwise(numbers)
    }
