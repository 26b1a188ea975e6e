"""What is dated: the statements and events of ``timeline.csv``."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.quotes.dates import resolve
from pipeline.quotes.edtf import bounds
from pipeline.records import AttributedQuotation, DatedSentence, EntityMention, Quotation, TimelineEntry
from pipeline.scratch import scratch

_Place = tuple[str, int, int]


def timeline(
    quotations: Iterable[Quotation],
    attributed: Iterable[AttributedQuotation],
    dated: Iterable[DatedSentence],
    mentions: Iterable[EntityMention],
    texts: Mapping[str, str],
) -> list[TimelineEntry]:
    """The dated statements and events, by date: the earlier beginning first, then the earlier end, then the texts.

    A date that is a quotation's is no event besides, nor is one in the title of a work («in her 1905, a History»).
    """
    stated = list(_stated(quotations))
    spoken = {row.quote_id: row for row in attributed}
    statements = [row for one in stated for row in _statement(one, spoken[one.quote_id], texts[one.doc_id])]
    taken = [*(_date_place(one) for one in stated), *_titles(mentions)]
    events = [_event(one, texts[one.doc_id]) for one in _apart_from(taken, dated)]
    return sorted([*statements, *events], key=_order)


Place = tuple[str, str, int, int, str]
"""Where an entry of one document stands among the others: earliest, latest, start, start of the date, kind."""


def place_in_time(row: TimelineEntry) -> Place:
    """Where an entry stands among those of its document, and of others."""
    return row.earliest, row.latest, row.start, row.date_start, row.kind


def join_timelines(documents: Iterable[Iterable[tuple[Place, str]]]) -> Iterator[str]:
    """The lines of ``timeline.csv``, in the order of `timeline`; of each document, in order, the entries it has."""
    columns = "earliest TEXT, latest TEXT, document INTEGER, start INTEGER, date INTEGER, kind TEXT, line TEXT"
    with scratch(columns) as connection:
        for number, entries in enumerate(documents):
            connection.executemany(
                "INSERT INTO row VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((earliest, latest, number, *others, line) for (earliest, latest, *others), line in entries),
            )
        ordered = connection.execute(
            "SELECT line FROM row ORDER BY earliest, latest, document, start, date, kind, rowid"
        )
        yield from (line for (line,) in ordered)


def _stated(quotations: Iterable[Quotation]) -> Iterator[Quotation]:
    for quotation in quotations:
        if quotation.kind != "term" and quotation.stated_date_start is not None:
            yield quotation


def _date_place(quotation: Quotation) -> _Place:
    return quotation.doc_id, quotation.stated_date_start or 0, quotation.stated_date_end or 0


def _titles(mentions: Iterable[EntityMention]) -> Iterator[_Place]:
    for mention in mentions:
        if mention.label == "WORK_OF_ART":
            yield mention.doc_id, mention.start, mention.end


def _statement(quotation: Quotation, attributed: AttributedQuotation, text: str) -> Iterator[TimelineEntry]:
    """The row of a quotation; none where its date cannot be resolved."""
    _, start, end = _date_place(quotation)
    found = resolve(text, start, end)
    if found is None:
        return
    earliest, latest = bounds(found.date)
    yield TimelineEntry(
        doc_id=quotation.doc_id,
        date=found.date,
        kind="statement",
        quote_id=quotation.quote_id,
        speaker_id=attributed.speaker_id,
        speaker=attributed.speaker,
        date_text=text[start:end],
        date_start=start,
        date_end=end,
        paragraph=quotation.paragraph,
        start=quotation.start,
        end=quotation.end,
        text=quotation.text,
        earliest=earliest,
        latest=latest,
    )


def _event(sentence: DatedSentence, text: str) -> TimelineEntry:
    earliest, latest = bounds(sentence.date)
    return TimelineEntry(
        doc_id=sentence.doc_id,
        date=sentence.date,
        kind="event",
        quote_id="",
        speaker_id="",
        speaker="",
        date_text=text[sentence.date_start : sentence.date_end],
        date_start=sentence.date_start,
        date_end=sentence.date_end,
        paragraph=sentence.paragraph,
        start=sentence.start,
        end=sentence.end,
        text=text[sentence.start : sentence.end],
        earliest=earliest,
        latest=latest,
    )


def _apart_from(places: Sequence[_Place], dated: Iterable[DatedSentence]) -> Iterator[DatedSentence]:
    """The sentences whose date shares no character with any of the places."""
    ordered = _merged(places)
    for sentence in dated:
        at = bisect_right(ordered, (sentence.doc_id, sentence.date_end - 1), key=lambda place: place[:2]) - 1
        before = ordered[at] if at >= 0 else ("", 0, 0)
        if before[0] != sentence.doc_id or before[2] <= sentence.date_start:
            yield sentence


def _merged(places: Iterable[_Place]) -> list[_Place]:
    """The places in order, those that overlap made one."""
    merged: list[_Place] = []
    for doc_id, start, end in sorted(places):
        if merged and merged[-1][0] == doc_id and start < merged[-1][2]:
            merged[-1] = (doc_id, merged[-1][1], max(end, merged[-1][2]))
        else:
            merged.append((doc_id, start, end))
    return merged


def _order(row: TimelineEntry) -> tuple[str, str, str, int, int, str]:
    return row.earliest, row.latest, row.doc_id, row.start, row.date_start, row.kind
