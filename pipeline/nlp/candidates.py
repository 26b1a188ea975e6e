"""Rows of ``candidates.csv``: each reading of who says a quotation, with its mention and cue in the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.nlp import mentions
from pipeline.nlp.frames import Frame
from pipeline.nlp.grammar import mention_of, names_nobody
from pipeline.nlp.sites import Cue
from pipeline.records import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The quotation that candidates are listed for: its ids, and its paragraph."""

    doc_id: str
    quote_id: str
    paragraph: int


def list_candidates(quote: Quote, found: Iterable[tuple[Frame, Cue]], text: str) -> Iterator[Candidate]:
    """The candidates of one quotation, each once, in the order of the cues found in their frames."""
    seen: set[tuple[str, int, int]] = set()
    for frame, cue in found:
        candidate = _make_candidate(quote, frame, cue, text)
        key = (candidate.evidence, candidate.cue_start or -1, candidate.mention_start or -1)
        if key not in seen:
            seen.add(key)
            yield candidate


def slice_of(frame: Frame, tokens: tuple[int, int], text: str) -> tuple[int, int, str]:
    """Where a range of tokens stands in the text, and the text there."""
    start, end = frame.places[tokens[0]][0], frame.places[tokens[1] - 1][1]
    return start, end, text[start:end]


def _make_candidate(quote: Quote, frame: Frame, cue: Cue, text: str) -> Candidate:
    mention = _mention_of(frame, cue)
    traits = mentions.traits_of(cue.head, mention) if mention is not None and cue.head is not None else None
    start, end, words = slice_of(frame, mention, text) if mention is not None else (None, None, "")
    cue_start, cue_end, cue_text = slice_of(frame, cue.tokens, text)
    return Candidate(
        doc_id=quote.doc_id,
        quote_id=quote.quote_id,
        evidence=cue.evidence,
        mention_start=start,
        mention_end=end,
        mention=words,
        mention_form=traits.form if traits else "",
        mention_label=traits.label if traits else "",
        number=traits.number if traits else "",
        gender=traits.gender if traits else "",
        cue_start=cue_start,
        cue_end=cue_end,
        cue=cue_text,
        cue_lemma=cue.lemma,
        cue_listed=cue.listed,
        position=cue.position,
        distance=cue.distance,
        paragraphs_away=quote.paragraph - frame.unit.paragraph,
    )


def _mention_of(frame: Frame, cue: Cue) -> tuple[int, int] | None:
    """The tokens of the cue's speaker; None where there is none, «said nobody», or a stand-in is part of it."""
    if cue.head is None or names_nobody(cue.head):
        return None
    tokens = mention_of(cue.head)
    return tokens if all(frame.places[index][0] >= 0 for index in range(*tokens)) else None
