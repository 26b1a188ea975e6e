"""All charts that are worth a picture, each drawn once and made up for the page and as a file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from pipeline.records import Cooccurrence, Document, Entity, Speaker, TimelineEntry
from pipeline.reporting.charts.across import Counts, across_sheet
from pipeline.reporting.charts.drawing import draw
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
    entities: Iterable[Entity],
    cooccurrences: Iterable[Cooccurrence],
    timeline: Iterable[TimelineEntry],
    shared: Counts | None = None,
    documents: Sequence[Document] = (),
    drawn: Callable[[Sheet], str] = draw,
) -> tuple[Chart, ...]:
    """The charts of a corpus in the order of the report, as many as its tables have matter for.

    The rows stand in the order of their tables, and may be gone through more than once; ``shared`` has how many
    quotations of a speaker of several texts each of these has; ``drawn`` gives what `draw` makes of a sheet. Where
    there is nothing to draw, nothing that draws is imported.
    """
    sheets = chain(
        speakers_sheet(speakers),
        across_sheet(speakers, shared or {}, documents),
        network_sheet(cooccurrences, entities, speakers),
        timeline_sheet(timeline, speakers),
    )
    return tuple(_chart(sheet, drawn(sheet)) for sheet in sheets)


def _chart(sheet: Sheet, drawn: str) -> Chart:
    from pipeline.reporting.charts.markup import inline, standalone

    return Chart(
        name=sheet.name,
        title=sheet.title,
        description=sheet.description,
        svg=standalone(drawn, sheet),
        inline=inline(drawn, sheet),
    )
