"""The forms of gold that can be judged: each recognises its files and makes a report of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import GoldError
from pipeline.evaluation import corpora, tei, texts
from pipeline.evaluation.gold import is_gold
from pipeline.evaluation.litbank import is_litbank
from pipeline.evaluation.outputs import Outputs
from pipeline.evaluation.pdnc import novel_folders
from pipeline.evaluation.polnear import is_polnear
from pipeline.evaluation.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form of gold: its name, what it looks like, and the report over all paths of that form."""

    name: str
    looks_like: str
    recognises: Callable[[Path], bool]
    evaluate: Callable[[Sequence[Path], Outputs], Report]


FORMS = (
    Form(
        name="gold",
        looks_like="a .json file like tests/data/permanent-revolution.json",
        recognises=is_gold,
        evaluate=texts.evaluate,
    ),
    Form(
        name="tei",
        looks_like="a .xml file of TEI with said, q or quote, like those that quoth export tei writes",
        recognises=tei.is_tei,
        evaluate=tei.evaluate,
    ),
    Form(
        name="polnear",
        looks_like="a folder with text/ and attributions/, like a part of PolNeAR, or with annotation.conf, for brat",
        recognises=is_polnear,
        evaluate=corpora.evaluate_polnear,
    ),
    Form(
        name="pdnc",
        looks_like="a folder with quotation_info.csv, or of such folders, like PDNC",
        recognises=lambda path: path.is_dir() and bool(novel_folders(path)),
        evaluate=corpora.evaluate_pdnc,
    ),
    Form(
        name="litbank",
        looks_like="a folder of .ann files with QUOTE lines, like LitBank's quotations/tsv",
        recognises=lambda path: path.is_dir() and is_litbank(path),
        evaluate=corpora.evaluate_litbank,
    ),
)


def recognise(path: Path) -> Form:
    """The form of a file or folder.

    Raises:
        GoldError: it is not there, or has none of the known forms.
    """
    if not path.exists():
        raise GoldError(f"{path} is not there: name a gold file or folder")
    for form in FORMS:
        if form.recognises(path):
            return form
    known = "; ".join(form.looks_like for form in FORMS)
    raise GoldError(f"{path} has no form of gold that is known here. Known are: {known}")


def evaluate(paths: Iterable[Path], outputs: Outputs) -> tuple[Report, ...]:
    """A report for every form among the paths, in the order in which they first come.

    Raises:
        GoldError: a path cannot be read, or its texts are not those of the outputs.
    """
    by_form: dict[str, list[Path]] = {}
    for path in paths:
        by_form.setdefault(recognise(path).name, []).append(path)
    forms = {form.name: form for form in FORMS}
    return tuple(forms[name].evaluate(found, outputs) for name, found in by_form.items())
