"""One document: its quotations, the candidates for their speakers, and its mentions."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.nlp import kinds, mentions
from pipeline.nlp.annotate import LONG, ParseCache, bounded_memory
from pipeline.nlp.candidates import Quote, list_candidates, slice_of
from pipeline.nlp.cues import (
    Cue,
    Site,
    find_cues,
    find_cues_before_block,
    find_cues_in_heading,
    find_cues_in_paragraph_before,
    intro_of,
    make_site,
)
from pipeline.nlp.dated import dated_sentences
from pipeline.nlp.fallbacks import weaker_cues
from pipeline.nlp.frames import Frame, sentence_bounds
from pipeline.nlp.keyterms import Phrase, find_key_terms, find_phrases, load_network
from pipeline.nlp.naming import settle_names
from pipeline.nlp.parsed import ParsedText, parse_text
from pipeline.nlp.references import find_references
from pipeline.nlp.sources import find_citation
from pipeline.nlp.statistics import describe_text, find_sentences
from pipeline.nlp.works import find_italics, find_works, title_in_marks
from pipeline.quotes.spans import QuotedSpan
from pipeline.records import (
    Candidate,
    DatedSentence,
    KeyTerm,
    Mention,
    Paragraph,
    Problem,
    Quotation,
    Reference,
    TextStatistics,
)

if TYPE_CHECKING:
    from spacy.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What one document gives."""

    quotations: tuple[Quotation, ...]
    candidates: tuple[Candidate, ...]
    mentions: tuple[Mention, ...]
    references: tuple[Reference, ...]
    dated: tuple[DatedSentence, ...]
    key_terms: tuple[KeyTerm, ...]
    statistics: TextStatistics
    problems: tuple[Problem, ...]


_Stated = tuple[int | None, int | None, str]
"""Where something is stated, from and to, and the words; neither place where it is not."""
_NOT_STATED: _Stated = (None, None, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A quoted span as read in its frame: the verdict, what is cited, and the span whose tag it follows."""

    verdict: kinds.Verdict
    citation: Mapping[str, "_Stated"]
    follows_tag_of: int | None


@dataclass(slots=True)
class _Work:
    """A document under way."""

    doc_id: str
    text: str
    spans: Sequence[QuotedSpan]
    sentence_starts: list[int] = field(default_factory=list)
    dated: list[DatedSentence] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    named: list[tuple[Mention, mentions.Doubt]] = field(default_factory=list)
    works: list[Mention] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    readings: dict[int, _Reading] = field(default_factory=dict)
    candidates: list[Candidate] = field(default_factory=list)


def extract_document(
    doc_id: str,
    path: str,
    text: str,
    paragraphs: Sequence[Paragraph],
    nlp: "Language",
    *,
    cache: ParseCache | None = None,
    parsed: ParsedText | None = None,
) -> Extracted:
    """Everything one text holds: quotations in order of occurrence, candidates, mentions and problems.

    The text is parsed some pages at a time, if it is not ``parsed``; with a ``cache``, what was parsed before is not
    parsed again.
    """
    if len(text) > LONG:
        load_network()
    with bounded_memory(nlp, length=len(text)):
        parsed = parsed or parse_text(text, paragraphs, nlp, cache=cache)
        marked = parsed.marked
        work = _Work(doc_id=doc_id, text=text, spans=marked.spans)
        _read_text(work, paragraphs, parsed.frames)
    _find_terms_of_dialogue(work)
    problems = tuple(
        Problem(stage="extract", doc_id=doc_id, path=path, code=problem.code, message=problem.message)
        for problem in marked.problems
    )
    named = tuple(_mentions(work, paragraphs))
    return Extracted(
        quotations=tuple(_quotations(work)),
        candidates=tuple(sorted(work.candidates, key=lambda candidate: candidate.quote_id)),
        mentions=named,
        references=tuple(replace(one, sentence=_sentence_at(work, one.start)) for one in work.references),
        dated=tuple(work.dated),
        key_terms=tuple(find_key_terms(doc_id, work.phrases, named, text)),
        statistics=describe_text(doc_id, text, work.sentences),
        problems=problems,
    )


def _read_text(work: _Work, paragraphs: Sequence[Paragraph], parsed: Iterable[Frame]) -> None:
    """Read every paragraph, one after the other."""
    heading: Frame | None = None
    before: Frame | None = None
    headings = {paragraph.paragraph for paragraph in paragraphs if paragraph.kind == "heading"}
    notes = {paragraph.paragraph for paragraph in paragraphs if paragraph.kind == "note"}
    for number, group in groupby(parsed, key=lambda frame: frame.unit.paragraph):
        frames = list(group)
        if number in notes:  # what stands above a note says nothing about it
            before = heading = None
        _read_paragraph(work, frames, before, heading)
        before = next((frame for frame in reversed(frames) if frame.unit.span is None), before)
        if number in headings and before is not None:
            heading = before
        elif number not in headings:
            work.dated.extend(_dated(work, frames))


def _read_paragraph(work: _Work, frames: Sequence[Frame], before: Frame | None, heading: Frame | None) -> None:
    """Read every quoted span, mention and sentence of one paragraph."""
    home = {index: frame for frame in frames for index in frame.spans}
    previous: tuple[int, list[Cue]] | None = None
    for frame in frames:
        work.sentence_starts.extend(start for start, _ in sentence_bounds(frame))
        work.sentences.extend(find_sentences(frame, work.spans))
        work.phrases.extend(find_phrases(frame))
        work.named.extend(_named(work, frame))
        work.works.extend(_works(work, frame))
        work.references.extend(find_references(work.doc_id, frame, work.text))
    for index in sorted(home):
        site = make_site(home[index], index, work.spans[index].parent)
        cues = list(find_cues(site))
        found = [(home[index], cue) for cue in cues]
        weaker = [(home[index], cue) for cue in weaker_cues(site, cues)]
        if before is not None and intro_of(site) == "start" and site.frame is frames[0] and site.start == 0:
            found += [(before, cue) for cue in find_cues_before_block(before)]
            weaker += [(before, cue) for cue in find_cues_in_paragraph_before(before)]
            weaker += [(heading, cue) for cue in find_cues_in_heading(heading)] if heading else []
        follows = _tag_shared(previous, index, cues, work.spans)
        work.readings[index] = _read(work, site, index, found, follows)
        quote = Quote(doc_id=work.doc_id, quote_id=_quote_id(work.doc_id, index), paragraph=work.spans[index].paragraph)
        work.candidates.extend(list_candidates(quote, [*found, *weaker], work.text))
        if work.readings[index].verdict.subkind == "title":
            work.works.append(
                _mention(work, home[index], title_in_marks(work.spans[index], work.text), "WORK_OF_ART", "")
            )
        previous = (index, cues)


def _find_terms_of_dialogue(work: _Work) -> None:
    """Take for terms the fragments that the text as a whole shows to be none of anybody's words."""
    verdicts = {index: reading.verdict for index, reading in work.readings.items()}
    contents = {index: work.text[work.spans[index].start : work.spans[index].end] for index in verdicts}
    for index in kinds.terms_of_dialogue(verdicts, contents):
        work.readings[index] = replace(work.readings[index], verdict=kinds.TERM_OF_DIALOGUE)


def _dated(work: _Work, frames: Sequence[Frame]) -> Iterator[DatedSentence]:
    for frame in frames:
        yield from dated_sentences(work.doc_id, frame, work.spans, work.text)


def _named(work: _Work, frame: Frame) -> Iterator[tuple[Mention, mentions.Doubt]]:
    for named in (*mentions.named_spans(frame), *mentions.missed_names(frame)):
        place = slice_of(frame, named.tokens, work.text)[:2]
        mention = _mention(work, frame, place, named.label, named.role)
        yield replace(mention, described=named.described), named.doubt


def _works(work: _Work, frame: Frame) -> Iterator[Mention]:
    """Titles of works in running text, by the words around them or by italics."""
    for tokens in find_works(frame):
        yield _mention(work, frame, slice_of(frame, tokens, work.text)[:2], "WORK_OF_ART", "")
    for start, end in find_italics(work.text[frame.unit.start : frame.unit.end]):
        yield _mention(work, frame, (frame.unit.start + start, frame.unit.start + end), "WORK_OF_ART", "")


def _mention(work: _Work, frame: Frame, place: tuple[int, int], label: str, role: str) -> Mention:
    quoted = any(work.spans[index].start <= place[0] < work.spans[index].end for index in frame.spans)
    return Mention(
        doc_id=work.doc_id,
        paragraph=frame.unit.paragraph,
        sentence=0,
        start=place[0],
        end=place[1],
        label=label,
        role=role,
        quoted=frame.unit.span is not None or quoted,
        text=work.text[place[0] : place[1]],
    )


def _tag_shared(
    previous: tuple[int, list[Cue]] | None, index: int, cues: Sequence[Cue], spans: Sequence[QuotedSpan]
) -> int | None:
    """The span before, if one tag stands between the two and serves both: «“…”, he said, “…”»."""
    if previous is None or spans[previous[0]].parent != spans[index].parent:
        return None
    if any(cue.evidence.startswith("verb before") and cue.head is not None for cue in previous[1]):
        return None
    after = {cue.tokens for cue in previous[1] if cue.evidence.startswith("tag after")}
    ours = [cue.tokens for cue in cues if cue.position == "before" and not cue.evidence.startswith("governing verb")]
    return previous[0] if after.intersection(ours) else None


def _read(work: _Work, site: Site, index: int, found: Sequence[tuple[Frame, Cue]], follows: int | None) -> _Reading:
    span = work.spans[index]
    content = work.text[span.start : span.end]
    cues = [cue for _, cue in found]
    verdict = kinds.judge_kind(site, cues, content, is_block=span.form == "block")
    may_go_on = verdict.kind != "term" or verdict.evidence == kinds.NO_CUE
    if follows is not None and may_go_on and work.readings[follows].verdict.kind == "direct":
        subkind = work.readings[follows].verdict.subkind
        verdict = kinds.Verdict(kind="direct", subkind=subkind, evidence="goes on after its tag")
    return _Reading(verdict=verdict, citation=_cited(work, found), follows_tag_of=follows)


def _cited(work: _Work, found: Sequence[tuple[Frame, Cue]]) -> Mapping[str, _Stated]:
    """Title, author and date as they stand in the text, from the first cue that states each."""
    parts: dict[str, _Stated] = {}
    for frame, cue in found:
        if not cue.listed:
            continue
        citation = find_citation(frame, cue, masked=frame.quoted)
        for name in ("title", "author", "date"):
            tokens = getattr(citation, name)
            if tokens is not None and name not in parts:
                parts[name] = slice_of(frame, tokens, work.text)
    return parts


def _quote_id(doc_id: str, index: int) -> str:
    return f"{doc_id}.q{index + 1:04d}"


def _quotations(work: _Work) -> Iterator[Quotation]:
    utterances = _utterances(work)
    for index, span in enumerate(work.spans):
        reading = work.readings.get(index)
        verdict = (
            reading.verdict if reading else kinds.Verdict(kind="term", subkind="mention", evidence="no word inside")
        )
        stated = reading.citation if reading and verdict.kind != "term" else {}
        date = stated.get("date", _NOT_STATED)
        yield Quotation(
            doc_id=work.doc_id,
            quote_id=_quote_id(work.doc_id, index),
            kind=verdict.kind,
            subkind=verdict.subkind,
            form=span.form,
            utterance_id=f"{work.doc_id}.u{utterances[index]:04d}",
            parent_id="" if span.parent is None else _quote_id(work.doc_id, span.parent),
            paragraph=span.paragraph,
            sentence=_sentence_at(work, span.outer_start),
            start=span.start,
            end=span.end,
            marks=span.marks,
            kind_evidence=verdict.evidence,
            source_title=stated.get("title", _NOT_STATED)[2],
            source_author=stated.get("author", _NOT_STATED)[2],
            stated_date=date[2],
            text=work.text[span.start : span.end],
            stated_date_start=date[0],
            stated_date_end=date[1],
        )


def _utterances(work: _Work) -> dict[int, int]:
    """Utterance numbers, from 1 in order of occurrence; the parts of one utterance share theirs."""
    numbers: dict[int, int] = {}
    count = 0
    for index, span in enumerate(work.spans):
        reading = work.readings.get(index)
        earlier = span.continues if span.continues is not None else reading.follows_tag_of if reading else None
        if earlier is not None and earlier in numbers and _are_one(work, earlier, index):
            numbers[index] = numbers[earlier]
        else:
            count += 1
            numbers[index] = count
    return numbers


def _are_one(work: _Work, earlier: int, later: int) -> bool:
    """Whether two spans can be one utterance: neither is a term."""
    return all(work.readings[index].verdict.kind != "term" for index in (earlier, later) if index in work.readings)


def _mentions(work: _Work, paragraphs: Sequence[Paragraph]) -> Iterator[Mention]:
    for mention in settle_names(work.named, work.works, work.text, paragraphs):
        yield replace(mention, sentence=_sentence_at(work, mention.start))


def _sentence_at(work: _Work, offset: int) -> int:
    """The number, from 0, of the sentence of the writer's that holds an offset."""
    return max(bisect_right(work.sentence_starts, offset) - 1, 0)
