"""The tables of ``outputs/``: every column declared and described once.

From here come the CSV headers, ``datapackage.json``, the data dictionary (``docs/tables.md``)
and the tests. A table's columns are the fields of its record, in the same order.
"""

from pipeline.schema.by_hand import REVIEW, ROSTER, TO_FILL_IN
from pipeline.schema.columns import PROBLEM_STAGES, SPEAKER_KINDS, Column, Table
from pipeline.schema.named import COOCCURRENCES, ENTITIES, MENTIONS
from pipeline.schema.quoted import CANDIDATES, QUOTATIONS, SPEAKERS
from pipeline.schema.texts import DOCUMENTS, KEYTERMS, PROBLEMS, TIMELINE

TABLES = (
    QUOTATIONS,
    SPEAKERS,
    ENTITIES,
    MENTIONS,
    COOCCURRENCES,
    TIMELINE,
    KEYTERMS,
    DOCUMENTS,
    CANDIDATES,
    PROBLEMS,
)

__all__ = [
    "CANDIDATES",
    "COOCCURRENCES",
    "DOCUMENTS",
    "ENTITIES",
    "KEYTERMS",
    "MENTIONS",
    "PROBLEMS",
    "PROBLEM_STAGES",
    "QUOTATIONS",
    "REVIEW",
    "ROSTER",
    "SPEAKERS",
    "SPEAKER_KINDS",
    "TABLES",
    "TIMELINE",
    "TO_FILL_IN",
    "Column",
    "Table",
]
