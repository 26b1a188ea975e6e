"""What a document shows before anybody is guessed: who is named where, who is addressed, where speeches stand."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.attribution.names import title_gender
from pipeline.attribution.people import Cast, Figure, find_figure
from pipeline.records import Candidate, Mention, Quotation, Reference

NARRATOR = -1
"""The key of whoever says "I" outside quotations; a figure's key is its place in the cast."""
FIRST_PERSON = frozenset({"i", "me", "my", "myself"})

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_SAID_OF_OTHERS = frozenset({"appos", "attr", "oprd"})
"""Roles of descriptions that add to a name, and bring nobody in: «Lund, the pilot,», «she was the pilot»."""
_BEFORE_ADDRESS = re.compile(r"(?:^|[,.!?;:—–-]|\b(?:dear|my|oh|o|well|yes|no|ah|poor|old))[\s\"“‘'_]*$", re.IGNORECASE)
_AFTER_ADDRESS = re.compile(r"[\"”’_]*\s*(?:[,.!?;—–-]|$)")
_BESIDE = 40
"""Characters before a name that show whether it is an address."""
_ADDRESSES = re.compile(
    r"(?:^|[,.!?;—-]\s*|\b(?:yes|no|dear|my|good|oh)\s)"
    r"(?:(sir|papa|father|uncle|my lord|my boy|old man|old fellow|old chap|mister)"
    r"|(ma['’]am|madam|miss|mamma|mama|mother|aunt|auntie|my lady|my girl))\b\s*(?:[,.!?;—-]|$)",
    re.IGNORECASE,
)
SURE_CUE = 0.5
"""A cue is taken for one if it names the speaker more often than not."""
_DOUBTFUL = 0.4
_MANY_FIRST, _SHARE_FIRST = 20, 0.15
"""A text has a narrator who takes part if so many references, and so large a share, are in the first person."""
_EXCHANGES, _SHARE_EXCHANGES = 3, 0.02
_OFTEN_CUED = 2
"""What speaks so often can be a person, whatever the model of names called it."""
_FIRST_NAME = 12.0
"""Votes that a first name is worth."""
_DOUBT = 4.0
"""Votes of doubt against which pronouns beside a name are counted before they tell its gender."""


class _Placed(Protocol):
    @property
    def paragraph(self) -> int: ...


_Row = TypeVar("_Row", bound=_Placed)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Cue:
    """The candidate by which a quotation is most likely introduced, and how likely."""

    candidate: Candidate
    score: float


@dataclass(frozen=True, slots=True)
class Spoken:
    """Whom the quotations of one paragraph name and address; ``gender`` is that of "sir" or "madam"."""

    named: frozenset[int] = frozenset()
    addressed: frozenset[int] = frozenset()
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """A name or subject pronoun of the narration in a paragraph with a quotation: «Emma smiled. “…”».

    ``key`` is None for a pronoun, whose gender is given instead.
    """

    start: int
    key: int | None
    gender: str
    subject: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One document: figures by key, quotations, names and references by paragraph, and who is surely meant where.

    ``cued`` holds the key that a cue surely names, by quotation, and ``hinted`` one that a doubtful cue
    names; ``named_turns`` the first sure key of a paragraph, ``turn_genders`` the gender of the first
    pronoun at a sure cue there.
    """

    cast: Cast
    quotations: Mapping[int, Sequence[Quotation]]
    names: Mapping[int, Sequence[tuple[int, Mention]]]
    references: Mapping[int, Sequence[Reference]]
    beats: Mapping[int, Sequence[Beat]]
    spoken: Mapping[int, Spoken]
    cues: Mapping[str, Candidate]
    cued: Mapping[str, int]
    hinted: Mapping[str, int]
    named_turns: Mapping[int, int]
    turn_genders: Mapping[int, str]
    genders: Mapping[int, float]
    people: frozenset[int]
    totals: Mapping[int, int]
    words_of: Mapping[int, frozenset[str]]
    narrated: bool


def survey(
    quotations: Iterable[Quotation],
    cues: Mapping[str, Cue],
    *,
    mentions: Sequence[Mention],
    references: Sequence[Reference],
    cast: Cast,
) -> Setting:
    """The setting of a document; ``cues`` holds the likeliest cue of each quotation that has one."""
    keys = {figure: key for key, figure in enumerate(cast.figures)}
    references = [one for one in references if one.form == "pronoun" or one.role not in _SAID_OF_OTHERS]
    placed = place_mentions(mentions, cast)
    told = [(key, one) for key, one in placed if not one.quoted]
    own = [one for one in quotations if one.kind != "term" and not one.parent_id]
    sure = {quote_id: cue.candidate for quote_id, cue in cues.items() if cue.score >= SURE_CUE}
    doubtful = {quote_id: cue.candidate for quote_id, cue in cues.items() if cue.score < SURE_CUE}
    cued = _read_cues(own, sure, cast, keys)
    by_paragraph = _by_paragraph(own)
    often = Counter(cued.values())
    first = sum(one.text.lower() in FIRST_PERSON for one in references)
    return Setting(
        cast=cast,
        quotations=by_paragraph,
        names=_names_by_paragraph(told),
        references=_by_paragraph(references),
        beats=_read_beats(told, references, by_paragraph),
        spoken=_read_spoken(own, [(key, one) for key, one in placed if one.quoted]),
        cues=sure,
        cued=cued,
        hinted=_read_cues(own, doubtful, cast, keys),
        named_turns=_first_by_paragraph((one.paragraph, cued.get(one.quote_id)) for one in own),
        turn_genders=_first_by_paragraph((one.paragraph, _pronoun_gender(sure.get(one.quote_id))) for one in own),
        genders=learn_genders(told, references, cast),
        people=frozenset(
            key for key, figure in enumerate(cast.figures) if figure.label == "PERSON" or often[key] >= _OFTEN_CUED
        ),
        totals=Counter(key for key, _ in placed),
        words_of={key: _words_of(figure) for key, figure in enumerate(cast.figures)},
        narrated=first >= _MANY_FIRST and first >= _SHARE_FIRST * len(references),
    )


def is_dialogue(quotations: Iterable[Quotation], cues: Mapping[str, Cue]) -> bool:
    """Whether speeches answer each other without a cue: some paragraphs with speech follow another and name nobody.

    In novels of PDNC this holds for 4 to 64 % of the paragraphs with speech; of 60 articles of PolNeAR three
    reach it, which are interviews.
    """
    own = [one for one in quotations if one.kind == "direct" and not one.parent_id]
    paragraphs = {one.paragraph for one in own}
    told = {one.paragraph for one in own if one.quote_id in cues and cues[one.quote_id].score >= SURE_CUE}
    exchanges = sum(number - 1 in paragraphs for number in paragraphs - told)
    return exchanges >= _EXCHANGES and exchanges >= _SHARE_EXCHANGES * len(paragraphs)


def weigh_in_dialogue(cues: Mapping[str, Cue]) -> dict[str, Cue]:
    """The cues as they count in a dialogue: one that is but a sentence of the paragraph before is doubtful.

    In news «Berg was angry. ¶ “…”» often names the speaker; in the novels of PDNC one time in six, since
    whoever acts is answered in the next paragraph.
    """
    return {
        quote_id: Cue(cue.candidate, min(cue.score, _DOUBTFUL)) if _is_narration_before(cue.candidate) else cue
        for quote_id, cue in cues.items()
    }


def _is_narration_before(candidate: Candidate) -> bool:
    return candidate.paragraphs_away > 0 and candidate.evidence.endswith("sentence before")


def is_subject(role: str) -> bool:
    """Whether a grammatical role is a subject's."""
    return role in _SUBJECTS


def is_address(text: str, start: int, end: int) -> bool:
    """Whether the name at these places of a quotation's words addresses its bearer: «Yes, Emma, it is.»."""
    before = text[max(start - _BESIDE, 0) : start]
    return _BEFORE_ADDRESS.search(before) is not None and _AFTER_ADDRESS.match(text, end) is not None


def address_gender(text: str) -> str:
    """``masc`` or ``fem`` where a quotation addresses a man or a woman by a common word: «Yes, sir.»; else empty."""
    found = {"masc" if match[1] else "fem" for match in _ADDRESSES.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def learn_genders(told: Iterable[tuple[int, Mention]], references: Iterable[Reference], cast: Cast) -> dict[int, float]:
    """Key -> how masculine a figure is, from -1 (feminine) to 1; figures without evidence are left out.

    The title of the name a person goes by is taken as it is. Else the pronouns that follow the name in its
    sentence and the next, before another name, are counted: «Emma smiled; she …». A first name, or a title
    among other names, weighs as much as a few of them: «Beaver» may be Mr and Mrs Beaver in one text.
    """
    votes: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    named = [(one.start, 0, key, one) for key, one in told if one.label == "PERSON"]
    meant = [(one.start, 1, 0, one) for one in references if one.form == "pronoun" and one.gender]
    last: tuple[int, Mention] | None = None
    events: list[tuple[int, int, int, Mention | Reference]] = [*named, *meant]
    for _, _, key, one in sorted(events, key=lambda event: event[:2]):
        if isinstance(one, Mention):
            last = key, one
        elif last is not None and one.paragraph == last[1].paragraph and one.sentence - last[1].sentence <= 1:
            clear = one.sentence == last[1].sentence and is_subject(last[1].role)
            votes[last[0]][one.gender == "fem"] += 2.0 if clear else 1.0
    found: dict[int, float] = {}
    for key, figure in enumerate(cast.figures):
        masc, fem = votes.get(key, (0.0, 0.0))
        told_by_name = {"masc": 1.0, "fem": -1.0}.get(figure.gender, 0.0)
        if told_by_name and title_gender(figure.name):
            found[key] = told_by_name
        elif told_by_name:
            found[key] = (masc - fem + told_by_name * _FIRST_NAME) / (masc + fem + _FIRST_NAME)
        elif masc or fem:
            found[key] = (masc - fem) / (masc + fem + _DOUBT)
    return found


def _words_of(figure: Figure) -> frozenset[str]:
    return frozenset(word.strip(".,").lower() for name in (figure.name, *figure.aliases) for word in name.split())


def place_mentions(mentions: Iterable[Mention], cast: Cast) -> list[tuple[int, Mention]]:
    """The mentions of figures, each with its figure's key."""
    keys = {figure: key for key, figure in enumerate(cast.figures)}
    return [(key, one) for one in mentions if (key := _key_of(one, cast, keys)) is not None]


def _key_of(mention: Mention, cast: Cast, keys: Mapping[Figure, int]) -> int | None:
    figure = cast.at(mention.start, mention.end) or cast.find(mention.text)
    return None if figure is None else keys[figure]


def _read_cues(
    quotations: Iterable[Quotation], cues: Mapping[str, Candidate], cast: Cast, keys: Mapping[Figure, int]
) -> dict[str, int]:
    """Quotation -> the key that its cue names."""
    cued: dict[str, int] = {}
    for quotation in quotations:
        cue = cues.get(quotation.quote_id)
        if cue is not None and cue.mention_form == "name" and cue.mention_start is not None:
            figure = find_figure(cue.mention, cast, place=(cue.mention_start, cue.mention_end or cue.mention_start))
            if figure is not None:
                cued[quotation.quote_id] = keys[figure]
    return cued


def _pronoun_gender(cue: Candidate | None) -> str | None:
    return cue.gender or None if cue is not None and cue.mention_form == "pronoun" else None


def _read_beats(
    told: Iterable[tuple[int, Mention]], references: Iterable[Reference], quotations: Mapping[int, object]
) -> dict[int, list[Beat]]:
    beats: dict[int, list[Beat]] = defaultdict(list)
    for key, one in told:
        if one.paragraph in quotations:
            beats[one.paragraph].append(Beat(one.start, key, "", is_subject(one.role)))
    for reference in references:
        acts = reference.gender and reference.form == "pronoun" and is_subject(reference.role)
        if acts and reference.paragraph in quotations:
            beats[reference.paragraph].append(Beat(reference.start, None, reference.gender, True))
    return {number: sorted(found, key=lambda beat: beat.start) for number, found in beats.items()}


def _read_spoken(quotations: Iterable[Quotation], quoted: Sequence[tuple[int, Mention]]) -> dict[int, Spoken]:
    """Paragraph -> whom its quotations name and address; all in the order of the text."""
    named: dict[int, set[int]] = defaultdict(set)
    addressed: dict[int, set[int]] = defaultdict(set)
    genders: dict[int, str] = {}
    place = 0
    for quotation in quotations:
        while place < len(quoted) and quoted[place][1].start < quotation.start:
            place += 1
        while place < len(quoted) and quoted[place][1].end <= quotation.end:
            key, one = quoted[place]
            place += 1
            named[quotation.paragraph].add(key)
            if is_address(quotation.text, one.start - quotation.start, one.end - quotation.start):
                addressed[quotation.paragraph].add(key)
        gender = address_gender(quotation.text)
        if gender:
            genders[quotation.paragraph] = gender
    return {
        number: Spoken(frozenset(named[number]), frozenset(addressed[number]), genders.get(number, ""))
        for number in sorted({*named, *genders})
    }


def _by_paragraph(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    grouped: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        grouped[row.paragraph].append(row)
    return dict(grouped)


def _names_by_paragraph(told: Iterable[tuple[int, Mention]]) -> dict[int, list[tuple[int, Mention]]]:
    grouped: dict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for key, one in told:
        grouped[one.paragraph].append((key, one))
    return dict(grouped)


def _first_by_paragraph(rows: Iterable[tuple[int, _Value | None]]) -> dict[int, _Value]:
    """Paragraph -> the first value that there is."""
    first: dict[int, _Value] = {}
    for number, value in rows:
        if value is not None:
            first.setdefault(number, value)
    return first
