"""All charts that are worth a picture, each drawn once and made up for the page and as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.records import Cooccurrence, Entity, Speaker, TimelineEntry
from pipeline.reporting.charts.network import network_sheet
from pipeline.reporting.charts.shapes import Sheet
from pipeline.reporting.charts.speakers import speakers_sheet
from pipeline.reporting.charts.timeline import timeline_sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of the report.

    ``description`` says in words what it shows. ``svg`` is a file of its own; ``inline`` is markup for the
    report's page, in the colours of its style sheet, and is safe there as it is.
    """

    name: str
    title: str
    description: str
    svg: str
    inline: Markup


def charts_of(
    *,
    speakers: Sequence[Speaker],
    entities: Sequence[Entity],
    cooccurrences: Sequence[Cooccurrence],
    timeline: Sequence[TimelineEntry],
) -> tuple[Chart, ...]:
    """The charts of a corpus in the order of the report, as many as its tables have matter for.

    The rows stand in the order of their tables. Where there is nothing to draw, nothing that draws is imported.
    """
    return tuple(_chart(sheet) for sheet in _sheets(speakers, entities, cooccurrences, timeline))


def _sheets(
    speakers: Sequence[Speaker],
    entities: Sequence[Entity],
    cooccurrences: Sequence[Cooccurrence],
    timeline: Sequence[TimelineEntry],
) -> Iterator[Sheet]:
    yield from speakers_sheet(speakers)
    yield from network_sheet(cooccurrences, entities, speakers)
    yield from timeline_sheet(timeline, speakers)


def _chart(sheet: Sheet) -> Chart:
    from pipeline.reporting.charts.drawing import draw
    from pipeline.reporting.charts.markup import inline, standalone

    drawn = draw(sheet)
    return Chart(
        name=sheet.name,
        title=sheet.title,
        description=sheet.description,
        svg=standalone(drawn, sheet),
        inline=inline(drawn, sheet),
    )
