"""The reports over public corpora, as far as the outputs hold their texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.errors import GoldError
from pipeline.evaluation import fiction, polnear_measure
from pipeline.evaluation.litbank import LitbankText, litbank_folder, read_litbank
from pipeline.evaluation.outputs import Outputs, doc_id_of
from pipeline.evaluation.pdnc import TEXT, TYPES, Novel, novel_folders, read_novel
from pipeline.evaluation.polnear import read_polnear
from pipeline.evaluation.polnear_measure import Comparison, PolnearScore
from pipeline.evaluation.report import (
    Figure,
    Report,
    Section,
    calibration_sections,
    form_figures,
    prf_figures,
    share_figure,
    share_figures,
)
from pipeline.evaluation.values import PRF, Share
from pipeline.records import AttributedQuotation


def evaluate_polnear(folders: Sequence[Path], outputs: Outputs) -> Report:
    """The report over folders of PolNeAR's form.

    Raises:
        GoldError: the folder cannot be read, or none of its texts is in the outputs.
    """
    documents = [one for folder in folders for one in read_polnear(folder)]
    comparisons = []
    for document in documents:
        doc_id = doc_id_of(outputs, name=f"{document.name}.txt", text=document.text)
        if doc_id:
            comparisons.append(polnear_measure.compare(document, outputs.rows.get(doc_id, ())))
    _check_any(len(comparisons), gold=folders[0], corpus=folders[0] / "text")
    return Report(
        form="polnear",
        title=_title("PolNeAR", judged=len(comparisons), of=len(documents)),
        sections=tuple(polnear_sections(comparisons)),
        findings=tuple(error for one in comparisons for error in polnear_measure.find_errors(one)),
    )


def polnear_sections(comparisons: Iterable[Comparison]) -> Iterator[Section]:
    """The measure over compared documents, and its breakdowns."""
    judged = tuple(comparisons)
    total = sum(map(polnear_measure.score, judged), PolnearScore())
    figures = (
        share_figure("recall", total.recall),
        share_figure("precision", total.precision),
        share_figure("speaker, of those found", total.speaker),
        share_figure("right of all", total.right_of_all),
        Figure(name="end-to-end F1", value=total.end_to_end_f1),
    )
    yield Section(key="measure", title="Direct and mixed quotations", figures=figures)
    yield Section(key="found", title="Found, by kind", figures=share_figures(total.found))
    yield Section(key="right", title="Right of all, by kind", figures=share_figures(total.by_kind))
    yield Section(key="forms", title="Right of all, by the source's form", figures=form_figures(total.by_form))
    yield Section(key="cues", title="Right of all, by the cue's place", figures=share_figures(total.by_position))
    yield Section(key="speakers", title="Speaker right, by rule or reason", figures=share_figures(total.by_rule))
    yield from calibration_sections([one for comparison in judged for one in polnear_measure.judge_scores(comparison)])


def evaluate_pdnc(folders: Sequence[Path], outputs: Outputs) -> Report:
    """The report over PDNC's novels.

    Raises:
        GoldError: a folder cannot be read, or none of its novels is in the outputs.
    """
    novels = [read_novel(novel) for folder in folders for novel in novel_folders(folder)]
    comparisons = [fiction.compare_novel(novel, rows) for novel, rows in _find_novels(novels, outputs)]
    _check_any(len(comparisons), gold=folders[0], corpus=folders[0])
    return Report(
        form="pdnc",
        title=_title("PDNC", judged=len(comparisons), of=len(novels)),
        sections=tuple(pdnc_sections(comparisons)),
        findings=tuple(error for one in comparisons for error in fiction.find_novel_errors(one)),
    )


def pdnc_sections(comparisons: Iterable[fiction.NovelComparison]) -> Iterator[Section]:
    """The measure over compared novels, by type of quotation and by novel."""
    judged = tuple(comparisons)
    by_novel = {one.novel.name: fiction.score_novel(one) for one in judged}
    total = sum(by_novel.values(), fiction.NovelScore())
    yield Section(key="detection", title="Parts of quotations found", figures=prf_figures(total.detection))
    yield Section(key="found", title="Quotations found", figures=_by_type(total.found))
    yield Section(key="right", title="Speaker right, of all quotations", figures=_by_type(total.right))
    yield Section(key="forms", title="The same by how the text names the speaker", figures=form_figures(total.by_form))
    yield Section(key="names", title="Right by name or alias alone", figures=_by_type(total.by_name))
    yield Section(key="speakers", title="Speaker right", figures=(share_figure("of those found", total.of_found),))
    shares = {name: sum(score.right.values(), Share()) for name, score in by_novel.items()}
    yield Section(key="novels", title="Speaker right, of all, by novel", figures=share_figures(shares))
    yield from calibration_sections([row for one in judged for row in one.rows])


def evaluate_litbank(folders: Sequence[Path], outputs: Outputs) -> Report:
    """The report over LitBank's quotations: how many are found.

    Raises:
        GoldError: a folder cannot be read, or none of its texts is in the outputs.
    """
    texts = [text for folder in folders for text in read_litbank(folder)]
    judged = list(_find_texts(texts, outputs))
    _check_any(len(judged), gold=folders[0], corpus=litbank_folder(folders[0]))
    total = sum((fiction.score_detection(text.quotations, rows) for text, rows in judged), PRF())
    errors = (
        fiction.find_detection_errors(text.quotations, rows, text=text.text, doc_id=text.name) for text, rows in judged
    )
    return Report(
        form="litbank",
        title=_title("LitBank", judged=len(judged), of=len(texts)),
        sections=(Section(key="detection", title="Quotations found", figures=prf_figures(total)),),
        findings=tuple(error for found in errors for error in found),
    )


def _find_novels(novels: Iterable[Novel], outputs: Outputs) -> Iterator[tuple[Novel, tuple[AttributedQuotation, ...]]]:
    for novel in novels:
        doc_id = doc_id_of(outputs, name=f"{novel.name}/{TEXT}", text=novel.text)
        if doc_id:
            yield novel, outputs.rows.get(doc_id, ())


def _find_texts(
    texts: Iterable[LitbankText], outputs: Outputs
) -> Iterator[tuple[LitbankText, tuple[AttributedQuotation, ...]]]:
    for text in texts:
        doc_id = doc_id_of(outputs, name=f"{text.name}.txt", text=text.text)
        if doc_id:
            yield text, outputs.rows.get(doc_id, ())


def _by_type(shares: Mapping[str, Share]) -> tuple[Figure, ...]:
    """The figures of PDNC's types, then those of all quotations together."""
    figures = [share_figure(name, shares.get(name, Share())) for name in TYPES]
    return (*figures, share_figure("all", sum(shares.values(), Share())))


def _title(name: str, *, judged: int, of: int) -> str:
    missing = f" ({of - judged} more are not in the outputs)" if judged < of else ""
    return f"{name}, {judged} {'text' if judged == 1 else 'texts'}{missing}"


def _check_any(judged: int, *, gold: Path, corpus: Path) -> None:
    if not judged:
        raise GoldError(
            f"none of the texts of {gold} is in the outputs: run `quoth run --corpus {corpus} --outputs DIR`, "
            f"then `quoth evaluate {gold} --outputs DIR`"
        )
