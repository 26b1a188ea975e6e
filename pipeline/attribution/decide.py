"""Who says each quotation: the strongest evidence wins, and every decision says which it was."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from pipeline.attribution import rules
from pipeline.attribution.dialogue import Hearing, hear
from pipeline.attribution.identify import NARRATOR_NAME, identify
from pipeline.attribution.people import Cast
from pipeline.attribution.ranker import Choice, Option, choose, group_options
from pipeline.attribution.setting import Cue
from pipeline.attribution.story import Person
from pipeline.records import Attribution, Candidate, Document, Mention, Quotation, Reference, unattributed

LEAST_SCORE = 0.3
"""A speaker less likely than this is not given: the cell stays empty, and the reason says why."""
LAST_QUOTED_SCORE = 0.5
_LOOK_BACK = 60
"""Quotations back that a speaker may be handed on from: an utterance runs over fewer parts."""
_LAST_SPEAKER_REACH = 24
"""Paragraphs back that the last speaker quoted may be, for a block that names nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One document as the decision sees it: its mentions and references in order, who is who, and its author."""

    document: Document
    mentions: Sequence[Mention]
    cast: Cast
    references: Sequence[Reference] = ()


@dataclass(slots=True)
class _Progress:
    """What has been decided so far in a document."""

    by_id: dict[str, Attribution]
    quotations: dict[str, Quotation]
    likeliest: Mapping[str, Choice] = field(default_factory=dict)
    """What each quotation would take of the mentions near by, whatever those before it hand on."""
    heard: Hearing = field(default_factory=Hearing)


def attribute_document(
    quotations: Sequence[Quotation], candidates: Sequence[Candidate], scene: Scene
) -> list[Attribution]:
    """An attribution for every quotation of one document, in their order; none is dropped."""
    by_quote = _by_quote(candidates)
    likeliest = _likeliest(quotations, by_quote)
    heard = hear(
        quotations,
        _cues(likeliest),
        mentions=scene.mentions,
        references=scene.references,
        cast=scene.cast,
    )
    progress = _Progress({}, {quotation.quote_id: quotation for quotation in quotations}, likeliest, heard)
    for quotation in quotations:
        progress.by_id[quotation.quote_id] = _decide(quotation, by_quote[quotation.quote_id], scene, progress)
    _hand_back(quotations, progress)
    return [progress.by_id[quotation.quote_id] for quotation in quotations]


def _decide(quotation: Quotation, candidates: Sequence[Candidate], scene: Scene, progress: _Progress) -> Attribution:
    if quotation.kind == "term":
        return unattributed(quotation.doc_id, quotation.quote_id, reason="term")
    voice = progress.heard.voices.get(quotation.quote_id)
    if voice is not None:
        return _voiced(quotation, voice, scene)
    shared = _handed_option(quotation, progress)
    offered = shared is not None and shared.handed != rules.LAST_QUOTED
    alone = progress.likeliest.get(quotation.quote_id)
    choice = choose(quotation, _options(candidates, shared)) if offered else alone
    if choice is None or choice.score < LEAST_SCORE:
        if shared is not None and shared.handed == rules.LAST_QUOTED:
            return _handed_on(quotation, shared, LAST_QUOTED_SCORE)
        headless = any(candidate.cue_listed and candidate.mention_start is None for candidate in candidates)
        reason = "cue_without_subject" if headless else "no_cue"
        return unattributed(quotation.doc_id, quotation.quote_id, reason=reason)
    if choice.candidate is None:
        return _handed_on(quotation, choice.option, choice.score)
    return _attribution(quotation, choice.candidate, choice.score, scene, progress)


def likeliest_cues(quotations: Sequence[Quotation], candidates: Sequence[Candidate]) -> dict[str, Cue]:
    """The likeliest cue of each quotation that has one, terms left out; nothing is handed on."""
    return _cues(_likeliest(quotations, _by_quote(candidates)))


def _likeliest(quotations: Sequence[Quotation], by_quote: Mapping[str, Sequence[Candidate]]) -> dict[str, Choice]:
    """The likeliest mention for each quotation that has any near by, terms left out."""
    found = (
        (quotation.quote_id, choose(quotation, list(group_options(by_quote[quotation.quote_id]))))
        for quotation in quotations
        if quotation.kind != "term"
    )
    return {quote_id: choice for quote_id, choice in found if choice is not None}


def _cues(likeliest: Mapping[str, Choice]) -> dict[str, Cue]:
    return {
        quote_id: Cue(choice.candidate, choice.score)
        for quote_id, choice in likeliest.items()
        if choice.candidate is not None
    }


def _voiced(quotation: Quotation, voice: Person, scene: Scene) -> Attribution:
    """The attribution of a silent quotation in a dialogue."""
    return replace(
        unattributed(quotation.doc_id, quotation.quote_id, reason=""),
        speaker=voice.name or scene.document.author or NARRATOR_NAME,
        speaker_kind=voice.kind,
        rule=voice.rule,
        score=voice.score,
    )


def _hand_back(quotations: Sequence[Quotation], progress: _Progress) -> None:
    """Give the first parts of an utterance the speaker of a later one: the tag may stand at the very end."""
    later: dict[str, Attribution] = {}
    for quotation in reversed(quotations):
        own = progress.by_id[quotation.quote_id]
        if own.speaker:
            later[quotation.utterance_id] = own
        elif own.reason != "term" and quotation.utterance_id in later:
            source = later[quotation.utterance_id]
            progress.by_id[quotation.quote_id] = replace(source, quote_id=quotation.quote_id, rule=rules.SAME_UTTERANCE)


def list_options(
    quotations: Sequence[Quotation], candidates: Sequence[Candidate], attributions: Sequence[Attribution]
) -> Iterator[tuple[Quotation, list[Option]]]:
    """Every quotation but terms with the options it has when those before it are attributed as given."""
    by_quote = _by_quote(candidates)
    decided = {attribution.quote_id: attribution for attribution in attributions}
    progress = _Progress({}, {quotation.quote_id: quotation for quotation in quotations})
    for quotation in quotations:
        if quotation.kind != "term":
            yield quotation, _options(by_quote[quotation.quote_id], _handed_option(quotation, progress))
        progress.by_id[quotation.quote_id] = decided[quotation.quote_id]


def _by_quote(candidates: Sequence[Candidate]) -> Mapping[str, list[Candidate]]:
    by_quote: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_quote[candidate.quote_id].append(candidate)
    return by_quote


def _options(candidates: Sequence[Candidate], shared: Option | None) -> list[Option]:
    """The mentions that candidates name, then the speaker that an earlier quotation hands on.

    The last one quoted is no option beside mentions: a block takes him where nothing else is likely.
    """
    options = list(group_options(candidates))
    if shared is not None and shared.handed != rules.LAST_QUOTED:
        options.append(shared)
    return options


def _attribution(
    quotation: Quotation, candidate: Candidate, score: float, scene: Scene, progress: _Progress
) -> Attribution:
    parent = progress.by_id.get(quotation.parent_id)
    identity = identify(
        candidate,
        cast=scene.cast,
        author=scene.document.author,
        parent=parent,
        earlier=_earlier(quotation, progress),
        mentions=scene.mentions,
        references=scene.references,
        heard=progress.heard,
    )
    return Attribution(
        doc_id=quotation.doc_id,
        quote_id=quotation.quote_id,
        speaker_id="",
        speaker=identity.name,
        speaker_kind=identity.kind,
        speaker_mention=candidate.mention,
        mention_start=candidate.mention_start,
        mention_end=candidate.mention_end,
        cue=candidate.cue,
        cue_start=candidate.cue_start,
        cue_end=candidate.cue_end,
        rule=rules.rule_of(candidate),
        score=score * identity.certainty,
        reason="" if identity.name else "pronoun_unresolved",
    )


def _handed_on(quotation: Quotation, option: Option, score: float) -> Attribution:
    """The attribution that a quotation has from one before it."""
    rule, source = option.handed, option.source
    assert source is not None
    direct = rule != rules.LAST_QUOTED
    return replace(
        source,
        quote_id=quotation.quote_id,
        speaker_mention=source.speaker_mention if direct else "",
        mention_start=source.mention_start if direct else None,
        mention_end=source.mention_end if direct else None,
        cue=source.cue if direct else "",
        cue_start=source.cue_start if direct else None,
        cue_end=source.cue_end if direct else None,
        rule=rule,
        score=min(score, source.score or 0.0),
    )


def _handed_option(quotation: Quotation, progress: _Progress) -> Option | None:
    """The speaker that an earlier quotation hands on, if one does: its own utterance's comes first."""
    found: Option | None = None
    for earlier, attribution in _earlier(quotation, progress):
        if earlier.utterance_id == quotation.utterance_id:
            return Option(handed=rules.SAME_UTTERANCE, source=attribution, earlier=earlier)
        if found is None:
            rule = _neighbour_rule(earlier, quotation)
            if rule and attribution.speaker:
                found = Option(handed=rule, source=attribution, earlier=earlier)
    return found


def _neighbour_rule(earlier: Quotation, quotation: Quotation) -> str:
    """The rule by which a quotation may take the speaker of an earlier one; empty where there is none."""
    if earlier.paragraph == quotation.paragraph:
        return rules.SAME_PARAGRAPH
    near = quotation.paragraph - earlier.paragraph <= _LAST_SPEAKER_REACH
    return rules.LAST_QUOTED if quotation.form == "block" and near else ""


def _earlier(quotation: Quotation, progress: _Progress) -> Iterator[tuple[Quotation, Attribution]]:
    """Quotations before this one that have a speaker and stand at the same depth, the nearest first."""
    for quote_id in islice(reversed(progress.by_id), _LOOK_BACK):
        earlier = progress.quotations[quote_id]
        attribution = progress.by_id[quote_id]
        if earlier.parent_id == quotation.parent_id and (attribution.speaker or attribution.speaker_mention):
            yield earlier, attribution
