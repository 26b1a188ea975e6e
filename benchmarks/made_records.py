"""Documents made of records alone, as long as one likes: what extraction would leave of them, without a parse."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from pipeline.records import Candidate, Document, Mention, Quotation
from pipeline.settings import Settings
from pipeline.stages import interim

NAME_EVERY = 20
"""Words between two names of a text without quotations."""
WORDS_A_QUOTATION = 8
LENGTH = 6
"""Characters a word takes, with its space."""
FIRST = "Ada Edda Ines Solveig Ingrid Olaf Nils Bo Ivar Leif".split()
LAST = "Lund Berg Marlow Aas Vik Holm Dahl Moe Lie Rud Sund Nes".split()
LETTERS = "aeioubdfgk"
NAMES = tuple(f"{first} {last}" for last in LAST for first in FIRST)


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeRecords:
    """One document, laid out along its words; its speakers are names and pronouns by turns, or one description.

    ``strangers``: every name is another one.
    """

    n_words: int
    n_quotations: int
    n_names: int
    described: bool = False
    strangers: bool = False


def dialogue(n: int, *, described: bool) -> MadeRecords:
    """A document of ``n`` quotations, two to a paragraph."""
    return MadeRecords(
        n_words=n * WORDS_A_QUOTATION, n_quotations=n, n_names=0 if described else n // 2, described=described
    )


def long_text(n_words: int, *, strangers: bool) -> MadeRecords:
    """One quotation in a document of so many words, with a name every so often: one of many, or each a new one."""
    return MadeRecords(n_words=n_words, n_quotations=1, n_names=n_words // NAME_EVERY, strangers=strangers)


def write_records(made: MadeRecords, settings: Settings) -> None:
    """Write the tables as `extract` does."""
    size = {"n_chars": made.n_words * LENGTH, "n_words": made.n_words, "n_paragraphs": max(1, made.n_quotations // 2)}
    interim.DOCUMENTS.write(settings, [_record(Document, path="made.txt", **size)])
    interim.QUOTATIONS.write(settings, _quotations(made))
    interim.CANDIDATES.write(settings, _candidates(made))
    interim.MENTIONS.write(settings, _mentions(made))
    interim.REFERENCES.write(settings, ())
    interim.DATED.write(settings, ())


def _quotations(made: MadeRecords) -> Iterator[Quotation]:
    for number in range(made.n_quotations):
        start = _place(made, number, of=made.n_quotations)
        yield _record(
            Quotation,
            quote_id=_quote_id(number),
            utterance_id=f"made.u{number:07}",
            kind="direct",
            subkind="speech",
            form="inline",
            paragraph=number // 2,
            sentence=number,
            start=start,
            end=start + 20,
            text="The channel is shut.",
        )


def _candidates(made: MadeRecords) -> Iterator[Candidate]:
    for number in range(made.n_quotations):
        at = _place(made, number, of=made.n_quotations) + 24
        mention, form, gender = _speaker(made, number)
        yield _record(
            Candidate,
            quote_id=_quote_id(number),
            evidence="tag after, subject first",
            mention=mention,
            mention_start=at,
            mention_end=at + len(mention),
            mention_form=form,
            mention_label="PERSON" if form == "name" else "",
            number="sing",
            gender=gender,
            cue="said",
            cue_lemma="say",
            cue_start=at + 14,
            cue_end=at + 18,
            cue_listed=True,
            position="after",
            distance=1,
        )


def _mentions(made: MadeRecords) -> Iterator[Mention]:
    for number in range(made.n_names):
        at, name = _place(made, number, of=made.n_names) + 24, _name(made, number)
        yield _record(
            Mention,
            paragraph=number,
            sentence=number * 2,
            start=at,
            end=at + len(name),
            label="PERSON",
            role="nsubj",
            quoted=False,
            text=name,
        )


def _name(made: MadeRecords, number: int) -> str:
    name = NAMES[number % len(NAMES)]
    return name + "".join(LETTERS[int(digit)] for digit in str(number)) if made.strangers else name


def _speaker(made: MadeRecords, number: int) -> tuple[str, str, str]:
    """The words of a mention, their form and gender."""
    if made.described:
        return "one pilot", "nominal", ""
    return ("she", "pronoun", "fem") if number % 2 else (NAMES[number // 2 % len(NAMES)], "name", "")


def _place(made: MadeRecords, number: int, *, of: int) -> int:
    return number * (made.n_words * LENGTH // of)


def _quote_id(number: int) -> str:
    return f"made.q{number:07}"


def _record(record: type[Any], **values: Any) -> Any:
    """A record of the document "made"; what is not given is nought where it counts, else an empty string."""
    empty = {field.name: 0 if field.type is int else "" for field in fields(record)}
    return record(**empty | {"doc_id": "made"} | values)
