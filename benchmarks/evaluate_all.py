"""Quoth on the shipped essays and on every public corpus that is there, with textacy's extractor beside it.

``make evaluate`` runs it. Each set of texts goes through the pipeline, and through the extractor on the same
parser; both are judged alike. The summary is said, every error with its sentence is written to
``build/evaluation/<set>.txt``, and the figures to ``build/evaluation/scores.json``. The corpora lie in the
folder that QUOTH_DATA names; those that are not there are passed over::

    python -m benchmarks.evaluate_all --corpora essay,polnear-dev --readme
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.evaluation_sets import ROOT, SETS, Located, TextSet, data_folder, locate
from benchmarks.evaluation_table import QUOTH, render_table, rows, update_readme
from benchmarks.textacy_baseline import Extractor, to_rows
from pipeline import store
from pipeline.errors import QuothError
from pipeline.evaluation import forms
from pipeline.evaluation.outputs import Outputs
from pipeline.evaluation.report import Report, Section, render, render_findings, render_section, to_json
from pipeline.settings import Settings, load_settings
from pipeline.stages.evaluate import read_outputs
from pipeline.stages.run import describe, run_stage

BUILD = Path("build/evaluation")
STAGES = ("ingest", "extract", "attribute", "tables")
SHOWN_ERRORS = 25
SHOWN_RULES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command was told."""

    sets: tuple[TextSet, ...]
    build: Path
    data: Path | None
    jobs: int | None
    baseline: bool
    readme: bool


def main(arguments: Sequence[str] | None = None) -> None:
    """Judge what is there, say it, and write it down."""
    options = read_options(arguments)
    try:
        results = evaluate(options)
    except QuothError as error:
        sys.exit(f"Error: {error}")
    if not results:
        sys.exit("Error: none of the texts is there, so nothing was judged")
    write_scores(options.build / "scores.json", results)
    out("", *render_table(rows(results)), "")
    if options.readme:
        update_readme(ROOT / "README.md", results)
        out("README.md holds these figures")


def read_options(arguments: Sequence[str] | None) -> Options:
    """The options of the command line."""
    known = {one.name: one for one in SETS}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", metavar="A,B", default=",".join(known), help="only these (default: all)")
    parser.add_argument("--build", type=Path, default=BUILD, help="where outputs and parses are kept")
    parser.add_argument("--jobs", type=int, help="how many processes parse (default: that of pipeline.toml)")
    parser.add_argument("--no-textacy", action="store_true", help="leave textacy's extractor out")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md")
    given = parser.parse_args(arguments)
    names = [name.strip() for name in given.corpora.split(",")]
    strange = [name for name in names if name not in known]
    if strange:
        parser.error(f"there is no set {strange[0]!r}; there are {', '.join(known)}")
    return Options(
        sets=tuple(one for one in SETS if one.name in names),
        build=given.build,
        data=data_folder(),
        jobs=given.jobs,
        baseline=not given.no_textacy,
        readme=given.readme,
    )


def evaluate(options: Options) -> dict[str, dict[str, Report]]:
    """A report for each system on each set that is there; each is said as it comes."""
    results: dict[str, dict[str, Report]] = {}
    extractor: Extractor | None = None
    for one in options.sets:
        found = locate(one, data=options.data, build=options.build)
        if isinstance(found, str):
            out("", f"{one.title} ({one.name}): passed over, {found}")
            continue
        settings = make_tables(found, options)
        outputs = read_outputs(settings)
        (report,) = forms.evaluate(found.gold, outputs)
        results[one.name] = {QUOTH: report}
        if options.baseline:
            extractor = extractor or Extractor(settings.model, kept=options.build / "textacy", say=progress)
            results[one.name] |= judge_baseline(found, outputs, extractor)
        listing = options.build / f"{one.name}.txt"
        store.write_text(listing, "\n".join(full_listing(results[one.name])) + "\n")
        out("", *summary(one, results[one.name], listing=listing))
    return results


def make_tables(found: Located, options: Options) -> Settings:
    """The settings of a run over the set's texts, after it: parses of an earlier one are used again."""
    settings = load_settings(
        ROOT / "pipeline.toml",
        corpus=found.texts,
        outputs=options.build / found.set.name / "outputs",
        jobs=options.jobs,
    )
    for stage in STAGES:
        report, seconds = run_stage(stage, settings, say=lambda _: None)
        progress(f"{found.set.name}: {describe(report, seconds=seconds)}")
    return settings


def judge_baseline(found: Located, outputs: Outputs, extractor: Extractor) -> dict[str, Report]:
    """The reports over what the extractor finds in the same texts, by the name of the system."""
    begun = time.perf_counter()
    texts = {document.doc_id: outputs.read_text(document.doc_id) for document in outputs.documents}
    reports: dict[str, Report] = {}
    for name, result in extractor.extract(texts).items():
        tables = replace(outputs, rows=to_rows(result.triples, texts), entities={})
        (report,) = forms.evaluate(found.gold, tables)
        gave_up = f"{result.failed:,} of {result.calls:,} calls gave up"
        reports[f"textacy, {name}"] = replace(report, title=f"textacy, {name}: {gave_up}", findings=())
    progress(f"{found.set.name}: textacy ({time.perf_counter() - begun:.1f} s)")
    return reports


def full_listing(reports: Mapping[str, Report]) -> Iterator[str]:
    """Every figure of every system, and every error of Quoth with its sentence."""
    for system, report in reports.items():
        yield from (line for line in render(replace(report, findings=()), errors=False) if line != "no errors")
        yield "" if system != QUOTH else f"\n{len(report.findings)} errors stand at the end of this file\n"
    yield from render_findings(reports[QUOTH].findings)


def summary(one: TextSet, reports: Mapping[str, Report], *, listing: Path) -> Iterator[str]:
    """What is said of one set: the figures of Quoth, its commonest rules, and its errors where they are few."""
    report = reports[QUOTH]
    yield f"=== {one.title} ({one.name}): {report.title}"
    for section in report.sections:
        yield ""
        yield from render_section(shorten_section(section))
    few = len(report.findings) <= SHOWN_ERRORS
    yield ""
    yield f"{len(report.findings)} errors" + ("" if few else "; each with its sentence") + f": {listing}"
    if few:
        yield from render_findings(report.findings)
    yield from (reports[system].title for system in reports if system != QUOTH)


def shorten_section(section: Section) -> Section:
    """A section without the long tail of rules."""
    more = len(section.figures) - SHOWN_RULES
    if section.key not in {"rules", "speakers"} or more <= 0:
        return section
    return replace(section, title=f"{section.title} (and {more} more)", figures=section.figures[:SHOWN_RULES])


def write_scores(path: Path, results: Mapping[str, Mapping[str, Report]]) -> None:
    """Every figure as JSON, keyed by set and system, to compare two runs with."""
    content = {
        name: {
            system: next(iter(to_json([replace(report, findings=())]).values()))["scores"]
            for system, report in by_system.items()
        }
        for name, by_system in results.items()
    }
    store.write_text(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def out(*lines: str) -> None:
    """Say lines of the result."""
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def progress(line: str) -> None:
    """Say how far it is."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
