"""The corpus in a few sentences and figures, how the report was made, and how to cite it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.reporting.context import in_phrase
from pipeline.reporting.material import Material
from pipeline.reporting.relations import KeyTermView
from pipeline.reporting.wording import KINDS, counted, grouped, listed
from pipeline.schema import TABLES

# How many key terms the first sentences name.
_TERMS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and what it counts."""

    number: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """How many rows of one kind there are, and what the kind is."""

    name: str
    meaning: str
    inline: str
    block: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A term and what is to be said of it; ``code`` where that is for a machine to compare."""

    term: str
    value: str
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """A file of the result: its name, what it holds and how many rows."""

    name: str
    description: str
    rows: str


def report_title(material: Material) -> str:
    """The title of the report."""
    if len(material.documents) == 1:
        return f"Who is quoted in “{in_phrase(material.titles[material.documents[0].doc_id])}”"
    return f"Who is quoted in {counted(len(material.documents), 'text')}"


def sentences(material: Material, key_terms: Sequence[KeyTermView]) -> tuple[str, ...]:
    """The corpus in a few sentences; the first of its key terms are named."""
    if not material.documents:
        return ("No text was read.",)
    return tuple(_sentences(material, key_terms))


def figures(material: Material) -> tuple[Figure, ...]:
    """The counts of the corpus."""
    tally = material.tally
    counts = (
        (len(material.documents), "text", "texts"),
        (sum(document.n_words for document in material.documents), "word", "words"),
        (tally.spoken, "quotation", "quotations"),
        (len(material.speakers), "speaker", "speakers"),
        (tally.n_terms, "term in marks", "terms in marks"),
        (tally.doubtful.count, "uncertain", "uncertain"),
    )
    return tuple(Figure(number=grouped(n), label=one if n == 1 else many) for n, one, many in counts)


def kind_rows(material: Material) -> tuple[KindRow, ...]:
    """A row for every kind that occurs."""
    counts = material.tally.kinds
    return tuple(
        KindRow(
            name=name,
            meaning=meaning,
            inline=grouped(counts[kind, "inline"]),
            block=grouped(counts[kind, "block"]),
            total=grouped(counts[kind, "inline"] + counts[kind, "block"]),
        )
        for kind, (name, meaning) in KINDS.items()
        if counts[kind, "inline"] + counts[kind, "block"]
    )


def making(material: Material) -> tuple[Fact, ...]:
    """What made the tables: versions, model and settings."""
    return tuple(_making(material))


def table_files(material: Material) -> tuple[TableFile, ...]:
    """The tables that the report rests on."""
    return tuple(
        TableFile(name=f"{table.name}.csv", description=table.description, rows=grouped(material.rows[table.name]))
        for table in TABLES
    )


def citation(material: Material) -> str:
    """How to cite Quoth."""
    version = material.made_by.version
    return (
        f"The Quoth authors. Quoth: who is quoted, saying what, where, with the evidence. Version {version}. Software."
    )


def place_citation(material: Material) -> str:
    """How to cite one quotation, with the first that has a speaker as the example; empty where there is none."""
    row = material.tally.example
    if row is None:
        return ""
    digest = next(document.sha256 for document in material.documents if document.doc_id == row.doc_id)
    return (
        f"{row.quote_id}, code points {row.start}–{row.end} of {row.doc_id}.txt (source file: SHA-256 {digest[:12]}…)"
    )


def _sentences(material: Material, key_terms: Sequence[KeyTermView]) -> Iterator[str]:
    words = sum(document.n_words for document in material.documents)
    texts = "One text" if len(material.documents) == 1 else counted(len(material.documents), "text")
    tally = material.tally
    spoken = counted(tally.spoken, "quotation") if tally.spoken else "no quotation"
    yield f"{texts} of {counted(words, 'word')}{' in all' if len(material.documents) > 1 else ''}, with {spoken}."
    terms = [in_phrase(view.term) for view in key_terms[:_TERMS]]
    if terms:
        verb = "key terms are" if len(terms) > 1 else "key term is"
        whose = "Its" if len(material.documents) == 1 else "Their"
        yield f"{whose} {verb} {listed(terms)}."
    if material.speakers:
        yield from _on_speakers(material)
    if tally.n_terms:
        stretches = counted(tally.n_terms, "stretch", "stretches")
        verb = "is a term" if tally.n_terms == 1 else "are terms"
        yield f"Besides, {stretches} in quotation marks {verb}: nobody is quoted."
    if tally.spoken:
        yield _on_doubts(material)


def _on_speakers(material: Material) -> Iterator[str]:
    first = material.speakers[0]
    quotations = counted(first.n_quotations, "quotation")
    if len(material.speakers) == 1:
        yield f"The one speaker is {in_phrase(first.name)}: {quotations}, {counted(first.n_words, 'word')}."
    else:
        yield (
            f"There are {counted(len(material.speakers), 'speaker')}; {in_phrase(first.name)} has most words "
            f"({counted(first.n_words, 'word')} in {quotations})."
        )


def _on_doubts(material: Material) -> str:
    nobody, weak = material.tally.unnamed, material.tally.weak
    parts = []
    if nobody:
        parts.append(f"no speaker was found for {counted(nobody, 'quotation')}")
    if weak:
        parts.append(f"the speaker of {counted(weak, 'quotation')} is uncertain")
    if not parts:
        return "Every quotation has a speaker, and none is uncertain."
    phrase = listed(parts)
    return f"{phrase[0].upper()}{phrase[1:]}."


def _making(material: Material) -> Iterator[Fact]:
    made_by = material.made_by
    yield Fact(term="Made with", value=f"Quoth {made_by.version}")
    if made_by.model:
        name = " ".join(made_by.model[key] for key in ("name", "version") if key in made_by.model)
        yield Fact(term="Language model", value=name)
    if "sha256" in made_by.model:
        yield Fact(term="SHA-256 of the model", value=made_by.model["sha256"], code=True)
    yield Fact(term="Called uncertain", value=f"a score below {material.uncertain_below:.2f}")
    if "context_width" in made_by.settings:
        yield Fact(term="Context shown", value=f"about {made_by.settings['context_width']} characters on either side")
