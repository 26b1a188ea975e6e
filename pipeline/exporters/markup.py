"""An XML document built in order, in which every character of a text has its place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from pipeline.exporters.characters import split_xml, xml_safe

if TYPE_CHECKING:
    from lxml import etree

TEI: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "http://www.w3.org/XML/1998/namespace"


class TeiBuilder:
    """Builds a document of TEI, element by element.

    A character that XML cannot hold becomes ``<g ref="char:U+0001"/>`` in text, TEI's element for a character
    that is not at hand; in an attribute it becomes U+FFFD. An attribute without a value is left out.
    """

    def __init__(self) -> None:
        from lxml import etree

        # Its stubs do not know of prefixes.
        self._builder: Any = etree.TreeBuilder()

    def open(self, tag: str, attributes: Mapping[str, str] | None = None) -> None:
        """Begin an element."""
        given = (attributes or {}).items()
        known = {name.replace("xml:", f"{{{_XML}}}"): xml_safe(value) for name, value in given if value}
        self._builder.start(f"{{{TEI}}}{tag}", known, {None: TEI})

    def close(self, tag: str) -> None:
        """End the element that was begun last; ``tag`` is its."""
        self._builder.end(f"{{{TEI}}}{tag}")

    def text(self, text: str) -> None:
        """Write words."""
        for words, other in split_xml(text):
            if words:
                self._builder.data(words)
            if other:
                self.leaf("g", {"ref": f"char:U+{ord(other):04X}"})

    @contextmanager
    def element(self, tag: str, attributes: Mapping[str, str] | None = None) -> Iterator[None]:
        """An element around what is built in the block."""
        self.open(tag, attributes)
        yield
        self.close(tag)

    def leaf(self, tag: str, attributes: Mapping[str, str] | None = None, text: str = "") -> None:
        """An element with nothing but words in it, or nothing at all."""
        self.open(tag, attributes)
        if text:
            self.text(text)
        self.close(tag)

    def finish(self) -> "etree._Element":
        """The root of the document."""
        root: etree._Element = self._builder.close()
        return root
