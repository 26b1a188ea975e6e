"""What gold says of a quotation beside its place, and whether the row has it right."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline.evaluation.gold import GoldQuotation, GoldSpan
from pipeline.evaluation.matching import overlap
from pipeline.evaluation.names import last_capitalised_word, normalise_name, same_speaker
from pipeline.records import AttributedQuotation

_PRONOUNS = frozenset("he her him his i it me one she that they this we who you".split())
_BEFORE_DATES = frozenset("at by during from in of on since the".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A gold quotation and the row that stands for it.

    ``parent_id`` is the row of the quotation around it, "" where there is none; ``grouped`` says
    that the rows sharing this row's utterance are those of the gold utterance's parts, no more
    and no fewer.
    """

    gold: GoldQuotation
    row: AttributedQuotation
    parent_id: str
    grouped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something gold says of a quotation: whether it says it, whether the row has it right, the error in words.

    ``asked`` looks at the gold alone, so that it also counts quotations that were not found;
    ``claimed`` makes a row answer for what it says where gold says nothing; ``listed`` is False
    where another fact lists the same error.
    """

    name: str
    asked: Callable[[GoldQuotation], bool]
    right: Callable[[Pair], bool]
    describe: Callable[[Pair], str]
    claimed: Callable[[Pair], bool] = lambda _: False
    listed: bool = True

    def applies(self, pair: Pair) -> bool:
        """Whether the pair is judged by this fact."""
        return self.asked(pair.gold) or self.claimed(pair)


def make_pairs(gold: Iterable[GoldQuotation], row_of: Mapping[str, AttributedQuotation]) -> tuple[Pair, ...]:
    """The gold quotations that have a row, with it; ``row_of`` is keyed by the gold's id."""
    quotations = tuple(gold)
    found = [one for one in quotations if one.id in row_of]
    in_gold = _group((one.id, one.utterance) for one in quotations)
    in_rows = _group((one.id, row_of[one.id].utterance_id) for one in found)
    return tuple(
        Pair(
            gold=one,
            row=row_of[one.id],
            parent_id=row_of[one.parent].quote_id if one.parent in row_of else "",
            grouped=in_gold[one.utterance] == in_rows[row_of[one.id].utterance_id],
        )
        for one in found
    )


def kind_is_right(pair: Pair) -> bool:
    """Whether the kind is the gold's; of a nested one, whether the row's parent is the one around it."""
    if pair.gold.kind == "nested":
        return bool(pair.parent_id) and pair.row.parent_id == pair.parent_id
    return pair.row.kind == pair.gold.kind


def speaker_is_right(pair: Pair) -> bool:
    """Whether the speaker is the gold's; where the gold names none, whether the row names none either."""
    if not pair.gold.speaker:
        return not pair.row.speaker
    return same_speaker(pair.row.speaker, name=pair.gold.speaker, aliases=pair.gold.aliases)


def mention_form(gold: GoldQuotation) -> str:
    """How the text names the speaker at the quotation: name, pronoun, nominal, or none where no cue says who speaks."""
    if gold.mention is None or gold.cue is None:
        return "none"
    if gold.mention.text.casefold() in _PRONOUNS:
        return "pronoun"
    return "name" if last_capitalised_word(gold.mention.text) else "nominal"


def _group(members: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for member, group in members:
        groups.setdefault(group, set()).add(member)
    return groups


def _same_date(first: str, second: str) -> bool:
    """Whether two dates are the same, less what stands before them: "at the beginning of 1905"."""
    return _bare_date(first) == _bare_date(second)


def _bare_date(date: str) -> str:
    words = date.casefold().split()
    while words and words[0] in _BEFORE_DATES:
        words = words[1:]
    return " ".join(words)


def _overlaps(gold: GoldSpan | None, start: int | None, end: int | None) -> bool:
    return gold is not None and start is not None and end is not None and overlap(gold.span, (start, end)) > 0


def _is_at(gold: GoldSpan | None, start: int | None, end: int | None) -> bool:
    return gold is not None and gold.span == (start, end)


def _words(gold: GoldSpan | None) -> str:
    return f"“{gold.text}” ({gold.start} to {gold.end})" if gold else "none"


def _given(words: str, start: int | None, end: int | None) -> str:
    return f"“{words}” ({start} to {end})" if start is not None else "not given"


def _or_nobody(name: str) -> str:
    return name or "nobody"


def _describe_kind(pair: Pair) -> str:
    if pair.gold.kind == "nested":
        return f"stands inside {pair.gold.parent}, but its parent is {pair.row.parent_id or 'not given'}"
    return f"is called {pair.row.kind}; the gold says {pair.gold.kind}"


def _describe_span(pair: Pair) -> str:
    gold = pair.gold.place
    return f"runs from {pair.row.start} to {pair.row.end}; the gold from {gold.start} to {gold.end}"


def _describe_speaker(pair: Pair) -> str:
    why = pair.row.rule if pair.row.speaker else pair.row.reason
    speaker = _or_nobody(pair.row.speaker) + (f" ({why})" if why else "")
    return f"speaker is {speaker}; the gold says {_or_nobody(pair.gold.speaker)}"


def _describe_mention(pair: Pair) -> str:
    given = _given(pair.row.speaker_mention, pair.row.mention_start, pair.row.mention_end)
    return f"mention is {given}; the gold says {_words(pair.gold.mention)}"


def _describe_cue(pair: Pair) -> str:
    given = _given(pair.row.cue, pair.row.cue_start, pair.row.cue_end)
    return f"cue is {given}; the gold says {_words(pair.gold.cue)}"


FACTS: tuple[Fact, ...] = (
    Fact(name="kind", asked=lambda _: True, right=kind_is_right, describe=_describe_kind),
    Fact(
        name="exact span",
        asked=lambda _: True,
        right=lambda pair: pair.gold.place.span == (pair.row.start, pair.row.end),
        describe=_describe_span,
    ),
    Fact(
        name="speaker",
        asked=lambda gold: bool(gold.speaker),
        claimed=lambda pair: pair.gold.kind != "nested" and bool(pair.row.speaker),
        right=speaker_is_right,
        describe=_describe_speaker,
    ),
    Fact(
        name="mention",
        asked=lambda gold: gold.mention is not None,
        right=lambda pair: _overlaps(pair.gold.mention, pair.row.mention_start, pair.row.mention_end),
        describe=_describe_mention,
        listed=False,
    ),
    Fact(
        name="exact mention",
        asked=lambda gold: gold.mention is not None,
        right=lambda pair: _is_at(pair.gold.mention, pair.row.mention_start, pair.row.mention_end),
        describe=_describe_mention,
    ),
    Fact(
        name="cue",
        asked=lambda gold: gold.cue is not None,
        right=lambda pair: _overlaps(pair.gold.cue, pair.row.cue_start, pair.row.cue_end),
        describe=_describe_cue,
        listed=False,
    ),
    Fact(
        name="exact cue",
        asked=lambda gold: gold.cue is not None,
        right=lambda pair: _is_at(pair.gold.cue, pair.row.cue_start, pair.row.cue_end),
        describe=_describe_cue,
    ),
    Fact(
        name="form",
        asked=lambda gold: bool(gold.form),
        right=lambda pair: pair.row.form == pair.gold.form,
        describe=lambda pair: f"form is {pair.row.form}; the gold says {pair.gold.form}",
    ),
    Fact(
        name="utterance",
        asked=lambda gold: bool(gold.utterance),
        right=lambda pair: pair.grouped,
        describe=lambda pair: f"{pair.row.utterance_id} does not hold the parts of the gold's {pair.gold.utterance}",
    ),
    Fact(
        name="source title",
        asked=lambda gold: bool(gold.source_work),
        claimed=lambda pair: bool(pair.row.source_title),
        right=lambda pair: normalise_name(pair.row.source_title) == normalise_name(pair.gold.source_work),
        describe=lambda pair: f"source is “{pair.row.source_title}”; the gold says “{pair.gold.source_work}”",
    ),
    Fact(
        name="source author",
        asked=lambda gold: bool(gold.source_author),
        claimed=lambda pair: bool(pair.row.source_author),
        right=lambda pair: same_speaker(pair.row.source_author, name=pair.gold.source_author),
        describe=lambda pair: (
            f"source's author is {_or_nobody(pair.row.source_author)}; "
            f"the gold says {_or_nobody(pair.gold.source_author)}"
        ),
    ),
    Fact(
        name="stated date",
        asked=lambda gold: bool(gold.date),
        claimed=lambda pair: bool(pair.row.stated_date),
        right=lambda pair: _same_date(pair.row.stated_date, pair.gold.date),
        describe=lambda pair: f"date is “{pair.row.stated_date}”; the gold says “{pair.gold.date}”",
    ),
)
