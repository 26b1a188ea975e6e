"""The sentences in which the writer names a date."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.nlp.frames import Frame, sentence_bounds
from pipeline.quotes.dates import find_dates
from pipeline.quotes.spans import QuotedSpan
from pipeline.records import DatedSentence


def dated_sentences(doc_id: str, frame: Frame, spans: Sequence[QuotedSpan], text: str) -> Iterator[DatedSentence]:
    """Every date in the writer's own words, with the sentence it stands in; a sentence with two dates comes twice.

    What stands in quotation marks is left out, be it somebody's words or a title.
    """
    if frame.unit.span is not None:
        return
    dates = find_dates(text, frame.unit.start, frame.unit.end)
    if not dates:
        return
    quoted = _outermost(frame, spans)
    sentences = list(sentence_bounds(frame))
    for date in dates:
        if _overlaps(quoted, date.start, date.end):
            continue
        # A parser may see the end of a sentence within a date: «on Nov. | 5, 1921».
        first, last = _sentence_at(sentences, date.start), _sentence_at(sentences, date.end - 1)
        yield DatedSentence(
            doc_id=doc_id,
            paragraph=frame.unit.paragraph,
            start=first[0],
            end=max(last[1], date.end),
            date_start=date.start,
            date_end=date.end,
            date=date.date,
        )


def _outermost(frame: Frame, spans: Sequence[QuotedSpan]) -> list[tuple[int, int]]:
    """Where the quotations of a frame stand, marks and all, in order and apart."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((spans[index].outer_start, spans[index].outer_end) for index in frame.unit.children):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _sentence_at(sentences: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    """The sentence that holds an offset, or the last before it; the offset where there is none."""
    place = bisect_right(sentences, offset, key=lambda bounds: bounds[0]) - 1
    return sentences[place] if place >= 0 else (offset, offset)


def _overlaps(stretches: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch shares a character with one of several that are in order and apart."""
    place = bisect_right(stretches, end - 1, key=lambda stretch: stretch[0]) - 1
    return place >= 0 and stretches[place][1] > start
