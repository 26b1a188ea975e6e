"""The formats there are: each a module with a function ``export``, imported when it is asked for."""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, cast

from pipeline.errors import MissingPackageError
from pipeline.exporters.material import Material


class Export(Protocol):
    """What the ``export`` of every format's module looks like."""

    def __call__(self, material: Material, folder: Path) -> Iterator[Path]:
        """Write the files of the format into an empty folder; each as it is done."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: what it is, in a line, and the packages it needs beyond those every run needs."""

    name: str
    description: str
    packages: tuple[str, ...] = ()

    def load(self) -> Export:
        """The function that writes the format.

        Raises:
            MissingPackageError: a package it needs is not installed; the message says what to type.
        """
        try:
            for package in self.packages:
                importlib.import_module(package)
        except ImportError as error:
            raise MissingPackageError(
                f"quoth export {self.name} needs {' and '.join(self.packages)}: "
                "type `pip install 'quoth[export]'`, or use `make export`"
            ) from error
        return cast(Export, importlib.import_module(f"pipeline.exporters.{self.name}").export)


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        one.name: one
        for one in (
            Format(name="parquet", description="Every table as Parquet, with its types.", packages=("pyarrow",)),
            Format(
                name="sqlite",
                description="One database with every table, the texts, full-text search, and a page for Datasette.",
                packages=("sqlite_utils",),
            ),
            Format(
                name="excel",
                description="One workbook with a sheet for every table, in which text stays text.",
                packages=("xlsxwriter",),
            ),
            Format(name="tei", description="Every text as TEI P5, with its quotations, speakers and names marked."),
            Format(name="webanno", description="The quotations of every text as W3C Web Annotations, in JSON-LD."),
            Format(name="brat", description="Source, Cue and Content of every attribution, in brat's files."),
            Format(name="conll", description="A token a line, with columns for quotations, speakers and entities."),
            Format(name="gexf", description="The network of who quotes and who names whom, for Gephi."),
            Format(
                name="gold",
                description="A JSON file for each text that was gone through by hand, for `quoth evaluate`.",
            ),
        )
    }
)
"""The formats by name, in the order in which they are listed."""
