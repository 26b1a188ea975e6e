"""Who is quoted where: those whom more texts than one quote, a column a text, a disc for what each says there."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import sqrt

from pipeline.records import Document, Speaker
from pipeline.reporting.charts.lettering import called, fitted
from pipeline.reporting.charts.shapes import Disc, Label, Shape, Sheet, Stroke, like_by_like
from pipeline.reporting.entries import marker_of
from pipeline.reporting.wording import counted, grouped

FEWEST = 2
MOST_SPEAKERS, MOST_TEXTS = 12, 10
_WIDTH, _NAMES, _PITCH = 640, 200, 44
_TOP, _ROW, _LINE = 24, 32, 20
_TYPE, _SMALL = 13, 12
_SMALLEST, _LARGEST = 2.5, 10.0

Counts = Mapping[tuple[str, str], int]
"""How many quotations of a speaker a text has, by ``speaker_id`` and ``doc_id``."""


def across_sheet(speakers: Sequence[Speaker], counts: Counts, documents: Sequence[Document]) -> Iterator[Sheet]:
    """The chart of the speakers whom several texts quote; none where that is fewer than two."""
    among = [(number, one) for number, one in enumerate(speakers, 1) if one.n_documents > 1]
    texts = _most_quoting(documents, [one.speaker_id for _, one in among], counts)
    shown = [(number, one) for number, one in among if _columns(one, texts, counts) > 1][:MOST_SPEAKERS]
    if len(shown) < FEWEST:
        return
    drawn = {(one.speaker_id, text.doc_id) for _, one in shown for text in texts}
    counts = {pair: count for pair, count in counts.items() if pair in drawn}
    foot = _TOP + _ROW * len(shown) + 8
    yield Sheet(
        name="speakers-by-document",
        title="Who is quoted in several texts",
        description=_description([one for _, one in among], texts, counts),
        width=_WIDTH,
        height=foot + _LINE * (len(texts) + 1) + 6,
        shapes=like_by_like(
            (
                *_heads(len(texts), bottom=foot - 8),
                *(shape for row, (number, one) in enumerate(shown) for shape in _row(row, number, one, texts, counts)),
                *_titles(texts, foot, more=len(documents) - len(texts)),
            )
        ),
    )


def _most_quoting(documents: Sequence[Document], speakers: Sequence[str], counts: Counts) -> list[Document]:
    """The texts that quote most of these speakers, in the order of the documents."""
    wanted, quoted, totals = set(speakers), Counter[str](), Counter[str]()
    for (speaker_id, doc_id), count in counts.items():
        if speaker_id in wanted:
            quoted[doc_id] += 1
            totals[doc_id] += count
    chosen = set(sorted(quoted, key=lambda doc_id: (-quoted[doc_id], -totals[doc_id], doc_id))[:MOST_TEXTS])
    return [one for one in documents if one.doc_id in chosen]


def _columns(speaker: Speaker, texts: Sequence[Document], counts: Counts) -> int:
    """In how many of the texts a speaker is quoted."""
    return sum(1 for text in texts if (speaker.speaker_id, text.doc_id) in counts)


def _column(place: int) -> float:
    return _NAMES + _PITCH * (place + 0.5)


def _heads(texts: int, *, bottom: int) -> Iterator[Shape]:
    """The number of each text above its column, whose line leads down from it."""
    for place in range(texts):
        x = _column(place) - 9
        yield Stroke(x=x, y=_TOP - 4, x2=x, y2=bottom, colour="rule")
        yield Label(x=x, y=10, text=str(place + 1), size=_SMALL, anchor="middle", bold=True, colour="soft")


def _row(row: int, number: int, speaker: Speaker, texts: Sequence[Document], counts: Counts) -> Iterator[Shape]:
    y = _TOP + _ROW * (row + 0.5)
    colour = f"k{marker_of(number).colour}"
    most = max(counts.values())
    yield Label(x=1, y=y, text=fitted(speaker.name, width=_NAMES - 8, size=_TYPE), size=_TYPE, bold=True)
    for place, text in enumerate(texts):
        count = counts.get((speaker.speaker_id, text.doc_id), 0)
        if count:
            radius = round(max(_SMALLEST, _LARGEST * sqrt(count / most)), 1)
            x = _column(place) - 9
            yield Disc(x=x, y=y, radius=radius, fill=colour, stroke=colour, thick=0.5)
            words = str(count) if count < 1000 else f"{count // 1000}k"
            yield Label(x=round(x + radius + 3, 1), y=y, text=words, size=11, colour="soft")


def _titles(texts: Sequence[Document], top: int, *, more: int) -> Iterator[Shape]:
    """What the numbers stand for."""
    for place, text in enumerate(texts):
        y = top + _LINE * (place + 0.5)
        yield Label(x=20, y=y, text=str(place + 1), size=_SMALL, anchor="end", bold=True, colour="soft")
        title = fitted(text.title or text.doc_id, width=_WIDTH - 44, size=_SMALL)
        yield Label(x=28, y=y, text=title, size=_SMALL, colour="soft")
    others = f" · {counted(more, 'other text')} not shown" if more else ""
    words = f"numbers and the size of the discs: quotations{others}"
    yield Label(x=1, y=top + _LINE * (len(texts) + 0.5) + 2, text=words, size=_SMALL, colour="soft")


def _description(among: Sequence[Speaker], texts: Sequence[Document], counts: Counts) -> str:
    widest = min(among, key=lambda one: (-one.n_documents, one.name, one.speaker_id))
    names = {one.speaker_id: one.name for one in among}
    titles = {one.doc_id: one.title or one.doc_id for one in texts}
    (who, where), most = max(counts.items(), key=lambda item: (item[1], item[0]))
    return (
        f"{counted(len(among), 'speaker')} are quoted in more than one text, {called(widest.name)} in most: "
        f"{grouped(widest.n_documents)}. Most often quoted in one text is {called(names[who])}, "
        f"in {called(titles[where])} ({counted(most, 'quotation')})."
    )
