"""The margins that the style sheets of a book give its paragraphs, by class; nothing else of CSS is read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from lxml import etree

from pipeline.readers.elements import BLOCKS, classes_of, name_of
from pipeline.readers.layout import Laid, set_off

Margins = tuple[float, float, float]
"""Points at the left, at the right, and of the first line beside the left."""

# ".extract", "p.extract": what converters write; selectors that look at where an element stands are passed over.
_SELECTOR: Final = re.compile(r"\s*[a-z0-9]*\.([\w-]+)\s*", re.IGNORECASE)
_LENGTH: Final = re.compile(r"(-?\d*\.?\d+)(pt|px|in|cm|mm|em|rem|ex|%|)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_POINTS: Final[Mapping[str, float]] = dict(
    zip(
        "pt px in cm mm em rem ex % ".split(" "),
        (1.0, 0.75, 72.0, 28.35, 2.835, 12.0, 12.0, 6.0, 4.5, 1.0),
        strict=True,
    )
)
_LONGEST: Final = 1_000_000
_FARTHEST: Final = 4
"""Elements around a paragraph whose margins count with its own."""
_QUOTED: Final = "blockquote"


def read_margins(sheets: Iterable[str]) -> Mapping[str, Margins]:
    """The margins that style sheets give to classes, the later rule before the earlier."""
    found: dict[str, Margins] = {}
    for sheet in sheets:
        for rule in _COMMENT.sub("", sheet[:_LONGEST]).split("}"):
            selectors, _, declarations = rule.partition("{")
            margins = _margins(declarations)
            if margins is not None:
                named = (_SELECTOR.fullmatch(one) for one in selectors.split(","))
                found |= {one[1].lower(): margins for one in named if one}
    return found


def mark_set_off(body: "etree._Element", margins: Mapping[str, Margins]) -> None:
    """Give paragraphs that stand further in than the rest the class of a block quotation."""
    if not margins:
        return
    paragraphs = [one for one in body.iter("*") if name_of(one) == "p"]
    for paragraph, off in zip(paragraphs, set_off([_laid(one, margins) for one in paragraphs]), strict=True):
        if off:
            paragraph.set("class", f"{paragraph.get('class') or ''} {_QUOTED}".strip())


def _laid(paragraph: "etree._Element", margins: Mapping[str, Margins]) -> Laid:
    around = islice(paragraph.iterancestors(), _FARTHEST)
    holders = [one for one in around if name_of(one) in BLOCKS]
    in_flow = all(name_of(one) in {"div", "section", "body", "html"} for one in holders)
    own = [margins[name] for name in sorted(classes_of(paragraph)) if name in margins]
    others = [margins[name] for one in holders for name in sorted(classes_of(one)) if name in margins]
    return Laid(
        left=sum(one[0] for one in (*own, *others)),
        right=sum(one[1] for one in (*own, *others)),
        first=sum(one[2] for one in own),
        n_chars=sum(len(str(text)) for text in paragraph.itertext()),
        is_prose=in_flow and "mso-list" not in (paragraph.get("style") or ""),
    )


def _margins(declarations: str) -> Margins | None:
    """The margins that the declarations of one rule set; None where they set none."""
    left, right, first, told = 0.0, 0.0, 0.0, False
    for name, values in _declared(declarations):
        if name == "margin" and values:
            right = values[min(1, len(values) - 1)]
            left = values[3] if len(values) > 3 else right
        elif name in {"margin-left", "margin-right", "text-indent"} and values:
            left = values[0] if name == "margin-left" else left
            right = values[0] if name == "margin-right" else right
            first = values[0] if name == "text-indent" else first
        else:
            continue
        told = True
    return (round(left, 1), round(right, 1), round(first, 1)) if told else None


def _declared(declarations: str) -> Iterator[tuple[str, list[float]]]:
    for declaration in declarations.split(";"):
        name, _, value = declaration.partition(":")
        lengths = (_LENGTH.fullmatch(one) for one in value.replace("!important", "").split()[:4])
        yield name.strip().lower(), [_points(one) for one in lengths if one]


def _points(length: "re.Match[str]") -> float:
    return float(length[1]) * _POINTS[length[2].lower()]
