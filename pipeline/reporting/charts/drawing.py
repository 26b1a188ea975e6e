"""A sheet drawn by altair and Vega, which know how to write shapes and to escape text, to the last detail."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from pipeline.reporting.charts.shapes import COLOURS, Box, Disc, Label, Shape, Sheet, Stroke

_ALIGN = {"start": "left", "middle": "center", "end": "right"}
_HALO = 3.5


def draw(sheet: Sheet) -> str:
    """The SVG that Vega makes of a sheet.

    No address may be asked for anything, and nothing is placed by Vega: every channel is in pixels, there
    is neither axis nor legend, and the size is fixed, so that no text is ever measured.
    """
    import altair
    import vl_convert

    # All at once: every setting that is added to a chart copies it, with all its rows.
    chart = altair.LayerChart(
        layer=list(_layers(sheet)),
        width=sheet.width,
        height=sheet.height,
        padding=0,
        autosize=altair.AutoSizeParams(type="none"),
        config=altair.Config(background=COLOURS["paper"], view=altair.ViewConfig(stroke=None)),
    )
    language, _, _ = altair.SCHEMA_VERSION.rpartition(".")
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict(validate=False), vl_version=language, allowed_base_urls=[])
    return svg


def _layers(sheet: Sheet) -> Iterator[Any]:
    for (kind, _), shapes in groupby(sheet.shapes, key=lambda shape: (type(shape), _style(shape))):
        yield from _LAYERS[kind](list(shapes))


def _style(shape: Shape) -> tuple[object, ...]:
    """What a layer sets once for all its marks."""
    match shape:
        case Box():
            return (shape.radius,)
        case Label():
            return shape.anchor, shape.bold, shape.halo
        case _:
            return ()


def _boxes(shapes: list[Any]) -> Iterator[Any]:
    rows = [
        {"x": one.x, "y": one.y, "x2": one.x + one.width, "y2": one.y + one.height, "fill": COLOURS[one.fill]}
        for one in shapes
    ]
    mark = _chart(rows).mark_rect(cornerRadius=shapes[0].radius) if shapes[0].radius else _chart(rows).mark_rect()
    yield mark.encode(**_pixels("x", "y", "x2", "y2"), **_looks("fill"))


def _discs(shapes: list[Any]) -> Iterator[Any]:
    rows = [
        {
            "x": one.x,
            "y": one.y,
            # Vega's size of a symbol is the square of its width.
            "size": 4 * one.radius * one.radius,
            "fill": COLOURS[one.fill],
            "stroke": COLOURS[one.stroke],
            "strokeWidth": one.thick,
            "shape": one.form,
        }
        for one in shapes
    ]
    yield (
        _chart(rows)
        .mark_point(opacity=1)
        .encode(**_pixels("x", "y", "size", "strokeWidth"), **_looks("fill", "stroke", "shape"))
    )


def _strokes(shapes: list[Any]) -> Iterator[Any]:
    rows = [
        {"x": one.x, "y": one.y, "x2": one.x2, "y2": one.y2, "stroke": COLOURS[one.colour], "strokeWidth": one.thick}
        for one in shapes
    ]
    mark = _chart(rows).mark_rule(strokeCap="round")
    yield mark.encode(**_pixels("x", "y", "x2", "y2", "strokeWidth"), **_looks("stroke"))


def _labels(shapes: list[Any]) -> Iterator[Any]:
    rows = [{"x": one.x, "y": one.y, "size": one.size, "fill": COLOURS[one.colour], "text": one.text} for one in shapes]
    first = shapes[0]
    options = {"align": _ALIGN[first.anchor], "baseline": "middle", "fontWeight": 600 if first.bold else 400}
    encoding = {**_pixels("x", "y", "size"), **_looks("fill", "text")}
    if first.halo:
        halo = {"stroke": COLOURS["paper"], "strokeWidth": _HALO, "strokeJoin": "round"}
        yield _chart(rows).mark_text(**options, **halo).encode(**encoding)
    yield _chart(rows).mark_text(**options).encode(**encoding)


_LAYERS: dict[type[Shape], Callable[[list[Any]], Iterator[Any]]] = {
    Box: _boxes,
    Disc: _discs,
    Stroke: _strokes,
    Label: _labels,
}


def _chart(rows: list[dict[str, Any]]) -> Any:
    import altair

    return altair.Chart(altair.InlineData(values=rows))


def _pixels(*channels: str) -> dict[str, Any]:
    """Channels that take a field of their own name as it is: a number."""
    return _channels(channels, kind="quantitative")


def _looks(*channels: str) -> dict[str, Any]:
    """Channels that take a field of their own name as it is: a colour, a shape or a text."""
    return _channels(channels, kind="nominal")


def _channels(channels: Iterable[str], *, kind: str) -> dict[str, Any]:
    import altair

    return {channel: _channel(altair, channel, kind) for channel in channels}


def _channel(altair: Any, channel: str, kind: str) -> Any:
    schema = getattr(altair, channel[0].upper() + channel[1:])
    # Second ends and texts have no scale of their own, nor have their types.
    if channel in {"x2", "y2"}:
        return schema(field=channel)
    if channel == "text":
        return schema(field=channel, type=kind)
    hidden = {"axis": None} if channel in {"x", "y"} else {"legend": None}
    return schema(field=channel, type=kind, scale=None, **hidden)
