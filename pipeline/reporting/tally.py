"""What the index says of all quotations: sums, and the first rows of each list, gathered in one pass."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.records import AttributedQuotation
from pipeline.reporting.context import one_line
from pipeline.reporting.entries import doubt_about, kind_words

# What an index of many texts shows of each list; the tables have the rest.
SAMPLES = 3
FULL_SPEAKERS = 100
LISTED_SPEAKERS = 500
LISTED_TEXTS = 1000
LONGEST_LIST = 200
LONGEST_NAMES = 80


@dataclass(slots=True, kw_only=True)
class Term:
    """How often a term stands in the texts, of what kind it is, and its first places: document and id."""

    kind: str
    count: int = 0
    places: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Listed:
    """The first rows of a list, and how many there are in all; without a limit every row is kept."""

    limit: int | None
    rows: list[AttributedQuotation] = field(default_factory=list)
    count: int = 0

    def add(self, row: AttributedQuotation) -> None:
        """Count a row, and keep it while there is room."""
        if self.limit is None or self.count < self.limit:
            self.rows.append(row)
        self.count += 1

    @property
    def more(self) -> int:
        """How many rows were not kept."""
        return self.count - len(self.rows)


@dataclass(slots=True, kw_only=True)
class Tally:
    """The sums: ``numbers`` has the number of every speaker, from 1, by id; ``several`` who is quoted in many texts.

    ``unnamed`` counts the quotations without a speaker, ``weak`` those whose speaker is uncertain.
    ``per_text`` has how many quotations and speakers a document has, ``shared`` how many quotations of a
    speaker of several texts each of these has, ``longest`` the length of the longest quotation.
    """

    numbers: Mapping[str, int]
    several: frozenset[str]
    uncertain_below: float
    paged: bool
    spoken: int = 0
    unnamed: int = 0
    weak: int = 0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    of_speaker: dict[str, Listed] = field(default_factory=dict)
    nobody: Listed
    doubtful: Listed
    terms: dict[str, Term] = field(default_factory=dict)
    n_terms: int = 0
    shared: Counter[tuple[str, str]] = field(default_factory=Counter)
    per_text: dict[str, tuple[int, int]] = field(default_factory=dict)
    example: AttributedQuotation | None = None
    spoken_kinds: set[str] = field(default_factory=set)
    longest: int = 0

    def add(self, row: AttributedQuotation) -> None:
        """Count a quotation or a term."""
        self.kinds[row.kind, row.form] += 1
        if row.kind == "term":
            self._add_term(row)
            return
        self.spoken += 1
        self.spoken_kinds.add(row.kind)
        self.longest = max(self.longest, len(row.text))
        if row.speaker and self.example is None:
            self.example = row
        if row.speaker_id:
            self._listed(row.speaker_id).add(row)
        else:
            self.nobody.add(row)
        if row.speaker_id in self.several:
            self.shared[row.speaker_id, row.doc_id] += 1
        self._doubt(row)

    def _add_term(self, row: AttributedQuotation) -> None:
        term = self.terms.setdefault(one_line(row.text), Term(kind=kind_words(row)))
        self.n_terms += 1
        term.count += 1
        if len(term.places) < LONGEST_NAMES:
            term.places.append((row.doc_id, row.quote_id))

    def _listed(self, speaker_id: str) -> Listed:
        found = self.of_speaker.get(speaker_id)
        if found is None:
            full = self.numbers.get(speaker_id, 0) <= FULL_SPEAKERS
            found = self.of_speaker[speaker_id] = Listed(limit=(SAMPLES if full else 0) if self.paged else None)
        return found

    def _doubt(self, row: AttributedQuotation) -> None:
        self.unnamed += not row.speaker
        if doubt_about(row, uncertain_below=self.uncertain_below):
            self.weak += bool(row.speaker)
            self.doubtful.add(row)


def tally_of(
    quotations: Iterable[AttributedQuotation],
    *,
    numbers: Mapping[str, int],
    several: frozenset[str],
    uncertain_below: float,
    paged: bool,
) -> Tally:
    """The sums of quotations that stand in the order of the texts."""
    tally = Tally(
        numbers=numbers,
        several=several,
        uncertain_below=uncertain_below,
        paged=paged,
        nobody=Listed(limit=LONGEST_LIST if paged else None),
        doubtful=Listed(limit=LONGEST_LIST),
    )
    speaking: dict[str, set[str]] = {}
    spoken: Counter[str] = Counter()
    for row in quotations:
        tally.add(row)
        if row.kind != "term":
            spoken[row.doc_id] += 1
            speaking.setdefault(row.doc_id, set()).update([row.speaker_id] if row.speaker_id else [])
    tally.per_text = {doc_id: (count, len(speaking[doc_id])) for doc_id, count in spoken.items()}
    return tally
