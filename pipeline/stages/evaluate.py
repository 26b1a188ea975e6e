"""The stage that judges: the tables against gold, scores and errors for a person to read."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline import schema, store
from pipeline.evaluation import forms
from pipeline.evaluation.outputs import Outputs, group_outputs
from pipeline.evaluation.report import Report, render, to_json
from pipeline.settings import Settings
from pipeline.stages import interim
from pipeline.stages.base import Say
from pipeline.stages.uncorrected import as_found


def run(
    settings: Settings,
    gold: Sequence[Path],
    *,
    say: Say,
    errors: bool = True,
    json_path: Path | None = None,
    corrected: bool = False,
) -> tuple[Report, ...]:
    """A report for every form of gold, said line by line and, if asked for, written as JSON.

    What was corrected by hand is judged as it was found, unless ``corrected`` is asked for.

    Raises:
        MissingStageError: the tables are not there.
        GoldError: a gold file cannot be read, has no form that is known, or is of another text.
    """
    outputs = read_outputs(settings, corrected=corrected)
    reports = forms.evaluate(gold, outputs)
    for number, report in enumerate(reports):
        if number:
            say("")
        for line in render(report, errors=errors):
            say(line)
    if json_path is not None:
        store.write_text(json_path, json.dumps(to_json(reports), ensure_ascii=False, indent=1) + "\n")
    return reports


def read_outputs(settings: Settings, *, corrected: bool = False) -> Outputs:
    """The tables that are judged; the texts are read when they are asked for.

    Rows that were corrected by hand are as they were found, unless ``corrected`` is asked for.
    """
    rows = _read(settings, schema.QUOTATIONS)
    return group_outputs(
        documents=_read(settings, schema.DOCUMENTS),
        rows=rows if corrected else as_found(settings, rows),
        entities=_read(settings, schema.ENTITIES),
        mentions=_read(settings, schema.MENTIONS),
        read_text=lambda doc_id: interim.read_doc_text(settings, doc_id),
    )


def _read(settings: Settings, table: schema.Table) -> list[Any]:
    return store.read_records(settings.outputs / f"{table.name}.csv", table.record, made_by="tables")
