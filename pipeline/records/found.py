"""What the stages find and hand on.

Every record is a frozen, keyword-only dataclass. ``start`` and ``end`` are
Unicode code points into the document's text, half-open, and a field named
``text`` is always the slice ``document_text[start:end]``. An empty string is
"not known"; ``None`` is "no such place".
"""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["direct", "mixed", "indirect", "term"]
Form = Literal["inline", "block"]
ParagraphKind = Literal["body", "heading", "block", "note"]
SpeakerKind = Literal["person", "group", "organisation", "work", "narrator", "unnamed", ""]
MentionForm = Literal["name", "pronoun", "nominal"]
Position = Literal["before", "after", "inside", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in the corpus that could not be used, or was used with a repair."""

    stage: str
    doc_id: str
    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is known about one text. ``path`` is relative to the corpus, with ``/``."""

    doc_id: str
    title: str
    author: str
    date: str
    source: str
    language: str
    path: str
    sha256: str
    encoding: str
    n_chars: int
    n_words: int
    n_paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph: a stretch of text without blank lines, less the white space around it."""

    doc_id: str
    paragraph: int
    kind: ParagraphKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedDocument:
    """A document with its text and paragraphs, as a reader gives it."""

    document: Document
    text: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One quoted stretch, as found and described before anybody looks for its speaker.

    ``start``/``end`` hold the content without its outer marks and never cross a
    paragraph. Parts of one utterance share ``utterance_id``. ``stated_date`` stands from ``stated_date_start`` to
    ``stated_date_end``.
    """

    doc_id: str
    quote_id: str
    kind: Kind
    subkind: str
    form: Form
    utterance_id: str
    parent_id: str
    paragraph: int
    sentence: int
    start: int
    end: int
    marks: str
    kind_evidence: str
    source_title: str
    source_author: str
    stated_date: str
    text: str
    stated_date_start: int | None = None
    stated_date_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A mention that may be the speaker of one quotation, with the evidence for it.

    ``evidence`` names how the mention stands to the quotation (``subject_of_cue``,
    ``according_to``, ...); ``position`` is where the cue stands, seen from the quotation;
    ``distance`` counts tokens between quotation and cue, ``paragraphs_away`` paragraphs back.
    A cue without a subject is a candidate without a mention.
    """

    doc_id: str
    quote_id: str
    evidence: str
    mention_start: int | None
    mention_end: int | None
    mention: str
    mention_form: MentionForm | Literal[""]
    mention_label: str
    number: str
    gender: str
    cue_start: int | None
    cue_end: int | None
    cue: str
    cue_lemma: str
    cue_listed: bool
    position: Position
    distance: int
    paragraphs_away: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where the text names somebody or something.

    ``role`` is the grammatical role of its head (``nsubj``, ``pobj``, ...), which
    salience is reckoned from; ``quoted`` says that it stands inside a quotation. ``described`` is
    what the words beside a person's name call the person: «its secretary, Ada Lund» gives "secretary".
    """

    doc_id: str
    paragraph: int
    sentence: int
    start: int
    end: int
    label: str
    role: str
    quoted: bool
    text: str
    described: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedSentence:
    """A sentence, from ``start`` to ``end``, in which a date stands outside quotation marks.

    ``date`` is what stands from ``date_start`` to ``date_end``, in EDTF.
    """

    doc_id: str
    paragraph: int
    start: int
    end: int
    date_start: int
    date_end: int
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """Somebody or something known beforehand: the name to use, every other name, the entity type and the gender.

    ``wikidata`` is the number of the item there, ``Q...``; empty where it is not known.
    """

    name: str
    aliases: tuple[str, ...]
    type: str
    gender: str
    wikidata: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place outside quotations that speaks of somebody without a name: a pronoun, a description.

    ``role`` is the grammatical role of its head, as in Mention. ``kind`` is empty where one person is
    meant; «the ringers» are ``plural``, «the report» is a ``thing``.
    """

    doc_id: str
    paragraph: int
    sentence: int
    start: int
    end: int
    form: MentionForm
    gender: str
    role: str
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStatistics:
    """Figures on one text, counted from its parse: None where it is too short for a figure to mean anything."""

    doc_id: str
    n_sentences: int
    n_unique_words: int
    words_per_sentence: float | None
    flesch_reading_ease: float | None
    flesch_kincaid_grade: float | None
    mtld: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is held to say one quotation, by which rule, and how sure that is.

    Where no speaker is found ``speaker`` is empty and ``reason`` says why.
    """

    doc_id: str
    quote_id: str
    speaker_id: str
    speaker: str
    speaker_kind: SpeakerKind
    speaker_mention: str
    mention_start: int | None
    mention_end: int | None
    cue: str
    cue_start: int | None
    cue_end: int | None
    rule: str
    score: float | None
    reason: str


def unattributed(doc_id: str, quote_id: str, *, reason: str) -> Attribution:
    """The attribution of a quotation to nobody, and why."""
    return Attribution(
        doc_id=doc_id,
        quote_id=quote_id,
        speaker_id="",
        speaker="",
        speaker_kind="",
        speaker_mention="",
        mention_start=None,
        mention_end=None,
        cue="",
        cue_start=None,
        cue_end=None,
        rule="",
        score=None,
        reason=reason,
    )


CORRECTED: Final = "corrected by hand"
CHECKED: Final = "checked by hand"
BY_HAND: Final = frozenset({CORRECTED, CHECKED})
"""The rules of what a person has said, in corrections.csv."""
NOBODY: Final = "?"
"""What a person writes for the speaker where the text does not say who speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person says of one quotation: the ``occurrence``-th, from 1, of those with this ``text`` in a document.

    ``speaker`` or ``kind`` is empty where that is right as it is; ``line`` is where the table says so.
    ``checked``: the row is right as it was found; speaker and kind are then those that were found.
    """

    line: int
    doc_id: str
    text: str
    occurrence: int
    speaker: str
    kind: Kind | Literal[""]
    checked: bool = False
