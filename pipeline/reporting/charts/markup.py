"""The SVG of a chart made fit to be shown: small, harmless, in words too, by day and by night.

Only elements and attributes on a list are kept: no script, no link, no event handler and no
address can come through, whatever a text holds and whatever Vega writes.
"""

import re
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from pipeline.reporting.charts.shapes import COLOURS, Sheet

SVG = "http://www.w3.org/2000/svg"
# Those of the style sheet, without a name that only some systems know.
FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', Arial, sans-serif"
_ELEMENTS = frozenset({"g", "path", "rect", "line", "text"})
_ATTRIBUTES = frozenset(
    "transform d x y x2 y2 width height rx ry fill stroke stroke-width stroke-linecap stroke-linejoin text-anchor "
    "font-size font-weight".split()
)
_GEOMETRY = frozenset({"transform", "d", "x", "y", "x2", "y2", "width", "height", "stroke-width"})
_NUMBER = re.compile(r"-?\d*\.\d+(?:e[-+]?\d+)?|-?\d+e[-+]?\d+")
_VARIABLES = {colour: f"var(--{name})" for name, colour in COLOURS.items()}


def standalone(drawn: str, sheet: Sheet) -> str:
    """The SVG as a file of its own, in the colours of the day; ends in a line feed."""
    root = _root(drawn, sheet, {"width": str(sheet.width), "height": str(sheet.height)})
    return _written(root) + "\n"


def inline(drawn: str, sheet: Sheet) -> Markup:
    """The SVG as a part of the report's page, in the colours of its style sheet, which says by class how wide it is.

    Nothing is said by a ``style``, which the page's content policy would not let through.
    """
    root = _root(drawn, sheet, {"class": f"picture picture-{sheet.name}"})
    for element in root.iter():
        for name in ("fill", "stroke"):
            if element.get(name) in _VARIABLES:
                element.set(name, _VARIABLES[element.get(name)])
    return Markup(_written(root))


def _root(drawn: str, sheet: Sheet, size: dict[str, str]) -> Any:
    """A new drawing with what may be kept of the one that Vega made."""
    from lxml import etree

    ids = {part: f"chart-{sheet.name}-{part}" for part in ("title", "desc")}
    names: Any = {None: SVG}
    root = etree.Element(f"{{{SVG}}}svg", nsmap=names)
    root.set("viewBox", f"0 0 {sheet.width} {sheet.height}")
    for name, value in size.items():
        root.set(name, value)
    root.set("role", "img")
    root.set("aria-labelledby", " ".join(ids.values()))
    root.set("font-family", FONTS)
    for part, words in (("title", sheet.title), ("desc", sheet.description)):
        element = etree.SubElement(root, f"{{{SVG}}}{part}", id=ids[part])
        element.text = words
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    for child in etree.fromstring(drawn, parser):
        root.extend(_kept(child, etree))
    return root


def _kept(element: Any, etree: Any) -> Iterator[Any]:
    """The element without what is not on the lists; a group that says nothing gives way to what is in it."""
    name = etree.QName(element).localname if isinstance(element.tag, str) else ""
    # Vega puts an unseen frame around every group.
    if name not in _ELEMENTS or element.get("class") in {"background", "foreground"}:
        return
    attributes = {key: _rounded(key, value) for key, value in element.items() if key in _ATTRIBUTES}
    children = [kept for child in element for kept in _kept(child, etree)]
    if name == "g":
        if attributes.get("transform") in {None, "translate(0,0)"}:
            yield from children
            return
        attributes = {"transform": attributes["transform"]}
        if not children:
            return
    copy = etree.Element(f"{{{SVG}}}{name}", attributes)
    copy.text = element.text
    copy.extend(children)
    yield copy


def _rounded(name: str, value: str) -> str:
    """Coordinates to a hundredth of a pixel: beyond that there is nothing but noise."""
    if name not in _GEOMETRY:
        return value
    return _NUMBER.sub(lambda number: f"{round(float(number[0]), 2) + 0:g}", value)


def _written(root: Any) -> str:
    from lxml import etree

    text: str = etree.tostring(root, encoding="unicode")
    return text.replace("><", ">\n<")
