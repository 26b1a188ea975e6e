"""The records that flow from stage to stage, and the rows of the tables.

Every record is a frozen, keyword-only dataclass. ``start`` and ``end`` are
Unicode code points into the document's text, half-open, and a field named
``text`` is always the slice ``document_text[start:end]``. An empty string is
"not known"; ``None`` is "no such place".
"""

from pipeline.records.by_hand import ReviewRow, RosterRow
from pipeline.records.found import (
    BY_HAND,
    CHECKED,
    CORRECTED,
    NOBODY,
    Attribution,
    Candidate,
    Correction,
    DatedSentence,
    Document,
    Form,
    Kind,
    KnownPerson,
    LoadedDocument,
    Mention,
    MentionForm,
    Paragraph,
    ParagraphKind,
    Position,
    Problem,
    Quotation,
    Reference,
    SpeakerKind,
    TextStatistics,
    unattributed,
)
from pipeline.records.rows import (
    AttributedQuotation,
    Cooccurrence,
    DescribedDocument,
    Entity,
    EntityMention,
    KeyTerm,
    Speaker,
    TimelineEntry,
)

__all__ = [
    "BY_HAND",
    "CHECKED",
    "CORRECTED",
    "NOBODY",
    "AttributedQuotation",
    "Attribution",
    "Candidate",
    "Cooccurrence",
    "Correction",
    "DatedSentence",
    "DescribedDocument",
    "Document",
    "Entity",
    "EntityMention",
    "Form",
    "KeyTerm",
    "Kind",
    "KnownPerson",
    "LoadedDocument",
    "Mention",
    "MentionForm",
    "Paragraph",
    "ParagraphKind",
    "Position",
    "Problem",
    "Quotation",
    "Reference",
    "ReviewRow",
    "RosterRow",
    "Speaker",
    "SpeakerKind",
    "TextStatistics",
    "TimelineEntry",
    "unattributed",
]
